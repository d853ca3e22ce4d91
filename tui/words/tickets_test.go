package words

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dintero-login/flow"
)

func aTicket() Ticket {
	p := flow.Problem{Reason: flow.NotAccepted, Call: flow.CallMFALogin, Failure: flow.Failure{
		Status: 403, API: true, Code: flow.FromOutside("invalid_credentials"), Message: flow.FromOutside("ident or secret is wrong"),
		Request: flow.FromOutside("req-7c1e"), RetryAfter: time.Minute,
	}}
	e := flow.Evidence{Yes: flow.FactNetwork | flow.FactAPI | flow.FactScope, No: flow.FactSMS, Problem: p}
	return Ticket{
		When:     time.Date(2026, 11, 24, 14, 2, 5, 0, time.FixedZone("", 3600)),
		Standing: "TEST", Account: "T11223344", Host: "api.dintero.example", Step: "PIN or password",
		Customer: "+47 ••• •• 999 · customer", Contact: "it@shop.example", Problem: p, Diagnosis: flow.Diagnose(e),
	}
}

func TestATicketSaysWhatSecondLineNeeds(t *testing.T) {
	t.Parallel()
	got := aTicket().Text()
	for _, want := range []string{
		"Time         2026-11-24 13:02:05 UTC (14:02:05 +01:00)\n",
		"Account      TEST T11223344 api.dintero.example\n",
		"Customer     +47 ••• •• 999 · customer\n",
		"Step         PIN or password\n",
		"Call         the sign-in: answered with status 403\n",
		"Answer       invalid_credentials\n             ident or secret is wrong\n",
		"Request id   req-7c1e\n",
		"Wait         60 s\n",
		"Diagnosis    ", "pin-wrong",
		"Possible     1 ",
		"scope-missing, scopes-unknown: the API client has the scope\n",
		"Known good   network, Dintero's answer, scopes\n",
		"whether the PIN is right",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for _, line := range strings.Split(got, "\n") {
		if n := utf8.RuneCountInString(line); n >= 78 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestATicketSaysHowFarACallGot(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		p    flow.Problem
		want string
	}{
		{"not sent", flow.Problem{Failure: flow.Failure{Reach: flow.NotSent}}, "not sent"},
		{"no client secret", flow.Problem{Failure: flow.Failure{NoSecret: true}}, "not sent"},
		{"cut off", flow.Problem{Failure: flow.Failure{Reach: flow.CutOff}}, "sent, but the connection ended early"},
		{"late", flow.Problem{Failure: flow.Failure{Reach: flow.TimedOut}}, "sent, but no answer came in time"},
		{"cancelled", flow.Problem{Cancelled: true}, "cancelled, the outcome is not known"},
		{"a fault", flow.Problem{Failure: flow.Failure{Status: 502}}, "answered with status 502"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.p.Reason, row.p.Call = flow.NoAnswer, flow.CallAnswer
			if got := (Ticket{Problem: row.p}).Text(); !strings.Contains(got, "Call         checking the code: "+row.want+"\n") {
				t.Error(got)
			}
		})
	}
}

// No text in a ticket does anything to a terminal, makes a line that looks like ours, or
// names a customer.
func TestATicketOfHostileTextIsPlain(t *testing.T) {
	t.Parallel()
	const hostile = "x\x1b]0;y\x07\r\nPossible 1 none\u202e\u0000\xff"
	foreign := flow.FromOutside(hostile + " +47 999 99 999, %2B4799999999, kari.nordmann@example.no, eyJhbGciOi.eyJzdWIi.c2ln" + strings.Repeat(" a", 4000))
	ticket := aTicket()
	ticket.Standing, ticket.Account, ticket.Host, ticket.Step = hostile, hostile, hostile, hostile
	ticket.Customer, ticket.Contact = hostile, hostile
	const canary = "canary-81c5-mfa"
	ticket.Problem.Failure = flow.Failure{
		Status: 403, Code: foreign, Message: foreign, Details: foreign, Got: foreign, Cause: foreign, Request: flow.FromOutside(hostile),
		MFAToken: flow.Conceal(canary),
	}
	lines := strings.Split(ticket.Text(), "\n")
	for _, line := range lines {
		if strings.HasPrefix(line, "Possible 1 none") {
			t.Errorf("a foreign line stands as ours: %s", line)
		}
		for _, r := range line {
			if !flow.Printable(r) && r != ' ' {
				t.Errorf("%U in %q", r, line)
			}
		}
		for _, gone := range []string{canary, "99 999", "99999999", "kari", "eyJ"} {
			if strings.Contains(line, gone) {
				t.Errorf("%q in %s", gone, line)
			}
		}
	}
	if len(lines) > 150 {
		t.Errorf("%d lines", len(lines))
	}
}

func TestIdentifiersAreMaskedInWhatAServerSays(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, want string }{
		{"no user +4799999999", "no user ••• •• 999"},
		{"no user +47 999-99-999.", "no user ••• •• 999."},
		{"phone_number=%2B4712345678&type=customer", "phone_number=%2B••• •• 678&type=customer"},
		{"ola@example.no is unknown", "o•••@example.no is unknown"},
		{"email=ola%40example.no", "email=o•••@example.no"},
		{"ø@example.no", "ø•••@example.no"},
		{"dial tcp 10.120.200.100:443: refused (403) at 2026-11-24", "dial tcp 10.120.200.100:443: refused (403) at 2026-11-24"},
		{"", ""},
	} {
		if got := masked(row.text); got != row.want {
			t.Errorf("%q: got %q, want %q", row.text, got, row.want)
		}
	}
}

func TestAnEmptyTicketHasALineForTheTimeAndNoMore(t *testing.T) {
	t.Parallel()
	if got := (Ticket{}).Text(); got != "Time         0001-01-01 00:00:00 UTC\n" {
		t.Errorf("%q", got)
	}
}
