package tui

import (
	"fmt"
	"strings"
	"testing"

	"dintero-login/flow"
)

// many are settings with so many attributes and other values, the last of them very long.
func many(n int) *flow.Settings {
	doc := accountSettings(flow.Yes)
	for i := range n {
		doc.Attributes = append(doc.Attributes, flow.Attribute{Name: flow.FromOutside(fmt.Sprintf("a_%06d", i)), Type: flow.FromOutside("string")})
		doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside(fmt.Sprintf("b.c_%06d", i)), Value: flow.FromOutside("x")})
	}
	doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside("long"), Value: flow.FromOutside(strings.Repeat("y", 1<<20) + "z")})
	return doc
}

func TestTheKeysOfALongListOfSettings(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{80, 24}, {40, 12}, {140, 40}} {
		part(t, fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) {
			x := offline(t, sized(size.width, size.height)).once(flow.ReadSettings{}, flow.SettingsRead{Settings: many(20_000)})
			x.start().press("ctrl+s", "shift+tab").shows("More settings (20006)").press("tab", "tab", "enter").shows("▾ Attributes (20002)", "nicknames")
			x.press("end").shows("a_019999", "Raw JSON").hides("more")
			x.press("up").shows("a_019999", "Raw JSON").press("pgup").hides("a_019999").press("end").shows("Raw JSON")
			x.press("home").shows("Settings", "MFA at login").hides("a_019999").press("pgdown").hides("MFA at login")
			x.press("end", "tab", "shift+tab").shows("Raw JSON", "a_019999").press("shift+tab").shows("▾ Attributes (20002)", "a_000000")
			x.press("enter").shows("▸ Attributes", "Raw JSON").press("shift+tab", "enter").shows("▾ More settings", "Customer ids")
			x.press("tab").shows("▸ Attributes", "…").press("up").hides("↑")
		})
	}
}

func TestTheCursorsPartStaysInSightWhenTheTerminalChanges(t *testing.T) {
	t.Parallel()
	x := offline(t).once(flow.ReadSettings{}, flow.SettingsRead{Settings: many(200)})
	x.start().press("ctrl+s", "tab", "enter", "tab", "tab").shows("▸ Raw JSON")
	for _, size := range []size{{40, 12}, {140, 40}, {30, 8}, {80, 24}, {20, 5}, {72, 9}} {
		x.sized(size.width, size.height)
		if size.width >= leastWidth {
			x.shows("Raw JSON")
		}
	}
	x.sized(80, 24).press("home").shows("MFA at login").sized(40, 12).shows("MFA at login")
}

func TestAScreenThatDoesNotFitIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{40, 12}, {30, 8}} {
		x := atSecret(t, "246810", sized(size.width, size.height)).fails(flow.StartMFALogin{}, status(403, "invalid_credentials")).press("enter")
		read := x.shows("more row").flat()
		for range 40 {
			read += " " + x.press("pgdown").flat()
		}
		x.hides("more row")
		for _, end := range []string{"status 403", "Possible", "Ruled out", "Say", "Turn to", "API clients"} {
			if !strings.Contains(read, end) {
				t.Errorf("at %d×%d nobody can read %q:\n%s", size.width, size.height, end, x.text())
			}
		}
		if x.app.View().Cursor != nil {
			t.Error("the cursor is where nothing is typed")
		}
		x.press("pgup").shows("more row").press("1").shows("▎", "enter").holdsTyped("1")
		if x.app.View().Cursor == nil {
			t.Error("what is typed is out of sight")
		}
	}
	atSecret(t, "").press("f1").shows("does not fit").press("esc").press("pgdown").shows("customer's PIN or password")
}

func TestTheEndIsReachedBesideANotice(t *testing.T) {
	t.Parallel()
	x := offline(t, inDemo, sized(40, 12)).once(flow.ReadSettings{}, flow.SettingsRead{Settings: many(20)})
	x.start().press("ctrl+s", "tab", "tab", "enter", "end").shows("Raw JSON").press("ctrl+t").shows("is behind this").press("end").shows("Raw JSON").hides("more")
}

func TestHelpAndScenariosMoveByTheSameKeys(t *testing.T) {
	t.Parallel()
	x := offline(t, inDemo, sized(40, 12))
	x.start().press("f1").shows("Keys on this screen", "enter continue", "more").hides("entercontinue").press("end").shows("edit as in a shell").hides("more", "Keys on this screen")
	x.press("home").shows("Keys on this screen").press("pgdown").hides("Keys on this screen").press("pgup").shows("Keys on this screen")
	x.press("down").hides("Keys on this screen").press("z").shows("Customer").hides("Keys")
	scenarios := Scenarios()
	first, last := scenarios[0].Name, scenarios[len(scenarios)-1].Name
	x.press("ctrl+x", "o").shows("› "+first, "more").press("end").shows("› "+last).hides("more").press("pgup").hides("› "+last, "› "+first)
	x.press("home").shows("› "+first).press("pgdown").shows("› ").hides("› "+first).press("pgup", "pgup").shows("› " + first)
	x.press("up").shows("› " + last).press("down").shows("› " + first)
}
