package record

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// Kinds of what is taken out, which name the pseudonyms.
const (
	clientToken       = "client_token"
	clientCredentials = "client_credentials"
	clientSecret      = "client_secret"
	phoneNumber       = "phone_number"
	emailAddress      = "email"
	subject           = "sub"
	refreshToken      = "refresh_token"
	unknown           = "unknown"
)

// requestOf is a request as it was sent, without its secrets. Our own encoder made it, so each
// field's name says what it is.
func requestOf(o wire.Observed, t *taking) Message {
	m := Message{Method: o.Out.Method, Type: "application/json", Size: int64(len(o.Body))}
	body := bodyOf(o.Request, t)
	m.Body = body
	if len(o.Body) == 0 {
		m.Body, m.Type = nil, ""
	}
	m.Address = addressOf(o, t)
	m.Headers = sent(o, body.IsWhole(), t)
	others(o.Request, t)
	if !body.IsWhole() {
		m.Size = -1
	}
	return m
}

// bodyOf is the body that package wire makes of the fields.
func bodyOf(r wire.Request, t *taking) Text {
	var pieces Text
	before := "{"
	for _, field := range r.Body {
		before += string(wire.AppendQuoted(nil, field.Name)) + `:"`
		kind, out := kindOf(r, field)
		value := string(wire.AppendQuoted(nil, field.Value))
		if field.Value == "" || !out && !t.holds(field.Value) {
			before += value[1:len(value)-1] + `",`
			continue
		}
		t.out("request.body."+field.Name, kind)
		pieces = append(pieces, Piece{Text: before}, Piece{Out: t.of(kind, field.Value), Form: InJSON})
		before = `",`
	}
	last := strings.TrimSuffix(before, ",") + "}"
	return append(pieces, Piece{Text: last})
}

// others names the secrets that stand nowhere by themselves: the client's is part of its credentials.
func others(r wire.Request, t *taking) {
	for _, secret := range r.Secrets {
		if !secret.IsEmpty() {
			t.of(kindOfSecret(r.Call), secret.Reveal())
		}
	}
}

func kindOfSecret(call flow.Call) string {
	if call == flow.CallClientToken {
		return clientSecret
	}
	return "secret"
}

// kindOf is what a field of a request holds, and whether that is taken out. What is not known to
// be harmless is.
func kindOf(r wire.Request, field wire.Field) (kind string, out bool) {
	if slices.Contains(r.Secrets, flow.Conceal(field.Value)) {
		return secretKind(field.Name), true
	}
	switch field.Name {
	case "grant_type", "type", "ident_type", "challenge_type", "oob_channel":
		return unknown, !isName(field.Value)
	case "audience":
		return "audience", !isAudience(field.Value)
	case "ident":
		if slices.Contains(r.Body, wire.Field{Name: "ident_type", Value: "email"}) {
			return emailAddress, true
		}
		return phoneNumber, true
	case emailAddress, phoneNumber:
		return field.Name, true
	}
	return secretKind(field.Name), true
}

// secretKind is the kind of what a field with a secret's name holds.
func secretKind(name string) string {
	switch name {
	case "token":
		return refreshToken // the only one that can be revoked
	case "secret", "password", "mfa_token", "oob_code", "binding_code", refreshToken, clientSecret, "access_token":
		return name
	}
	return unknown
}

// isAudience reports whether an audience is an address of the documented kinds, which holds
// nothing but a host and an account.
func isAudience(text string) bool {
	u, err := url.Parse(text)
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/@._-"
	if err != nil || u.Host == "" || strings.Trim(text, letters) != "" {
		return false
	}
	_, password := u.User.Password()
	return !password
}

// addressOf is the URL of a request. The account stays in it: it is the merchant's, no customer's,
// and nobody finds a call at Dintero without it.
func addressOf(o wire.Observed, t *taking) Text {
	u := *o.Out.URL
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	whole := Text{{Text: u.String()}}
	for i, field := range o.Request.Query {
		whole[len(whole)-1].Text += "?&"[min(i, 1):][:1] + url.QueryEscape(field.Name) + "="
		kind := field.Name
		if kind != emailAddress && kind != phoneNumber {
			kind = unknown
		}
		if field.Value == "" {
			continue
		}
		t.out("request.query."+field.Name, kind)
		whole = append(whole, Piece{Out: t.of(kind, field.Value), Form: InQuery}, Piece{})
	}
	if whole[len(whole)-1].Text == "" {
		whole = whole[:len(whole)-1]
	}
	return whole
}

// sent are the headers in the order in which net/http writes them, those that it adds included.
func sent(o wire.Observed, whole bool, t *taking) []Header {
	list := []Header{{"Host", text(o.Out.Host)}}
	if agent := o.Out.Header.Get("User-Agent"); agent != "" {
		list = append(list, Header{"User-Agent", text(agent)})
	}
	switch {
	case !whole:
		t.out("request.headers.content-length", "length")
		list = append(list, Header{"Content-Length", text(removed)})
	case o.Body != nil || o.Out.Method == http.MethodPost:
		list = append(list, Header{"Content-Length", text(strconv.Itoa(len(o.Body)))})
	}
	for _, name := range slices.Sorted(maps.Keys(o.Out.Header)) {
		for _, value := range o.Out.Header[name] {
			if name != "User-Agent" {
				list = append(list, Header{name, sentValue(o.Request.Call, name, value, t)})
			}
		}
	}
	if o.Out.Method != http.MethodHead && o.Out.Header.Get("Accept-Encoding") == "" {
		list = append(list, Header{"Accept-Encoding", text("gzip")})
	}
	return list
}

// sentValue is the value of a header that package wire sets.
func sentValue(call flow.Call, name, value string, t *taking) Text {
	where := "request.headers." + strings.ToLower(name)
	switch name {
	case "Accept", "Content-Type":
		return text(value)
	case "Authorization":
		scheme, credentials, _ := strings.Cut(value, " ")
		kind := clientToken
		if call == flow.CallClientToken {
			kind = clientCredentials
		}
		if credentials == "" || !isWord(scheme) {
			break
		}
		t.out(where, kind)
		return Text{{Text: scheme + " "}, {Out: t.of(kind, credentials)}}
	}
	if value == "" {
		return nil
	}
	t.out(where, unknown)
	return Text{{Out: t.of(unknown, value)}}
}
