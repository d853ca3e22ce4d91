package tui

import (
	"context"
	"reflect"
	"sync"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/dev/testclock"
)

// script is an API that answers at once, and well unless told otherwise.
type scriptedAPI struct {
	clock *testclock.Clock
	mu    sync.Mutex
	next  map[reflect.Type][]flow.Event
	slow  map[reflect.Type]time.Duration
}

// What the scripted API hands out, to be looked for where it must not be.
const (
	accessCanary  = "eyJACCESS-CANARY-0123456789abcdef.x.w5c2"
	refreshCanary = "REFRESH-CANARY-0123456789"
	mfaCanary     = "MFATOKEN-CANARY-0123456789"
	oobCanary     = "OOBCODE-CANARY-0123456789"
	secretCanary  = "sécret-CANARY-24 68"
	codeCanary    = "73951846"
)

func canaries() []string {
	return []string{accessCanary, refreshCanary, mfaCanary, oobCanary, secretCanary, codeCanary}
}

func newScript(c *testclock.Clock) *scriptedAPI {
	return &scriptedAPI{clock: c, next: map[reflect.Type][]flow.Event{}, slow: map[reflect.Type]time.Duration{}}
}

// once answers the next effect of a kind with this event.
func (s *scriptedAPI) once(do flow.Effect, e flow.Event) *scriptedAPI {
	s.mu.Lock()
	defer s.mu.Unlock()
	kind := reflect.TypeOf(do)
	s.next[kind] = append(s.next[kind], e)
	return s
}

// fails has the next effect of a kind fail.
func (s *scriptedAPI) fails(do flow.Effect, f flow.Failure) *scriptedAPI {
	return s.once(do, flow.CallFailed{Failure: f})
}

// takes has effects of a kind take so long, for a clock that runs as fast as nothing happens.
func (s *scriptedAPI) takes(do flow.Effect, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.slow[reflect.TypeOf(do)] = d
}

// Perform implements lanes.Performer.
func (s *scriptedAPI) Perform(_ context.Context, do flow.Effect) flow.Event {
	kind := reflect.TypeOf(do)
	s.mu.Lock()
	slow := s.slow[kind]
	s.mu.Unlock()
	if slow > 0 {
		time.Sleep(slow)
	}
	now := s.clock.Moment()
	s.mu.Lock()
	defer s.mu.Unlock()
	if queue := s.next[kind]; len(queue) > 0 {
		s.next[kind] = queue[1:]
		return stamped(queue[0], do, now)
	}
	switch do := do.(type) {
	case flow.VerifyToken:
		return flow.TokenVerified{Token: do.Token, Keys: do.Keys}
	case flow.Connect:
		return flow.ClientConnected{May: permissions(flow.Yes)}
	case flow.ReadSettings:
		return flow.SettingsRead{Settings: accountSettings(flow.Yes)}
	case flow.ReadKeys:
		return flow.KeysRead{Keys: flow.NewKeys([]flow.Foreign{flow.FromOutside("7c1e")}, true, nil)}
	case flow.StartMFALogin:
		return flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.SMS, At: now}
	case flow.SendCode:
		return flow.CodeSent{OobCode: flow.Conceal(oobCanary), At: now}
	case flow.StartRecovery:
		return flow.RecoveryStarted{MFAToken: flow.Conceal(mfaCanary), OobCode: flow.Conceal(oobCanary), At: now}
	case flow.LogIn, flow.AnswerChallenge, flow.RefreshSession:
		return flow.TokenReceived{Token: token(), At: now}
	case flow.MailLink:
		return flow.LinkMailed{}
	default:
		return flow.SignedOut{}
	}
}

