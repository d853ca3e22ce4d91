package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A walk is a login in which anything happens, in any order: a person does what they
// like, calls end as they may, facts come when they come. What must hold then is
// checked after every step.
func TestWhateverHappensTheLoginKeepsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t)
		t.Repeat(map[string]func(*rapid.T){
			"a person does something": func(t *rapid.T) { w.step(t, w.deed(t), false) },
			"the next sensible thing": func(t *rapid.T) { w.step(t, w.sensible(t), w.doing != nil) },
			"the call ends": func(t *rapid.T) {
				if w.doing == nil {
					t.Skip("no call is under way")
				}
				w.step(t, pick(t, "answer", replies(w.doing, w.now)), true)
			},
			"a fact comes": func(t *rapid.T) { w.step(t, pick(t, "fact", facts()), false) },
			"an answer comes that nobody waits for": func(t *rapid.T) {
				if Working(w.state) {
					t.Skip("a call is under way")
				}
				e := pick(t, "stray", everyReply(w.now))
				if next, do := Next(w.state, e); next != w.state || do != nil {
					t.Fatalf("%T changes %T in %s and does %T", e, w.state, differing(w.state, next), do)
				}
			},
			"time passes": func(t *rapid.T) {
				w.now += time.Duration(rapid.IntRange(1, 45).Draw(t, "seconds")) * time.Second
			},
			"": w.holds,
		})
	})
}

// walk is a login, and what a bystander who saw everything would remember of it.
type walk struct {
	state State
	doing Effect // the call of the login lane that is under way
	now   Moment

	agreed  map[consent]bool // what the production guard was told yes to
	entered map[Secret]bool  // secrets and codes that were typed
	tried   tried
}

func newWalk(t *rapid.T) *walk {
	a := reading()
	if rapid.Bool().Draw(t, "settings came") {
		a = known(rapid.SampledFrom([]Tristate{Unknown, Yes, No}).Draw(t, "mfa"))
	}
	a.May = permissions(rapid.SampledFrom([]Tristate{Unknown, Yes, No}).Draw(t, "scopes"))
	a.Login = rapid.SampledFrom([]LoginMode{LoginAuto, LoginMFA, LoginPassword}).Draw(t, "login")
	a.Production = rapid.Bool().Draw(t, "production")
	a.Support = rapid.SampledFrom([]bool{false, false, true}).Draw(t, "support")
	a.Unguarded = rapid.SampledFrom([]bool{false, false, false, true}).Draw(t, "unguarded")
	return &walk{
		state: New(a, Draft{}), agreed: map[consent]bool{}, entered: map[Secret]bool{}, tried: newTried(Identity{}),
	}
}

func pick(t *rapid.T, label string, from []happening) Event {
	h := rapid.SampledFrom(from).Draw(t, label)
	return h.Event
}

// deed is anything that a person can do, now.
func (w *walk) deed(t *rapid.T) Event {
	customers := []CustomerChosen{
		kariChosen(),
		{Draft: Draft{Phone: kari().Phone, As: AsCompany}, Ident: kari().Phone},
		{Draft: Draft{Email: kari().Email, By: ByEmail}, Ident: kari().Email},
	}
	secrets := []Secret{hidden("secret1"), hidden("secret2"), {}}
	codes := []Secret{hidden("code1"), hidden("code2"), hidden("code3"), {}}
	return rapid.SampledFrom([]Event{
		rapid.SampledFrom(customers).Draw(t, "customer"),
		SecretEntered{Secret: rapid.SampledFrom(secrets).Draw(t, "secret"), Agreed: rapid.Bool().Draw(t, "agreed"), At: w.now},
		UserTypeSwitched{},
		SecretLost{},
		LinkWanted{Email: rapid.SampledFrom([]string{kari().Email, elsewhere, ""}).Draw(t, "address"), At: w.now},
		RecoveryWanted{At: w.now},
		CodeEntered{Code: rapid.SampledFrom(codes).Draw(t, "code"), At: w.now},
		ResendWanted{At: w.now},
		ChannelSwitched{At: w.now},
		Agreed{At: w.now},
		Back{At: w.now},
		StartedOver{At: w.now},
		RefreshWanted{At: w.now},
		SignOutWanted{},
	}).Draw(t, "deed")
}

