package tui

import (
	"context"
	"testing"
	"time"

	"dintero-login/flow"
)

// withChecks is an account that is looked at without a network.
func withChecks(s *setup) {
	s.session.Checks = func(_ context.Context, tell func(flow.CheckResult)) {
		for c := range flow.CheckCount {
			r := flow.CheckResult{Check: c, Outcome: flow.Skipped, Because: flow.CheckToken, Took: 12 * time.Millisecond}
			switch c {
			case flow.CheckToken:
				r.Outcome, r.Problem = flow.NotPassed, flow.Problem{Reason: flow.ClientRefused, Call: flow.CallClientToken, Failure: flow.Failure{Status: 401}}
			case flow.CheckConnection:
				r.Outcome, r.Finding, r.Text = flow.Passed, flow.Connected, flow.FromOutside("127.0.0.1:41873")
			case flow.CheckAccount:
				r.Outcome, r.Finding = flow.Warned, flow.AudienceElsewhere
			}
			tell(r)
		}
	}
}

func TestTheChecksFillInAsTheyEnd(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().types("246810").press("ctrl+x", "g")
	x.shows("Checks", "13 passed, 1 to look at, 1 skipped", "✓ Client token given", "esc close")
	x.press("end").shows("✓ Existence can be asked for", "– Test customer none")
	x.press("r").shows("13 passed")
	x.press("esc").holdsTyped("246810").press("enter").rings().giveCode()
	in[flow.SignedIn](x)
}

func TestAScopeThatIsMissingIsAmongTheChecks(t *testing.T) {
	t.Parallel()
	x := online(t, "no-scope").start()
	x.press("ctrl+x", "g").shows("✗ Scopes The scope write:accounts:/auth/users is missing", "can grant it")
}

func TestChecksThatAreOnTheirWayAreShownAsSuch(t *testing.T) {
	t.Parallel()
	s := newChecksScreen(t.Context(), nil)
	next, does := s.Update(checkMsg{number: 1, result: flow.CheckResult{Check: flow.CheckToken, Finding: flow.TokenGiven}})
	if s = next.(checksScreen); !s.running() || does.cmd == nil {
		t.Error("the run is over after one result")
	}
	if next, does = s.Update(checkMsg{number: 0, result: flow.CheckResult{Check: flow.CheckKeys}}); does.cmd != nil || next.(checksScreen).ended[flow.CheckKeys] {
		t.Error("a result of a run that is over was taken")
	}
}

func TestATestCustomerThatWasCheckedSaysWhetherItIsEveryone(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[flow.Reason]string{
		flow.NoReason: "no: the test customer's PIN was accepted", flow.NotAccepted: "perhaps: the test customer's PIN was rejected too",
	} {
		x := offline(t, func(s *setup) {
			s.session.Checks = func(_ context.Context, tell func(flow.CheckResult)) {
				r := flow.CheckResult{Check: flow.CheckCustomer, Outcome: flow.NotPassed, Problem: flow.Problem{Reason: outcome, Call: flow.CallMFALogin}}
				if outcome == flow.NoReason {
					r.Outcome, r.Finding = flow.Passed, flow.CustomerAccepted
				}
				tell(r)
			}
		}).start()
		x.press("ctrl+x", "g", "esc", "ctrl+x", "w", "2").shows("Everyone?", want)
	}
}
