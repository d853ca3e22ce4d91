package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

// hostile is what a terminal must never be given: colours that do not end, a title, the
// clipboard, a link, cleared screens in both spellings, bidi overrides, what cannot be
// seen, piled accents, bytes that are no UTF-8, moves of the cursor, and what is wider than a cell.
const hostile = "A\x1b[31;5mB\x1b]0;T\x07\x1b]52;c;SE9T\x07\x1b]8;;http://e.example\x1b\\C\x1b[2J\x1b[H\u009b2J\u0090q\u009c" +
	"\u202eD\u2066\u200bE\ufeff\ufe0f\u2800\U000e0041e\u0301\u0301\u0301\u0301\u0301\u0301\r\n\tF\b\b\x00\x7f\xff\xc3G" +
	"日本\u1112\u1161\u11ab👍🏽👨\u200d👩\u200d👧🇳🇴\ufdfd\u0e33\u3000"

func evil() flow.Foreign { return flow.FromOutside(hostile) }

// spaced is the same with room to wrap.
func spaced() flow.Foreign { return flow.FromOutside(apart(hostile)) }

// apart puts a space behind every second character.
func apart(text string) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		b.WriteRune(r)
		if i%2 == 1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func evilFailure(code int, word string) flow.CallFailed {
	return flow.CallFailed{Failure: flow.Failure{
		Status: code, Code: flow.FromOutside(word), Message: spaced(), Details: spaced(), Got: spaced(), Cause: spaced(), Request: spaced(),
	}}
}

func evilSettings() *flow.Settings {
	doc := accountSettings(flow.Yes)
	doc.Damage = spaced()
	for i := range doc.Fields {
		doc.Fields[i].Value = evil()
	}
	doc.Fields = append(doc.Fields, flow.Field{Path: evil(), Value: evil()}, flow.Field{Path: flow.FromOutside("auto_tokens.email" + hostile), Value: evil()})
	doc.Attributes = append(doc.Attributes, flow.Attribute{Name: flow.FromOutside("a\x1b[2J"), Type: evil(), Private: flow.Yes})
	doc.Document = []byte(`{"` + hostile + `":"` + hostile + `","list":["` + hostile + `",{"a":"\u001b[2J\u202e"}]}`)
	return doc
}

func evilToken() flow.Token {
	t := token()
	t.Claims.Subject, t.Claims.Issuer, t.Claims.Audience, t.Claims.Scope = evil(), evil(), evil(), evil()
	t.Claims.Algorithm, t.Claims.KeyID = evil(), evil()
	t.Access = flow.Conceal(hostile + hostile)
	return t
}

