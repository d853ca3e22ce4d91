package terminal

import (
	"io"
	"log"
	"os"
	"testing"
)

// Not parallel: all of this belongs to the process.
func TestWhatBubbleTeaReadsFromTheEnvironmentIsTakenOutOfIt(t *testing.T) {
	was := log.Writer()
	t.Cleanup(func() { log.SetOutput(was) })
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} {
		t.Setenv(name, "1")
	}
	Harden()
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} {
		if value, there := os.LookupEnv(name); there {
			t.Errorf("%s is still there: %q", name, value)
		}
	}
	if log.Writer() != io.Discard {
		t.Error("the standard logger still writes")
	}
}
