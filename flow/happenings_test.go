package flow

import "time"

// happening is an Event and what the tests call it.
type happening struct {
	name string
	Event
}

// done is everything that a person can do, in the variants that matter.
func done() []happening {
	second := CodeEntered{Code: hidden("code2"), At: late}
	return []happening{
		{"CustomerChosen", kariChosen()},
		{"SecretEntered empty", SecretEntered{At: late}},
		{"SecretEntered early", secretAt(early)},
		{"SecretEntered late", secretAt(late)},
		{"SecretEntered agreed", agreedSecretAt(late)},
		{"UserTypeSwitched", UserTypeSwitched{}},
		{"SecretLost", SecretLost{}},
		{"LinkWanted empty", LinkWanted{At: late}},
		{"LinkWanted early", LinkWanted{Email: kari().Email, At: early}},
		{"LinkWanted late", LinkWanted{Email: kari().Email, At: late}},
		{"LinkWanted elsewhere", LinkWanted{Email: elsewhere, At: late}},
		{"RecoveryWanted early", RecoveryWanted{At: early}},
		{"RecoveryWanted late", RecoveryWanted{At: late}},
		{"CodeEntered empty", CodeEntered{At: late}},
		{"CodeEntered early", codeAt(early)},
		{"CodeEntered late", codeAt(late)},
		{"CodeEntered another", second},
		{"ResendWanted early", ResendWanted{At: early}},
		{"ResendWanted late", ResendWanted{At: late}},
		{"ChannelSwitched early", ChannelSwitched{At: early}},
		{"ChannelSwitched late", ChannelSwitched{At: late}},
		{"Agreed", Agreed{At: late}},
		{"Back", Back{At: late}},
		{"StartedOver", StartedOver{At: late}},
		{"RefreshWanted early", RefreshWanted{At: early}},
		{"RefreshWanted late", RefreshWanted{At: late}},
		{"SignOutWanted", SignOutWanted{}},
		{"ExistenceWanted", ExistenceWanted{At: late}},
	}
}

// facts is what the facts lane is asked and answers.
func facts() []happening {
	return []happening{
		{"Started", Started{}},
		{"SettingsWanted", SettingsWanted{}},
		{"ClientConnected", ClientConnected{May: permissions(Yes), Skew: time.Second}},
		{"SettingsRead", SettingsRead{Settings: settings(Unknown)}},
		{"KeysRead", KeysRead{Keys: keys("k2", "k3")}},
		{"TokenVerified signed", TokenVerified{Token: hidden("signed"), Signature: SignatureVerified, Keys: keys("k4")}},
		{"TokenVerified another", TokenVerified{Token: hidden("access3"), Signature: SignatureBad, Keys: keys("k4")}},
		{"ExistenceLearned", ExistenceLearned{Existence: asked(404, 200)}},
		{"TestCustomerTried", TestCustomerTried{Accepted: Yes}},
		{"CallFailed ClientToken 401", failed(CallClientToken, status(401), late)},
		{"CallFailed Settings 500", failed(CallSettings, status(500), late)},
		{"CallFailed Settings client 401", failed(CallSettings, Failure{Status: 401, Client: true}, late)},
		{"CallFailed Keys 500", failed(CallKeys, status(500), late)},
	}
}

// replies is everything that can come of a login effect, by the words of effects.go.
func replies(do Effect, at Moment) []happening {
	switch do := do.(type) {
	case AwaitSettings:
		return []happening{{"SettingsAwaited", SettingsAwaited{Secret: do.Secret}}}
	case LogIn:
		return append([]happening{{"TokenReceived with refresh", tokenAt(at)}}, failures(CallLogin, at)...)
	case StartMFALogin:
		stray := offered(SMS, at)
		stray.Stray = FromOutside("evil.example")
		return append([]happening{
			{"ChallengeOffered SMS", offered(SMS, at)},
			{"ChallengeOffered Email", offered(Email, at)},
			{"ChallengeOffered no channel", offered(NoChannel, at)},
			{"ChallengeOffered stray link", stray},
		}, failures(CallMFALogin, at)...)
	case SendCode:
		return append([]happening{{"CodeSent", codeSentAt(at)}}, failures(CallChallenge, at)...)
	case StartRecovery:
		return append([]happening{{"RecoveryStarted", recoveryStartedAt(at)}}, failures(CallRecovery, at)...)
	case AnswerChallenge:
		all := append([]happening{
			{"TokenReceived with refresh", tokenAt(at)},
			{"TokenReceived no refresh", accessOnlyAt(at)},
		}, failures(CallAnswer, at)...)
		for i := range all {
			if e, ok := all[i].Event.(CallFailed); ok {
				e.Typed = do.Code
				all[i].Event = e
			}
		}
		return all
	case MailLink:
		return append([]happening{{"LinkMailed", LinkMailed{At: at}}}, failures(CallChangePassword, at)...)
	case RefreshSession:
		return append([]happening{
			{"TokenReceived with refresh", tokenAt(at)},
			{"TokenReceived no refresh", accessOnlyAt(at)},
		}, failures(CallRefresh, at)...)
	case SignOut:
		return append([]happening{{"SignedOut", SignedOut{}}}, failures(CallRevoke, at)...)
	}
	return nil
}

