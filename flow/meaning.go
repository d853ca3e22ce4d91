package flow

// Reason is what an answer means for the login.
type Reason int

// The Reasons. Each has its sentence and its next step in tui.
const (
	NoReason           Reason = iota
	ClientRefused             // the client's credentials are not accepted
	TokenRenewed              // the client's token had run out and is new now: send again
	TokenRefused              // a fresh client's token is refused all the same
	CodeOwed                  // a code is asked for: not an error
	CodeOwedAgain             // more than two codes were asked for
	MFAIsOff                  // mfa_login on an account without MFA
	NotAllowed                // the client lacks a scope
	AudienceUnknown           // the audience is none of the client's
	NotAccepted               // customer, user type or secret
	CodeNotAccepted           // the code is wrong
	NotAcceptedOrScope        // the secret or code, or a scope: not known which
	Forbidden                 // 403, and no scope is known to be missing
	CodeExpired               // the code is past its time
	SignInExpired             // the mfa_token is past its time
	SessionEnded              // the refresh token is no longer good
	RecoveryOff               // no recovery for this customer
	ChannelRefused            // the channel is not to be had
	StillPending              // the answer has not been given elsewhere yet
	Denied                    // the customer, or the account, said no
	Malformed                 // the request is refused as malformed
	MustWait                  // too many; wait
	MaybeSent                 // no answer: the message may or may not be on its way
	MaybeUsed                 // no answer: the code may have been used
	NoAnswer                  // no answer; the try may count
	NotReached                // nothing was sent
	NotFound                  // no such thing there
	Unexpected                // an answer of another kind: by its status
)

// answer is one row of the table: a call's failure, beside what the client may.
type answer struct {
	call Call
	Failure
	held Tristate
}

// meaningOf is the table of design 2: the first row that matches says what an answer
// means. It decides by status and code, never by message text.
func meaningOf(call Call, f Failure, may Permissions) Reason {
	if f.Client {
		call = CallClientToken
	}
	a := answer{call: call, Failure: f, held: may.Of(call).Held}
	known := knownCode(call, f.Code)
	for _, row := range []struct {
		when bool
		is   Reason
	}{
		{a.Renewal == RenewalFailed, ClientRefused},
		{a.Status == 401 && call == CallClientToken, ClientRefused},
		{a.Status == 401 && a.Renewal == Renewed, TokenRenewed},
		{a.Status == 401, TokenRefused},
		{a.Status == 403 && a.mfaRequired() && !a.MFAToken.IsEmpty() && (a.signsIn() || call == CallAnswer), CodeOwed},
		{a.Status == 403 && a.mfaRequired(), Unexpected}, // nothing to go on with, and no wrong code either
		{known != NoReason, known},
		{a.Status == 403 && call == CallClientToken, ClientRefused},
		{a.Status == 403 && a.held == No, NotAllowed},
		{a.Status == 403 && a.signsIn() && a.held == Yes, NotAccepted},
		{a.Status == 403 && call == CallAnswer && a.held == Yes, CodeNotAccepted},
		{a.Status == 403 && (a.signsIn() || call == CallAnswer), NotAcceptedOrScope},
		{a.Status == 403, Forbidden},
		{a.Status == 400, Malformed},
		{a.Status == 404 && call == CallChallenge, SignInExpired},
		{a.Status == 404, NotFound},
		{a.Status == 429, MustWait},
		{a.unanswered() && a.Client, NotReached}, // the call itself was never made
		{a.unanswered() && a.sends(), MaybeSent},
		{a.unanswered() && call == CallAnswer, MaybeUsed},
		{a.unanswered(), NoAnswer},
		{a.Reach == NotSent, NotReached},
	} {
		if row.when {
			return row.is
		}
	}
	return Unexpected
}

func (a answer) mfaRequired() bool { return a.Code == FromOutside("mfa_required") }

func (a answer) signsIn() bool { return a.call == CallLogin || a.call == CallMFALogin }

// sends says whether the call makes a message go out to the customer.
func (a answer) sends() bool {
	return a.call == CallChallenge || a.call == CallRecovery || a.call == CallChangePassword
}

func (a answer) unanswered() bool { return a.Reach == CutOff || a.Reach == TimedOut }

// knownCode reads the error codes that the contract calls ours and those that the
// standards name. The real API may use other words; its status then speaks.
func knownCode(call Call, code Foreign) Reason {
	expired := map[Call]Reason{CallAnswer: CodeExpired, CallChallenge: SignInExpired, CallRefresh: SessionEnded}
	refused := map[Call]Reason{CallAnswer: CodeNotAccepted, CallChallenge: SignInExpired, CallRefresh: SessionEnded}
	return map[Foreign]Reason{
		FromOutside("mfa_not_enabled"):            MFAIsOff,
		FromOutside("invalid_client"):             ClientRefused,
		FromOutside("insufficient_scope"):         NotAllowed,
		FromOutside("unknown_audience"):           AudienceUnknown,
		FromOutside("invalid_credentials"):        NotAccepted,
		FromOutside("invalid_grant"):              refused[call],
		FromOutside("expired_token"):              expired[call],
		FromOutside("recovery_unavailable"):       RecoveryOff,
		FromOutside("unsupported_challenge_type"): ChannelRefused,
		FromOutside("authorization_pending"):      StillPending,
		FromOutside("access_denied"):              Denied,
		FromOutside("invalid_parameters"):         Malformed,
		FromOutside("too_many_attempts"):          MustWait,
		FromOutside("slow_down"):                  MustWait,
	}[code]
}
