//go:build !windows

package tui_test

import (
	"fmt"
	"testing"
)

func TestZZ(t *testing.T) {
	for _, size := range []looks{{width: 40, height: 12}, {width: 80, height: 24}, {width: 140, height: 40}} {
		x := size.open(t, newPlace(t))
		show := func(s string) { fmt.Println("=====", s); fmt.Println(x.screen.String()) }
		x.wait("DEMO", "Customer")
		show("customer")
		x.press("ctrl+f", "enter")
		x.wait("PIN/password")
		show("secret")
		x.press("ctrl+f", "enter")
		x.newestCode()
		show("code")
		x.press("ctrl+x")
		x.wait("What now?")
		show("menu")
		x.press("esc")
		x.wait("Code")
		x.press("f1")
		x.wait("lp")
		show("help")
		x.press("esc")
		x.newestCode()
		x.press("ctrl+f", "enter")
		x.wait("Signed in", "Token")
		show("signed")
		x.press("enter")
		x.wait("Settings", "MFA at login")
		show("settings")
		x.press("esc")
		x.wait("Signed in", "Token")
		x.press("ctrl+c")
		fmt.Println("MAIN", x.leaves(130))
		fmt.Printf("%q\n", x.raw.String()[len(x.raw.String())-200:])
		fmt.Printf("%q\n", x.raw.String()[:300])
	}
}
