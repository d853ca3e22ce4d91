package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Show shows any model as Run shows the login.
func Show(ctx context.Context, model tea.Model, o Options) error {
	_, err := newShow(ctx, model, o).run()
	return err
}
