package flow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

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
					t.Fatalf("%T makes %#v of %#v", e, next, w.state)
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

	agreed   map[Identity]bool // customers for whom the production guard was answered
	entered  map[Secret]bool   // secrets and codes that were typed
	refused  map[Secret]bool   // codes that were turned down
	last     Secret            // the last of these in this challenge
	owed     int               // codes that were accepted and not enough, in this sign-in
	resendAt Moment            // no message before
	answerAt Moment            // no code before
}

func newWalk(t *rapid.T) *walk {
	a := reading()
	if rapid.Bool().Draw(t, "settings came") {
		a = known(rapid.SampledFrom([]Tristate{Unknown, Yes, No}).Draw(t, "mfa"))
	}
	a.May = permissions(rapid.SampledFrom([]Tristate{Unknown, Yes, No}).Draw(t, "scopes"))
	a.Login = rapid.SampledFrom([]LoginMode{LoginAuto, LoginMFA, LoginPassword}).Draw(t, "login")
	a.Production = rapid.Bool().Draw(t, "production")
	a.Unguarded = rapid.SampledFrom([]bool{false, false, false, true}).Draw(t, "unguarded")
	return &walk{
		state: New(a, Draft{}), agreed: map[Identity]bool{}, entered: map[Secret]bool{}, refused: map[Secret]bool{},
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
		LinkWanted{Email: kari().Email, At: w.now},
		RecoveryWanted{At: w.now},
		CodeEntered{Code: rapid.SampledFrom(codes).Draw(t, "code"), At: w.now},
		ResendWanted{At: w.now},
		ChannelSwitched{At: w.now},
		Agreed{At: w.now},
		Back{At: w.now},
		StartedOver{},
		RefreshWanted{At: w.now},
		SignOutWanted{},
	}).Draw(t, "deed")
}

