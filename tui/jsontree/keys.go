package jsontree

import (
	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
)

// KeyMap is what the viewer reacts to. Enter, esc and every chord stay the screen's.
type KeyMap struct {
	Up, Down, PageUp, PageDown, Home, End key.Binding
	// Fold folds, or goes out to the container; Unfold unfolds, or goes in.
	Fold, Unfold key.Binding
	// Toggle folds and unfolds, and shows the whole of a long string.
	Toggle key.Binding
	// Parent goes to the container and leaves it open; siblings are in the same container.
	Parent, NextSibling, PreviousSibling key.Binding
	// CopyValue copies the value as it came, CopyPointer its JSON Pointer, CopyPath its path
	// with dots.
	CopyValue, CopyPointer, CopyPath key.Binding
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

		CopyValue:   bind("c", "copy the value", "c"),
		CopyPointer: bind("p", "copy its JSON Pointer", "p"),
		CopyPath:    bind("P", "copy its path with dots", "P"),
	}
}

// ShortHelp implements help.KeyMap: what nobody would guess.
func (k KeyMap) ShortHelp() []key.Binding { return []key.Binding{k.Toggle} }

// FullHelp implements help.KeyMap.
func (k KeyMap) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		{k.Up, k.Down, k.PageUp, k.PageDown, k.Home, k.End},
		{k.Fold, k.Unfold, k.Toggle},
		{k.Parent, k.NextSibling, k.PreviousSibling},
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
}
