package wire

import (
	"cmp"
	"slices"
	"strings"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// explain reads an error's body (contract, ground rules): {"error": {"code", "message",
// "errors"}}, and mfa_token beside it. A gateway in front says it otherwise, so a string
// as "error" (RFC 6749 section 5.2), a message at the top, and plain text are read too.
// Of any other body it says what it is.
func (a Answer) explain(f *flow.Failure) {
	body := strict.Open(a.Body)
	if a.cut != nil || body.Wrong != "" {
		f.Got, f.Page = a.described(body.Wrong), a.kind() == "HTML"
		if kind := a.kind(); a.cut == nil && kind == "text" {
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

// typed are the fields that carry what a person chose or typed, or what came of it. The
// others come from the profile, and an answer that names one is about that.
var typed = []string{
	"ident_type", "ident", "email", "type", "password", "secret",
	"mfa_token", "oob_code", "binding_code",
}

// namedIn reports whether error.errors names one of these fields as an exact key or value,
// at any depth.
func (f Fields) namedIn(v strict.Value) bool {
	return f.carries(v.Scalar()) ||
		slices.ContainsFunc(v.Inside, func(in strict.Value) bool { return f.carries(in.Key) || f.namedIn(in) })
}

func (f Fields) carries(name string) bool {
	return slices.Contains(typed, name) && slices.ContainsFunc(f, func(sent Field) bool { return sent.Name == name })
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

// hidden stands where a server said back to us what we had sent as a secret.
const hidden = "[secret]"

// shortest is the length from which a secret is looked for. The contract has none that
// is shorter, and to look for "1" would tear any text apart.
const shortest = 4

// foreign is text from the server: without the secrets of its request, and bounded.
func (a Answer) foreign(text string, limit int) flow.Foreign {
	if text == "" {
		return flow.Foreign{}
	}
	for _, s := range a.secrets {
		if secret := s.Reveal(); len(secret) >= shortest {
			text = strings.ReplaceAll(text, secret, hidden)
		}
	}
	return flow.FromOutside(Short(text, limit))
}

// Short cuts a text that is longer than limit bytes, and shows that it did.
func Short(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "…"
}
