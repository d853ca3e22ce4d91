package tomlfile

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Document is a parsed file, and where its keys stand.
type Document struct {
	Values map[string]any
	spots  spots
	every  mentions
	heads  mentions
}

// At is where a key stands, or a table that keys go through; the zero Spot when it is not there.
func (d Document) At(path ...string) Spot { return d.spots[joined(path)] }

// Decode parses a file's content. What the parser says about broken syntax is not
// passed on, since it quotes the line, which may hold a secret.
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
	if found.over != "" {
		report.Add(found.overAt, "%s for a config", found.over)
		return Document{}, false
	}
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		at, what := syntax(err, text)
		report.Add(at, "%s", what)
		return Document{}, false
	}
	return Document{Values: values, spots: found.spots, every: found.every, heads: found.heads}, true
}

// syntax is where a document breaks, and what is wrong in words of our own.
func syntax(err error, text string) (Spot, string) {
	var broken toml.ParseError
	if !errors.As(err, &broken) {
		return Spot{1, 1}, "this is not TOML"
	}
	at := min(max(broken.Position.Start, 0), len(text))
	for _, s := range syntaxes {
		if strings.Contains(broken.Message, s.says) {
			return Spot{1, 1}.after(text[:at]), s.means
		}
	}
	return Spot{1, 1}.after(text[:at]), "this is not TOML"
}

// syntaxes tells the parser's sentences apart, first match first. Where a sentence
// changes with its next version, "this is not TOML" is said instead.
var syntaxes = []struct{ says, means string }{
	{"has already been defined", "this is here twice"},
	{"was already created", "this is here twice"},
	{"strings cannot contain newlines", "the quote that ends this text is missing"},
	{`expected '"'`, "the quote that ends this text is missing"},
	{`expected "'"`, "the quote that ends this text is missing"},
	{`expected '"""'`, "the quotes that end this text are missing"},
	{`expected "'''"`, "the quotes that end this text are missing"},
	{"expected value", `a value is missing or not understood; text goes in quotes, as in key = "text"`},
	{"invalid escape", `a \ in "text" begins an escape that TOML does not know; in 'text' it stands for itself`},
	{"hexadecimal digits", `a \ in "text" begins an escape that TOML does not know; in 'text' it stands for itself`},
	{"expected '.' or '='", `after a key goes = and a value, as in key = "text"`},
	{"key name appears blank", `before = goes a key, as in key = "text"`},
	{"to end table name", "a table is written [name] or [name.name]"},
	{"table names cannot be empty", "a table is written [name] or [name.name]"},
	{"to end with a newline", "one key and its value fill a line; something follows them here"},
	{"expected a comma", "a list or an inline table is not closed, or a comma is missing"},
	{"control characters", "there is a control character here"},
}
