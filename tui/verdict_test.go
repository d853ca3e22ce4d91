package tui

import (
	"testing"
	"time"

	"dintero-login/flow"
)

// verifiedAs is a run that is signed in with a token whose signature was checked.
func verifiedAs(t *testing.T, signature flow.Signature, change func(*flow.Token), options ...option) *walk {
	t.Helper()
	got := token()
	list := func(pairs ...string) []flow.Claim {
		var all []flow.Claim
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, flow.Claim{Name: flow.FromOutside(pairs[i]), Value: flow.FromOutside(pairs[i+1]), Time: flow.Stamp{Is: flow.Missing}})
		}
		return all
	}
	claims := list("sub", "3f2a-11", "scope", "user:customers read:customers", "exp", "1763764800")
	claims[2].Time = flow.Stamp{Is: flow.Fits, In: 24 * time.Hour}
	got.Claims.IssuerIs, got.Claims.AudienceIs = flow.Fits, flow.Fits
	got.Claims.Scope = flow.FromOutside("user:customers read:customers")
	got.Claims.All = &flow.ClaimList{Header: list("alg", "RS256", "jku", "https://evil.example"), Claims: claims}
	if change != nil {
		change(&got)
	}
	own := flow.ClientToken{Claims: got.Claims, Signature: flow.SignatureBad}
	own.Claims.Subject = flow.FromOutside("the-client")
	x := atCode(t, "123456", options...)
	x.once(flow.AnswerChallenge{}, flow.TokenReceived{Token: got}).once(flow.VerifyToken{}, flow.TokenVerified{Signature: signature, Own: own})
	next := got
	next.Access = flow.Conceal("eyJ-another-token-of-some-length")
	x.once(flow.RefreshSession{}, flow.TokenReceived{Token: next})
	return x.press("enter").at(flow.SignedIn{})
}

func TestSignedInSaysWhoVouchesForTheToken(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name      string
		signature flow.Signature
		change    func(*flow.Token)
		says      []string
		verified  bool
	}{
		{"all holds", flow.SignatureVerified, nil, []string{"✓ verified: signature, issuer, audience and times", "✓ made by this account, key 7c1e, RS256"}, true},
		{"a bad signature", flow.SignatureBad, nil, []string{"✗ bad: do not trust it", "✗ not made by this account's key 7c1e"}, false},
		{"nobody's key", flow.SignatureForeignKey, nil, []string{"✗ bad", "key 7c1e is not among this account's keys"}, false},
		{"a key that was not read", flow.SignatureUnknownKey, nil, []string{"? decoded, not verified", "some keys could not be read"}, false},
		{"alg none", flow.SignatureForbidden, func(t *flow.Token) { t.Claims.Algorithm = flow.FromOutside("none") }, []string{"✗ bad", "none is never accepted"}, false},
		{"another issuer", flow.SignatureVerified, func(t *flow.Token) { t.Claims.IssuerIs = flow.Differs }, []string{"? signed by this account, the rest is not verified", "Dintero documents none"}, false},
		{"another account", flow.SignatureVerified, func(t *flow.Token) { t.Claims.IssuerIs = flow.Elsewhere }, []string{"✗ bad", "✗ another account"}, false},
		{"over", flow.SignatureVerified, func(t *flow.Token) { t.Claims.Expiry.In = -time.Hour }, []string{"✗ bad", "✗ ended 1 h 0 min ago"}, false},
		{"not begun", flow.SignatureVerified, func(t *flow.Token) { t.Claims.NotBefore = flow.Stamp{Is: flow.Fits, In: 2 * time.Hour} }, []string{"✗ begins in 2 h"}, false},
		{"not checked", flow.SignatureUnchecked, nil, []string{"decoded, not verified"}, false},
		{"hostile", flow.SignatureForbidden, func(t *flow.Token) { t.Claims.Algorithm = flow.FromOutside("\x1b[2J\u202e") }, []string{"^[[2J‹U+202E› is never accepted"}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := verifiedAs(t, row.signature, row.change)
			x.shows(row.says...)
			if contains(x.text(), "✓ verified") != row.verified {
				t.Errorf("says that it is verified: want %t\n%s", row.verified, x.text())
			}
			small := verifiedAs(t, row.signature, row.change, sized(40, 12))
			if contains(small.text(), "✓ verified") != row.verified {
				t.Errorf("at 40 columns, says that it is verified: want %t\n%s", row.verified, small.text())
			}
		})
	}
}

func TestAVerdictFollowsTheClock(t *testing.T) {
	t.Parallel()
	x := verifiedAs(t, flow.SignatureVerified, nil)
	x.shows("✓ verified", "▰▰▰▰▰▰▰▰▰▰").wait(12 * time.Hour).shows("▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱")
	x.wait(12 * time.Hour).shows("✗ bad: do not trust it").hides("✓ verified")
	x.press("r").hides("✓ verified").shows("decoded, not verified") // the new one is not checked
}

func TestTheDetailsOfATokenHoldItsClaimsAndTheClientsOwnButNeverTheirText(t *testing.T) {
	t.Parallel()
	x := verifiedAs(t, flow.SignatureVerified, nil, sized(120, 60))
	x.press("d").shows("The customer's token", "✓ verified", "user:customers", "read:customers", "ignored: a token does not choose its keys",
		"1763764800", "Sat 21 Nov 2026 23:40:00 UTC · in 1 day", "The client's own token", "✗ not made by this account's key").hides(accessCanary, kari)
	x.press("esc").hides("The client's own token").press("d", "ctrl+x", "p").shows("Not shown in presenter mode").hides("3f2a-11")
	small := verifiedAs(t, flow.SignatureVerified, nil, sized(40, 12))
	small.press("d").shows("The customer's token", "more").press("end").shows("1763764800", "ends").hides("The customer's token")
}
