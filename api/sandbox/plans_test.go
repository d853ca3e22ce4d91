package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dintero-login/api/config"
	"dintero-login/flow"
)

func TestReadAccounts(t *testing.T) {
	t.Parallel()
	all, err := ReadAccounts("testdata/accounts.toml")
	if err != nil {
		t.Fatal(err)
	}
	if len(all.plans) != 2 {
		t.Fatalf("got %d accounts", len(all.plans))
	}
	one, two := all.plans[0], all.plans[1]
	if one.id != "T11223344" || !one.mfa || one.loginChannel != sms || one.recoveryChannel != email || len(one.clients) != 2 || len(one.people) != 1 {
		t.Errorf("got %+v", one)
	}
	shop, till := one.clients[0], one.clients[1]
	if shop.id != "shop" || shop.secret.Reveal() != "not-a-real-secret" || len(shop.scopes) != 5 ||
		till.id != "till" || !till.secret.IsEmpty() || fmt.Sprint(till.scopes) != "[write:accounts:/auth/users read:customers]" {
		t.Errorf("got %+v and %+v", shop, till)
	}
	kari := Person{Name: "Kari Nordmann", Type: "customer", Phone: karisPhone, Email: "kari@example.com", Secret: flow.Conceal(karisSecret)}
	if one.people[0] != kari {
		t.Errorf("got %+v", one.people[0])
	}
	if two.id != "T55667788" || two.mfa || two.loginChannel != sms || two.recoveryChannel != email || len(two.clients) != 1 || two.people[0].Type != "customer" {
		t.Errorf("got %+v", two)
	}
}

