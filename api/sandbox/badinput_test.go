package sandbox

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// What is wrong with a request is said by every call in the same way.

// goodCalls are requests that every call takes, as far as their shape goes.
func goodCalls(r *rig) map[string]struct {
	method string
	body   object
} {
	type call = struct {
		method string
		body   object
	}
	return map[string]call{
		"/customers/login":              {"POST", r.passwordBody()},
		"/customers/mfa_login":          {"POST", r.mfaLoginBody()},
		"/customers/mfa_login_recovery": {"POST", r.recoveryBody()},
		"/customers/change_password":    {"POST", object{"email": "kari@example.com", "audience": r.aud, "type": "customer"}},
		"/auth/mfa/challenge":           {"POST", object{"challenge_type": "oob", "mfa_token": r.signIn()}},
		"/auth/token":                   {"POST", object{"grant_type": "mfa_oob", "mfa_token": "x", "oob_code": "x", "binding_code": "x"}},
		"/auth/revoke":                  {"POST", object{"token": "x"}},
		"/customers/settings":           {"GET", nil},
		"/auth/keys":                    {"GET", nil},
	}
}

func TestEveryCallRefusesABadBody(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	calls := goodCalls(r)
	begun := len(r.s.first.logins)
	for path, call := range calls {
		if call.method != "POST" {
			continue
		}
		text, err := json.Marshal(call.body)
		if err != nil {
			t.Fatal(err)
		}
		good, key := string(text), ""
		for key = range call.body {
			break
		}
		more := strings.TrimSuffix(good, "}") + ","
		for name, body := range map[string]string{
			"nothing":             "",
			"truncated":           strings.TrimSuffix(good, "}"),
			"trailing data":       good + "{}",
			"a duplicate key":     more + `"` + key + `":"x"}`,
			"a key of other case": more + `"` + strings.ToUpper(key) + `":"x"}`,
			"an unknown field":    more + `"pin":"246810"}`,
			"a list":              "[" + good + "]",
			"more than 1 MiB":     good + strings.Repeat(" ", 1<<20),
		} {
			if got := r.do(r.request("POST", path, body)); got.status != 400 || got.code() != "invalid_parameters" {
				t.Errorf("%s, %s: %d %s, %v", path, name, got.status, got.raw, got.err)
			}
		}
		for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"} {
			request := r.request("POST", path, good)
			request.Header.Del("Content-Type")
			if kind != "" {
				request.Header.Set("Content-Type", kind)
			}
			r.do(request).want(400, "invalid_parameters")
		}
		endless := r.request("POST", path, nil)
		endless.Header.Set("Content-Type", "application/json")
		endless.Body, endless.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader(good), &spaces{left: 1 << 20})), -1
		r.do(endless).want(400, "invalid_parameters")
	}
	if len(r.s.first.logins) != begun || len(r.s.Messages()) != 0 {
		t.Errorf("%d logins, %d messages of refused requests", len(r.s.first.logins)-begun, len(r.s.Messages()))
	}
	r.login()
}

// spaces are as many as are left, sent in chunks.
type spaces struct{ left int }

func (s *spaces) Read(p []byte) (int, error) {
	n := min(len(p), s.left)
	if n == 0 {
		return 0, io.EOF
	}
	for i := range p[:n] {
		p[i] = ' '
	}
	s.left -= n
	return n, nil
}

func TestEveryCallRefusesAnotherMethodAndAnotherHost(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	for path, call := range goodCalls(r) {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"} {
			if method == call.method {
				continue
			}
			if got := r.do(r.request(method, path, nil)).want(404, "not_found"); got.header.Get("Allow") != call.method {
				t.Errorf("%s %s: Allow %q", method, path, got.header.Get("Allow"))
			}
		}
		var body any
		if call.body != nil {
			body = call.body
		}
		foreign := r.request(call.method, path, body)
		foreign.Host = "api.dintero.com"
		r.do(foreign).want(404, "not_found")
	}
	if got := len(r.s.Messages()); got != 0 {
		t.Errorf("%d messages of refused requests", got)
	}
}

