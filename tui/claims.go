package tui

import (
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// viewClaims shows what the token says of itself.
func viewClaims(p *layout.Page, a flow.Account, token flow.Token) {
	claims := token.Claims
	if !claims.Decoded {
		p.Line(layout.Should, "Claims", "none: this token cannot be read by its holder", "")
		return
	}
	viewSignature(p, a, claims)
	p.Line(layout.Should, "Claims", words.Joined("  ", claim("sub", claims.Subject), claim("scope", claims.Scope)), "")
	p.Line(layout.May, "", claim("aud", claims.Audience), "")
	p.Line(layout.May, "", claim("iss", claims.Issuer), "")
}

// viewSignature says who is named as the signer, beside that nobody has looked: a key of the
// account is only what the token claims.
func viewSignature(p *layout.Page, a flow.Account, claims flow.Claims) {
	const looked = "decoded, not verified"
	is, wrong := keyStanding(a, claims.KeyID)
	if wrong {
		p.Line(layout.Should, "Signature", looked, claims.Algorithm.Shown())
		p.Wrong(is)
		return
	}
	if p.Frame.Narrow() {
		p.Line(layout.Should, "Signature", looked, is)
		return
	}
	p.Line(layout.Should, "Signature", looked+p.Frame.Styles.Hint.Render("   "+words.Joined(" · ", claims.Algorithm.Shown(), is)), "")
}

// keyStanding is a token's key among the account's, as far as those are known; wrong when it
// is none of them.
func keyStanding(a flow.Account, id flow.Foreign) (is string, wrong bool) {
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
