package record

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// removed stands where something was taken out that nobody needs to follow.
const removed = "[removed]"

// bodyCap is how long an answer's body may be to be kept, in bytes. None of a login is longer.
const bodyCap = 64 << 10

// answerOf is an answer without its secrets: what no list names is taken out, whatever it is.
func answerOf(o wire.Observed, t *taking) Message {
	if o.Answer.Status() == 0 {
		return Message{}
	}
	m := Message{Size: int64(len(o.Answer.Body)), Type: mediaType(o.Answer.Header.Get("Content-Type"))}
	body, dropped := parsed(o)
	if dropped == "" {
		register(body, o, t) // before anything is kept, since anything may repeat it
	}
	m.Headers = headersOf(o.Answer.Header, t)
	switch {
	case dropped != "":
		m.Dropped = dropped
		t.out("answer.body", dropped)
	case len(o.Answer.Body) > 0:
		w := writer{rows: t.rowsOf(o.Request.Call), base: o.Out.URL, t: t}
		w.value("", body)
		m.Body = text(w.b.String())
	}
	return m
}

// parsed is the body as JSON, or a description of what is not kept.
func parsed(o wire.Observed) (body strict.Value, dropped string) {
	got := o.Answer
	kind := got.Kind()
	if kind == "" && !got.IsCut() {
		return body, ""
	}
	size := fmt.Sprintf("%d bytes", len(got.Body))
	switch {
	case got.IsCut():
		return body, strings.TrimPrefix(kind+", cut short after "+size, ", ")
	case kind != "JSON":
		return body, kind + ", " + size
	case len(got.Body) > bodyCap:
		return body, kind + ", " + size + ", too long to keep"
	}
	body, wrong := strict.Read(got.Body)
	if wrong != "" {
		return strict.Value{}, kind + ", " + size + ", " + wrong
	}
	return body, ""
}

// register names the secrets of an answer, whatever the case of their keys, and the customer that
// a token is about.
func register(v strict.Value, o wire.Observed, t *taking) {
	for _, in := range v.Inside {
		register(in, o, t)
		key := strings.ToLower(in.Key)
		if in.Kind != '"' || in.Text == "" || !isSecretKey(key) {
			continue
		}
		if o.Request.Call == flow.CallClientToken { // which is about no customer
			if key == "access_token" {
				key = clientToken
			}
			t.of(key, in.Text)
			continue
		}
		t.of(key, in.Text)
		for _, who := range customersIn(in.Text) {
			if !strings.Contains(o.Out.URL.Path, who) { // as the account's id
				t.of(subject, who)
			}
		}
	}
}

// isSecretKey reports whether a key's text is a secret wherever it stands.
func isSecretKey(key string) bool {
	switch key {
	case "access_token", refreshToken, "id_token", "mfa_token", "oob_code", "binding_code", "secret", "password", clientSecret:
		return true
	}
	return false
}

// headersOf are the headers of an answer, by name.
func headersOf(h http.Header, t *taking) []Header {
	var list []Header
	for _, name := range slices.Sorted(maps.Keys(h)) {
		shown, where := name, "answer.headers."+strings.ToLower(name)
		if !isHeaderName(name) {
			shown, where = "[unknown header]", "answer.headers.*"
		}
		for _, value := range h[name] {
			kept, ok := keptValue(name, value)
			if ok && !t.holds(kept) {
				list = append(list, Header{shown, text(kept)})
				continue
			}
			kind := unknown
			if name == "Content-Length" {
				kind = "length"
			}
			t.out(where, kind)
			list = append(list, Header{shown, text(removed)})
		}
	}
	return list
}
