package words

import (
	"strconv"
	"time"

	"dintero-login/flow"
)

// Setting is a line of the settings in words, for the screen and for paper.
type Setting struct {
	Label   string // empty for a setting that is not documented
	Value   string
	Meaning string // for a login; empty where none is documented
}

// SettingOf gives a line in words, with so many bytes of its value at most. The meaning of a
// value that is not documented is not guessed.
func SettingOf(l flow.Line, most int) Setting {
	raw := l.Value.ShownTo(most)
	w := Setting{Value: raw}
	switch l.Setting {
	case flow.MFAAtLogin:
		w.Label, w.Value = "MFA at login", onOff(raw)
		w.Meaning = instead("", raw, "true", "a login asks for a code", "false", "PIN or password is enough")
	case flow.CodeChannel:
		w.Label, w.Value = "Code by", channelValue(raw)
		w.Meaning = instead("", raw, "sms", "to the phone number", "email", "to the e-mail address")
	case flow.RecoveryChannel:
		w.Label, w.Value, w.Meaning = "Recovery by", channelValue(raw), "the first of two codes"
	case flow.SharedPhoneNumbers:
		w.Label, w.Value = "Shared phone", yesNo(raw)
		w.Meaning = instead("", raw, "true", "no login by SMS alone", "false", "one customer per number")
	case flow.CodeChallenge:
		w.Label = "Code is"
		w.Meaning = instead("", raw, "oob", "sent out of band")
	case flow.RecoveryChallenge:
		w.Label = "Recovery is"
		w.Meaning = instead("", raw, "oob", "sent out of band")
	case flow.CustomerIDFormat:
		w.Label = "Customer ids"
		w.Meaning = instead("", raw, "uuid", "random, one for each customer", "sequence", "serial; own ids may clash")
	case flow.ExistenceCheck:
		w.Label, w.Value = "HEAD check", onOff(raw)
		w.Meaning = instead("", raw, "true", "tells if a customer exists", "false", "no existence check")
	case flow.PhoneNumberVerified:
		w.Label, w.Value, w.Meaning = "New phone", channelValue(raw), "a changed number is verified"
	case flow.PhoneNumberTokens:
		w.Label, w.Value, w.Meaning = "Phone token", noneIfEmpty(raw), inList("token", l.Number, "from the number")
	case flow.EmailTokens:
		w.Label, w.Value, w.Meaning = "E-mail token", noneIfEmpty(raw), inList("token", l.Number, "from the e-mail")
	case flow.ExpiryStatus:
		w.Label, w.Meaning = "Expiry of", inList("event", l.Number, "")
	case flow.ExpiryTime:
		w.Label, w.Value, w.Meaning = "Event expiry", seconds(raw), inList("event", l.Number, "time to live")
	}
	switch {
	case l.Missing:
		w.Value, w.Meaning = "not in the document", ""
	case l.Text && isSwitch(l.Setting): // flow does not take it for a switch either
		w.Value, w.Meaning = `"`+raw+`"`, ""
	}
	return w
}

// isSwitch reports whether a setting is true or false.
func isSwitch(s flow.Setting) bool {
	return s == flow.MFAAtLogin || s == flow.SharedPhoneNumbers || s == flow.ExistenceCheck
}

// Default says what the default is, or that it is the value; empty where none is documented.
func Default(l flow.Line) string {
	switch {
	case l.Default == "":
		return ""
	case !l.Missing && !l.Differs():
		return "the default"
	}
	usual := l
	usual.Missing, usual.Text, usual.Value = false, false, flow.FromOutside(l.Default)
	return "default " + SettingOf(usual, len(l.Default)).Value
}

// inList says which element of a list a value belongs to, and what it is.
func inList(what string, number int, is string) string {
	if number == 0 {
		return is
	}
	return Joined(", ", what+" "+strconv.Itoa(number), is)
}

// Attribute gives an attribute in words: its name, what its values are, and a note.
func Attribute(a flow.Attribute, most int) (name, values, note string) {
	values = a.Type.ShownTo(most)
	if a.Multiple == flow.Yes {
		values = Joined(", ", values, "several values")
	}
	if a.Private == flow.Yes {
		note = "hidden from customers"
	}
	return a.Name.ShownTo(most), values, note
}

// AttributeRow is the same for a table whose columns are name, type, several and hidden.
func AttributeRow(a flow.Attribute, most int) (name, rest string) {
	several, hidden := "", ""
	if a.Multiple == flow.Yes {
		several = "several"
	}
	if a.Private == flow.Yes {
		hidden = "hidden"
	}
	return a.Name.ShownTo(most), Joined(", ", a.Type.ShownTo(most), several, hidden)
}

// Unlisted is said where there are more settings than are listed.
const Unlisted = "The first 20,000 settings and attributes are listed. The document has all of them."

// NotTheDefault stands beside a value that somebody chose.
const NotTheDefault = "not the default"

// onOff and yesNo leave a value that is not documented as it came.
func onOff(raw string) string { return instead(raw, raw, "true", "on", "false", "off") }

func yesNo(raw string) string { return instead(raw, raw, "true", "yes", "false", "no") }

func channelValue(raw string) string {
	if channel := flow.ChannelNamed(raw); channel != flow.NoChannel {
		return Channel(channel)
	}
	return raw
}

func noneIfEmpty(raw string) string { return instead(raw, raw, "[]", "none") }

// instead gives the word that follows a value among pairs of a value and a word.
func instead(otherwise, value string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == value {
			return pairs[i+1]
		}
	}
	return otherwise
}

// seconds says a length of time in days and hours beside the number that came.
func seconds(raw string) string {
	if d, err := time.ParseDuration(raw + "s"); err == nil && d >= time.Minute {
		return raw + " s (" + Span(d) + ")"
	}
	return noneIfEmpty(raw)
}

// ReadAt is when the settings were read, in words.
func ReadAt(a flow.Account, at string) string {
	switch {
	case a.Reading == flow.Reading:
		return "reading…"
	case a.Reading == flow.Failed && a.Settings != nil:
		return "not read since " + at
	case a.Settings == nil:
		return "not read"
	}
	return "read at " + at
}

// PartSize is the size of a part of the settings, and how many in it are not the default.
func PartSize(n, differ int) string {
	if differ == 0 {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n) + ", " + strconv.Itoa(differ) + " " + NotTheDefault
}

// HitsInRows is what a search found among the explained rows, and in the document as far as it has
// been searched (-1: not at all); at is the hit that was gone to, from 1.
func HitsInRows(at, rows, document int, all bool) string {
	text := Plural(rows, "hit")
	switch {
	case at > 0:
		text = "hit " + strconv.Itoa(at) + " of " + strconv.Itoa(rows)
	case rows == 0:
		text = "no hit here"
	}
	if document >= 0 {
		text += ", " + strconv.Itoa(document) + " in the document"
	}
	if !all {
		text += " so far"
	}
	return text
}

// SettingsDocument is what the tree of the settings shows.
const SettingsDocument = "the document, as it came"
