package api

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestTheLexerAgreesWithEncodingJSON(t *testing.T) {
	t.Parallel()
	for _, document := range documents {
		if got, want := readable(document), json.Valid([]byte(document)); got != want {
			t.Errorf("%q: got %v, want %v", document, got, want)
		}
	}
}

var documents = []string{
	``, ` `, `{}`, `[]`, ` { } `, `{"a":1}`, `{"a":1,}`, `{,}`, `{"a"}`, `{"a":}`, `{a:1}`, `{"a":1 "b":2}`, `[1,]`, `[,1]`, `[1 2]`,
	`[1,2]`, `{"a":[{}]}`, `{]`, `[}`, `}`, `]`, `{}{}`, `{} x`, `null`, `true`, `false`, `nul`, `nullx`, `tru`, `"a"`, `"`, `"\`,
	`"\u00e5"`, `"\u00`, `"\u00zz"`, `"\x"`, "\"\x01\"", "\"\xff\"", `"\ud800"`, `"\/\b\f\n\r\t\"\\"`, `0`, `-0`, `01`, `-`, `-a`, `1.`, `1.5`,
	`.5`, `1e5`, `1E+5`, `1e`, `1e-`, `1.5e-7`, `+1`, `1a`, `0x1`, `NaN`, `--1`, `{"a":{"b":{"c":[1,2,{"d":null}]}}}`, "\ufeff{}",
	`{"a":1,"b"`, `{"a":1,"b":`, `[[[`, `"a":1`, `,`, `:`, "[1\n,\t2\r]", "[1\v]", "\x00", "{}\x00", `{"":""}`,
}

func readable(document string) bool {
	l := lexer{src: []byte(document)}
	for {
		t, bad := l.next()
		if bad != nil {
			return false
		}
		if t.kind == 0 {
			return true
		}
	}
}

func FuzzLexer(f *testing.F) {
	for _, document := range documents {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) {
		if strings.Count(document, "{")+strings.Count(document, "[") > depthCap {
			t.Skip("deeper than we read")
		}
		if got, want := readable(document), json.Valid([]byte(document)); got != want {
			t.Errorf("%q: got %v, want %v", document, got, want)
		}
		in, bad := members([]byte(document))
		if bad != nil {
			return
		}
		var like map[string]json.RawMessage
		if json.Unmarshal([]byte(document), &like) == nil && len(like) != len(in) {
			t.Errorf("%q: got %d members, want %d", document, len(in), len(like))
		}
	})
}

// What is wrong with an error's body is nobody's panic (R15).
func FuzzErrorBody(f *testing.F) {
	for _, body := range []string{
		``, `x`, `<html>`, `{"error":{"code":"a","message":"b","errors":[{"c":1}]},"mfa_token":"t"}`, `{"error":"x"}`, `{"message":1}`,
		`{"error":{"errors":[[[{}]]]}}`, `{"error":{"errors":"x"}}`, "\xff", `[`, `{"error":`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		a := answer{status: 403, body: []byte(body)}
		e := a.refused(time.Time{})
		if e.Status != 403 {
			t.Errorf("the status got lost: %+v", e.Failure)
		}
		if e.Code.IsEmpty() && e.Message.IsEmpty() && e.Details.IsEmpty() && e.Got.IsEmpty() {
			t.Errorf("%q is not described at all", body)
		}
	})
}

func TestARequestsBodyReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", `"\`, "\x00\x1f\x7f", "<&>", "æ€😀\u2028\ufffd", " edge ", "\r\n\t"} {
		out, err := fields{{"a", text}, {"b", "c"}}.encoded()
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ A, B string }
		if err := json.Unmarshal(out, &back); err != nil || back.A != text || back.B != "c" {
			t.Errorf("%q went out as %s", text, out)
		}
	}
}

func TestTooManyKeysAreRefused(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{`)
	for i := range keysCap + 1 {
		b.WriteString(strings.Repeat("k", i) + `":0,"`)
	}
	document := strings.Replace(b.String(), `{`, `{"x`, 1) + `":0}`
	if _, bad := members([]byte(document)); bad == nil || bad.what != "too many keys" {
		t.Errorf("got %v", bad)
	}
}