// hostileScenes put the payload at every place where text from outside comes to a screen.
func hostileScenes() []scene {
	at := func(do flow.Effect, e flow.Event, to func(x *walk)) func(t *testing.T) *walk {
		return func(t *testing.T) *walk {
			x := offline(t).once(do, e).start()
			to(x)
			return x
		}
	}
	secret := func(x *walk) { x.asKari().types("246810").press("enter") }
	code := func(x *walk) { secret(x); x.types("123456").press("enter") }
	scenes := []scene{
		{"the client's failure on the first screen", at(flow.Connect{}, evilFailure(401, apart(hostile)), func(*walk) {})},
		{"the settings' failure", at(flow.ReadSettings{}, evilFailure(500, apart(hostile)), func(x *walk) { x.press("ctrl+s") })},
		{"a failed sending", at(flow.SendCode{}, evilFailure(500, apart(hostile)), secret)},
		{"a failed answer", at(flow.AnswerChallenge{}, evilFailure(500, apart(hostile)), code)},
		{"a failed recovery", at(flow.StartRecovery{}, evilFailure(500, apart(hostile)), func(x *walk) { x.asKari().press("ctrl+x", "l", "2") })},
		{"a failed link", at(flow.MailLink{}, evilFailure(400, apart(hostile)), func(x *walk) { x.asKariByMail().press("ctrl+x", "l", "1") })},
		{"a failed refresh", at(flow.RefreshSession{}, evilFailure(500, apart(hostile)), func(x *walk) { code(x); x.press("r") })},
		{"a failed sign-out", at(flow.SignOut{}, evilFailure(500, apart(hostile)), func(x *walk) { code(x); x.press("ctrl+x", "x", "y") })},
		{"a stray link", at(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal("m"), Channel: flow.SMS, Stray: evil()}, secret)},
		{"claims", at(flow.AnswerChallenge{}, flow.TokenReceived{Token: evilToken()}, code)},
		{"a token that is shown", at(flow.AnswerChallenge{}, flow.TokenReceived{Token: evilToken()}, func(x *walk) { code(x); x.press("v") })},
		{"settings", at(flow.ReadSettings{}, flow.SettingsRead{Settings: evilSettings()}, func(x *walk) { x.press("ctrl+s") })},
		{"all settings", at(flow.ReadSettings{}, flow.SettingsRead{Settings: evilSettings()}, func(x *walk) { x.press("ctrl+s", "tab", "enter") })},
		{"attributes", at(flow.ReadSettings{}, flow.SettingsRead{Settings: evilSettings()}, func(x *walk) { x.press("ctrl+s", "tab", "tab", "enter") })},
		{"the document", at(flow.ReadSettings{}, flow.SettingsRead{Settings: evilSettings()}, func(x *walk) { x.press("ctrl+s", "shift+tab", "enter") })},
		{"a profile's name", func(t *testing.T) *walk {
			return offline(t, func(s *setup) { s.session.Profile = "shop\x1b[2J\u202e" }).start()
		}},
		{"what is pasted as a number", func(t *testing.T) *walk { return offline(t).start().paste(hostile).press("enter") }},
		{"what is pasted as an address", func(t *testing.T) *walk { return offline(t).start().paste("@" + hostile).press("enter") }},
		{"what is pasted as a secret", func(t *testing.T) *walk {
			x := atSecret(t, "")
			return x.paste(hostile).paste("pw\u202e\u2066\u200be\u0301\u0301\u0301\u0301\u0301\u0301").press("ctrl+x", "v").shows("pw‹U+202E›")
		}},
		{"what is pasted as a code", func(t *testing.T) *walk { return atCode(t, "").paste(hostile) }},
	}
	for _, word := range []string{"", "invalid_credentials", "insufficient_scope", "access_denied", apart(hostile)} {
		scenes = append(scenes, scene{"a failed sign-in, " + strings.ToValidUTF8(flow.FromOutside(word).Shown()[:min(len(word), 20)], ""), at(flow.StartMFALogin{}, evilFailure(403, word), secret)})
	}
	for _, show := range []string{"", "ctrl+t"} {
		scenes = append(scenes, scene{"a message on the phone" + show, func(t *testing.T) *walk {
			x := atCode(t, "", inDemo)
			return x.send(messageMsg(Message{Number: 1, Channel: flow.SMS, Text: flow.Conceal(apart(hostile)), Code: flow.Conceal("482913"), Sent: dawn(), At: dawn()}))
		}})
	}
	return scenes
}

func TestHostileTextMovesNothingOnAnyScreen(t *testing.T) {
	t.Parallel()
	for _, s := range slices.Concat(hostileScenes(), hostileRequests(), more()) {
		part(t, s.name, func(t *testing.T) {
			s.make(t).staysPut([]size{{40, 12}, {80, 24}, {130, 40}, {140, 40}}...)
		})
	}
}

// hostileIdents are what --ident may say, and what an address may hold.
func hostileIdents() map[string]string {
	return map[string]string{
		"a number of escapes":     hostile,
		"an address of escapes":   hostile + "@" + hostile,
		"a long number":           "+" + strings.Repeat("9", 200),
		"a long address":          "kari@" + strings.Repeat("example.", 40) + "com",
		"wide characters":         "日@" + strings.Repeat("日本", 60) + ".jp",
		"letters from the right":  "\u05e7@" + strings.Repeat("\u05d0\u0627", 60),
		"piled accents":           "e@" + strings.Repeat("e\u0301\u0301\u0301\u0301\u0301\u0301", 30),
		"emoji":                   "👍🏽@" + strings.Repeat("👨\u200d👩\u200d👧🇳🇴👍🏽", 20),
		"bytes that are no text":  "\xff\xfe@\xc3\xc3\xc3" + strings.Repeat("\x80", 40),
		"a number cut in letters": "12345日本日本日本",
	}
}

