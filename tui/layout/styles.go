package layout

import (
	"image/color"

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
	Done    lipgloss.Style // what the login was for has come
	Key     lipgloss.Style // a key to press, and nothing else
	Name    lipgloss.Style // a name in a document
	Here    lipgloss.Style // where the focus is

	// The chips, which say how real the account is.
	Demo       lipgloss.Style
	Test       lipgloss.Style
	Production lipgloss.Style
}

// palette is the hues of a theme, each of which is legible on the theme's own backgrounds.
type palette struct{ grey, red, green, blue, amber, violet color.Color }

// paletteOf returns the hues for a dark or a light background. They are here and nowhere else.
func paletteOf(dark bool) palette {
	pick := func(light, dim string) color.Color {
		if dark {
			return lipgloss.Color(dim)
		}
		return lipgloss.Color(light)
	}
	return palette{
		grey:   pick("#616161", "#a0a0a0"),
		red:    pick("#b3261e", "#ff7b72"),
		green:  pick("#166b2e", "#6cc788"),
		blue:   pick("#0a5bb5", "#79b8ff"),
		amber:  pick("#8a5a00", "#e3b341"),
		violet: pick("#7a3ea8", "#d2a8ff"),
	}
}

// Does is a key and what it does, in the looks that both have everywhere.
func (s Styles) Does(key, does string) string {
	return s.Key.Render(key) + " " + s.Hint.Render(does)
}

// NewStyles makes the styles for a terminal with a dark or a light background.
func NewStyles(dark bool) Styles {
	hue := paletteOf(dark)
	plain := lipgloss.NewStyle()
	line := plain.Inline(true) // borders and margins are not looked for
	chip := plain.Bold(true).Reverse(true).Padding(0, 1)
	return Styles{
		title:   line.Bold(true),
		label:   line.Foreground(hue.grey),
		Value:   plain,
		Changed: line.Bold(true),
		Hint:    line.Foreground(hue.grey),
		Problem: line.Foreground(hue.red),
		Good:    line.Foreground(hue.green),
		Done:    line.Bold(true).Foreground(hue.green),
		Key:     line.Bold(true).Foreground(hue.violet),
		Name:    line.Foreground(hue.blue),
		Here:    line.Bold(true).Foreground(hue.blue),

		Demo:       chip.Foreground(hue.blue),
		Test:       chip.Foreground(hue.amber),
		Production: chip.Foreground(hue.red),
	}
}
