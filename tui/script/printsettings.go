package script

import (
	"fmt"
	"io"
	"math"
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// PrintSettings writes the settings in words, as the screen has them, one field a line.
func PrintSettings(w io.Writer, doc *flow.Settings) error {
	var out strings.Builder
	line := func(label, value, note string) {
		fmt.Fprintf(&out, "%s\n", strings.TrimRight(layout.Pad(label, 18)+"  "+layout.Pad(value, 26)+"  "+note, " "))
	}
	if !doc.Damage.IsEmpty() {
		line("Damaged", doc.Damage.Shown(), "")
	}
	if doc.Unlisted {
		line("Not all", words.Unlisted, "")
	}
	for _, l := range doc.ForLogin() {
		w := words.SettingOf(l, math.MaxInt)
		line(w.Label, w.Value, words.Joined("; ", w.Meaning, words.Default(l)))
	}
	for _, l := range doc.Others() {
		w := words.SettingOf(l, math.MaxInt)
		if l.Differs() {
			w.Value += ", " + words.Default(l)
		}
		line(w.Label, w.Value, l.Path.Shown())
	}
	for _, a := range doc.Attributes {
		name, values, note := words.Attribute(a, math.MaxInt)
		line("Attribute", name+" "+values, note)
	}
	_, err := io.WriteString(w, out.String())
	return err
}
