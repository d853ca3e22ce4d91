package config

import (
	"cmp"
	"context"
	"io/fs"
	"os"
)

// present says whether what a key names is there, for the keys that name something outside
// the config: a variable, a file, a program. It runs nothing, waits for nothing, and shows
// nothing of a secret. It is empty for every other key.
func (p Profile) present(key string) string {
	switch {
	case key == "client_secret_env" && p.source.env != "":
		switch value, ok := p.lookup(p.source.env); {
		case !ok:
			return "not set"
		case value == "":
			return "empty"
		}
		return "set"
	case key == "client_secret_file" && p.source.file != "":
		return presentFile(p.source.file)
	case key == "client_secret_command" && len(p.source.argv) > 0:
		return cmp.Or(Command{Argv: p.source.argv}.missing(), "found")
	case key == "ca_file" && p.CAFile != "":
		_, wrong := readCertificates(context.Background(), p.CAFile)
		return cmp.Or(wrong, "there")
	}
	return ""
}

// presentFile says whether a secret's file is there and private, by its mode and size.
func presentFile(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return reading(err, maxSecret)
	}
	if !info.Mode().IsRegular() {
		if info.IsDir() {
			return reading(errFolder, maxSecret)
		}
		return "a pipe or a device, read when it is needed"
	}
	f, err := open(path, regular)
	if err != nil {
		return reading(err, maxSecret)
	}
	defer func() { _ = f.Close() }()
	if info, err = f.Stat(); err != nil {
		return reading(err, maxSecret)
	}
	return presentRegular(info, path)
}

func presentRegular(info fs.FileInfo, path string) string {
	switch why := exposed(info, path); {
	case why != "":
		return why
	case info.Size() > maxSecret:
		return reading(errTooLarge, maxSecret)
	case info.Size() == 0:
		return "it is empty"
	}
	return "there"
}
