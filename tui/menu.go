package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

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
	return menuScreen{commands: commands, keys: menuKeys{Close: layout.Bind("esc", "close", "esc"), Leave: layout.Bind("q", "close", "q")}}
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
			return s, ask(sayNow{words.Joined(", ", c.label+": not now", strings.TrimPrefix(c.note, c.letter))})
		default:
			return s, ask(pick{c})
		}
	}
	return s, ask(sayNow{press.String() + " does nothing here. Esc closes."})
}

func (s menuScreen) View(f layout.Frame) (string, *tea.Cursor) {
	if len(s.commands)+2 > f.Height {
		return s.viewDense(f), nil
	}
	p := layout.NewPage(f)
	p.Title("What now?")
	for _, c := range s.commands {
		style := f.Styles.Key
		if !c.able {
			style = f.Styles.Hint
		}
		p.RowOfKey(style.Render(c.letter), c.label, c.note)
	}
	return p.Draw()
}

// viewDense is the list in columns, for a small terminal.
func (s menuScreen) viewDense(f layout.Frame) string {
	const least = 13
	column, shorts := least, make([]string, len(s.commands))
	for i, c := range s.commands {
		shorts[i] = c.letter + " " + c.short
		if !c.able {
			shorts[i] = words.Joined(" ", shorts[i], strings.TrimPrefix(c.note, "in "))
		}
		column = max(column, ansi.StringWidth(shorts[i])+1)
	}
	across := max(f.Grid()/column, 1)
	var lines []string
	for i, c := range s.commands {
		style := f.Styles.Key
		if !c.able {
			style = f.Styles.Hint
		}
		if i%across == 0 {
			lines = append(lines, "")
		}
		last := &lines[len(lines)-1]
		*last = layout.Pad(*last, i%across*column) + style.Render(c.letter) + shorts[i][len(c.letter):]
	}
	return strings.Join(lines, "\n")
}

func (s menuScreen) ShortHelp() []key.Binding { return []key.Binding{s.keys.Close} }

func (s menuScreen) FullHelp() [][]key.Binding { return nil }
