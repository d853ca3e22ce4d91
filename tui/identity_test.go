package tui

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"dintero-login/flow"
)

func TestWhatATypedPhoneNumberAmountsTo(t *testing.T) {
	t.Parallel()
	const zero, plain = "The 0 in front of the number is left out.", "Sent in plain digits, 0–9."
	for _, row := range []struct {
		name, typed, region string
		sent, about, notes  string
	}{
		{"a Norwegian mobile as people write it", "999 99 999", "NO", "+4799999999", "Norway, mobile", ""},
		{"without spaces", "99999999", "NO", "+4799999999", "Norway, mobile", ""},
		{"with its country", "+47 999 99 999", "NO", "+4799999999", "Norway, mobile", ""},
		{"with its country and no plus", "47 999 99 999", "NO", "+4799999999", "Norway, mobile", ""},
		{"with 00 for the plus", "0047 99999999", "NO", "+4799999999", "Norway, mobile", ""},
		{"with 00 in brackets", "(0047) 99999999", "NO", "+4799999999", "Norway, mobile", ""},
		{"with a plus and 00", "+0047 99999999", "NO", "+4799999999", "Norway, mobile", "The 00 in front of the number is left out."},
		{"with 011 for the plus, dialled from America", "011 47 99999999", "US", "+4799999999", "Norway, mobile", ""},
		{"an American number with 011", "011 1 201 555 0123", "US", "+12015550123", "United States", ""},
		{"an American number with 00", "001 201 555 0123", "NO", "+12015550123", "United States", ""},
		{"with dots, dashes and brackets", "(999)-99.999", "NO", "+4799999999", "Norway, mobile", ""},
		{"with a long dash and special spaces", "999–99\u00a0999", "NO", "+4799999999", "Norway, mobile", ""},
		{"a fixed line", "22 22 55 55", "NO", "+4722225555", "Norway, fixed line", ""},
		{"five digits with a 0, which is theirs", "02800", "NO", "+4702800", "Norway", ""},
		{"a Swedish number dialled from Sweden loses its 0", "070-123 45 67", "SE", "+46701234567", "Sweden, mobile", zero},
		{"a Swedish number dialled from Norway", "+46 70 123 45 67", "NO", "+46701234567", "Sweden, mobile", ""},
		{"a Swedish number with both", "+46 (0)70 123 45 67", "NO", "+46701234567", "Sweden, mobile", zero},
		{"a Swedish number with 00 and both", "0046 (0)70 123 45 67", "NO", "+46701234567", "Sweden, mobile", zero},
		{"a Finnish one", "040 1234567", "FI", "+358401234567", "Finland, mobile", zero},
		{"a Finnish one with both", "+358 (0)40 1234567", "NO", "+358401234567", "Finland, mobile", zero},
		{"a Danish one", "20 12 34 56", "DK", "+4520123456", "Denmark", ""},
		{"a German one", "0170 1234567", "DE", "+491701234567", "Germany, mobile", zero},
		{"a French one", "06 12 34 56 78", "FR", "+33612345678", "France, mobile", zero},
		{"a British one dialled from Britain", "07400 123456", "GB", "+447400123456", "United Kingdom, mobile", zero},
		{"a British one", "+44 7400 123456", "NO", "+447400123456", "United Kingdom, mobile", ""},
		{"an Italian one keeps its 0", "+39 02 3661 8300", "NO", "+390236618300", "Italy, fixed line", ""},
		{"an Italian one dialled from Italy keeps its 0", "02 3661 8300", "IT", "+390236618300", "Italy, fixed line", ""},
		{"an Italian one keeps its 0 in brackets", "+39 (0)2 3661 8300", "NO", "+390236618300", "Italy, fixed line", ""},
		{"an American one", "+1 201 555 0123", "NO", "+12015550123", "United States", ""},
		{"an American one dialled from America", "1 (201) 555-0123", "US", "+12015550123", "United States", ""},
		{"a Russian one with the 8 of calls within Russia", "8 912 345 67 89", "RU", "+79123456789", "Russia, mobile", "The 8 in front of the number is left out."},
		{"a Hungarian one with 06", "06 20 123 4567", "HU", "+36201234567", "Hungary, mobile", "The 06 in front of the number is left out."},
		{"an Argentine one, whose digits change", "011 15 2345-6789", "AR", "+5491123456789", "Argentina, mobile", "Some digits are changed: compare what will be sent."},
		{"Arabic digits", "٩٩٩ ٩٩ ٩٩٩", "NO", "+4799999999", "Norway, mobile", plain},
		{"Persian digits", "۹۹۹۹۹۹۹۹", "NO", "+4799999999", "Norway, mobile", plain},
		{"full-width digits", "９９９９９９９９", "NO", "+4799999999", "Norway, mobile", plain},
		{"a full-width plus", "＋4799999999", "NO", "+4799999999", "Norway, mobile", plain},
		{"Hindi digits with a trunk zero", "०७०-१२३ ४५ ६७", "SE", "+46701234567", "Sweden, mobile", plain + zero},
		{"mathematical digits", "𝟗𝟗𝟗𝟗𝟗𝟗𝟗𝟗", "NO", "+4799999999", "Norway, mobile", plain},
		{"a link to a number", "tel:+47-999-99-999", "NO", "+4799999999", "Norway, mobile", "“tel:” is left out."},
		{"a link to a number, in capitals", "TEL: 070-1234567", "SE", "+46701234567", "Sweden, mobile", "“tel:” is left out." + zero},
	} {
		part(t, row.name, func(t *testing.T) {
			got := readPhone(row.typed, row.region)
			if got.sent != row.sent || got.problem != "" || got.doubt != "" {
				t.Errorf("%q is sent as %q (problem %q, doubt %q), want %q", row.typed, got.sent, got.problem, got.doubt, row.sent)
			}
			if got.about != row.about {
				t.Errorf("%q is about %q, want %q", row.typed, got.about, row.about)
			}
			if notes := strings.Join(got.notes, ""); notes != row.notes {
				t.Errorf("%q is noted with %q, want %q", row.typed, notes, row.notes)
			}
		})
	}
}

