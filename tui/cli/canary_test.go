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
	account := newFront(t, "happy", false)
	in := newPlace(t)
	x := looks{never: disguises(typedSecret)}.open(t, in, "--config", in.write(t, "box.toml", account.config()), "--phone", "+4791111111")
	x.wait("PIN/password")
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

// Other programs' mistakes are not this one's: what a helper prints is not repeated.
func TestAScriptThatFailsRepeatsNoSecret(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	for _, c := range []struct {
		mistake string
		stdin   string
		args    []string
	}{
		{"a wrong secret", typedSecret + "\n", nil},
		{"a wrong code", "246810\n" + typedCode + "\n", nil},
		{"a secret for somebody else", typedSecret + "\n" + typedCode + "\n", []string{"--user-type", "company"}},
		{"the secret alone", typedSecret + "\n", []string{"--login", "password"}},
	} {
		t.Run(c.mistake, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t)
			args := []string{"token", "--config", in.write(t, "box.toml", account.config()), "--email", "ola@example.com", "--secret-stdin", "--code-stdin"}
			got := in.run(t, c.stdin, append(args, c.args...)...)
			got.wants(t, 3, "ccept")
			for _, secret := range append(account.secrets(), typedSecret, typedCode) {
				for _, text := range disguises(secret) {
					if strings.Contains(got.stderr, text) {
						t.Errorf("stderr: got %q, which holds %q", got.stderr, text)
					}
				}
			}
		})
	}
}
