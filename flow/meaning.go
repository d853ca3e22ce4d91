package flow

import "strings"

// Reason is what an answer means for the login.
type Reason int

// The Reasons. Each has its sentence and its next step in tui.
const (
	NoReason           Reason = iota
	NoClientSecret            // there is no client secret
	ClientRefused             // the client's credentials are not accepted
	TokenRenewed              // the client's token had expired: what was typed may have counted
	TokenRefused              // a fresh client token is rejected too
	CodeRequired              // a code is required: not an error
	CodeRequiredAgain         // more than two codes were required
	WantsCode                 // the password call on an account that requires a code
	MFAIsOff                  // mfa_login on an account without MFA
	NotAllowed                // the client lacks a scope
	AudienceUnknown           // the client may not use the audience
	NotAccepted               // customer, user type or secret
	CodeNotAccepted           // the code is wrong
	NotAcceptedOrScope        // the secret or code is wrong, or a scope is missing
	NotAcceptedOrToken        // what was typed was rejected, or the client's token was
	Forbidden                 // 403, and no scope is known to be missing
	CodeExpired               // the code has expired
	SignInExpired             // the mfa_token has expired
	NowhereToSend             // the mfa_token has expired, or there is no address for the code
	SessionEnded              // the refresh token is no longer valid
	RecoveryOff               // recovery is not available for this customer
	ChannelRefused            // the channel is not available
	StillPending              // the customer has not answered elsewhere yet
	Denied                    // the customer or the account denied it
	Malformed                 // the request was rejected as malformed
	MustWait                  // too many tries or calls
	MaybeSent                 // no answer: the message may or may not be on its way
	MaybeUsed                 // no answer: the code may have been used
	NoAnswer                  // no answer; the try may count
	NotTrusted                // the server's certificate is not trusted; nothing was sent
	NotReached                // nothing was sent
	NotKnown                  // the API does not know the thing that the call is about
	NotFound                  // the API is not at this address
	Unexpected                // any other answer; its status is shown
)

// answer is the input of the table: a call's failure, and whether the client may make the call.
type answer struct {
	call Call
	Failure
	code string // as the table writes codes
	held Tristate
	more bool // an mfa_token came: the login can go on
}

// meaningOf is the table of what an answer means: the first row that matches. It decides
// by status and code, never by the text of a message. The API does not document how it
// rejects a secret or a code, so most 4xx can mean that.
func meaningOf(call Call, f Failure, may Permissions) Reason {
	return meaning(call, f, may, !f.MFAToken.IsEmpty())
}

// meaning is meaningOf where the mfa_token is gone: more reports whether one came.
func meaning(call Call, f Failure, may Permissions, more bool) Reason {
	if f.Client {
		call = CallClientToken
	}
	a := answer{call: call, Failure: f, code: plainCode(f.Code), held: may.Of(call).Held, more: more}
	known := knownCode(call, a.code)
	for _, row := range []struct {
		when bool
		is   Reason
	}{
		// The client's own token is not available.
		{a.NoSecret, NoClientSecret},
		{a.client() && known != NoReason, known},
		{a.client() && (a.Status == 401 || a.Status == 403 || a.Renewal == RenewalFailed), ClientRefused},

		// A 401 is about the client's token, unless that is known to be valid.
		{a.Status == 401 && a.Renewal == Renewed, TokenRenewed},
		{a.Status == 401 && a.Renewal == TokenDoubtful, NotAcceptedOrToken},
		{a.Status == 401 && a.Renewal != TokenGood, TokenRefused},

		// What the API says in a code.
		{a.code == mfaRequired && a.more && (a.signsIn() || call == CallAnswer), CodeRequired},
		{a.code == mfaRequired && call == CallLogin, WantsCode},
		{a.code == mfaRequired, Unexpected}, // the login cannot go on, and the code was not wrong
		{known == ClientRefused && a.Renewal == TokenGood, a.refused()},
		{known != NoReason, known},

		// What the API says by a status alone.
		{a.refuses() && a.typed(), a.refused()},
		{a.code == "invalid_parameters", Malformed},
		{a.Status == 403 && a.held == No, NotAllowed},
		{a.Status == 403 && a.held == Unknown && a.typed(), NotAcceptedOrScope},
		{a.Status == 403 || a.Status == 401, a.refused()},
		{a.Status == 404 && !a.API, NotFound},
		{a.Status == 404 && call == CallChallenge, NowhereToSend},
		{a.Status == 404, NotKnown},
		{a.Status == 400 || a.Status == 422, Malformed},
		{a.Status == 429 || a.Status == 423, MustWait},

		// What happens without a status.
		{a.unanswered() && a.sends(), MaybeSent},
		{a.unanswered() && call == CallAnswer, MaybeUsed},
		{a.unanswered(), NoAnswer},
		{a.Reach == NotSent && a.Network == NetworkUntrusted, NotTrusted},
		{a.Reach == NotSent, NotReached},
	} {
		if row.when {
			return row.is
		}
	}
	return Unexpected
}

