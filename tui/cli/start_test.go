//go:build !windows

package cli_test

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"
)

// go-runewidth before v0.0.28 builds its tables at the start of every program, which takes
// longer than everything else until the first frame. What that allocates is the same on
// every machine, unlike the time it takes.
func TestTheStartPaysNothingForTheWidthsOfRunes(t *testing.T) {
	t.Parallel()
	in := newPlace(t, "GODEBUG=inittrace=1")
	cmd := in.command(t, "config", "path")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	_ = finish(t, cmd, cmd.Run) // there is no config; the start is all that counts
	traced := regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes, (\d+) allocs$`).FindAllStringSubmatch(stderr.String(), -1)
	if len(traced) == 0 {
		t.Fatalf("no package's start was traced:\n%s", stderr.String())
	}
	for _, line := range traced {
		if line[1] != "github.com/mattn/go-runewidth" {
			continue
		}
		if n, err := strconv.Atoi(line[2]); err != nil || n > 64<<10 {
			t.Errorf("got %q, want at most 64 KiB", line[0])
		}
	}
}
