package flow

import "testing"

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
			{Yes, []Event{SecretLost{}, RecoveryWanted{At: late}}, StartRecovery{Identity: want}},
			{Yes, []Event{SecretLost{}, LinkWanted{Email: elsewhere, At: late}}, MailLink{Email: elsewhere, As: want.As}},
		} {
			s := lead("", known(row.mfa), append([]Event{chosen}, row.events...)...)
			if s.doing != row.want {
				t.Errorf("does %T %+v, want %T %+v", s.doing, s.doing, row.want, row.want)
			}
		}
	}
}
