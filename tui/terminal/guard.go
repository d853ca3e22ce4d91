package terminal

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/api/spawn"
)

// guard keeps a panic in a command from reaching Bubble Tea, which starts the goroutines
// that commands run in. Init, Update and View run in Run's own.
type guard struct {
	tea.Model
	steps *steps // nil where nothing is recorded
}

// Init implements tea.Model.
func (g guard) Init() tea.Cmd { return guarded(g.Model.Init()) }

// Update implements tea.Model.
func (g guard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := g.Model.Update(msg)
	g.Model = next
	g.steps.follow(next)
	return g, guarded(cmd)
}

// guarded returns a command whose panic ends the program in order.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer spawn.Catch()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = guarded(batch[i])
			}
		}
		return msg
	}
}
