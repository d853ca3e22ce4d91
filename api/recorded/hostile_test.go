package recorded

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

// secrets are what no output may hold, each as it stands in the recordings below.
var secrets = []string{
	"246810", "4799999999", "kari@example.com", "tangerine-kayak", "mfa-token-one", "oob-code-one", "118204", "cGFzczp3b3Jk", "pass", "wordword",
	"eyJhbGciOiJ", "c0ffee00-1234", "T11223344", "login.example", "99 99 99 99",
}

// shown is all that can leave of a reading, under every verb.
func shown(r Reading) string {
	e := r.Evidence(flow.Evidence{}, flow.Permissions{})
	f := e.Problem.Failure
	return fmt.Sprintf("%+v %#v %+v %v %s %s %s %s %s %s", r, r, e, e, f.Code.Shown(), f.Message.Shown(), f.Request.Shown(), f.Got.Shown(), f.Details.Shown(), f.Cause.Shown())
}

func TestNoSecretAndNoIdentifierLeaves(t *testing.T) {
	t.Parallel()
	message := func(text string) string {
		return har(har1("2026-11-24T14:02:01Z", "/customers/mfa_login", `{"ident":"+4799999999","secret":"tangerine-kayak","type":"customer"}`, 403,
			`{"error":{"code":"invalid_credentials","message":"`+text+`","errors":[{"ident":"+4799999999"}]}}`))
	}
	for _, row := range []struct{ name, text, keeps string }{
		{"a message that says the PIN back", message("tangerine-kayak is wrong for +4799999999"), "is wrong for"},
		{"a phone number in groups", message("nobody has 99 99 99 99 here"), "here"},
		{"an e-mail address", message("kari@example.com is not known"), "is not known"},
		{"a PIN that was not sent", message("PIN 246810 was refused"), "was refused"},
		{"a PIN with something between its digits", message(`2\u200b46810 x`), "x"},
		{"a code after its name", message("code=118204 token:pass-word, and Bearer eyJhbGciOiJIUzI1NiJ9.e30.x here"), "here"},
		{"a quoted name", message("customer “wordword” is gone, \\\"pass\\\" too"), "is gone"},
		{"an id", message("customer c0ffee00-1234-5678 at https://login.example/x is gone"), "is gone"},
		{"a scope stays", message("missing write:accounts:/auth/users for T11223344"), "write:accounts:/auth/users"},
		{"a redirect", "HTTP/1.1 302 Found\nLocation: https://login.example/T11223344/kari@example.com\n\n", "302"},
		{"an error code that is a PIN", har(har1("2026-11-24T14:02:01Z", "/customers/mfa_login", signIn, 403, `{"error":{"code":"246810","message":"m"}}`)), "[removed]"},
		{"an error code that is what was typed", har(har1("2026-11-24T14:02:01Z", "/customers/mfa_login", `{"secret":"tangerine-kayak"}`, 403, `{"error":{"code":"tangerine-kayak","message":"m"}}`)), "removed"},
		{
			"a later entry's message has an earlier one's secret",
			har(har1("2026-11-24T14:02:01Z", "/customers/mfa_login", strings.Replace(signIn, "246810", "wordword", 1), 200, offered),
				har1("2026-11-24T14:02:02Z", "/auth/mfa/challenge", challenge, 404, `{"error":{"message":"wordword and mfa-token-one"}}`)),
			" and ",
		},
		{
			"Basic credentials in a curl command",
			"curl -i -u pass:wordword -X POST https://x/v1/accounts/T11223344/auth/token -d '{\"grant_type\":\"client_credentials\"}'\n" +
				"HTTP/1.1 401 Unauthorized\nX-Request-Id: wordword\n\n{\"error\":{\"code\":\"invalid_client\",\"message\":\"bad wordword\"}}\n", "bad",
		},
		{"a request id that is a token", strings.Replace(message("m"), "req-403", "eyJhbGciOiJ9", 1), "m"},
		{"words with a PIN", "the pin 246810 of kari@example.com is not accepted", ""},
		{"an access log with a number in its query", "HEAD /v1/accounts/T11223344/customers/users?phone_number=%2B4799999999 404\nPOST /v1/accounts/T11223344/customers/login 403\n", "403"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, row.text)
			if !got.Recognised() {
				t.Fatal("nothing was recognised")
			}
			out := shown(got)
			for _, secret := range secrets {
				if secret != "pass" && strings.Contains(out, secret) || strings.Contains(out, "pass:") {
					t.Errorf("%s is in %s", secret, out)
				}
			}
			if !strings.Contains(out, row.keeps) {
				t.Errorf("%q is not in %s", row.keeps, out)
			}
		})
	}
}

