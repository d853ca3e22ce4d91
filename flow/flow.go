// Package flow is a customer's login as a pure state machine, and the words of its
// domain. Whoever reads this package knows the program.
//
// Next takes a state and an event, and returns the next state and what to do about it. It has no clock, no network, no randomness and no errors: the time
// arrives in an Event, and a failure arrives as facts, which the table in meaning.go
// turns into a Reason.
//
//	ChoosingCustomer → EnteringSecret → SigningIn ─────────────────────→ SignedIn
//	                        │               │ a code is asked for           ↑
//	                        │               ↓                               │
//	                        │        (ConfirmingSend) → SendingCode → EnteringCode ⇄ CheckingCode
//	                        └→ ChoosingRecovery ──────────↑
//
// There are two lanes. The login lane has at most one effect in flight; leaving its
// state, or Back, cancels it. The facts lane learns about the client and the account
// beside it, in every state, and disturbs nothing: what it learns is the Account that
// every state carries.
//
// The customer's secret and a fresh code travel in Events and Effects only. No state
// holds either, except for codes that were rejected: the program asks before it sends one again.
package flow

// State is where a login stands. States are small comparable structs; each holds
// exactly what is true at that point.
type State interface {
	on(e Event) (State, Effect)
	account() Account
	with(a Account) State
	at() Place
	can() []Chance
}

// Event is something that happened: a person did it, or the API answered.
type Event interface{ event() }

// Effect is something to do. A nil Effect is nothing to do.
type Effect interface{ Lane() Lane }

// Lane groups the effects that exclude each other.
type Lane int

// An effect of the login lane replaces the one before it; those of the facts lane run
// beside it and end with the program, a sign-out or another profile.
const (
	LoginLane Lane = iota
	FactsLane
)

// New is the state in which every login starts. Started sets it going.
func New(a Account, d Draft) State { return ChoosingCustomer{Account: a, Draft: d} }

// Next is the login. A state ignores the events that it does not mention.
func Next(s State, e Event) (State, Effect) {
	next, do := step(s, e)
	if do == nil {
		return verify(next)
	}
	return next, do
}

func step(s State, e Event) (State, Effect) {
	if call, ok := provenBy(s, e); ok {
		s = s.with(s.account().proved(call))
	}
	if a, do, ok := s.account().learn(e); ok {
		return s.with(a), do
	}
	switch e := e.(type) {
	case SignOutWanted:
		return signOut(s)
	case StartedOver:
		return startOver(s, e.At)
	case ExistenceWanted:
		return askExistence(s, e.At)
	}
	return s.on(e)
}

// Kind names the question that a state puts to the person; each has one screen.
type Kind int

// The kinds, in the order in which a person meets them.
const (
	AtCustomer Kind = iota
	AtCounter
	AtSecret
	AtRecovery
	AtConfirm
	AtUnsent
	AtCode
	AtSession
	AtAccepted
	AtSignOut
)

// Place is what a screen is made for. Typed text outlives every change of state that
// leaves the Place as it is.
type Place struct {
	Kind    Kind
	Attempt int // secrets or codes that were rejected here
	Code    int // codes that were accepted before this one
	Send    int // messages that went out for this one
}

// At is the state's Place.
func At(s State) Place { return s.at() }

// AccountOf is what is known about the account and the client in any state.
func AccountOf(s State) Account { return s.account() }
