package tui

import (
	"charm.land/lipgloss/v2"
)

// styles are the looks of the program: one field for each role. Colour never carries a
// meaning alone; a word or a symbol always says the same.
type styles struct {
	title   lipgloss.Style // the question of a screen
	label   lipgloss.Style
	value   lipgloss.Style
	changed lipgloss.Style // a value that is not the usual one
	hint    lipgloss.Style // what one may know, and need not
	problem lipgloss.Style
	good    lipgloss.Style
	key     lipgloss.Style // a key to press
	here    lipgloss.Style // where the focus is

	demo       lipgloss.Style // the state words
	test       lipgloss.Style
	production lipgloss.Style
}

// newStyles makes the styles for a terminal with a dark or a light background. The
// colours are here and nowhere else.
func newStyles(dark bool) styles {
	pick := lipgloss.LightDark(dark)
	grey := pick(lipgloss.Color("#616161"), lipgloss.Color("#a0a0a0"))
	red := pick(lipgloss.Color("#b3261e"), lipgloss.Color("#ff7b72"))
	green := pick(lipgloss.Color("#166b2e"), lipgloss.Color("#6cc788"))
	blue := pick(lipgloss.Color("#0a5bb5"), lipgloss.Color("#79b8ff"))
	amber := pick(lipgloss.Color("#8a5a00"), lipgloss.Color("#e3b341"))
	plain := lipgloss.NewStyle()
	return styles{
		title:   plain.Bold(true),
		label:   plain.Foreground(grey),
		value:   plain,
		changed: plain.Bold(true),
		hint:    plain.Foreground(grey),
		problem: plain.Foreground(red),
		good:    plain.Foreground(green),
		key:     plain.Foreground(blue),
		here:    plain.Bold(true).Foreground(blue),

		demo:       plain.Bold(true).Foreground(blue),
		test:       plain.Bold(true).Foreground(amber),
		production: plain.Bold(true).Reverse(true).Foreground(red),
	}
}
