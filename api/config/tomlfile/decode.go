package tomlfile

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Document is a parsed file, and the places of its keys.
type Document struct {
	Values map[string]any
	every  mentions
	heads  mentions
}

// At returns the first place of a key, or of a table in a dotted key; the zero Spot if there is none.
func (d Document) At(path ...string) Spot {
	if here := d.every[joined(path)]; len(here) > 0 {
		return here[0]
	}
	return Spot{}
}

// Decode parses a file's content. The parser says where broken syntax is; its message is
// ignored, since it quotes the line, which may hold a secret.
func Decode(content []byte, report *Report) (doc Document, ok bool) {
	// A byte order mark moves no column.
	text := strings.TrimPrefix(string(content), "\ufeff")
	if !utf8.ValidString(text) {
		valid := strings.ToValidUTF8(text, "\x00")
		cut := strings.IndexByte(valid, 0)
		report.Add(Spot{1, 1}.after(text[:cut]), "this is not UTF-8 text; save the file as UTF-8")
		return Document{}, false
	}
	found := scan(text)
	if found.limit != "" {
		report.Add(found.limitAt, "%s for a config", found.limit)
		return Document{}, false
	}
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		var broken toml.ParseError
		errors.As(err, &broken) // else it stopped at the start
		offset := min(max(broken.Position.Start, 0), len(text))
		report.Add(Spot{1, 1}.after(text[:offset]), "%s", found.explain(offset))
		return Document{}, false
	}
	return Document{Values: values, every: found.every, heads: found.heads}, true
}
