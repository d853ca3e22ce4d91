package tui

import (
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/words"
)

// everyProblem is each Reason at each call, with each status that words differ by.
func everyProblem(look func(p flow.Problem)) {
	for r := flow.NoReason + 1; r <= flow.Unexpected; r++ {
		for call := flow.CallClientToken; call <= flow.CallChangePassword; call++ {
			for _, f := range []flow.Failure{
				{},
				{Status: 401},
				{Status: 404},
				{Status: 409},
				{Status: 423},
				{Status: 429, RetryAfter: 5 * time.Second},
				{Status: 500},
				{Status: 302},
				{Status: 200},
				{Client: true},
				{Client: true, Renewal: flow.RenewalFailed},
			} {
				look(flow.Problem{Reason: r, Call: call, Scope: "write:accounts:/auth/users", Failure: f})
			}
		}
	}
}

func TestEachReasonHasASentenceOfItsOwn(t *testing.T) {
	t.Parallel()
	everyProblem(func(p flow.Problem) {
		said := words.Say(p)
		for _, text := range []string{said.Happened, said.Next} {
			if text == "" || text[len(text)-1] != '.' {
				t.Errorf("reason %d at call %d says %q, want a sentence", p.Reason, p.Call, text)
			}
		}
		if contains(said.Happened+said.Next, "the call") {
			t.Errorf("reason %d: call %d has no name: %q", p.Reason, p.Call, said.Happened)
		}
		if said.Happened == words.Say(flow.Problem{Reason: flow.Unexpected, Call: p.Call, Failure: p.Failure}).Happened &&
			p.Reason != flow.Unexpected && p.Reason != flow.CodeRequired && !p.OfClient() { // a code that is required is no error
			t.Errorf("reason %d at call %d has no words of its own", p.Reason, p.Call)
		}
	})
}

// A script prints these too, and the first of them stands on one line of a screen.
func TestASentenceNamesNoKeyAndFitsALine(t *testing.T) {
	t.Parallel()
	everyProblem(func(p flow.Problem) {
		said := words.Say(p)
		if n := len([]rune(said.Happened)); n >= 70 {
			t.Errorf("reason %d at call %d: %d characters: %s", p.Reason, p.Call, n, said.Happened)
		}
		text := strings.ToLower(said.Happened + " " + said.Next)
		for _, word := range []string{"ctrl", "enter", "press", "esc "} {
			if contains(text, word) {
				t.Errorf("reason %d at call %d names a key: %s", p.Reason, p.Call, text)
			}
		}
	})
}

// What a failing client token says of the client's credentials and of what was typed is
// what happened to them.
func TestAFailingClientTokenSaysWhatWasSent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name        string
		failure     flow.Failure
		reason      flow.Reason
		says, never string
	}{
		{"no secret", flow.Failure{Reach: flow.NotSent, NoSecret: true, Client: true, Cause: flow.FromOutside("X is not set")}, flow.NoClientSecret, "There is no client secret: X is not set. Check where the profile says that it is. What was typed was not sent.", "(X"},
		{"cut off", flow.Failure{Reach: flow.CutOff, Client: true}, flow.NoAnswer, "the client's id and secret were sent. What was typed was not sent.", "count"},
		{"a server's error", flow.Failure{Status: 500, Client: true}, flow.Unexpected, "the client's id and secret were sent. What was typed was not sent.", "count"},
		{"not reached", flow.Failure{Reach: flow.NotSent, Client: true}, flow.NotReached, "The client's id and secret were not sent. Check the network and the host, then try again. What was typed was not sent.", "count"},
		{"a renewal that is refused", flow.Failure{Status: 401, Client: true, Renewal: flow.RenewalFailed}, flow.ClientRefused, "What was typed was sent, and may have counted.", "not sent"},
		{"a renewal that is not answered", flow.Failure{Reach: flow.CutOff, Client: true, Renewal: flow.RenewalBroken}, flow.NoAnswer, "What was typed was sent, and may have counted.", "not sent"},
	} {
		for _, call := range []flow.Call{flow.CallLogin, flow.CallMFALogin, flow.CallAnswer} {
			got := script.Sentence(flow.Problem{Reason: row.reason, Call: call, Failure: row.failure})
			if !contains(got, row.says) || contains(got, row.never) {
				t.Errorf("%s: got %q", row.name, got)
			}
		}
	}
}

