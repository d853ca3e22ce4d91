package tui

import (
	"charm.land/bubbles/v2/key"
	"dintero-login/tui/layout"
)

// globalKeys act on every screen, and are handled in App alone.
type globalKeys struct {
	Quit     key.Binding
	Back     key.Binding
	More     key.Binding
	Help     key.Binding
	Settings key.Binding
	Pane     key.Binding
	Suspend  key.Binding
	Fill     key.Binding
	Next     key.Binding
	Previous key.Binding
	Yes      key.Binding // of App's own questions
}

func newGlobalKeys() globalKeys {
	return globalKeys{
		Quit:     layout.Bind("ctrl+c", "quit", "ctrl+c"),
		Back:     layout.Bind("esc", "back", "esc"),
		More:     layout.Bind("ctrl+x", "more", "ctrl+x"),
		Help:     layout.Bind("f1", "help", "f1"),
		Settings: layout.Bind("ctrl+s", "settings", "ctrl+s"),
		Pane:     layout.Bind("ctrl+t", "the phone, on or off", "ctrl+t"),
		Suspend:  layout.Bind("ctrl+z", "suspend", "ctrl+z"),
		Fill:     layout.Bind("ctrl+f", "fill in", "ctrl+f"),
		Next:     layout.Bind("ctrl+n", "next step of the guide", "ctrl+n", "pgdown"),
		Previous: layout.Bind("ctrl+p", "step back", "ctrl+p", "pgup"),
		Yes:      layout.Bind("y", "yes", "y"),
	}
}

// does is a binding with another word for what it does here.
func does(b key.Binding, word string) key.Binding {
	b.SetHelp(b.Help().Key, word)
	return b
}
