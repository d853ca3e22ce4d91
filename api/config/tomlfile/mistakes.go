package tomlfile

import (
	"slices"
	"strings"
)

// The mistakes that the scanner recognises. The parser alone decides that a document is broken
// and where; its messages are not used, since they quote the document and may change.
const (
	twice         = "this is here twice"
	openText      = "the quote that ends this text is missing"
	openParagraph = "the quotes that end this text are missing"
	noValue       = `a value is missing or not understood; text goes in quotes, as in key = "text"`
	badEscape     = `a \ in "text" begins an escape that TOML does not know; in 'text' it stands for itself`
	noEquals      = `after a key goes = and a value, as in key = "text"`
	noKey         = `before = goes a key, as in key = "text"`
	badTable      = "a table is written [name] or [name.name]"
	fullLine      = "one key and its value fill a line; something follows them here"
	openList      = "a list or an inline table is not closed, or a comma is missing"
	control       = "there is a control character here"
	notTOML       = "this is not TOML"
)

// bareValue matches a number, a date, a time, true and false.
var bareValue = Shape(`^([+-]?(\d[\d_]*(\.[\d_]+)?([eE][+-]?[\d_]+)?|inf|nan)|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|true|false|` +
	`\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d.*)?|\d\d:\d\d.*)$`)

// mistake notes what is wrong at an offset, or where the document's text ends. The first mistake
// of a document counts.
func (s *scanner) mistake(what string, offset int) {
	if s.wrong == "" {
		s.wrong, s.wrongAt = what, min(offset, len(strings.TrimRight(s.doc, " \t\r\n")))
	}
}

// explain returns what is wrong with a document that the parser stopped reading at an offset.
func (s *scanner) explain(offset int) string {
	stopped := Spot{1, 1}.after(s.doc[:offset])
	for _, here := range s.every {
		if slices.Index(here, stopped) > 0 {
			return twice
		}
	}
	line, _, _ := strings.Cut(s.doc[offset:], "\n")
	switch {
	case s.wrong != "" && s.wrongAt <= offset+len(line):
		return s.wrong
	case strings.ContainsFunc(strings.TrimSuffix(line, "\r"), isControl):
		return control
	}
	return notTOML
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
