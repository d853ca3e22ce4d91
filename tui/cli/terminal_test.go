//go:build !windows

package cli_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a terminal with the program on it.
type terminal struct {
	t       *testing.T
	cmd     *exec.Cmd
	master  *os.File
	slave   *os.File
	before  *term.State
	replies *io.PipeWriter
	work    sync.WaitGroup

	mu      sync.Mutex
	screen  *vt.Emulator
	raw     bytes.Buffer
	modes   map[ansi.Mode]bool // those that were switched, and to what
	changed chan struct{}      // closed with the next change
	never   []string           // may not show on any screen
	leaked  []string
	code    int
	ended   bool
}

// looks is how a terminal is started. The zero value is 80×24 with everything on it.
type looks struct {
	width, height int
	silent        bool      // it answers no question
	unawaited     bool      // the test itself waits for the end
	stdin         io.Reader // instead of the terminal
	stdout        io.Writer
	stderr        io.Writer
	never         []string // what may not show on any screen
}

// prompt stands on the screen before the program starts.
const prompt = "$"

// open starts the program on a terminal.
func (l looks) open(t *testing.T, in place, args ...string) *terminal {
	t.Helper()
	return l.start(t, in.command(t, args...))
}

func (l looks) start(t *testing.T, cmd *exec.Cmd) *terminal {
	t.Helper()
	if testing.Short() {
		t.Skip("waits for a terminal")
	}
	if l.width == 0 {
		l.width, l.height = 80, 24
	}
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{
		t: t, cmd: cmd, master: master, slave: slave, never: l.never,
		screen: vt.NewEmulator(l.width, l.height), modes: map[ansi.Mode]bool{}, changed: make(chan struct{}),
	}
	// What was drawn for a larger size may come after a resize. The emulator takes a scroll region
	// beyond its last row and panics in it; a terminal does not.
	x.screen.RegisterCsiHandler('r', func(p ansi.Params) bool {
		bottom, _, _ := p.Param(1, 0)
		return bottom > x.screen.Height()
	})
	x.size(l.width, l.height)
	if x.before, err = term.GetState(slave.Fd()); err != nil {
		t.Fatal(err)
	}
	x.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { x.modes[m] = true },
		DisableMode: func(m ansi.Mode) { x.modes[m] = false },
	})
	x.replies, _ = x.screen.InputPipe().(*io.PipeWriter)
	_, _ = x.screen.WriteString(prompt + "\r\n")

	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	if l.stdin != nil {
		cmd.Stdin = l.stdin
	}
	if l.stdout != nil {
		cmd.Stdout = l.stdout
	}
	if l.stderr != nil {
		cmd.Stderr = l.stderr
	}
	cmd.ExtraFiles = []*os.File{slave} // the child's third, whatever the first ones are
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 3}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	x.work.Add(2)
	go x.read()
	go x.reply(l.silent)
	if !l.unawaited {
		x.work.Add(1)
		go x.await()
	}
	t.Cleanup(x.close)
	return x
}

// read draws what the program writes.
func (x *terminal) read() {
	defer x.work.Done()
	buffer := make([]byte, 32<<10)
	for {
		n, err := x.master.Read(buffer)
		if err != nil {
			return
		}
		x.mu.Lock()
		_, _ = x.raw.Write(buffer[:n])
		_, _ = x.screen.Write(buffer[:n])
		screen := x.screen.String()
		for _, text := range x.never {
			if strings.Contains(screen, text) {
				x.leaked = append(x.leaked, text)
			}
		}
		x.change()
		x.mu.Unlock()
	}
}

// reply sends the terminal's own answers; a silent one keeps them to itself.
func (x *terminal) reply(silent bool) {
	defer x.work.Done()
	var to io.Writer = x.master
	if silent {
		to = io.Discard
	}
	_, _ = io.Copy(to, x.screen)
}

// await waits for the program's end.
func (x *terminal) await() {
	defer x.work.Done()
	_ = x.cmd.Wait()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ended, x.code = true, x.cmd.ProcessState.ExitCode()
	x.change()
}

func (x *terminal) change() {
	close(x.changed)
	x.changed = make(chan struct{})
}

func (x *terminal) close() {
	_ = x.cmd.Process.Kill()
	_ = x.slave.Close()
	_ = x.master.Close()
	_ = x.replies.Close()
	x.work.Wait()
}

