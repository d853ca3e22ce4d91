package words

import (
	"strconv"

	"dintero-login/flow"
)

// Changed is what differs between two settings documents, in words.
type Changed struct {
	Label  string // the setting, the attribute, or else the path
	Values string // as in: on → off
	Effect string // on a login or on customers; empty where none is documented
}

// notThere stands for a value that a document does not have.
const notThere = "not there"

// ChangeOf gives a change in words, with so many bytes of each value at most.
func ChangeOf(c flow.Change, most int) Changed {
	number := c.After.Number
	c.Before.Number, c.After.Number = 0, 0 // it stands in the label
	before, after := SettingOf(c.Before, most), SettingOf(c.After, most)
	w := Changed{Label: after.Label, Effect: effect(c, after)}
	from, to := side(c.Before, before, c, most), side(c.After, after, c, most)
	if from == to {
		to += ", other beyond what is shown"
	}
	w.Values = from + " → " + to
	switch {
	case !c.Attribute.IsEmpty():
		w.Label = "Attribute " + c.Attribute.ShownTo(most)
		w.Values = attributeChange(c, w.Values, most)
	case w.Label == "":
		w.Label = pathOf(c.Line(), most)
	case number > 0:
		w.Label += " " + strconv.Itoa(number)
	}
	if c.Again > 0 {
		w.Label += ", no. " + strconv.Itoa(c.Again)
	}
	return w
}

// Sentence is the change on a line of its own: MFA at login: on → off: the PIN alone signs in.
func (c Changed) Sentence() string { return Joined(": ", c.Label, c.Values, c.Effect) }

// side is one value. A string is quoted where it could be taken for something else.
func side(l flow.Line, w Setting, c flow.Change, most int) string {
	switch {
	case l.Missing:
		return notThere
	case l.Text && (l.Value.IsEmpty() || !c.Before.Missing && !c.After.Missing && c.Before.Text != c.After.Text):
		return `"` + l.Value.ShownTo(most) + `"`
	}
	return w.Value
}

func attributeChange(c flow.Change, values string, most int) string {
	kind := c.Line().Value.ShownTo(most)
	switch whole := c.After.Path.IsEmpty(); {
	case whole && c.Before.Missing:
		return Joined(", ", "new", kind)
	case whole:
		return Joined(", ", "removed", kind)
	}
	return c.After.Path.ShownTo(most) + " " + values
}

// pathOf is the path of a value; the document itself may be one.
func pathOf(l flow.Line, most int) string {
	if l.Path.IsEmpty() {
		return "the document"
	}
	return l.Path.ShownTo(most)
}

// effect says what a change does. A meaning that is not documented is not guessed.
func effect(c flow.Change, after Setting) string {
	value := c.After.Value.Shown()
	if !c.Attribute.IsEmpty() {
		if c.After.Path.Shown() != "private" || c.After.Missing || c.After.Text {
			return ""
		}
		return instead("", value, "true", "hidden from customers", "false", "customers see it")
	}
	if c.After.Missing {
		return Default(c.After)
	}
	switch c.After.Setting {
	case flow.MFAAtLogin:
		if !c.After.Text {
			return instead("", value, "true", "a login asks for a code", "false", "the PIN alone signs in")
		}
	case flow.CodeChannel:
		return instead("", value, "sms", "codes go to the phone number", "email", "codes go to the e-mail address")
	case flow.RecoveryChannel:
		return instead("", value, "sms", "a recovery begins at the phone number", "email", "a recovery begins at the e-mail address")
	case flow.SharedPhoneNumbers:
		return instead("", value, "true", "a phone number may have several customers", "false", "one customer per number")
	default:
		return after.Meaning
	}
	return ""
}

// DiffHead says how much differs.
func DiffHead(d flow.Diff) string {
	switch {
	case d.Equal():
		return "Nothing differs."
	case d.Count == 0:
		return "Nothing that could be read differs."
	}
	head := Plural(d.Count, "difference")
	if d.Login > 0 {
		head += ", " + strconv.Itoa(d.Login) + " for a login"
	}
	if n := len(d.Changes); n < d.Count {
		head += "; the first " + strconv.Itoa(n) + " are listed"
	}
	return head
}

// ChangedSince says how much changed since the settings were read before.
func ChangedSince(d flow.Diff, at string) string {
	switch {
	case d.Equal():
		return "Nothing changed since " + at + "."
	case d.Count == 0:
		return "Nothing that could be read changed since " + at + "."
	}
	return strconv.Itoa(d.Count) + " changed since " + at + ":"
}

// DiffNotes says what could not be compared, with the names of the documents.
func DiffNotes(d flow.Diff, before, after string) []string {
	var notes []string
	for _, side := range []struct {
		name string
		cut  flow.Foreign
	}{{before, d.BeforeCut}, {after, d.AfterCut}} {
		if !side.cut.IsEmpty() {
			notes = append(notes, "Not read to the end: "+side.name+", "+side.cut.Shown()+".")
		}
	}
	if d.Uncompared > 0 {
		notes = append(notes, "Not compared, since the other document ends too early: "+Plural(d.Uncompared, "value")+".")
	}
	return notes
}
