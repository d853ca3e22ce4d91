package tui

import (
	"dintero-login/flow"
	"dintero-login/tui/words"
)

// who is a customer in one phrase.
func who(f frame, id flow.Identity) string {
	as := " · as "
	if f.narrow() {
		as = " · "
	}
	return identifier(f, id.Ident) + as + words.UserType(id.As)
}

// identifier is how an identifier is shown once it was typed: never whole.
func identifier(f frame, ident string) string {
	if f.presenting {
		return veil
	}
	return hidden(ident)
}

// accountID is an account's id; an audience sees if it is T or P.
func accountID(f frame, id string) string {
	if f.presenting && id != "" {
		return id[:1] + "••••••••"
	}
	return id
}
