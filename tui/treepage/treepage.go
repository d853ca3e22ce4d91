// Package treepage puts a JSON document on a page: the title, a line that says where the cursor is
// in the text, and the tree below.
package treepage

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/tui/jsontree"
	"dintero-login/tui/layout"
)

// Size is the room of the tree on such a page.
func Size(f layout.Frame, name, says string, tree jsontree.Model) tea.WindowSizeMsg {
	_, below := head(f, name, says, tree)
	return tea.WindowSizeMsg{Width: min(f.Width, layout.GridEnd), Height: max(f.Height-below, 1)}
}

// View is the page.
func View(f layout.Frame, name, says string, tree jsontree.Model) (string, *tea.Cursor) {
	title, below := head(f, name, says, tree)
	place := tree.Place()
	at := fmt.Sprintf("%d:%d in the text", place.Line, place.Column)
	room := f.Grid() - len(at) - 2
	where := f.Styles.Hint.Render(layout.Pad(layout.CutMiddle(place.Path, room), room+2) + at)
	height := max(f.Height-below, 1)
	cursor := tree.Cursor(f.Grid(), height)
	if cursor != nil {
		cursor.Y += below
	}
	return title + "\n" + where + "\n" + tree.View(f.Grid(), height, styles(f.Styles)), cursor
}

// head is the title, and how many lines stand above the tree.
func head(f layout.Frame, name, says string, tree jsontree.Model) (title string, below int) {
	p := layout.NewPage(f)
	p.Head(name, says, tree.Position())
	title, _ = p.Draw()
	return title, strings.Count(title, "\n") + 2
}

func styles(s layout.Styles) jsontree.Styles {
	return jsontree.Styles{
		Key: s.Name, String: s.Value, Number: s.Good, Punct: s.Hint, Dim: s.Hint, Cursor: s.Here,
		Match: s.Changed.Reverse(true), Problem: s.Problem,
	}
}
