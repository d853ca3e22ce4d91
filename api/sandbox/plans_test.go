package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

func accountsIn(t *testing.T, path string) []accountPlan {
	t.Helper()
	all, err := ReadAccounts(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return all.plans
}

func TestReadAccounts(t *testing.T) {
	t.Parallel()
	plans := accountsIn(t, "testdata/accounts.toml")
	if len(plans) != 2 {
		t.Fatalf("got %d accounts", len(plans))
	}
	one, two := plans[0], plans[1]
	if one.id != "T11223344" || !one.mfa || one.loginChannel != sms || one.recoveryChannel != email || !one.existence || len(one.clients) != 2 || len(one.customers) != 1 {
		t.Errorf("got %+v", one)
	}
	shop, till := one.clients[0], one.clients[1]
	if shop.id != "shop" || shop.secret.Reveal() != "not-a-real-secret" || len(shop.scopes) != 5 ||
		till.id != "till" || !till.secret.IsEmpty() || fmt.Sprint(till.scopes) != "[write:accounts:/auth/users read:customers]" {
		t.Errorf("got %+v and %+v", shop, till)
	}
	kari := Person{Name: "Kari Nordmann", Type: "customer", Phone: karisPhone, Email: "kari@example.com", Secret: flow.Conceal(karisSecret)}
	if one.customers[0] != kari {
		t.Errorf("got %+v", one.customers[0])
	}
	if two.id != "T55667788" || two.mfa || two.loginChannel != sms || two.recoveryChannel != email || two.existence || len(two.clients) != 1 || two.customers[0].Type != "customer" {
		t.Errorf("got %+v", two)
	}
}

func TestABrokenAccountsFileTellsLineAndKey(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry-53cr37"
	const account = "[[accounts]]\nid = \"T11223344\"\n"
	const customer = "[[accounts.customers]]\nphone_number = \"+4799999999\"\nsecret = \"246810\"\n"
	const second = "[[accounts]]\nid = \"T55667788\"\n" + customer
	for _, test := range []struct {
		name, file string
		want       []string // line:column, and what
	}{
		{"empty", "", []string{": there is no account in it; an account is a table [[accounts]]"}},
		{"not TOML", "accounts = [\n", []string{":1:13: a value is missing"}},
		{"a misspelt table", "[[account]]\n", []string{": there is no account in it", `:1:3: unknown key "account", did you mean accounts?`}},
		{"one table", "[accounts]\nid = \"T11223344\"\n", []string{":1:2: accounts must be a list of tables, each written [[accounts]], not a table"}},
		{"customers as one table", account + "[accounts.customers]\n", []string{":3:11: customers must be a list of tables, each written [[accounts.customers]], not a table"}},
		{"a list of texts", "accounts = [\"" + canary + "\"]\n", []string{":1:1: accounts must be a list of tables"}},
		{"a misspelt key of an account", account + "login_chanel = \"sms\"\n", []string{`:3:1: unknown key "login_chanel", did you mean login_channel?`}},
		{"a misspelt key of the second account", account + second + "[[accounts.clients]]\nsecrets = \"" + canary + "\"\n", []string{`:9:1: unknown key "secrets", did you mean secret?`}},
		{"a misspelt key of the second customer", account + customer + strings.Replace(customer, "phone_number", "phone", 1), []string{
			":6:12: a customer needs a phone_number or an email", `:7:1: unknown key "phone", did you mean phone_number?`,
		}},
		{"a key that nobody would guess", account + "zzz = 1\n", []string{`:3:1: unknown key "zzz"; allowed are id, mfa, login_channel, recovery_channel, existence, clients or customers`}},
		{"no id", "[[accounts]]\nmfa = true\n", []string{":1:3: an account needs an id, as in T12345678"}},
		{"a bad id", "[[accounts]]\nid = \"X1\"\n", []string{":2:1: id must be T (test) or P (production) and 8 digits"}},
		{"an id with a letter more", "[[accounts]]\nid = \"T123456789\"\n", []string{":2:1: id must be T"}},
		{"a number as id", "[[accounts]]\nid = 11223344\n", []string{":2:1: id must be text in quotes, not a number"}},
		{"the same id twice", account + second + account, []string{":9:1: another account in this file has this id"}},
		{"the same client twice", account + "[[accounts.clients]]\nid = \"a\"\n[[accounts.clients]]\nid = \"a\"\n", []string{":6:1: another client of this account has this id"}},
		{"a client with a colon", account + "[[accounts.clients]]\nid = \"a:b\"\n", []string{":4:1: id must be plain ASCII"}},
		{"scopes as text", account + "[[accounts.clients]]\nscopes = \"" + canary + "\"\n", []string{`:4:1: scopes must be a list of texts`}},
		{"a scope with a space", account + "[[accounts.clients]]\nscopes = [\"a b\"]\n", []string{`:4:1: scopes must be words`}},
		{"the same number twice", account + customer + customer, []string{":7:1: another customer of this account has this phone_number"}},
		{"a channel that does not exist", account + "login_channel = \"emial\"\n", []string{":3:1: login_channel must be sms or email, did you mean email?"}},
		{"mfa in quotes", account + "mfa = \"yes\"\n", []string{":3:1: mfa must be true or false, without quotes"}},
		{"a type that does not exist", account + customer + "type = \"" + canary + "\"\n", []string{":6:1: type must be customer, company, contact, employee or other"}},
		{"no secret", account + strings.Replace(customer, "secret = \"246810\"\n", "", 1), []string{":3:12: a customer needs a secret"}},
		{"a short secret", account + strings.Replace(customer, "246810", "246", 1), []string{":5:1: secret must have 4 to 255 characters"}},
		{"a secret of 256 characters", account + strings.Replace(customer, "246810", strings.Repeat("å", 256), 1), []string{":5:1: secret must have 4 to 255 characters"}},
		{"a secret of 255 characters, and something else", account + strings.Replace(customer, "246810", strings.Repeat("å", 255), 1) + "x = 1\n", []string{`:6:1: unknown key "x"`}},
		{"a number with spaces", account + strings.Replace(customer, "+47", "+47 ", 1), []string{":4:1: phone_number must be the country's code"}},
		{"a number of 16 digits", account + strings.Replace(customer, "+47", "+47000000", 1), []string{":4:1: phone_number must be the country's code"}},
		{"the same number with + and without", account + customer + strings.Replace(customer, "+", "", 1), []string{":7:1: another customer of this account has this phone_number"}},
		{"the same e-mail address in another case", account + customer + "email = \"Kari@example.com\"\n" + strings.Replace(customer, "phone_number = \"+4799999999\"", "email = \"kari@EXAMPLE.com\"", 1), []string{":8:1: another customer of this account has this email"}},
		{"existence in quotes", account + "existence = \"no\"\n", []string{":3:1: existence must be true or false, without quotes"}},
		{"a contact with a short secret", account + "[[accounts.customers]]\ntype = \"contact\"\nemail = \"a@b\"\nsecret = \"x\"\n", []string{":6:1: secret must have 4 to 255 characters"}},
		{"an address without @", account + customer + "email = \"" + canary + "\"\n", []string{":6:1: email must be an e-mail address"}},
		{"a name of two lines", account + customer + "name = \"a\\nb\"\n", []string{":6:1: name must be one line"}},
		{"two things", account + "mfaa = 1\n" + strings.Replace(customer, "246810", "1", 1), []string{`:3:1: unknown key "mfaa", did you mean mfa?`, ":6:1: secret must"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := written(t, test.file)
			_, err := ReadAccounts(t.Context(), path)
			if err == nil || !errors.Is(err, tomlfile.Err) {
				t.Fatalf("got %v", err)
			}
			lines := strings.Split(err.Error(), "\n")
			if len(lines) != len(test.want) {
				t.Fatalf("got\n%v\nwant\n%s", err, strings.Join(test.want, "\n"))
			}
			for i, want := range test.want {
				if !strings.HasPrefix(lines[i], path+want) {
					t.Errorf("got  %s\nwant %s", lines[i], path+want)
				}
			}
			if strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "demo") {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, path := range []string{"testdata/nothing.toml", "testdata"} {
		if _, err := ReadAccounts(t.Context(), path); !errors.Is(err, tomlfile.Err) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// accountsOf is a file with one account and many customers.
func accountsOf(customers int) string {
	var b strings.Builder
	b.WriteString("[[accounts]]\nid = \"T11223344\"\n")
	for i := range customers {
		fmt.Fprintf(&b, "[[accounts.customers]]\nname = \"Person %d\"\ntype = \"customer\"\nphone_number = \"+474%07d\"\nemail = \"p%d@example.com\"\nsecret = \"%06d\"\n", i, i, i, i)
	}
	return b.String()
}

func written(t *testing.T, file string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "accounts.toml")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnAccountsFileHoldsAHundredThousandCustomers(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	r := riggedWith(t, Options{}, accountsIn(t, written(t, accountsOf(100_000))))
	body := r.mfaLoginBody().with("ident", "+4740099999").with("secret", "099999")
	r.post("/customers/mfa_login", body).want(200, "")
	if line := lineOf(t, r.s.Describe()); len(line) > 8<<10 {
		t.Errorf("%d bytes", len(line))
	}
}

func TestMistakesFarBehindAreToldWithTheirLines(t *testing.T) {
	t.Parallel()
	path := written(t, accountsOf(10_000)+"[[accounts.customers]]\nphone_number = \"+4740000007\"\nsecret = \"246810\"\nemial = \"a@b\"\n")
	_, err := ReadAccounts(t.Context(), path)
	want := path + ":60004:1: another customer of this account has this phone_number\n" + path + `:60006:1: unknown key "emial", did you mean email?`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestALargerAccountsFileIsRefused(t *testing.T) {
	t.Parallel()
	path := written(t, "")
	if err := os.Truncate(path, 64<<20+1); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAccounts(t.Context(), path); err == nil || !strings.Contains(err.Error(), "larger than 64 MiB") {
		t.Errorf("got %v", err)
	}
}

func TestReadingAccountsEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadAccounts(ctx, "testdata/nothing.toml"); err == nil {
		t.Error("read accounts")
	}
}

func TestCustomersOfOtherTypesAreOnFileAndCannotLogIn(t *testing.T) {
	t.Parallel()
	r := riggedWith(t, Options{}, accountsIn(t, written(t, `[[accounts]]
id = "T11223344"
existence = false
[[accounts.customers]]
type = "contact"
email = "kari@example.com"
[[accounts.customers]]
type = "employee"
email = "KARI@example.com"
phone_number = "4799999999"
secret = "246810"
[[accounts.customers]]
type = "other"
phone_number = "+4799999999"
`)))
	if r.s.first.plan.existence || len(r.s.first.plan.customers) != 3 {
		t.Errorf("got %+v", r.s.first.plan)
	}
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "invalid_credentials")
	for _, userType := range []string{"contact", "employee", "other"} {
		r.post("/customers/mfa_login", r.mfaLoginBody().with("type", userType)).want(400, "invalid_parameters")
		r.post("/customers/login", r.passwordBody().with("type", userType)).want(400, "invalid_parameters")
		r.post("/customers/mfa_login_recovery", r.recoveryBody().with("type", userType)).want(400, "invalid_parameters")
		r.post("/customers/change_password", r.mailBody().with("type", userType)).want(400, "invalid_parameters")
	}
}
