// Command viewer shows one JSON file in the settings' viewer, so that it can be measured
// with documents of any size. Its last line says how long reading the file took, which is
// not the viewer's.
package main

import (
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/tui/jsontree"
)

func main() {
	began := time.Now()
	body, err := os.ReadFile(os.Args[1])
	read := time.Since(began)
	if err == nil {
		_, err = tea.NewProgram(viewer{jsontree.New(body), read}, tea.WithFPS(120)).Run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type viewer struct {
	tree jsontree.Model
	read time.Duration
}

func (v viewer) Init() tea.Cmd { return v.tree.Init() }

func (v viewer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	v.tree, cmd = v.tree.Update(msg)
	return v, cmd
}

func (v viewer) View() tea.View {
	text := fmt.Sprintf("%s\n%s, read in %d us.", v.tree.View(80, 22, jsontree.Styles{}), v.tree.Position(), v.read.Microseconds())
	view := tea.NewView(text)
	view.AltScreen = true
	return view
}
