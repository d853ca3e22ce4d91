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
	return NewKeys(all, true, nil)
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

func scopesUnknown(a Account) Account { a.May = permissions(Unknown); return a }

func production(a Account) Account { a.Production = true; return a }

func unguarded(a Account) Account { a.Unguarded = true; return a }

func support(a Account) Account { a.Support = true; return a }

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

// signedAt is a token that can be read, and so verified.
func signedAt(at Moment) TokenReceived {
	e := tokenAt(at)
	e.Token.Access, e.Token.Claims.Decoded = hidden("signed"), true
	return e
}

func accessOnlyAt(at Moment) TokenReceived {
	return TokenReceived{At: at, Token: Token{Access: hidden("access2"), ExpiresIn: lifetime}}
}

// asked is what the existence check answered about Kari.
func asked(control int, questions ...int) Existence {
	e := Existence{Identity: Identity{Ident: kari().Phone}, Control: control, JSON: true}
	copy(e.Asked[:], questions)
	return e
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
