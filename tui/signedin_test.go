package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// atSession is a run that is signed in.
func atSession(t *testing.T, options ...option) *walk {
	t.Helper()
	return atCode(t, "123456", options...).press("enter").at(flow.SignedIn{})
}

func TestSignedInSaysWhoHowAndUntilWhen(t *testing.T) {
	t.Parallel()
	x := atSession(t)
	x.shows("Signed in", "+47 ••• •• 999 · as customer", "MFA by SMS", "Sat 21 Nov 23:40", "decoded, not verified", "RS256", "7c1e",
		"sub 3f2a-11", "scope user:customers", "aud https://api.dintero.com/v1/accounts/T11223344", "token, in memory only").hides("verified with", kari)
	x.wait(30 * time.Minute).shows("in 23 h 30 min").wait(23*time.Hour + 29*time.Minute).shows("in 60 s").wait(time.Minute).shows("has ended")
}

func TestTheTokenIsMaskedUntilItIsRevealedAndTheRevealEnds(t *testing.T) {
	t.Parallel()
	joined := func(x *walk) string { return strings.Join(strings.Fields(x.text()), "") }
	for _, row := range []struct {
		name string
		ends func(x *walk)
	}{
		{"by itself", func(x *walk) { x.send(concealMsg{x.app.screen.(signedInScreen).reveals}) }},
		{"by v once more", func(x *walk) { x.press("v") }},
		{"when the terminal loses the focus", func(x *walk) { x.send(tea.BlurMsg{}) }},
		{"on suspend", func(x *walk) { x.press("ctrl+z") }},
		{"by a refresh", func(x *walk) { x.press("r") }},
		{"by asking to copy", func(x *walk) { x.press("c") }},
		{"in presenter mode", func(x *walk) { x.press("ctrl+x", "p") }},
	} {
		part(t, row.name, func(t *testing.T) {
			x := atSession(t).shows("eyJA•••••••••••••w5c2").hides(accessCanary).press("v")
			if !contains(joined(x), accessCanary) {
				t.Fatalf("not revealed:\n%s", x.text())
			}
			row.ends(x)
			if contains(joined(x), accessCanary) {
				t.Errorf("still revealed:\n%s", x.text())
			}
		})
	}
	part(t, "an earlier reveal's end does not end a later one", func(t *testing.T) {
		x := atSession(t).press("v")
		first := concealMsg{x.app.screen.(signedInScreen).reveals}
		x.press("v", "v").send(first)
		if !contains(joined(x), accessCanary) {
			t.Error("ended by the wrong one")
		}
	})
	part(t, "a short token shows nothing of itself", func(t *testing.T) {
		if got := masked(flow.Conceal("short-token")); got != "••••••••••••" {
			t.Errorf("shows %q", got)
		}
	})
}

func TestTheTokenIsCopiedOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	x := atSession(t)
	x.press("c").shows("Send the token to the terminal's clipboard?", "Other programs can read it there").press("enter", "n", "c", "q")
	x.at(flow.SignedIn{}).press("esc").hides("clipboard?")
	if len(x.clipboard) != 0 {
		t.Fatal("copied without a yes")
	}
	x.press("y")
	if len(x.clipboard) != 0 {
		t.Fatal("a y without a question copies")
	}
	x.press("c", "y").shows("Sent to the terminal").hides(accessCanary, "copied", "Copied")
	if len(x.clipboard) != 1 || x.clipboard[0] != accessCanary {
		t.Errorf("the clipboard was given %q", x.clipboard)
	}
	x.press("y")
	if len(x.clipboard) != 1 {
		t.Error("a second y copies again")
	}
}

func TestWhatAnEndThatIsNotKnownReads(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change func(*flow.Token)
		says   []string
		hides  []string
	}{
		{"no expiry", func(t *flow.Token) { t.ExpiresIn = 0 }, []string{"did not say when"}, []string{"in 24 h"}},
		{"an opaque token", func(t *flow.Token) { t.Claims = flow.Claims{} }, []string{"cannot be read by its holder"}, []string{"not verified"}},
		{"no refresh token", func(t *flow.Token) { t.Refresh = flow.Secret{} }, []string{"Signed in"}, []string{"token, in memory only", "r refresh"}},
		{"exp disagrees", func(t *flow.Token) { t.Claims.Expiry.In = time.Hour }, []string{"The token itself says it lasts 1 h"}, nil},
		{"exp is over", func(t *flow.Token) { t.Claims.Expiry.In = -time.Hour }, []string{"it ended 1 h 0 min before it came"}, nil},
		{"exp agrees within a minute", func(t *flow.Token) { t.Claims.Expiry.In = t.ExpiresIn - 30*time.Second }, nil, []string{"itself"}},
	} {
		part(t, row.name, func(t *testing.T) {
			x := atCode(t, "123456")
			got := token()
			row.change(&got)
			x.once(flow.AnswerChallenge{}, flow.TokenReceived{Token: got})
			x.press("enter").shows(row.says...).hides(row.hides...)
		})
	}
}

