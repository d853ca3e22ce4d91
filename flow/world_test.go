package flow

import (
	"fmt"
	"time"
)

// canary begins every secret of these tests, so that one search finds any of them.
const canary = "canary"

// hidden is a secret of the tests. Its name is what a golden file shows of it.
func hidden(name string) Secret { return Conceal(canary + "-ø-" + name) }

// The tests' clock. A message went out at sent; what follows is a little later, before
// a second one may go out, or well after.
const (
	before   = 1 * time.Minute
	sent     = 2 * time.Minute
	early    = sent + 10*time.Second
	late     = 5 * time.Minute
	tooMany  = 40 * time.Second // a Retry-After
	lifetime = 24 * time.Hour
)

// People.

func kari() Draft { return Draft{Phone: "+4799999999", Email: "kari@example.com"} }

// elsewhere is an address that is not the customer's.
const elsewhere = "ola@example.com"

func kariChosen() CustomerChosen { return CustomerChosen{Draft: kari(), Ident: kari().Phone} }

// otherChosen is another customer.
func otherChosen() CustomerChosen {
	return CustomerChosen{Draft: Draft{By: ByEmail, Email: elsewhere}, Ident: elsewhere}
}

func secretAt(at Moment) SecretEntered { return SecretEntered{Secret: hidden("secret"), At: at} }

func agreedSecretAt(at Moment) SecretEntered {
	return SecretEntered{Secret: hidden("secret"), Agreed: true, At: at}
}

func codeAt(at Moment) CodeEntered { return CodeEntered{Code: hidden("code"), At: at} }

// Accounts.

func settings(mfa Tristate) *Settings {
	return &Settings{MFA: mfa, LoginChannel: SMS, RecoveryChannel: Email, Document: []byte(`{}`)}
}

func permissions(held Tristate) Permissions {
	var may Permissions
	for c := range may {
		may[c] = Permission{Held: held, Scope: fmt.Sprintf("scope-%d", c)}
	}
	return may
}

func keys(ids ...string) *Keys {
	var all []Foreign
	for _, id := range ids {
		all = append(all, FromOutside(id))
	}
	return NewKeys(all, true)
}

// reading is an account whose settings are still on their way.
func reading() Account {
	return Account{Client: Known, May: permissions(Yes), Reading: Reading}
}

// known is an account whose settings and keys came.
func known(mfa Tristate) Account {
	a := reading()
	a.Reading, a.Settings = Known, settings(mfa)
	a.ReadingKeys, a.Keys = Known, keys("k1")
	return a
}

// lacking is an account whose client is known to lack the scope for a call.
func lacking(c Call, a Account) Account {
	a.May[c].Held = No
	return a
}

func production(a Account) Account { a.Production = true; return a }

func unguarded(a Account) Account { a.Unguarded = true; return a }

func mode(m LoginMode, a Account) Account { a.Login = m; return a }

// Answers.

func offered(channel Channel, at Moment) ChallengeOffered {
	return ChallengeOffered{MFAToken: hidden("mfa_token"), Channel: channel, At: at}
}

func codeSentAt(at Moment) CodeSent { return CodeSent{OobCode: hidden("oob_code"), At: at} }

func recoveryStartedAt(at Moment) RecoveryStarted {
	return RecoveryStarted{MFAToken: hidden("mfa_token"), OobCode: hidden("oob_code"), At: at}
}

func tokenAt(at Moment) TokenReceived {
	return TokenReceived{At: at, Token: Token{
		Access: hidden("access"), Refresh: hidden("refresh"), ExpiresIn: lifetime,
	}}
}

func accessOnlyAt(at Moment) TokenReceived {
	return TokenReceived{At: at, Token: Token{Access: hidden("access2"), ExpiresIn: lifetime}}
}

// failed is a call that ended badly.
func failed(call Call, f Failure, at Moment) CallFailed {
	return CallFailed{Call: call, Failure: f, At: at}
}