func TestWhyATypedPhoneNumberCannotBeSent(t *testing.T) {
	t.Parallel()
	const abroad = "A number from abroad begins with + and its country code."
	for _, row := range []struct{ name, typed, region, problem string }{
		{"nothing", "", "NO", "Type the customer's phone number."},
		{"spaces", "   ", "NO", "Type the customer's phone number."},
		{"signs only", "+-()", "NO", "A phone number has digits."},
		{"a link to nothing", "tel:", "NO", "A phone number has digits."},
		{"too short", "999", "NO", "Too short for a phone number. Example: +47 40 61 23 45"},
		{"an emergency number", "112", "NO", "Too short for a phone number."},
		{"too long", "+47 999 99 999 999", "NO", "Too long for a +47 number. Example: +47 40 61 23 45"},
		{"a Swedish number without its country", "070-123 45 67", "NO", "Too long for a +47 number. " + abroad},
		{"a Swedish number without its plus", "46 70 123 45 67", "NO", "Too long for a +47 number. Perhaps +46 70 123 45 67?"},
		{"a 0 that no Norwegian number has", "0999 99 999", "NO", "Too long for a +47 number. Perhaps +47 99 99 99 99?"},
		{"a 0 after the country that no Norwegian number has", "+47 (0)999 99 999", "NO", "Too long for a +47 number. Perhaps +47 99 99 99 99?"},
		{"a 0 that no Danish number has", "020 12 34 56", "DK", "Too long for a +45 number. Perhaps +45 20 12 34 56?"},
		{"a 0 that no American number has", "0201 555 0123", "US", "Too long for a +1 number. Perhaps +1 201-555-0123?"},
		{"00 where 011 is dialled", "0047 99999999", "US", "Too long for a +1 number. Perhaps +47 99 99 99 99?"},
		{"a plus before a number at home", "+99999999", "NO", "No country has this code. Perhaps +47 99 99 99 99?"},
		{"no country has this code", "+999 12345678", "NO", "No country has this code. Example: "},
		{"00 and no country", "00 99999999", "NO", "No country has this code. Example: "},
		{"sixteen digits with the country", "10000000000000", "DE", "Too long for a phone number. Example: "},
		{"seventy-six digits", strings.Repeat("9", 76), "NO", "Too long for a phone number. Example: +47 40 61 23 45"},
		{"letters", "kari nordmann", "NO", "A phone number has no letters. For an e-mail address, type its @."},
		{"letters for digits", "1-800-FLOWERS", "US", "A phone number has no letters. For an e-mail address, type its @."},
		{"an address", "kari@example.com", "NO", "This is an e-mail address, not a phone number."},
		{"an extension", "999 99 999 x123", "NO", "Only one number, and no extension, can be sent."},
		{"an x behind six digits is a letter", "999999x5", "NO", "A phone number has no letters."},
		{"an x behind seven digits is an extension", "9999999x5", "NO", "Only one number, and no extension, can be sent."},
		{"an extension in words", "999 99 999 Ext. 5", "NO", "Only one number, and no extension, can be sent."},
		{"an extension in a link", "tel:+4799999999;ext=5", "NO", "Only one number, and no extension, can be sent."},
		{"an extension by a hash", "99999999#123", "NO", "Only one number, and no extension, can be sent."},
		{"an extension by a comma", "99999999,5", "NO", "Only one number, and no extension, can be sent."},
		{"two numbers", "99999999, 99999998", "NO", "Only one number, and no extension, can be sent."},
		{"two numbers by a slash", "99999999/99999998", "NO", "Too long for a +47 number."},
		{"an emoji in front", "😀 999 99 999", "NO", "A phone number has no “😀”. Take it out."},
		{"an emoji behind", "999 99 999 👍🏽", "NO", "A phone number has no “👍”. Take it out."},
		{"what only looks like a digit", "999²99999", "NO", "A phone number has no “²”. Take it out."},
		{"a wave", "~99999999", "NO", "A phone number has no “~”. Take it out."},
		{"a question mark", "99999999?", "NO", "A phone number has no “?”. Take it out."},
		{"what cannot be seen, from a flag", "999\u200b99999", "NO", "A phone number has no “‹U+200B›”. Take it out."},
		{"an escape, from a flag", "99999999\x1b[2J", "NO", "A phone number has no letters."},
		{"two lines, from a flag", "99999999\n99999998", "NO", "A phone number has no “^J”. Take it out."},
		{"bytes that are no text, from a flag", "9999\xff9999", "NO", "A phone number has no “\ufffd”. Take it out."},
		{"two plusses", "++4799999999", "NO", "A phone number has one +, at the front."},
		{"a plus inside", "+47+99999999", "NO", "A phone number has one +, at the front."},
		{"no region and no country", "99999999", "", "Begin with + and the country code. Example: +47 406 12 345"},
	} {
		part(t, row.name, func(t *testing.T) {
			sent, got := Identify(flow.Draft{Phone: row.typed}, row.region)
			if sent != "" || !strings.HasPrefix(got, row.problem) {
				t.Errorf("%q is sent as %q with the problem %q, want %q", row.typed, sent, got, row.problem)
			}
		})
	}
}

