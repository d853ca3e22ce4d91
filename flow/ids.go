package flow

// reasonIDs has a word for each Reason. They never change: scripts, tickets and other programs
// compare them.
func reasonIDs() [Unexpected + 1]string {
	return [Unexpected + 1]string{
		NoReason:           "",
		NoClientSecret:     "no-client-secret",
		ClientRefused:      "client-refused",
		TokenRenewed:       "token-renewed",
		TokenRefused:       "token-refused",
		CodeRequired:       "code-required",
		CodeRequiredAgain:  "too-many-codes",
		WantsCode:          "code-wanted",
		MFAIsOff:           "mfa-off",
		NotAllowed:         "scope-missing",
		AudienceUnknown:    "audience-refused",
		NotAccepted:        "not-accepted",
		CodeNotAccepted:    "code-not-accepted",
		NotAcceptedOrScope: "not-accepted-or-scope-missing",
		NotAcceptedOrToken: "not-accepted-or-token-refused",
		Forbidden:          "forbidden",
		CodeExpired:        "code-expired",
		SignInExpired:      "sign-in-expired",
		NowhereToSend:      "nowhere-to-send",
		SessionEnded:       "session-ended",
		RecoveryOff:        "recovery-not-available",
		ChannelRefused:     "channel-not-available",
		StillPending:       "pending",
		Denied:             "denied",
		Malformed:          "malformed",
		MustWait:           "wait",
		MaybeSent:          "maybe-sent",
		MaybeUsed:          "maybe-used",
		NoAnswer:           "no-answer",
		NotTrusted:         "certificate-not-trusted",
		NotReached:         "not-reached",
		NotKnown:           "not-known",
		NotFound:           "not-found",
		Unexpected:         "unexpected-answer",
	}
}

// ID is the Reason's stable name; empty for NoReason.
func (r Reason) ID() string { return reasonIDs()[r] }

// ID is the stable name of a call, which is mostly the contract's.
func (c Call) ID() string {
	return [callCount]string{
		CallClientToken: "client_token", CallLogin: "login", CallMFALogin: "mfa_login", CallChallenge: "challenge",
		CallAnswer: "answer", CallRecovery: "mfa_login_recovery", CallSettings: "settings", CallRefresh: "refresh",
		CallRevoke: "revoke", CallKeys: "keys", CallChangePassword: "change_password", CallExists: "exists",
	}[c]
}

// ID is the stable name of what a customer sees; empty for NoSymptom.
func (s Symptom) ID() string {
	return [Symptoms]string{SymptomNoCode: "no-code", SymptomSecret: "secret", SymptomCode: "code", SymptomLocked: "locked", SymptomOther: "other"}[s]
}
