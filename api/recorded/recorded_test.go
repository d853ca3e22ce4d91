package recorded

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"dintero-login/flow"
)

const base = "https://api.dintero.com/v1/accounts/T11223344"

// har is a HAR of these entries.
func har(entries ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"x"},"entries":[` + strings.Join(entries, ",") + `]}}`
}

// har1 is an entry of a HAR: when, the path, what was sent, the status and what came.
func har1(at, path, sent string, status int, body string) string {
	return fmt.Sprintf(`{"startedDateTime":%q,"time":12.5,"request":{"method":"POST","url":%q,"headers":[{"name":"Authorization","value":"Bearer aaa"}],`+
		`"postData":{"mimeType":"application/json","text":%q}},"response":{"status":%d,"headers":[{"name":"Content-Type","value":"application/json"},`+
		`{"name":"X-Request-Id","value":"req-%d"}],"content":{"size":%d,"mimeType":"application/json","text":%q}},"timings":{"wait":3}}`,
		at, base+path, sent, status, status, len(body), body)
}

const (
	refused   = `{"error":{"code":"invalid_credentials","message":"Not accepted"}}`
	signIn    = `{"ident_type":"phone_number","ident":"+4799999999","audience":"a","type":"customer","secret":"246810"}`
	offered   = `{"mfa_token":"mfa-token-one","challenge_type":"oob","oob_channel":"sms"}`
	challenge = `{"challenge_type":"oob","mfa_token":"mfa-token-one","oob_channel":"sms"}`
	sent      = `{"challenge_type":"oob","binding_method":"prompt","oob_code":"oob-code-one"}`
	answer    = `{"grant_type":"mfa_oob","mfa_token":"mfa-token-one","oob_code":"oob-code-one","binding_code":"123456"}`
	token     = `{"access_token":"a.b.c","token_type":"Bearer","expires_in":1}`
)

func read(t *testing.T, text string) Reading {
	t.Helper()
	got, err := Read(t.Context(), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// reason is what the call that is explained means.
func reason(r Reading) flow.Reason {
	return r.Evidence(flow.Evidence{}, flow.Permissions{}).Problem.Reason
}

func utf16le(text string) string {
	var b strings.Builder
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func TestEveryFormOfARecordingIsToldFromTheOthers(t *testing.T) {
	t.Parallel()
	at := func(s string) string { return "2026-11-24T14:02:" + s + "+01:00" }
	wrongCode := har(har1(at("01"), "/customers/mfa_login", signIn, 200, offered), har1(at("02"), "/auth/mfa/challenge", challenge, 200, sent),
		har1(at("09"), "/auth/token", answer, 403, `{"error":{"code":"invalid_grant"}}`))
	curlI := "HTTP/2 403 \r\ncontent-type: application/json\r\nx-request-id: 7f3a\r\n\r\n" + refused
	command := "$ curl -i -X POST " + base + "/customers/mfa_login \\\n  -H 'Authorization: Bearer aaa' \\\n  -d '" + signIn + "'\n"
	verbose := "*   Trying 127.0.0.1:443...\n* Connected to api.dintero.com\n> POST /v1/accounts/T11223344/customers/login HTTP/2\n> Host: api.dintero.com\n" +
		"> Authorization: Bearer aaa\n> \n} [151 bytes data]\n* upload completely sent off: 151 bytes\n< HTTP/2 403 \n< content-type: application/json\n< \n{ [99 bytes data]\n" +
		`{"error":{"code":"mfa_required","message":"no"}}` + "* Connection #0 to host api.dintero.com left intact\n"
	const progress = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" +
		"                                 Dload  Upload   Total   Spent    Left  Speed\n" +
		"\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying 127.0.0.1:1...\n"
	access := `10.0.0.1 - - [24/Nov/2026:14:02:11 +0100] "POST /v1/accounts/T11223344/customers/mfa_login HTTP/1.1" %d 84 "-" "okhttp/4.9"` + "\n"
	for _, row := range []struct {
		name, text      string
		calls, attempts int
		lost            int
		call            flow.Call
		want            flow.Reason
	}{
		{"a HAR with a wrong code", wrongCode, 3, 1, 0, flow.CallAnswer, flow.CodeNotAccepted},
		{"a HAR in UTF-16", utf16le(wrongCode), 3, 1, 0, flow.CallAnswer, flow.CodeNotAccepted},
		{"a HAR after a byte order mark", "\ufeff" + wrongCode, 3, 1, 0, flow.CallAnswer, flow.CodeNotAccepted},
		{"two HARs one after another", wrongCode + "\n\ufeff" + wrongCode, 6, 2, 0, flow.CallAnswer, flow.CodeNotAccepted},
		{"HARs in a list", "[" + wrongCode + "," + wrongCode + "]", 6, 2, 0, flow.CallAnswer, flow.CodeNotAccepted},
		{"a HAR that is cut in its last entry", wrongCode[:len(wrongCode)-20], 3, 1, 0, flow.CallAnswer, flow.CodeNotAccepted},
		{"a body in base64", har(strings.Replace(har1(at("01"), "/customers/mfa_login", signIn, 403, base64.StdEncoding.EncodeToString([]byte(refused))),
			`"mimeType":"application/json","text":"eyJ`, `"encoding":"base64","text":"eyJ`, 1)), 1, 1, 0, flow.CallMFALogin, flow.NotAccepted},
		{"what curl -i prints, with nothing before it", curlI, 1, 1, 0, flow.CallMFALogin, flow.NotAccepted},
		{"the command and what it prints", command + curlI, 1, 1, 0, flow.CallMFALogin, flow.NotAccepted},
		{"the command for another call", strings.Replace(command, "mfa_login", "login", 1) + curlI, 1, 1, 0, flow.CallLogin, flow.NotAccepted},
		{"the next command on the line on which a body ends", command + curlI + strings.TrimSuffix(command, "\n") + "\n" + curlI, 2, 2, 0, flow.CallMFALogin, flow.NotAccepted},
		{"several one after another", command + curlI + command + curlI, 2, 2, 0, flow.CallMFALogin, flow.NotAccepted},
		{"curl -v", verbose, 1, 1, 0, flow.CallLogin, flow.WantsCode},
		{"curl -v into a file, with its progress and the body last", progress + "> POST /v1/accounts/T11223344/customers/login HTTP/1.1\n> \n} [154 bytes data]\n< HTTP/1.1 403 x\n" +
			"< Content-Type: application/json\n< \n{ [153 bytes data]\n\r100   307  100   153  100   154   190k   191k --:--:-- --:--:-- --:--:--  299k\n" +
			"* Connection #0 to host x left intact\n" + refused, 1, 1, 0, flow.CallLogin, flow.NotAccepted},
		{"a name that is not found", "curl: (6) Could not resolve host: api.dintero.com\n", 1, 1, 0, flow.CallMFALogin, flow.NotReached},
		{"a proxy", "HTTP/1.1 407 Proxy Authentication Required\n\n", 1, 1, 0, flow.CallMFALogin, flow.Unexpected},
		{"a redirect", "HTTP/1.1 302 Found\nLocation: https://login.example/x?y\n\n", 1, 1, 0, flow.CallMFALogin, flow.Unexpected},
		{"a page", command + "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html>\n<p>Sign in</p>\n</html>\n", 1, 1, 0, flow.CallMFALogin, flow.Unexpected},
		{"an access log", fmt.Sprintf(access, 403) + "nonsense\n" + fmt.Sprintf(access, 429), 2, 2, 1, flow.CallMFALogin, flow.MustWait},
		{"JSON lines", `{"time":"2026-11-24T13:02:11Z","method":"POST","path":"/v1/accounts/T11223344/customers/mfa_login","status":429}` + "\n" +
			`{"level":"info"}` + "\n", 1, 1, 1, flow.CallMFALogin, flow.MustWait},
		{"access log lines inside JSON lines", `{"log":` + fmt.Sprintf("%q", fmt.Sprintf(access, 429)) + `,"time":"2026-11-24T13:02:11Z"}` + "\n", 1, 1, 0, flow.CallMFALogin, flow.MustWait},
		{"logfmt", "time=2026-11-24T13:02:11Z method=POST path=/v1/accounts/T11223344/customers/mfa_login status=500 bytes=403\r\n", 1, 1, 0, flow.CallMFALogin, flow.Unexpected},
		{"a status without its reason, in IIS's form", "2026-11-24 13:02:11 10.0.0.1 POST /v1/accounts/T11223344/customers/login - 443 - 1.2.3.4 okhttp - 423 0 0 84\n", 1, 1, 0, flow.CallLogin, flow.MustWait},
		{"another site", har(`{"request":{"method":"POST","url":"https://example.com/login"},"response":{"status":403}}`), 0, 0, 0, flow.CallClientToken, flow.NoReason},
		{"nothing", "", 0, 0, 0, flow.CallClientToken, flow.NoReason},
		{"binary", "\x00\x01\x02PK\x03\x04\xff\xfe\n\x00", 0, 0, 2, flow.CallClientToken, flow.NoReason},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, row.text)
			if got.Calls != row.calls || got.Attempts != row.attempts || got.Lost != row.lost || got.Last.Call != row.call {
				t.Errorf("got %d calls of %d attempts, %d lost, %v", got.Calls, got.Attempts, got.Lost, got.Last.Call)
			}
			if row.calls > 0 && reason(got) != row.want {
				t.Errorf("got reason %d, want %d", reason(got), row.want)
			}
		})
	}
}

func TestOutOfOrderAndInSeveralZones(t *testing.T) {
	t.Parallel()
	// 14:02 in Oslo is 13:02 in London: the accepted answer is the last.
	first := har1("2026-11-24T14:02:00+01:00", "/customers/mfa_login", signIn, 403, refused)
	second := har1("2026-11-24T13:03:00Z", "/customers/mfa_login", signIn, 200, offered)
	third := har1("2026-11-24T08:03:05.5-05:00", "/auth/mfa/challenge", challenge, 200, sent)
	fourth := har1("2026-11-24T13:04:00Z", "/auth/token", answer, 200, token)
	got := read(t, har(fourth, third, first, second))
	if got.Calls != 4 || got.Attempts != 2 || !got.Last.Failed || got.Last.Call != flow.CallMFALogin || got.Before != 0 || !got.Later() {
		t.Errorf("got %+v", got)
	}
	if from := got.To.Sub(got.From); from != 2*time.Minute {
		t.Errorf("it lasts %v", from)
	}
	if last := read(t, har(fourth, third, second)); last.Last.Failed || last.Evidence(flow.Evidence{}, flow.Permissions{}).Of(flow.FactAccepted) != flow.Yes {
		t.Errorf("got %+v", last)
	}
}

func TestTheAttemptsBeforeAreCounted(t *testing.T) {
	t.Parallel()
	var lines strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&lines, "2026-11-24T%02d:%02d:00Z POST /v1/accounts/T11223344/customers/mfa_login 403\n", i/60%24, i%60)
	}
	if got := read(t, lines.String()); got.Attempts != 3000 || got.Before != 2999 {
		t.Errorf("got %d attempts, %d before", got.Attempts, got.Before)
	}
}

func TestAnAnswerIsJoinedToItsSignInByItsToken(t *testing.T) {
	t.Parallel()
	other := strings.NewReplacer("one", "two", "+4799999999", "+4791111111")
	got := read(t, har(
		har1("2026-11-24T14:02:00Z", "/customers/mfa_login", signIn, 200, offered),
		har1("2026-11-24T14:02:01Z", "/customers/mfa_login", other.Replace(signIn), 200, other.Replace(offered)),
		har1("2026-11-24T14:02:02Z", "/auth/mfa/challenge", challenge, 200, sent),
		har1("2026-11-24T14:02:03Z", "/auth/mfa/challenge", other.Replace(challenge), 200, other.Replace(sent)),
		har1("2026-11-24T14:02:04Z", "/auth/token", other.Replace(answer), 200, token),
		har1("2026-11-24T14:02:05Z", "/auth/token", answer, 403, `{"error":{"code":"expired_token"}}`),
	))
	if got.Attempts != 2 || got.Last.Calls != 3 || reason(got) != flow.CodeExpired || got.Later() {
		t.Errorf("got %+v", got)
	}
	e := got.Evidence(flow.Evidence{}, flow.Permissions{})
	for _, f := range []flow.Fact{flow.FactSecret, flow.FactMessage, flow.FactOneMessage, flow.FactSMS, flow.FactNetwork, flow.FactAddress} {
		if e.Of(f) != flow.Yes {
			t.Errorf("%s is not known", f.ID())
		}
	}
}

func TestA401IsAboutThePINOnlyIfTheSameClientTokenIsAcceptedLater(t *testing.T) {
	t.Parallel()
	unauthorized := har1("2026-11-24T14:02:00Z", "/customers/mfa_login", signIn, 401, `{"error":{"code":"invalid_token"}}`)
	settings := strings.Replace(har1("2026-11-24T14:02:01Z", "/customers/settings", "", 200, `{"users":{}}`), `"POST"`, `"GET"`, 1)
	if got := reason(read(t, har(unauthorized))); got != flow.NotAcceptedOrToken {
		t.Errorf("alone: got %d", got)
	}
	if got := reason(read(t, har(unauthorized, settings))); got != flow.NotAccepted {
		t.Errorf("with the same token accepted: got %d", got)
	}
}

func TestASymptomInWords(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		words string
		want  flow.Symptom
	}{
		{"1", flow.SymptomNoCode},
		{"2\r\n", flow.SymptomSecret},
		{"3", flow.SymptomCode},
		{"4", flow.SymptomLocked},
		{"5", flow.SymptomOther},
		{"6", 0},
		{"no code comes", flow.SymptomNoCode},
		{"The customer doesn't get the SMS", flow.SymptomNoCode},
		{"she never received a code", flow.SymptomNoCode},
		{"Kunden får ikke koden", flow.SymptomNoCode},
		{"ingen kode", flow.SymptomNoCode},
		{"koden kommer ikke", flow.SymptomNoCode},
		{"mottar ikke SMS", flow.SymptomNoCode},
		{"PIN not accepted", flow.SymptomSecret},
		{"wrong password", flow.SymptomSecret},
		{"feil PIN-kode", flow.SymptomSecret},
		{"passordet virker ikke", flow.SymptomSecret},
		{"har glemt passord", flow.SymptomSecret},
		{"PINen godtas ikke", flow.SymptomSecret},
		{"code not accepted", flow.SymptomCode},
		{"koden virker ikke", flow.SymptomCode},
		{"the code is wrong", flow.SymptomCode},
		{"feil kode", flow.SymptomCode},
		{"code expired", flow.SymptomCode},
		{"locked", flow.SymptomLocked},
		{"kunden er låst ute", flow.SymptomLocked},
		{"kontoen er sperret", flow.SymptomLocked},
		{"for mange forsøk", flow.SymptomLocked},
		{"too many tries", flow.SymptomLocked},
		{"noe annet", flow.SymptomOther},
		{"something else", flow.SymptomOther},
		{"cannot log in", flow.SymptomOther},
		{"får ikke logget inn", flow.SymptomOther},
		{"hello", 0},
		{"the weather is fine", 0},
		{strings.Repeat("no code comes. ", 1000), 0},
	} {
		if got := read(t, row.words).Symptom; got != row.want {
			t.Errorf("%.40q: got %d, want %d", row.words, got, row.want)
		}
	}
}

func TestAnErrorOfTheReaderIsGivenBack(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, text := range []string{"", "abc", `{"log":{"entries":[`} {
		if _, err := Read(t.Context(), iotest.TimeoutReader(strings.NewReader(text))); text != "" && err == nil {
			t.Errorf("%q: no error", text)
		}
		if _, err := Read(t.Context(), iotest.ErrReader(broken)); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

func TestAnExistenceCheckCountsOnlyBesideOneOfSomebodyElse(t *testing.T) {
	t.Parallel()
	head := func(ident string, status int) string {
		return fmt.Sprintf(`{"method":"HEAD","url":"%s/customers/users?phone_number=%%2B%s","status":%d,"response":{"headers":{"content-type":"application/json"}}}`, base, ident, status)
	}
	refusedOnce := har1("2026-11-24T14:02:00Z", "/customers/mfa_login", signIn, 403, refused)
	settings := strings.Replace(har1("2026-11-24T14:02:01Z", "/customers/settings", "", 200, `{"users":{"head":{"enabled":true}}}`), `"POST"`, `"GET"`, 1)
	for _, row := range []struct {
		name    string
		records []string
		want    flow.Tristate
	}{
		{"not asked", []string{refusedOnce}, flow.Unknown},
		{"found, and nobody else was asked for", []string{refusedOnce, head("4799999999", 200)}, flow.Unknown},
		{"found, as everybody is", []string{refusedOnce, head("4799999999", 200), head("4791111111", 200)}, flow.Unknown},
		{"found, as not everybody is", []string{refusedOnce, head("4799999999", 200), head("4791111111", 404)}, flow.Yes},
		{"not found, and the switch is not known", []string{refusedOnce, head("4799999999", 404), head("4791111111", 404)}, flow.Unknown},
		{"not found, and the check is on", []string{refusedOnce, settings, head("4799999999", 404), head("4791111111", 404)}, flow.No},
		{"switched off", []string{refusedOnce, settings, head("4799999999", 405), head("4791111111", 405)}, flow.Unknown},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, strings.Join(row.records, "\n"))
			if is := got.Evidence(flow.Evidence{}, flow.Permissions{}).Of(flow.FactExists); is != row.want || got.Attempts != 1 {
				t.Errorf("got %d of %d attempts, want %d", is, got.Attempts, row.want)
			}
		})
	}
}