// sensible goes on, so that walks get far.
func (w *walk) sensible(t *rapid.T) Event {
	switch s := w.state.(type) {
	case ChoosingCustomer:
		return kariChosen()
	case EnteringSecret:
		return SecretEntered{Secret: hidden("secret1"), Agreed: s.Asking, At: w.now}
	case ChoosingRecovery:
		return RecoveryWanted{At: w.now}
	case ConfirmingSend:
		return Agreed{At: w.now}
	case SendFailed:
		return ResendWanted{At: w.now}
	case EnteringCode:
		codes := []Secret{hidden("code1"), hidden("code2")}
		return CodeEntered{Code: rapid.SampledFrom(codes).Draw(t, "code"), At: w.now}
	case SignedIn:
		return RefreshWanted{At: w.now}
	}
	good := replies(w.doing, w.now)
	return good[0].Event
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
	for _, v := range []any{next.with(Account{}), e, do} {
		if text := fmt.Sprintf("%+v %#v", v, v); leaks(text) {
			t.Fatalf("a secret shows: %s", text)
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

// remember takes note of an event before its effect is judged.
func (w *walk) remember(from State, e Event) {
	c, _ := from.(interface{ customer() Customer })
	switch e := e.(type) {
	case SecretEntered:
		w.entered[e.Secret] = true
		if s, ok := from.(EnteringSecret); ok && s.Asking && e.Agreed {
			w.agreed[s.Identity] = true
		}
		w.owed, w.last, w.resendAt, w.answerAt = 0, Secret{}, 0, 0
	case RecoveryWanted:
		if _, ok := from.(ChoosingRecovery); ok {
			w.owed, w.last, w.resendAt, w.answerAt = 0, Secret{}, 0, 0
		}
	case CodeEntered:
		w.entered[e.Code] = true
	case Agreed:
		if _, ok := from.(ConfirmingSend); ok {
			w.agreed[c.customer().Identity] = true
		}
	case CodeSent:
		w.resendAt = e.At + resendPause
	case RecoveryStarted:
		w.resendAt = e.At + resendPause
	case Back:
		if _, ok := from.(SendingCode); ok {
			w.resendAt = e.At + resendPause
		}
	case CallFailed:
		w.rememberFailure(from, e)
	}
	delete(w.entered, Secret{})
}

func (w *walk) rememberFailure(from State, e CallFailed) {
	f := e.Failure
	switch e.Call {
	case CallChallenge, CallRecovery:
		if f.Reach == CutOff || f.Reach == TimedOut {
			w.resendAt = max(w.resendAt, e.At+resendPause)
		}
		if f.RetryAfter > 0 {
			w.resendAt = max(w.resendAt, e.At+f.RetryAfter)
		}
	case CallAnswer:
		code, held := f.Code.Shown(), from.account().May.Of(CallAnswer).Held
		switch {
		case !f.MFAToken.IsEmpty():
			w.owed++
			w.last, w.resendAt, w.answerAt = Secret{}, 0, 0
		case code == "invalid_grant", code == "expired_token", f.Status == 403 && code == "" && held != No:
			w.refused[e.Typed], w.last = true, e.Typed
		case f.Status == 429:
			w.answerAt = e.At + f.RetryAfter
		}
	}
}

// mayDo judges an effect.
func (w *walk) mayDo(t *rapid.T, from State, e Event, do Effect) {
	guarded := func(id Identity) {
		if a := from.account(); a.Production && !a.Unguarded && !w.agreed[id] {
			t.Fatalf("on a production account %T does %T before anyone agreed", e, do)
		}
	}
	customer := func() Identity { return from.(interface{ customer() Customer }).customer().Identity }
	switch do := do.(type) {
	case LogIn:
		guarded(do.Identity)
	case MailLink:
		guarded(customer())
	case StartRecovery:
		guarded(do.Identity)
		w.maySend(t, from)
		w.answerAt = 0
	case SendCode:
		guarded(customer())
		w.maySend(t, from)
		if w.owed >= codesAtMost {
			t.Fatalf("%d codes were accepted and %T asks for another", w.owed, e)
		}
		w.answerAt = 0 // a new message is a new chance
	case AnswerChallenge:
		if w.now < w.answerAt {
			t.Fatalf("a code is sent at %s, before %s", w.now, w.answerAt)
		}
		if _, said := e.(Agreed); do.Code == w.last && !said {
			t.Fatal("a code that was just refused is sent again without a question")
		}
	}
}

func (w *walk) maySend(t *rapid.T, from State) {
	switch from.(type) {
	case EnteringCode, SendFailed:
		if w.now < w.resendAt {
			t.Fatalf("a message is sent again at %s, before %s", w.now, w.resendAt)
		}
	}
}

// holds is what is true of every state.
func (w *walk) holds(t *rapid.T) {
	for _, kept := range secretsIn(w.state) {
		if w.entered[kept] && !w.refused[kept] {
			t.Fatalf("%T keeps a secret or a code that was not refused", w.state)
		}
	}
	// Esc, with a yes to the question whether to leave, leads home from everywhere.
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

// secretsIn finds every Secret in a struct, however deep and however unexported.
func secretsIn(v any) []Secret {
	whole := reflect.New(reflect.TypeOf(v)).Elem()
	whole.Set(reflect.ValueOf(v))
	var found []Secret
	var search func(reflect.Value)
	search = func(v reflect.Value) {
		if v.Type() == reflect.TypeFor[Secret]() {
			found = append(found, *(*Secret)(unsafe.Pointer(v.UnsafeAddr())))
			return
		}
		if v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				search(v.Field(i))
			}
		}
	}
	search(whole)
	return found
}

func TestTheSearchForSecretsFindsThem(t *testing.T) {
	t.Parallel()
	type deeper struct{ hidden Secret }
	v := struct {
		deeper
		Shown  Secret
		Number int
	}{deeper{hidden("one")}, hidden("two"), 3}
	if got, want := secretsIn(v), []Secret{hidden("one"), hidden("two")}; !slices.Equal(got, want) {
		t.Errorf("found %d secrets, want %d", len(got), len(want))
	}
}

func TestNoStateEventOrEffectShowsASecret(t *testing.T) {
	t.Parallel()
	seen := map[any]bool{}
	show := func(v any) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if text := fmt.Sprintf("%v %+v %#v %s %q", v, v, v, v, v); leaks(text) {
			t.Errorf("%T shows %s", v, text)
		}
	}
	events := slices.Concat(done(), facts(), everyReply(late))
	for _, e := range events {
		show(e.Event)
	}
	for _, s := range samples() {
		show(s.state)
		for _, e := range events {
			if next, do := Next(s.state, e.Event); next != s.state || do != nil {
				show(next.with(Account{}))
				show(next.account())
				show(do)
			}
		}
	}
	if n := len(seen); n < 500 {
		t.Errorf("only %d values were looked at", n)
	}
}

func TestTheSamplesHoldSecretsToShow(t *testing.T) {
	t.Parallel()
	var names []string
	for _, s := range samples() {
		for _, kept := range secretsIn(s.state) {
			if text := kept.Reveal(); text != "" && !slices.Contains(names, text) {
				names = append(names, text)
			}
		}
	}
	for _, want := range []string{"mfa_token", "mfa_token2", "oob_code", "code", "access", "refresh"} {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, "-"+want) }) {
			t.Errorf("no sample keeps the %s", want)
		}
	}
}
