package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/cast"
	"dintero-login/tui/terminal"
)

// The README's recording: a login in the demo, as fast as one can read it.
const (
	recordedWidth  = 110
	recordedHeight = 30
	betweenKeys    = 120 * time.Millisecond
)

// scene is what a person of the recording does, after a look at the screen.
type scene struct {
	look  time.Duration
	types string // key by key
	key   string // one of those with a name
	shows string // what has to stand there in the end
}

func scenes() []scene {
	return []scene{
		{shows: "Who is signing in?"},
		{look: 2 * time.Second, types: "999 99 999", shows: "sent as +4799999999"},
		{look: 1500 * time.Millisecond, key: "enter", shows: "PIN"},
		{look: 2 * time.Second, types: "246810", shows: "••••••"},
		{look: time.Second, key: "enter", shows: "Your code is 259413"},
		{look: 4 * time.Second, types: "259413", shows: "259413"},
		{look: time.Second, key: "enter", shows: "Claims"},
		{look: 4 * time.Second, key: "enter", shows: "MFA at login"},
		{look: 4 * time.Second, shows: "MFA at login"},
	}
}

// camera records the screens of a player.
type camera struct {
	*player
	cast *cast.Cast
	rows []string // those that stand
	step string
}

// recorded plays the scenes, and returns them as an asciicast: only settled screens, on the script's clock.
func recorded() ([]byte, error) {
	p, err := open(stage{})
	if err != nil {
		return nil, err
	}
	defer p.close()
	var out bytes.Buffer
	c := &camera{player: p, cast: cast.New(&out), rows: make([]string, recordedHeight)}
	c.cast.Resize(0, recordedWidth, recordedHeight)
	c.cast.Output(0, []byte(ansi.SetModeAltScreenSaveCursor+ansi.EraseEntireScreen))
	for _, s := range scenes() {
		c.watch(s.look)
		for _, r := range s.types {
			c.turn(betweenKeys)
			c.press(string(r))
			c.settle()
			c.shoot()
		}
		if s.key != "" {
			c.press(s.key)
			c.shoot() // while it runs
			c.settle()
		}
		c.shoot()
		if text := c.view().text(); !strings.Contains(text, s.shows) || c.stuck != "" {
			return nil, fmt.Errorf("%q is not on the screen (%s):\n%s", s.shows, c.stuck, text)
		}
	}
	c.cast.Exit(c.clock.Moment(), 0)
	return out.Bytes(), c.cast.Err()
}

func (c *camera) view() grid { return c.grid(recordedWidth, recordedHeight, themes()[0]) }

// watch lets the time go by, and shows what changes each second.
func (c *camera) watch(d time.Duration) {
	for ; d > 0; d -= time.Second {
		c.turn(min(d, time.Second))
		c.shoot()
	}
}

// shoot records what differs from the screen that stands.
func (c *camera) shoot() {
	at, g := c.clock.Moment(), c.view()
	if stepper, ok := c.model.(terminal.Stepper); ok && stepper.Step() != c.step {
		c.step = stepper.Step()
		c.cast.Mark(at, c.step)
	}
	var rows []string
	var b strings.Builder
	for y, row := range g.rows {
		rows = append(rows, strings.TrimRight(uv.Line(row).Render(), " "))
		if rows[y] != c.rows[y] {
			b.WriteString(ansi.CursorPosition(1, y+1) + ansi.EraseLineRight + rows[y] + ansi.ResetStyle)
		}
	}
	if slices.Equal(rows, c.rows) {
		return
	}
	c.rows = rows
	cursor := ansi.HideCursor
	if g.cursor.Y >= 0 {
		cursor = ansi.CursorPosition(g.cursor.X+1, g.cursor.Y+1) + ansi.ShowCursor
	}
	c.cast.Output(at, []byte(ansi.HideCursor+b.String()+cursor))
}
