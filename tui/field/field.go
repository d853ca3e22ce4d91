// Package field is the one-line input: a phone number, an e-mail address, a secret,
// a code. It is a component in the shape of the Bubbles, only smaller: a value, no
// commands, no timers, no colours.
//
// It exists because what a person types here is sent as it stands, and a field that
// mends, cuts or shows it unasked does harm. Its rules:
//
//   - Nothing is left out or replaced silently. Dropped says in words what was, and why.
//   - A Secret is taken byte for byte or not at all, edge spaces included. Line breaks
//     and control characters around a paste come from the copying: they stay out. One
//     in its middle means that something else was copied: then all of it stays out.
//   - A Code loses the spaces, dashes, symbols and invisible characters that people and
//     messages put into codes, and its digits become plain. Leading zeros stay, and so do
//     letters of every script.
//   - A Value is one visible line: what cannot be seen stays out, and so do the spaces
//     around a paste.
//   - Nothing is submitted here. Enter, esc, tab, and every key that is not an editing
//     key belongs to the screen.
//   - Movement, deletion and the cursor count in characters as a person sees them
//     (grapheme clusters) and in the cells that every terminal gives them.
//   - Whatever the kind, the text is held as a flow.Secret, so that no %+v shows it.
package field

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// Kind is what a field takes, and so what it keeps of what it is given.
type Kind int

// The kinds.
const (
	Value  Kind = iota // a phone number, an e-mail address: one visible line
	Secret             // a password or PIN: byte for byte, masked
	Code               // a one-time code: no spaces, no dashes, nothing invisible
)

// Limit is how many characters (code points) a field holds. What would go beyond is
// not taken at all, since the first part of a secret is a wrong secret.
const Limit = 1024

// Model is a field. Two Models are == when they hold the same and stand at the same
// place. The zero Model is an empty Value.
type Model struct {
	// Revealed shows a Secret as it is. It is a plain field because the screen alone
	// decides, and because the end of a reveal is a matter of time, which no field knows.
	Revealed bool

	kind    Kind
	text    flow.Secret
	at      int // the cursor: a byte offset into text, between two clusters
	dropped string
}

// New makes an empty field.
func New(kind Kind) Model { return Model{kind: kind} }

// Update takes key presses and pastes; everything else leaves the field as it is. The
// bool reports whether the text changed.
func (m Model) Update(msg tea.Msg) (Model, bool) {
	before := m.text
	switch msg := msg.(type) {
	case tea.PasteMsg:
		m = m.insert(msg.Content, true)
	case tea.KeyPressMsg:
		// Text comes first: String is the text where there is one, and an input method
		// may well commit the word "home".
		if msg.Text != "" {
			m = m.insert(msg.Text, false)
		} else {
			m = m.press(msg)
		}
	}
	return m, m.text != before
}

// Text is what a Value holds. What a Secret or a Code holds comes out through
// SecretText only: for them it is empty.
func (m Model) Text() string {
	if m.kind != Value {
		return ""
	}
	return m.text.Reveal()
}

// SecretText is what the field holds, whatever its kind.
func (m Model) SecretText() flow.Secret { return m.text }

// SetText puts text in, by the rules for a paste, in place of what is there. The
// cursor stands at its end.
func (m Model) SetText(text string) Model { return m.Clear().insert(text, true) }

// Clear empties the field.
func (m Model) Clear() Model {
	m.text, m.at, m.dropped = flow.Secret{}, 0, ""
	return m
}

// IsEmpty reports whether nothing is there.
func (m Model) IsEmpty() bool { return m.text.IsEmpty() }

// Len returns the length in characters (code points), as the API counts.
func (m Model) Len() int { return m.text.Len() }

// Dropped says what was left out or replaced since the text last changed, as in "2 spaces
// and a line break were left out", or why nothing was taken. Empty when all of it went in
// as it was.
func (m Model) Dropped() string { return m.dropped }

// EdgeSpaces reports whether the text begins or ends with a space, which in a Secret
// counts and cannot be seen.
func (m Model) EdgeSpaces() (leading, trailing bool) {
	text := m.text.Reveal()
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsSpace(first), unicode.IsSpace(last)
}

// HasInvisible reports whether something in the text cannot be seen and is not a space:
// a zero-width or a direction mark, which in a Secret counts.
func (m Model) HasInvisible() bool {
	found := false
	each(m.text.Reveal(), func(c class, _ string) { found = found || c == invisible })
	return found
}

// insert puts what the kind keeps of text in at the cursor.
func (m Model) insert(text string, pasted bool) Model {
	kept, did, refused := m.kind.keep(text, pasted)
	if after := m.Len() + utf8.RuneCountInString(kept); refused == "" && after > Limit {
		refused = fmt.Sprintf("not taken: it would make %d characters, and %d is the most", after, Limit)
	}
	if refused != "" {
		m.dropped = refused
		return m
	}
	m = m.replace(m.at, m.at, kept)
	m.dropped = did.words()
	return m
}

// replace puts text in place of the bytes from and to, and the cursor behind it.
func (m Model) replace(from, to int, text string) Model {
	old := m.text.Reveal()
	all := old[:from] + text + old[to:]
	if all != old {
		m.dropped = ""
	}
	m.text = flow.Conceal(all)
	// What was typed and what follows may be one cluster now: a letter before an accent.
	m.at = boundary(all, from+len(text))
	return m
}

// masked reports whether bullets stand for the text.
func (m Model) masked() bool { return m.kind == Secret && !m.Revealed }
