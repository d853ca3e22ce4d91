package config

import (
	"cmp"
	"context"

	"dintero-login/api/config/source"
)

// present reports whether what a key names is there, for the keys that name something outside
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
		return source.PresentFile(p.source.file)
	case key == "client_secret_command" && len(p.source.argv) > 0:
		return cmp.Or(source.Command{Argv: p.source.argv}.Missing(), "found")
	case key == "ca_file" && p.CAFile != "":
		_, wrong := readCertificates(context.Background(), p.CAFile)
		return cmp.Or(wrong, "there")
	}
	return ""
}
