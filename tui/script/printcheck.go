package script

import (
	"fmt"
	"io"
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

// Checks is the report of `check`.
type Checks struct {
	Profile, Account, Host string
	Contact                string // whom to turn to; empty for nobody
	Results                []flow.CheckResult
}

// checkIDs has a word for each check. They never change: scripts compare them.
func checkIDs() [flow.CheckCount]string {
	return [flow.CheckCount]string{
		flow.CheckConfig: "config", flow.CheckSecret: "client-secret", flow.CheckAccount: "account", flow.CheckName: "dns",
		flow.CheckConnection: "connection", flow.CheckProxy: "proxy", flow.CheckCertificate: "tls", flow.CheckToken: "client-token",
		flow.CheckClock: "clock", flow.CheckScopes: "scopes", flow.CheckSettings: "settings", flow.CheckChannel: "mfa",
		flow.CheckKeys: "keys", flow.CheckExistence: "existence", flow.CheckCustomer: "test-customer",
	}
}

// outcomeIDs has a word for each outcome.
func outcomeIDs() [4]string {
	return [...]string{flow.Passed: "pass", flow.Warned: "warn", flow.NotPassed: "fail", flow.Skipped: "skipped"}
}

// ExitCode is the code of the first check that failed; 0 where none did.
func (c Checks) ExitCode() int {
	for _, r := range c.Results {
		switch {
		case r.Outcome != flow.NotPassed:
		case r.Finding == flow.CheckPanicked:
			return terminal.ExitUnexpected
		case r.Check <= flow.CheckAccount, r.Finding == flow.CustomerNoSecret:
			return terminal.ExitUsage
		case r.Check <= flow.CheckCertificate:
			return terminal.ExitNotReached
		case r.Check == flow.CheckScopes:
			return terminal.ExitNotAllowed
		case r.Problem.Reason != flow.NoReason:
			return ExitCode(r.Problem)
		default:
			return terminal.ExitUnexpected
		}
	}
	return terminal.ExitOK
}

// Print writes the report as aligned columns: each check with its mark and how long it took, and
// below what did not pass, what to do.
func (c Checks) Print(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n", words.Joined(" · ", flow.FromOutside(c.Profile).Shown(), c.Account, c.Host))
	for _, r := range c.Results {
		said := words.Checked(r)
		line := words.CheckMark(r.Outcome) + " " + layout.Pad(words.CheckLabel(r.Check), 16) + said.Happened
		if took := words.Took(r.Took); took != "" {
			line = layout.Pad(line, 66) + " " + fmt.Sprintf("%8s", took)
		}
		fmt.Fprintln(&out, strings.TrimRight(line, " "))
		if r.Outcome != flow.Passed && said.Next != "" {
			fmt.Fprintln(&out, strings.Repeat(" ", 18)+said.Next)
		}
	}
	fmt.Fprintf(&out, "\n%s.\n", words.CheckHead(c.Results))
	if c.Contact != "" && c.ExitCode() != terminal.ExitOK {
		fmt.Fprintf(&out, "Turn to: %s\n", c.Contact)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// PrintJSON writes the report as one JSON object: because is null where no other check is the
// reason, status and request_id are those of a failed call, and scopes is the scope matrix, empty
// where the client's token did not come.
func (c Checks) PrintJSON(w io.Writer) error {
	type check struct {
		ID        string  `json:"id"`
		Outcome   string  `json:"outcome"`
		Because   *string `json:"because"`
		Took      int64   `json:"took_ms"`
		Reason    string  `json:"reason"`
		Status    *int    `json:"status"`
		RequestID string  `json:"request_id"`
		Sentence  string  `json:"sentence"`
		Next      string  `json:"next"`
	}
	type scope struct {
		Call  string `json:"call"`
		Scope string `json:"scope"`
		Held  string `json:"held"`
	}
	ids, checks, scopes := checkIDs(), []check{}, []scope{}
	for _, r := range c.Results {
		said := words.Checked(r)
		one := check{
			ID: ids[r.Check], Outcome: outcomeIDs()[r.Outcome], Took: r.Took.Milliseconds(), Reason: r.Problem.Reason.ID(),
			Status: unlessZero(r.Problem.Failure.Status), RequestID: r.Problem.Failure.Request.Shown(), Sentence: said.Happened,
		}
		if r.Outcome != flow.Passed {
			one.Next = said.Next
		}
		if r.Outcome == flow.Skipped && r.Finding == flow.NoFinding {
			one.Because = &ids[r.Because]
		}
		checks = append(checks, one)
		for call, may := range r.May {
			if may.Scope != "" {
				scopes = append(scopes, scope{flow.Call(call).ID(), may.Scope, [...]string{flow.Unknown: "unknown", flow.Yes: "yes", flow.No: "no"}[may.Held]})
			}
		}
	}
	return PrintJSON(w, struct {
		Version int     `json:"version"`
		Profile string  `json:"profile"`
		Account string  `json:"account"`
		Host    string  `json:"host"`
		Exit    int     `json:"exit"`
		Checks  []check `json:"checks"`
		Scopes  []scope `json:"scopes"`
		Contact string  `json:"contact"`
	}{1, c.Profile, c.Account, c.Host, c.ExitCode(), checks, scopes, c.Contact})
}
