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
}

// Describe tells the first account, its client and its customers.
func (s *Sandbox) Describe() Description {
	return Description{
		BaseURL:      s.base,
		Account:      s.first.id,
		Audience:     s.first.audience,
		ClientID:     s.first.first.id,
		ClientSecret: s.first.first.secret,
		AdminToken:   s.admin,
		Customers:    append([]Person(nil), s.first.plan.people...),
	}
}

// MarshalJSON gives the line of design 6, secrets in the clear.
func (d Description) MarshalJSON() ([]byte, error) {
	type person struct {
		Name   string `json:"name"`
		Type   string `json:"type"`
		Email  string `json:"email"`
		Phone  string `json:"phone_number"`
		Secret string `json:"secret"`
	}
	people := make([]person, 0, len(d.Customers))
	for _, p := range d.Customers {
		people = append(people, person{p.Name, p.Type, p.Email, p.Phone, p.Secret.Reveal()})
	}
	return json.Marshal(struct {
		BaseURL      string   `json:"base_url"`
		Account      string   `json:"account"`
		Audience     string   `json:"audience"`
		ClientID     string   `json:"client_id"`
		ClientSecret string   `json:"client_secret"`
		AdminToken   string   `json:"admin_token"`
		Customers    []person `json:"customers"`
	}{d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret.Reveal(), d.AdminToken.Reveal(), people})
}
