//go:build !windows

package cli_test

import "testing"

func TestResizingKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	x := looks{}.open(t, newPlace(t))
	x.wait("DEMO", "Who is signing in?")
	x.press("999 9")
	x.wait("999 9")
	x.resize(140, 40)
	x.wait("999 9", "Scenario")
	x.press("9 9")
	x.wait("999 99 9")
	x.resize(40, 12)
	x.wait("1 of 5", "999 99 9")
	x.press("99")
	x.wait("999 99 999")
	x.press("enter")
	x.wait("2 of 5")
	x.press("24")
	x.wait("••")
	x.resize(80, 24)
	x.wait("● PIN or password", "••")
	x.press("6810", "enter")
	x.newestCode()
	x.press("ctrl+c")
	x.leaves(130)
}

func TestATerminalWithoutUTF8ReadsASCII(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env = append(p.env, "LANG=C")
	x := looks{}.open(t, p)
	x.wait("DEMO", "| Phone number", "* Customer -- o PIN or password")
	x.press("ctrl+c")
	x.leaves(130)
}

func TestATinyTerminalSaysWhatItNeedsAndRecovers(t *testing.T) {
	t.Parallel()
	x := looks{}.open(t, newPlace(t))
	x.wait("DEMO", "Who is signing in?")
	x.press("999 9")
	x.wait("999 9")
	x.resize(20, 5)
	x.wait("Too small")
	x.press("9")
	x.resize(1, 1)
	x.resize(80, 24)
	x.wait("Who is signing in?", "999 99")
	x.resize(20, 5)
	x.wait("Too small")
	x.press("ctrl+c")
	x.leaves(130)
}

func TestAPastedCodeIsStrippedAndToldAndNotSubmitted(t *testing.T) {
	t.Parallel()
	x := looks{}.open(t, newPlace(t))
	x.wait("DEMO", "Who is signing in?")
	x.press("ctrl+f", "enter")
	x.wait("4 to 255 characters")
	x.press("ctrl+f", "enter")
	code := x.newestCode()
	x.paste(" " + code[:3] + " " + code[3:] + "\n")
	x.find(`Code +(` + code + `)`)
	x.wait("2 spaces", "line break", "left out", "enter check")
	x.press("enter")
	x.wait("Signed in", "Token", "q quit")
	x.press("q")
	x.agrees("neither printed nor copied")
	x.leaves(0)
}

func TestSettingsThatArriveLateDisturbNothing(t *testing.T) {
	t.Parallel()
	for _, while := range []struct {
		typing string
		to     func(*terminal, *front)
		half   string
		shows  string
		more   string // a 7, as it shows
		header string // while the settings are being read
	}{
		{"a number", func(x *terminal, _ *front) { x.wait("Who is signing in?") }, "999 9", "999 9", "7", "reading…"},
		{"a secret", func(x *terminal, _ *front) {
			x.wait("Who is signing in?")
			x.press("99999999", "enter")
			x.wait("4 to 255 characters")
		}, "24", "••", "•", "reading…"},
		{"a code", func(x *terminal, f *front) {
			x.wait("Who is signing in?")
			x.press("99999999", "enter")
			x.wait("4 to 255 characters")
			x.press("246810", "enter") // waits for the settings, then goes on without them
			<-f.codes
			x.wait("Type the code")
		}, "482", "482", "7", "code by SMS"},
	} {
		t.Run("while "+while.typing+" is typed", func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy")
			account.held = make(chan struct{})
			x := looks{}.open(t, account.place(t))
			while.to(x, account)
			x.wait("TEST", while.header)
			x.press(while.half)
			at := x.cursorAfter(while.shows)
			close(account.held)
			x.wait("code by SMS", while.shows)
			if got := x.cursorAfter(while.shows); got != at {
				t.Errorf("the cursor: got %v, want %v as before", got, at)
			}
			x.press("7")
			x.cursorAfter(while.shows + while.more)
			x.press("ctrl+c")
			x.leaves(130)
		})
	}
}
