package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// menuScreen lists the commands; a letter runs one.
type menuScreen struct {
	plain
	commands []command
}

// newMenuScreen takes the commands that have a letter.
func newMenuScreen(commands []command) menuScreen {
	return menuScreen{commands: slices.DeleteFunc(commands, func(c command) bool { return c.letter == "" })}
}

// Update takes plain letters only: ctrl+x ctrl+x would else be a sign-out.
func (s menuScreen) Update(msg tea.Msg) (screen, action) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return s, action{}
	}
	for _, c := range s.commands {
		switch {
		case press.Text != c.letter:
		case !c.able:
			return s, ask(sayNow{words.Joined(", ", c.label+": not now", c.note)})
		default:
			return s, ask(pick{c})
		}
	}
	return s, ask(sayNow{press.String() + " does nothing here; " + keyFor(flow.DeedBack) + " closes."})
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
