package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"dintero-login/api/spawn"
)

const (
	// patience is how long anything is waited for.
	patience = 10 * time.Second
	// quiet is how long nothing comes before a screen counts as drawn.
	quiet = 100 * time.Millisecond
)

// step is one thing that a person does, what the screen shows then, and which picture is
// taken of it, if any.
type step struct {
	width, height int // the terminal's new size; 0 keeps it
	keys          string
	shows         []string
	picture       string
	title         string
}

// The keys that have names.
const (
	enter = "\r"
	fill  = "\x06" // ctrl+f
)

// login is the scenario of the pictures. Each step waits for something that the screen
// before it does not show.
func login() []step {
	return []step{
		{shows: []string{"Who is signing in?", "✓ sign in"}},
		{keys: "999 99 999", shows: []string{"sent as +4799999999"}, picture: "customer", title: "Who is signing in? A phone number is typed in."},
		{keys: enter, shows: []string{"PIN/password"}},
		{keys: "1357", shows: []string{"••••"}},
		{keys: enter, shows: []string{"Not accepted"}, picture: "refused", title: "The PIN was refused; the possible causes, and what to do."},
		{keys: fill, shows: []string{"••••"}},
		{keys: enter, shows: []string{"Your code is"}},
		{keys: "123456", shows: []string{"123456"}},
		{keys: enter, shows: []string{"wrong tries: 1"}},
		{keys: "259", shows: []string{"259 "}, picture: "code", title: "The code was refused; the simulated phone shows the right one."},
		{width: 130, height: 24, shows: []string{"· SMS 1"}, picture: "wide", title: "The same at 130×24, with the phone beside the screen."},
		{width: 40, height: 12, shows: []string{"Phone (SIMULATED)"}, picture: "small", title: "The same at 40×12."},
		{width: 80, height: 24, shows: []string{"┄ Phone, SIMULATED"}},
		{keys: fill + enter, shows: []string{"Claims"}, picture: "signedin", title: "Signed in: until when, and the token, masked."},
		{keys: enter, shows: []string{"MFA at login"}, picture: "settings", title: "The account's settings, and what they mean for a login."},
	}
}

// terminal is a terminal emulator with the program in it.
type terminal struct {
	file *os.File
	cmd  *exec.Cmd
	work sync.WaitGroup

	mu      sync.Mutex
	screen  *vt.Emulator
	cursor  bool // it shows
	drawn   time.Time
	replies *io.PipeWriter
}

// open starts the program in a terminal of 80×24 with a theme's background. It finds an
// empty home, an empty folder and no config.
func open(ctx context.Context, program, folder string, t theme) (*terminal, error) {
	const width, height = 80, 24
	x := &terminal{screen: vt.NewEmulator(width, height), cursor: true}
	x.screen.SetDefaultForegroundColor(t.text)
	x.screen.SetDefaultBackgroundColor(t.window)
	x.screen.SetCallbacks(vt.Callbacks{CursorVisibility: func(visible bool) { x.cursor = visible }})
	x.replies, _ = x.screen.InputPipe().(*io.PipeWriter)

	x.cmd = exec.CommandContext(ctx, program, "--demo", "--seed", "7")
	x.cmd.Dir = folder
	x.cmd.Env = []string{
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
		"HOME=" + folder, "PATH=" + os.Getenv("PATH"),
	}
	file, err := pty.StartWithSize(x.cmd, &pty.Winsize{Rows: height, Cols: width})
	if err != nil {
		return nil, err
	}
	x.file = file
	x.work.Add(2)
	spawn.Go(x.read)
	spawn.Go(func() {
		defer x.work.Done()
		_, _ = io.Copy(x.file, x.screen)
	})
	return x, nil
}

// close ends the program, whatever it is doing.
func (x *terminal) close() {
	_ = x.cmd.Process.Kill()
	_ = x.cmd.Wait() // it was killed
	_ = x.file.Close()
	_ = x.replies.Close()
	x.work.Wait()
}

func (x *terminal) read() {
	defer x.work.Done()
	part := make([]byte, 64<<10)
	for {
		n, err := x.file.Read(part)
		if err != nil {
			return // the program has ended
		}
		x.mu.Lock()
		_, _ = x.screen.Write(part[:n])
		x.drawn = time.Now()
		x.mu.Unlock()
	}
}

// play does the steps, and hands over the cells of each that is a picture.
func (x *terminal) play(steps []step, take func(step, grid) error) error {
	for _, s := range steps {
		if s.width > 0 {
			if err := x.resize(s.width, s.height); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(x.file, s.keys); err != nil {
			return err
		}
		g, err := x.until(s.shows)
		if err == nil && s.picture != "" {
			err = take(s, g)
		}
		if err != nil {
			return fmt.Errorf("%q: %w", s.shows, err)
		}
	}
	return nil
}

func (x *terminal) resize(width, height int) error {
	x.mu.Lock()
	x.screen.Resize(width, height)
	x.mu.Unlock()
	return pty.Setsize(x.file, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}) // #nosec G115: small by nature
}

// until waits until all the texts are on the screen and nothing more comes.
func (x *terminal) until(texts []string) (grid, error) {
	for began := time.Now(); time.Since(began) < patience; time.Sleep(quiet / 5) {
		if g, ok := x.shows(texts); ok {
			return g, nil
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return grid{}, errors.New("never on the screen:\n" + x.screen.String())
}

func (x *terminal) shows(texts []string) (grid, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	screen := x.screen.String()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			return grid{}, false
		}
	}
	return x.cells(), time.Since(x.drawn) >= quiet
}

// cells returns a copy of what is on the screen.
func (x *terminal) cells() grid {
	g := grid{rows: make([][]uv.Cell, x.screen.Height()), cursor: uv.Pos(-1, -1)}
	for y := range g.rows {
		for column := range x.screen.Width() {
			c := uv.EmptyCell
			if at := x.screen.CellAt(column, y); at != nil {
				c = *at
			}
			g.rows[y] = append(g.rows[y], c)
		}
	}
	if x.cursor {
		g.cursor = x.screen.CursorPosition()
	}
	return g
}
