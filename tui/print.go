package tui

import (
	"fmt"
	"io"
	"strings"

	"dintero-login/flow"
)

// PrintSettings writes the settings in words, as the screen has them, one field a line.
func PrintSettings(w io.Writer, doc *flow.Settings) error {
	var out strings.Builder
	line := func(label, value, note string) {
		fmt.Fprintf(&out, "%s\n", strings.TrimRight(pad(label, 20)+pad(value, 28)+note, " "))
	}
	if !doc.Damage.IsEmpty() {
		line("Damaged", doc.Damage.Shown(), "")
	}
	listed := map[flow.Foreign]bool{}
	for _, w := range loginSettings() {
		path := flow.FromOutside(w.path)
		listed[path] = true
		if value, found := doc.Value(w.path); found {
			line(w.label, w.value(value.Shown()), w.meaning(value.Shown()))
			continue
		}
		line(w.label, "not in the document", "")
	}
	for _, f := range doc.Fields {
		if !listed[f.Path] {
			w := wordsFor(f.Path)
			line(w.label, w.value(f.Value.Shown()), f.Path.Shown())
		}
	}
	for _, a := range doc.Attributes {
		note := ""
		if a.Private == flow.Yes {
			note = "hidden from customers"
		}
		line("Attribute", a.Name.Shown()+" "+a.Type.Shown(), note)
	}
	_, err := io.WriteString(w, out.String())
	return err
}
