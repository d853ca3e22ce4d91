package layout

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	"charm.land/lipgloss/v2"
)

// backgrounds are what terminals are assumed to be drawn on: the plain ones, and the softest
// that are common.
func backgrounds(dark bool) []string {
	if dark {
		return []string{"#000000", "#1e1e1e", "#282c34"}
	}
	return []string{"#ffffff", "#fafafa", "#f5f5f5"}
}

// luminance is WCAG 2's relative luminance of a colour.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is WCAG 2's contrast ratio, from 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastIsMeasuredAsWCAGDoes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.0}} {
		if got := contrast(lipgloss.Color(row.a), lipgloss.Color(row.b)); math.Abs(got-row.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", row.a, row.b, got, row.want)
		}
	}
}

func TestEveryColourIsLegibleOnTheBackgroundsOfItsTheme(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{true, false} {
		for name, style := range roles(NewStyles(dark)) {
			if style.GetBackground() != (lipgloss.NoColor{}) {
				t.Errorf("%s has a background, whose contrast nobody measures", name)
			}
			hue := style.GetForeground()
			if hue == (lipgloss.NoColor{}) {
				continue // the terminal's own pair
			}
			for _, behind := range backgrounds(dark) {
				// A reversed style swaps the two, which changes no contrast.
				if got := contrast(hue, lipgloss.Color(behind)); got < 4.5 {
					t.Errorf("dark %t: %s on %s has a contrast of %.2f, want 4.5", dark, name, behind, got)
				}
			}
		}
	}
}

func TestChipsAndKeysLookLikeNothingElse(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{true, false} {
		all := roles(NewStyles(dark))
		for _, one := range []string{"Key", "Demo", "Test", "Production"} {
			for other, style := range all {
				if drawn := all[one].Render("x"); other != one && style.Render("x") == drawn {
					t.Errorf("dark %t: %s looks like %s", dark, one, other)
				}
			}
		}
		for _, chip := range []string{"Demo", "Test", "Production"} {
			if !all[chip].GetReverse() {
				t.Errorf("%s cannot be told without colours", chip)
			}
		}
	}
}

// roles are the styles by name.
func roles(s Styles) map[string]lipgloss.Style {
	all := map[string]lipgloss.Style{
		"title": s.title, "label": s.label, "Value": s.Value, "Changed": s.Changed, "Hint": s.Hint, "Problem": s.Problem, "Good": s.Good,
		"Done": s.Done, "Key": s.Key, "Name": s.Name, "Here": s.Here, "Demo": s.Demo, "Test": s.Test, "Production": s.Production,
	}
	if n := reflect.TypeFor[Styles]().NumField(); n != len(all) {
		panic("a role is missing here")
	}
	return all
}
