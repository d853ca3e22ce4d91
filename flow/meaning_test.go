package flow

import (
	"reflect"
	"testing"
)

// Design 2, row by row: what an answer means. The calls are those to which a row applies.
func TestAnAnswerMeansWhatTheTableSays(t *testing.T) {
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
	client := func(f Failure) Failure { f.Client = true; return f }
	with := func(f Failure, code string) Failure { f.Code = FromOutside(code); return f }

	for _, row := range []struct {
		name  string
		calls []Call
		Failure
		held []Tristate
		want Reason
	}{
		{"no client secret: the client's", everyCall, Failure{Reach: NotSent, NoSecret: true, Client: true}, known, NoClientSecret},
		{"a 401 for the client itself: its credentials are not accepted", only(CallClientToken), status(401), known, ClientRefused},
		{"a 403 for the client itself: its credentials are not accepted", only(CallClientToken), status(403), known, ClientRefused},
		{"a 401 before the call, which was not made: the client's credentials are not accepted", everyCall, Failure{Status: 401, Client: true}, known, ClientRefused},
		{"a 401 whose renewal is refused: the client's credentials are not accepted", withClientToken, Failure{Status: 400, Renewal: RenewalFailed, Client: true}, known, ClientRefused},
		{"a 401 whose renewal fails otherwise: what came back to the client", withClientToken, Failure{Status: 500, Renewal: RenewalBroken, Client: true}, known, Unexpected},
		{"a code about customers says nothing of the client", everyCall, client(coded(400, "invalid_credentials")), known, Malformed},
		{"a 404 for the client's token: the account", everyCall, client(unknown()), known, NotKnown},
		{"a 429 for the client's token: wait", everyCall, client(slowDown()), known, MustWait},

		{"a 401 with a token that was refused elsewhere too: it may have counted", withClientToken, Failure{Status: 401, Renewal: Renewed}, known, TokenRenewed},
		{"a 401 again after the repeat: a fresh token is refused", withClientToken, Failure{Status: 401, Renewal: RenewedTwice}, known, TokenRefused},
		{"a 401 that nobody looked into: the token is refused", withClientToken, status(401), known, TokenRefused},
		{"a 401, and no answer about the token: open", withClientToken, Failure{Status: 401, Renewal: TokenDoubtful}, known, NotAcceptedOrToken},
		{"a 401 is about the token, whatever its code", withClientToken, with(Failure{Status: 401, Renewal: Renewed}, "invalid_grant"), known, TokenRenewed},
		{"a 401 to a sign-in with a good token: refused, whatever the scopes", signIns, Failure{Status: 401, Renewal: TokenGood}, known, NotAccepted},
		{"a 401 to the answer with a good token: the code", only(CallAnswer), Failure{Status: 401, Renewal: TokenGood}, known, CodeNotAccepted},
		{"a 401 to the challenge with a good token: the sign-in", only(CallChallenge), Failure{Status: 401, Renewal: TokenGood}, known, SignInExpired},
		{"a 401 to a refresh token with a good client token: the session", only(CallRefresh, CallRevoke), Failure{Status: 401, Renewal: TokenGood}, known, SessionEnded},
		{"a 401 where nothing typed was sent, with a good token: forbidden", only(CallRecovery, CallChangePassword), Failure{Status: 401, Renewal: TokenGood}, known, Forbidden},
		{"a 401 with a good token and a code: the code speaks", only(CallAnswer), with(Failure{Status: 401, Renewal: TokenGood}, "expired_token"), known, CodeExpired},
		{"a 401 that blames the client, whose token is good: refused", signIns, with(Failure{Status: 401, Renewal: TokenGood}, "invalid_client"), known, NotAccepted},

		{"mfa_required with an mfa_token: a code is required", append(signIns, CallAnswer), owed("mfa_token"), known, CodeRequired},
		{"mfa_required in other letters", append(signIns, CallAnswer), with(owed("mfa_token"), "MFA-Required"), known, CodeRequired},
		{"mfa_required without an mfa_token on login: the other call", only(CallLogin), coded(403, "MFA REQUIRED"), known, WantsCode},
		{"mfa_required without an mfa_token elsewhere: nothing to go on with, and no wrong code", withClientToken[1:], coded(403, "mfa_required"), known, Unexpected},
		{"mfa_required where no code can be owed: what came back", noSecretInIt, owed("mfa_token"), known, Unexpected},

		{"a 404 of the API to a sign-in: refused", signIns, unknown(), known, NotAccepted},
		{"a 404 of the API to the answer: the code", only(CallAnswer), unknown(), known, CodeNotAccepted},
		{"a 422 to a sign-in: refused", signIns, status(422), known, NotAccepted},
		{"a 422 to the answer: the code", only(CallAnswer), status(422), known, CodeNotAccepted},
		{"a 400 that names what was typed to a sign-in: refused", signIns, Failure{Status: 400, Named: true, Code: FromOutside("invalid_parameters")}, known, NotAccepted},
		{"a 400 that names what was typed to the answer: the code", only(CallAnswer), Failure{Status: 400, Named: true}, known, CodeNotAccepted},
		{"a 400 with invalid_grant to a sign-in: refused", signIns, coded(400, "invalid_grant"), known, NotAccepted},
		{"a 400 with invalid_grant to the answer: the code", only(CallAnswer), coded(400, "INVALID GRANT"), known, CodeNotAccepted},
		{"a 422 elsewhere: malformed", noSecretInIt, status(422), known, Malformed},
		{"a 400 that names a field elsewhere: malformed", noSecretInIt, Failure{Status: 400, Named: true}, known, Malformed},

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
		{"a 404 of the API to the challenge: expired, or nowhere to send a code", only(CallChallenge), unknown(), known, NowhereToSend},
		{"a 404 of the API elsewhere: what it does not know", only(CallClientToken, CallRecovery, CallSettings, CallRefresh, CallRevoke, CallKeys, CallChangePassword), unknown(), known, NotKnown},
		{"a 404 of something else: the address", everyCall, status(404), known, NotFound},
		{"a 429: wait", everyCall, slowDown(), known, MustWait},
		{"a 423: wait", everyCall, status(423), known, MustWait},

		{"a cut while sending: it may or may not have gone out", sends, Failure{Reach: CutOff}, known, MaybeSent},
		{"a timeout while sending: it may or may not have gone out", sends, Failure{Reach: TimedOut}, known, MaybeSent},
		{"a cut while answering: the code may have been used", only(CallAnswer), Failure{Reach: CutOff}, known, MaybeUsed},
		{"a timeout while answering: the code may have been used", only(CallAnswer), Failure{Reach: TimedOut}, known, MaybeUsed},
		{"a cut elsewhere: no answer", notSending, Failure{Reach: CutOff}, known, NoAnswer},
		{"a timeout elsewhere: no answer", notSending, Failure{Reach: TimedOut}, known, NoAnswer},
		{"a cut while the client's token was asked for: its credentials went out", everyCall, Failure{Reach: CutOff, Client: true}, known, NoAnswer},
		{"a timeout while the client's token was asked for: its credentials went out", everyCall, Failure{Reach: TimedOut, Client: true}, known, NoAnswer},
		{"a call that never left: not reached", everyCall, Failure{Reach: NotSent}, known, NotReached},
		{"a certificate that is not trusted: not trusted", everyCall, Failure{Reach: NotSent, Network: NetworkUntrusted}, known, NotTrusted},

		{"a server's error: what came back", everyCall, status(500), known, Unexpected},
		{"a gateway's page: what came back", everyCall, Failure{Status: 502, Got: FromOutside("HTML, 512 bytes")}, known, Unexpected},
		{"a redirect: what came back", everyCall, status(302), known, Unexpected},
		{"a 405: what came back", everyCall, status(405), known, Unexpected},
		{"a 409: what came back", everyCall, status(409), known, Unexpected},
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
	seen := map[Reason]bool{NoReason: true, CodeRequiredAgain: true} // CodeRequiredAgain is the flow's own count
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
