package jsontree

import (
	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
)

// KeyMap is what the viewer reacts to. Esc and every chord stay the screen's; so does enter,
// while neither Typing nor Listing.
type KeyMap struct {
	Up, Down, PageUp, PageDown, Home, End key.Binding
	// Fold folds, or goes out to the container; Unfold unfolds, or goes in.
	Fold, Unfold key.Binding
	// Toggle folds and unfolds, and shows the whole of a long string.
	Toggle key.Binding
	// Parent goes to the container and leaves it open; siblings are in the same container.
	Parent, NextSibling, PreviousSibling key.Binding
	// Depth folds to as many levels as its digit says; OpenAll unfolds everything.
	Depth, OpenAll key.Binding
	// Left and Right scroll a long value sideways.
	Left, Right key.Binding
	// CopyValue copies the value as it came, CopyPointer its JSON Pointer, CopyPath its path
	// with dots.
	CopyValue, CopyPointer, CopyPath key.Binding
	// Search and SearchBack open the line that takes a search, Filter one for paths.
	Search, SearchBack, Filter key.Binding
	// Next goes on to the next hit in the direction of the search, Previous the other way.
	Next, Previous key.Binding
	// In that line: Enter searches, Expression and Case switch. In the list of a filter
	// Enter goes back to the tree.
	Enter, Expression, Case key.Binding
}

// DefaultKeys are the arrows, and the same under the fingers of a vi user.
func DefaultKeys() KeyMap {
	bind := func(help, does string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, does))
	}
	return KeyMap{
		Up:       bind("↑", "up", "up", "k"),
		Down:     bind("↓", "down", "down", "j"),
		PageUp:   bind("pgup", "page up", "pgup"),
		PageDown: bind("pgdn", "page down", "pgdown"),
		Home:     bind("home", "first line", "home", "g"),
		End:      bind("end", "last line", "end", "G"),
		Fold:     bind("←", "fold, out", "left", "h"),
		Unfold:   bind("→", "unfold, in", "right", "l"),
		Toggle:   bind("space", "fold", "space"),

		Parent:          bind("H", "to the parent", "H"),
		NextSibling:     bind("J", "next sibling", "J"),
		PreviousSibling: bind("K", "sibling before", "K"),

		Depth:   bind("1–9", "show so many levels", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		OpenAll: bind("0", "open everything", "0"),
		Left:    bind("<", "a long value, to the left", "<", "shift+left"),
		Right:   bind(">", "a long value, to the right", ">", "shift+right"),

		CopyValue:   bind("c", "copy the value", "c"),
		CopyPointer: bind("p", "copy its JSON Pointer", "p"),
		CopyPath:    bind("P", "copy its path with dots", "P"),

		Search:     bind("/", "search", "/"),
		SearchBack: bind("?", "search back", "?"),
		Filter:     bind("&", "list by path", "&"),
		Next:       bind("n", "next hit", "n"),
		Previous:   bind("N", "hit before", "N"),

		Enter:      bind("enter", "go to the hit", "enter"),
		Expression: bind("tab", "text or expression", "tab"),
		Case:       bind("shift+tab", "ignore case or not", "shift+tab"),
	}
}

// ShortHelp implements help.KeyMap: what nobody would guess.
func (k KeyMap) ShortHelp() []key.Binding { return []key.Binding{k.Toggle, k.Search} }

// ShortHelp returns the keys that matter now.
func (m Model) ShortHelp() []key.Binding {
	k := m.Keys
	switch {
	case m.Typing():
		return []key.Binding{k.Enter, k.Expression}
	case m.Listing():
		return []key.Binding{k.Enter, k.Next}
	case m.search.active():
		return []key.Binding{k.Next, k.Previous}
	}
	return k.ShortHelp()
}

// FullHelp implements help.KeyMap.
func (k KeyMap) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		{k.Up, k.Down, k.PageUp, k.PageDown, k.Home, k.End},
		{k.Fold, k.Unfold, k.Toggle, k.Depth, k.OpenAll, k.Left, k.Right},
		{k.Parent, k.NextSibling, k.PreviousSibling},
		{k.Search, k.SearchBack, k.Filter, k.Next, k.Previous, k.Enter, k.Expression, k.Case},
		{k.CopyValue, k.CopyPointer, k.CopyPath},
	}
}

// Styles are the caller's colours, by role. They must not pad, wrap or align.
type Styles struct {
	Key, String lipgloss.Style
	Number      lipgloss.Style // also true, false and null
	Punct       lipgloss.Style
	Dim         lipgloss.Style // what the viewer says about the document
	Cursor      lipgloss.Style // the whole of the cursor's row
	Match       lipgloss.Style // what a search found, in any row
	Problem     lipgloss.Style // an expression that is none
}
