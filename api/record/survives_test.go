package record

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

var leaks = flag.Int("leaks", 1000, "how many random exchanges are searched for secrets")

// person is secrets of every kind, all of one exchange.
type person struct {
	pin, password, mfaToken, oobCode, code, refresh, jwt, client, clientSecret, phone, email, sub string
}

func anyPerson(rng *rand.Rand) person {
	letters := func(set string, n int) string {
		b := make([]rune, n)
		runes := []rune(set)
		for i := range b {
			b[i] = runes[rng.IntN(len(runes))]
		}
		return string(b)
	}
	const word = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	p := person{
		pin: fmt.Sprintf("%06d", rng.IntN(1_000_000)), password: letters(`abcXYZ019 "\'<>&/%+=æ日`, 8+rng.IntN(12)),
		mfaToken: letters(word, 12+rng.IntN(40)), oobCode: letters(word, 8+rng.IntN(8)), code: fmt.Sprintf("%06d", rng.IntN(1_000_000)),
		refresh: letters(word, 43), client: letters(word, 64+rng.IntN(80)), clientSecret: letters(word, 20),
		phone: fmt.Sprintf("+479%07d", rng.IntN(10_000_000)), email: strings.ToLower(letters("abcdefgh", 7)) + "@" + letters("klmnop", 6) + ".example",
		sub: fmt.Sprintf("%08x-%04x", rng.Uint32(), rng.IntN(65536)),
	}
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"` + p.sub + `","email":"` + p.email + `"}`))
	p.jwt = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ." + claims + "." + letters(word, 86)
	return p
}

func (p person) all() []string {
	return []string{p.pin, p.password, p.mfaToken, p.oobCode, p.code, p.refresh, p.jwt, p.client, p.clientSecret, p.phone, p.email, p.sub}
}

// all is a request that has each of the secrets, so that the record knows them.
func all(p person) wire.Request {
	r := wire.Request{Call: flow.CallAnswer, Secrets: concealed(p.pin, p.password, p.mfaToken, p.oobCode, p.code, p.refresh, p.clientSecret)}
	for name, value := range map[string]string{
		"secret": p.pin, "password": p.password, "mfa_token": p.mfaToken, "oob_code": p.oobCode, "binding_code": p.code, "refresh_token": p.refresh,
		"ident": p.phone, "email": p.email, "client_secret": p.clientSecret,
	} {
		r.Body = append(r.Body, wire.Field{Name: name, Value: value})
	}
	return r
}

// disguised is a text in an encoding of R37, or as it is.
func disguised(rng *rand.Rand, text string) string {
	all := disguises(text)
	return all[rng.IntN(len(all))]
}

func disguises(text string) []string {
	inJSON, _ := json.Marshal(text)
	plain := string(inJSON[1 : len(inJSON)-1])
	twice, _ := json.Marshal(plain)
	percent := ""
	for _, c := range []byte(text) {
		percent += fmt.Sprintf("%%%02X", c)
	}
	return []string{
		text, base64.StdEncoding.EncodeToString([]byte(text)), base64.RawURLEncoding.EncodeToString([]byte(text)), base64.URLEncoding.EncodeToString([]byte(text)),
		hex.EncodeToString([]byte(text)), strings.ToUpper(hex.EncodeToString([]byte(text))), url.QueryEscape(text), url.PathEscape(text), percent,
		plain, string(twice[1 : len(twice)-1]), base64.StdEncoding.EncodeToString([]byte("client:" + text)),
	}
}

// anyCall is a request with the secrets where they belong.
func anyCall(rng *rand.Rand, p person) (wire.Request, wire.Authorization) {
	f := func(pairs ...string) (list wire.Fields) {
		for i := 0; i < len(pairs); i += 2 {
			list = append(list, wire.Field{Name: pairs[i], Value: pairs[i+1]})
		}
		return list
	}
	const audience = "https://api.dintero.com/v1/accounts/T11223344"
	as := bearer(p.client)
	switch call := flow.Call(rng.IntN(int(flow.CallExists) + 1)); call {
	case flow.CallClientToken:
		return wire.Request{Call: call, Body: f("grant_type", "client_credentials", "audience", audience), Secrets: concealed(p.clientSecret)}, basic("client", p.clientSecret)
	case flow.CallLogin:
		return wire.Request{Call: call, Body: f("email", p.email, "audience", audience, "type", "customer", "password", p.password), Secrets: concealed(p.password)}, as
	case flow.CallMFALogin:
		return wire.Request{Call: call, Body: f("ident_type", "phone_number", "ident", p.phone, "audience", audience, "secret", p.pin), Secrets: concealed(p.pin)}, as
	case flow.CallChallenge:
		return wire.Request{Call: call, Body: f("challenge_type", "oob", "mfa_token", p.mfaToken), Secrets: concealed(p.mfaToken)}, as
	case flow.CallAnswer:
		return wire.Request{Call: call, Body: f("mfa_token", p.mfaToken, "oob_code", p.oobCode, "binding_code", p.code), Secrets: concealed(p.mfaToken, p.oobCode, p.code)}, as
	case flow.CallRecovery:
		return wire.Request{Call: call, Body: f("ident_type", "email", "ident", p.email)}, as
	case flow.CallRefresh:
		return wire.Request{Call: call, Body: f("grant_type", "refresh_token", "refresh_token", p.refresh), Secrets: concealed(p.refresh)}, as
	case flow.CallRevoke:
		return wire.Request{Call: call, Body: f("token", p.refresh, "x", p.password), Secrets: concealed(p.refresh, p.password)}, as
	case flow.CallChangePassword:
		return wire.Request{Call: call, Body: f("email", p.email, "audience", "https://u:"+p.password+"@x/", "type", p.pin), Secrets: concealed(p.pin)}, as
	case flow.CallExists:
		return wire.Request{Call: call, Query: f("phone_number", p.phone, "email", p.email)}, as
	default:
		return wire.Request{Call: call}, as
	}
}

// anyAnswer has the secrets anywhere: under the keys where they belong, under any others, nested, in
// JSON within strings, in words, headers, links and codes.
func anyAnswer(rng *rand.Rand, p person) answering {
	secret := func() string { all := p.all(); return all[rng.IntN(len(all))] }
	phrase := func() string {
		form := []string{"%s", "The secret %s is wrong", "no customer %s.", "(%s)", "x%sx", `{"secret":"%s"}`, "a\nb %s", `he said "%s"`, "code:%s", "=%s", "[{\"a\":%q}]"}
		return fmt.Sprintf(form[rng.IntN(len(form))], disguised(rng, secret()))
	}
	keys := []string{
		"error", "code", "message", "errors", "field", "mfa_token", "MFA_Token", "oob_code", "access_token", "refresh_token", "links", "href", "rel", "oob_channel",
		"challenge_type", "expires_in", "token_type", "users", "mfa", "enabled", "login", "attributes", "type", "name", "tokens", "keys", "kid", "n", "x", "error_description",
	}
	var value func(depth int) any
	object := func(depth int) map[string]any {
		o := map[string]any{}
		for range 1 + rng.IntN(5) {
			key := keys[rng.IntN(len(keys))]
			if rng.IntN(8) == 0 {
				key = disguised(rng, secret())
			}
			o[key] = value(depth + 1)
		}
		return o
	}
	value = func(depth int) any {
		switch n := rng.IntN(10); {
		case n < 3 && depth < 6:
			return object(depth)
		case n == 3 && depth < 6:
			return []any{value(depth + 1), object(depth + 1)}
		case n == 4:
			inner, _ := json.Marshal(object(5))
			return string(inner)
		case n == 5:
			return json.Number(strings.TrimLeft(p.pin, "0") + "0")
		case n == 6:
			return "https://" + url.PathEscape(secret()) + ".example/" + disguised(rng, secret())
		default:
			return phrase()
		}
	}
	body := object(0)
	if rng.IntN(2) == 0 {
		body["access_token"], body["mfa_token"], body["oob_code"] = p.jwt, p.mfaToken, p.oobCode
	}
	if rng.IntN(2) == 0 {
		body["error"] = map[string]any{"code": phrase(), "message": phrase(), "errors": []any{map[string]any{"field": phrase(), "message": phrase(), secret(): secret()}}}
	}
	text, _ := json.Marshal(body)
	switch rng.IntN(8) {
	case 0:
		text = text[:rng.IntN(len(text))]
	case 1:
		text = []byte("<html>" + phrase() + "</html>")
	}
	header := http.Header{"Content-Type": {"application/json"}}
	names := []string{"X-Request-Id", "Server", "Set-Cookie", "Location", "X-" + hex.EncodeToString([]byte(p.pin)), "Retry-After", "Via", "Etag", "Www-Authenticate", "Cache-Control", "Request-Id", "Content-Type", "X-Correlation-Id"}
	for range rng.IntN(5) {
		header[names[rng.IntN(len(names))]] = []string{strings.Map(func(r rune) rune {
			if r < 0x20 || r == 0x7f {
				return '.'
			}
			return r
		}, phrase())}
	}
	return answering{[]int{200, 400, 401, 403, 404, 422, 429, 500, 302}[rng.IntN(9)], header, string(text)}
}

func TestNoSecretSurvivesInWhatLeaves(t *testing.T) {
	t.Parallel()
	const batch = 4
	most := *leaks
	if testing.Short() {
		most /= 5
	}
	rng := rand.New(rand.NewPCG(33, uint64(most)))
	w := newWired(t, "dintero-login")
	for done := 0; done < most; {
		var people []person
		for range batch {
			p := anyPerson(rng)
			w.send(t, all(p), bearer(p.client), answer(200, `{"access_token":"`+p.jwt+`"}`))
			r, as := anyCall(rng, p)
			w.send(t, r, as, anyAnswer(rng, p))
			people = append(people, p)
			done++
		}
		left := w.leaves(t)
		for i, p := range people {
			for _, secret := range p.all() {
				for _, coded := range disguises(secret) {
					for where, text := range left {
						if len(coded) >= 6 && strings.Contains(text, coded) {
							at := strings.Index(text, coded)
							t.Fatalf("exchange %d: %s holds %q, that is %q: %s", done-batch+i, where, coded, secret, text[max(0, at-200):min(len(text), at+100)])
						}
					}
				}
			}
		}
		w.record.Forget()
		w.seen = nil
	}
}

// leaves is everything that the record gives for others to read.
func (w *wired) leaves(t *testing.T) map[string]string {
	t.Helper()
	left := map[string]string{}
	list := w.record.Entries()
	last := list[len(list)-1]
	s, err := w.record.Seal(Bundle{Made: noon, Evidence: flow.Evidence{}.Failing(flow.CallFailed{Call: last.Call, Failure: last.Failure}, flow.Permissions{})})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range filesOf(t, s) {
		left[name] = text
	}
	delete(left, "the zip")
	checkHAR(t, []byte(left["exchange.har"]))
	var lines strings.Builder
	for _, e := range list {
		lines.WriteString(CurlOf(e.Request).Line + "\n")
		fmt.Fprintf(&lines, "%+v %+v %+v\n", e.Request, e.Answer, e.Taken)
	}
	left["the lines and entries"] = lines.String()
	safe := w.record.Safe(flow.Evidence{Problem: flow.Problem{Failure: last.Failure}})
	left["the ticket"] = fmt.Sprintf("%+v", safe.Problem)
	return left
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	total := 100_000
	if testing.Short() {
		total = 5_000
	}
	r := New()
	out := &http.Request{Method: "POST", URL: &url.URL{Scheme: "https", Host: "api.dintero.com", Path: "/v1/accounts/T11223344/customers/mfa_login"}, Host: "api.dintero.com", Header: http.Header{}}
	for i := range total {
		secret := fmt.Sprintf("secret-%d", i)
		r.Observe(wire.Observed{
			Number: i + 1, Try: 1, Out: out, Body: make([]byte, 20), Over: true,
			Request: wire.Request{Call: flow.CallMFALogin, Body: wire.Fields{{Name: "secret", Value: secret}, {Name: "grant_type", Value: strings.Repeat("x", 40)}}, Secrets: concealed(secret)},
		})
	}
	kept := r.Entries()
	if len(kept) > 1000 || r.Dropped() != total-len(kept) || kept[len(kept)-1].Number != total {
		t.Errorf("%d kept, %d dropped of %d", len(kept), r.Dropped(), total)
	}
	if n := len(r.ledger.names.known); n != len(kept) {
		t.Errorf("%d secrets are held for %d exchanges", n, len(kept))
	}
	if r.ledger.size > 8<<20 {
		t.Errorf("%d bytes", r.ledger.size)
	}
	runtime.GC()
}

func TestLargeExchangesPushTheOldestOut(t *testing.T) {
	t.Parallel()
	r := New()
	for i := range 400 {
		r.Observe(wire.Observed{
			Number: i + 1, Over: true, Body: []byte{1},
			Out:     &http.Request{Method: "POST", URL: &url.URL{Scheme: "https", Host: "h", Path: "/"}, Header: http.Header{"Accept": {strings.Repeat("x", 60_000)}}},
			Request: wire.Request{Call: flow.CallMFALogin},
		})
	}
	kept := r.Entries()
	size := 0
	for _, e := range kept {
		size += e.size()
	}
	if size > 8<<20 || size < 7<<20 || kept[len(kept)-1].Number != 400 || r.Dropped() != 400-len(kept) {
		t.Errorf("%d bytes in %d exchanges, %d dropped", size, len(kept), r.Dropped())
	}
	if got := len(r.Exchanges()); got != len(kept) {
		t.Errorf("%d exchanges beside %d entries", got, len(kept))
	}
}
