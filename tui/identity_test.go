package tui

import (
	"strings"
	"testing"

	"dintero-login/flow"
)

func TestWhatATypedPhoneNumberAmountsTo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, typed, region          string
		sent, about, remark, problem string
	}{
		{"a Norwegian mobile as people write it", "999 99 999", "NO", "+4799999999", "Norway, mobile", "", ""},
		{"without spaces", "99999999", "NO", "+4799999999", "Norway, mobile", "", ""},
		{"with its country", "+47 999 99 999", "NO", "+4799999999", "Norway, mobile", "", ""},
		{"with 00 for the plus", "0047 99999999", "NO", "+4799999999", "Norway, mobile", "", ""},
		{"with dots, dashes and brackets", "(999)-99.999", "NO", "+4799999999", "Norway, mobile", "", ""},
		{"a fixed line", "22 22 55 55", "NO", "+4722225555", "Norway, fixed line", "", ""},
		{"a Swedish number dialled from Sweden loses its 0, and says so", "070-123 45 67", "SE", "+46701234567", "Sweden, mobile", "0 in front of the number is left out", ""},
		{"a Swedish number dialled from Norway", "+46 70 123 45 67", "NO", "+46701234567", "Sweden, mobile", "", ""},
		{"a Swedish number with both", "+46 (0)70 123 45 67", "NO", "+46701234567", "Sweden, mobile", "0 in front of the number is left out", ""},
		{"an Italian one keeps its 0", "+39 02 3661 8300", "NO", "+390236618300", "Italy, fixed line", "", ""},
		{"a British one", "+44 7400 123456", "NO", "+447400123456", "United Kingdom, mobile", "", ""},
		{"an American one", "+1 201 555 0123", "NO", "+12015550123", "United States", "", ""},
		{"a number that nobody has is pointed out, and may be sent", "+47 0000 0000", "NO", "+4700000000", "Norway", "No such number is in use", ""},
		{"a Norwegian trunk zero that does not exist", "099999999", "NO", "", "", "", "do not start with 0"},
		{"too short", "999", "NO", "", "", "", "Too short"},
		{"too long", "999 99 999 999", "NO", "", "", "", "Too long"},
		{"no country has this code", "+999 12345678", "NO", "", "", "", "not a phone number"},
		{"letters", "kari nordmann", "NO", "", "", "", "no letters"},
		{"nothing", "", "NO", "", "", "", "Type the customer's phone number"},
		{"spaces", "   ", "NO", "", "", "", "Type the customer's phone number"},
		{"signs only", "+-()", "NO", "", "", "", "not a phone number"},
		{"no region and no country", "99999999", "", "", "", "", "not a phone number"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := readPhone(row.typed, row.region)
			if got.sent != row.sent || (row.sent != "") != (got.problem == "") {
				t.Errorf("%q is sent as %q (problem %q), want %q", row.typed, got.sent, got.problem, row.sent)
			}
			if row.about != "" && !strings.Contains(got.about, row.about) {
				t.Errorf("%q is about %q, want %q", row.typed, got.about, row.about)
			}
			if remark := got.remark + got.doubt; (row.remark == "") != (remark == "") || !strings.Contains(remark, row.remark) {
				t.Errorf("%q is remarked on with %q, want %q", row.typed, remark, row.remark)
			}
			if !strings.Contains(got.problem, row.problem) {
				t.Errorf("%q has the problem %q, want %q in it", row.typed, got.problem, row.problem)
			}
		})
	}
}

func TestWhatATypedEmailAddressAmountsTo(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 244) + "@example.com"
	for _, row := range []struct{ name, typed, problem string }{
		{"a plain one", "kari@example.com", ""},
		{"capitals are sent as typed", "Kari.Nordmann@Example.COM", ""},
		{"a plus", "kari+login@example.com", ""},
		{"letters beyond ASCII", "kåri@eksempel.no", ""},
		{"nothing", "", "Type the customer's e-mail address"},
		{"spaces", "  ", "Type the customer's e-mail address"},
		{"no @", "kari.example.com", "has an @"},
		{"a space inside", "kari @example.com", "no spaces"},
		{"two @", "kari@home@example.com", "one @"},
		{"no name", "@example.com", "One name"},
		{"no domain", "kari@", "one domain"},
		{"a domain without a dot", "kari@example", "is no domain"},
		{"a domain that ends in a dot", "kari@example.", "is no domain"},
		{"two dots in a row", "kari@example..com", "is no domain"},
		{"too long", long, "254"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := readEmail(row.typed)
			if row.problem == "" && (got.sent != row.typed || got.problem != "") {
				t.Errorf("%q is sent as %q with the problem %q, want it sent as typed", row.typed, got.sent, got.problem)
			}
			if row.problem != "" && (got.sent != "" || !strings.Contains(got.problem, row.problem)) {
				t.Errorf("%q is sent as %q with the problem %q, want %q", row.typed, got.sent, got.problem, row.problem)
			}
		})
	}
}

func TestEachProblemOfAnIdentifierIsASentence(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "999", "9999999999999", "abc", "+-", "+999 1"} {
		for _, d := range []flow.Draft{{By: flow.ByPhone, Phone: typed}, {By: flow.ByEmail, Email: typed}} {
			_, problem := Identify(d, "NO")
			if problem == "" || strings.ContainsAny(problem, "\n\t\x1b") {
				t.Errorf("%+v: %q is no sentence", d, problem)
			}
		}
	}
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := hidden(row.ident); got != row.want {
				t.Errorf("%q shows as %q, want %q", row.ident, got, row.want)
			}
		})
	}
}