func (a answer) client() bool { return a.call == CallClientToken }

func (a answer) signsIn() bool { return a.call == CallLogin || a.call == CallMFALogin }

// typed reports whether the call carries a secret or a code that a person typed.
func (a answer) typed() bool { return a.signsIn() || a.call == CallAnswer }

// sends reports whether the call makes a message go out to the customer.
func (a answer) sends() bool {
	return a.call == CallChallenge || a.call == CallRecovery || a.call == CallChangePassword
}

func (a answer) unanswered() bool { return a.Reach == CutOff || a.Reach == TimedOut }

// refuses reports whether a status other than 401 and 403 rejects what was typed. Scopes
// have nothing to do with these.
func (a answer) refuses() bool {
	return a.Status == 404 && a.API || a.Status == 422 || a.Status == 400 && a.Named
}

// refused is the meaning of a rejection where the client may make the call.
func (a answer) refused() Reason {
	switch {
	case a.signsIn():
		return NotAccepted
	case a.call == CallAnswer:
		return CodeNotAccepted
	case a.Status != 401: // the calls below carry a customer's token, which a 401 is about
		return Forbidden
	case a.call == CallChallenge:
		return SignInExpired
	case a.call == CallRefresh || a.call == CallRevoke:
		return SessionEnded
	}
	return Forbidden
}

// mfaRequired is the code that asks for another step.
const mfaRequired = "mfa_required"

// plainCode is a code as the table writes it: the API writes codes in capitals with spaces
// in one place, and in small letters with underscores in another.
func plainCode(code Foreign) string {
	if code.IsEmpty() {
		return ""
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '-' || r == ' ':
			return '_'
		}
		return r
	}, strings.TrimSpace(code.raw.Value()))
}

// knownCode reads the error codes of the sandbox and those that the standards name (RFC
// 6749 section 5.2, RFC 8628 section 3.5), each where it can mean something. The real API
// may use other words; its status then speaks.
func knownCode(call Call, code string) Reason {
	switch code {
	case "unknown_audience":
		return AudienceUnknown
	case "invalid_client", "unauthorized_client":
		return ClientRefused
	case "too_many_attempts", "slow_down":
		return MustWait
	}
	if call == CallClientToken {
		return NoReason // the other codes are about customers
	}
	switch code {
	case "insufficient_scope":
		return NotAllowed
	case "access_denied":
		return Denied
	}
	return map[string]map[Call]Reason{
		"mfa_not_enabled":     {CallMFALogin: MFAIsOff},
		"invalid_credentials": {CallLogin: NotAccepted, CallMFALogin: NotAccepted, CallAnswer: CodeNotAccepted},
		"invalid_grant": {
			CallLogin: NotAccepted, CallMFALogin: NotAccepted, CallAnswer: CodeNotAccepted,
			CallChallenge: SignInExpired, CallRefresh: SessionEnded,
		},
		"expired_token":              {CallAnswer: CodeExpired, CallChallenge: SignInExpired, CallRefresh: SessionEnded},
		"recovery_unavailable":       {CallRecovery: RecoveryOff},
		"unsupported_challenge_type": {CallChallenge: ChannelRefused},
		"authorization_pending":      {CallAnswer: StillPending},
	}[code][call]
}
