package config

import (
	"path/filepath"
	"strings"
	"testing"

	"dintero-login/flow"
)

func TestATestCustomerIsReadFromItsTable(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, filepath.Join(home, "pin"), "canary-file\n", 0o600)
	for line, want := range map[string]struct {
		id     flow.Identity
		secret string
		shown  string
	}{
		`{ phone_number = "+4799999999", secret_env = "PIN" }`:                         {flow.Identity{Ident: "+4799999999"}, "canary-env", "a customer by phone number, PIN, set"},
		`{ email = "kari@example.com", user_type = "company", secret_file = "~/pin" }`: {flow.Identity{By: flow.ByEmail, Ident: "kari@example.com", As: flow.AsCompany}, "canary-file", "a company by e-mail, " + filepath.Join(home, "pin") + ", there"},
		`{ phone_number = "4799999999", secret_command = ["echo", "canary-said"] }`:    {flow.Identity{Ident: "4799999999"}, "canary-said", "a customer by phone number, echo, 1 argument, found"},
	} {
		o := file(t, whole+"test_customer = "+line+"\n")
		o.LookupEnv = env(map[string]string{"PIN": "canary-env", "HOME": home})
		p := profile(t, o)
		if id, there := p.TestCustomer(); !there || id != want.id {
			t.Errorf("%s: got %+v, %t", line, id, there)
		}
		if got, err := p.TestSecret(t.Context()); err != nil || got.Reveal() != want.secret {
			t.Errorf("%s: got the secret %q, %v", line, got.Reveal(), err)
		}
		if got := value(p, "test_customer"); got != want.shown {
			t.Errorf("%s: shown as %q, want %q", line, got, want.shown)
		}
	}
	p := profile(t, file(t, whole))
	if _, there := p.TestCustomer(); there {
		t.Error("there is a test customer whom nobody named")
	}
	if _, err := p.TestSecret(t.Context()); err == nil {
		t.Error("the PIN of nobody was found")
	}
}

// The PIN of a test customer is a secret: it stands in no config, and no error repeats a value.
func TestATestCustomerIsRefusedWithWhatIsAllowed(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`"+4799999999"`: "test_customer must be a table, as in { phone_number",
		`{ phone_number = "+4799999999", secret = "canary" }`:                   "test_customer may hold phone_number, email, user_type, secret_env, secret_file or secret_command only",
		`{ phone_number = "+4799999999", pin = "canary" }`:                      "test_customer may hold",
		`{ phone_number = "+4799999999" }`:                                      "test_customer must have one of secret_env, secret_file or secret_command",
		`{ phone_number = "+4799999999", secret_env = "A", secret_file = "b" }`: "test_customer must have one of secret_env, secret_file or secret_command",
		`{ secret_env = "A" }`:                                                  "test_customer must have one of phone_number and email",
		`{ phone_number = "+4799999999", email = "a@b", secret_env = "A" }`:     "test_customer must have one of phone_number and email",
		`{ phone_number = "99 99 canary", secret_env = "A" }`:                   "test_customer phone_number must be a phone number",
		`{ email = "canary", secret_env = "A" }`:                                "test_customer email must be an e-mail address",
		`{ email = "a@b", user_type = "canary", secret_env = "A" }`:             "test_customer user_type must be customer or company",
		`{ email = "a@b", secret_env = "canary 123" }`:                          "test_customer secret_env must be the name of an environment variable",
		`{ email = "a@b", secret_command = [] }`:                                "test_customer secret_command must name a program",
	} {
		_, err := Load(t.Context(), file(t, whole+"test_customer = "+line+"\n"))
		if err == nil {
			t.Errorf("%s is taken", line)
			continue
		}
		if got := err.Error(); !strings.Contains(got, want) || strings.Contains(got, "canary") {
			t.Errorf("%s\ngot  %s\nwant %s", line, got, want)
		}
	}
}

func TestTheVariableOfATestCustomerIsKeptFromChildren(t *testing.T) {
	t.Parallel()
	loaded, err := Load(t.Context(), file(t, whole+`test_customer = { email = "a@b", secret_env = "TEST_PIN" }`))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(loaded.SecretVariables(), " "); got != "SHOP_SECRET TEST_PIN" {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsSaidToACustomerIsInTheCountrysLanguage(t *testing.T) {
	t.Parallel()
	for lines, want := range map[string]string{
		"":                                   "nb",
		"region = 'no'":                      "nb",
		"region = 'SE'":                      "en",
		"region = 'SE'\nsay_language = 'nb'": "nb",
		"say_language = 'en'":                "en",
	} {
		if p := profile(t, file(t, whole+lines)); p.SayLanguage != want || value(p, "say_language") != want {
			t.Errorf("%q: got %q, want %q", lines, p.SayLanguage, want)
		}
	}
}

func TestAContactIsOneLineThatCanBeShown(t *testing.T) {
	t.Parallel()
	for text, good := range map[string]bool{
		"Second line, extension 1234": true, "Andrelinje på 22 33 44 55": true, strings.Repeat("å", 200): true,
		strings.Repeat("å", 201): false, "": false, "  ": false, `two\nlines`: false, `\u001b[2Jx`: false, `\u202ex`: false,
	} {
		_, err := Load(t.Context(), file(t, whole+`contact = "`+text+`"`))
		if (err == nil) != good {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func value(p Profile, key string) string {
	for _, row := range p.Rows() {
		if row.Key == key {
			return row.Value
		}
	}
	return "no such row"
}
