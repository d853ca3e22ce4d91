package flow

// Account is what is known about the account and the client. Every state carries it,
// and the facts lane fills it in.
type Account struct {
	Production bool      // a P account: real customers
	Login      LoginMode // which call the profile wants
	Unguarded  bool      // a script named --production: its answer to the production guard
	Support    bool      // support mode: no secret in an agent's hands, no token kept, existence not without limit

	Client        Standing // of the client's token
	ClientProblem Problem  // why it failed
	May           Permissions
	Excess        Excess
	Skew          Moment // the server's clock less ours

	Reading         Standing // of the settings
	SettingsProblem Problem  // why it failed
	SettingsFrom    Moment   // not to be read again before this moment
	Settings        *Settings

	ReadingKeys Standing // of the public keys
	KeysProblem Problem  // why it failed; shown only where the keys are
	Keys        *Keys
	Own         ClientToken
	Signed      Signed // the customer's token

	Existence      Existence // what was asked for last
	TestCustomer   Tristate  // whether the profile's test customer was accepted
	TestCustomerAt Moment    // when that was found out

	asked  asks          // the times at which existence was asked for
	agreed *set[consent] // the yeses to the production guard, and of support mode
}

// Standing is how far a fact of the facts lane is.
type Standing int

// A Standing starts at NotAsked.
const (
	NotAsked Standing = iota
	Reading
	Known
	Failed
)

// Permission reports whether the client may make a call, and names a scope for it.
type Permission struct {
	Held   Tristate
	Scope  string // one that is enough, as documented
	Proved bool   // an answer showed that it is held
}

// Excess is which scopes a client holds that a login does not need: whoever has its secret can
// do more with it than sign a customer in.
type Excess struct {
	SkipsCode      bool // write:accounts:/auth/users/no-mfa: a login without the code
	ReadsCustomers bool // read:customers, where public:customers is enough
	Administers    bool // a scope that begins with admin:
}

// Permissions is the scope matrix: a Permission for each call.
type Permissions [callCount]Permission

// Of is the Permission for a call.
func (p Permissions) Of(c Call) Permission { return p[c] }

func (a Account) account() Account { return a }

// learn handles the events about the account, in every state. It reports whether the event
// was one.
func (a Account) learn(e Event) (Account, Effect, bool) {
	switch e := e.(type) {
	case Started:
		a.Client, a.Reading = Reading, Reading
		return a, Connect{}, true
	case SettingsWanted:
		if a.Reading == Reading || e.At < a.SettingsFrom {
			return a, nil, true
		}
		if a.Client != Known {
			return a.learn(Started{})
		}
		a.Reading = Reading
		return a, ReadSettings{}, true
	case ClientConnected:
		a.Client, a.ClientProblem, a.May, a.Excess, a.Skew, a.Own = Known, Problem{}, e.May.keeping(a.May), e.Excess, e.Skew, e.Own
		a.Reading = Reading
		return a, ReadSettings{}, true
	case SettingsRead:
		return a.settled(e.Settings).readKeys()
	case KeysRead:
		a.ReadingKeys, a.KeysProblem, a.Keys = Known, Problem{}, e.Keys
		return a, nil, true
	case TokenVerified:
		return a.verified(e), nil, true
	case ExistenceLearned:
		return a.learned(e), nil, true
	case TestCustomerTried:
		a.TestCustomer, a.TestCustomerAt = e.Accepted, e.At
		return a, nil, true
	case CallFailed:
		return a.missed(e)
	}
	return a, nil, false
}

// missed notes a fact that is not available. Without a client token no other fact is.
func (a Account) missed(e CallFailed) (Account, Effect, bool) {
	p := problemOf(e, a.May)
	switch e.Call {
	case CallClientToken:
		a.Client, a.ClientProblem = Failed, p
		a.Reading, a.SettingsProblem, a.SettingsFrom = Failed, p, p.until(e.At)
		return a.missedKeys(p), nil, true
	case CallSettings:
		a.Reading, a.SettingsProblem, a.SettingsFrom = Failed, p, p.until(e.At)
		if e.Failure.Client && a.ReadingKeys != Reading { // else their own answer is to come
			return a.missedKeys(p), nil, true
		}
		return a.readKeys()
	case CallKeys:
		return a.missedKeys(p), nil, true
	}
	return a, nil, false
}

// missedKeys keeps the keys that are known: a failed call does not change what is published.
func (a Account) missedKeys(p Problem) Account {
	if a.Keys == nil {
		a.ReadingKeys, a.KeysProblem = Failed, p
	}
	return a
}

// verified notes whose signature a token has, unless it is no longer the customer's.
func (a Account) verified(e TokenVerified) Account {
	if a.Signed != (Signed{Token: e.Token, Standing: Reading}) {
		return a
	}
	a.Signed.Standing, a.Signed.Signature, a.Keys = Known, e.Signature, e.Keys
	if e.Own != (ClientToken{}) { // else the program has none at this moment
		a.Own = e.Own
	}
	return a
}

func (a Account) settled(s *Settings) Account {
	a.Reading, a.SettingsProblem, a.SettingsFrom, a.Settings = Known, Problem{}, 0, s
	return a
}

// readKeys asks for the keys after the settings, which matter more. It does not
// ask again for known keys, nor for keys that the client may not read.
func (a Account) readKeys() (Account, Effect, bool) {
	if a.Keys != nil || a.ReadingKeys == Reading || a.Client != Known || a.May.Of(CallKeys).Held == No {
		return a, nil, true
	}
	a.ReadingKeys = Reading
	return a, ReadKeys{}, true
}

// MFA reports whether this account requires a code at login, as far as its settings are known.
func (a Account) MFA() Tristate {
	if a.Settings == nil {
		return Unknown
	}
	return a.Settings.MFA
}

// SignInCall is the call that a sign-in will make. Unknown settings count as MFA on: with
// the scope …/no-mfa, the password call would skip the code silently.
func (a Account) SignInCall() Call {
	if a.Login == LoginPassword || (a.Login == LoginAuto && a.MFA() == No) {
		return CallLogin
	}
	return CallMFALogin
}

// loginChannel returns the channel of a login's code: the one that an answer named, or a
// guess. The second value reports whether it is a guess.
func (a Account) loginChannel(named Channel) (Channel, bool) {
	switch {
	case named != NoChannel:
		return named, false
	case a.Settings != nil && a.Settings.LoginChannel != NoChannel:
		return a.Settings.LoginChannel, true
	default:
		return SMS, true // the API's own default (contract 4)
	}
}

// recoveryChannel is where the first recovery code goes; no answer ever names it.
func (a Account) recoveryChannel() Channel {
	if a.Settings != nil && a.Settings.RecoveryChannel != NoChannel {
		return a.Settings.RecoveryChannel
	}
	return SMS
}

// guard is a question that is asked once per customer and run: those of the production guard
// on a production account, the last one in support mode.
type guard int

const (
	ofTry     guard = iota // a call that may count as a try
	ofMessage              // a message to the customer
	atCounter              // in support mode: whether the customer is here
)

// consent is what a person has agreed to.
type consent struct {
	of guard
	to Identity
}

// guarded reports whether the person has yet to agree.
func (a Account) guarded(g guard, id Identity) bool {
	return a.Production && !a.Unguarded && !a.agreed.has(consent{g, id})
}

func (a Account) agree(g guard, id Identity) Account {
	if a.guarded(g, id) {
		a.agreed = a.agreed.with(consent{g, id})
	}
	return a
}
