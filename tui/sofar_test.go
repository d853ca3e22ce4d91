package tui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"dintero-login/api/record"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// keptTraffic is a record that a test fills.
type keptTraffic struct {
	*record.Record
	list    []flow.Exchange
	entries []record.Entry // nil for entries with nothing but their exchanges
}

func (k *keptTraffic) Changed() <-chan struct{}   { return nil }
func (k *keptTraffic) Exchanges() []flow.Exchange { return k.list }
func (k *keptTraffic) Forget()                    { k.list = nil }

func (k *keptTraffic) Entries() []record.Entry {
	if k.entries != nil {
		return k.entries
	}
	var all []record.Entry
	for _, x := range k.list {
		all = append(all, record.Entry{Exchange: x})
	}
	return all
}

// withTraffic is a run in which these exchanges happened.
func withTraffic(of ...flow.Exchange) option {
	return func(s *setup) { s.session.Traffic = &keptTraffic{Record: record.New(), list: of} }
}

// trafficOfALogin is what a login has sent until its code is checked, in the clock's first minute.
func trafficOfALogin() []flow.Exchange {
	all := []flow.Exchange{
		{Call: flow.CallClientToken, Path: "auth/token", Status: 200, Took: 187 * time.Millisecond},
		{Call: flow.CallSettings, Path: "customers/settings", Status: 200, Took: 4 * time.Millisecond},
		{Call: flow.CallKeys, Path: "auth/keys", Status: 200, Took: 400 * time.Microsecond},
		{
			Call: flow.CallMFALogin, Path: "customers/mfa_login", Status: 403, Took: 84 * time.Millisecond, Failed: true, Request: flow.FromOutside("7f3a"),
			Failure: flow.Failure{Status: 403, API: true, Code: flow.FromOutside("invalid_credentials")},
		},
		{Call: flow.CallMFALogin, Path: "customers/mfa_login", Status: 200, Took: 91 * time.Millisecond, Challenged: true, Named: flow.SMS},
		{Call: flow.CallChallenge, Path: "auth/mfa/challenge", Status: 200, Took: 12 * time.Second, Channel: flow.SMS, Send: 1},
		{Call: flow.CallAnswer, Path: "auth/token", Status: 0},
	}
	for i := range all {
		all[i].Number, all[i].Began, all[i].Over = i+1, dawn().Add(time.Duration(i-20)*time.Second), i < len(all)-1
	}
	return all
}

// trafficScenes are screens with what happened so far on them.
func trafficScenes() []scene {
	at := func(panes int) func(t *testing.T) *walk {
		return func(t *testing.T) *walk {
			x := atCode(t, "", inDemo, withTraffic(trafficOfALogin()...)).message(1, "118204")
			for range panes {
				x.press("ctrl+t")
			}
			return x
		}
	}
	return []scene{
		{"so_far", func(t *testing.T) *walk {
			return atSecret(t, "246810", withTraffic(trafficOfALogin()[:4]...)).fails(flow.StartMFALogin{}, status(500, "")).press("enter")
		}},
		{"so_far_and_phone", at(0)},
		{"sequence", at(2)},
		{"requests", at(3)},
	}
}

func TestWhatHappenedSoFarIsALineARequest(t *testing.T) {
	t.Parallel()
	x := offline(t, withTraffic(trafficOfALogin()...), sized(80, 40)).start()
	for _, line := range []string{
		"── So far ──────────────────────────────────────────────────────────────────────",
		"  23:39:40  → auth/token            200    187 ms  client token",
		"  23:39:42  → auth/keys             200     <1 ms  public keys read",
		"  23:39:43  → customers/mfa_login   403     84 ms  not accepted · request 7f3a",
		"  23:39:44  → customers/mfa_login   200     91 ms  code needed by SMS",
		"  23:39:45  → auth/mfa/challenge    200      12 s  code sent by SMS",
		"  23:39:46  → auth/token                     14 s  running",
	} {
		if !strings.Contains(x.text(), line) {
			t.Fatalf("no line %q in\n%s", line, x.text())
		}
	}
	x.wait(2*time.Second).shows("16 s running").sized(64, 40).shows("running 16 s", "→ auth/mfa/challenge 200 code sent by SMS").hides("187 ms")
	x.sized(40, 40).shows("→ challenge 200 code sent by SMS", "→ mfa_login 403 not accepted").sized(80, 20).shows("3 above ──", "not accepted").hides("187 ms", "public keys")
}

