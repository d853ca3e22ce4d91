package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// viewAccount is what is known before a secret is typed: what this login takes, and
// what the client may do.
func viewAccount(p *layout.Page, a flow.Account, session Session) {
	takes, source := loginTakes(a, a.SignInCall())
	p.Line(layout.Should, "This login", takes, source)
	switch a.Client {
	case flow.Known:
		viewPermissions(p, a)
	case flow.Failed:
		said := words.Say(a.ClientProblem)
		p.Line(layout.Must, "Client", p.Frame.Styles.Problem.Render("✗ "+said.Happened), "")
		p.Under(layout.Should, said.Next)
		p.Under(layout.May, words.Evidence(a.ClientProblem))
	default:
		p.Line(layout.May, "Client may", p.Frame.Styles.Hint.Render("asking…"), "")
	}
	if a.Client == flow.Known && a.Reading == flow.Failed {
		p.Line(layout.Should, "Settings", p.Frame.Styles.Problem.Render("✗ "+words.Say(a.SettingsProblem).Happened), "")
		if again := readAgain(p.Frame, a); again != "" {
			p.Under(layout.Should, again)
		}
		p.Under(layout.May, words.Evidence(a.SettingsProblem))
	}
	if a.Skew.Abs() >= words.SkewShown {
		p.Line(layout.Should, "Clock", p.Frame.Styles.Problem.Render("! "+words.Skew(a.Skew)), "")
		p.Under(layout.May, words.CauseNext(flow.CauseClockOff))
	}
	if session.Sandbox != nil {
		now, _ := session.Sandbox.scenario()
		p.KeyLine(layout.May, "Scenario", now.Name, keyToAsk(openScenarios{}), "another one")
		p.Line(layout.May, "", now.Does, "")
	}
}

// readAgain is the time of day from which the settings may be read again; empty where that is now.
func readAgain(f layout.Frame, a flow.Account) string {
	if a.SettingsFrom <= f.Now {
		return ""
	}
	return "The settings can be read again from " + f.Wall.Add(a.SettingsFrom-f.Now).Format("15:04:05") + "."
}

// loginTakes says in words what a sign-in by this call asks the customer for, and who
// says so.
func loginTakes(a flow.Account, call flow.Call) (takes, source string) {
	takes = "PIN or password, then a code"
	switch {
	case call == flow.CallLogin && a.MFA() == flow.Yes:
		takes = "PIN or password, code if asked"
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
func viewPermissions(p *layout.Page, a flow.Account) {
	may := []string{
		permission(p, a.May.Of(a.SignInCall()).Held, "sign in"),
		permission(p, a.May.Of(flow.CallChallenge).Held, "send codes"),
		permission(p, a.May.Of(flow.CallSettings).Held, "read settings"),
		permission(p, a.May.Of(flow.CallKeys).Held, "read keys"),
	}
	if p.Frame.Slim() {
		p.Line(layout.Should, "Client may", strings.Join(may[:2], "   "), "")
		p.Line(layout.Should, "", strings.Join(may[2:], "   "), "")
	} else {
		p.Line(layout.Should, "Client may", strings.Join(may, "   "), "")
	}
	for _, call := range []flow.Call{a.SignInCall(), flow.CallChallenge} {
		if missing := a.May.Of(call); missing.Held == flow.No {
			p.Under(layout.Must, "✗ "+missing.Scope+" is missing for "+words.Call(call)+". Whoever manages the account's API clients can grant it.")
		}
	}
}

func permission(p *layout.Page, held flow.Tristate, what string) string {
	s := p.Frame.Styles
	return [...]string{s.Hint.Render("?"), s.Good.Render("✓"), s.Problem.Render("✗")}[held] + " " + what
}

// viewClaims shows what the token says of itself.
func viewClaims(p *layout.Page, a flow.Account, token flow.Token) {
	claims := token.Claims
	if !claims.Decoded {
		p.Line(layout.Should, "Claims", "none: this token cannot be read by its holder", "")
		return
	}
	viewSignature(p, a, claims)
	viewNamed(p, claims)
}

// viewNamed shows whom and what the token names.
func viewNamed(p *layout.Page, claims flow.Claims) {
	label := "Claims"
	for i, row := range []string{claim("sub", claims.Subject), claim("scope", claims.Scope), claim("aud", claims.Audience), claim("iss", claims.Issuer)} {
		if row == "" {
			continue
		}
		p.Line([]layout.Importance{layout.Should, layout.May}[min(i, 1)], label, row, "")
		label = ""
	}
}

// viewSignature says who is named as the signer, beside that nobody has looked: a key of the
// account is only what the token claims.
func viewSignature(p *layout.Page, a flow.Account, claims flow.Claims) {
	const looked = "decoded, not verified"
	is, wrong := signingKey(a, claims.KeyID)
	if wrong {
		p.Line(layout.Should, "Signature", looked, claims.Algorithm.Shown())
		p.Wrong(is)
		return
	}
	named := words.Joined(" · ", claims.Algorithm.Shown(), is)
	switch {
	case p.Frame.Narrow():
		p.Line(layout.Should, "Signature", looked, is)
	case p.Frame.Slim():
		p.Line(layout.Should, "Signature", looked, named)
	default:
		p.Line(layout.Should, "Signature", looked+p.Frame.Styles.Hint.Render("   "+named), "")
	}
}

// signingKey is a token's key among the account's, as far as those are known; wrong when it
// is not one of them.
func signingKey(a flow.Account, id flow.Foreign) (is string, wrong bool) {
	if id.IsEmpty() {
		return "names no key", false
	}
	key := "key " + ansi.Truncate(id.Shown(), keyShown, "…")
	asked := a.ReadingKeys == flow.NotAsked && a.May.Of(flow.CallKeys).Held != flow.No
	switch {
	case a.Keys.Has(id):
		return key + " of this account", false
	case a.Keys.Whole():
		return key + " is not among this account's keys", true
	case a.Keys != nil:
		return key + " · some not read", false
	case a.ReadingKeys == flow.Reading, asked && (a.Client == flow.Reading || a.Reading == flow.Reading):
		return key + " · reading keys…", false
	default:
		return key + " · keys not read", false
	}
}

// keyShown is how much of a key's id is shown: enough to tell two apart, in 40 columns too.
const keyShown = 5

func claim(name string, value flow.Foreign) string {
	if value.IsEmpty() {
		return ""
	}
	return name + " " + value.Shown()
}
