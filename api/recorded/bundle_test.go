package recorded

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dintero-login/api"
	"dintero-login/api/record"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// played is a login on the sandbox, as far as it goes by itself: with the right PIN and a wrong
// code.
type played struct {
	record *record.Record
	state  flow.State
	clock  func() flow.Moment
	codes  *codes
}

// codes are those that came so far, from whichever goroutine delivers them.
type codes struct {
	mu   sync.Mutex
	list []string
}

func (c *codes) take(m sandbox.Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, m.Code.Reveal())
}

func (c *codes) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.list)
}

func play(t *testing.T, scenario string) played {
	t.Helper()
	began := time.Now()
	p := played{record: record.New(), codes: &codes{}, clock: func() flow.Moment { return time.Since(began) }}
	box, err := sandbox.Start(sandbox.Options{
		Scenario:  scenario,
		After:     func(_ time.Duration, f func()) func() bool { go f(); return func() bool { return false } },
		OnMessage: p.codes.take,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	d := box.Describe()
	adapter, err := api.New(api.Config{
		BaseURL: d.BaseURL, Account: d.Account, Audience: d.Audience, ClientID: d.ClientID, Clock: p.clock,
		ClientSecret: func(context.Context) (flow.Secret, error) { return d.ClientSecret, nil }, Observer: p.record.Observe,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(adapter.Close)
	p.state = flow.New(flow.Account{}, flow.Draft{})
	next := func(e flow.Event) {
		for e != nil {
			var do flow.Effect
			if p.state, do = flow.Next(p.state, e); do == nil {
				return
			}
			e = adapter.Perform(context.Background(), do)
		}
	}
	next(flow.Started{})
	next(flow.CustomerChosen{Draft: flow.Draft{Phone: "+4799999999"}, Ident: "+4799999999"})
	next(flow.SecretEntered{Secret: flow.Conceal("246810"), At: p.clock()})
	if _, waits := p.state.(flow.EnteringCode); waits && scenario != "no-code" && scenario != "late-code" {
		next(flow.CodeEntered{Code: flow.Conceal("975310"), At: p.clock()})
	}
	return p
}

func TestABundleOfEveryScenarioIsExplainedAlike(t *testing.T) {
	t.Parallel()
	for _, s := range sandbox.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := play(t, s.Name)
			evidence := flow.EvidenceOf(p.state, p.clock())
			sealed, err := p.record.Seal(record.Bundle{Made: time.Now(), Evidence: evidence})
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "ticket.zip")
			if err := sealed.Write(path); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(path)
			if err != nil || len(data) > 65536 {
				t.Fatalf("%d bytes: %v", len(data), err)
			}
			got, err := Read(context.Background(), bytes.NewReader(data))
			if err != nil || !got.Recognised() || got.Calls != len(p.record.Entries()) {
				t.Fatalf("%d calls of %d: %v", got.Calls, len(p.record.Entries()), err)
			}
			want := flow.Diagnose(evidence)
			if is := flow.Diagnose(got.Evidence(flow.Evidence{}, flow.Permissions{})); !reflect.DeepEqual(is, want) {
				t.Errorf("got  %+v\nwant %+v", is, want)
			}
			for _, private := range append(p.codes.all(), "246810", "975310", "99999999") {
				if strings.Contains(got.Last.Failure.Message.Shown(), private) {
					t.Errorf("%q came through", private)
				}
			}
			fresh, err := p.record.HAR("test")
			if err != nil {
				t.Fatal(err)
			}
			alone, err := Read(context.Background(), bytes.NewReader(fresh))
			if err != nil || alone.Calls != got.Calls {
				t.Errorf("the HAR alone: %d calls, %v", alone.Calls, err)
			}
			if id := flow.Diagnose(alone.Evidence(flow.Evidence{}, flow.Permissions{})).ID(); id != want.ID() {
				t.Logf("the HAR alone comes to %s, and the bundle to %s", id, want.ID())
			}
		})
	}
}

// A bundle may be anybody's: what it says passes the same gate as a HAR.
func TestOfAForgedBundleNoSecretAndNoSequenceComesThrough(t *testing.T) {
	t.Parallel()
	p := play(t, "wrong-secret")
	sealed, err := p.record.Seal(record.Bundle{Made: time.Now(), Evidence: flow.EvidenceOf(p.state, p.clock())})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ticket.zip")
	if err := sealed.Write(path); err != nil {
		t.Fatal(err)
	}
	from, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	var forged bytes.Buffer
	to := zip.NewWriter(&forged)
	for _, f := range from.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(in)
		said := strings.ReplaceAll(string(text), "Customer, type or secret is wrong", `PIN: 246810 of kari@example.com \u001b[31m`)
		said = strings.ReplaceAll(said, `"code": "invalid_credentials"`, `"code": "246810"`)
		said = strings.ReplaceAll(said, `"request_id": ""`, `"request_id": "kari@example.com"`)
		out, _ := to.Create(f.Name)
		_, _ = out.Write([]byte(said))
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := Read(context.Background(), &forged)
	if err != nil {
		t.Fatal(err)
	}
	failure := got.Evidence(flow.Evidence{}, flow.Permissions{}).Problem.Failure
	for _, text := range []string{failure.Code.Shown(), failure.Message.Shown(), failure.Request.Shown(), failure.Got.Shown()} {
		for _, private := range []string{"246810", "kari", "example", "\x1b"} {
			if strings.Contains(text, private) {
				t.Errorf("%q holds %q", text, private)
			}
		}
	}
	if failure.Message.IsEmpty() {
		t.Error("nothing of the message is left, so nothing was tried")
	}
}
