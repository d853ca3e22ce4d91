package flow

import "testing"

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
		if _, in := s.state.(SignedIn); !ok || in || typeName(s.state) == "Refreshing" {
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
