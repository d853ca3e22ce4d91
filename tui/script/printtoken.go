package script

import (
	"fmt"
	"io"
	"strings"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

// VerdictExitCode returns 0 for a token that is verified, 3 for a bad one, and 4 for one that cannot
// be verified.
func VerdictExitCode(v flow.Verdict) int {
	return [...]int{flow.Yes: terminal.ExitOK, flow.No: terminal.ExitRefused, flow.Unknown: terminal.ExitNotAllowed}[v.Holds()]
}

// PrintVerdict writes a verdict in words and then every entry of the token, but never its text.
func PrintVerdict(w io.Writer, v flow.Verdict, c flow.Claims, now time.Time) error {
	var out strings.Builder
	line := func(label, value, note string) {
		if note != "" {
			note = "   (" + note + ")"
		}
		fmt.Fprintln(&out, layout.Pad(label, 14)+value+note)
	}
	line("Token", words.Conclusion(v, c), "")
	if !c.Decoded {
		_, err := io.WriteString(w, out.String())
		return err
	}
	for _, check := range words.Verdict(v, c) {
		line(check.Label, mark(check.Holds)+" "+check.Text, "")
	}
	for _, part := range []struct {
		title string
		list  []flow.Claim
	}{{"Header", c.All.Header}, {"Claims", c.All.Claims}} {
		out.WriteString("\n" + part.title + "\n")
		for _, claim := range part.list {
			note := words.ClaimMeaning(claim.Name.Shown())
			if claim.Time.Is == flow.Fits {
				note = words.Joined(": ", note, words.Instant(now, claim.Time.In))
			}
			line("  "+claim.Name.Shown(), claim.Value.Shown(), note)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func mark(holds flow.Tristate) string {
	return [...]string{flow.Yes: "✓", flow.No: "✗", flow.Unknown: "?"}[holds]
}

// PrintVerdictJSON writes a verdict as one object on one line. The values of result are verified,
// bad and not_verifiable; of each check, yes, no and open.
func PrintVerdictJSON(w io.Writer, v flow.Verdict, c flow.Claims) error {
	type check struct {
		Result   string `json:"result"`
		Sentence string `json:"sentence"`
	}
	type entry struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	out := struct {
		Version   int     `json:"version"`
		Result    string  `json:"result"`
		Signature check   `json:"signature"`
		Issuer    *check  `json:"iss,omitempty"`
		Audience  *check  `json:"aud,omitempty"`
		Expiry    *check  `json:"exp,omitempty"`
		NotBefore *check  `json:"nbf,omitempty"`
		Header    []entry `json:"header"`
		Claims    []entry `json:"claims"`
	}{Version: 1, Header: []entry{}, Claims: []entry{}}
	result := [...]string{flow.Yes: "yes", flow.No: "no", flow.Unknown: "open"}
	out.Result = [...]string{flow.Yes: "verified", flow.No: "bad", flow.Unknown: "not_verifiable"}[v.Holds()]
	out.Signature = check{result[v.Signature.Holds()], words.Signature(v.Signature, c)}
	if c.Decoded {
		said := words.Verdict(v, c)
		for i, to := range []**check{&out.Issuer, &out.Audience, &out.Expiry, &out.NotBefore} {
			*to = &check{result[said[i+1].Holds], said[i+1].Text}
		}
		for _, claim := range c.All.Header {
			out.Header = append(out.Header, entry{claim.Name.Shown(), claim.Value.Shown()})
		}
		for _, claim := range c.All.Claims {
			out.Claims = append(out.Claims, entry{claim.Name.Shown(), claim.Value.Shown()})
		}
	}
	return PrintJSON(w, out)
}
