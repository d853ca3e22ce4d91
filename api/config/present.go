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
	switch s := p.source; {
	case key == "client_secret_env" && s.env != "", key == "client_secret_file" && s.file != "", key == "client_secret_command" && len(s.argv) > 0:
		return p.sourcePresent(s)
	case key == "test_customer":
		return p.sourcePresent(p.test.source)
	case key == "ca_file" && p.CAFile != "":
		_, wrong := readCertificates(context.Background(), p.CAFile)
		return cmp.Or(wrong, "there")
	}
	return ""
}

// sourcePresent is present for a source; empty for a literal, and where nothing is named.
func (p Profile) sourcePresent(s secretSource) string {
	switch {
	case s.env != "":
		switch value, ok := p.lookup(s.env); {
		case !ok:
			return "not set"
		case value == "":
			return "empty"
		}
		return "set"
	case s.file != "":
		return source.PresentFile(s.file)
	case len(s.argv) > 0:
		return cmp.Or(source.Command{Argv: s.argv}.Missing(), "found")
	}
	return ""
}
