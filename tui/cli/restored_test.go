//go:build !windows

package cli_test

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// leaves waits for the program's end and checks what it leaves: the exit code, and the
// terminal as it was.
func (x *terminal) leaves(code int) (mainScreen string) {
	x.t.Helper()
	x.untilEnded()
	after, err := term.GetState(x.slave.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	// With the last one who could write gone, what was written can be read to its end.
	_ = x.slave.Close()
	_ = x.replies.Close()
	x.work.Wait()
	if x.code != code {
		x.t.Errorf("exit code: got %d, want %d", x.code, code)
	}
	if !reflect.DeepEqual(after, x.before) {
		x.t.Errorf("the terminal's modes: got %+v, want %+v", after, x.before)
	}
	x.isClean()
	return x.everything()
}

// untilEnded waits for the program's end.
func (x *terminal) untilEnded() {
	x.t.Helper()
	x.watch("the program's end", func() bool { return false })
}

// isClean checks that every mode that was switched is as a terminal has it by itself.
func (x *terminal) isClean() {
	x.t.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	if style := cursorStyles.FindAllString(x.raw.String(), -1); len(style) > 0 && style[len(style)-1] != "\x1b[0 q" {
		x.t.Errorf("the cursor's shape: got %q last, want the terminal's own", style[len(style)-1])
	}
	if x.screen.IsAltScreen() {
		x.t.Error("the alternate screen is still on")
	}
	for mode, on := range x.modes {
		want := mode == ansi.ModeTextCursorEnable || mode == ansi.ModeAutoWrap
		if on != want {
			x.t.Errorf("mode %v: got %v, want %v", mode, on, want)
		}
	}
	if !strings.Contains(x.everything(), prompt) {
		x.t.Errorf("what was on the screen before is gone:\n%s", x.everything())
	}
	for _, text := range x.never {
		if strings.Contains(x.everything(), text) {
			x.t.Errorf("%q is on the screen after the end", text)
		}
		if strings.Contains(ansi.Strip(x.raw.String()), text) {
			x.t.Errorf("%q was written to the terminal", text)
		}
	}
	for _, text := range x.leaked {
		x.t.Errorf("%q was on a screen", text)
	}
}

// cursorStyles matches what sets the cursor's shape.
var cursorStyles = regexp.MustCompile(`\x1b\[\d* q`)

// everything is the screen and what was scrolled off it.
func (x *terminal) everything() string {
	var lines []string
	for _, line := range x.screen.Scrollback().Lines() {
		lines = append(lines, line.String())
	}
	return strings.Join(append(lines, x.screen.String()), "\n")
}

// said is what the program wrote on the screen once it was its own again.
func said(mainScreen string) string {
	_, after, _ := strings.Cut(mainScreen, prompt)
	return strings.TrimSpace(after)
}
