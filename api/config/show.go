package config

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode/utf8"

	"dintero-login/api/config/source"
	"dintero-login/flow"
)

const byDefault = "default"

// Row is one effective value for `config show`, and where it came from: file:line, a
// flag, a variable, "default", "the only profile" or "embedded". All three are safe to
// show; a secret's value is [secret].
type Row struct {
	Key, Value, Origin string
}

// Rows returns the values of the file: its path, how it was found, and the theme.
func (l Loaded) Rows() []Row {
	return []Row{
		{"config", flow.FromOutside(l.Path).Shown(), l.By},
		{"theme", l.Theme, l.themeOrigin},
	}
}

// Rows returns every value of the profile, its name first, defaults included. For a secret it is the
// source and whether that exists, and for a command the program without its arguments. It runs
// nothing and reads no secret.
func (p Profile) Rows() []Row {
	rows := []Row{{"profile", p.Name, p.origin("profile")}}
	for _, r := range rules {
		value := r.show(p)
		if value == "" && slices.Contains(secretKeys, r.key) {
			continue // one of them is set, and the others are not missing
		}
		if state := p.present(r.key); state != "" {
			value += ", " + state
		}
		if value == "" {
			value = "none"
		}
		rows = append(rows, Row{r.key, value, p.origin(r.key)})
	}
	return rows
}

func (p Profile) origin(key string) string {
	if from, ok := p.origins[key]; ok {
		return from
	}
	return byDefault
}

// from is the profile with the origin of one key noted; the map is another's too.
func (p Profile) from(key, origin string) Profile {
	p.origins = maps.Clone(p.origins)
	p.origins[key] = origin
	return p
}

// WriteRows writes rows as aligned columns, one row a line.
func WriteRows(w io.Writer, rows []Row) error {
	var key, value int
	for _, r := range rows {
		key, value = max(key, len(r.Key)), max(value, utf8.RuneCountInString(r.Value))
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(w, "%-*s  %-*s  %s\n", key, r.Key, value, r.Value, r.Origin); err != nil {
			return err
		}
	}
	return nil
}

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