func TestANumberThatNobodyHasMayBeSentAndIsDoubted(t *testing.T) {
	t.Parallel()
	const doubt = "As far as is known, this number is not in use."
	for _, row := range []struct{ name, typed, region, sent, about, doubt string }{
		{"eight zeros from home", "0000 0000", "NO", "+4700000000", "Norway", doubt},
		{"eight zeros", "+47 0000 0000", "NO", "+4700000000", "Norway", doubt},
		{"an Italian mobile with a 0", "0347 1234567", "IT", "+3903471234567", "+39", doubt + " Perhaps +39 347 123 4567?"},
		{"a long German one", "01701234567890", "DE", "+491701234567890", "Germany", doubt},
		{"in a country that shares its code", "+1 999 555 0123", "NO", "+19995550123", "+1", doubt},
		{"no region, but a country", "+47 0000 0000", "", "+4700000000", "Norway", doubt},
	} {
		part(t, row.name, func(t *testing.T) {
			got := readPhone(row.typed, row.region)
			if got.sent != row.sent || got.about != row.about || got.guess(got.doubt) != row.doubt {
				t.Errorf("%q is sent as %q about %q with the doubt %q and the guess %q", row.typed, got.sent, got.about, got.doubt, got.perhaps)
			}
		})
	}
}

