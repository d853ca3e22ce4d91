package main

import (
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/api"
	"dintero-login/api/sandbox"
	"dintero-login/api/spawn"
	"dintero-login/tui"
	"dintero-login/tui/cli"
)

// host is where the demo listens in every picture. In truth the port is one of chance.
const host = "127.0.0.1:41873"

// patience is how long a command may run: one that waits for something else than the adapter
// has to be known to run.
const patience = 10 * time.Second

// player is a person at the program, without a terminal and without waiting: a message goes
// through Update, then the commands that came of it run one after the other, in their order. So
// the same keys give the same screens, whatever the machine.
type player struct {
	clock   *clock
	model   tea.Model
	queue   []tea.Cmd
	phone   <-chan tui.Message
	traffic tui.Traffic
	hears   map[string]tea.Cmd // what waits for the phone and for the record
	tells   chan tea.Msg       // from the commands that run beside the others
	beside  int                // how many
	stuck   string             // the command that did not end
	port    string
	close   func()
}

// open starts the program on the demo, as a stage wants it.
func open(on stage) (*player, error) {
	c := newClock()
	k, err := demoKey()
	if err != nil {
		return nil, err
	}
	session, box, err := cli.OpenDemo(sandbox.Options{
		Scenario: on.scenario, Now: c.Wall, After: c.After, Seeded: true, Seed: 7, Key: k,
		OnRequest: func(sandbox.Request) { c.called() },
	}, c.Moment)
	if err != nil {
		return nil, err
	}
	adapter, _ := session.API.(*api.Adapter)
	p := &player{
		clock: c, port: session.Host, hears: map[string]tea.Cmd{}, tells: make(chan tea.Msg, 8), phone: session.Sandbox.Messages, traffic: session.Traffic,
		close: func() {
			adapter.Close()
			_ = box.Close()
		},
	}
	session.Host = host
	options := tui.Options{}
	if on.changes != nil {
		on.changes(&session, &options)
	}
	app := tui.NewApp(session, options)
	p.model, p.queue = app, []tea.Cmd{app.Init()}
	p.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	p.settle()
	return p, nil
}

func (p *player) send(msg tea.Msg) {
	next, cmd := p.model.Update(msg)
	p.model, p.queue = next, append(p.queue, cmd)
}

// settle runs what was begun to its end.
func (p *player) settle() {
	for {
		for len(p.queue) > 0 {
			cmd := p.queue[0]
			p.queue = p.queue[1:]
			p.run(cmd)
		}
		switch {
		case p.beside > 0:
			p.take(<-p.tells)
			p.beside--
		case len(p.phone) > 0 && p.hears["App.listen.func"] != nil:
			p.hear("App.listen.func")
		case p.traffic != nil && len(p.traffic.Changed()) > 0 && p.hears["App.listenToTraffic.func"] != nil:
			p.hear("App.listenToTraffic.func")
		default:
			return
		}
	}
}

// run runs a command. What waits for the real clock never ends here: Update reads the time anyway.
func (p *player) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	if strings.Contains(name, "bubbletea") && strings.Contains(name, "Tick.func") {
		return
	}
	for _, listener := range []string{"App.listen.func", "App.listenToTraffic.func"} {
		if strings.Contains(name, listener) {
			p.hears[listener] = cmd
			return
		}
	}
	if strings.Contains(name, "checksScreen.") { // it runs the checks, and listens for them
		p.beside++
		spawn.Go(func() { p.tells <- cmd() })
		return
	}
	ended := make(chan tea.Msg, 1)
	spawn.Go(func() { ended <- cmd() })
	select {
	case msg := <-ended:
		p.take(msg)
	case <-time.After(patience):
		p.stuck = name
	}
}

func (p *player) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		p.queue = append(p.queue, msg...)
	default:
		p.send(msg)
	}
}

func (p *player) hear(listener string) {
	cmd := p.hears[listener]
	delete(p.hears, listener)
	p.take(cmd())
}

// press presses a key by its name, or types a text.
func (p *player) press(key string) {
	mod := tea.KeyMod(0)
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok {
		key, mod = rest, tea.ModCtrl
	}
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "f1": tea.KeyF1, "down": tea.KeyDown, "up": tea.KeyUp,
		"pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace,
	}
	if code, named := codes[key]; named {
		p.send(tea.KeyPressMsg{Code: code, Mod: mod})
		return
	}
	for _, r := range key {
		k := tea.KeyPressMsg{Code: r, Mod: mod}
		if mod == 0 {
			k.Text = string(r)
		}
		p.send(k)
	}
}

// turn turns the clock, and has the program look at it.
func (p *player) turn(by time.Duration) {
	p.clock.Turn(by)
	p.send(struct{}{})
	p.settle()
}

// play does the steps of a stage, and hands over each screen that counts.
func (p *player) play(on stage, take func(step) error) error {
	for _, s := range on.steps {
		p.turn(s.after)
		for _, key := range s.keys {
			p.press(key)
			if !s.running || key != s.keys[len(s.keys)-1] {
				p.settle()
			}
		}
		if text := p.grid(80, 24, themes()[0]).text(); !strings.Contains(text, s.shows) {
			return fmt.Errorf("%s: %q is not on the screen:\n%s", on.name, s.shows, text)
		}
		if p.stuck != "" {
			return fmt.Errorf("%s: %s does not end", on.name, p.stuck)
		}
		if err := take(s); err != nil {
			return err
		}
		p.settle()
	}
	return nil
}

// grid returns the screen at a size, in a theme, and leaves the program as it was.
func (p *player) grid(width, height int, t theme) grid {
	model, queue := p.model, p.queue
	defer func() { p.model, p.queue = model, queue }()
	p.queue = nil
	p.send(tea.BackgroundColorMsg{Color: t.window})
	p.send(tea.WindowSizeMsg{Width: width, Height: height})
	view := p.model.View()
	return gridOf(p.pinned(view.Content), view.Cursor, width, height)
}

// pinned replaces what differs from run to run: the sandbox's port, and the end of a token, since
// the port is part of the issuer that is signed.
func (p *player) pinned(content string) string {
	content = strings.ReplaceAll(content, p.port, host)
	return regexp.MustCompile(`(•{8})[\w-]{4}\b`).ReplaceAllString(content, "${1}w5c2")
}