func TestHostileTextIsShownNeutralised(t *testing.T) {
	t.Parallel()
	got := read(t, "HTTP/1.1 403 \x1b[2J\nX-Request-Id: a\x1b[31mb\n\n{\"error\":{\"code\":\"\u202ex\",\"message\":\"\\u001b]52;c;x\\u0007 no \u009b2J\"}}")
	out := shown(got)
	if strings.ContainsAny(out, "\x1b\a\u009b\u202e") || !strings.Contains(out, " no ") {
		t.Errorf("got %q", out)
	}
}

// endless gives a piece of text again and again, until it has given so many bytes.
type endless struct {
	before, piece string
	left          int64
	at            int
}

func (e *endless) Read(p []byte) (int, error) {
	if n := copy(p, e.before); n > 0 {
		e.before = e.before[n:]
		return n, nil
	}
	n := 0
	for n < len(p) && e.left > 0 {
		m := copy(p[n:], e.piece[e.at:])
		n, e.left, e.at = n+m, e.left-int64(m), (e.at+m)%len(e.piece)
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// Not parallel: it measures the memory that all of the process has.
func TestAHundredMegabytesAreReadInLittleMemory(t *testing.T) {
	entry := har1("2026-11-24T14:02:01Z", "/customers/mfa_login", signIn, 403, refused) + ","
	for _, row := range []struct{ name, before, piece string }{
		{"a HAR with many entries", `{"log":{"entries":[`, entry},
		{"one string in a HAR", `{"log":{"entries":[{"request":{"method":"POST"},"response":{"content":{"text":"`, `abc\n`},
		{"one key", `{"log":{"`, `abc\u0041`},
		{"white space in a document", `{"log":  `, " \n"},
		{"one number", `{"log":1`, "1"},
		{"brackets", `{"a":`, `{"a":[`},
		{"one line without an end", "x", "POST /v1/accounts/T11223344/customers/login 403 "},
		{"many lines of a log", "", "2026-11-24T14:02:01Z POST /v1/accounts/T11223344/customers/login 403\n"},
		{"lines of JSON", "", `{"method":"POST","path":"/v1/accounts/T11223344/customers/login","status":403,"body":"` + strings.Repeat("x", 2000) + `"}` + "\n"},
		{"zeroes", "", "\x00"},
		{"one body", "HTTP/1.1 403 x\n\n<html>", "abc\n"},
		{"one command", "curl x", "y \\\n"},
		{"headers", "HTTP/1.1 403 x\n", "A: b\n"},
	} {
		var most uint64
		done := make(chan struct{})
		stopped := make(chan struct{})
		go func() {
			defer close(stopped)
			for {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
				select {
				case <-done:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		}()
		began := time.Now()
		size := int64(20_000_000)
		if row.name == "a HAR with many entries" {
			size = 100_000_000
		}
		if testing.Short() {
			size /= 10
		}
		got, err := Read(t.Context(), &endless{before: row.before, piece: row.piece, left: size})
		close(done)
		<-stopped
		t.Logf("%s: %d calls, %v, at most %d MB", row.name, got.Calls, time.Since(began).Round(time.Millisecond), most>>20)
		if err != nil || most > 32<<20 {
			t.Errorf("%s: %v, %d MB in use, want at most 32", row.name, err, most>>20)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		har(har1("2026-11-24T14:02:01Z", "/customers/mfa_login", signIn, 403, refused), har1("2026-11-24T14:02:02Z", "/auth/token", answer, 403, refused)),
		"$ curl -i -u a:b -X POST " + base + "/customers/mfa_login \\\n -d '" + signIn + "'\nHTTP/2 403\nx-request-id: 7f3a\n\n" + refused + "* Connection #0\n",
		"> POST /v1/accounts/T11223344/customers/login HTTP/2\n> Authorization: Bearer a\n> \n{}\n< HTTP/2 403\n< a: b\n< \n<html>\ncurl: (18) x\n",
		`10.0.0.1 - - [24/Nov/2026:14:02:11 +0100] "POST /v1/accounts/T1/customers/login HTTP/1.1" 403 84` + "\n" + `{"method":"HEAD","url":"/accounts/T1/customers/users?email=a%40b","status":"404"}`,
		"no code comes", utf16le("ingen kode"), "[{\"log\":{\"entries\":[{}]}}]", "{\"a\":\"\\u00", "\ufeff{\"log\":",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Read(t.Context(), strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		e := got.Evidence(flow.Evidence{}, flow.Permissions{})
		flow.Diagnose(e)
		said := e.Problem.Failure.Code.Shown() + " " + e.Problem.Failure.Message.Shown()
		for word := range strings.FieldsSeq(said) {
			if digits(word) >= 4 || strings.ContainsAny(word, "@\x1b\x00\u202e") {
				t.Errorf("%q is in %q", word, said)
			}
		}
		if got.Attempts > got.Calls || got.Before >= max(got.Attempts, 1) || got.To.Before(got.From) {
			t.Errorf("got %+v", got)
		}
	})
}
