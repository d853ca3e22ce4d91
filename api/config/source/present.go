package source

import (
	"io/fs"
	"os"
)

// PresentFile reports whether a secret's file is there and private, by its mode and size.
func PresentFile(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return Why(err, Max)
	}
	if !info.Mode().IsRegular() {
		if info.IsDir() {
			return Why(errFolder, Max)
		}
		return "a pipe or a device, read when it is needed"
	}
	f, err := open(path, Regular)
	if err != nil {
		return Why(err, Max)
	}
	defer func() { _ = f.Close() }()
	if info, err = f.Stat(); err != nil {
		return Why(err, Max)
	}
	return presentRegular(info, path)
}

func presentRegular(info fs.FileInfo, path string) string {
	switch why := Exposed(info, path); {
	case why != "":
		return why
	case info.Size() > Max:
		return Why(errTooLarge, Max)
	case info.Size() == 0:
		return "it is empty"
	}
	return "there"
}
