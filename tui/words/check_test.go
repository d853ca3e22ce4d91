package words

import (
	"strings"
	"testing"

	"dintero-login/flow"
)

func TestEveryCheckAndEveryFindingHasItsWords(t *testing.T) {
	t.Parallel()
	labels := map[string]bool{}
	for c := range flow.CheckCount {
		label := CheckLabel(c)
		if label == "" || labels[label] || len(label) > 16 {
			t.Errorf("check %d is called %q", c, label)
		}
		labels[label] = true
	}
	for f := flow.NoFinding + 1; f < flow.FindingCount; f++ {
		r := flow.CheckResult{Outcome: flow.Warned, Finding: f, Text: flow.FromOutside("x"), Moment: 1e12, Channel: flow.SMS, Count: 2, Excess: flow.Excess{SkipsCode: true}}
		if got := Checked(r).Happened; got == "" || strings.Contains(got, "  ") {
			t.Errorf("finding %d: %q", f, got)
		}
	}
}

// What a person has to do something about says what.
func TestWhatDoesNotPassSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for _, f := range []flow.Finding{
		flow.ConfigCompleted, flow.SecretMissing, flow.AccountOnTestHost, flow.AudienceElsewhere, flow.AudienceOfAnother, flow.AudienceMixedUp,
		flow.NameNotFound, flow.NotConnected, flow.ProxyRefused, flow.CertificateEnding, flow.CertificateWrong, flow.ClockOff, flow.ScopesNotKnown,
		flow.ScopeMissing, flow.ScopesBeyond, flow.SettingsDamaged, flow.ChannelNotSet, flow.MFANotSaid, flow.LoginAgainstMFA, flow.KeysMissing,
		flow.ExistenceNotSaid, flow.CustomerNeedsMFA, flow.CustomerNoSecret, flow.CheckPanicked,
	} {
		for _, p := range []flow.Problem{{}, {Reason: flow.NotReached, Call: flow.CallClientToken, Failure: flow.Failure{Reach: flow.NotSent, Cause: flow.FromOutside("why")}}} {
			said := Checked(flow.CheckResult{Outcome: flow.NotPassed, Finding: f, Moment: 1e12, Problem: p})
			if said.Next == "" || !strings.HasSuffix(said.Next, ".") {
				t.Errorf("finding %d: %+v", f, said)
			}
		}
	}
}

// Nobody is told to change the client's credentials because of a network.
func TestAFailureOnTheWayIsNoFailureOfTheToken(t *testing.T) {
	t.Parallel()
	for _, f := range []flow.Finding{flow.NameNotFound, flow.NotConnected, flow.ProxyRefused, flow.CertificateWrong} {
		for _, reason := range []flow.Reason{flow.NotTrusted, flow.NotReached} {
			p := flow.Problem{Reason: reason, Call: flow.CallClientToken, Failure: flow.Failure{Reach: flow.NotSent, Cause: flow.FromOutside("why")}}
			said := Checked(flow.CheckResult{Outcome: flow.NotPassed, Finding: f, Problem: p})
			if text := said.Happened + said.Next; strings.Contains(text, "token") || strings.Contains(text, "client") || !strings.Contains(text, "why") {
				t.Errorf("finding %d: %q", f, text)
			}
		}
	}
}

func TestTheHeadCountsTheOutcomes(t *testing.T) {
	t.Parallel()
	for want, outcomes := range map[string][]flow.Outcome{
		"2 passed": {flow.Passed, flow.Passed},
		"1 passed, 1 to look at, 1 failed, 2 skipped": {flow.Passed, flow.Skipped, flow.Warned, flow.NotPassed, flow.Skipped},
		"0 passed, 1 failed":                          {flow.NotPassed},
	} {
		var all []flow.CheckResult
		for _, o := range outcomes {
			all = append(all, flow.CheckResult{Outcome: o})
		}
		if got := CheckHead(all); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
