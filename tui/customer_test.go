package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dintero-login/flow"
	"dintero-login/tui/identity"
)

func TestABadIdentifierIsSaidAtTheFieldAndNothingIsSent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, typed, says string }{
		{"too short a number", "999", "Too short for a phone number"},
		{"too long a number", "999 99 999 99", "Too long for a +47 number"},
		{"letters", "kari", "A phone number has no letters"},
		{"nothing", "", "Type the customer's phone number"},
		{"an address without a domain", "kari@", "one domain"},
		{"an address with a space", "kari nord@example.com", "no spaces"},
		{"an address without a dot", "kari@example", "not a domain"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t).start().types(row.typed).hides(row.says).press("enter").shows("✗ ", row.says).holdsTyped(row.typed)
			x.at(flow.ChoosingCustomer{})
			x.types("1").hides(row.says) // no longer true
			x.sized(40, 12).press("enter").shows("✗ ")
		})
	}
}

func TestWhatWillBeSentIsShownWhileItIsTyped(t *testing.T) {
	t.Parallel()
	x := offline(t).start().types("0047 999 99 999").shows("Norway, mobile", "sent as +4799999999").press("enter")
	if got := in[flow.EnteringSecret](x).Identity; got.Ident != kari || got.By != flow.ByPhone {
		t.Errorf("goes on with %+v", got)
	}
}

func TestATrunkZeroIsPointedOutAndNothingIsRewritten(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ region, typed, sent string }{
		{"GB", "07400 123456", "+447400123456"},
		{"SE", "070-123 45 67", "+46701234567"}, // where numbers differ in length
	} {
		x := offline(t, func(s *setup) { s.session.Region = row.region })
		x.start().types(row.typed).shows("The 0 in front of the number is left out", "sent as "+row.sent).holdsTyped(row.typed)
		x.press("enter", "esc").holdsTyped(row.typed)
	}
}

func TestAHalfTypedNumberIsNotDoubtedYet(t *testing.T) {
	t.Parallel()
	offline(t).start().types("0000").hides("this number is not in use").types("0000").shows("this number is not in use")
}

func TestAnAtSignMakesItAnEmailAddressAndSaysSo(t *testing.T) {
	t.Parallel()
	x := offline(t)
	x.start().types("kari").shows("Phone number").types("@").shows("An @ makes it an e-mail address", "E-mail", "(•) e-mail").holdsTyped("kari@")
	x.types("example.com").press("enter")
	if got := in[flow.EnteringSecret](x).Identity; got.Ident != "kari@example.com" || got.By != flow.ByEmail {
		t.Errorf("goes on with %+v", got)
	}
}

func TestTakingTheAtSignAwayMakesItAPhoneNumberAgain(t *testing.T) {
	t.Parallel()
	const note = "An @ makes it an e-mail address"
	for _, row := range []struct {
		name string
		do   func(x *walk)
		want string
	}{
		{"by backspace", func(x *walk) { x.types("999 99@").shows(note).press("backspace") }, "999 99"},
		{"by a word", func(x *walk) { x.types("kari@").press("ctrl+w") }, ""},
		{"by clearing the field", func(x *walk) { x.types("kari@example.com").press("esc") }, ""},
		{"in the middle", func(x *walk) { x.paste("12@34").press("left", "left", "backspace") }, "1234"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t)
			row.do(x.start())
			x.hides(note).shows("Phone number", "(•) phone number").holdsTyped(row.want)
			x.press("tab", "right").holdsTyped("").hides(note)
		})
	}
	part(t, "the address that was there before comes back", func(t *testing.T) {
		x := offline(t).start().press("tab", "right").types("ola@example.com").press("tab", "left").types("9@").holdsTyped("9@")
		x.press("backspace").holdsTyped("9").press("tab", "right").holdsTyped("ola@example.com")
	})
	part(t, "and back again, as often as one likes", func(t *testing.T) {
		x := offline(t)
		x.start().types("9@").press("backspace").types("@").shows(note).holdsTyped("9@").press("backspace").types("9").holdsTyped("99").hides(note)
	})
	part(t, "whoever chose the e-mail address by hand stays with it", func(t *testing.T) {
		offline(t).start().press("tab", "right").types("k@").hides(note).press("backspace").shows("(•) e-mail").holdsTyped("k")
		y := offline(t).start().types("k@").shows(note).press("tab", "left").hides(note).press("right").hides(note).holdsTyped("k@")
		y.press("shift+tab", "backspace").shows("(•) e-mail").hides(note).holdsTyped("k")
	})
	part(t, "the @ may be typed in the middle, and the cursor stays there", func(t *testing.T) {
		offline(t).start().types("karix.no").press("left", "left", "left", "left").types("@e").holdsTyped("kari@ex.no")
	})
}