func TestSignedInSaysWhoseKeyTheTokenNames(t *testing.T) {
	t.Parallel()
	published := func(whole bool, ids ...string) flow.Event {
		var all []flow.Foreign
		for _, id := range ids {
			all = append(all, flow.FromOutside(id))
		}
		return flow.KeysRead{Keys: flow.NewKeys(all, whole, nil)}
	}
	failed := flow.CallFailed{Failure: status(500, "")}
	for _, row := range []struct {
		name string
		kid  string
		keys flow.Event
		says string
		bad  bool
	}{
		{"one of the account's", "7c1e4a90", published(true, "other", "7c1e4a90"), "RS256 · key 7c1e… of this account", false},
		{"a short id", "7c1e4", published(true, "7c1e4"), "RS256 · key 7c1e4 of this account", false},
		{"found in a list that is not whole", "7c1e", published(false, "7c1e"), "key 7c1e of this account", false},
		{"none of the account's", "7c1e4a90", published(true, "7c1e4a91"), "✗ key 7c1e… is not among this account's keys", true},
		{"an account without keys", "7c1e", published(true), "✗ key 7c1e is not among this account's keys", true},
		{"not in a list that is not whole", "7c1e", published(false, "other"), "key 7c1e · some not read", false},
		{"the keys could not be read", "7c1e", failed, "RS256 · key 7c1e · keys not read", false},
		{"a token without a key's id", "", published(true, "7c1e"), "RS256 · names no key", false},
		{"a hostile id", "\x1b[2J\u202ekey", published(true), "✗ key ^[[2… is not among this account's keys", true},
	} {
		part(t, row.name, func(t *testing.T) {
			for _, size := range []struct{ width, height int }{{80, 24}, {40, 20}, {120, 40}} {
				x := offline(t, sized(size.width, size.height))
				got := token()
				got.Claims.KeyID = flow.FromOutside(row.kid)
				x.once(flow.ReadKeys{}, row.keys).once(flow.AnswerChallenge{}, flow.TokenReceived{Token: got})
				x.start().asKari().types("246810").press("enter").types("123456").press("enter").at(flow.SignedIn{})
				says := row.says
				if size.width == 40 {
					says = strings.TrimPrefix(says, "RS256 · ")
				}
				if x.shows("decoded, not verified"); !contains(x.flat(), says) {
					t.Errorf("%d columns, want %q:\n%s", size.width, says, x.text())
				}
				if contains(x.text(), "✗") != row.bad {
					t.Errorf("%d columns, marked as a problem: want %t\n%s", size.width, row.bad, x.text())
				}
				x.hides("verified by", "✓ verified")
			}
		})
	}
}

func TestKeysThatComeLateAreSaidAndDisturbNothing(t *testing.T) {
	t.Parallel()
	for name, hold := range map[string]flow.Effect{"the keys": flow.ReadKeys{}, "the settings": flow.ReadSettings{}, "the client's token": flow.Connect{}} {
		x := offline(t, calling(flow.LoginMFA))
		x.hold(hold).start().asKari().types("246810").press("enter").types("123456").press("enter")
		x.shows("key 7c1e · reading keys…").press("v")
		before := in[flow.SignedIn](x)
		x.release().shows("key 7c1e of this account", "v hides it")
		after := in[flow.SignedIn](x)
		if after.Account = before.Account; after != before {
			t.Errorf("%s, late, change the session", name)
		}
	}
}

func TestKeysThatTheClientMayNotReadAreNotAskedFor(t *testing.T) {
	t.Parallel()
	x := offline(t)
	may := permissions(flow.Yes)
	may[flow.CallKeys].Held = flow.No
	x.once(flow.Connect{}, flow.ClientConnected{May: may})
	x.start().shows("✓ read settings ✗ read keys").asKari().types("246810").press("enter").types("123456").press("enter")
	x.shows("key 7c1e · keys not read").press("ctrl+s").press("r").asks(flow.ReadKeys{}, 0)
}

func TestARefreshWithoutANewRefreshTokenKeepsTheOldOne(t *testing.T) {
	t.Parallel()
	x := atSession(t)
	next := token()
	next.Refresh, next.Access = flow.Secret{}, flow.Conceal("eyJ-another-token-of-some-length")
	x.once(flow.RefreshSession{}, flow.TokenReceived{Token: next})
	x.press("r").shows("Refreshed", "token, in memory only").press("r")
	if got := last[flow.RefreshSession](x).Refresh.Reveal(); got != refreshCanary {
		t.Errorf("refreshed with %q", got)
	}
}

func TestTheKeysOnSignedIn(t *testing.T) {
	t.Parallel()
	x := atSession(t)
	x.press("enter").shows("Settings", "MFA at login").press("esc").shows("Signed in", "Token").press("esc").shows("q leaves").at(flow.SignedIn{})
	x.press("q").shows("Quit? The token was neither printed nor copied").press("esc").hides("Quit?").press("q", "y").left(0)
	copied := atSession(t)
	copied.press("c", "y", "q").left(0)
	script := atSession(t, func(s *setup) { s.autoQuit = true })
	script.left(0)
}
