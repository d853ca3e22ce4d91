// Package newfile writes a file that does not exist yet: a config, an export, a bundle or a
// recording. The file is for its owner alone, it is there whole or not at all, and nothing that
// exists is changed or followed.
package newfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// The errors say what is wrong with the file that was asked for, without its name, which is
// foreign text: as in "NAME: it is there already, and was not changed".
var (
	ErrExists      = errors.New("it is there already, and was not changed")
	ErrLink        = errors.New("this is a link, which is not followed")
	ErrName        = errors.New("this is the name of a folder, not of a file")
	ErrNoFolder    = errors.New("its folder does not exist")
	ErrNotWritable = errors.New("its folder may not be written to")
	ErrFull        = errors.New("the disk is full")
)

// Free reports why no file can be written at the path for now: it is there, it is a link, it
// names a folder, or its folder is not there. It is for those who ask early; Write checks again.
func Free(path string) error {
	root, _, err := placed(path)
	if err != nil {
		return err
	}
	return root.Close()
}

// Write makes a file with mode 0600 out of what write writes. The file has its name only when it
// is complete. An error of write is returned as it is, and leaves nothing behind. Until then a
// hidden file in the same folder holds what was written so far.
func Write(path string, write func(io.Writer) error) error {
	root, name, err := placed(path)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	temporary := "." + rand.Text() // short, whatever the length of the name
	f, err := create(root, temporary)
	if err != nil {
		return explained(err)
	}
	defer func() { _ = root.Remove(temporary) }()
	defer func() { _ = f.Close() }() // again where all went well
	if err := write(f); err != nil {
		return onlyFull(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return explained(err)
	}
	err = root.Link(temporary, name) // a rename would replace an existing file
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = withoutLinks(root, temporary, name)
	}
	if errors.Is(err, fs.ErrExist) {
		return occupied(root, name)
	}
	return explained(err)
}

// placed opens the folder of a path and returns the name in it, which must be free.
func placed(path string) (*os.Root, string, error) {
	name := filepath.Base(path)
	if path == "" || name == "." || name == ".." || os.IsPathSeparator(path[len(path)-1]) {
		return nil, "", ErrName
	}
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && !info.IsDir() {
		return nil, "", ErrNoFolder
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, "", explained(err)
	}
	if err := occupied(root, name); err != nil {
		_ = root.Close()
		return nil, "", err
	}
	return root, name, nil
}

// occupied reports what has the name already.
func occupied(root *os.Root, name string) error {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return explained(err)
	case info.Mode()&fs.ModeSymlink != 0:
		return ErrLink
	case info.IsDir():
		return ErrName
	}
	return ErrExists
}

// withoutLinks gives a complete file its name on a file system that has no hard links.
func withoutLinks(root *os.Root, temporary, name string) error {
	from, err := root.Open(temporary)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	to, err := create(root, name)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		_ = root.Remove(name) // half of it is worse than nothing
	}
	return err
}

func create(root *os.Root, name string) (*os.File, error) {
	return root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// onlyFull explains an error of whoever writes if it is the disk's, and leaves it alone if not.
func onlyFull(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return ErrFull
	}
	return err
}

// explained returns an error of the system without the path in it.
func explained(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch err = onlyFull(err); {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ErrNotWritable
	case errors.As(err, &path):
		return fmt.Errorf("the system refuses it: %w", path.Err)
	case errors.As(err, &link):
		return fmt.Errorf("the system refuses it: %w", link.Err)
	}
	return err
}
