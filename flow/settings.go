package flow

import (
	"fmt"
	"io"
	"strconv"
)

// Settings is an account's settings as they came, immutable, shared by pointer
// (contract 7: GET /accounts/{aid}/customers/settings).
type Settings struct {
	MFA             Tristate // users.mfa.enabled; unknown when the document does not say
	LoginChannel    Channel  // users.mfa.login.oob_channel
	RecoveryChannel Channel  // users.mfa.login_recovery.oob_channel

	Fields     []Field     // every leaf but the attributes, in the document's order
	Attributes []Attribute // custom attributes of customers
	Document   []byte      // the body, as it came
	Damage     Foreign     // what is wrong with the document; empty when nothing is
}

// Field is one value of the settings.
type Field struct {
	Path  Foreign // dotted, as "users.mfa.enabled"; list positions as "[0]"
	Value Foreign // strings as they are, all else as in the document
}

// Attribute is one custom attribute of the account's customers.
type Attribute struct {
	Name     Foreign
	Type     Foreign
	Multiple Tristate
	Private  Tristate
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

// Value is the field with this path; false when the document does not have it.
func (s *Settings) Value(path string) (Foreign, bool) {
	if s == nil {
		return Foreign{}, false
	}
	for _, f := range s.Fields {
		if f.Path == FromOutside(path) {
			return f.Value, true
		}
	}
	return Foreign{}, false
}
