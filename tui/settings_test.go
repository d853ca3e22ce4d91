package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

func TestTheSettingsThatALoginTurnsOnComeFirst(t *testing.T) {
	t.Parallel()
	x := offline(t)
	x.start().press("ctrl+s").shows("Settings", "T11223344", "MFA at login", "a login asks for a code", "Code by", "SMS", "Recovery by",
		"e-mail", "the first of two codes", "Shared phone", "yes", "no login by SMS alone", "More settings (5)", "Attributes (2)", "Raw JSON")
	x.shows("3 differ from the default").hides("shoe_size", "loyalty")
}

func TestEveryFieldIsShownKnownOrNot(t *testing.T) {
	t.Parallel()
	x := offline(t, sized(80, 40))
	x.start().press("ctrl+s", "tab", "enter").shows("Customer ids", "uuid", "HEAD check", "users.shoe_size.enabled", "true", "15780000 s (182 days 15 h)")
	x.press("tab", "enter").shows("loyalty", "integer, hidden", "nicknames", "string, several")
	x.shows("users.shoe_size.enabled", "Event expiry")
}

func TestAMissingFieldIsSaidToBeMissingAndNotTheDefault(t *testing.T) {
	t.Parallel()
	x := offline(t).once(flow.ReadSettings{}, flow.SettingsRead{Settings: &flow.Settings{Document: []byte("{}")}})
	x.start().shows("not in the settings: assumed").press("ctrl+s").shows("MFA at login not in the document", "0 differ")
}

func TestTheDocumentIsShownAsATree(t *testing.T) {
	t.Parallel()
	x := offline(t).start().press("ctrl+s", "shift+tab", "enter").shows("the document, as it came", "users", "attributes")
	x.press("esc").shows("MFA at login").press("esc").shows("Who is signing in?")
}

func TestTheSettingsCanBeReadToTheEndOnASmallTerminal(t *testing.T) {
	t.Parallel()
	for _, size := range some("settings", []size{{40, 12}, {30, 8}, {80, 24}}) {
		part(t, fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) {
			x := offline(t, sized(size.width, size.height))
			up := slices.Repeat([]string{"pgup"}, 60)
			x.start().press("ctrl+s", "tab", "enter", "tab", "enter").press(up...).shows("Settings")
			seen := x.flat()
			for range 90 {
				x.press("down")
				seen += " " + x.flat()
			}
			for _, want := range []string{"MFA at login", "Recovery by", "shoe_size", "Attributes", "nicknames", "Raw JSON"} {
				if !contains(seen, want) {
					t.Errorf("%q never came into sight", want)
				}
			}
			x.press(up...).shows("Settings")
		})
	}
}

func TestTheCursorsPartComesIntoSight(t *testing.T) {
	t.Parallel()
	x := offline(t, sized(40, 12))
	x.start().press("ctrl+s", "tab", "enter", "tab").shows("Attributes").press("tab").shows("Raw JSON").press("tab").shows("More settings")
}

func TestAValueThatReadsLikeAPartDoesNotMoveTheCursor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, value string
		keys        []string
		want        string
	}{
		{"a value like the last part", "▸ Raw JSON", []string{"enter"}, "▾ More settings"},
		{"a value like the part that is open", "▾ More settings", []string{"enter"}, "▾ More settings"},
		{"an attribute like the part that is open", "▾ Attributes", []string{"tab", "enter"}, "▾ Attributes"},
		{"an attribute like the last part", "▸ Raw JSON", []string{"tab", "enter", "tab"}, "▸ Raw JSON"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t, sized(60, 12))
			doc := accountSettings(flow.Yes)
			for range 40 {
				doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside("a.b"), Value: flow.FromOutside(row.value)})
				doc.Attributes = append(doc.Attributes, flow.Attribute{Name: flow.FromOutside("c"), Type: flow.FromOutside(row.value)})
			}
			x.once(flow.ReadSettings{}, flow.SettingsRead{Settings: doc})
			x.start().press("ctrl+s", "tab").press(row.keys...)
			for _, line := range strings.Split(x.text(), "\n") {
				if strings.HasPrefix(line, "› "+row.want+" (") {
					return
				}
			}
			t.Errorf("the cursor's part is out of sight:\n%s", x.text())
		})
	}
}

func TestTheSettingsAreAnOverlayFromAnywhereAndDisturbNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []scene{
		{"the customer", func(t *testing.T) *walk { return offline(t).start().types("999 9") }},
		{"the secret", func(t *testing.T) *walk { return atSecret(t, "24") }},
		{"the code", func(t *testing.T) *walk { return atCode(t, "48") }},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.make(t)
			typed := x.typedHere()
			x.press("ctrl+s").shows("MFA at login").types("j1").shows("MFA at login").paste("123").press("esc").hides("MFA at login")
			x.holdsTyped(typed)
			if x.quit {
				t.Error("q ended the program in the middle of a login")
			}
		})
	}
}

func TestRepliesReachTheFlowBehindAnOverlay(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810")
	x.hold(flow.StartMFALogin{}).press("enter", "ctrl+s").release().shows("MFA at login").press("esc").shows("SMS 1")
	x.at(flow.EnteringCode{})
}

func TestReadingTheSettingsWithoutAScreen(t *testing.T) {
	t.Parallel()
	api := newScript(newClock())
	desk := &desk{api: api}
	doc, problem := script.ReadSettings(t.Context(), desk)
	if doc == nil || problem.Reason != flow.NoReason {
		t.Errorf("got %v and %v", doc, problem.Reason)
	}
	if want := []flow.Effect{flow.Connect{}, flow.ReadSettings{}}; !slices.Equal(desk.asked, want) {
		t.Errorf("asked for %T, want the settings and no more", desk.asked)
	}
	for _, row := range []struct {
		do     flow.Effect
		reason flow.Reason
	}{{flow.Connect{}, flow.ClientRefused}, {flow.ReadSettings{}, flow.TokenRefused}} {
		api.fails(row.do, status(401, ""))
		if doc, problem := script.ReadSettings(t.Context(), api); doc != nil || problem.Reason != row.reason {
			t.Errorf("%T refused: got %v and reason %d, want %d", row.do, doc, problem.Reason, row.reason)
		}
	}
}