func TestWhatATypedEmailAddressAmountsTo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, typed, sent, says string }{
		{"a plain one", "kari@example.com", "kari@example.com", ""},
		{"capitals are sent as typed", "Kari.Nordmann@Example.COM", "Kari.Nordmann@Example.COM", ""},
		{"a plus", "kari+login@example.com", "kari+login@example.com", ""},
		{"an apostrophe", "o'hara@example.com", "o'hara@example.com", ""},
		{"254 characters", strings.Repeat("a", 242) + "@example.com", strings.Repeat("a", 242) + "@example.com", ""},
		{"letters beyond ASCII are sent, and pointed out", "kåri@eksempel.no", "kåri@eksempel.no", "“å” is not one of a–z. It is sent as typed."},
		{"a Cyrillic letter that looks like another", "k\u0430ri@example.com", "k\u0430ri@example.com", "“\u0430” is not one of a–z."},
		{"a domain in another script", "kari@例え.jp", "kari@例え.jp", "“例” is not one of a–z."},
		{"a link", "mailto:kari@example.com", "kari@example.com", "“mailto:” is left out."},
		{"a link in capitals", "MailTo:kari@example.com", "kari@example.com", "“mailto:” is left out."},
		{"a dot at the name's end", "kari.@example.com", "kari.@example.com", "Many mail systems refuse a name with dots like these."},
		{"two dots in the name", "ka..ri@example.com", "ka..ri@example.com", "Many mail systems refuse"},

		{"a link with more in it", "mailto:kari@example.com?subject=Hi", "", "This is a link. Type the address in it"},
		{"a link with escapes", "mailto:kari%2Blogin@example.com", "", "This is a link. Type the address in it"},
		{"nothing", "", "", "Type the customer's e-mail address"},
		{"spaces", "  ", "", "Type the customer's e-mail address"},
		{"a link to nothing", "mailto:", "", "has an @"},
		{"no @", "kari.example.com", "", "has an @"},
		{"a full-width @", "kari＠example.com", "", "has an @"},
		{"a space inside", "kari @example.com", "", "no spaces"},
		{"a no-break space, from a flag", "kari@example.com\u00a0", "", "no spaces"},
		{"a line break, from a flag", "kari@example.com\nola@example.com", "", "no spaces"},
		{"two @", "kari@home@example.com", "", "one @"},
		{"no name", "@example.com", "", "One name"},
		{"no domain", "kari@", "", "one domain"},
		{"a domain without a dot", "kari@example", "", "is not a domain"},
		{"a domain that ends in a dot", "kari@example.com.", "", "is not a domain"},
		{"two dots in a row", "kari@example..com", "", "is not a domain"},
		{"a domain with an apostrophe", "kari@example.com'", "", "is not a domain"},
		{"a label that begins with a dash", "kari@-example.com", "", "is not a domain"},
		{"an emoji for a domain", "kari@😀.com", "", "is not a domain"},
		{"a name beside it", "Kari<kari@example.com>", "", "has no “<”"},
		{"quotation marks", `"kari@example.com"`, "", "has no “\"”"},
		{"a comma behind", "kari@example.com,", "", "has no “,”"},
		{"a semicolon between two", "kari@example.com;ola@example.com", "", "has no “;”"},
		{"another link", "sip:kari@example.com", "", "has no “:”"},
		{"an address for a domain", "kari@[127.0.0.1]", "", "has no “[”"},
		{"zero width, from a flag", "ka\u200bri@example.com", "", "has no “‹U+200B›”"},
		{"a bidi override, from a flag", "kari@\u202eexample.com", "", "has no “‹U+202E›”"},
		{"an escape, from a flag", "kari\x1b[2J@example.com", "", "has no “^[”"},
		{"bytes that are no text, from a flag", "kari\xff@example.com", "", "has no “\ufffd”"},
		{"too long", strings.Repeat("a", 243) + "@example.com", "", "254"},
	} {
		part(t, row.name, func(t *testing.T) {
			got := readEmail(row.typed)
			says := got.problem + strings.Join(got.notes, "") + got.doubt
			if got.sent != row.sent || (got.sent == "") != (got.problem != "") {
				t.Errorf("%q is sent as %q with the problem %q, want %q", row.typed, got.sent, got.problem, row.sent)
			}
			if !strings.Contains(says, row.says) || row.says == "" && says != "" {
				t.Errorf("%q: it says %q, want %q", row.typed, says, row.says)
			}
		})
	}
}