// until waits for a change after which the screen is as wanted.
func (x *terminal) until(what string, wanted func() bool) {
	x.t.Helper()
	if !x.watch(what, wanted) {
		x.t.Fatalf("the program ended before %s:\n%s", what, x.everything())
	}
}

// watch waits until the screen is as wanted or the program has ended, and reports the former.
func (x *terminal) watch(what string, wanted func() bool) bool {
	x.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		x.mu.Lock()
		ok, changed, ended, screen := wanted(), x.changed, x.ended, x.screen.String()
		x.mu.Unlock()
		if ok || ended {
			return ok
		}
		select {
		case <-changed:
		case <-late.C:
			x.t.Fatalf("never came: %s\n%s", what, screen)
		}
	}
}

// wait waits until all the texts are on the screen at once.
func (x *terminal) wait(texts ...string) {
	x.t.Helper()
	x.until(strings.Join(texts, " + "), func() bool {
		screen := x.screen.String()
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// find waits until a pattern is on the screen, and gives its first group.
func (x *terminal) find(pattern string) string {
	x.t.Helper()
	var found []string
	re := regexp.MustCompile(pattern)
	x.until(pattern, func() bool {
		found = re.FindStringSubmatch(x.screen.String())
		return found != nil
	})
	return found[1]
}

// newestCode reads the code off the simulated phone.
func (x *terminal) newestCode() string {
	x.t.Helper()
	x.wait("enter check") // the message may come before the answer, while nothing typed is taken
	return x.find(`(?s)SIMULATED.*?\b(\d{6})\b`)
}

// cursorAfter waits until the cursor stands right behind a text, and says where.
func (x *terminal) cursorAfter(text string) uv.Position {
	x.t.Helper()
	var at uv.Position
	x.until("the cursor after "+text, func() bool {
		at = x.screen.CursorPosition()
		rows := strings.Split(x.screen.String(), "\n")
		return at.Y < len(rows) && strings.HasSuffix(ansi.Truncate(rows[at.Y], at.X, ""), text) && ansi.StringWidth(rows[at.Y]) >= at.X
	})
	return at
}

// keys are how a terminal writes the keys that have names.
var keys = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "backspace": "\x7f", "f1": "\x1bOP", "pgdn": "\x1b[6~", "pgup": "\x1b[5~",
	"ctrl+c": "\x03", "ctrl+f": "\x06", "ctrl+s": "\x13", "ctrl+t": "\x14", "ctrl+x": "\x18", "ctrl+z": "\x1a",
}

// press presses keys by their names; any other text is typed.
func (x *terminal) press(pressed ...string) {
	x.t.Helper()
	for _, key := range pressed {
		if named, ok := keys[key]; ok {
			key = named
		}
		if _, err := x.master.WriteString(key); err != nil {
			x.t.Fatal(err)
		}
	}
}

// agrees says yes to a question that is on the screen. What comes within its first 300 ms
// counts for nothing, so that time has to pass.
func (x *terminal) agrees(question string) {
	x.t.Helper()
	x.wait(question)
	<-time.After(350 * time.Millisecond)
	x.press("y")
}

// paste pastes as a terminal does, if it was asked to mark pastes.
func (x *terminal) paste(text string) {
	x.t.Helper()
	x.mu.Lock()
	bracketed := x.modes[ansi.ModeBracketedPaste]
	x.mu.Unlock()
	if !bracketed {
		x.t.Error("the program did not ask for pastes to be marked")
	}
	x.press(ansi.BracketedPasteStart + text + ansi.BracketedPasteEnd)
}

func (x *terminal) size(width, height int) {
	x.t.Helper()
	size := &pty.Winsize{Rows: uint16(height), Cols: uint16(width)} // #nosec G115: small by nature
	if err := pty.Setsize(x.master, size); err != nil {
		x.t.Fatal(err)
	}
}

// resize gives the terminal another size. The program learns of it by signal.
func (x *terminal) resize(width, height int) {
	x.t.Helper()
	x.mu.Lock()
	x.screen.Resize(width, height)
	x.mu.Unlock()
	x.size(width, height)
}

// forbid adds to what may not show, from the first byte to the last.
func (x *terminal) forbid(texts ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.never = append(x.never, texts...)
}

func (x *terminal) signal(s os.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(s); err != nil {
		x.t.Fatal(err)
	}
}
