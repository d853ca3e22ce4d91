package identity

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"dintero-login/flow"
)

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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := Email(row.typed)
			says := got.Problem + strings.Join(got.Notes, "") + got.Doubt
			if got.Sent != row.sent || (got.Sent == "") != (got.Problem != "") {
				t.Errorf("%q is sent as %q with the problem %q, want %q", row.typed, got.Sent, got.Problem, row.sent)
			}
			if !strings.Contains(says, row.says) || row.says == "" && says != "" {
				t.Errorf("%q: it says %q, want %q", row.typed, says, row.says)
			}
		})
	}
}

func TestAnEmailAddressIsSentAsTypedOrItIsSaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(
			rapid.String(),
			rapid.StringMatching(`(mailto:)?[a-zå.+'<"%\x{200b}]{1,6}@{1,2}[a-z例.\-,>]{1,8}\.[a-z]{2}`),
		).Draw(t, "typed")
		got := Email(typed)
		if (got.Sent == "") != (got.Problem != "") {
			t.Fatalf("%q is sent as %q with the problem %q", typed, got.Sent, got.Problem)
		}
		for _, text := range append(got.Notes, got.Problem, got.Doubt) {
			if flow.FromOutside(text).Shown() != text || ansi.StringWidth(text) > 100 {
				t.Fatalf("%q: it says %q", typed, text)
			}
		}
		if got.Sent == "" {
			return
		}
		if got.Sent != typed && len(got.Notes) == 0 || !strings.HasSuffix(typed, got.Sent) {
			t.Fatalf("%q is sent as %q, and nothing is said", typed, got.Sent)
		}
		for _, r := range got.Sent {
			if r <= ' ' || r == 0x7f || strings.ContainsRune(`<>()[],;:"\`, r) {
				t.Fatalf("%q is sent with %q in it", got.Sent, r)
			}
		}
		if again := Email(got.Sent); again.Sent != got.Sent {
			t.Fatalf("%q is sent as %q, which is read as %q", typed, got.Sent, again.Sent)
		}
	})
}
