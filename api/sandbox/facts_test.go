package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestSettings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scenario string
		mfa      bool
		channel  string
	}{{"happy", true, sms}, {"mfa-off", false, sms}, {"email-channel", true, email}} {
		t.Run(test.scenario, func(t *testing.T) {
			t.Parallel()
			r := rigged(t, Options{Scenario: test.scenario})
			answer := r.get("/customers/settings").want(200, "")
			var got settingsDocument
			if err := json.Unmarshal(answer.raw, &got); err != nil {
				t.Fatal(err)
			}
			mfa := got.Users.MFA
			if mfa.Enabled != test.mfa || mfa.Login != (oob{"oob", test.channel}) || mfa.Recovery != (oob{"oob", email}) {
				t.Errorf("got %+v", mfa)
			}
			for _, name := range []string{"users", "auto_tokens", "tokens", "attributes"} {
				if answer.body[name] == nil {
					t.Errorf("no %s in %s", name, answer.raw)
				}
			}
			if len(got.Attributes) < 4 || got.Users.CustomerIDFormat != "uuid" {
				t.Errorf("got %s", answer.raw)
			}
		})
	}
}

func (r *rig) head(path string) reply { r.t.Helper(); return r.do(r.request("HEAD", path, nil)) }

func TestTheExistenceCheck(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].customers = append(plans[0].customers,
		Person{Name: "No plus", Type: "customer", Phone: "4790000001"},
		Person{Name: "A contact", Type: "contact", Phone: "+4790000002", Email: "contact+tag@example.com"},
		Person{Name: "An employee", Type: "employee", Email: "Employee@Example.com"},
		Person{Name: "Somebody else", Type: "other", Email: "åse@example.com"},
	)
	r := riggedWith(t, Options{}, plans)
	for _, test := range []struct {
		name, query string
		status      int
	}{
		{"a number, its + percent-encoded", "phone_number=%2B4799999999", 200},
		{"a number without its +", "phone_number=4799999999", 200},
		{"a number that is stored without +, with one", "phone_number=%2B4790000001", 200},
		{"a number that is stored without +, without one", "phone_number=4790000001", 200},
		{"a number that nobody has", "phone_number=%2B4700000000", 404},
		{"a part of a number", "phone_number=%2B479999999", 404},
		{"a number without its country", "phone_number=99999999", 404},
		{"an address", "email=kari@example.com", 200},
		{"an address, its @ percent-encoded", "email=kari%40example.com", 200},
		{"an address in another case", "email=KARI@Example.COM", 200},
		{"an address that is stored in another case", "email=employee@example.com", 200},
		{"an address in another case beyond ASCII", "email=%C3%85SE@example.com", 200},
		{"an address with a + that is percent-encoded", "email=contact%2Btag@example.com", 200},
		{"an address that nobody has", "email=nobody@example.com", 404},
		{"an address with a dotted capital I, which is no i", "email=kar%C4%B0@example.com", 404},
		{"both, of one customer", "email=kari@example.com&phone_number=%2B4799999999", 200},
		{"both, in the other order", "phone_number=4799999999&email=kari@example.com", 200},
		{"both, of two customers", "email=ola@example.com&phone_number=%2B4799999999", 404},
		{"both, of two types", "email=contact%2Btag@example.com&phone_number=%2B4799999999", 404},
		{"both, one of which nobody has", "email=nobody@example.com&phone_number=%2B4799999999", 404},
		{"a contact", "phone_number=%2B4790000002", 200},
		{"neither", "", 400},
		{"a number whose + is not encoded", "phone_number=+4799999999", 400},
		{"an address whose + is not encoded", "email=contact+tag@example.com", 400},
		{"an empty number", "phone_number=", 400},
		{"an empty address beside a number", "email=&phone_number=%2B4799999999", 400},
		{"a number twice", "phone_number=%2B4799999999&phone_number=%2B4799999999", 400},
		{"a number with letters", "phone_number=%2B47abc", 400},
		{"a number that begins with 0", "phone_number=0799999999", 400},
		{"a number of 15 digits", "phone_number=%2B123456789012345", 404},
		{"a number of 16 digits", "phone_number=%2B1234567890123456", 400},
		{"an address without @", "email=kari", 400},
		{"another parameter beside", "email=kari@example.com&type=customer", 400},
		{"another parameter alone", "ident=kari@example.com", 400},
		{"a name in another case", "Email=kari@example.com", 400},
		{"broken percent-encoding", "email=kari%4", 400},
		{"a semicolon", "email=kari@example.com;phone_number=1", 400},
		{"not UTF-8", "email=%ff@example.com", 400},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := r.on(t).head("/customers/users?"+test.query).want(test.status, "")
			if len(got.raw) != 0 || got.header.Get("Content-Type") != "application/json; charset=utf-8" {
				t.Errorf("got %q, %v", got.raw, got.header)
			}
		})
	}
	r.arrived(0)
}

func TestTheExistenceCheckCountsForNothing(t *testing.T) {
	r := parallel(t, Options{})
	wrong := r.mfaLoginBody().with("secret", "wrong")
	r.often(99, "/customers/mfa_login", wrong, 403, "invalid_credentials")
	for range 10 {
		r.head("/customers/users?phone_number=%2B4799999999").want(200, "")
		r.head("/customers/users?phone_number=%2B4700000000").want(404, "")
	}
	r.signIn() // still not locked
	r.post("/customers/mfa_login", wrong).want(403, "invalid_credentials")
	r.post("/customers/mfa_login", wrong).want(429, "too_many_attempts")
	r.head("/customers/users?phone_number=%2B4799999999").want(200, "")
}

func TestTheExistenceCheckCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].existence = false
	r := riggedWith(t, Options{}, plans)
	for _, query := range []string{"?phone_number=%2B4799999999", "?phone_number=%2B4700000000", ""} {
		got := r.head("/customers/users"+query).want(405, "")
		if allow, there := got.header["Allow"]; !there || strings.Join(allow, "") != "" {
			t.Errorf("Allow is %q, and there: %v", allow, there)
		}
	}
	if got := r.get("/customers/settings").want(200, ""); !strings.Contains(string(got.raw), `"head":{"enabled":false}`) {
		t.Errorf("got %s", got.raw)
	}
	on := rigged(t, Options{})
	if got := on.get("/customers/settings").want(200, ""); !strings.Contains(string(got.raw), `"head":{"enabled":true}`) {
		t.Errorf("got %s", got.raw)
	}
	if got := on.get("/customers/users").want(404, "not_found"); got.header.Get("Allow") != "HEAD" {
		t.Errorf("Allow is %q", got.header.Get("Allow"))
	}
	on.token = ""
	on.head("/customers/users?email=kari@example.com").want(401, "")
}