func TestEveryCallRefusesForgedTokens(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	key, err := oneKey()
	if err != nil {
		t.Fatal(err)
	}
	now := one.clock.read()
	forge := func(alg jose.SignatureAlgorithm, key any, change func(*claims)) string {
		c := goodClaims(one)
		change(&c)
		return signed(t, alg, key, c)
	}
	same := func(*claims) {}
	public, err := json.Marshal(publicKey(one))
	if err != nil {
		t.Fatal(err)
	}
	real := forge(jose.RS256, key, same)
	parts := strings.Split(real, ".")
	tokens := map[string]string{
		"alg none":                           "eyJhbGciOiJub25lIn0." + parts[1] + ".",
		"alg nOnE":                           "eyJhbGciOiJuT25FIn0." + parts[1] + "." + parts[2],
		"no alg":                             "e30." + parts[1] + "." + parts[2],
		"HS256 with the modulus":             forge(jose.HS256, key.N.Bytes(), same),
		"HS256 with the JWK":                 forge(jose.HS256, public, same),
		"another audience":                   forge(jose.RS256, key, func(c *claims) { c.Audience = jwt.Audience{two.aud} }),
		"another issuer":                     forge(jose.RS256, key, func(c *claims) { c.Issuer = two.account }),
		"expired":                            forge(jose.RS256, key, func(c *claims) { c.Expiry = jwt.NewNumericDate(now.Add(-time.Second)) }),
		"another account's of the same name": two.token,
		"four parts":                         real + ".x",
		"a line end within":                  parts[0] + ".\n" + parts[1] + "." + parts[2],
	}
	for path, call := range goodCalls(one) {
		for name, token := range tokens {
			var body any
			if call.body != nil {
				body = call.body
			}
			request := one.request(call.method, path, body)
			request.Header.Set("Authorization", "Bearer "+strings.ReplaceAll(token, "\n", "%0a"))
			if got := one.do(request); got.status != 401 || got.code() != "invalid_token" {
				t.Errorf("%s, %s: %d %s, %v", path, name, got.status, got.raw, got.err)
			}
		}
	}
	one.token = real
	one.get("/customers/settings").want(200, "")
	if got := len(one.s.Messages()); got != 0 {
		t.Errorf("%d messages of refused requests", got)
	}
}

// What nobody may ask for is not read, but for a word at the beginning of what is sent to the
// token endpoint: a large body without a token costs nothing.
func TestABodyIsNotReadBeforeTheCallerIsKnown(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	r.token = "nobody's"
	for path, call := range goodCalls(rigged(t, Options{})) {
		if call.method == "POST" {
			r.do(r.request("POST", path, strings.Repeat("x", 1<<10))).want(401, "invalid_token")
		}
	}
	request := r.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": r.aud})
	request.SetBasicAuth("nobody", "nobody's")
	r.do(request).want(401, "invalid_client")
}

// Ten thousand challenges for one customer take no more memory than one thousand. It
// runs by itself, so that nobody else's memory is in the way.
func TestTenThousandChallengesTakeNoMoreMemoryThanAThousand(t *testing.T) {
	r := rigged(t, Options{})
	c := r.s.first.customers[identKey("customer", byPhone, karisPhone)]
	challenges := func(times int) uint64 {
		for range times {
			x := direct(r.s)
			if _, refused := x.mfaLogin(); refused != nil {
				t.Fatal(refused)
			}
			x.login, x.fields = c.logins[len(c.logins)-1], fields{}
			if _, refused := x.challenge(); refused != nil {
				t.Fatal(refused)
			}
			for _, l := range x.sent {
				r.s.mail.deliver(l)
			}
		}
		return weigh().heap
	}
	before := challenges(1_000)
	if after := challenges(10_000); after > before+256<<10 {
		t.Errorf("from %d to %d bytes", before, after)
	}
}
