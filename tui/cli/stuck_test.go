//go:build !windows

package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
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
	if err := fill.SetWriteDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		x.t.Fatal(err)
	}
	for err == nil {
		_, err = fill.Write(make([]byte, 256))
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		x.t.Fatal(err)
	}
}

// endsJammed waits for the end of a program whose output nobody reads, and checks that it
// is soon, with which code, and that the terminal has its modes back.
func (x *terminal) endsJammed(code int) {
	x.t.Helper()
	defer time.AfterFunc(patience, func() { _ = x.cmd.Process.Kill() }).Stop()
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

// racesElsewhere keeps the race detector from writing to a terminal that takes nothing, where it
// would never come back: when Bubble Tea is killed, its reader is closed while it still waits.
func racesElsewhere(t *testing.T) string {
	return "GORACE=log_path=" + filepath.Join(t.TempDir(), "race")
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
			x := looks{unawaited: true}.open(t, newPlace(t, racesElsewhere(t)))
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
	cmd := exec.Command("panics")
	cmd.Env = append(panicking("nothing, but floods"), racesElsewhere(t))
	x := looks{unawaited: true}.start(t, cmd)
	x.wait("fine")
	x.jam()
	x.press("x")
	x.signal(syscall.SIGTERM)
	x.endsJammed(143)
}

func TestASignalEndsACommandWhoseOutputNobodyReads(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"the settings": {"settings"}, "the settings as they came": {"settings", "--json"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy")
			cmd := account.place(t).command(t, args...)
			full := fullPipe(t)
			cmd.Stdout, cmd.Stderr = full, full
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			soon(t, account.asked, "the settings were not asked for")
			began := time.Now()
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			defer time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }).Stop()
			state, err := cmd.Process.Wait()
			if err != nil {
				t.Fatal(err)
			}
			code := state.ExitCode()
			if by, ok := state.Sys().(syscall.WaitStatus); ok && by.Signaled() { // as a shell tells it
				code = 128 + int(by.Signal())
			}
			if took := time.Since(began); code != 143 || took > atOnce {
				t.Errorf("ended with %v after %s, want 143 within a second", state, took)
			}
		})
	}
}

// fullPipe is a pipe that takes nothing, and that nobody reads.
func fullPipe(t *testing.T) *os.File {
	t.Helper()
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(ends[0])
	syscall.CloseOnExec(ends[1])
	read, write := os.NewFile(uintptr(ends[0]), "unread"), os.NewFile(uintptr(ends[1]), "full")
	t.Cleanup(func() { _, _ = read.Close(), write.Close() })
	if err := syscall.SetNonblock(ends[1], true); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := syscall.Write(ends[1], []byte{0}); err != nil {
			break
		}
	}
	if err := syscall.SetNonblock(ends[1], false); err != nil { // as a shell's pipe is
		t.Fatal(err)
	}
	return write
}
