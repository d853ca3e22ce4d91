package tui

import (
	"testing"

	"dintero-login/flow"
)

func TestWhetherDinteroKnowsACustomerIsAskedByAKeyAndAnswered(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().types("246810")
	x.press("ctrl+x", "d").shows("Ask Dintero whether it knows", "Proxies may log it")
	if n := x.asked(flow.AskExistence{}); n != 0 {
		t.Fatalf("it was asked %d times before the question was answered", n)
	}
	x.press("esc").holdsTyped("246810")
	x.press("ctrl+x", "d").agrees().shows("Dintero finds a customer under").holdsTyped("246810")
	if n := x.asked(flow.AskExistence{}); n != 1 {
		t.Errorf("it was asked %d times, want once", n)
	}
	if len(x.app.phone.Messages()) != 0 {
		t.Error("a message went out")
	}
	x.press("enter").rings().giveCode() // and it counted as no try
	in[flow.SignedIn](x)
}

func TestTheQuestionWhetherACustomerExistsStandsOverTheSymptomWhoseAnswersStay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ ident, notice, note string }{
		{"999 99 999", "Dintero finds a customer under", "Dintero finds this customer"},
		{"41 23 45 67", "Dintero finds nobody under", "Dintero finds nobody here"},
	} {
		x := online(t, "happy").start().types(row.ident).press("enter", "ctrl+x", "w", "2", "enter", "space")
		x.shows("1 ✗ Try", "2 ✓ Ask").hides(row.note)
		x.press("ctrl+x", "d").shows("Ask Dintero whether it knows", "Symptom", "2 ✓ Ask", "y ask")
		x.press("esc").shows("2 ✓ Ask").press("ctrl+x", "d").agrees()
		x.shows(row.notice, row.note, "Symptom", "1 ✗ Try", "2 ✓ Ask")
		if n := x.asked(flow.AskExistence{}); n != 1 {
			t.Errorf("%s: it was asked %d times, want once", row.ident, n)
		}
		if number := "3 ✗ Ask"; (row.note == "Dintero finds this customer") != contains(x.flat(), number) {
			t.Errorf("%s: whether the number may be another:\n%s", row.ident, x.text())
		}
		x.press("esc", "esc").shows("What is the customer's PIN or password?")
	}
}

func TestACustomerWhomDinteroDoesNotKnowIsToldToTheAgentOnly(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.types("41234567").press("enter").types("246810").press("enter").shows("Not accepted").hides("finds nobody", "no such customer")
	x.press("ctrl+x", "d").agrees().shows("Dintero finds nobody under")
	x.press("ctrl+x").shows("does Dintero know this customer?")
}