// Through the real adapter, to the end of each scenario: what the list and the sequence say of it.
func TestGoldenOfWhatEachScenarioSends(t *testing.T) {
	t.Parallel()
	x := online(t, "happy", unseen).start()
	var out strings.Builder
	for _, scenario := range sandbox.Scenarios() {
		x.scenario(scenario.Name)
		x.desk.forget()
		plays()[scenario.Name](x)
		x.send(wakeMsg{})
		fmt.Fprintf(&out, "%s\n\n", scenario.Name)
		may := flow.AccountOf(x.app.state).May
		for _, e := range x.app.exchanges {
			fmt.Fprintf(&out, "  %-4s %-28s %3s  %s\n", e.Method, e.Path, strings.TrimPrefix(strconv.Itoa(e.Status), "0"), words.Exchanged(e, may))
		}
		out.WriteString("\n")
		for _, a := range x.app.arrows(x.app.frame(), x.app.exchanges) {
			seen := "→"
			if a.Open {
				seen = "⇢"
			}
			fmt.Fprintf(&out, "  %s %s %s: %s\n", words.Party(a.From), seen, words.Party(a.To), a.Label)
		}
		out.WriteString("\n")
	}
	golden.RequireEqual(t, out.String())
}

func TestTheKeyStepsThroughThePanesAndTheChoiceHolds(t *testing.T) {
	t.Parallel()
	const rule = "── So far"
	x := online(t, "happy", sized(80, 40)).start().shows(rule, "→ customers/settings").hides("SIMULATED", "program Dintero phone")
	x.press("ctrl+x").shows("t hide what happened so far").press("t").hides(rule)
	x.press("f1").shows("ctrl+t draw the sequence of requests").press("esc")
	x.press("ctrl+t").shows(rule, "program Dintero phone", "settings ─").asKari().toTheCode().shows("SMS 1 ─", "Phone (SIMULATED) SMS 1")
	x.press("ctrl+x").shows("t list the requests so far").press("t").shows("→ auth/mfa/challenge", "Phone (SIMULATED) SMS 1").hides("program Dintero phone")
	x.press("ctrl+x").shows("t show the phone").press("t").shows("Phone, SIMULATED").press("ctrl+t").hides("SIMULATED", rule)
	x.press("ctrl+t").giveCode().at(flow.SignedIn{}).shows("program Dintero phone", "the code, typed by a person ─", "customer token ─").hides("SIMULATED")
	x.press("ctrl+s", "ctrl+t").shows("What happened so far is behind this; esc closes it.").press("esc").shows("program Dintero phone")
}

func TestTheKeyChangesEveryScreenOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	for _, s := range append(trafficScenes(), scenes()...) {
		for _, size := range some(s.name, []size{{40, 12}, {110, 30}}) {
			part(t, fmt.Sprintf("%s_%dx%d", s.name, size.width, size.height), func(t *testing.T) {
				x := s.make(t).sized(size.width, size.height)
				for range 5 {
					before := x.text()
					if x.press("ctrl+t"); x.text() == before && x.app.notice == "" && x.app.asking() == "" {
						t.Fatalf("nothing changed, and nothing is said:\n%s", before)
					}
				}
			})
		}
	}
}

func TestASignOutAndAnotherScenarioEmptyWhatHappened(t *testing.T) {
	t.Parallel()
	x := online(t, "happy", sized(80, 40)).start().asKari().toTheCode().giveCode().shows("code accepted", "→ customers/mfa_login")
	x.press("ctrl+x", "x").agrees().at(flow.ChoosingCustomer{}).hides("mfa_login", "revoke").shows("→ auth/token", "→ customers/settings")
	x.asKari().types("246810").press("enter").shows("→ customers/mfa_login")
	x.scenario("wrong-secret").hides("mfa_login").shows("→ auth/token")
	if len(x.app.arrived) != 0 {
		t.Error("messages of another login are kept")
	}
}

