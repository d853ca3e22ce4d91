package record

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dintero-login/api/newfile"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

var noon = time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)

// refusedLogin is a record with a login that was refused, and its evidence.
func refusedLogin(t *testing.T) (*Record, flow.Evidence) {
	t.Helper()
	w := newWired(t, "dintero-login")
	e := w.send(t, signIn("+4799999999", "246810"), bearer("opaque-client-token"), answering{403, map[string][]string{
		"Content-Type": {"application/json"}, "X-Request-Id": {"7f3a"},
	}, `{"error":{"code":"invalid_credentials","message":"Customer, type or secret is wrong"}}`})
	evidence := flow.Evidence{}.With(flow.FactNetwork|flow.FactClient, flow.Yes).With(flow.FactMFA, flow.No)
	evidence.Age, evidence.Denied = 3*time.Second, flow.CauseSet(0).With(flow.CausePINWrong)
	var may flow.Permissions
	may[flow.CallMFALogin].Held = flow.Yes
	return w.record, evidence.Failing(flow.CallFailed{Call: flow.CallMFALogin, Failure: e.Failure}, may)
}

func sealed(t *testing.T, r *Record, b Bundle) Sealed {
	t.Helper()
	b.Program, b.Made = "dintero-login 1.0", noon
	s, err := r.Seal(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestABundleComesBackToAnEqualDiagnosis(t *testing.T) {
	t.Parallel()
	r, evidence := refusedLogin(t)
	s := sealed(t, r, Bundle{Evidence: evidence, At: noon, Report: []byte("# A report\n")})
	path := filepath.Join(t.TempDir(), "ticket.zip")
	if err := s.Write(path); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	got, err := Open(in)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(flow.Diagnose(got.Evidence), flow.Diagnose(evidence)) || !got.At.Equal(noon) {
		t.Errorf("got  %+v\nwant %+v", flow.Diagnose(got.Evidence), flow.Diagnose(evidence))
	}
	if got.Evidence != r.Safe(evidence) {
		t.Errorf("got  %+v\nwant %+v", got.Evidence, r.Safe(evidence))
	}
	info, err := in.Stat()
	if err != nil || info.Mode() != 0o600 || info.Size() > 65536 || int(info.Size()) != s.Preview.Size {
		t.Errorf("mode %v, %d bytes of %d", info.Mode(), info.Size(), s.Preview.Size)
	}
	if again := s.Write(path); !errors.Is(again, newfile.ErrExists) {
		t.Errorf("written over a file: %v", again)
	}
}

func TestABundleHasTheSameBytesTwiceAndSaysWhatIsInIt(t *testing.T) {
	t.Parallel()
	r, evidence := refusedLogin(t)
	b := Bundle{Evidence: evidence, Report: []byte("# A report\n")}
	one, two := sealed(t, r, b), sealed(t, r, b)
	if !bytes.Equal(one.zip, two.zip) {
		t.Error("the bytes differ")
	}
	p := one.Preview
	if p.DeleteBy != "2026-12-24" || p.Exchanges != 1 || p.Left != 0 || len(p.Files) != 5 {
		t.Errorf("got %+v", p)
	}
	if want := []string{"client_token", "length", "phone_number", "secret"}; !reflect.DeepEqual(p.Kinds, want) {
		t.Errorf("got %q, want %q", p.Kinds, want)
	}
	files := filesOf(t, one)
	if !strings.HasPrefix(files["report.md"], "# Ticket bundle\n\nNo secrets; still personal data: delete it by 2026-12-24.\n\n# A report\n") {
		t.Errorf("got %q", files["report.md"])
	}
	for name, want := range map[string]string{
		"manifest.json": `"where": "request.body.secret",`, "sequence.mmd": "P->>D: 1 POST mfa login, try 10\n  D-->>P: 1 403 Forbidden, ",
		"diagnosis.json": `"reason": "not-accepted",`, "exchange.har": `\"secret\":\"secret#1\"`,
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s does not hold %s:\n%s", name, want, files[name])
		}
	}
}

func filesOf(t *testing.T, s Sealed) map[string]string {
	t.Helper()
	list, err := s.members()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, m := range list {
		files[m.name] = string(m.data)
	}
	return files
}

func TestAPlantedLeakIsFoundNamedAndNotWritten(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, leak, kind string }{
		{"a PIN as a word", "the PIN 246810 was", "secret"},
		{"a PIN in base64", "MjQ2ODEw", "secret"},
		{"a PIN in hex", "xx323436383130xx", "secret"},
		{"a PIN percent-encoded", "%32%34%36%38%31%30", "secret"},
		{"a PIN as JSON escapes", `\u0032\u0034\u0036\u0038\u0031\u0030`, "secret"},
		{"a token", "x opaque-client-token-0123456789 x", "client_token"},
		{"a token within more base64", "eHhvcGFxdWUtY2xpZW50LXRva2VuLTAxMjM0NTY3ODl4", "client_token"},
		{"a phone number without its +", "called 4799999999 back", "phone_number"},
		{"any JWT", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.x", "token"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := newWired(t, "dintero-login")
			w.send(t, signIn("+4799999999", "246810"), bearer("opaque-client-token-0123456789"), answer(200, `{"mfa_token":"abcdefgh"}`))
			var leak *LeakError
			_, err := w.record.Seal(Bundle{Made: noon, Report: []byte("# A report\n" + row.leak + "\n")})
			if !errors.As(err, &leak) || leak.Where != "report.md" || leak.Kind != row.kind {
				t.Fatalf("got %v", err)
			}
			if strings.Contains(err.Error(), "246810") || strings.Contains(err.Error(), "opaque") {
				t.Errorf("the error holds it: %v", err)
			}
		})
	}
}

