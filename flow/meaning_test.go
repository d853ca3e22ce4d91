package flow

import (
	"reflect"
	"testing"
)

// Design 2, row by row: what an answer means. The calls are those to which a row applies.
func TestAnAnswerMeansWhatTheDesignSays(t *testing.T) {
	t.Parallel()
	var (
		withClientToken = []Call{CallLogin, CallMFALogin, CallChallenge, CallAnswer, CallRecovery, CallSettings, CallRefresh, CallRevoke, CallKeys, CallChangePassword}
		everyCall       = append([]Call{CallClientToken}, withClientToken...)
		signIns         = []Call{CallLogin, CallMFALogin}
		sends           = []Call{CallChallenge, CallRecovery, CallChangePassword}
		notSending      = []Call{CallClientToken, CallLogin, CallMFALogin, CallSettings, CallRefresh, CallRevoke, CallKeys}
		noSecretInIt    = []Call{CallChallenge, CallRecovery, CallSettings, CallRefresh, CallRevoke, CallKeys, CallChangePassword}
		known           = []Tristate{Yes, No, Unknown}
	)
	p := newPrinter(t)
	only := func(c ...Call) []Call { return c }
	with := func(f Failure, code string) Failure { f.Code = FromOutside(code); return f }

	for _, row := range []struct {
		name  string
		calls []Call
		Failure
		held []Tristate
		want Reason
	}{
		{"a 401 whose renewal is refused: the client's credentials are not accepted", withClientToken, Failure{Status: 401, Renewal: RenewalFailed}, known, ClientRefused},
		{"a 401 for the client itself: its credentials are not accepted", only(CallClientToken), status(401), known, ClientRefused},
		{"a 403 for the client itself: its credentials are not accepted", only(CallClientToken), status(403), known, ClientRefused},
		{"a 401 before the call, which was not made: the client's credentials are not accepted", everyCall, Failure{Status: 401, Client: true}, known, ClientRefused},
		{"a 401 with a token renewed since: send again", withClientToken, Failure{Status: 401, Renewal: Renewed}, known, TokenRenewed},
		{"a 401 again after the repeat: a fresh token is refused", withClientToken, Failure{Status: 401, Renewal: RenewedTwice}, known, TokenRefused},
		{"a 401 that nobody renewed: the token is refused", withClientToken, status(401), known, TokenRefused},
		{"a 401 is about the token, whatever its code", withClientToken, with(Failure{Status: 401, Renewal: Renewed}, "invalid_grant"), known, TokenRenewed},

		{"mfa_required with an mfa_token: a code is owed", append(signIns, CallAnswer), owed("mfa_token"), known, CodeOwed},
		{"mfa_required without an mfa_token: nothing to go on with, and no wrong code", everyCall, coded(403, "mfa_required"), known, Unexpected},
		{"mfa_required where no code can be owed: what came back", append(only(CallClientToken), noSecretInIt...), owed("mfa_token"), known, Unexpected},
		{"mfa_required for the client's token, the call not made: what came back", everyCall, Failure{Status: 403, Code: FromOutside("mfa_required"), MFAToken: hidden("mfa_token"), Client: true}, known, Unexpected},

		{"mfa_not_enabled: MFA is off", only(CallMFALogin), coded(403, "mfa_not_enabled"), known, MFAIsOff},
		{"invalid_credentials: customer, user type or secret", signIns, coded(403, "invalid_credentials"), known, NotAccepted},
		{"invalid_grant on the answer: the code", only(CallAnswer), coded(403, "invalid_grant"), known, CodeNotAccepted},
		{"invalid_grant on the challenge: the sign-in has expired", only(CallChallenge), coded(403, "invalid_grant"), known, SignInExpired},
		{"invalid_grant on a refresh: the session has ended", only(CallRefresh), coded(403, "invalid_grant"), known, SessionEnded},
		{"expired_token on the answer: the code has expired", only(CallAnswer), coded(403, "expired_token"), known, CodeExpired},
		{"expired_token on the challenge: the sign-in has expired", only(CallChallenge), coded(403, "expired_token"), known, SignInExpired},
		{"expired_token on a refresh: the session has ended", only(CallRefresh), coded(403, "expired_token"), known, SessionEnded},
		{"expired_token on a sign-in: a 403", signIns, coded(403, "expired_token"), []Tristate{Yes}, NotAccepted},
		{"expired_token where nothing of ours expires: a 403", only(CallRecovery, CallSettings, CallRevoke, CallKeys, CallChangePassword), coded(403, "expired_token"), []Tristate{Yes, Unknown}, Forbidden},
		{"insufficient_scope: not allowed, even where the scope seemed held", withClientToken, coded(403, "insufficient_scope"), known, NotAllowed},
		{"unknown_audience: the audience", everyCall, coded(403, "unknown_audience"), known, AudienceUnknown},
		{"recovery_unavailable: no recovery", only(CallRecovery), coded(403, "recovery_unavailable"), known, RecoveryOff},
		{"unsupported_challenge_type: the channel", only(CallChallenge), coded(400, "unsupported_challenge_type"), known, ChannelRefused},
		{"authorization_pending: not answered yet", only(CallAnswer), coded(400, "authorization_pending"), known, StillPending},
		{"access_denied: somebody said no", only(CallAnswer), coded(403, "access_denied"), known, Denied},
		{"too_many_attempts: wait", everyCall, coded(429, "too_many_attempts"), known, MustWait},
		{"slow_down: wait, whatever the status", everyCall, coded(400, "slow_down"), known, MustWait},
		{"invalid_parameters: malformed", everyCall, coded(400, "invalid_parameters"), known, Malformed},
		{"invalid_client: the client's credentials", everyCall, coded(400, "invalid_client"), known, ClientRefused},

		{"a 403 with the scope known to be missing: not allowed", withClientToken, status(403), []Tristate{No}, NotAllowed},
		{"a 403 on a sign-in with the scope held: refused", signIns, status(403), []Tristate{Yes}, NotAccepted},
		{"a 403 on the answer with the scope held: the code", only(CallAnswer), status(403), []Tristate{Yes}, CodeNotAccepted},
		{"a 403 on a sign-in or the answer with scopes unknown: both are named", append(signIns, CallAnswer), status(403), []Tristate{Unknown}, NotAcceptedOrScope},
		{"a 403 with a code that nobody knows is a 403", signIns, coded(403, "E-4711"), []Tristate{Yes}, NotAccepted},
		{"a 403 where no secret was sent: forbidden", noSecretInIt, status(403), []Tristate{Yes, Unknown}, Forbidden},

		{"a 400: malformed", everyCall, status(400), known, Malformed},
		{"a 404 on the challenge: the sign-in has expired", only(CallChallenge), status(404), known, SignInExpired},
		{"a 404 elsewhere: not found", only(CallLogin, CallMFALogin, CallAnswer, CallRecovery, CallSettings, CallChangePassword), status(404), known, NotFound},
		{"a 429: wait", everyCall, slowDown(), known, MustWait},

		{"a cut while sending: it may or may not have gone out", sends, Failure{Reach: CutOff}, known, MaybeSent},
		{"a timeout while sending: it may or may not have gone out", sends, Failure{Reach: TimedOut}, known, MaybeSent},
		{"a cut while answering: the code may have been used", only(CallAnswer), Failure{Reach: CutOff}, known, MaybeUsed},
		{"a timeout while answering: the code may have been used", only(CallAnswer), Failure{Reach: TimedOut}, known, MaybeUsed},
		{"a cut elsewhere: no answer", notSending, Failure{Reach: CutOff}, known, NoAnswer},
		{"a timeout elsewhere: no answer", notSending, Failure{Reach: TimedOut}, known, NoAnswer},
		{"a cut while the client's token was asked for: the call was never made", everyCall, Failure{Reach: CutOff, Client: true}, known, NotReached},
		{"a timeout while the client's token was asked for: the call was never made", everyCall, Failure{Reach: TimedOut, Client: true}, known, NotReached},
		{"a call that never left: not reached", everyCall, Failure{Reach: NotSent}, known, NotReached},

		{"a server's error: what came back", everyCall, status(500), known, Unexpected},
		{"a gateway's page: what came back", everyCall, Failure{Status: 502, Got: FromOutside("HTML, 512 bytes")}, known, Unexpected},
		{"a redirect: what came back", everyCall, status(302), known, Unexpected},
		{"garbage with a 200: what came back", everyCall, Failure{Status: 200, Got: FromOutside("JSON cut short, 12 bytes")}, known, Unexpected},
		{"a failure of which nothing is known: unexpected", everyCall, Failure{}, known, Unexpected},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for _, call := range row.calls {
				for _, held := range row.held {
					got := p.reason(meaningOf(call, row.Failure, permissions(held)))
					if want := p.reason(row.want); got != want {
						t.Errorf("%s: got %s, want %s", p.call(call), got, want)
					}
					// R6: never by the text of the message.
					lies := row.Failure
					lies.Message = FromOutside("mfa_required: invalid_grant, the token has expired")
					lies.Details = FromOutside("too_many_attempts")
					if told := p.reason(meaningOf(call, lies, permissions(held))); told != got {
						t.Errorf("%s: the message's text makes it %s", p.call(call), told)
					}
				}
			}
		})
	}
}

