package tui

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dintero-login/api/record"
	"dintero-login/api/recorded"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// bundleScenes are the screens of a ticket bundle.
func bundleScenes() []scene {
	opened := func(t *testing.T) *walk {
		x := offline(t, withEntries(inspectedLogin()...)).start().press("ctrl+x", "b")
		made := x.app.overlay.(bundleScreen).made
		return x.send(bundleSealedMsg{made: made, sealed: record.Sealed{Preview: record.Preview{
			Files: []record.File{{Name: "report.md", Size: 2714}, {Name: "exchange.har", Size: 10981}, {Name: "sequence.mmd", Size: 312}, {Name: "diagnosis.json", Size: 2790}, {Name: "manifest.json", Size: 1504}},
			Kinds: []string{"client_credentials", "client_token", "length", "phone_number", "secret", "unknown"}, Exchanges: 7, Left: 12, DeleteBy: "2026-12-20", Size: 4812,
		}}})
	}
	ended := func(path string, err error) func(t *testing.T) *walk {
		return func(t *testing.T) *walk {
			x := opened(t)
			return x.send(bundleWrittenMsg{x.app.overlay.(bundleScreen).made, path, err})
		}
	}
	return []scene{{"bundle", opened}, {"bundle_refused", ended("", os.ErrPermission)}, {"bundle_written", ended("/home/kari/dintero-login-2026-11-20-234000.zip", nil)}}
}

// failures are how far a login goes in each scenario until it fails; no other one fails.
func failures() map[string]func(x *walk) {
	refused := func(x *walk) { x.types("246810").press("enter") }
	return map[string]func(x *walk){
		"wrong-secret": refused, "locked": refused, "no-scope": refused, "rate-limited": refused, "server-error": refused, "garbage": refused,
		"expired":      func(x *walk) { x.toTheCode().wait(6 * time.Second).giveCode() },
		"cut":          func(x *walk) { x.toTheCode().giveCode() },
		"old-code":     func(x *walk) { refused(x); x.wait(30*time.Second).press("ctrl+x", "n").types("000000").press("enter") },
		"no-code":      func(x *walk) { refused(x); x.types("000000").press("enter") },
		"hostile-text": func(x *walk) { x.types("0000").press("enter") },
		"skewed-clock": func(x *walk) { x.types("0000").press("enter") },
	}
}

func TestABundleOfEachFailingScenarioIsExplainedToAnEqualDiagnosis(t *testing.T) {
	t.Parallel()
	for _, s := range sandbox.Scenarios() {
		fail, fails := failures()[s.Name]
		if !fails {
			continue
		}
		part(t, s.Name, func(t *testing.T) {
			x := online(t, s.Name, unseen).start().asKari()
			fail(x)
			want := flow.Diagnose(flow.EvidenceOf(x.app.state, x.app.now))
			if len(want.Causes) == 0 {
				t.Fatalf("nothing failed:\n%s", x.text())
			}
			path := filepath.Join(t.TempDir(), "ticket.zip")
			data := x.bundled(path)
			read, err := recorded.Read(context.Background(), bytes.NewReader(data))
			if err != nil || !read.Bundle {
				t.Fatalf("not read as a bundle: %v", err)
			}
			if got := flow.Diagnose(read.Evidence(flow.Evidence{}, flow.Permissions{})); !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if len(data) > 65536 {
				t.Errorf("%d bytes", len(data))
			}
		})
	}
}

// bundled writes a bundle to a path, as a person does, and reads it.
func (x *walk) bundled(path string) []byte {
	x.t.Helper()
	x.press("ctrl+x", "b").shows("Write a bundle for a ticket to which new file?", "report.md", "No secrets; still personal data: delete it by").press("ctrl+u").paste(path).press("enter")
	x.shows("Written to", "Only you can read it").press("esc").hides("Written to")
	info, err := os.Lstat(path)
	if err != nil || info.Mode() != 0o600 {
		x.t.Fatalf("%v, %v", info, err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		x.t.Fatal(err)
	}
	return data
}

func TestWhatIsWrongWithTheFileOfABundleIsSaidAtTheField(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(folder, "there.zip"), []byte("mine"), 0o600), os.Symlink("elsewhere.zip", filepath.Join(folder, "link.zip"))); err != nil {
		t.Fatal(err)
	}
	x := online(t, "wrong-secret", sized(140, 40)).start().asKari().types("246810").press("enter")
	x.press("ctrl+x", "b").shows("File dintero-login-2026-11-20-234000.zip").press("ctrl+u", "enter").shows("Type the name of a file.")
	for name, want := range map[string]string{
		"there.zip": "It is there already, and was not changed.", "link.zip": "This is a link, which is not followed.",
		"nowhere/ticket.zip": "Its folder does not exist.", "there.zip/ticket.zip": "Its folder does not exist.", ".": "This is the name of a folder",
	} {
		x.press("ctrl+u").paste(filepath.Join(folder, name))
		if name == "." {
			x.press("ctrl+u").paste(folder + "/")
		}
		x.press("enter").shows(want, "report.md")
	}
	x.types("q").shows("File", "q").hides("Type the name")
	if data, err := os.ReadFile(filepath.Join(folder, "there.zip")); err != nil || string(data) != "mine" {
		t.Errorf("the file was changed: %q, %v", data, err)
	}
	if _, err := os.Lstat(filepath.Join(folder, "elsewhere.zip")); err == nil {
		t.Error("a link was followed")
	}
	x.press("ctrl+u").paste(filepath.Join(folder, "good.zip")).press("enter").shows("Written to").press("esc").shows("Not accepted")
}

