// Command viewer shows one JSON file in the settings' viewer, so that it can be measured
// with documents of any size. Its last line says how long reading the file took, which is
// not the viewer's.
package main

import (
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dintero-login/tui/jsontree"
)

func main() {
	began := time.Now()
	body, err := os.ReadFile(os.Args[1])
	read := time.Since(began)
	if err == nil {
		_, err = tea.NewProgram(viewer{tree: jsontree.New(body), read: read}, tea.WithFPS(120)).Run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type viewer struct {
	tree jsontree.Model
	read time.Duration
	room tea.WindowSizeMsg // the tree's
}

func (v viewer) Init() tea.Cmd { return v.tree.Init() }

func (v viewer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch msg.String() {
		case "ctrl+c":
			return v, tea.Quit
		case "esc":
			v.tree, _ = v.tree.Clear()
			return v, nil
		}
	case tea.WindowSizeMsg:
		v.room = tea.WindowSizeMsg{Width: msg.Width, Height: msg.Height - 2}
		return v.tell(v.room)
	}
	return v.tell(msg)
}

func (v viewer) tell(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	v.tree, cmd = v.tree.Update(msg)
	return v, cmd
}

func (v viewer) View() tea.View {
	styles := jsontree.Styles{Match: lipgloss.NewStyle().Reverse(true)}
	place := v.tree.Place()
	view := tea.NewView(fmt.Sprintf("%s\n%s, %d:%d %s\nread in %d us.", v.tree.View(v.room.Width, v.room.Height, styles),
		v.tree.Position(), place.Line, place.Column, place.Path, v.read.Microseconds()))
	view.Cursor = v.tree.Cursor(v.room.Width, v.room.Height)
	view.AltScreen = true
	return view
}
