package cli

import (
	"fmt"
	"runtime/debug"
	"strings"

	"dintero-login/api/newfile"
	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui"
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
		return misused("--bundle: %s", words.Unwritten(err))
	}
	return nil
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
	sealed, err := tui.Sealed(seen, programText(), p.now(), evidence, report)
	if err != nil {
		return exit(terminal.ExitUnexpected, script.BecauseUnexpected, "%s", err)
	}
	p.preview(path, sealed.Preview)
	if err := sealed.Write(path); err != nil {
		return exit(terminal.ExitUnexpected, script.BecauseUnexpected, "--bundle: %s", words.Unwritten(err))
	}
	return nil
}

// programText names the program and its version.
func programText() string {
	info, _ := debug.ReadBuildInfo()
	version, _, _ := strings.Cut(versionText(info), "\n")
	return version
}

// preview says on stderr what is about to be written.
func (p *program) preview(path string, of record.Preview) {
	p.say(fmt.Sprintf("%s will hold, in %s:", flow.FromOutside(path).Shown(), words.Kilobytes(of.Size)))
	for _, file := range of.Files {
		p.say(fmt.Sprintf("  %-15s %9s  %s", file.Name, words.Kilobytes(file.Size), script.FileSays(file.Name)))
	}
	p.say(words.InBundle(of.Exchanges, of.Left) + "; " + words.TakenOut(of.Kinds) + ".")
	p.say(words.BundleNotice(of.DeleteBy))
}
