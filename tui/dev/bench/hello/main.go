// Command hello is the least that Bubble Tea can be, as a floor to measure against: a
// line, and what is typed under it, with a real cursor.
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

func main() {
	if _, err := tea.NewProgram(hello{}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type hello struct{ typed string }

func (h hello) Init() tea.Cmd { return nil }

func (h hello) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
	case press.String() == "ctrl+c":
		return h, tea.Quit
	case press.String() == "backspace":
		h.typed = h.typed[:max(0, len(h.typed)-1)]
	default:
		h.typed += press.Text
	}
	return h, nil
}

func (h hello) View() tea.View {
	v := tea.NewView("Hello, world!\n\n> " + h.typed)
	v.AltScreen = true
	v.Cursor = tea.NewCursor(2+len(h.typed), 2)
	return v
}