func TestAHostileIdentifierMovesNothingOnAnyScreen(t *testing.T) {
	t.Parallel()
	routes := []struct {
		name  string
		faces flow.State
		fails flow.Effect
		to    func(x *walk)
	}{
		{"the secret", flow.EnteringSecret{}, nil, func(*walk) {}},
		{"signing in", flow.SigningIn{}, nil, func(x *walk) { x.hold(flow.StartMFALogin{}).types("246810").press("enter") }},
		{"a refusal", flow.EnteringSecret{}, flow.StartMFALogin{}, func(x *walk) { x.types("246810").press("enter") }},
		{"sending", flow.SendingCode{}, nil, func(x *walk) { x.hold(flow.SendCode{}).types("246810").press("enter") }},
		{"a failed sending", flow.SendFailed{}, flow.SendCode{}, func(x *walk) { x.types("246810").press("enter") }},
		{"the code", flow.EnteringCode{}, nil, func(x *walk) { x.types("246810").press("enter") }},
		{"the lost secret", flow.ChoosingRecovery{}, nil, func(x *walk) { x.press("ctrl+x", "l") }},
		{"signed in", flow.SignedIn{}, nil, func(x *walk) { x.types("246810").press("enter").types("123456").press("enter") }},
		{"the customer again", flow.ChoosingCustomer{}, nil, func(x *walk) { x.press("esc").press("enter") }},
	}
	for name, ident := range hostileIdents() {
		for _, to := range routes {
			part(t, name+", "+to.name, func(t *testing.T) {
				draft := flow.Draft{By: flow.ByEmail, Email: ident, Phone: ident}
				x := offline(t, func(s *setup) {
					s.draft, s.session.Chosen = draft, &flow.CustomerChosen{Draft: draft, Ident: ident}
				})
				if to.fails != nil {
					x.fails(to.fails, status(500, ""))
				}
				to.to(x.start())
				x.at(to.faces).staysPut([]size{{30, 8}, {40, 12}, {80, 24}}...)
			})
		}
	}
}

// A word without a place to break, wherever one comes from.
func TestALongWordIsBroken(t *testing.T) {
	t.Parallel()
	long := flow.FromOutside(strings.Repeat("x", 300))
	for name, failure := range map[string]flow.Failure{
		"in a message": {Status: 500, Message: long}, "in a code": {Status: 500, Code: long}, "in details": {Status: 400, Details: long},
		"in what came": {Status: 200, Got: long}, "in a request's id": {Status: 500, Request: long},
	} {
		part(t, name, func(t *testing.T) {
			x := atSecret(t, "246810") // look checks the screen
			x.fails(flow.StartMFALogin{}, failure)
			x.press("enter").shows("xxx")
		})
	}
	part(t, "in a damaged document", func(t *testing.T) {
		offline(t).reads(func(doc *flow.Settings) { doc.Damage = long }).start().press("ctrl+s").shows("xxx")
	})
	part(t, "in an attribute's name", func(t *testing.T) {
		x := offline(t).reads(func(doc *flow.Settings) { doc.Attributes[0].Name = long })
		x.start().press("ctrl+s", "tab", "tab", "enter").shows("xxx")
	})
	part(t, "in a message on the phone", func(t *testing.T) {
		x := atCode(t, "", inDemo, sized(140, 40))
		x.send(messageMsg(Message{Number: 1, Channel: flow.SMS, Text: flow.Conceal(long.Shown()), Code: flow.Conceal("482913"), Sent: dawn(), At: dawn()}))
		x.shows("xxx")
	})
}

func TestWhatDoesNotComeFromAServerIsNeutralisedToo(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]option{
		"the host":         func(s *setup) { s.session.Host = "api.\u202edintero.com" },
		"the account":      func(s *setup) { s.session.Account = "T1122\x1b[2J" },
		"a source's error": withSecret("", errors.New("no\x1b[2J such\nfile")),
		"an identifier from --ident": func(s *setup) {
			s.session.Chosen = &flow.CustomerChosen{Ident: "\x1b[2Jabcdefgh\u202e"}
		},
	} {
		part(t, name, func(t *testing.T) {
			x := offline(t, option) // look checks the screen
			x.start()
			if s, ok := x.app.state.(flow.ChoosingCustomer); ok && s.Draft == (flow.Draft{}) {
				x.types("999 99 999").press("enter")
			}
			x.at(flow.EnteringSecret{})
		})
	}
}

func TestHostileTextIsVisibleInItsPlace(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810")
	x.fails(flow.StartMFALogin{}, flow.Failure{Status: 500, Message: flow.FromOutside("down\x1b[2J \u202eup \r\n done")})
	x.press("enter").shows("“down^[[2J ‹U+202E›up ^M^J done”")
}

func TestHostileTextOutsideAScreenIsNeutralisedToo(t *testing.T) {
	t.Parallel()
	p := flow.Problem{Reason: flow.Unexpected, Failure: evilFailure(500, apart(hostile)).Failure}
	for name, text := range map[string]string{"a script's line": script.Sentence(p), "%+v of a problem": fmt.Sprintf("%+v", p)} {
		for _, r := range text {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200b {
				t.Errorf("%s has %U in it", name, r)
			}
		}
	}
	var out strings.Builder
	if err := errors.Join(script.PrintSettings(&out, evilSettings()), script.PrintDocument(&out, evilSettings())); err != nil {
		t.Fatal(err)
	}
	for _, r := range out.String() {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200b {
			t.Errorf("what is printed has %U in it", r)
		}
	}
}
