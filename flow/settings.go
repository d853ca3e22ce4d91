package flow

import (
	"fmt"
	"io"
	"strconv"
	"sync"
)

// Settings is an account's settings as they came, immutable once they are shared, by pointer
// (GET /accounts/{aid}/customers/settings).
type Settings struct {
	MFA             Tristate // users.mfa.enabled; unknown when the document does not say
	LoginChannel    Channel  // users.mfa.login.oob_channel
	RecoveryChannel Channel  // users.mfa.login_recovery.oob_channel
	Existence       Tristate // users.head.enabled; unknown when the document does not say

	Fields     []Field     // every leaf but those of Attributes, in the document's order
	Attributes []Attribute // custom attributes of customers
	Document   []byte      // the body, as it came
	Damage     Foreign     // what is wrong with the document; empty when nothing is
	Unlisted   bool        // there are more than the 20,000 of Fields or of Attributes that are listed

	once  sync.Once
	lines lines
}

// Field is one value of the settings.
type Field struct {
	Path  Foreign // dotted, as "users.mfa.enabled"; list positions as "[0]", odd names as ["a.b"]
	Value Foreign // strings as they are, all else as in the document
	Text  bool    // it is a string: "true" is none of the words that JSON has
	At    int     // the byte of the document at which the value begins, or at which an empty object or list ends
}

// Attribute is one custom attribute of the account's customers. A value of an attribute that
// is none of these is a Field, as "attributes[0].id".
type Attribute struct {
	Name     Foreign
	Type     Foreign
	Multiple Tristate // a customer may have several values of it
	Private  Tristate // customers do not see it
	At       int      // the byte of the document at which it begins
}

// Format implements fmt.Formatter: how much there is, whatever the verb, since nobody knows
// what a document holds.
func (s *Settings) Format(f fmt.State, _ rune) {
	if s == nil {
		_, _ = io.WriteString(f, "no settings")
		return
	}
	_, _ = io.WriteString(f, "settings of "+strconv.Itoa(len(s.Fields))+" fields")
}

// Line is a value of the document with what is documented about it.
type Line struct {
	Field
	Setting Setting
	Number  int    // which element of a list it belongs to, from 1; 0 outside lists
	Default string // as the document would write it; empty where none is documented
	Missing bool   // the document does not have it; Value is empty
}

// Differs reports whether the value is other than the documented default. A value that is
// missing does not differ, nor one without a documented default.
func (l Line) Differs() bool {
	return l.Default != "" && !l.Missing && l.Value != FromOutside(l.Default)
}

// lines are a document's values, sorted by whether a login depends on them.
type lines struct {
	login, other         []Line
	loginDiff, otherDiff int
}

// ForLogin lists the settings that a login depends on, whether the document has them or not,
// in the order in which a login meets them. The caller must not change the list.
func (s *Settings) ForLogin() []Line { return s.sorted().login }

// Others lists every other value, documented or not, in the document's order. The caller
// must not change the list.
func (s *Settings) Others() []Line { return s.sorted().other }

// Differing counts the values of ForLogin and those of Others that differ from their default.
func (s *Settings) Differing() (login, others int) {
	l := s.sorted()
	return l.loginDiff, l.otherDiff
}

// sorted sorts the fields once: screens ask with every key.
func (s *Settings) sorted() *lines {
	s.once.Do(func() { s.lines = sortedLines(s.Fields) })
	return &s.lines
}

func sortedLines(fields []Field) lines {
	l := lines{other: make([]Line, 0, len(fields))}
	known, at := documentedByPath(), map[Setting]int{}
	for _, d := range documented() {
		if d.setting <= lastForLogin {
			at[d.setting] = len(l.login)
			l.login = append(l.login, Line{Field: Field{Path: FromOutside(d.path)}, Setting: d.setting, Default: d.usual, Missing: true})
		}
	}
	for _, f := range fields {
		d, number := documentationOf(f.Path, known)
		line := Line{Field: f, Setting: d.setting, Number: number, Default: d.usual}
		differs := 0
		if line.Differs() {
			differs = 1
		}
		// What is there twice is listed twice: the second one among the others.
		if i, login := at[line.Setting]; login && l.login[i].Missing {
			l.login[i] = line
			l.loginDiff += differs
			continue
		}
		l.other = append(l.other, line)
		l.otherDiff += differs
	}
	return l
}
