package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"dintero-login/flow"
)

// Person is a customer of the sandbox.
type Person struct {
	Name   string
	Type   string // customer or company; contact, employee and other cannot log in
	Email  string // empty: none on file
	Phone  string // E.164; empty: none on file
	Secret flow.Secret
}

// Description is what a client needs to use the sandbox. It prints redacted; only its JSON
// and its Text hold the secrets, since other programs and people read them there.
type Description struct {
	BaseURL      string
	Account      string
	Audience     string
	ClientID     string
	ClientSecret flow.Secret
	AdminToken   flow.Secret
	Customers    []Person
	Accounts     []AccountDescription // every account; the first is the one above
}

// AccountDescription is one account with all its clients.
type AccountDescription struct {
	Account   string
	Audience  string
	Clients   []ClientDescription
	Customers []Person
}

// ClientDescription is a program that may use an account. The secret prints redacted.
type ClientDescription struct {
	ID     string
	Secret flow.Secret
	Scopes []string
}

// Describe returns the accounts, with the first one's first client at the top.
func (s *Sandbox) Describe() Description {
	d := Description{
		BaseURL:      s.base,
		Account:      s.first.id,
		Audience:     s.first.audience,
		ClientID:     s.first.first.id,
		ClientSecret: s.first.first.secret,
		AdminToken:   s.admin,
		Customers:    append([]Person(nil), s.first.plan.customers...),
	}
	for _, a := range s.inOrder {
		about := AccountDescription{Account: a.id, Audience: a.audience, Customers: append([]Person(nil), a.plan.customers...)}
		for _, c := range a.inOrder {
			about.Clients = append(about.Clients, ClientDescription{c.id, c.secret, append([]string(nil), c.scopes...)})
		}
		d.Accounts = append(d.Accounts, about)
	}
	return d
}

// Several reports whether there is more than the first account's first client.
func (d Description) Several() bool {
	return len(d.Accounts) > 1 || len(d.Accounts) == 1 && len(d.Accounts[0].Clients) > 1
}

type openCustomer struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Email  string `json:"email"`
	Phone  string `json:"phone_number"`
	Secret string `json:"secret"`
}

type openClient struct {
	ID     string   `json:"client_id"`
	Secret string   `json:"client_secret"`
	Scopes []string `json:"scopes"`
}

type openAccount struct {
	Account  string       `json:"account"`
	Audience string       `json:"audience"`
	Clients  []openClient `json:"clients"`
	openCustomers
}

// customersNamed is how many customers of an account a description names.
const customersNamed = 20

type openCustomers struct {
	Customers []openCustomer `json:"customers"`
	InAll     int            `json:"customers_in_all,omitempty"` // where not all are named
}

// MarshalJSON gives one line of printable characters, secrets in the clear. It names the
// first 20 customers of an account; if there are more, customers_in_all is their number. A
// list of all accounts follows only if there is more than the first account's first client.
func (d Description) MarshalJSON() ([]byte, error) {
	line := struct {
		BaseURL      string `json:"base_url"`
		Account      string `json:"account"`
		Audience     string `json:"audience"`
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
		AdminToken   string `json:"admin_token"`
		openCustomers
		Accounts []openAccount `json:"accounts,omitempty"`
	}{d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret.Reveal(), d.AdminToken.Reveal(), inTheClear(d.Customers), nil}
	if d.Several() {
		for _, a := range d.Accounts {
			line.Accounts = append(line.Accounts, a.inTheClear())
		}
	}
	return printable(json.Marshal(line))
}

func (a AccountDescription) inTheClear() openAccount {
	open := openAccount{a.Account, a.Audience, []openClient{}, inTheClear(a.Customers)}
	for _, c := range a.Clients {
		open.Clients = append(open.Clients, openClient{c.ID, c.Secret.Reveal(), append([]string{}, c.Scopes...)})
	}
	return open
}

func inTheClear(customers []Person) openCustomers {
	open := openCustomers{Customers: []openCustomer{}}
	for _, p := range customers[:min(len(customers), customersNamed)] {
		open.Customers = append(open.Customers, openCustomer{p.Name, p.Type, p.Email, p.Phone, p.Secret.Reveal()})
	}
	if len(customers) > customersNamed {
		open.InAll = len(customers)
	}
	return open
}

// Text is the same for a person to read, in printable characters, a line for each customer.
func (d Description) Text() string {
	var text strings.Builder
	line := func(format string, a ...any) { _, _ = fmt.Fprintf(&text, format+"\n", a...) }
	shown := func(s string) string { return flow.FromOutside(s).Shown() }
	line("base_url       %s\nadmin_token    %s", d.BaseURL, d.AdminToken.Reveal())
	for _, a := range d.Accounts {
		line("\naccount        %s", a.Account)
		for _, c := range a.Clients {
			line("client_id      %s\nclient_secret  %s", c.ID, c.Secret.Reveal())
		}
		for _, p := range a.Customers[:min(len(a.Customers), customersNamed)] {
			line("%-14s %-9s %-12s %-17s %s", shown(p.Name), p.Type, p.Phone, shown(p.Email), shown(p.Secret.Reveal()))
		}
		if more := len(a.Customers) - customersNamed; more > 0 {
			line("and %d more customers", more)
		}
	}
	return text.String()
}

// printable replaces every character that a terminal would not draw (controls, bidi, invisible
// and combining ones) by its JSON escape, which means the same.
func printable(document []byte, err error) ([]byte, error) {
	if err != nil || !slices.ContainsFunc(document, func(b byte) bool { return b >= 0x7f }) {
		return document, err
	}
	var text bytes.Buffer
	for _, r := range string(document) {
		switch {
		case r < 0x7f || r > 0x7f && flow.FromOutside(string(r)).Shown() == string(r):
			text.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			_, _ = fmt.Fprintf(&text, `\u%04x\u%04x`, high, low)
		default:
			_, _ = fmt.Fprintf(&text, `\u%04x`, r)
		}
	}
	return text.Bytes(), nil
}
