//go:build !windows

package cli_test

import "testing"

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
		x.wait("PRODUCTION", "PIN/password")
		x.press("2", "4", "6", "8", "1", "0", "enter")
		x.wait("it may count as a try")
		x.press("enter")
		x.agrees("y signs in")
		x.wait("This sends a real code to a real customer")
		x.press("enter")
		x.agrees("y sends it")
		x.wait("Type the code from SMS 1")
		x.press("ctrl+c")
		x.leaves(130)
	}
}
