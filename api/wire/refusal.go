package wire

import (
	"cmp"
	"slices"
	"strings"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// explain reads an error's body (contract, ground rules): {"error": {"code", "message",
// "errors"}}, and mfa_token beside it. Gateways use other forms, so a string as
// "error" (RFC 6749 section 5.2), a message at the top level and plain text are read too. Any
// other body is described.
func (a Answer) explain(f *flow.Failure) {
	body := strict.Open(a.Body)
	if a.cut != nil || body.Wrong != "" {
		f.Got, f.Page = a.described(body.Wrong), a.Kind() == "HTML"
		if kind := a.Kind(); a.cut == nil && kind == "text" {
			line, _, _ := strings.Cut(strings.TrimSpace(string(a.Body)), "\n")
			f.Message = a.foreign(line, 200)
		}
		return
	}
	f.MFAToken = body.Secret("mfa_token")
	a.secrets = append(slices.Clip(a.secrets), f.MFAToken)
	from, _ := body.Find("error")
	inside := from.Kind == '{'
	if !inside {
		from = body.Value
	}
	code, message := scalar(from, "code"), scalar(from, "message")
	f.API = inside && (code != "" || message != "")
	if !inside {
		plain := scalar(from, "error")
		if strings.ContainsAny(plain, " \n\t") {
			message = cmp.Or(message, plain)
		} else {
			code = cmp.Or(plain, code)
		}
		message = cmp.Or(message, scalar(from, "error_description"))
	}
	f.Code, f.Message = a.foreign(code, 100), a.foreign(message, 1000)
	if m, ok := from.Find("errors"); ok {
		f.Details = a.foreign(oneLine(m), 1000)
		f.Named = a.typed.namedIn(m)
	}
	if f.Code.IsEmpty() && f.Message.IsEmpty() && f.Details.IsEmpty() {
		f.Got = a.described("without an error in it")
	}
}

// customerFields are the fields with values that a person chose or typed, or that follow from them.
// The others come from the profile; an error that names one of those is about the profile.
var customerFields = []string{
	"ident_type", "ident", "email", "type", "password", "secret",
	"mfa_token", "oob_code", "binding_code",
}

// namedIn reports whether error.errors names one of these fields as an exact key or value,
// at any depth.
func (f Fields) namedIn(v strict.Value) bool {
	return f.has(v.Scalar()) ||
		slices.ContainsFunc(v.Inside, func(in strict.Value) bool { return f.has(in.Key) || f.namedIn(in) })
}

func (f Fields) has(name string) bool {
	return slices.Contains(customerFields, name) && slices.ContainsFunc(f, func(sent Field) bool { return sent.Name == name })
}

func scalar(in strict.Value, key string) string {
	v, _ := in.Find(key)
	return v.Scalar()
}

// oneLine makes the free-form objects of error.errors readable: "field: ident, message:
// too short; field: type".
func oneLine(v strict.Value) string {
	separator := ", "
	switch v.Kind {
	case '[':
		separator = "; "
	case '{':
	default:
		return v.Text
	}
	var parts []string
	for _, in := range v.Inside {
		part := oneLine(in)
		if in.Key != "" {
			part = in.Key + ": " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, separator)
}

// redacted replaces a secret of the request that the server repeated.
const redacted = "[secret]"

// minSecretLength is the shortest secret that is searched for, in bytes. The contract has no shorter
// ones, and replacing every "1" would make a text unreadable.
const minSecretLength = 4

// foreign returns text from the server without the secrets of its request, at most limit bytes.
func (a Answer) foreign(text string, limit int) flow.Foreign {
	if text == "" {
		return flow.Foreign{}
	}
	for _, s := range a.secrets {
		if secret := s.Reveal(); len(secret) >= minSecretLength {
			text = strings.ReplaceAll(text, secret, redacted)
		}
	}
	return flow.FromOutside(Short(text, limit))
}

// Short cuts a text that is longer than limit bytes, and marks the cut with an ellipsis.
func Short(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "…"
}