func TestABrokenAccountsFileTellsLineAndKey(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry-53cr37"
	const account = "[[accounts]]\nid = \"T11223344\"\n"
	const customer = "[[accounts.customers]]\nphone_number = \"+4799999999\"\nsecret = \"2468\"\n"
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
		{"a key that nobody would guess", account + "zzz = 1\n", []string{`:3:1: unknown key "zzz"; allowed are id, mfa, login_channel, recovery_channel, clients or customers`}},
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
		{"a type that does not exist", account + customer + "type = \"" + canary + "\"\n", []string{":6:1: type must be customer or company"}},
		{"no secret", account + strings.Replace(customer, "secret = \"2468\"\n", "", 1), []string{":3:12: a customer needs a secret"}},
		{"a short secret", account + strings.Replace(customer, "2468", "246", 1), []string{":5:1: secret must have 4 to 255 characters"}},
		{"a number without +", account + strings.Replace(customer, "+47", "", 1), []string{":4:1: phone_number must be + and the country's code"}},
		{"an address without @", account + customer + "email = \"" + canary + "\"\n", []string{":6:1: email must be an e-mail address"}},
		{"a name of two lines", account + customer + "name = \"a\\nb\"\n", []string{":6:1: name must be one line"}},
		{"two things", account + "mfaa = 1\n" + strings.Replace(customer, "2468", "1", 1), []string{`:3:1: unknown key "mfaa", did you mean mfa?`, ":6:1: secret must"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "accounts.toml")
			if err := os.WriteFile(path, []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := ReadAccounts(path)
			if err == nil || !errors.Is(err, config.ErrConfig) {
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
		if _, err := ReadAccounts(path); !errors.Is(err, config.ErrConfig) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestDescribeListsAllAccountsOnlyWhereThereAreMore(t *testing.T) {
	t.Parallel()
	all, err := ReadAccounts("testdata/accounts.toml")
	if err != nil {
		t.Fatal(err)
	}
	r := riggedWith(t, Options{}, all.plans)
	line, err := json.Marshal(r.s.Describe())
	if err != nil {
		t.Fatal(err)
	}
	var first, whole map[string]any
	alone, err := json.Marshal(rigged(t, Options{}).s.Describe())
	if err != nil || json.Unmarshal(alone, &first) != nil || json.Unmarshal(line, &whole) != nil {
		t.Fatal(err)
	}
	if first["accounts"] != nil || bytes.Contains(alone, []byte("accounts\":[")) {
		t.Errorf("one account is a list: %s", alone)
	}
	for name := range first {
		if whole[name] == nil {
			t.Errorf("no %s in %s", name, line)
		}
	}
	var got struct {
		Accounts []struct {
			Account, Audience string
			Clients           []struct {
				ID     string `json:"client_id"`
				Secret string `json:"client_secret"`
				Scopes []string
			}
			Customers []map[string]string
		}
	}
	if err := json.Unmarshal(line, &got); err != nil || len(got.Accounts) != 2 {
		t.Fatalf("%v in %s", err, line)
	}
	one, two := got.Accounts[0], got.Accounts[1]
	if one.Account != whole["account"] || one.Clients[0].ID != whole["client_id"] || one.Clients[1].Secret == "" || len(one.Clients[1].Scopes) != 2 ||
		two.Account != "T55667788" || two.Audience != r.s.accounts["T55667788"].audience || two.Clients[0].ID == "" || len(two.Customers) != 1 {
		t.Errorf("got %s", line)
	}
}

// twins are two accounts with the same customers and clients, and with the same random
// numbers, so that every mfa_token, oob_code and code is the same in both.
func twins(t *testing.T) (one, two *rig) {
	t.Helper()
	plans := append(demoAccounts(), demoAccounts()...)
	plans[1].id = "T99887766"
	for i := range plans {
		plans[i].clients[0].id, plans[i].clients[0].secret = "shop", flow.Conceal("the same")
	}
	one = riggedWith(t, Options{}, plans)
	other := *one
	two = &other
	for _, a := range one.s.accounts {
		a.customers[identKey("customer", byPhone, karisPhone)].random = rand.NewChaCha8([32]byte{7})
	}
	two.account, two.aud = one.s.accounts["T99887766"].issuer, one.s.accounts["T99887766"].audience
	request := two.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": two.aud})
	request.SetBasicAuth("shop", "the same")
	two.token = two.do(request).want(200, "").text("access_token")
	return one, two
}

func TestTwinAccountsAreNotConfused(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	mfaToken, same := one.signIn(), two.signIn()
	oobCode := one.challenge(mfaToken, sms)
	code := one.newestCode()
	if again := two.challenge(same, sms); mfaToken != same || oobCode != again || code != two.newestCode() {
		t.Fatal("they are no twins")
	}
	all := one.s.Messages()
	if len(all) != 2 || all[0].Account != "T11223344" || all[1].Account != "T99887766" || all[0].Replaced {
		t.Errorf("got %+v", all)
	}

	for range triesPerChallenge {
		two.answer(same, oobCode, notThe(code)).want(403, "invalid_grant")
	}
	two.answer(same, oobCode, code).want(429, "too_many_attempts")
	first := one.answer(mfaToken, oobCode, code).want(200, "")
	one.answer(mfaToken, oobCode, code).want(403, "invalid_grant")

	two.challenge(same, sms) // their ways part: one's next number is two's newest code
	second := two.answer(same, two.s.accounts["T99887766"].logins[same].challenge.oobCode, two.newestCode()).want(200, "")
	for r, token := range map[*rig]string{one: first.text("access_token"), two: second.text("access_token")} {
		a := r.s.accounts[strings.TrimPrefix(r.account, r.s.base+"/accounts/")]
		c, err := a.keys.signed(token)
		if err != nil || c.Issuer != r.account || c.Audience[0] != r.aud {
			t.Errorf("got %+v, %v", c, err)
		}
	}

	two.token, one.token = one.token, two.token
	for _, r := range []*rig{one, two} {
		for _, to := range routes {
			var body any
			if to.method == "POST" {
				body = object{"grant_type": "mfa_oob", "mfa_token": mfaToken, "oob_code": oobCode, "binding_code": code}
			}
			r.do(r.request(to.method, "/"+to.path, body)).want(401, "invalid_token")
		}
	}
}

func TestMessagesNameTheAccountWhereThereAreMore(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	one.challenge(one.signIn(), sms)
	two.challenge(two.signIn(), sms)
	var list []map[string]string
	if err := json.Unmarshal(one.do(one.steer("GET", "/sandbox/messages", "")).want(200, "").raw, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0]["account"] != "T11223344" || list[1]["account"] != "T99887766" || list[0]["code"] != list[1]["code"] {
		t.Errorf("got %v", list)
	}
}

func TestAFailureInOneAccountLocksNobodyInAnother(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	wrong := one.mfaLoginBody().with("secret", "wrong")
	for range failuresToLock {
		one.post("/customers/mfa_login", wrong).want(403, "invalid_credentials")
	}
	one.post("/customers/mfa_login", one.mfaLoginBody()).want(429, "too_many_attempts")
	two.login()
}
