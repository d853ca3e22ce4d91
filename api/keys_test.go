package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"dintero-login/api/jwt"
	"dintero-login/api/strict"
	"dintero-login/flow"
)

// rsaKey is an entry as the contract has it.
func rsaKey(kid string) string {
	return `{"alg":"RS256","kty":"RSA","use":"sig","n":"u1SU1LfVLPHCozMxH2Mo","e":"AQAB","kid":` + inJSON(kid) + `}`
}

// changed is an entry with another value; empty takes it out.
func changed(name, value string) string {
	key := map[string]json.RawMessage{}
	_ = json.Unmarshal([]byte(rsaKey("odd")), &key)
	key[name] = json.RawMessage(value)
	if value == "" {
		delete(key, name)
	}
	text, _ := json.Marshal(key)
	return string(text)
}

func TestKeys(t *testing.T) {
	t.Parallel()
	many := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, rsaKey("k"+strconv.Itoa(i)))
		}
		return `[` + strings.Join(all, `,`) + `]`
	}
	for _, tt := range []struct {
		name, body string
		has        []string
		hasNot     []string
		whole      bool
	}{
		{"a bare list", `[` + rsaKey("k1") + `,` + rsaKey("k2") + `]`, []string{"k1", "k2"}, []string{"", "k3"}, true},
		{"a list in an object", ` {"keys": [` + rsaKey("k1") + `], "more": {"kid":"k2"}}`, []string{"k1"}, []string{"k2"}, true},
		{"none", `[]`, nil, []string{""}, true},
		{"none, in an object", `{"keys":[]}`, nil, []string{""}, true},
		{"the same id twice", `[` + rsaKey("k1") + `,` + rsaKey("k1") + `]`, []string{"k1"}, nil, true},
		{"hostile text", `[` + rsaKey("\x1b[2J\u202e") + `]`, []string{"\x1b[2J\u202e"}, []string{"^[[2J‹U+202E›"}, true},
		{"an id that is no UTF-8", "[" + strings.Replace(rsaKey("X"), "X", "\xff", 1) + "]", []string{"\xff"}, []string{"\ufffd"}, true},
		{"as many as there may be", many(64), []string{"k0", "k63"}, nil, true},
		{"more", many(65), []string{"k0", "k63"}, []string{"k64"}, false},
		{"for encryption", `[` + changed("use", `"enc"`) + `]`, nil, []string{"odd"}, true},
		{"without alg", `[` + changed("alg", ``) + `]`, []string{"odd"}, nil, true},
		{"PS256", `[` + changed("alg", `"PS256"`) + `]`, []string{"odd"}, nil, true},
		{"without use", `[` + changed("use", ``) + `]`, []string{"odd"}, nil, true},
		{"with what we do not know", `[` + changed("x5c", `["a"]`) + `]`, []string{"odd"}, nil, true},
	} {
		k, wrong := jwt.ReadKeys([]byte(tt.body))
		if wrong != "" || k.Whole() != tt.whole {
			t.Errorf("%s: %s, whole is %t", tt.name, wrong, k.Whole())
		}
		for _, id := range tt.has {
			if !k.Has(foreign(id)) {
				t.Errorf("%s: without %q", tt.name, id)
			}
		}
		for _, id := range tt.hasNot {
			if k.Has(foreign(id)) {
				t.Errorf("%s: with %q", tt.name, id)
			}
		}
	}
}