func TestNoNoteAboutAnIdentifierHidesWhatWillBeSent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, region, pasted string
		says                 []string
	}{
		{"a line break", "NO", "999 99 999\n", []string{"sent as +4799999999", "a line break was left out"}},
		{"a line break and a 0", "SE", " 070-123 45 67\r\n", []string{"sent as +46701234567", "a space and a line break were left out", "The 0 in front of the number is left out."}},
		{"a doubt", "NO", "12345678\t", []string{"sent as +4712345678", "a tab was left out", "this number is not in use"}},
		{"other digits", "NO", "\u200b９９９９９９９９", []string{"sent as +4799999999", "an invisible character was left out", "Sent in plain digits, 0–9."}},
		{"a link to a number", "SE", "tel:070-1234567\n", []string{"sent as +46701234567", "a line break", "“tel:” is left out", "The 0 in front"}},
		{"an address", "NO", "kari@example.com\n", []string{"a line break was left out", "An @ makes it an e-mail address."}},
		{"a link to an address", "NO", "mailto:kari@example.com\n", []string{"sent as kari@example.com", "a line break was left out", "An @ makes it an e-mail address.", "“mailto:” is left out."}},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t, func(s *setup) { s.session.Region = row.region })
			x.start().paste(row.pasted).shows(row.says...).sized(40, 12).shows(row.says...)
		})
	}
}

func TestWhatWillBeSentIsWholeOnTheSmallestTerminal(t *testing.T) {
	t.Parallel()
	x := offline(t, sized(30, 8), func(s *setup) { s.session.Region = "DE" })
	x.start().paste("0170 1234567890").shows("sent as +491701234567890")
}

func TestALongOrHostileIdentifierStaysOnTheScreen(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"seventy-six digits": strings.Repeat("9", 76), "a thousand": strings.Repeat("9", 1000), "many zeros": strings.Repeat("0", 76),
		"wide characters": strings.Repeat("日本", 40), "emoji": strings.Repeat("👨\u200d👩\u200d👧", 30) + "9", "accents": "9" + strings.Repeat("\u0301", 60),
		"flags": strings.Repeat("🇳🇴", 40), "a long address": "@" + strings.Repeat("a", 300) + ".no", "a link": "mailto:" + strings.Repeat("a", 240) + "@x.no",
		"a script": "\x1b]0;T\x07" + strings.Repeat("\u202e9", 40),
	} {
		part(t, name, func(t *testing.T) {
			for _, size := range []size{{30, 8}, {40, 12}, {80, 24}, {140, 40}} {
				x := offline(t, sized(size.width, size.height)) // look checks the screen
				x.start().paste(text)
				x.staysPut(size)
				x.press("enter")
				x.staysPut(size)
			}
		})
	}
}

