package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"dintero-login/api/spawn"
)

// What the system has no errors for.
var (
	errTooLarge  = errors.New("too large")
	errFolder    = errors.New("a folder")
	ErrLink      = errors.New("a link")
	ErrIrregular = errors.New("not a regular file")
	errSilent    = errors.New("an empty pipe")
)

// Demand is what a file has to be before it is read.
type Demand int

const (
	AnyFile  Demand = iota // a pipe may stand in for it, as in <(pass show config)
	Regular                // no pipe and no device; links are followed
	Unlinked               // regular, and not reached through a link
)

// File is the content of a file, with its mode and owner from the open descriptor, so that both
// belong to the same file whatever happens to the path meanwhile.
type File struct {
	Bytes []byte
	Info  fs.FileInfo
}

// ReadFile reads a file of at most limit bytes. It waits for a pipe until ctx ends.
func ReadFile(ctx context.Context, path string, limit int64, must Demand) (File, error) {
	f, err := open(path, must)
	if err != nil {
		return File{}, err
	}
	defer func() { _ = f.Close() }()
	return readOpen(ctx, f, limit, must)
}

// open never waits for the other end of a pipe. Where a pipe or a device is rejected it is
// not even opened, since opening one may have an effect.
func open(path string, must Demand) (*os.File, error) {
	if must != AnyFile {
		look := os.Stat
		if must == Unlinked {
			look = os.Lstat
		}
		info, err := look(path)
		if err != nil {
			return nil, err
		}
		if err := refused(info, must); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, flags(must), 0)
}

// flags also reject a link that replaced the file after it was checked.
func flags(must Demand) int {
	if must == Unlinked {
		return os.O_RDONLY | openFlags | noFollow
	}
	return os.O_RDONLY | openFlags
}

// readOpen checks the open descriptor: the path may be another file by now.
func readOpen(ctx context.Context, f *os.File, limit int64, must Demand) (File, error) {
	info, err := f.Stat()
	if err != nil {
		return File{}, err
	}
	if err := refused(info, must); err != nil {
		return File{}, err
	}
	// Only a pipe can block, and only pipes take a deadline.
	defer context.AfterFunc(ctx, spawn.Guarded(func() { _ = f.SetReadDeadline(time.Unix(1, 0)) }))()
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case ctx.Err() != nil:
		return File{}, ctx.Err()
	case err != nil:
		return File{}, err
	case int64(len(content)) > limit:
		return File{}, errTooLarge
	case len(content) == 0 && info.Mode()&fs.ModeNamedPipe != 0:
		return File{}, errSilent
	}
	return File{Bytes: content, Info: info}, nil
}

// refused returns why a file does not meet a demand, or nil.
func refused(info fs.FileInfo, must Demand) error {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return errFolder
	case must == AnyFile || mode.IsRegular():
		return nil
	case mode&fs.ModeSymlink != 0:
		return ErrLink
	default:
		return ErrIrregular
	}
}

// Why explains why a file could not be read, without its path, which is foreign text.
func Why(err error, limit int64) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read: permission denied"
	case errors.Is(err, errFolder):
		return "this is a folder, not a file"
	case errors.Is(err, ErrLink):
		return "this is a link, not a file"
	case errors.Is(err, ErrIrregular):
		return "this is a pipe or a device, not a regular file"
	case errors.Is(err, errSilent):
		return "nothing came through this pipe"
	case errors.Is(err, errTooLarge) && limit > 1<<20:
		return fmt.Sprintf("it is larger than %d MiB", limit>>20)
	case errors.Is(err, errTooLarge):
		return fmt.Sprintf("it is larger than %d KiB", limit>>10)
	case errors.As(err, &path):
		return "it cannot be read: " + path.Err.Error()
	default:
		return "it cannot be read"
	}
}