// sensible is what a person would do in this state, so that walks get far.
func (w *walk) sensible(t *rapid.T) Event {
	if w.doing != nil {
		return replies(w.doing, w.now)[0].Event // the good answer
	}
	likely := []Event{RefreshWanted{At: w.now}}
	switch s := w.state.(type) {
	case ChoosingCustomer:
		likely = []Event{kariChosen(), kariChosen(), otherChosen()}
	case EnteringSecret:
		if s.away() && rapid.Bool().Draw(t, "at the counter") {
			return Agreed{At: w.now}
		}
		secret := SecretEntered{Secret: hidden("secret1"), Agreed: s.Asking, At: w.now}
		likely = []Event{secret, secret, secret, SecretLost{}, Back{At: w.now}}
	case ChoosingRecovery:
		likely = []Event{RecoveryWanted{At: w.now}, LinkWanted{Email: kari().Email, At: w.now}, LinkWanted{Email: elsewhere, At: w.now}}
	case ConfirmingSend:
		likely = []Event{Agreed{At: w.now}, Agreed{At: w.now}, Back{At: w.now}}
	case SendFailed:
		likely = []Event{ResendWanted{At: w.now}, ChannelSwitched{At: w.now}, Back{At: w.now}}
	case EnteringCode:
		likely = []Event{
			CodeEntered{Code: hidden("code1"), At: w.now},
			CodeEntered{Code: hidden("code2"), At: w.now},
			CodeEntered{Code: hidden("code3"), At: w.now},
			ResendWanted{At: w.now},
			ChannelSwitched{At: w.now},
			Back{At: w.now},
		}
		if s.Question != NoQuestion {
			likely = []Event{Agreed{At: w.now}, Back{At: w.now}}
		}
	}
	return rapid.SampledFrom(likely).Draw(t, "sensibly")
}

// step is one event; answers says that it ends the call that is under way.
func (w *walk) step(t *rapid.T, e Event, answers bool) {
	from := w.state
	next, do := Next(from, e)
	w.remember(from, e)
	w.mayDo(t, from, e, do)
	w.lane(t, from, e, next, do, answers)
	w.state = next

	_, was := from.(SignedIn)
	_, refreshed := from.(Refreshing)
	if _, is := next.(SignedIn); is && !was && !refreshed {
		if _, accepted := e.(TokenReceived); !accepted || !Working(from) {
			t.Fatalf("%T signs in from %T", e, from)
		}
	}
	if p, ok := from.(interface{ place() Place }); ok && p.place().Kind == AtCode {
		w.left(t, from, e, next)
	}
	for _, v := range []any{next.with(Account{}), e, do} {
		if text := leak(fmt.Sprintf("%+v %#v", v, v)); text != "" {
			t.Fatalf("%T shows a secret: %s", v, text)
		}
	}
	if _, out := from.(SigningOut); out && next != from {
		w.agreed, w.tried = map[consent]bool{}, newTried(Identity{})
	}
}

// left says where leaving a code leads: back to where it was asked for.
func (w *walk) left(t *rapid.T, from State, e Event, next State) {
	about, _ := PendingOf(from)
	recovering := about.Part > 0
	if s, ok := from.(ConfirmingSend); ok && s.Want == PasswordLink {
		recovering = true
	}
	switch next.(type) {
	case EnteringSecret:
		if recovering {
			t.Fatalf("in a recovery, %T leads from %T to the secret", e, from)
		}
	case ChoosingRecovery:
		if !recovering {
			t.Fatalf("%T leads from %T to the recovery, which was not asked for", e, from)
		}
	}
}

// lane follows the login lane: one call at a time, and a state that waits for it.
func (w *walk) lane(t *rapid.T, from State, e Event, next State, do Effect, answers bool) {
	_, signsOut := e.(SignOutWanted)
	if answers || !Working(next) {
		w.doing = nil
	}
	if do != nil && do.Lane() == LoginLane {
		if w.doing != nil && !signsOut {
			t.Fatalf("%T starts %T while %T is under way", e, do, w.doing)
		}
		w.doing = do
	}
	if got, want := Working(next), w.doing != nil; got != want {
		t.Fatalf("after %T in %T, %T is working: %t, with %T under way", e, from, next, got, w.doing)
	}
}

// holds is what is true of every state.
func (w *walk) holds(t *rapid.T) {
	for _, kept := range secretsIn(w.state) {
		for line := range strings.Lines(kept.Reveal()) {
			if typed := Conceal(strings.TrimSuffix(line, "\n")); w.entered[typed] && !w.tried.refused[typed] {
				t.Fatalf("%T keeps a secret, or a code that was not refused", w.state)
			}
		}
	}
	if s, in := SessionOf(w.state); in && s.Support {
		t.Fatalf("support mode keeps a token in %T", w.state)
	}
	if s, ok := w.state.(EnteringCode); ok {
		if s.Channel != w.tried.channel {
			t.Fatalf("the newest message went over channel %d; the state says %d", w.tried.channel, s.Channel)
		}
		if (s.Question == SameCodeAgain) != w.tried.refused[s.Asked] {
			t.Fatalf("question %d is about a code that was not turned down, or about none", s.Question)
		}
	}
	if p, _ := PendingOf(w.state); p.Over[SMS]+p.Over[Email] != p.Sends {
		t.Fatalf("%d messages, of them %d by SMS and %d by e-mail", p.Sends, p.Over[SMS], p.Over[Email])
	}
	w.home(t)
}

// home: esc, with a yes to the question whether to leave, leads home from everywhere.
func (w *walk) home(t *rapid.T) {
	s := w.state
	for range 9 {
		switch at := s.(type) {
		case ChoosingCustomer, SignedIn:
			return
		case EnteringCode:
			if at.Question == LeaveTheCode {
				s, _ = Next(s, Agreed{At: w.now})
				continue
			}
		}
		s, _ = Next(s, Back{At: w.now})
	}
	t.Fatalf("esc does not lead home from %T", w.state)
}
