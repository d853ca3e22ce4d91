//go:build !windows

package cli_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// typedCode is no code that was ever sent.
const typedCode = "kayak7391"

// disguises is a secret in the ways in which a program may let it out by mistake.
func disguises(secret string) []string {
	return []string{
		secret, fmt.Sprint([]rune(secret)), fmt.Sprint([]byte(secret)), hex.EncodeToString([]byte(secret)),
		base64.RawStdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
}

func TestALoginWithMistakesLeavesNoSecretOnAnyScreen(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	x := looks{never: disguises(typedSecret)}.open(t, account.place(t), "--phone", "+4791111111")
	x.wait("4 to 255 characters")
	x.press(typedSecret, "enter")
	x.wait("Not accepted", "1 try so far")
	x.press("correct horse battery staple", "enter")
	sent := <-account.codes
	x.wait("Type the code")
	x.press(typedCode)
	x.wait(typedCode)
	x.press("enter")
	x.wait("Not accepted", "wrong tries: 1")
	x.press(sent, "enter")
	x.wait("Signed in", "Token", "q quit")
	x.press("enter")
	x.wait("MFA at login")
	x.press("ctrl+c")
	x.untilEnded()
	x.forbid("correct horse battery staple")
	for _, secret := range account.secrets() {
		x.forbid(disguises(secret)...)
	}
	left := x.leaves(130)
	for _, code := range []string{typedCode, sent} {
		if strings.Contains(left, code) {
			t.Errorf("the code %s is on the screen after the end:\n%s", code, left)
		}
	}
}
