package script

import (
	"fmt"
	"slices"
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// Report is report.md of a ticket bundle, for second line.
type Report struct {
	Ticket    words.Ticket
	Checks    []flow.CheckResult // empty where none were made
	Exchanges []flow.Exchange    // without what must not leave

	// Clean takes out of evidence what must not leave.
	Clean func(flow.Evidence) flow.Evidence
}

// bundleFiles is the files of a bundle, and what each is for.
func bundleFiles() [][2]string {
	return [][2]string{
		{"report.md", "what is known and what was sent, to begin with"},
		{"exchange.har", "what was sent and what came back, for any HAR viewer"},
		{"sequence.mmd", "the same as a diagram, for Mermaid"},
		{"diagnosis.json", "the diagnosis and its evidence, for programs"},
		{"manifest.json", "what was taken out, and where"},
	}
}

// FileSays is what a file of a bundle is for.
func FileSays(name string) string {
	for _, file := range bundleFiles() {
		if file[0] == name {
			return file[1]
		}
	}
	return ""
}

// Markdown is the report as a page.
func (r Report) Markdown() []byte {
	var b strings.Builder
	block := func(title, text string) {
		fmt.Fprintf(&b, "## %s\n\n```text\n%s```\n\n", title, strings.ReplaceAll(text, "```", "'''"))
	}
	block("What is known", r.Ticket.Text())
	if len(r.Checks) > 0 {
		block("The checks", r.checks())
	}
	b.WriteString("## What was sent\n\n")
	if len(r.Exchanges) == 0 {
		b.WriteString("Nothing.\n\n")
	} else {
		b.WriteString("| # | time (UTC) | call | request | status | took | what it came to | request id |\n|---|---|---|---|---|---|---|---|\n")
		for _, x := range r.Exchanges {
			b.WriteString(row(x))
		}
		b.WriteString("\n`mfa_token#1` and the like stand for what was taken out; equal names were equal values.\n\n")
	}
	b.WriteString("## What is in this bundle\n\n")
	for _, file := range bundleFiles() {
		fmt.Fprintf(&b, "- `%s`: %s\n", file[0], file[1])
	}
	b.WriteString("\n`dintero-login explain FILE` reads the bundle and says what to do next.\n")
	return []byte(b.String())
}

func row(x flow.Exchange) string {
	status := "none"
	if x.Status != 0 {
		status = fmt.Sprint(x.Status)
	}
	call := x.Method + " " + x.Path
	if x.Try > 1 {
		call += fmt.Sprintf(" (try %d)", x.Try)
	}
	return fmt.Sprintf("| %d | %s | %s | %s | %s | %d ms | %s | %s |\n", x.Number, x.Began.UTC().Format("15:04:05.000"), words.Call(x.Call), call, status, x.Took.Milliseconds(),
		words.Exchanged(x, flow.Permissions{}), inTable(x.Request.Shown()))
}

// inTable is text in a table of Markdown, which has nothing of its own there.
func inTable(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.NewReplacer("|", "¦", "`", "'").Replace(text) + "`"
}

// checks is the report of `check` without what is of this machine: where its config is, which
// variables and proxies it has.
func (r Report) checks() string {
	var b strings.Builder
	private := []flow.Finding{flow.ConfigRead, flow.ConfigCompleted, flow.SecretInVariable, flow.SecretFromCommand, flow.SecretMissing, flow.ProxyUsed, flow.CustomerNoSecret}
	for _, c := range r.Checks {
		said := "found"
		if !slices.Contains(private, c.Finding) {
			c.Problem = r.Clean(flow.Evidence{Problem: c.Problem}).Problem
			said = words.Checked(c).Happened
		} else if c.Outcome == flow.NotPassed {
			said = "not available"
		}
		fmt.Fprintf(&b, "%s %s%s\n", words.CheckMark(c.Outcome), layout.Pad(words.CheckLabel(c.Check), 16), said)
	}
	return b.String() + "\n" + words.CheckHead(r.Checks) + ".\n"
}
