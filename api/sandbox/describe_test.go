package sandbox

import (
	"bytes"
	"encoding/json"
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

func TestADescriptionHoldsPrintableCharactersOnly(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].people = []Person{{
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
	if p := plans[0].people[0]; got.Customers[0]["name"] != p.Name || got.Customers[0]["email"] != p.Email || got.Customers[0]["secret"] != p.Secret.Reveal() {
		t.Errorf("got %q", got.Customers)
	}
	if text := d.Text(); raw([]byte(text)) != "" || !strings.Contains(text, "Kåre Å. 京 a‹U+009B›2J^?‹U+202E›") {
		t.Errorf("%s in\n%s", raw([]byte(text)), text)
	}
}

func TestMessagesAreOfPrintableCharactersOnly(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "hostile-text"})
	r.challenge(r.signIn(), sms)
	got := r.do(r.steer("GET", "/sandbox/messages", "")).want(200, "")
	var list []map[string]string
	if err := json.Unmarshal(got.raw, &list); err != nil || len(list) != 1 {
		t.Fatalf("%v in %s", err, got.raw)
	}
	if found := raw(got.raw); found != "" || !strings.HasSuffix(list[0]["text"], hostileText) {
		t.Errorf("%s in\n%s", found, got.raw)
	}
}

func TestADescriptionNamesTwentyCustomersAnAccount(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ more, named, inAll int }{{17, 20, 0}, {18, 20, 21}, {100, 20, 103}} {
		plans := append(crowd(test.more), demoAccounts()...)
		plans[1].id = "T99887766"
		d := riggedWith(t, Options{}, plans).s.Describe()
		line, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
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