func (p printer) reason(r Reason) string { return p.name(reflect.ValueOf(r)) }

func (p printer) call(c Call) string { return p.name(reflect.ValueOf(c)) }

func TestEveryReasonIsTheMeaningOfSomeAnswer(t *testing.T) {
	t.Parallel()
	p := newPrinter(t)
	seen := map[Reason]bool{NoReason: true, CodeOwedAgain: true} // CodeOwedAgain is the flow's own count
	for call := range callCount {
		for _, held := range []Tristate{Unknown, Yes, No} {
			for _, e := range failures(call, late) {
				seen[meaningOf(call, e.Event.(CallFailed).Failure, permissions(held))] = true
			}
			for _, code := range []string{"unknown_audience", "authorization_pending", "access_denied"} {
				seen[meaningOf(call, coded(403, code), permissions(held))] = true
			}
		}
	}
	for r, name := range p.constants["Reason"] {
		if !seen[Reason(r)] {
			t.Errorf("nothing means %s", name)
		}
	}
}

func TestAMissingScopeIsNamed(t *testing.T) {
	t.Parallel()
	may := permissions(No)
	got := problemOf(failed(CallChallenge, status(403), late), may).Scope
	if want := may.Of(CallChallenge).Scope; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAProblemDoesNotKeepTheTokenOfTheNextChallenge(t *testing.T) {
	t.Parallel()
	if p := problemOf(failed(CallAnswer, owed("mfa_token"), late), Permissions{}); !p.Failure.MFAToken.IsEmpty() {
		t.Error("it does")
	}
}