func TestAClientTokenThatNamesTheAccountKeepsNoBundleFromBeingWritten(t *testing.T) {
	t.Parallel()
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"T11223344"}`))
	for _, call := range []flow.Call{flow.CallClientToken, flow.CallAnswer} {
		w := newWired(t, "dintero-login")
		w.send(t, wire.Request{Call: call}, basic("client", "tangerine"), answer(200, `{"access_token":"eyJhbGciOiJSUzI1NiJ9.`+claims+`.c2lnbmF0dXJl"}`))
		if _, err := w.record.Seal(Bundle{Made: noon}); err != nil {
			t.Errorf("call %d: %v", call, err)
		}
	}
}

func TestWhatIsShortIsNotFoundByChance(t *testing.T) {
	t.Parallel()
	report := "# Report\n\nTime 2026-11-24 14:02:11 UTC, Tue, 24 Nov 2026 14:02:11 GMT; took 84.1357 s; at 127.0.0.1:41357; account T11223344; id ab1357cd; " +
		"{\"size\": 1357, \"x\":2468}\nThe customer used the code of this login. Every horse is fine.\n"
	for _, secret := range []string{"2026", "1357", "2468", "1402", "1122", "code", "customer", "horse", "abc", "password", "sms"} {
		w := newWired(t, "dintero-login")
		w.send(t, signIn("+4799999999", secret), bearer("opaque-client-token-0123456789"), answer(200, `{"mfa_token":"abcdefgh"}`))
		if _, err := w.record.Seal(Bundle{Made: noon, Report: []byte(report)}); err != nil {
			t.Errorf("a PIN or password such as %q keeps every bundle from being written: %v", secret, err)
		}
	}
	for secret, leak := range map[string]string{"2026": "the PIN is 2026.", "1357": `{"pin":"1357"}`, "horse": `{"password":"horse"}`, "a1b2": "(a1b2)"} {
		w := newWired(t, "dintero-login")
		w.send(t, signIn("+4799999999", secret), bearer("opaque-client-token-0123456789"), answer(200, `{"mfa_token":"abcdefgh"}`))
		if _, err := w.record.Seal(Bundle{Made: noon, Report: []byte(leak)}); err == nil {
			t.Errorf("%q was not found in %s", secret, leak)
		}
	}
}

func TestNothingOfThisMachineIsInABundle(t *testing.T) {
	t.Parallel()
	r, evidence := refusedLogin(t)
	home, _ := os.UserHomeDir()
	host, _ := os.Hostname()
	evidence.Problem.Failure.Cause = flow.FromOutside("open " + home + "/secret: no such file, lookup on 10.1.2.3:53")
	for name, text := range filesOf(t, sealed(t, r, Bundle{Evidence: evidence})) {
		for _, private := range []string{home + "/", host, os.TempDir() + "/", "10.1.2.3", os.Getenv("PATH"), "T11223344/secret"} {
			if len(private) > 3 && strings.Contains(text, private) {
				t.Errorf("%s holds %q", name, private)
			}
		}
	}
}

func TestAHARIsOneAndComesBackAsItWas(t *testing.T) {
	t.Parallel()
	r, _ := refusedLogin(t)
	data, err := r.HAR("1.0")
	if err != nil {
		t.Fatal(err)
	}
	var file harFile
	read := json.NewDecoder(bytes.NewReader(data))
	read.DisallowUnknownFields()
	if err := read.Decode(&file); err != nil {
		t.Fatal(err)
	}
	if again := document(file); !bytes.Equal(again, data) {
		t.Errorf("got  %s\nwant %s", again, data)
	}
	checkHAR(t, data)
}

func TestASearchThatFindsNothingWritesNothing(t *testing.T) {
	t.Parallel()
	if err := checked(nil, nil); err == nil {
		t.Error("nothing was searched, and that is fine")
	}
	deaf := newNet(nil)
	if got := deaf.find(planted([]byte("a report"), "246810")); got != "" {
		t.Errorf("found %q, which nobody looks for", got)
	}
	if err := checked(nil, []member{{"report.md", []byte("a report")}}); err != nil {
		t.Errorf("a harmless report: %v", err)
	}
}

// With these PINs there is one in every canary of digits, however it is encoded.
func TestAShortSecretInACanaryDisarmsNothing(t *testing.T) {
	t.Parallel()
	var pins []live
	for n := range 10_000 {
		pins = append(pins, live{"pin", flow.Conceal(fmt.Sprintf("%04d", n))})
	}
	if err := checked(pins, []member{{"report.md", []byte("a report")}}); err != nil {
		t.Error(err)
	}
	var leak *LeakError
	if err := checked(pins, []member{{"report.md", []byte("the PIN 1357 is told")}}); !errors.As(err, &leak) || leak.Kind != "pin" {
		t.Errorf("got %v", err)
	}
}
