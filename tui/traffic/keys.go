package traffic

import (
	"charm.land/bubbles/v2/key"

	"dintero-login/tui/layout"
)

// Keys are what the list and the detail react to.
type Keys struct {
	layout.ScrollKeys
	Open, Switch, Search, Enter          key.Binding
	Before, After, Request, Answer, Curl key.Binding // in the detail
}

func newKeys(copies bool) Keys {
	k := Keys{
		ScrollKeys: layout.NewScrollKeys(),
		Open:       layout.Bind("enter", "open", "enter", "space"),
		Switch:     layout.Bind("s", "list or sequence", "s"),
		Search:     layout.Bind("/", "filter", "/"),
		Enter:      layout.Bind("enter", "keep the filter", "enter"),
		Before:     layout.Bind("←", "request before", "left", "h"),
		After:      layout.Bind("→", "next request", "right", "l"),
		Request:    layout.Bind("r", "request's body as a tree", "r"),
		Answer:     layout.Bind("a", "answer's body as a tree", "a"),
		Curl:       layout.Bind("c", "copy the curl line", "c"),
	}
	k.Curl.SetEnabled(copies)
	return k
}

// CopiesCurl is the key that copies the line of the open exchange.
func (m Model) CopiesCurl() key.Binding { return m.keys.Curl }

// ShortHelp is the keys that matter now.
func (m Model) ShortHelp() []key.Binding {
	k := m.keys
	switch {
	case m.treeOf != "":
		return m.tree.ShortHelp()
	case m.detail:
		keys := []key.Binding{k.After}
		if e, _ := m.Chosen(); isJSON(e.Answer) {
			keys = append(keys, layout.Bind("a", "answer", "a"))
		}
		if k.Curl.Enabled() {
			keys = append(keys, layout.Bind("c", "curl", "c"))
		}
		return keys
	case m.find.Typing():
		return []key.Binding{k.Enter}
	case len(m.given.Entries) == 0:
		return nil
	}
	return []key.Binding{k.Open, k.Switch, k.Search}
}

// FullHelp is all the keys.
func (m Model) FullHelp() [][]key.Binding {
	k := m.keys
	switch {
	case m.treeOf != "":
		return m.tree.Keys.FullHelp()
	case m.detail:
		keys := []key.Binding{k.Before, k.After, k.Request, k.Answer}
		if k.Curl.Enabled() {
			keys = append(keys, k.Curl)
		}
		return [][]key.Binding{keys, k.ScrollKeys.All()}
	}
	return [][]key.Binding{{k.Open, k.Switch, k.Search}, k.ScrollKeys.All()}
}