// notAnswered is a check of a code that ended badly. The code comes back with it.
func notAnswered(f Failure, at Moment) CallFailed { return notAnsweredTo("code", f, at) }

func notAnsweredTo(code string, f Failure, at Moment) CallFailed {
	e := failed(CallAnswer, f, at)
	e.Typed = hidden(code)
	return e
}

func status(status int) Failure { return Failure{Status: status} }

func coded(status int, code string) Failure {
	return Failure{Status: status, Code: FromOutside(code)}
}

// owed is the answer that asks for a code, or for another one.
func owed(token string) Failure {
	f := coded(403, "mfa_required")
	f.MFAToken = hidden(token)
	return f
}

// unknown is the API saying that it does not know what the call is about.
func unknown() Failure {
	f := coded(404, "NOT FOUND")
	f.API = true
	return f
}

// notNow is a failure that has nothing to do with tries, and yet says when to come again.
func notNow() Failure { return Failure{Status: 503, RetryAfter: tooMany} }

func slowDown() Failure { return Failure{Status: 429, RetryAfter: tooMany} }

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
		way{"not trusted", Failure{Reach: NotSent, Untrusted: true}},
	)
	var all []happening
	for _, w := range ways {
		all = append(all, happening{"CallFailed " + w.name, failed(call, w.Failure, at)})
	}
	return all
}

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

		lead("waiting for the settings", waiting, kariChosen(), secretAt(before)),
		lead("waiting for the settings, which came", waiting, kariChosen(), secretAt(before), SettingsRead{Settings: settings(No)}),
		lead("production, waiting for the settings", production(waiting), kariChosen(), secretAt(before), agreedSecretAt(before)),
		lead("with MFA", on, kariChosen(), secretAt(before)),
		lead("production, with MFA", production(on), kariChosen(), secretAt(before), agreedSecretAt(before)),
		lead("production, with MFA, unguarded", unguarded(production(on)), kariChosen(), secretAt(before)),
		lead("with the password", password, kariChosen(), secretAt(before)),
		lead("production, with the password", production(password), kariChosen(), secretAt(before), agreedSecretAt(before)),

		lead("open", on, kariChosen(), SecretLost{}),
		lead("production", production(on), kariChosen(), SecretLost{}),
		lead("cooling down", on, kariChosen(), SecretLost{}, RecoveryWanted{At: before}, failed(CallRecovery, slowDown(), sent)),
		lead("a recovery was left", on, kariChosen(), SecretLost{}, RecoveryWanted{At: before}, recoveryStartedAt(sent), Back{At: sent}, Agreed{At: sent}),
		lead("production, agreed for an address", production(on), kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}, Agreed{At: before}, LinkMailed{At: before}, SecretLost{}),
		lead("production, agreed for the customer", production(on), kariChosen(), SecretLost{}, RecoveryWanted{At: before}, Agreed{At: before}, failed(CallRecovery, status(500), before)),

		lead("on its way", on, kariChosen(), SecretLost{}, LinkWanted{Email: kari().Email, At: before}),

		lead("a login's code", production(on), kariChosen(), secretAt(before), agreedSecretAt(before), offered(SMS, before)),
		lead("a recovery's code", production(on), kariChosen(), SecretLost{}, RecoveryWanted{At: before}),
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

		in.called("by a code"),
		checking.after(accessOnlyAt(sent)).called("no refresh token"),
		part2Sent.after(codeAt(late)).after(tokenAt(sent)).called("recovered"),
		in.after(RefreshWanted{At: sent}).after(failed(CallRefresh, slowDown(), sent)).called("cooling down"),
		in.after(RefreshWanted{At: late}).called("the token"),
		in.after(SignOutWanted{}).called("of a session"),
		lead("of no session, production, agreed", production(on), kariChosen(), secretAt(before), agreedSecretAt(before), offered(SMS, before), Agreed{At: before}, SignOutWanted{}),
	)
}

func (s sample) called(name string) sample { s.name = name; return s }
