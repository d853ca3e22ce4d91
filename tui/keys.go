package tui

import (
	"charm.land/bubbles/v2/key"
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
		Quit:     bind("ctrl+c", "quit", "ctrl+c"),
		Back:     bind("esc", "back", "esc"),
		More:     bind("ctrl+x", "more", "ctrl+x"),
		Help:     bind("f1", "help", "f1"),
		Settings: bind("ctrl+s", "settings", "ctrl+s"),
		Pane:     bind("ctrl+t", "the phone, on or off", "ctrl+t"),
		Suspend:  bind("ctrl+z", "suspend", "ctrl+z"),
		Fill:     bind("ctrl+f", "fill in", "ctrl+f"),
		Next:     bind("ctrl+n", "next step of the guide", "ctrl+n", "pgdown"),
		Previous: bind("ctrl+p", "step back", "ctrl+p", "pgup"),
		Yes:      bind("y", "yes", "y"),
	}
}

// does is a binding with another word for what it does here.
func does(b key.Binding, word string) key.Binding {
	b.SetHelp(b.Help().Key, word)
	return b
}
