//go:build !windows

package cli_test

import (
	"os"
	"strconv"
	"testing"
)

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