// What is no key for signatures takes none of the others with it, and leaves it open what it was.
func TestAnEntryThatIsNoKeyForSignaturesIsPassedOver(t *testing.T) {
	t.Parallel()
	for name, entry := range map[string]string{
		"a text": `"odd"`, "a number": `1`, "null": `null`, "a list": `[` + rsaKey("odd") + `]`, "an empty object": `{}`,
		"an elliptic curve": `{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"odd"}`, "a shared secret": `{"kty":"oct","k":"AA","kid":"odd"}`,
		"no kty": changed("kty", ``), "kty in another case": changed("kty", `"rsa"`), "kty of another type": changed("kty", `["RSA"]`),
		"HS256": changed("alg", `"HS256"`), "none": changed("alg", `"none"`), "alg of another type": changed("alg", `256`),
		"another use": changed("use", `"tls"`), "use of another type": changed("use", `true`),
		"no n": changed("n", ``), "an empty n": changed("n", `""`), "n that is no base64": changed("n", `"u1SU+/"`), "n that is a number": changed("n", `65537`),
		"no e": changed("e", ``), "an empty e": changed("e", `""`), "e that is a number": changed("e", `65537`),
		"no kid": changed("kid", ``), "an empty kid": changed("kid", `""`), "kid null": changed("kid", `null`), "a kid that is a number": changed("kid", `17`),
	} {
		k, wrong := jwt.ReadKeys([]byte(`[` + rsaKey("k1") + `,` + entry + `,` + rsaKey("k2") + `]`))
		if wrong != "" || !k.Has(foreign("k1")) || !k.Has(foreign("k2")) || k.Has(foreign("odd")) || k.Has(foreign("17")) || k.Whole() {
			t.Errorf("%s: got %v, whole is %t, %s", name, k, k.Whole(), wrong)
		}
	}
}

func TestKeysThatAreTooLargeAreRefused(t *testing.T) {
	t.Parallel()
	endlessly := func(w http.ResponseWriter, _ *http.Request) {
		for range 1 << 19 {
			if _, err := w.Write([]byte(`[{`)); err != nil {
				return
			}
		}
		_, _ = w.Write([]byte(`[{`))
	}
	for name, answer := range map[string]reply{
		"it says so": says(200, `[`+strings.Repeat(" ", 1<<20-1)+`]`), "it never ends": endlessly, "a gzip bomb": bomb,
	} {
		s := newServer(t).on(flow.CallKeys, answer)
		want := flow.Failure{Status: 200, Got: foreign("more than allowed: over 1 MiB")}
		if f := fails(t, s.adapter(t), flow.CallKeys); f != want {
			t.Errorf("%s: got %+v", name, f)
		}
		s.read(t, flow.CallKeys, 1)
	}
}

// A list of nothing fills the cap and costs no more than a body.
func TestAListOfNothingIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallKeys, says(200, `[`+strings.Repeat("0,", 1<<19-2)+`0 ]`))
	if got := ends[flow.KeysRead](t, s.adapter(t), flow.ReadKeys{}); got.Keys.Whole() {
		t.Errorf("got %+v", got)
	}
}

func FuzzKeys(f *testing.F) {
	f.Add(`[`+rsaKey("k1")+`]`, "k1")
	f.Add(`{"keys":[`+rsaKey("k1")+`,{},[],1,null]}`, "k1")
	f.Add(`{"keys":{"keys":[]},"a":[[{}]]}`, "")
	f.Add(`[{"kid":"`, "k")
	f.Fuzz(func(t *testing.T, body, kid string) {
		k, wrong := jwt.ReadKeys([]byte(body))
		if (k == nil) != (wrong != "") {
			t.Fatalf("%q: got %v and %q", body, k, wrong)
		}
		if k != nil && !json.Valid([]byte(body)) {
			t.Errorf("%q is no JSON, and yet read", body)
		}
		if k.Has(flow.Foreign{}) {
			t.Errorf("%q: a key is called nothing", body)
		}
		// A good key is found whatever stands beside it.
		if kid != "" && k != nil && strings.HasPrefix(strings.TrimSpace(body), "[") {
			with, wrong := jwt.ReadKeys([]byte(`[` + rsaKey(kid) + `,` + strings.TrimSpace(body)[1:]))
			id := strict.Open([]byte(rsaKey(kid))).Optional("kid")
			if wrong == "" && !with.Has(flow.FromOutside(id)) {
				t.Errorf("%q: %q is lost", body, kid)
			}
		}
	})
}
