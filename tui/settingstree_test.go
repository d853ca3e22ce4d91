package tui

import (
	"slices"
	"testing"

	"dintero-login/flow"
)

// atDocument is the settings' document on the screen.
func atDocument(t *testing.T, document string, options ...option) *walk {
	t.Helper()
	x := offline(t, options...)
	doc := accountSettings(flow.Yes)
	doc.Document = []byte(document)
	x.once(flow.ReadSettings{}, flow.SettingsRead{Settings: doc})
	return x.start().press("ctrl+s", "shift+tab", "enter").shows("the document, as it came")
}

const someDocument = `{"users":{"mfa":{"enabled":true}},` + "\n" + ` "q":["quick","quack"]}`

func TestTheDocumentIsSearchedWhileItIsTyped(t *testing.T) {
	t.Parallel()
	x := atDocument(t, someDocument)
	x.press("/").types("QU").shows("2 hits", "enter go to the hit").press("enter").shows("hit 1 of 2", `> "quick",`, "q[0]")
	x.press("n").shows("hit 2 of 2", "q[1]", "2:15 in the text").press("esc").hides("hit 2").shows("q[1]", "the document")
	x.press("esc").shows("MFA at login")
}

func TestTheSearchTakesEveryLetterAndEscClosesItFirst(t *testing.T) {
	t.Parallel()
	x := atDocument(t, someDocument)
	x.press("/").types("q").shows("/q", "3 hits").paste("uack").shows("/quack", "1 hit").press("esc").hides("quack 1").shows("the document")
	x.press("/", "tab").types("(").shows("✗").press("enter").shows("missing closing").press("esc", "q").shows("MFA at login").hides("the document")
}

func TestAFilterListsPathsOfTheDocument(t *testing.T) {
	t.Parallel()
	x := atDocument(t, someDocument)
	x.press("&").types("mfa").press("enter").shows("users.mfa.enabled: true", "hit 1 of 2").hides("quick")
	x.press("down", "enter").shows(`> "enabled": true`, "users.mfa.enabled", "quick")
}

func TestThePathAndTheValueAreCopied(t *testing.T) {
	t.Parallel()
	x := atDocument(t, someDocument)
	x.press("/").types("enabled").press("enter", "p").shows("JSON Pointer was sent").press("P", "c")
	if want := []string{"/users/mfa/enabled", "users.mfa.enabled", "true"}; !slices.Equal(x.clipboard, want) {
		t.Errorf("copied %q, want %q", x.clipboard, want)
	}
}

func TestHostileDocumentsAreShownAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, document, shows string }{
		{"nothing", "", "it ends where a value should be"},
		{"not JSON", "<html>", "a value should be here, not <"},
		{"cut", `{"a":[1,2`, "broken at byte 9"},
		{"a byte order mark", "\ufeff{}", "a value should be here, not the byte 0xEF"},
		{"NUL", "{\x00}", "the byte 0x00"},
		{"NaN", `{"a":NaN}`, "a value should be here, not N"},
		{"an array", `[1e400, 1234567890123456789012345678901234567890]`, "1234567890123456789012345678901234567890"},
		{"a string", `"\u001b[2J\u202e\ud800"`, `"^[[2J‹U+202E›`},
		{"keys that act on a terminal", `{"\u001b]0;x\u0007":1,"a":1,"a":2}`, `"^[]0;x^G": 1`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := atDocument(t, row.document).shows(row.shows)
			x.press("/").types("a").press("enter", "n", "N", "esc", "&").types("a").press("enter", "down", "c", "p", "esc", "J", "K", "H", "1", "0", ">", "<", "end")
			x.press("q").shows("MFA at login")
		})
	}
}

func TestTheSearchShowsOnASmallTerminalToo(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{40, 12}, {30, 11}, {160, 50}} {
		x := atDocument(t, someDocument, sized(size.width, size.height))
		x.press("/").types("qu").shows("/qu", "2 hits").press("enter").shows("hit 1 of 2", `> "quick",`)
	}
}
