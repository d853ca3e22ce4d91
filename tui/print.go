package tui

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"dintero-login/flow"
)

// ReadSettings takes the flow through its facts lane alone, and gives the account's
// settings, or the Problem that kept them away.
func ReadSettings(ctx context.Context, api Performer) (*flow.Settings, flow.Problem) {
	state, do := flow.Next(flow.New(flow.Account{}, flow.Draft{}), flow.Started{})
	for do != nil && flow.AccountOf(state).Reading == flow.Reading {
		state, do = flow.Next(state, api.Perform(ctx, do))
	}
	a := flow.AccountOf(state)
	return a.Settings, a.SettingsProblem
}

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

// PrintDocument writes the document as it came, but for one thing: what a terminal would
// not draw as a character is written as its JSON escape, which means the same.
func PrintDocument(w io.Writer, doc *flow.Settings) error {
	var out strings.Builder
	for _, r := range string(doc.Document) {
		switch {
		case r == '\n' || unicode.IsPrint(r) && !unicode.Is(unicode.Bidi_Control, r):
			out.WriteRune(r)
		case r == '\t' || r == '\r':
			out.WriteByte(' ') // between tokens only: inside a string both are escaped already
		case r > 0xffff:
			high, low := (r-0x10000)>>10+0xd800, (r-0x10000)&0x3ff+0xdc00
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	if !strings.HasSuffix(out.String(), "\n") {
		out.WriteByte('\n')
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// PrintToken puts the result, and nothing else, on stdout.
func PrintToken(w io.Writer, format string, t flow.Token) error {
	switch format {
	case "access-token":
		_, err := fmt.Fprintln(w, t.Access.Reveal())
		return err
	case "header":
		_, err := fmt.Fprintln(w, "Authorization: Bearer "+t.Access.Reveal())
		return err
	case "json":
		return json.NewEncoder(w).Encode(struct {
			AccessToken  string `json:"access_token"`
			TokenType    string `json:"token_type"`
			ExpiresIn    int64  `json:"expires_in,omitempty"`
			RefreshToken string `json:"refresh_token,omitempty"`
		}{t.Access.Reveal(), "Bearer", int64(t.ExpiresIn / time.Second), t.Refresh.Reveal()})
	default:
		return nil
	}
}
