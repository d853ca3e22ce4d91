package sandbox

import (
	"encoding/json"

	"dintero-login/flow"
)

// Person is a customer of the sandbox, as design 5 lists them.
type Person struct {
	Name   string
	Type   string // customer or company
	Email  string // empty: none on file
	Phone  string // E.164; empty: none on file
	Secret flow.Secret
}

// Description is what a client needs to use the sandbox. It prints redacted; only as
// JSON it tells its secrets, for that line is how other programs get to know them.
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

// Describe tells the accounts, the first one's first client before all.
func (s *Sandbox) Describe() Description {
	d := Description{
		BaseURL:      s.base,
		Account:      s.first.id,
		Audience:     s.first.audience,
		ClientID:     s.first.first.id,
		ClientSecret: s.first.first.secret,
		AdminToken:   s.admin,
		Customers:    append([]Person(nil), s.first.plan.people...),
	}
	for _, a := range s.inOrder {
		about := AccountDescription{Account: a.id, Audience: a.audience, Customers: append([]Person(nil), a.plan.people...)}
		for _, c := range a.inOrder {
			about.Clients = append(about.Clients, ClientDescription{c.id, c.secret, append([]string(nil), c.scopes...)})
		}
		d.Accounts = append(d.Accounts, about)
	}
	return d
}

// Several says whether there is more than the first account's first client to tell.
func (d Description) Several() bool {
	return len(d.Accounts) > 1 || len(d.Accounts) == 1 && len(d.Accounts[0].Clients) > 1
}

type openPerson struct {
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
	Account   string       `json:"account"`
	Audience  string       `json:"audience"`
	Clients   []openClient `json:"clients"`
	Customers []openPerson `json:"customers"`
}

// MarshalJSON gives the line of design 6, secrets in the clear. A list of all accounts
// follows the first one only where there is more to tell than that.
func (d Description) MarshalJSON() ([]byte, error) {
	line := struct {
		BaseURL      string        `json:"base_url"`
		Account      string        `json:"account"`
		Audience     string        `json:"audience"`
		ClientID     string        `json:"client_id"`
		ClientSecret string        `json:"client_secret"`
		AdminToken   string        `json:"admin_token"`
		Customers    []openPerson  `json:"customers"`
		Accounts     []openAccount `json:"accounts,omitempty"`
	}{d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret.Reveal(), d.AdminToken.Reveal(), inTheClear(d.Customers), nil}
	if d.Several() {
		for _, a := range d.Accounts {
			line.Accounts = append(line.Accounts, a.inTheClear())
		}
	}
	return json.Marshal(line)
}

func (a AccountDescription) inTheClear() openAccount {
	open := openAccount{a.Account, a.Audience, []openClient{}, inTheClear(a.Customers)}
	for _, c := range a.Clients {
		open.Clients = append(open.Clients, openClient{c.ID, c.Secret.Reveal(), append([]string{}, c.Scopes...)})
	}
	return open
}

func inTheClear(people []Person) []openPerson {
	open := make([]openPerson, 0, len(people))
	for _, p := range people {
		open = append(open, openPerson{p.Name, p.Type, p.Email, p.Phone, p.Secret.Reveal()})
	}
	return open
}