// Whatever is typed: what is sent is a plain number, it reads as itself, and a digit or a sign
// that is not in it was noted, doubted or refused.
func TestAPhoneNumberIsNeverChangedSilently(t *testing.T) {
	t.Parallel()
	regions := regionsOfAllKinds()
	rapid.Check(t, func(t *rapid.T) {
		region := rapid.SampledFrom(regions).Draw(t, "region")
		typed := rapid.OneOf(
			rapid.String(),
			rapid.StringMatching(`[+＋0]{0,3}[0-9]{1,3}[ \-(]{0,2}[0-9٠-٩０-９ ().\-–/]{4,13}`),
			rapid.StringMatching(`(tel:|TEL:)?[+0-9 ;xe#*@😀\x{200b}~²]{4,14}`),
		).Draw(t, "typed")
		got := readPhone(typed, region)
		if (got.sent == "") != (got.problem != "") {
			t.Fatalf("%q in %s is sent as %q with the problem %q", typed, region, got.sent, got.problem)
		}
		for _, text := range append(got.notes, got.problem, got.doubt, got.perhaps, got.about) {
			if flow.FromOutside(text).Shown() != text || ansi.StringWidth(text) > 100 {
				t.Fatalf("%q in %s: it says %q", typed, region, text)
			}
		}
		if got.sent == "" {
			return
		}
		if !regexp.MustCompile(`^\+[1-9][0-9]{3,14}$`).MatchString(got.sent) {
			t.Fatalf("%q in %s is sent as %q", typed, region, got.sent)
		}
		again := readPhone(got.sent, region)
		if again.sent != got.sent || len(again.notes) > 0 {
			t.Fatalf("%q is sent as %q, which is read as %q, noted with %q", typed, got.sent, again.sent, again.notes)
		}
		// Grouping signs, a + and a prefix for calls abroad may go; nothing else may.
		bare := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" -().[]/–", r) {
				return -1
			}
			return r
		}, typed)
		kept := strings.HasSuffix("+"+strings.TrimPrefix(bare, "+"), got.sent[1:]) || strings.HasSuffix(got.sent, bare)
		if len(got.notes) == 0 && !kept {
			t.Fatalf("%q in %s is sent as %q, and nothing is said", typed, region, got.sent)
		}
	})
}

func TestAnEmailAddressIsSentAsTypedOrItIsSaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(
			rapid.String(),
			rapid.StringMatching(`(mailto:)?[a-zå.+'<"%\x{200b}]{1,6}@{1,2}[a-z例.\-,>]{1,8}\.[a-z]{2}`),
		).Draw(t, "typed")
		got := readEmail(typed)
		if (got.sent == "") != (got.problem != "") {
			t.Fatalf("%q is sent as %q with the problem %q", typed, got.sent, got.problem)
		}
		for _, text := range append(got.notes, got.problem, got.doubt) {
			if flow.FromOutside(text).Shown() != text || ansi.StringWidth(text) > 100 {
				t.Fatalf("%q: it says %q", typed, text)
			}
		}
		if got.sent == "" {
			return
		}
		if got.sent != typed && len(got.notes) == 0 || !strings.HasSuffix(typed, got.sent) {
			t.Fatalf("%q is sent as %q, and nothing is said", typed, got.sent)
		}
		for _, r := range got.sent {
			if r <= ' ' || r == 0x7f || strings.ContainsRune(`<>()[],;:"\`, r) {
				t.Fatalf("%q is sent with %q in it", got.sent, r)
			}
		}
		if again := readEmail(got.sent); again.sent != got.sent {
			t.Fatalf("%q is sent as %q, which is read as %q", typed, got.sent, again.sent)
		}
	})
}

// regionsOfAllKinds are some with a trunk prefix, some without one, and some whose numbers
// are rewritten.
func regionsOfAllKinds() []string {
	return []string{"NO", "SE", "DK", "FI", "DE", "IT", "GB", "US", "FR", "AR", "MX", "BR", "RU", "HU", "CI", "JP"}
}

func TestAnIdentifierIsShownWithoutGivingItAway(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, ident, want string }{
		{"a phone number keeps its country and three digits", "+4799999123", "+47 ••• •• 123"},
		{"another country", "+390669812345", "+39 ••• •• 345"},
		{"an address keeps a letter and the domain", "kari@example.com", "k•••@example.com"},
		{"a short one shows nothing", "12345", "•••"},
		{"nothing", "", "•••"},
		{"an address with nothing before the @", "@example.com", "•••@example.com"},
		{"a letter of more than one byte", "åse@example.com", "å•••@example.com"},
		{"a hostile address", "k@ex\x1b[31mample.com", "k•••@ex^[[31mample.com"},
	} {
		part(t, row.name, func(t *testing.T) {
			if got := hidden(row.ident); got != row.want {
				t.Errorf("%q shows as %q, want %q", row.ident, got, row.want)
			}
		})
	}
}
