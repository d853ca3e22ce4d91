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

func TestACustomerWhomDinteroDoesNotKnowIsToldToTheAgentOnly(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.types("41234567").press("enter").types("246810").press("enter").shows("Not accepted").hides("finds nobody", "no such customer")
	x.press("ctrl+x", "d").agrees().shows("Dintero finds nobody under")
	x.press("ctrl+x").shows("does Dintero know this customer?")
}
