package tui

import (
	"dintero-login/flow"
	"dintero-login/tui/words"
)

// veil stands for what an audience must not read; its width says nothing.
const veil = "•••••••••"

// who is a customer in one phrase.
func (f frame) who(id flow.Identity) string {
	as := " · as "
	if f.narrow() {
		as = " · "
	}
	return f.identifier(id.Ident) + as + words.UserType(id.As)
}

// identifier is how an identifier is shown once it was typed: never whole.
func (f frame) identifier(ident string) string {
	if f.presenting {
		return veil
	}
	return hidden(ident)
}

// account is an account's id; an audience sees if it is T or P.
func (f frame) account(id string) string {
	if f.presenting && id != "" {
		return id[:1] + "••••••••"
	}
	return id
}
