package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"dintero-login/api/spawn"
)

const (
	columns = 80
	lines   = 24
	// patience is how long anything is waited for. A program that waits for a silent
	// terminal's answers takes longer, and fails its row.
	patience = 5 * time.Second
)

// terminal is a terminal of 80×24 with a program in it.
type terminal struct {
	file  *os.File
	cmd   *exec.Cmd
	began time.Time

	mu      sync.Mutex
	seen    []byte
	asked   int // of seen, up to where queries are answered
	wanted  string
	from    int // of seen, where what is wanted may begin
	arrived chan time.Time
}

// open starts a program in a terminal that answers queries, or in one that never does.
// The program finds an empty home, an empty folder and no config.
func (b *bench) open(ctx context.Context, answers bool, ready, program string, args ...string) (*terminal, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = b.folder
	cmd.Env = []string{"TERM=xterm-256color", "HOME=" + b.folder, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8"}
	t := &terminal{cmd: cmd, wanted: ready, arrived: make(chan time.Time, 1), began: time.Now()}
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: lines, Cols: columns})
	if err != nil {
		return nil, err
	}
	t.file = file
	spawn.Go(func() { t.read(answers) })
	return t, nil
}

// pair opens the demo and the hello world, each in a terminal of its own.
func (b *bench) pair(ctx context.Context) (login, hello *terminal, closeBoth func(), err error) {
	if login, err = b.open(ctx, true, firstOfLogin, b.login, "--demo"); err != nil {
		return nil, nil, nil, err
	}
	if hello, err = b.open(ctx, true, firstOfHello, b.hello); err != nil {
		login.close()
		return nil, nil, nil, err
	}
	return login, hello, func() { login.close(); hello.close() }, nil
}

// close ends the program, whatever it is doing.
func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait() // it was killed
	_ = t.file.Close()
}

func (t *terminal) read(answers bool) {
	part := make([]byte, 64<<10)
	for {
		n, err := t.file.Read(part)
		at := time.Now()
		if n > 0 {
			t.mu.Lock()
			t.seen = append(t.seen, part[:n]...)
			t.find(at)
			reply := t.replies()
			t.mu.Unlock()
			if answers && reply != "" {
				_, _ = io.WriteString(t.file, reply)
			}
		}
		if err != nil {
			return // the program has ended
		}
	}
}

// find reports the moment at which what is wanted was there, once.
func (t *terminal) find(at time.Time) {
	if t.wanted == "" || !strings.Contains(ansi.Strip(string(t.seen[t.from:])), t.wanted) {
		return
	}
	t.wanted = ""
	t.arrived <- at
}

// replies returns a terminal's answers to the queries that came, as xterm gives them. This
// terminal has neither synchronised output nor grapheme clusters, the costliest case for a program.
func (t *terminal) replies() string {
	var reply strings.Builder
	for _, known := range []struct{ query, answer string }{
		{"\x1b[c", "\x1b[?64;1;2;6;22c"},
		{"\x1b[>c", "\x1b[>41;388;0c"},
		{"\x1b[6n", "\x1b[1;1R"},
		{"\x1b[?u", "\x1b[?0u"},
		{"\x1b[?2026$p", "\x1b[?2026;0$y"},
		{"\x1b[?2027$p", "\x1b[?2027;0$y"},
		{"\x1b]10;?\x07", "\x1b]10;rgb:ffff/ffff/ffff\x07"},
		{"\x1b]11;?\x07", "\x1b]11;rgb:0000/0000/0000\x07"},
		{"\x1b]11;?\x1b\\", "\x1b]11;rgb:0000/0000/0000\x1b\\"},
		{"\x1b[>q", "\x1bP>|XTerm(388)\x1b\\"},
	} {
		reply.WriteString(strings.Repeat(known.answer, bytes.Count(t.seen[t.asked:], []byte(known.query))))
	}
	if reply.Len() > 0 {
		t.asked = len(t.seen)
	}
	return reply.String()
}

// wait waits for what open or press wanted.
func (t *terminal) wait() (time.Time, error) {
	select {
	case at := <-t.arrived:
		return at, nil
	case <-time.After(patience):
		return time.Time{}, fmt.Errorf("%s did not show %q in %s", t.cmd.Args[0], t.wanted, patience)
	}
}

// press types keys, and wants a text to appear after it.
func (t *terminal) press(keys, wanted string) (time.Time, error) {
	t.mu.Lock()
	t.from, t.wanted = len(t.seen), wanted
	select {
	case <-t.arrived: // nobody waited for what was wanted before
	default:
	}
	t.mu.Unlock()
	at := time.Now()
	_, err := io.WriteString(t.file, keys)
	return at, err
}

// count returns how many bytes the program has sent so far.
func (t *terminal) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.seen)
}

// settle waits until nothing has come for a while.
func (t *terminal) settle(while time.Duration) {
	for last := -1; last != t.count(); time.Sleep(while) {
		last = t.count()
	}
}

// until waits for a text on the screen, however it was drawn.
func (t *terminal) until(text string) error {
	for began := time.Now(); time.Since(began) < patience; time.Sleep(20 * time.Millisecond) {
		if strings.Contains(t.screen(), text) {
			return nil
		}
	}
	return fmt.Errorf("no %q on the screen:\n%s", text, t.screen())
}

func (t *terminal) screen() string {
	screen := vt.NewEmulator(columns, lines)
	spawn.Go(func() { _, _ = io.Copy(io.Discard, screen) }) // it answers queries too
	defer func() { _ = screen.Close() }()
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = screen.Write(t.seen)
	return screen.String()
}
