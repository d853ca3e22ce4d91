package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/lanes"
)

// ReadSettings takes the flow through its facts lane alone, and gives the account's
// settings, or the Problem that kept them away.
func ReadSettings(ctx context.Context, api lanes.Performer) (*flow.Settings, flow.Problem) {
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
	setting := func(l flow.Line, w settingWords, note string) {
		if l.Differs() {
			w.value += ", " + notTheDefault
		}
		line(w.label, w.value, note)
	}
	for _, l := range doc.ForLogin() {
		w := wordsOf(l, math.MaxInt)
		setting(l, w, w.meaning)
	}
	for _, l := range doc.Others() {
		setting(l, wordsOf(l, math.MaxInt), l.Path.Shown())
	}
	for _, a := range doc.Attributes {
		name, values, note := attributeWords(a, math.MaxInt)
		line("Attribute", name+" "+values, note)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// errNotPrinted is the error of a token that is not printed: in a header or on a terminal
// it could say anything.
var errNotPrinted = errors.New("signed in, but the access token holds what no token may hold (RFC 6750, section 2.1); it is not printed")

// PrintToken puts the result, and nothing else, on stdout, where the access token is a
// b64token. A refresh token is printed in JSON only, which escapes whatever it holds.
func PrintToken(w io.Writer, format string, t flow.Token) error {
	if format == "none" {
		return nil
	}
	if !isB64Token(t.Access) {
		return errNotPrinted
	}
	switch format {
	case "access-token":
		_, err := fmt.Fprintln(w, t.Access.Reveal())
		return err
	case "header":
		_, err := fmt.Fprintln(w, "Authorization: Bearer "+t.Access.Reveal())
		return err
	default:
		return PrintJSON(w, struct {
			AccessToken  string `json:"access_token"`
			TokenType    string `json:"token_type"`
			ExpiresIn    int64  `json:"expires_in,omitempty"`
			RefreshToken string `json:"refresh_token,omitempty"`
		}{t.Access.Reveal(), "Bearer", int64(t.ExpiresIn / time.Second), t.Refresh.Reveal()})
	}
}

// isB64Token reports whether a token is what a header may hold: RFC 6750, 2.1.
func isB64Token(token flow.Secret) bool {
	text := strings.TrimRight(token.Reveal(), "=")
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-._~+/", r))
	})
}
