package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"strings"

	"dintero-login/api/newfile"
	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

// free reports what is in the way of a new file, before anything is done for it.
func free(path string) error {
	if path == "" {
		return nil
	}
	if err := newfile.Free(path); err != nil {
		return misused("--bundle: %s", plainly(err))
	}
	return nil
}

// plainly is an error of a new file without its path, which may be foreign.
func plainly(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return flow.FromOutside(err.Error()).Shown()
}

// bundleChecks writes what the checks found, and what they sent, for a ticket.
func (p *program) bundleChecks(path, standing string, seen *record.Record, checks script.Checks) error {
	evidence := flow.EvidenceOfChecks(checks.Results)
	report := script.Report{
		Ticket: words.Ticket{Standing: standing, Account: checks.Account, Host: checks.Host, Step: "the checks, without a login"},
		Checks: checks.Results, Clean: seen.Safe,
	}
	return p.bundle(path, seen, evidence, report)
}

// bundle says what is in a bundle, and writes it.
func (p *program) bundle(path string, seen *record.Record, evidence flow.Evidence, report script.Report) error {
	info, _ := debug.ReadBuildInfo()
	version, _, _ := strings.Cut(versionText(info), "\n")
	b := record.Bundle{Program: version, Made: p.now(), Evidence: seen.Safe(evidence)}
	for _, x := range seen.SafeExchanges() {
		if x.Failed {
			b.At = x.Began
		}
		report.Exchanges = append(report.Exchanges, x)
	}
	report.Ticket.When, report.Ticket.Problem, report.Ticket.Diagnosis = b.Made.UTC(), b.Evidence.Problem, flow.Diagnose(b.Evidence)
	if !b.At.IsZero() {
		report.Ticket.When = b.At.UTC()
	}
	if b.Evidence.Problem.Reason == flow.NoReason {
		report.Ticket.Diagnosis.Causes = nil // nothing failed
	}
	b.Report = report.Markdown()
	sealed, err := seen.Seal(b)
	if err != nil {
		return exit(terminal.ExitUnexpected, script.BecauseUnexpected, "%s", err)
	}
	p.preview(path, sealed.Preview)
	if err := sealed.Write(path); err != nil {
		return exit(terminal.ExitUnexpected, script.BecauseUnexpected, "--bundle: %s", plainly(err))
	}
	return nil
}

// preview says on stderr what is about to be written.
func (p *program) preview(path string, of record.Preview) {
	p.say(fmt.Sprintf("%s will hold, in %s:", flow.FromOutside(path).Shown(), kilobytes(of.Size)))
	for _, file := range of.Files {
		p.say(fmt.Sprintf("  %-15s %9s  %s", file.Name, kilobytes(file.Size), script.FileSays(file.Name)))
	}
	taken := "nothing had to be taken out"
	if len(of.Kinds) > 0 {
		taken = "taken out: " + strings.ReplaceAll(strings.Join(of.Kinds, ", "), "unknown", "whatever no list knows")
	}
	p.say(words.Joined("; ", words.Plural(of.Exchanges, "request"), left(of.Left), taken) + ".")
	p.say("No secrets; still personal data: delete it by " + of.DeleteBy + ".")
}

func left(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d older ones are left out", n)
}

func kilobytes(n int) string { return fmt.Sprintf("%.1f kB", float64(n)/1000) }