func TestAMissingScopeReadsAsASentenceAtEveryCall(t *testing.T) {
	t.Parallel()
	for call := flow.CallLogin; call <= flow.CallChangePassword; call++ {
		if got := words.Say(flow.Problem{Reason: flow.NotAllowed, Call: call}); got.Happened != "This API client lacks a scope." {
			t.Errorf("at %s it says %q of a scope without a name", words.Call(call), got.Happened)
		}
	}
}

func TestExitCodesByReason(t *testing.T) {
	t.Parallel()
	want := map[flow.Reason]int{
		flow.NoReason:       0,
		flow.NoClientSecret: 2,
		flow.ClientRefused:  4, flow.TokenRefused: 4, flow.NotAllowed: 4, flow.AudienceUnknown: 4, flow.Forbidden: 4,
		flow.CodeRequired: 3, flow.CodeRequiredAgain: 3, flow.WantsCode: 3, flow.MFAIsOff: 3, flow.NotAccepted: 3, flow.CodeNotAccepted: 3,
		flow.NotAcceptedOrScope: 3, flow.NotAcceptedOrToken: 3, flow.CodeExpired: 3, flow.SignInExpired: 3, flow.NowhereToSend: 3,
		flow.SessionEnded: 3, flow.RecoveryOff: 3, flow.ChannelRefused: 3, flow.StillPending: 3, flow.Denied: 3, flow.MustWait: 3,
		flow.MaybeSent: 5, flow.MaybeUsed: 5, flow.NoAnswer: 5, flow.NotReached: 5, flow.NotTrusted: 5,
		flow.Malformed: 1, flow.NotFound: 1, flow.Unexpected: 1, flow.TokenRenewed: 1, flow.NotKnown: 3,
	}
	for r := flow.NoReason; r <= flow.Unexpected; r++ {
		code, known := want[r]
		if got := script.ExitCode(flow.Problem{Reason: r, Call: flow.CallRecovery}); !known || got != code {
			t.Errorf("reason %d ends with %d, want %d", r, got, code)
		}
	}
	for status, code := range map[int]int{500: 5, 502: 5, 302: 1, 200: 1} {
		if got := script.ExitCode(flow.Problem{Reason: flow.Unexpected, Failure: flow.Failure{Status: status}}); got != code {
			t.Errorf("an unexpected %d ends with %d, want %d", status, got, code)
		}
	}
	for reason, code := range map[flow.Reason]int{flow.Malformed: 4, flow.NotKnown: 4, flow.NotFound: 1, flow.NoAnswer: 5} {
		if got := script.ExitCode(flow.Problem{Reason: reason, Call: flow.CallMFALogin, Failure: flow.Failure{Client: true}}); got != code {
			t.Errorf("reason %d of the client's token ends with %d, want %d", reason, got, code)
		}
	}
}

func TestAProblemInOneLineForALog(t *testing.T) {
	t.Parallel()
	p := flow.Problem{Reason: flow.Malformed, Call: flow.CallMFALogin, Failure: flow.Failure{
		Status: 400, Code: flow.FromOutside("invalid\x1b[31m"), Message: flow.FromOutside("no\r\nway"), Request: flow.FromOutside("req-9"),
	}}
	got := script.Sentence(p)
	for _, part := range []string{"malformed", "Check the customer", "status 400", "invalid^[[31m", "no^M^Jway", "req-9"} {
		if !contains(got, part) {
			t.Errorf("%q does not say %q", got, part)
		}
	}
	if contains(got, "\n") || contains(got, "\x1b") {
		t.Errorf("%q is more than a line of text", got)
	}
}
