package tui

import (
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// viewAccount is what is known before a secret is typed: what this login takes, and
// what the client may do.
func viewAccount(p *page, a flow.Account, session Session) {
	takes, source := loginTakes(a, a.SignInCall())
	p.line(should, "This login", takes, source)
	switch a.Client {
	case flow.Known:
		viewPermissions(p, a)
	case flow.Failed:
		said := words.Say(a.ClientProblem)
		p.line(must, "Client", p.frame.styles.problem.Render("✗ "+said.Happened), "")
		p.under(should, said.Next)
		p.under(may, words.Evidence(a.ClientProblem))
	default:
		p.line(may, "Client may", p.frame.styles.hint.Render("asking…"), "")
	}
	if a.Skew.Abs() >= words.SkewShown {
		p.line(should, "Clock", p.frame.styles.problem.Render("! "+words.Skew(a.Skew)), "")
	}
	if session.Sandbox != nil {
		now, _ := session.Sandbox.story()
		p.keyLine(may, "Scenario", now.Name, keyToAsk(openScenarios{}), "another one")
		p.line(may, "", now.Does, "")
	}
}

// loginTakes says in words what a sign-in by this call asks the customer for, and who
// says so.
func loginTakes(a flow.Account, call flow.Call) (takes, source string) {
	takes = "PIN or password, then a code"
	switch {
	case call == flow.CallLogin && a.MFA() == flow.Yes:
		takes = "PIN or password, a code if asked"
	case call == flow.CallLogin:
		takes = "PIN or password, no code"
	}
	switch {
	case a.Login != flow.LoginAuto:
		return takes, "set by the profile"
	case a.MFA() != flow.Unknown:
		return takes, "set by the account"
	case a.Reading == flow.Reading || a.Reading == flow.NotAsked:
		return "PIN or password", "reading the settings…"
	case a.Reading == flow.Failed:
		return takes, "settings not read: assumed"
	default:
		return takes, "not in the settings: assumed"
	}
}

// takesShort is the same for the first line.
func takesShort(a flow.Account, call flow.Call) string {
	switch {
	case call == flow.CallLogin && a.MFA() == flow.Yes:
		return "a code if asked"
	case call == flow.CallLogin:
		return "no code"
	case a.Settings != nil && a.Settings.MFA == flow.Yes && a.Settings.LoginChannel != flow.NoChannel:
		return "code by " + words.Channel(a.Settings.LoginChannel)
	case a.Reading == flow.Reading:
		return "reading…"
	case a.Login == flow.LoginMFA || a.MFA() == flow.Yes:
		return "with a code"
	default:
		return "not known"
	}
}

// viewPermissions shows what the client may do, and names the scope that is missing for
// this login while nothing has been typed in vain yet.
func viewPermissions(p *page, a flow.Account) {
	may := []string{
		permission(p, a.May.Of(a.SignInCall()).Held, "sign in"),
		permission(p, a.May.Of(flow.CallChallenge).Held, "send codes"),
		permission(p, a.May.Of(flow.CallSettings).Held, "read settings"),
		permission(p, a.May.Of(flow.CallKeys).Held, "read keys"),
	}
	p.line(should, "Client may", strings.Join(may, "   "), "")
	for _, call := range []flow.Call{a.SignInCall(), flow.CallChallenge} {
		if missing := a.May.Of(call); missing.Held == flow.No {
			p.under(must, "✗ "+missing.Scope+" is missing for "+words.Call(call)+". Whoever manages the account's API clients can grant it.")
		}
	}
}

func permission(p *page, held flow.Tristate, what string) string {
	s := p.frame.styles
	return [...]string{s.hint.Render("?"), s.good.Render("✓"), s.problem.Render("✗")}[held] + " " + what
}