// leaking is a record that would put a secret into a file.
type leaking struct{ *keptTraffic }

func (leaking) Seal(record.Bundle) (record.Sealed, error) {
	return record.Sealed{}, &record.LeakError{Where: "exchange.har", Kind: "mfa_token"}
}

func (leaking) Curl(int) (record.Curl, bool, error) {
	return record.Curl{}, false, &record.LeakError{Where: "the line", Kind: "secret"}
}

func TestALeakIsRefusedAndItsPlaceIsNamed(t *testing.T) {
	t.Parallel()
	x := offline(t, func(s *setup) {
		s.session.Traffic = leaking{&keptTraffic{Record: record.New(), list: trafficOfALogin()}}
	}).start()
	x.press("ctrl+x", "b").shows("Nothing was written: exchange.har would hold a secret (mfa_token)").press("enter").shows("Nothing was written").press("esc")
	x.press("ctrl+x", "i", "enter", "c").wait(time.Second).press("y").shows("Not copied: the line would hold a secret")
	if len(x.clipboard) > 0 {
		t.Errorf("on the clipboard is %q", x.clipboard)
	}
}

func TestABundleIsForNoAudienceAndNoDesk(t *testing.T) {
	t.Parallel()
	const entry = "b write a bundle for a ticket"
	x := offline(t, withEntries(inspectedLogin()...)).start().press("ctrl+x").shows(entry).press("b").shows("report.md").press("ctrl+x", "p").shows("Not shown in presenter mode").hides("report.md")
	x.press("enter").shows("Not in presenter mode").press("esc", "ctrl+x").hides(entry).press("esc")
	offline(t, withEntries(inspectedLogin()...), func(s *setup) { s.session.Desk = true }).start().press("ctrl+x").hides(entry)
	offline(t).start().press("ctrl+x").hides(entry, "inspect the requests")
}

func TestABundleFromTheSymptomsIsOfWhatTheCustomerSees(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start().press("ctrl+x", "w").shows("What does the customer see?").press("1", "enter")
	want := x.app.overlay.(symptomScreen).diagnosis()
	path := filepath.Join(t.TempDir(), "ticket.zip")
	data := x.bundled(path)
	x.shows("Ask")
	opened, err := record.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := flow.Diagnose(opened.Evidence); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestNeitherTheCustomerNorTheContactIsInABundle(t *testing.T) {
	t.Parallel()
	x := online(t, "wrong-secret", func(s *setup) { s.session.Contact = "Second line, 1234"; s.session.Program = "dintero-login 1.0" }).start().asKari().types("246810").press("enter")
	data := x.bundled(filepath.Join(t.TempDir(), "ticket.zip"))
	for _, file := range unzipped(t, data) {
		for _, private := range []string{"999", "Second line", "246810"} {
			if strings.Contains(file, private) {
				t.Errorf("%q is in\n%s", private, file)
			}
		}
	}
}

func TestTheReportOfABundleSaysWhatSecondLineNeeds(t *testing.T) {
	t.Parallel()
	for scenario, want := range map[string][]string{
		"wrong-secret": {"Time         2026-11-20 23:40:00 UTC\n", "Customer     as customer; who it is belongs in the ticket itself", "user-type-other, pin-wrong", "| the sign-in | POST customers/mfa_login | 403 |"},
		"no-scope":     {"(scope-missing), certain", "the sign-in: not sent"},
		"cut":          {"(answer-broken), certain", "| checking the code | POST auth/token | none |"},
		"expired":      {"Time         2026-11-20 23:40:06 UTC\n", "(code-expired), as the answer says"},
	} {
		part(t, scenario, func(t *testing.T) {
			x := online(t, scenario, unseen).start().asKari()
			failures()[scenario](x)
			report := unzipped(t, x.bundled(filepath.Join(t.TempDir(), "ticket.zip")))["report.md"]
			for _, line := range want {
				if !strings.Contains(report, line) {
					t.Errorf("no %q in\n%s", line, report)
				}
			}
		})
	}
}

func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	opened, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range opened.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}
