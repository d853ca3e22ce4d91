package script

import (
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

func TestAReportSaysWhatHappenedAndNothingOfThisMachine(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 11, 24, 14, 2, 11, 250e6, time.UTC)
	failure := flow.Failure{Status: 403, API: true, Code: flow.FromOutside("invalid_credentials")}
	evidence := flow.Evidence{}.Failing(flow.CallFailed{Call: flow.CallMFALogin, Failure: failure}, flow.Permissions{})
	r := Report{
		Ticket: words.Ticket{When: began, Standing: "test", Account: "T11223344", Step: "the checks", Problem: evidence.Problem, Diagnosis: flow.Diagnose(evidence)},
		Checks: []flow.CheckResult{
			{Check: flow.CheckConfig, Finding: flow.ConfigRead, Text: flow.FromOutside("/home/kari/config.toml")},
			{Check: flow.CheckSecret, Finding: flow.SecretMissing, Outcome: flow.NotPassed, Text: flow.FromOutside("the variable SHOP_SECRET is not set")},
			{Check: flow.CheckProxy, Finding: flow.ProxyUsed, Text: flow.FromOutside("proxy.corp.example")},
			{Check: flow.CheckToken, Outcome: flow.NotPassed, Problem: flow.Problem{Reason: flow.NotReached, Failure: flow.Failure{Reach: flow.NotSent, Cause: flow.FromOutside("on 10.1.2.3")}}},
		},
		Exchanges: []flow.Exchange{
			{Number: 1, Call: flow.CallMFALogin, Method: "POST", Path: "customers/mfa_login", Try: 1, Began: began, Took: 84 * time.Millisecond, Over: true, Failed: true, Status: 403, Failure: failure, Request: flow.FromOutside("7f|3a`")},
			{Number: 2, Call: flow.CallSettings, Method: "GET", Path: "customers/settings", Try: 2, Began: began, Over: true, Failed: true, Failure: flow.Failure{Reach: flow.CutOff}},
		},
		Clean: func(e flow.Evidence) flow.Evidence { e.Problem.Failure.Cause = flow.Foreign{}; return e },
	}
	page := string(r.Markdown())
	for _, want := range []string{
		"## What is known\n\n```text\nTime         2026-11-24 14:02:11 UTC", "Answer       invalid_credentials\n",
		"✓ Config          found\n✗ Client secret   not available\n✓ Proxy           found\n✗ Client token    ",
		"| 1 | 14:02:11.250 | the sign-in | POST customers/mfa_login | 403 | 84 ms | not accepted | `7f¦3a'` |\n",
		"| 2 | 14:02:11.250 | reading the settings | GET customers/settings (try 2) | none | 0 ms | connection cut, no answer |  |\n",
		"- `exchange.har`: what was sent and what came back, for any HAR viewer\n", "`dintero-login explain FILE`",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the report does not hold %q:\n%s", want, page)
		}
	}
	for _, private := range []string{"/home", "kari", "SHOP_SECRET", "corp", "10.1.2.3"} {
		if strings.Contains(page, private) {
			t.Errorf("the report holds %q", private)
		}
	}
	if got := string(Report{Ticket: words.Ticket{When: began}}.Markdown()); !strings.Contains(got, "## What was sent\n\nNothing.\n") {
		t.Errorf("without anything sent:\n%s", got)
	}
}
