package flow

import (
	"reflect"
	"strings"
	"testing"
)

func TestWhatWasTypedAboutTheCustomerIsKeptUntilSignOut(t *testing.T) {
	t.Parallel()
	typed := kari()
	for _, s := range samples() {
		next, _ := Next(s.state, StartedOver{})
		if first, ok := next.(ChoosingCustomer); ok && next != s.state && first.Draft != typed {
			t.Errorf("%s, %s: starting over leaves %+v", typeName(s.state), s.name, first.Draft)
		}
	}
	s := lead("", known(Yes), kariChosen(), UserTypeSwitched{}, Back{At: late}).state.(ChoosingCustomer)
	typed.As = AsCompany
	if s.Draft != typed {
		t.Errorf("esc leaves %+v", s.Draft)
	}
}

// Two presses of a key, esc and enter, are no way around a wait or a question.
func TestLeavingForgetsNothingAboutTheCustomer(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		c, ok := s.state.(interface{ customer() Customer })
		if _, in := s.state.(SignedIn); !ok || in || typeName(s.state) == "Refreshing" || typeName(s.state) == "Accepted" {
			continue
		}
		was := c.customer()
		over := s.after(StartedOver{At: late})
		if first, ok := over.state.(ChoosingCustomer); ok && first.Last.Account != (Account{}) {
			t.Fatalf("%s, %s: the account is kept twice", typeName(s.state), s.name)
		}
		back := over.after(CustomerChosen{Draft: was.Draft, Ident: was.Identity.Ident}).state.(EnteringSecret).Customer
		if back.SendAt > was.SendAt && Working(s.state) {
			was.SendAt = back.SendAt // what was cancelled may have gone out
		}
		if back != was {
			t.Fatalf("%s, %s: starting over changes %s", typeName(s.state), s.name, differing(back, was))
		}
		other := over.after(otherChosen()).state.(EnteringSecret).Customer
		if want := (Customer{Account: was.Account, Draft: otherChosen().Draft, Identity: other.Identity}); other != want {
			t.Fatalf("%s, %s: another customer inherits %s", typeName(s.state), s.name, differing(other, want))
		}
	}
}

func TestAMessageThatWasCancelledByStartingOverMayHaveGoneOut(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		switch s.state.(type) {
		case SendingCode, MailingLink:
			if got := s.after(StartedOver{At: late}).state.(ChoosingCustomer).Last.SendAt; got != late+resendPause {
				t.Errorf("%s, %s: the next may go out at %s", typeName(s.state), s.name, got)
			}
		}
	}
}

func TestEveryRefusedCodeIsKeptOnce(t *testing.T) {
	t.Parallel()
	var c Customer
	for _, code := range []string{"1234", "12345", "1234", "34", "1234"} {
		c = c.refused(Conceal(code))
	}
	kept := 0
	for s := c.Refused; s != nil; s = s.rest {
		kept++
	}
	if kept != 3 {
		t.Errorf("%d codes are kept, want 3", kept)
	}
	if c.Refused.has(Conceal("123")) || c.Refused.has(Conceal("45")) || !c.Refused.has(Conceal("34")) {
		t.Error("a code is found that was not turned down, or one that was is not")
	}
}

func TestTheCallsAreForWhomWasChosen(t *testing.T) {
	t.Parallel()
	for _, want := range []Identity{
		{By: ByPhone, Ident: kari().Phone, As: AsCustomer},
		{By: ByPhone, Ident: kari().Phone, As: AsCompany},
		{By: ByEmail, Ident: kari().Email, As: AsCustomer},
		{By: ByEmail, Ident: kari().Email, As: AsCompany},
	} {
		chosen := CustomerChosen{Draft: Draft{By: want.By, Phone: kari().Phone, Email: kari().Email, As: want.As}, Ident: want.Ident}
		for _, row := range []struct {
			mfa    Tristate
			events []Event
			want   Effect
		}{
			{Yes, []Event{secretAt(late)}, StartMFALogin{Identity: want, Secret: hidden("secret")}},
			{No, []Event{secretAt(late)}, LogIn{Identity: want, Secret: hidden("secret")}},
			{Yes, []Event{SecretLost{}, RecoveryWanted{At: late}}, StartRecovery{Identity: want, Send: 1}},
			{Yes, []Event{SecretLost{}, LinkWanted{Email: elsewhere, At: late}}, MailLink{Email: elsewhere, As: want.As}},
		} {
			s := lead("", known(row.mfa), append([]Event{chosen}, row.events...)...)
			if s.doing != row.want {
				t.Errorf("does %T %+v, want %T %+v", s.doing, s.doing, row.want, row.want)
			}
		}
	}
}

// A refused secret is cleared, whatever is known of the scopes; a way out of recovery leaves
// what is typed there.
func TestAScreenIsMadeAfreshOnlyWhenItsQuestionIs(t *testing.T) {
	t.Parallel()
	unknown := known(Yes)
	unknown.May = permissions(Unknown)
	signing := lead("", known(Yes), kariChosen(), secretAt(before))
	lost := lead("", known(Yes), kariChosen(), SecretLost{})
	mailing := lost.after(LinkWanted{Email: elsewhere, At: late})
	for _, row := range []struct {
		name  string
		from  sample
		event Event
		fresh bool
	}{
		{"a refused secret", signing, failed(CallMFALogin, status(403), late), true},
		{"one refused where the scopes are not known", lead("", unknown, kariChosen(), secretAt(before)), failed(CallMFALogin, status(403), late), true},
		{"a server's error", signing, failed(CallMFALogin, status(500), late), false},
		{"a link on its way", lost, LinkWanted{Email: elsewhere, At: late}, false},
		{"a link that was not mailed", mailing, failed(CallChangePassword, status(500), late), false},
		{"a link that was mailed", mailing, LinkMailed{At: late}, true},
	} {
		from, to := At(row.from.state), At(row.from.after(row.event).state)
		if got := from != to; got != row.fresh {
			t.Errorf("%s: from %+v to %+v", row.name, from, to)
		}
	}
}

// differing names the fields in which two values of one type differ, and never a value.
func differing(a, b any) string {
	var names []string
	var compare func(path string, a, b reflect.Value)
	compare = func(path string, a, b reflect.Value) {
		switch {
		case a.Type() != b.Type():
			names = append(names, path+a.Type().Name()+"/"+b.Type().Name())
		case a.Equal(b):
		case a.Kind() != reflect.Struct:
			names = append(names, strings.TrimSuffix(path, "."))
		default:
			before := len(names)
			for i := range a.NumField() {
				f := a.Type().Field(i)
				if f.Anonymous {
					compare(path, a.Field(i), b.Field(i))
				} else {
					compare(path+f.Name+".", a.Field(i), b.Field(i))
				}
			}
			if len(names) == before {
				names = append(names, strings.TrimSuffix(path, "."))
			}
		}
	}
	compare("", reflect.ValueOf(a), reflect.ValueOf(b))
	return strings.Join(names, " ")
}

func TestADifferenceIsNamedByItsField(t *testing.T) {
	t.Parallel()
	a := lead("", known(Yes), kariChosen(), Back{}).state
	b := a.(ChoosingCustomer)
	b.Production, b.agreed, b.Last.Attempt, b.Draft.Phone = true, &set[consent]{}, 1, ""
	if got, want := differing(a, b), "Production agreed Draft.Phone Last.Attempt"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := differing(a, State(SigningOut{})), "ChoosingCustomer/SigningOut"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