// stamped fills in what the adapter would: the time, the call, and the code that was tried.
func stamped(e flow.Event, do flow.Effect, now flow.Moment) flow.Event {
	switch e := e.(type) {
	case flow.CallFailed:
		e.At, e.Call = now, callOf(do)
		if answer, ok := do.(flow.AnswerChallenge); ok {
			e.Typed = answer.Code
		}
		return e
	case flow.ChallengeOffered:
		e.At = now
		return e
	case flow.TokenReceived:
		e.At = now
		return e
	case flow.TokenVerified:
		verify := do.(flow.VerifyToken)
		e.Token, e.Keys = verify.Token, verify.Keys
		return e
	}
	return e
}

// callOf is the call that an effect makes.
func callOf(do flow.Effect) flow.Call {
	call, known := map[string]flow.Call{
		"Connect": flow.CallClientToken, "LogIn": flow.CallLogin, "StartMFALogin": flow.CallMFALogin, "SendCode": flow.CallChallenge,
		"AnswerChallenge": flow.CallAnswer, "StartRecovery": flow.CallRecovery, "MailLink": flow.CallChangePassword,
		"RefreshSession": flow.CallRefresh, "SignOut": flow.CallRevoke, "ReadKeys": flow.CallKeys,
	}[reflect.TypeOf(do).Name()]
	if !known {
		return flow.CallSettings
	}
	return call
}

// permissions is a scope matrix with the same word for every call.
func permissions(held flow.Tristate) flow.Permissions {
	var may flow.Permissions
	for i := range may {
		may[i] = flow.Permission{Held: held, Scope: "write:accounts:/auth/users"}
	}
	may[flow.CallChallenge].Scope = "write:accounts:/auth/mfa"
	may[flow.CallSettings].Scope = "read:customers"
	may[flow.CallKeys].Scope = "read:accounts"
	return may
}

// owed is the answer that asks for a code.
func owed() flow.Failure {
	return flow.Failure{Status: 403, Code: flow.FromOutside("mfa_required"), MFAToken: flow.Conceal(mfaCanary)}
}

func token() flow.Token {
	return flow.Token{
		Access: flow.Conceal(accessCanary), Refresh: flow.Conceal(refreshCanary), ExpiresIn: 24 * time.Hour,
		Claims: flow.Claims{
			Decoded: true, Subject: flow.FromOutside("3f2a-11"), Issuer: flow.FromOutside("https://api.dintero.com/v1/accounts/T11223344"),
			Audience: flow.FromOutside("https://api.dintero.com/v1/accounts/T11223344"), Scope: flow.FromOutside("user:customers"),
			Algorithm: flow.FromOutside("RS256"), KeyID: flow.FromOutside("7c1e"), Expiry: flow.Stamp{Is: flow.Fits, In: 24 * time.Hour},
		},
	}
}

// accountSettings is the document of contract 7, and what it means.
func accountSettings(mfa flow.Tristate) *flow.Settings {
	field := func(path, value string) flow.Field {
		return flow.Field{Path: flow.FromOutside(path), Value: flow.FromOutside(value)}
	}
	enabled := map[flow.Tristate]string{flow.Yes: "true", flow.No: "false", flow.Unknown: "null"}[mfa]
	return &flow.Settings{
		MFA: mfa, LoginChannel: flow.SMS, RecoveryChannel: flow.Email,
		Fields: []flow.Field{
			field("users.customer_id_format", "uuid"), field("users.head.enabled", "false"),
			field("users.phone_number_validation.allow_duplicates", "true"), field("users.mfa.enabled", enabled),
			field("users.mfa.login.challenge_type", "oob"), field("users.mfa.login.oob_channel", "sms"),
			field("users.mfa.login_recovery.oob_channel", "email"), field("users.shoe_size.enabled", "true"),
			field("tokens.event_expiry[0].time_to_live", "15780000"),
		},
		Attributes: []flow.Attribute{
			{Name: flow.FromOutside("loyalty"), Type: flow.FromOutside("integer"), Private: flow.Yes},
			{Name: flow.FromOutside("nicknames"), Type: flow.FromOutside("string"), Multiple: flow.Yes},
		},
		Document: []byte(`{"users":{"mfa":{"enabled":true}},"attributes":[{"name":"loyalty"}]}`),
	}
}