// Whatever is pasted, at whatever size: the screen stays where it is, and what would be sent
// is a plain number or an address.
func TestRandomIdentifiersMoveNothing(t *testing.T) {
	t.Parallel()
	x := offline(t).start()
	texts := rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[+0-9٠-٩０-９ ()\-]{1,40}`),
		rapid.StringMatching(`(mailto:|tel:)?[a-zåж日\x{1F600}\x{1F44D}\x{1F3FD}\x{301}\x{202e}\x{1b}]{1,60}@?[a-z.]{0,30}`),
	)
	rapid.Check(t, func(rt *rapid.T) {
		text := texts.Draw(rt, "pasted")
		size := rapid.SampledFrom([]size{{30, 8}, {40, 12}, {80, 24}}).Draw(rt, "size")
		x.sized(size.width, size.height).press("ctrl+u", "ctrl+k").paste(text)
		x.staysPut(size)
		s, on := x.app.screen.(customerScreen)
		if !on {
			rt.Fatalf("a paste of %q left the screen", text)
		}
		if s.moved != (s.by == flow.ByEmail) || s.moved != strings.Contains(s.email.Text(), "@") {
			rt.Fatalf("after a paste of %q the note about the @ is not true", text)
		}
		if sent := identity.Read(s.draft(), "NO").Sent; s.by == flow.ByPhone && strings.Trim(sent, "+0123456789") != "" {
			rt.Fatalf("a paste of %q would be sent as %q", text, sent)
		}
		if t.Failed() {
			rt.Fatalf("pasted %q", text)
		}
	})
}

func TestAnAudienceReadsNoGuessAboutANumber(t *testing.T) {
	t.Parallel()
	x := offline(t, func(s *setup) { s.presenting = true })
	x.start().types("46 70 123 45 67").press("enter").shows("Too long for a +47 number").hides("70", "Perhaps")
}

func TestSwitchingHowACustomerIsFoundKeepsBothTexts(t *testing.T) {
	t.Parallel()
	x := offline(t).start().types("999 99 999").press("tab", "space").holdsTyped("").shows("(•) e-mail")
	x.types("ola@example.com").holdsTyped("ola@example.com")
	x.press("tab", "left").holdsTyped("999 99 999").shows("(•) phone number")
	x.press("right").holdsTyped("ola@example.com").press("enter", "esc").holdsTyped("ola@example.com")
	x.press("tab", "left").holdsTyped("999 99 999")
}

func TestTheUserTypeIsChosenAndKept(t *testing.T) {
	t.Parallel()
	x := offline(t).start().press("shift+tab", "space").shows("(•) company").types("999 99 999").press("enter").shows("as company")
	if in[flow.EnteringSecret](x).Identity.As != flow.AsCompany {
		t.Error("not chosen as a company")
	}
	x.press("esc").shows("(•) company").press("ctrl+x", "c").shows("(•) customer")
}

func TestTheFieldHasTheFocusFromTheStartAndTypingFindsIt(t *testing.T) {
	t.Parallel()
	x := offline(t).start().types("9").holdsTyped("9").press("tab")
	if x.app.View().Cursor != nil {
		t.Error("the cursor stands in a field without the focus")
	}
	x.types("8").holdsTyped("98")
	if x.app.View().Cursor == nil {
		t.Error("there is no cursor in the field")
	}
	x.press("tab", "tab", "enter").shows("✗ ") // enter goes on from everywhere
}

func TestAPasteOfANumberSaysWhatWasLeftOut(t *testing.T) {
	t.Parallel()
	x := offline(t).start().paste(" 999 99 999\r\n").holdsTyped("999 99 999").shows("left out")
	in[flow.ChoosingCustomer](x) // a line break never goes on
	x.press("esc").paste("999\u200b99\x1b[31m999").hides("\x1b[31m").shows("left out")
}

func TestFillInIsForTheDemoAlone(t *testing.T) {
	t.Parallel()
	offline(t).start().hides("fill in").press("ctrl+f").holdsTyped("").press("ctrl+x").hides("fill in", "phone")
}

func TestFillInGoesThroughThePeopleOfTheDemo(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.press("ctrl+f").holdsTyped(kari).press("ctrl+f").holdsTyped("kari@example.com").shows("(•) company", "(•) e-mail")
	x.press("ctrl+f").holdsTyped("+4791111111").press("ctrl+f").holdsTyped(kari)
	x.press("esc").types("911 23 456").press("enter", "ctrl+f").shows("Nobody in the demo").holdsTyped("")
}

func TestAFlagThatSaysWhoSignsInGoesStraightToTheSecret(t *testing.T) {
	t.Parallel()
	chosen := flow.CustomerChosen{Draft: flow.Draft{Phone: kari}, Ident: kari}
	x := offline(t, func(s *setup) { s.session.Chosen, s.draft = &chosen, chosen.Draft })
	x.start().shows("▎ PIN or password", "+47 ••• •• 999").at(flow.EnteringSecret{}).asks(flow.Connect{}, 1)
}

func TestTheFirstLineSaysHowRealItIsAndWhereCallsGo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		to    option
		width int
		want  []string
	}{
		{"a test account", sized(80, 24), 80, []string{"TEST  shop · T11223344 · api.dintero.com", "code by SMS"}},
		{"a production account", real, 80, []string{"PRODUCTION  shop-no · P11223344 · api.dintero.com"}},
		{"on a small terminal", sized(40, 12), 40, []string{"TEST  T11223344 · api.dintero.com"}},
		{"in presenter mode", func(s *setup) { s.presenting = true }, 80, []string{"T••••••••", "api.dintero.com"}},
		{"a long host is cut in its middle", func(s *setup) { s.session.Host = strings.Repeat("a", 80) + ".dintero.com" }, 80, []string{"TEST  T11223344 · aaa", "…", "a.dintero.com"}},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t, row.to).start()
			first := strings.Split(x.text(), "\n")[0]
			for _, want := range row.want {
				if !strings.Contains(first, strings.Trim(want, ".")) {
					t.Errorf("the first line is %q, want %q in it", first, want)
				}
			}
		})
	}
}

func TestPresenterModeMasksWhatIsTyped(t *testing.T) {
	t.Parallel()
	x := offline(t, func(s *setup) { s.presenting = true })
	x.start().types("999 99 999").hides("999 99 999", "4799999999").shows("•••••••••").press("enter").hides("999")
	x.types("246810").press("enter").hides("999", "T11223344").at(flow.EnteringCode{})
	x.types("123456").press("enter").hides("999", "w5c2", "3f2a-11").press("v").shows("Not in presenter mode")
	x.press("c").shows("Not in presenter mode").hides("y sends")
	x.press("ctrl+x", "p").shows("End presenter mode?").hides("999").press("y").shows("999")
}
