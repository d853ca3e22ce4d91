package flow

import "testing"

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
