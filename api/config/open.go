package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dintero-login/api/spawn"
)

// What the system has no errors for.
var (
	errTooLarge = errors.New("too large")
	errFolder   = errors.New("a folder")
)

// contents is a file's content, and its mode and owner as the open descriptor has
// them, so that both are of one file whatever happens to the path meanwhile.
type contents struct {
	bytes []byte
	info  fs.FileInfo
}

// read reads at most limit bytes of a file. A pipe may stand in for it, and is waited
// for until ctx ends.
func read(ctx context.Context, path string, limit int64) (contents, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return contents{}, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return contents{}, err
	}
	if info.IsDir() {
		return contents{}, errFolder
	}
	// Only a pipe can block, and only pipes take a deadline.
	defer context.AfterFunc(ctx, spawn.Guarded(func() { _ = f.SetReadDeadline(time.Unix(1, 0)) }))()
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case ctx.Err() != nil:
		return contents{}, ctx.Err()
	case err != nil:
		return contents{}, err
	case int64(len(content)) > limit:
		return contents{}, errTooLarge
	}
	return contents{bytes: content, info: info}, nil
}

// reading says why a file could not be read, without its path, which is foreign text.
func reading(err error, limit int64) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read: permission denied"
	case errors.Is(err, errFolder):
		return "this is a folder, not a file"
	case errors.Is(err, errTooLarge):
		return fmt.Sprintf("it is larger than %d KiB", limit>>10)
	case errors.As(err, &path):
		return "it cannot be read: " + path.Err.Error()
	default:
		return "it cannot be read"
	}
}

// resolved is a path of a config file: ~/ is the home directory, and what is not
// absolute lies beside the config.
func resolved(path, folder, home string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
