package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

// command is a line of the menu behind ctrl+x, the one complete way to everything.
type command struct {
	letter string
	does   string
	short  string // the same where there is little room
	note   string // why not now, or from when
	able   bool
	msg    tea.Msg
}

// commandsFor lists what can be done in a state. What cannot be done at all is not listed;
// what cools down is, with its countdown.
func commandsFor(a App, now flow.Moment) []command {
	var list []command
	add := func(letter, does, short, note string, able bool, msg tea.Msg) {
		list = append(list, command{letter, does, short, note, able, msg})
	}
	if p, ok := pendingOf(a.state); ok {
		wait, note := p.ResendAt-now, ""
		if wait > 0 {
			note = "in " + left(wait)
		}
		able := wait <= 0 && !flow.Working(a.state)
		add("n", "send the code again", "again", note, able, happened(func(now flow.Moment) flow.Event { return flow.ResendWanted{At: now} }))
		if p.CanSwitchChannel() {
			add("e", "send it by "+channelWord(p.Channel.Other()), channelWord(p.Channel.Other()), note, able, happened(func(now flow.Moment) flow.Event { return flow.ChannelSwitched{At: now} }))
		}
	}
	switch s := a.state.(type) {
	case flow.ChoosingCustomer:
		add("c", "the other user type", "other type", "", true, otherTypeMsg{})
	case flow.EnteringSecret:
		add("l", "lost the secret", "lost", "", true, happened(func(flow.Moment) flow.Event { return flow.SecretLost{} }))
		other := userTypeWord(flow.AsCustomer + flow.AsCompany - s.Identity.As)
		add("c", "as "+other+" instead", other, "", true, otherTypeMsg{})
		add("v", "show what is typed, for 5 s", "show", "", !a.presenting, revealMsg{})
	case flow.SignedIn:
		add("v", "reveal the token, for 5 s", "reveal", "", !a.presenting, revealMsg{})
	}
	add("s", "settings of the account", "settings", "ctrl+s", true, openSettingsMsg{})
	if a.session.Sandbox != nil {
		add("f", "fill in", "fill in", "ctrl+f", true, fillWantedMsg{})
		add("o", "another story", "story", "", len(a.session.Sandbox.Stories) > 0, openStoriesMsg{})
		add("t", "the phone, on or off", "phone", "ctrl+t", true, paneMsg{})
	}
	presenter := "presenter mode: nothing personal shows"
	if a.presenting {
		presenter = "end presenter mode"
	}
	add("p", presenter, "presenter", "", true, presenterMsg{})
	if stopOf(flow.At(a.state).Kind) != stopCustomer && stopOf(flow.At(a.state).Kind) != stopSignedIn {
		add("r", "start again, keep what was typed", "start", "", true, happened(func(now flow.Moment) flow.Event { return flow.StartedOver{At: now} }))
	}
	add("x", "sign out and forget everything", "sign out", "", true, happened(func(flow.Moment) flow.Event { return flow.SignOutWanted{} }))
	add("h", "help", "help", "f1", true, openHelpMsg{})
	return list
}

// pickedMsg is a command of the menu, which closes before it is done.
type pickedMsg struct{ msg tea.Msg }

// menuScreen lists the commands; a letter runs one.
type menuScreen struct {
	commands []command
	close    key.Binding
}

func newMenuScreen(commands []command) menuScreen {
	return menuScreen{commands: commands, close: bind("esc", "close", "esc")}
}

func (s menuScreen) Init() tea.Cmd { return nil }

func (s menuScreen) Update(msg tea.Msg) (screen, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return s, nil
	}
	for _, c := range s.commands {
		if press.String() != c.letter && press.String() != "ctrl+"+c.letter {
			continue
		}
		if !c.able {
			return s, notice(joined(", ", c.does+": not now", c.note))
		}
		return s, func() tea.Msg { return pickedMsg{c.msg} }
	}
	return s, notice("No such letter here. Esc closes.")
}

func (s menuScreen) View(f frame) (string, *tea.Cursor) {
	if len(s.commands)+2 > f.height {
		return s.viewDense(f), nil
	}
	p := newPage(f)
	p.title("What now?")
	for _, c := range s.commands {
		style := f.styles.key
		if !c.able {
			style = f.styles.hint
		}
		p.rowOfKey(style.Render(c.letter), c.does, c.note)
	}
	return p.draw()
}

// viewDense is the list in columns, for a small terminal.
func (s menuScreen) viewDense(f frame) string {
	const least = 13
	column, shorts := least, make([]string, len(s.commands))
	for i, c := range s.commands {
		shorts[i] = c.letter + " " + c.short
		if !c.able {
			shorts[i] = joined(" ", shorts[i], strings.TrimPrefix(c.note, "in "))
		}
		column = max(column, ansi.StringWidth(shorts[i])+1)
	}
	across := max(f.grid()/column, 1)
	var lines []string
	for i, c := range s.commands {
		style := f.styles.key
		if !c.able {
			style = f.styles.hint
		}
		if i%across == 0 {
			lines = append(lines, "")
		}
		last := &lines[len(lines)-1]
		*last = pad(*last, i%across*column) + style.Render(c.letter) + shorts[i][len(c.letter):]
	}
	return strings.Join(lines, "\n")
}

// rowOfKey is a key and what it does.
func (p *page) rowOfKey(written, does, note string) {
	at := p.indent()
	text := pad(written, 12) + does
	if p.frame.narrow() {
		text = pad(written+" ", 4) + does
	}
	if note != "" {
		text = pad(text, noteAt-at) + p.frame.styles.hint.Render(note)
	}
	p.add(must, ansi.Truncate(pad("", at)+text, p.frame.grid(), "…"))
}

func (s menuScreen) ShortHelp() []key.Binding { return []key.Binding{s.close} }

func (s menuScreen) FullHelp() [][]key.Binding { return nil }
