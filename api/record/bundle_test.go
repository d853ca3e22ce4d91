package record

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
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

// packed is a bundle of ours with other files.
func packed(t *testing.T, change func(files map[string]string, to *zip.Writer)) []byte {
	t.Helper()
	r, evidence := refusedLogin(t)
	files := filesOf(t, sealed(t, r, Bundle{Evidence: evidence}))
	delete(files, "the zip")
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	change(files, to)
	for name, text := range files {
		out, err := to.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = out.Write([]byte(text))
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestABundleThatIsNotOursIsRefusedInASentence(t *testing.T) {
	t.Parallel()
	more := func(name, text string) func(map[string]string, *zip.Writer) {
		return func(_ map[string]string, to *zip.Writer) {
			out, _ := to.Create(name)
			_, _ = out.Write([]byte(text))
		}
	}
	with := func(name, text string) func(map[string]string, *zip.Writer) {
		return func(files map[string]string, _ *zip.Writer) { files[name] = text }
	}
	for _, row := range []struct {
		name   string
		change func(map[string]string, *zip.Writer)
		want   string
	}{
		{"a path that climbs", more("../report.md", "x"), "a file with a path"},
		{"a path of Windows", more(`..\report.md`, "x"), "a file with a path"},
		{"an absolute path", more("/etc/passwd", "x"), "a file with a path"},
		{"two files of one name", more("report.md", "x"), "two files of one name"},
		{"another file", more("run.sh", "x"), "a file that no bundle has"},
		{"a bomb", with("report.md", strings.Repeat("x", 5<<20)), "larger than 4 MiB"},
		{"a missing file", func(files map[string]string, _ *zip.Writer) { delete(files, "exchange.har") }, "exchange.har is missing"},
		{"an unknown version", with("manifest.json", `{"format":"dintero-login ticket bundle","version":7}`), "it is of version 7"},
		{"another manifest", with("manifest.json", `{"format":"else","version":1}`), "not one of ours"},
		{"a deep manifest", with("manifest.json", strings.Repeat("[", 1<<20)), "not one of ours"},
		{"a diagnosis of another version", with("diagnosis.json", `{"version":2}`), "of version 2"},
		{"an unknown fact", with("diagnosis.json", `{"version":1,"evidence":{"yes":["\u001b[31m"]}}`), "does not know"},
		{"an unknown reason", with("diagnosis.json", `{"version":1,"evidence":{"problem":{"reason":"x","call":"login","reach":"answered"}}}`), "does not know"},
		{"a broken diagnosis", with("diagnosis.json", `{`), "damaged"},
		{"a link", func(files map[string]string, to *zip.Writer) {
			delete(files, "report.md")
			header := &zip.FileHeader{Name: "report.md"}
			header.SetMode(fs.ModeSymlink | 0o777)
			out, _ := to.CreateHeader(header)
			_, _ = out.Write([]byte("/etc/passwd"))
		}, "holds a link"},
		{"a hundred files", func(_ map[string]string, to *zip.Writer) {
			for i := range 100 {
				_, _ = to.Create(strings.Repeat("x", i+1))
			}
		}, "more files than any bundle"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var bad *BundleError
			_, err := Open(bytes.NewReader(packed(t, row.change)))
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	whole := packed(t, func(map[string]string, *zip.Writer) {})
	if _, err := Open(bytes.NewReader(whole)); err != nil {
		t.Errorf("one that is: %v", err)
	}
	for cut := 4; cut < len(whole)-1; cut += 97 {
		if _, err := Open(bytes.NewReader(whole[:cut])); err == nil {
			t.Fatalf("read after %d bytes of %d", cut, len(whole))
		}
	}
	if _, err := Open(bytes.NewReader(append(whole, make([]byte, 5<<20)...))); err == nil || !strings.Contains(err.Error(), "larger than 4 MiB") {
		t.Errorf("a large one: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Open(bytes.NewReader(data)); err == nil {
			t.Skip("a bundle")
		}
	})
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
