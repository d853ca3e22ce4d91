//go:build !windows

package cli_test

import (
	"testing"
	"time"
)

func TestTheGuideTellsTheScenariosOfItsListOnATerminalWithoutWaiting(t *testing.T) {
	t.Parallel()
	began := time.Now()
	x := looks{width: 80, height: 24}.open(t, newPlace(t), "--guide", "late-code,locked")
	step := func(keys string, shows ...string) {
		t.Helper()
		x.press(keys)
		x.wait(shows...)
	}
	x.wait("late-code · scenario 1 of 2 · step 1 of 6", "Text messages can be slow")
	step("pgdn", "step 2 of 6", "••••••", "Nothing has left this machine")
	step("pgdn", "step 3 of 6", "no message yet")
	step("pgdn", "step 4 of 6", "20 seconds later", "Your code is")
	step("b", "")
	step("pgdn", "step 4 of 6")
	step("pgdn", "step 5 of 6", "Signed in with the first message")
	step("pgdn", "step 6 of 6", "No setting makes messages faster")
	step("pgdn", "locked · scenario 2 of 2 · step 1 of 6", "Too many wrong tries lock")
	step("pgdn", "step 2 of 6", "It will not help")
	step("pgdn", "step 3 of 6", "Turned away")
	step("pgup", "step 2 of 6", "It will not help")
	step("pgdn", "step 3 of 6", "Turned away")
	step("pgdn", "step 4 of 6", "One minute later", "Your code is")
	step("pgdn", "step 5 of 6", "Signed in. A lock")
	step("pgdn", "step 6 of 6", "The lock is not a setting")
	step("pgdn", "late-code · scenario 1 of 2 · step 1 of 6")
	if took := time.Since(began); took > time.Minute {
		t.Errorf("two scenarios took %s: a wait was waited for", took)
	}
	x.press("ctrl+c")
	x.leaves(130)
}
