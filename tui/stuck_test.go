//go:build !windows

package tui_test

import (
	"errors"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
)

// atOnce is a second, and one more for a busy machine.
const atOnce = 2 * time.Second

// jam makes the terminal take no more output: nobody reads it, and it is full. Read has to
// hold the lock to draw, so whoever holds it is nobody who reads.
func (x *terminal) jam() {
	x.t.Helper()
	x.mu.Lock()
	fill, err := os.OpenFile(x.slave.Name(), os.O_WRONLY|syscall.O_NOCTTY|syscall.O_NONBLOCK, 0)
	if err != nil {
		x.t.Fatal(err)
	}
	defer func() { _ = fill.Close() }()
	if err := fill.SetWriteDeadline(time.Now().Add(300 * time.Millisecond)); err != nil {
		x.t.Fatal(err)
	}
	for err == nil {
		_, err = fill.WriteString("\x00")
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		x.t.Fatal(err)
	}
}

// endsJammed waits for the end of a program whose output nobody reads, and checks that it
// is soon, with which code, and that the terminal has its modes back.
func (x *terminal) endsJammed(code int) {
	x.t.Helper()
	began := time.Now()
	state, err := x.cmd.Process.Wait()
	took := time.Since(began)
	if err != nil {
		x.t.Fatal(err)
	}
	if state.ExitCode() != code || took > atOnce {
		x.t.Errorf("ended with %v after %s, want %d within a second", state, took, code)
	}
	after, err := term.GetState(x.slave.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	if !reflect.DeepEqual(after, x.before) {
		x.t.Errorf("the terminal's modes: got %+v, want %+v", after, x.before)
	}
	x.mu.Unlock()
}

func TestTheProgramEndsThoughItsTerminalTakesNoMoreOutput(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		do   func(*terminal)
		code int
	}{
		{"INT", func(x *terminal) { x.signal(syscall.SIGINT) }, 130},
		{"TERM", func(x *terminal) { x.signal(syscall.SIGTERM) }, 143},
		{"HUP", func(x *terminal) { x.signal(syscall.SIGHUP) }, 129},
		{"QUIT", func(x *terminal) { x.signal(syscall.SIGQUIT) }, 131},
		{"TERM twice", func(x *terminal) { x.signal(syscall.SIGTERM); x.signal(syscall.SIGTERM) }, 143},
		{"ctrl+c", func(x *terminal) { x.press("ctrl+c") }, 130},
		{"TERM after many keys", func(x *terminal) { x.press(strings.Repeat("1", 300)); x.signal(syscall.SIGTERM) }, 143},
		{"ctrl+c after some keys", func(x *terminal) { x.press("1234", "ctrl+c") }, 130},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := looks{unawaited: true}.open(t, newPlace(t))
			toSecret(x)
			x.jam()
			row.do(x)
			x.endsJammed(row.code)
		})
	}
}

// Beyond a megabyte nothing more is kept for a terminal that takes nothing, and drawing waits.
func TestTheProgramEndsThoughMoreWaitsForItsTerminalThanIsKept(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(os.Args[0])
	cmd.Env = panicking("nothing, but floods")
	x := looks{unawaited: true}.start(t, cmd)
	x.wait("fine")
	x.jam()
	x.press("x")
	x.signal(syscall.SIGTERM)
	x.endsJammed(143)
}
