package layout

import (
	"charm.land/lipgloss/v2"
)

// Styles are the looks of the program: one field for each role. Colour never carries a
// meaning alone; a word or a symbol always says the same.
type Styles struct {
	title   lipgloss.Style // the question of a screen
	label   lipgloss.Style
	Value   lipgloss.Style
	Changed lipgloss.Style // a value that is not the usual one
	Hint    lipgloss.Style // what one may know, and need not
	Problem lipgloss.Style
	Good    lipgloss.Style
	Key     lipgloss.Style // a key to press
	Here    lipgloss.Style // where the focus is

	Demo       lipgloss.Style // the state words
	Test       lipgloss.Style
	Production lipgloss.Style
}

// NewStyles makes the styles for a terminal with a dark or a light background. The
// colours are here and nowhere else.
func NewStyles(dark bool) Styles {
	pick := lipgloss.LightDark(dark)
	grey := pick(lipgloss.Color("#616161"), lipgloss.Color("#a0a0a0"))
	red := pick(lipgloss.Color("#b3261e"), lipgloss.Color("#ff7b72"))
	green := pick(lipgloss.Color("#166b2e"), lipgloss.Color("#6cc788"))
	blue := pick(lipgloss.Color("#0a5bb5"), lipgloss.Color("#79b8ff"))
	amber := pick(lipgloss.Color("#8a5a00"), lipgloss.Color("#e3b341"))
	plain := lipgloss.NewStyle()
	return Styles{
		title:   plain.Bold(true),
		label:   plain.Foreground(grey),
		Value:   plain,
		Changed: plain.Bold(true),
		Hint:    plain.Foreground(grey),
		Problem: plain.Foreground(red),
		Good:    plain.Foreground(green),
		Key:     plain.Foreground(blue),
		Here:    plain.Bold(true).Foreground(blue),

		Demo:       plain.Bold(true).Foreground(blue),
		Test:       plain.Bold(true).Foreground(amber),
		Production: plain.Bold(true).Reverse(true).Foreground(red),
	}
}
