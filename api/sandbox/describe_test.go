package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"dintero-login/flow"
)

// unprintable is what a name may hold and no terminal may get: C1, DEL, bidi, invisible and
// blank characters, variation selectors, also beyond the first plane, and a mark alone.
const unprintable = "a\u009b2J\u007f\u202e\u2066\u200b\u00ad\ufe0f\u2800\u3164\ue000\U000e0101\U000e0041\u0301"

// raw are the characters of a text that a terminal would not draw as such.
func raw(text []byte) string {
	var found strings.Builder
	for _, r := range string(text) {
		if r != '\n' && flow.FromOutside("a"+string(r)).Shown() != "a"+string(r) {
			fmt.Fprintf(&found, "%U ", r)
		}
	}
	return found.String()
}

func lineOf(t *testing.T, d Description) []byte {
	t.Helper()
	line, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func TestADescriptionHoldsPrintableCharactersOnly(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].customers = []Person{{
		Name: "Kåre Å. 京 " + unprintable, Type: "customer", Email: unprintable + "@example.com", Secret: flow.Conceal("246810" + unprintable),
	}}
	d := riggedWith(t, Options{}, plans).s.Describe()
	var line bytes.Buffer
	if err := json.NewEncoder(&line).Encode(d); err != nil { // as the command does
		t.Fatal(err)
	}
	if found := raw(line.Bytes()); found != "" || strings.Count(line.String(), "\n") != 1 {
		t.Errorf("%s in\n%s", found, &line)
	}
	for _, want := range []string{"Kåre Å. 京 a\\u009b2J\\u007f\\u202e", "\\u2800\\u3164\\ue000\\udb40\\udd01\\udb40\\udc41\\u0301"} {
		if !strings.Contains(line.String(), want) {
			t.Errorf("no %s in\n%s", want, &line)
		}
	}
	var got struct{ Customers []map[string]string }
	if err := json.Unmarshal(line.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if p := plans[0].customers[0]; got.Customers[0]["name"] != p.Name || got.Customers[0]["email"] != p.Email || got.Customers[0]["secret"] != p.Secret.Reveal() {
		t.Errorf("got %q", got.Customers)
	}
	if text := d.Text(); raw([]byte(text)) != "" || !strings.Contains(text, "Kåre Å. 京 a‹U+009B›2J^?‹U+202E›") {
		t.Errorf("%s in\n%s", raw([]byte(text)), text)
	}
}

func TestMessagesAreOfPrintableCharactersOnly(t *testing.T) {
	r := parallel(t, Options{Scenario: "hostile-text"})
	r.challenge(r.signIn(), sms)
	list, text := r.mailbox(r.steer("GET", "/sandbox/messages", ""), 1)
	if found := raw(text); found != "" || !strings.HasSuffix(list[0]["text"], hostileText) {
		t.Errorf("%s in\n%s", found, text)
	}
}

func TestADescriptionNamesTwentyCustomersAnAccount(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ more, named, inAll int }{{17, 20, 0}, {18, 20, 21}, {100, 20, 103}} {
		plans := append(crowd(test.more), demoAccounts()...)
		plans[1].id = "T99887766"
		d := riggedWith(t, Options{}, plans).s.Describe()
		line := lineOf(t, d)
		type account struct {
			Customers []any
			InAll     int `json:"customers_in_all"`
		}
		var got struct {
			account
			Accounts []account
		}
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		for _, a := range []account{got.account, got.Accounts[0]} {
			if len(a.Customers) != test.named || a.InAll != test.inAll {
				t.Errorf("of %d: names %d of %d", test.more+3, len(a.Customers), a.InAll)
			}
		}
		if a := got.Accounts[1]; len(a.Customers) != 3 || a.InAll != 0 {
			t.Errorf("the other account: names %d of %d", len(a.Customers), a.InAll)
		}
		lines := strings.Split(strings.TrimSuffix(d.Text(), "\n"), "\n")
		want := 3 + 3 + test.named + 1 + 3 + 3
		if test.inAll > 0 {
			want++
		}
		if said := strings.Contains(d.Text(), fmt.Sprintf("\nand %d more customers\n", test.more-17)); len(lines) != want || said != (test.inAll > 0) {
			t.Errorf("%d lines, want %d, of\n%s", len(lines), want, d.Text())
		}
	}
}

func TestDescribeListsAllAccountsOnlyWhereThereAreMore(t *testing.T) {
	t.Parallel()
	r := riggedWith(t, Options{}, accountsIn(t, "testdata/accounts.toml"))
	line, alone := lineOf(t, r.s.Describe()), lineOf(t, rigged(t, Options{}).s.Describe())
	var first, whole map[string]any
	if err := errors.Join(json.Unmarshal(alone, &first), json.Unmarshal(line, &whole)); err != nil {
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
