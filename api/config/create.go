package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dintero-login/api/config/source"
	"dintero-login/api/newfile"
	"dintero-login/flow"
)

// target returns the path of the file that Init writes, which must not exist.
func (o InitOptions) target() (string, error) {
	path := o.File
	if path == "" {
		folder := o.configDir()
		if folder == "" {
			return "", fault("there is no config folder without a home directory; --config names a file")
		}
		path = filepath.Join(folder, "dintero-login", "config.toml")
		if err := ownFolder(filepath.Dir(path)); err != nil {
			return "", err
		}
	}
	err := newfile.Free(path)
	if o.File == "" && errors.Is(err, newfile.ErrNoFolder) {
		err = nil // it will be made
	}
	return path, about(path, err)
}

// ownFolder rejects a folder for the user's config that is a link or that others may change. A
// folder that does not exist is right.
func ownFolder(folder string) error {
	name := flow.FromOutside(folder).Shown()
	info, err := os.Lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fault("%s: %s", name, source.Why(err, 0))
	case info.Mode()&fs.ModeSymlink != 0:
		return fault("%s: this is a link, not a folder; --config names a file elsewhere", name)
	case !info.IsDir():
		return fault("%s: this is not a folder", name)
	}
	if why := source.Tampered(info, folder); why != "" {
		return fault("%s: it must be yours alone to change, but %s", name, why)
	}
	return nil
}

// writeUsers writes the config in the user's config folder, and creates the folder first.
func writeUsers(path, text string) error {
	folder := filepath.Dir(path)
	if err := ownFolder(folder); err != nil { // again: it may have changed during the questions
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fault("%s: it cannot be made: %s", flow.FromOutside(folder).Shown(), writing(err))
	}
	return writeNew(path, text)
}

// writeNew writes a file that only we can read, completely or not at all. A file or a link that
// exists by now is left unchanged.
func writeNew(path, text string) error {
	return about(path, newfile.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}))
}

// about adds the name of the file to an error of package newfile.
func about(path string, err error) error {
	if err == nil {
		return nil
	}
	return fault("%s: %s", flow.FromOutside(path).Shown(), err)
}

// writing explains why a file could not be written, without its path, which is foreign text.
func writing(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	default:
		return "the system refuses it"
	}
}