// What still runs at a sign-out is not shown any more.
func TestACallThatASignOutCutsIsForgotten(t *testing.T) {
	t.Parallel()
	x := online(t, "slow", sized(80, 40))
	x.update(startMsg{})
	x.passes().asKari().types("246810").update(press("enter"))
	x.stalls().update(wakeMsg{})
	x.shows("→ customers/mfa_login", "running")
	for _, key := range []string{"ctrl+x", "x"} {
		x.update(press(key))
	}
	if x.app.asking() != "" {
		x.clock.Turn(time.Second)
		x.update(press("y"))
	}
	x.passes().at(flow.ChoosingCustomer{}).hides("mfa_login", "cancelled").shows("→ auth/token")
}

// A call that runs beside the login wakes the program once a second; nothing else does.
func TestOnlyACallThatRunsWakesTheProgram(t *testing.T) {
	t.Parallel()
	all := trafficOfALogin()
	for _, row := range []struct {
		name  string
		of    []flow.Exchange
		keys  []string
		wakes bool
	}{
		{"none runs", all[:6], nil, false},
		{"one runs", all, nil, true},
		{"one runs, and is hidden", all, []string{"ctrl+t"}, false},
		{"one runs behind the settings", all, []string{"ctrl+s"}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := offline(t, withTraffic(row.of...)).start().press(row.keys...)
			if got := x.app.wakesForTraffic() > 0; got != row.wakes {
				t.Errorf("wakes: %v, want %v", got, row.wakes)
			}
			x.app.due = 0
			if _, cmd := x.app.scheduled(startMsg{}); (cmd != nil) != row.wakes {
				t.Errorf("a wake-up is asked for: %v, want %v", cmd != nil, row.wakes)
			}
		})
	}
}

// The phone keeps the row that its code needs, and the screen its size, whatever was sent.
func TestAnyTrafficOnAnyScreen(t *testing.T) {
	t.Parallel()
	scenes := trafficScenes()
	rapid.Check(t, func(r *rapid.T) {
		all := trafficOfALogin()
		of := rapid.SliceOfN(rapid.SampledFrom(all), 0, 60).Draw(r, "exchanges")
		for i := range of {
			of[i].Number = i + 1
			of[i].Call = flow.Call(rapid.IntRange(0, int(flow.CallExists)).Draw(r, "call"))
			of[i].Request = flow.FromOutside(rapid.SampledFrom([]string{"", "\x1b[2J", strings.Repeat("日本語", 30), "👩‍👩‍👧‍👦", "r\n1"}).Draw(r, "request"))
			of[i].Path = rapid.SampledFrom([]string{of[i].Path, "customers/mfa_login_recovery", "customers/change_password", "", "/"}).Draw(r, "path")
		}
		x := scenes[rapid.IntRange(0, len(scenes)-1).Draw(r, "scene")].make(t)
		x.app.session.Traffic = &keptTraffic{Record: record.New(), list: of}
		width, height := rapid.IntRange(5, 300).Draw(r, "width"), rapid.IntRange(2, 100).Draw(r, "height")
		x.sized(width, height)
		rows := strings.Split(x.text(), "\n")
		if len(rows) > height {
			r.Fatalf("%d rows in %d", len(rows), height)
		}
		for _, row := range rows {
			if w := ansi.StringWidth(row); w > width {
				r.Fatalf("%d cells in %d: %q", w, width, row)
			}
		}
		f := layout.Frame{Width: width, Height: height, Styles: x.app.styles, Wall: x.app.wall}
		if lines := x.app.viewLower(f, height); len(lines) > height {
			r.Fatalf("%d lines for %d", len(lines), height)
		}
	})
}
