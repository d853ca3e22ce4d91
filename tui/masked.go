package tui

import (
	"dintero-login/flow"
	"dintero-login/tui/identity"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// who is a customer in one phrase.
func who(f layout.Frame, id flow.Identity) string {
	as := " · as "
	if f.Narrow() {
		as = " · "
	}
	return identifier(f, id.Ident) + as + words.UserType(id.As)
}

// identifier is how an identifier is shown once it was typed: never whole.
func identifier(f layout.Frame, ident string) string {
	if f.Presenting {
		return layout.Veil
	}
	return identity.Hidden(ident)
}

// accountID is an account's id; an audience sees if it is T or P.
func accountID(f layout.Frame, id string) string {
	if f.Presenting && id != "" {
		return id[:1] + "••••••••"
	}
	return id
}
