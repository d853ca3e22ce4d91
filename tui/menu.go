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
	label  string
	short  string // the same where there is little room
	note   string // why not now, or from when
	able   bool
	stays  bool // the overlay under the menu stays open
	does   action
}

// commandsFor lists what can be done in a state. What cannot be done at all is not listed;
// what cools down is, with its countdown.
func commandsFor(a App, now flow.Moment) []command {
	var list []command
	add := func(c command) { list = append(list, c) }
	if p, ok := pendingOf(a.state); ok {
		wait, note := p.ResendAt-now, ""
		if wait > 0 {
			note = "in " + left(wait)
		}
		able := wait <= 0 && !flow.Working(a.state)
		add(command{
			letter: "n", label: "send the code again", short: "again", note: note, able: able,
			does: emit(func(now flow.Moment) flow.Event { return flow.ResendWanted{At: now} }),
		})
		if p.CanSwitchChannel() {
			add(command{
				letter: "e", label: "send it by " + channelWord(p.Channel.Other()), short: channelWord(p.Channel.Other()), note: note, able: able,
				does: emit(func(now flow.Moment) flow.Event { return flow.ChannelSwitched{At: now} }),
			})
		}
	}
	switch s := a.state.(type) {
	case flow.ChoosingCustomer:
		add(command{letter: "c", label: "the other user type", short: "other type", able: true, does: ask(otherTypeMsg{})})
	case flow.EnteringSecret:
		add(command{letter: "l", label: "lost the PIN or password", short: "lost", able: true, does: emit(func(flow.Moment) flow.Event { return flow.SecretLost{} })})
		other := userTypeWord(flow.AsCustomer + flow.AsCompany - s.Identity.As)
		add(command{letter: "c", label: "as " + other + " instead", short: other, able: true, does: ask(otherTypeMsg{})})
		add(command{letter: "v", label: "show what is typed, for 5 s", short: "show", able: !a.presenting, does: ask(revealMsg{})})
	case flow.SignedIn:
		add(command{letter: "c", label: "copy the token", short: "copy", note: "c", able: !a.presenting, does: ask(copyToken{})})
		add(command{letter: "v", label: "reveal the token, for 5 s", short: "reveal", note: "v", able: !a.presenting, does: ask(revealMsg{})})
		if !s.Token.Refresh.IsEmpty() {
			refresh := command{
				letter: "r", label: "refresh the token", short: "refresh", note: "r", able: now >= s.RefreshAt,
				does: emit(func(now flow.Moment) flow.Event { return flow.RefreshWanted{At: now} }),
			}
			if !refresh.able {
				refresh.note = "in " + left(s.RefreshAt-now)
			}
			add(refresh)
		}
	}
	add(command{letter: "s", label: "settings of the account", short: "settings", note: "ctrl+s", able: true, does: ask(openSettings{})})
	reading := flow.AccountOf(a.state).Reading == flow.Reading
	add(command{
		letter: "u", label: "read the settings again", short: "reload", able: !reading, stays: true,
		does: emit(func(flow.Moment) flow.Event { return flow.SettingsWanted{} }),
	})
	if a.session.Sandbox != nil {
		if _, some := a.fills(); some {
			add(command{letter: "f", label: "fill in", short: "fill in", note: "ctrl+f", able: true, does: ask(fillIn{})})
		}
		add(command{letter: "o", label: "another scenario", short: "scenario", able: len(a.session.Sandbox.Stories) > 0, does: ask(openScenarios{})})
		if a.hasPhone() {
			add(command{letter: "t", label: "the phone, on or off", short: "phone", note: "ctrl+t", able: true, does: ask(togglePane{})})
		}
	}
	presenter := "presenter mode: nothing personal shows"
	if a.presenting {
		presenter = "end presenter mode"
	}
	add(command{letter: "p", label: presenter, short: "presenter", able: true, stays: true, does: ask(togglePresenter{})})
	if stopOf(flow.At(a.state).Kind) != stopCustomer && stopOf(flow.At(a.state).Kind) != stopSignedIn {
		add(command{letter: "r", label: "start again, keep what was typed", short: "start", able: true, does: ask(startOver{})})
	}
	add(command{letter: "x", label: "sign out and forget everything", short: "sign out", able: true, does: ask(signOut{})})
	add(command{letter: "h", label: "help", short: "help", note: "f1", able: true, stays: true, does: ask(openHelp{})})
	return list
}

// menuScreen lists the commands; a letter runs one.
type menuScreen struct {
	commands []command
	keys     menuKeys
}

type menuKeys struct {
	Close key.Binding
	Leave key.Binding
}

func newMenuScreen(commands []command) menuScreen {
	return menuScreen{commands: commands, keys: menuKeys{Close: bind("esc", "close", "esc"), Leave: bind("q", "close", "q")}}
}

func (s menuScreen) Init() tea.Cmd { return nil }

// Update takes plain letters only: ctrl+x ctrl+x would else be a sign-out.
func (s menuScreen) Update(msg tea.Msg) (screen, action) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return s, action{}
	}
	if key.Matches(press, s.keys.Leave) {
		return s, ask(closeTop{})
	}
	for _, c := range s.commands {
		switch {
		case press.Text != c.letter:
		case !c.able:
			return s, ask(sayNow{joined(", ", c.label+": not now", strings.TrimPrefix(c.note, c.letter))})
		default:
			return s, ask(pick{c})
		}
	}
	return s, ask(sayNow{press.String() + " does nothing here. Esc closes."})
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
		p.rowOfKey(style.Render(c.letter), c.label, c.note)
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
	if p.frame.narrow() {
		head := pad(written+" ", 4)
		p.addFolding(must, head, folded(joined("  ", does, rendered(p.frame.styles.hint, note)), p.frame.grid()-ansi.StringWidth(head)))
		return
	}
	head := pad("", at) + pad(written+" ", 12)
	if note == "" {
		p.addFolding(must, head, folded(does, p.frame.grid()-ansi.StringWidth(head)))
		return
	}
	room := noteAt - ansi.StringWidth(head)
	p.addFolding(must, head, beside(folded(does, room-1), folded(rendered(p.frame.styles.hint, note), p.frame.grid()-noteAt), room))
}

func (s menuScreen) ShortHelp() []key.Binding { return []key.Binding{s.keys.Close} }

func (s menuScreen) FullHelp() [][]key.Binding { return nil }
