package tui

import (
	"strings"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// settingWords is what a field of the settings is called and means (contract 7).
type settingWords struct {
	path    string
	label   string
	usual   string                  // the default, as the document writes it
	value   func(raw string) string // in human words
	meaning func(raw string) string // for a login
}

// loginSettings are the fields that a login turns on, in that order.
func loginSettings() []settingWords {
	return []settingWords{
		{"users.mfa.enabled", "MFA at login", "false", onOff, meansIf("true", "a login asks for a code", "the secret alone signs in")},
		{"users.mfa.login.oob_channel", "Code by", "sms", channelValue, meansIf("email", "to the e-mail address", "to the phone number")},
		{"users.mfa.login_recovery.oob_channel", "Recovery by", "sms", channelValue, always("the first of two codes")},
		{"users.phone_number_validation.allow_duplicates", "Shared phone", "false", yesNo, meansIf("true", "no login by SMS alone", "one customer per number")},
	}
}

// otherSettings are the documented fields that a login does not turn on. A path that ends in
// * stands for all that begin so.
func otherSettings() []settingWords {
	return []settingWords{
		{"users.mfa.login.challenge_type", "Code is", "oob", verbatim, always("sent out of band")},
		{"users.mfa.login_recovery.challenge_type", "Recovery is", "oob", verbatim, always("sent out of band")},
		{"users.customer_id_format", "Customer ids", "uuid", verbatim, meansIf("sequence", "serial; own ids may clash", "random, one for each customer")},
		{"users.head.enabled", "HEAD check", "false", onOff, meansIf("true", "tells if a customer exists", "no existence check")},
		{"users.verifications.phone_number", "New phone", "", channelValue, always("a changed number is verified")},
		{"auto_tokens.phone_number*", "Phone tokens", "", verbatim, always("made from the phone number")},
		{"auto_tokens.email*", "E-mail tokens", "", verbatim, always("made from the e-mail address")},
		{"tokens.event_expiry*", "Event expiry", "", seconds, always("")},
	}
}

// wordsFor finds the words of a path; an unknown one is shown under its own name.
func wordsFor(path flow.Foreign) settingWords {
	for _, w := range append(loginSettings(), otherSettings()...) {
		prefix, open := strings.CutSuffix(w.path, "*")
		if path.Shown() == w.path || (open && strings.HasPrefix(path.Shown(), prefix)) {
			return w
		}
	}
	return settingWords{value: verbatim, meaning: always("")}
}

func onOff(raw string) string {
	switch raw {
	case "true":
		return "on"
	case "false":
		return "off"
	default:
		return raw
	}
}

func yesNo(raw string) string {
	switch raw {
	case "true":
		return "yes"
	case "false":
		return "no"
	default:
		return raw
	}
}

func channelValue(raw string) string {
	switch raw {
	case "sms":
		return "SMS"
	case "email":
		return "e-mail"
	default:
		return raw
	}
}

func verbatim(raw string) string { return raw }

// seconds says a length of time in days and hours beside the number that came.
func seconds(raw string) string {
	if d, err := time.ParseDuration(raw + "s"); err == nil && d >= time.Minute {
		return raw + " s (" + words.Span(d) + ")"
	}
	return raw
}

func always(meaning string) func(string) string {
	return func(string) string { return meaning }
}

func meansIf(value, then, otherwise string) func(string) string {
	return func(raw string) string {
		if raw == value {
			return then
		}
		return otherwise
	}
}

// viewLoginSettings lists what a login turns on, and says which fields that were. What the
// document does not say is said, too: it is not the default.
func viewLoginSettings(p *page, doc *flow.Settings) map[flow.Foreign]bool {
	listed := map[flow.Foreign]bool{}
	for _, w := range loginSettings() {
		path := flow.FromOutside(w.path)
		value, found := doc.Value(w.path)
		if !found {
			p.line(must, w.label, p.frame.styles.hint.Render("not in the document"), "")
			continue
		}
		listed[path] = true
		p.settingLine(w, flow.Field{Path: path, Value: value})
	}
	return listed
}

// settingLine is one field: its value, what that means, and a mark where it is not the
// default. A field without words of its own shows its path.
func (p *page) settingLine(w settingWords, f flow.Field) {
	raw := f.Value.Shown()
	value := w.value(raw)
	if w.usual != "" && raw != w.usual {
		value = p.frame.styles.changed.Render(value) + p.frame.styles.hint.Render("  not the default")
	}
	if w.label == "" {
		p.line(must, "", f.Path.Shown(), value)
		return
	}
	note := w.meaning(raw)
	if prefix, many := strings.CutSuffix(w.path, "*"); many {
		note = strings.TrimPrefix(f.Path.Shown(), prefix)
	}
	p.line(must, w.label, value, note)
}

func countDiffering(doc *flow.Settings) int {
	n := 0
	for _, f := range doc.Fields {
		if w := wordsFor(f.Path); w.usual != "" && f.Value.Shown() != w.usual {
			n++
		}
	}
	return n
}
