package tui

import (
	"fmt"
	"strings"
	"testing"

	"dintero-login/flow"
)

func TestTheTextForATicketIsCopiedFromAnywhere(t *testing.T) {
	t.Parallel()
	for _, s := range append(reasons(), scenes()...) {
		if s.name == "menu" || s.name == "confirm" || s.name == "signout" || s.name == "ticket" {
			continue
		}
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			x.press("ctrl+x", "y")
			if len(x.clipboard) != 1 {
				t.Fatalf("%d texts were copied from\n%s", len(x.clipboard), x.text())
			}
			x.shows("Only it knows whether the clipboard has it")
			clean(t, x.clipboard[0], "Time ", "Diagnosis ", "Turn to ")
		})
	}
}

// clean wants a text for a ticket to say something, and nothing that is secret.
func clean(t *testing.T, text string, says ...string) {
	t.Helper()
	for _, want := range says {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for _, secret := range append(canaries(), "246810", "118204", "482913", "99999999", "999 99 999", "kari@") {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in\n%s", secret, text)
		}
	}
	for _, r := range text {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			t.Errorf("control character %q in %q", r, text)
		}
	}
}

func TestATicketNamesTheSymptomThatIsOnTheScreen(t *testing.T) {
	t.Parallel()
	x := hears(t, "1").press("space", "y")
	clean(t, x.clipboard[0], "the customer sees: no code comes", "+47 ••• •• 999", "number-other", "T11223344", "it@shop.example")
}

func TestAnAudienceSeesNobodyInAReasonNorInItsTicket(t *testing.T) {
	t.Parallel()
	personal := []string{"999", "kari", "11223344", "it@shop", "22 00"}
	for _, s := range reasons() {
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			x.press("ctrl+x", "p").hides(personal...)
			x.press("ctrl+x", "w", "1").hides(personal...).press("y")
			for _, word := range personal {
				if strings.Contains(x.clipboard[0], word) {
					t.Errorf("%q is in\n%s", word, x.clipboard[0])
				}
			}
		})
	}
}

func TestHostileTextMovesNothingInAReason(t *testing.T) {
	t.Parallel()
	evil := func(s *setup) { s.session.Contact, s.session.Host = hostile, hostile }
	for _, code := range []int{200, 400, 401, 403, 404, 418, 429, 500} {
		part(t, fmt.Sprint(code), func(t *testing.T) {
			x := offline(t, evil).once(flow.ReadSettings{}, flow.SettingsRead{Settings: evilSettings()}).start().asKari()
			x.types("246810").once(flow.StartMFALogin{}, evilFailure(code, hostile)).press("enter", "ctrl+x", "y")
			clean(t, x.clipboard[0])
			x.press("ctrl+x", "w", "2", "y")
			clean(t, x.clipboard[1])
		})
	}
}
