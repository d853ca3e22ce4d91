package script

import (
	"encoding/json"
	"io"
	"math"
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// SettingsDiff is a comparison of settings, with the names of the two documents.
type SettingsDiff struct {
	Before, After string // a profile or a file each
	Diff          flow.Diff
}

// Print writes what differs as sentences, one a line.
func (d SettingsDiff) Print(w io.Writer) error {
	lines := []string{d.Before + " → " + d.After, words.DiffHead(d.Diff)}
	lines = append(lines, words.DiffNotes(d.Diff, d.Before, d.After)...)
	for _, c := range d.Diff.Changes {
		lines = append(lines, words.ChangeOf(c, math.MaxInt).Sentence())
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// diffSide is one of the documents.
type diffSide struct {
	Name string `json:"name"`
	Cut  string `json:"cut,omitempty"` // why it was not read to its end
}

// diffChange is one difference. A side without the value has no key here.
type diffChange struct {
	Path      string          `json:"path"` // inside the attribute where there is one
	Attribute string          `json:"attribute,omitempty"`
	Again     int             `json:"again,omitempty"` // from 2, for equal names or paths
	Login     bool            `json:"login"`           // a login depends on it
	Before    json.RawMessage `json:"before,omitempty"`
	After     json.RawMessage `json:"after,omitempty"`
	Sentence  string          `json:"sentence"`
}

// PrintJSON writes what differs as one JSON object. Numbers are as in the documents.
func (d SettingsDiff) PrintJSON(w io.Writer) error {
	changes := make([]diffChange, 0, len(d.Diff.Changes))
	for i, c := range d.Diff.Changes {
		changes = append(changes, diffChange{
			c.After.Path.Shown(), c.Attribute.Shown(), c.Again, i < d.Diff.Login,
			rawValue(c.Before), rawValue(c.After), words.ChangeOf(c, math.MaxInt).Sentence(),
		})
	}
	return PrintJSON(w, struct {
		Version     int          `json:"version"`
		Equal       bool         `json:"equal"`
		Before      diffSide     `json:"before"`
		After       diffSide     `json:"after"`
		Count       int          `json:"count"`
		Login       int          `json:"login"`
		NotCompared int          `json:"not_compared"`
		Changes     []diffChange `json:"changes"`
	}{
		1, d.Diff.Equal(),
		diffSide{d.Before, d.Diff.BeforeCut.Shown()},
		diffSide{d.After, d.Diff.AfterCut.Shown()},
		d.Diff.Count, d.Diff.Login, d.Diff.Uncompared, changes,
	})
}

// rawValue is a value as JSON. An attribute without a type is an empty object.
func rawValue(l flow.Line) json.RawMessage {
	value := l.Value.Shown()
	switch {
	case l.Missing:
		return nil
	case l.Text:
		text, _ := json.Marshal(value) // a string always has a form
		return text
	case value == "":
		return json.RawMessage("{}")
	}
	return json.RawMessage(value)
}
