//go:build !windows

package cli_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

func TestTheWalkOnAFreshMachine(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name   string
		walk   func(*terminal)
		closes string // the settings
	}{
		{"by typing", func(x *terminal) {
			x.press("999 99 999")
			x.wait("999 99 999")
			x.press("enter")
			x.wait("4 to 255 characters")
			x.press("246810", "enter")
			code := x.newestCode()
			x.press(code)
			x.wait(code)
			x.press("enter")
		}, "esc"},
		{"by three times filling in", func(x *terminal) {
			x.press("ctrl+f", "enter")
			x.wait("4 to 255 characters")
			x.press("ctrl+f", "enter")
			x.newestCode()
			x.press("ctrl+f", "enter")
		}, "q"},
	} {
		for _, size := range []looks{{width: 40, height: 12}, {width: 80, height: 24}, {width: 140, height: 40}} {
			t.Run(fmt.Sprintf("%s at %d×%d", way.name, size.width, size.height), func(t *testing.T) {
				t.Parallel()
				x := size.open(t, newPlace(t))
				x.wait("DEMO", "Customer")
				way.walk(x)
				x.wait("Signed in", "Token")
				x.press("enter")
				x.wait("Settings", "MFA at login")
				x.press(way.closes)
				x.wait("Signed in", "Token")
				x.press("q")
				x.agrees("nor copied")
				if got := said(x.leaves(0)); got != "" {
					t.Errorf("after the end the screen says %q, want nothing", got)
				}
			})
		}
	}
}

func TestATerminalThatAnswersNothingShowsTheFirstScreen(t *testing.T) {
	t.Parallel()
	x := looks{silent: true}.open(t, newPlace(t))
	x.wait("DEMO", "Who is signing in?")
	x.press("ctrl+c")
	x.leaves(130)
}

// bursts is how often the whole login is typed in one write. BURSTS sets another number.
func bursts(t *testing.T) int {
	t.Helper()
	text := os.Getenv("BURSTS")
	if text == "" {
		return 5
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A paste without brackets, a script or a fast typist gives the program many keys at once.
func TestANumberAndAPasswordInOneWriteReachTheCode(t *testing.T) {
	t.Parallel()
	for i := range bursts(t) {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			x := looks{}.open(t, newPlace(t))
			x.wait("DEMO", "Who is signing in?")
			x.press("91111111\rcorrect horse battery staple\r")
			x.wait("Type the code from SMS 1")
			x.press(x.newestCode() + "\r")
			x.wait("Signed in", "+47 ••• •• 111")
			x.press("ctrl+c")
			x.leaves(130)
		})
	}
}

// The flag --production is a script's yes. A person at a screen says it, and enter is none.
func TestOnAScreenTheProductionGuardAsksWhateverTheFlag(t *testing.T) {
	t.Parallel()
	folder := newPlace(t)
	accounts := folder.write(t, "accounts.toml", "[[accounts]]\nid = \"P11223344\"\n"+
		"[[accounts.customers]]\nname = \"Kari\"\nphone_number = \"+4799999999\"\nsecret = \"246810\"\n")
	account := startDescribed(t, folder.command(t, "sandbox", "--json", "--accounts", accounts))
	in := newPlace(t)
	for _, flags := range [][]string{nil, {"--production"}} {
		x := looks{}.open(t, in, append([]string{"--config", in.write(t, "shop.toml", account.config()), "--phone", "99999999"}, flags...)...)
		x.wait("PRODUCTION", "4 to 255 characters")
		x.press("2", "4", "6", "8", "1", "0", "enter")
		x.wait("it may count as a try")
		x.press("enter")
		x.agrees("y yes, sign in")
		x.wait("This sends a real code to a real customer")
		x.press("enter")
		x.agrees("y yes, send it")
		x.wait("Type the code from SMS 1")
		x.press("ctrl+c")
		x.leaves(130)
	}
}