// everyReply is what no idle state may take for its own.
func everyReply(at Moment) []happening {
	var all []happening
	for _, do := range []Effect{
		AwaitSettings{Secret: hidden("secret")},
		LogIn{},
		StartMFALogin{},
		SendCode{},
		StartRecovery{},
		AnswerChallenge{Code: hidden("code")},
		MailLink{},
		RefreshSession{},
		SignOut{},
	} {
		all = append(all, replies(do, at)...)
	}
	return all
}

// failures is each way for a call to fail that the table of meanings tells apart.
func failures(call Call, at Moment) []happening {
	type way struct {
		name string
		Failure
	}
	var ways []way
	switch call {
	case CallLogin:
		ways = []way{{"mfa_required", owed("mfa_token")}, {"invalid_credentials", coded(403, "invalid_credentials")}, {"404 no customer", unknown()}}
	case CallMFALogin:
		ways = []way{{"mfa_not_enabled", coded(403, "mfa_not_enabled")}, {"invalid_credentials", coded(403, "invalid_credentials")}, {"404 no customer", unknown()}}
	case CallChallenge:
		ways = []way{{"mfa_required", owed("mfa_token2")}, {"expired_token", coded(403, "expired_token")}, {"unsupported_challenge_type", coded(400, "unsupported_challenge_type")}, {"404 unknown", unknown()}}
	case CallAnswer:
		ways = []way{{"mfa_required", owed("mfa_token2")}, {"invalid_grant", coded(403, "invalid_grant")}, {"expired_token", coded(403, "expired_token")}}
	case CallRecovery:
		ways = []way{{"404 unknown", unknown()}, {"mfa_required", owed("mfa_token2")}, {"expired_token", coded(403, "expired_token")}, {"recovery_unavailable", coded(403, "recovery_unavailable")}}
	case CallRefresh:
		ways = []way{{"invalid_grant", coded(403, "invalid_grant")}}
	}
	ways = append(ways,
		way{"mfa_required no token", coded(403, "mfa_required")},
		way{"401 typed", Failure{Status: 401, Renewal: TokenGood}},
		way{"401 open", Failure{Status: 401, Renewal: TokenDoubtful}},
		way{"401 renewed", Failure{Status: 401, Renewal: Renewed}},
		way{"401 twice", Failure{Status: 401, Renewal: RenewedTwice}},
		way{"401 not renewable", Failure{Status: 401, Renewal: RenewalFailed, Client: true}},
		way{"client no secret", Failure{Reach: NotSent, NoSecret: true, Client: true}},
		way{"client 401", Failure{Status: 401, Client: true}},
		way{"insufficient_scope", coded(403, "insufficient_scope")},
		way{"403", status(403)},
		way{"400", status(400)},
		way{"404", status(404)},
		way{"429", slowDown()},
		way{"500", status(500)},
		way{"503 wait", notNow()},
		way{"client cut off", Failure{Reach: CutOff, Client: true}},
		way{"cut off", Failure{Reach: CutOff}},
		way{"timed out", Failure{Reach: TimedOut}},
		way{"not sent", Failure{Reach: NotSent}},
		way{"not trusted", Failure{Reach: NotSent, Network: NetworkUntrusted}},
	)
	var all []happening
	for _, w := range ways {
		all = append(all, happening{"CallFailed " + w.name, failed(call, w.Failure, at)})
	}
	return all
}
