package flow

import "time"

// sample is a state that a login was led to, and the login effect it waits for.
type sample struct {
	name  string
	state State
	doing Effect
}

// lead takes a login from its start through events.
func lead(name string, a Account, events ...Event) sample {
	s := sample{name: name, state: New(a, Draft{})}
	for _, e := range events {
		s = s.after(e)
	}
	return s
}

// after is the login one event later.
func (s sample) after(e Event) sample {
	next, do := Next(s.state, e)
	switch {
	case do != nil && do.Lane() == LoginLane:
		s.doing = do
	case !Working(next):
		s.doing = nil
	}
	s.state = next
	return s
}

// samples holds every type of state, in the variants that matter.
func samples() []sample {
	on, off, waiting := known(Yes), known(No), reading()
	password := mode(LoginPassword, on)
	none := reading()
	none.Reading = Failed

	all := []sample{
		lead("the program has just begun", Account{}),
		lead("the client's token is asked for", Account{}, Started{}),
		lead("the settings are being read", waiting),
		lead("the settings came", on),
		lead("the settings are read again", on, SettingsWanted{}),
		lead("the keys are being read", waiting, SettingsRead{Settings: settings(Yes)}),
		lead("the keys could not be read", waiting, SettingsRead{Settings: settings(Yes)}, failed(CallKeys, status(500), before)),
		lead("the client may not read the keys", lacking(CallKeys, waiting)),
		lead("the client's token was refused", Account{}, Started{}, failed(CallClientToken, status(401), before)),

		lead("a customer was tried", on, kariChosen(), secretAt(before), failed(CallMFALogin, status(403), sent), secretAt(sent), failed(CallMFALogin, notNow(), sent), Back{At: sent}),

		lead("MFA on", on, kariChosen()),
		lead("MFA off", off, kariChosen()),
		lead("whether the customer exists is asked", on, kariChosen(), ExistenceWanted{At: before}),
		lead("the customer exists", on, kariChosen(), ExistenceWanted{At: before}, ExistenceLearned{Existence: asked(404, 200)}),
		lead("the client may not sign anybody in", lacking(CallMFALogin, on), kariChosen(), secretAt(before)),
		lead("the settings are being read", waiting, kariChosen()),
		lead("the settings could not be read", none, kariChosen()),
		lead("the profile says mfa, the settings are being read", mode(LoginMFA, waiting), kariChosen()),
		lead("the profile says password, the settings are being read", mode(LoginPassword, waiting), kariChosen()),
		lead("the secret was refused", on, kariChosen(), secretAt(before), failed(CallMFALogin, status(403), sent)),
		lead("cooling down", on, kariChosen(), secretAt(before), failed(CallMFALogin, slowDown(), sent)),
		lead("a link is on its way", on, kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}, LinkMailed{At: sent}),
		lead("MFA turned out to be off", none, kariChosen(), secretAt(before), failed(CallMFALogin, coded(403, "mfa_not_enabled"), sent)),
		lead("production, MFA on", production(on), kariChosen()),
		lead("production, MFA off", production(off), kariChosen()),
		lead("production, MFA on, asking", production(on), kariChosen(), secretAt(before)),
		lead("production, MFA off, asking", production(off), kariChosen(), secretAt(before)),
		lead("production, MFA off, agreed", production(off), kariChosen(), secretAt(before), agreedSecretAt(before), failed(CallLogin, status(403), sent)),
		lead("production, MFA off, unguarded", unguarded(production(off)), kariChosen()),

		lead("support, the customer is elsewhere", support(on), kariChosen()),
		lead("support, the customer is at the counter", support(on), kariChosen(), Agreed{At: before}),

		lead("waiting for the settings", waiting, kariChosen(), secretAt(before)),
		lead("waiting for the settings, which came", waiting, kariChosen(), secretAt(before), SettingsRead{Settings: settings(No)}),
		lead("production, waiting for the settings", production(waiting), kariChosen(), secretAt(before), agreedSecretAt(before)),
		lead("with MFA", on, kariChosen(), secretAt(before)),
		lead("production, with MFA", production(on), kariChosen(), secretAt(before), agreedSecretAt(before)),
		lead("production, with MFA, unguarded", unguarded(production(on)), kariChosen(), secretAt(before)),
		lead("with the password", password, kariChosen(), secretAt(before)),
		lead("support, with the password", support(password), kariChosen(), Agreed{At: before}, secretAt(before)),
		lead("production, with the password", production(password), kariChosen(), secretAt(before), agreedSecretAt(before)),

		lead("open", on, kariChosen(), SecretLost{}),
		lead("production", production(on), kariChosen(), SecretLost{}),
		lead("cooling down", on, kariChosen(), SecretLost{}, RecoveryWanted{At: before}, failed(CallRecovery, slowDown(), sent)),
		lead("a recovery was left", on, kariChosen(), SecretLost{}, RecoveryWanted{At: before}, recoveryStartedAt(sent), Back{At: sent}, Agreed{At: sent}),
		lead("support, the customer is elsewhere", support(on), kariChosen(), SecretLost{}),
		lead("support, the customer is at the counter", support(on), kariChosen(), Agreed{At: before}, SecretLost{}),
		lead("production, agreed for an address", production(on), kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}, Agreed{At: before}, LinkMailed{At: before}, SecretLost{}),
		lead("production, agreed for the customer", production(on), kariChosen(), SecretLost{}, RecoveryWanted{At: before}, Agreed{At: before}, failed(CallRecovery, status(500), before)),

		lead("on its way", on, kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}),

		lead("a login's code", production(on), kariChosen(), secretAt(before), agreedSecretAt(before), offered(SMS, before)),
		lead("a recovery's code", production(on), kariChosen(), SecretLost{}, RecoveryWanted{At: before}),
		lead("support, a link", support(on), kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}),
		lead("a link", production(on), kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}),
	}

	sending := lead("the first message", on, kariChosen(), secretAt(before), offered(SMS, before))
	unsent := sending.after(failed(CallChallenge, status(500), sent))
	first := sending.after(codeSentAt(sent))
	again := first.after(ResendWanted{At: late})
	second := sending.after(codeSentAt(before)).after(ResendWanted{At: sent - time.Second}).after(codeSentAt(sent))
	refused := second.after(codeAt(sent)).after(notAnswered(coded(403, "invalid_grant"), sent))
	refused2 := refused.after(CodeEntered{Code: hidden("code2"), At: sent}).after(notAnsweredTo("code2", coded(403, "expired_token"), sent))
	tooManyTries := first.after(codeAt(sent)).after(notAnswered(slowDown(), sent))
	checking := first.after(codeAt(late))
	owedTwice := sending.after(codeSentAt(before)).after(codeAt(before)).after(notAnswered(owed("mfa_token2"), sent))
	part1 := lead("recovery, code 1 of 2", on, kariChosen(), SecretLost{}, RecoveryWanted{At: before})
	part1Sent := part1.after(recoveryStartedAt(sent))
	part2 := part1.after(recoveryStartedAt(before)).after(codeAt(before)).after(notAnswered(owed("mfa_token2"), sent))
	part2Sent := part2.after(codeSentAt(sent))
	in := checking.after(tokenAt(sent))
	serving := lead("support", support(on), kariChosen(), Agreed{At: before}, secretAt(before), offered(SMS, before), codeSentAt(sent), codeAt(late))

	return append(all,
		sending,
		again.called("the second message"),
		tooManyTries.after(ResendWanted{At: late}).called("no code yet, too many tries"),
		first.after(ChannelSwitched{At: late}).called("the other channel"),
		owedTwice.called("the second challenge"),
		part1,
		part1Sent.after(ResendWanted{At: late}).called("recovery, code 1 of 2 again"),
		part2.called("recovery, code 2 of 2"),
		part2Sent.after(ChannelSwitched{At: late}).called("recovery, code 2 of 2 over the other channel"),

		unsent.called("a server's error"),
		sending.after(failed(CallChallenge, Failure{Reach: CutOff}, sent)).called("it may be on its way"),
		part2.after(failed(CallChallenge, status(500), sent)).called("recovery, code 2 of 2"),

		first.called("one message"),
		second.called("two messages"),
		refused.called("a code was refused"),
		refused2.called("two codes were refused"),
		refused2.after(codeAt(late)).called("asks whether to send the first refused code again"),
		sending.after(codeSentAt(before)).after(ChannelSwitched{At: sent - time.Second}).after(failed(CallChallenge, Failure{Reach: CutOff}, sent)).called("it may have gone over the other channel"),
		first.after(Back{At: late}).called("asks whether to leave"),
		tooManyTries.called("no code yet, too many tries"),
		owedTwice.after(codeSentAt(sent)).called("the second challenge"),
		part1Sent.called("recovery, code 1 of 2"),
		part2Sent.called("recovery, code 2 of 2"),

		checking.called("one message"),
		refused.after(CodeEntered{Code: hidden("code2"), At: late}).called("after a refused code"),
		owedTwice.after(codeSentAt(sent)).after(codeAt(late)).called("the second challenge"),
		part1Sent.after(codeAt(late)).called("recovery, code 1 of 2"),
		part2Sent.after(codeAt(late)).called("recovery, code 2 of 2"),

		serving,
		serving.after(accessOnlyAt(sent)).called("by a code"),
		serving.after(tokenAt(sent)).called("the refresh token is being revoked"),
		serving.after(tokenAt(sent)).after(failed(CallRevoke, status(500), late)).called("the refresh token could not be revoked"),

		in.called("by a code"),
		checking.after(accessOnlyAt(sent)).called("no refresh token"),
		part2Sent.after(codeAt(late)).after(tokenAt(sent)).called("recovered"),
		lead("a signed token, the keys being read", waiting, kariChosen(), SettingsRead{Settings: settings(No)}, secretAt(before), signedAt(sent)),
		checking.after(signedAt(sent)).called("a signed token, being verified"),
		in.after(RefreshWanted{At: sent}).after(failed(CallRefresh, slowDown(), sent)).called("cooling down"),
		in.after(RefreshWanted{At: late}).called("the token"),
		in.after(SignOutWanted{}).called("of a session"),
		lead("of no session, production, agreed", production(on), kariChosen(), secretAt(before), agreedSecretAt(before), offered(SMS, before), Agreed{At: before}, SignOutWanted{}),
	)
}

func (s sample) called(name string) sample { s.name = name; return s }
