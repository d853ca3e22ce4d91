package config

import (
	"context"
	"fmt"
	"strings"

	"dintero-login/api/config/source"
	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

// testCustomer is a customer of one's own, whose sign-in a check may try: a table that says by
// what, as what, and where the PIN or password comes from.
type testCustomer struct {
	identity flow.Identity
	source   secretSource // never a literal
}

var (
	numberShape = tomlfile.Shape(`^\+?[1-9][0-9]{1,14}$`)
	// testSecretKeys is where a test customer's PIN may come from, each like the client's secret.
	testSecretKeys = []string{"secret_env", "secret_file", "secret_command"}
)

// TestCustomer is the customer whom test_customer names; false where it names none.
func (p Profile) TestCustomer() (flow.Identity, bool) {
	return p.test.identity, p.test.identity.Ident != ""
}

// TestSecret gets the test customer's PIN or password, as ClientSecret gets the client's secret.
func (p Profile) TestSecret(ctx context.Context) (flow.Secret, error) {
	key, get := p.test.source.key()
	if get == nil {
		return flow.Secret{}, source.Errorf("this profile has no test customer")
	}
	secret, err := get(ctx, p)
	if err != nil {
		return flow.Secret{}, fmt.Errorf("%s: test_customer: %s: %w", p.origins["test_customer"], strings.TrimPrefix(key, "client_"), err)
	}
	return secret, nil
}

// takeTestCustomer checks the table as a profile's keys are checked, and says the first thing that
// is wrong.
func takeTestCustomer(p *Profile, value any) string {
	const example = `, as in { phone_number = "+4799999999", secret_env = "DINTERO_TEST_PIN" }`
	table, ok := value.(map[string]any)
	if !ok {
		return "must be a table" + example + ", not " + tomlfile.Kind(value)
	}
	var as Profile // whose fields the rules of a profile fill
	var ident string
	for _, r := range []rule{
		text("phone_number", func(*Profile) *string { return &ident }, number),
		text("email", func(*Profile) *string { return &ident }, address),
		userTypeRule(),
		text("secret_env", func(p *Profile) *string { return &p.source.env }, variable),
		text("secret_file", func(p *Profile) *string { return &p.source.file }, path),
		{key: "secret_command", take: takeCommand},
	} {
		given, there := table[r.key]
		if !there {
			continue
		}
		if wrong := r.take(&as, given); wrong != "" {
			return r.key + " " + wrong
		}
	}
	allowed := append([]string{"phone_number", "email", "user_type"}, testSecretKeys...)
	for key := range table {
		if err := OneOf(key, allowed); err != nil {
			return "may hold " + tomlfile.List(allowed) + " only" + tomlfile.DidYouMean(key, allowed)
		}
	}
	switch {
	case count(table, "phone_number", "email") != 1:
		return "must have one of phone_number and email" + example
	case count(table, testSecretKeys...) != 1:
		return "must have one of " + tomlfile.List(testSecretKeys) + example
	}
	p.test = testCustomer{identity: flow.Identity{Ident: ident, As: as.UserType}, source: as.source}
	if _, byEmail := table["email"]; byEmail {
		p.test.identity.By = flow.ByEmail
	}
	return ""
}

func count(table map[string]any, keys ...string) int {
	n := 0
	for _, key := range keys {
		if _, there := table[key]; there {
			n++
		}
	}
	return n
}

func number(s string) (ready, wrong string) {
	if !numberShape(s) {
		return "", `must be a phone number with its country code, as in "+4799999999"`
	}
	return s, ""
}

func address(s string) (ready, wrong string) {
	name, host, found := strings.Cut(s, "@")
	if !found || name == "" || host == "" || len(s) > longestWord || !printable(s) {
		return "", `must be an e-mail address, as in "test@example.com"`
	}
	return s, ""
}

// showTestCustomer leaves the identifier out: it may be a person's.
func showTestCustomer(p Profile) string {
	id, there := p.TestCustomer()
	if !there {
		return ""
	}
	as := "customer"
	if id.As == flow.AsCompany {
		as = "company"
	}
	by := "phone number"
	if id.By == flow.ByEmail {
		by = "e-mail"
	}
	from := ""
	switch s := p.test.source; {
	case s.env != "":
		from = s.env
	case s.file != "":
		from = flow.FromOutside(s.file).Shown()
	default:
		from = showCommand(Profile{source: s})
	}
	return "a " + as + " by " + by + ", " + from
}
