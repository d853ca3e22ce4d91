package sandbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dintero-login/api/config/tomlfile"
	"dintero-login/api/spawn"
	"dintero-login/flow"
)

// Accounts are the accounts that a sandbox has. The zero value is the demo's.
type Accounts struct{ plans []accountPlan }

// maxAccounts is how long an accounts file may be, in bytes: 100,000 customers take 14 MiB.
const maxAccounts = 64 << 20

// ReadAccounts reads accounts from a TOML file of at most 64 MiB; README shows one. Its error
// is a *tomlfile.BrokenError, which reports every mistake with its line. When ctx ends it returns
// at once, also from a large file or a slow pipe, with the error of ctx.
func ReadAccounts(ctx context.Context, path string) (Accounts, error) {
	var all Accounts
	var err error
	read := make(chan struct{})
	spawn.Go(func() {
		defer close(read)
		all, err = readAccounts(path)
	})
	select {
	case <-read:
		return all, err
	case <-ctx.Done():
		return Accounts{}, ctx.Err()
	}
}

func readAccounts(path string) (Accounts, error) {
	var all Accounts
	err := tomlfile.ReadTable(path, maxAccounts, func(t tomlfile.Table) {
		t.Known("accounts")
		known := map[string]bool{}
		tables := t.Tables("accounts")
		if len(tables) == 0 && !t.Has("accounts") {
			t.Report("", "there is no account in it; an account is a table [[accounts]]")
		}
		for _, table := range tables {
			plan := readAccount(table)
			if plan.id != "" && known[plan.id] {
				table.Report("id", "another account in this file has this id")
			}
			known[plan.id] = true
			all.plans = append(all.plans, plan)
		}
	})
	if err != nil {
		return Accounts{}, err
	}
	return all, nil
}

var (
	accountShape = tomlfile.Shape(`^[PT][0-9]{8}$`)
	clientShape  = tomlfile.Shape(`^[!-9;-~]{1,128}$`) // Basic ends the id at a colon
	wordShape    = tomlfile.Shape(`^[!-~]{1,512}$`)
)

func readAccount(t tomlfile.Table) accountPlan {
	t.Known("id", "mfa", "login_channel", "recovery_channel", "existence", "clients", "customers")
	plan := accountPlan{
		id:              shaped(t, "id", accountShape, "must be T (test) or P (production) and 8 digits, as in T12345678"),
		mfa:             t.Switch("mfa", true),
		loginChannel:    t.OneOf("login_channel", sms, channels...),
		recoveryChannel: t.OneOf("recovery_channel", email, channels...),
		existence:       t.Switch("existence", true),
	}
	if !t.Has("id") {
		t.Report("", "an account needs an id, as in T12345678")
	}
	known := map[string]bool{}
	for _, table := range t.Tables("clients") {
		c := readClient(table)
		if c.id != "" && known[c.id] {
			table.Report("id", "another client of this account has this id")
		}
		known[c.id] = true
		plan.clients = append(plan.clients, c)
	}
	if len(plan.clients) == 0 {
		plan.clients = demoAccounts()[0].clients
	}
	taken := map[[32]byte]bool{}
	for _, table := range t.Tables("customers") {
		plan.customers = append(plan.customers, readCustomer(table, taken))
	}
	return plan
}

func readClient(t tomlfile.Table) clientPlan {
	t.Known("id", "secret", "scopes", "audiences")
	c := clientPlan{
		id:     shaped(t, "id", clientShape, "must be plain ASCII without spaces and colons"),
		secret: flow.Conceal(shaped(t, "secret", wordShape, "must be plain ASCII without spaces")),
	}
	scopes, given := t.Texts("scopes")
	if !given {
		scopes = demoAccounts()[0].clients[0].scopes
	}
	c.scopes = scopes
	c.audiences, _ = t.Texts("audiences")
	for key, words := range map[string][]string{"scopes": scopes, "audiences": c.audiences} {
		for _, word := range words {
			if !wordShape(word) {
				t.Report(key, key+" must be words of plain ASCII without spaces")
				break
			}
		}
	}
	return c
}

// readCustomer reads one customer. taken is what the customers before it are found by,
// since nobody could tell two apart that share it.
func readCustomer(t tomlfile.Table, taken map[[32]byte]bool) Person {
	t.Known("name", "type", "phone_number", "email", "secret")
	p := Person{
		Type:  t.OneOf("type", "customer", customerTypes...),
		Phone: shaped(t, "phone_number", isNumber, "must be the country's code and the number, up to 15 digits, as in +4799999999"),
		Email: shaped(t, "email", isAddress, "must be an e-mail address"),
	}
	secret, isText := t.Text("secret")
	p.Secret = flow.Conceal(secret)
	p.Name, _ = t.Text("name")
	switch length := utf8.RuneCountInString(secret); {
	case !t.Has("secret") && slices.Contains(userTypes, p.Type):
		t.Report("", "a customer needs a secret")
	case isText && (length < 4 || length > 255):
		t.Report("secret", "secret must have 4 to 255 characters")
	}
	if strings.ContainsFunc(p.Name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		t.Report("name", "name must be one line of text")
	}
	if !t.Has("phone_number") && !t.Has("email") {
		t.Report("", "a customer needs a phone_number or an email")
	}
	for _, by := range []struct{ key, identType, ident string }{{"phone_number", byPhone, p.Phone}, {"email", byEmail, p.Email}} {
		key := identKey(p.Type, by.identType, by.ident)
		if by.ident != "" && taken[key] {
			t.Report(by.key, fmt.Sprintf("another %s of this account has this %s", p.Type, by.key))
		}
		taken[key] = by.ident != ""
	}
	return p
}

// shaped is the text at a key if it is there and has the shape, else "".
func shaped(t tomlfile.Table, key string, shape func(string) bool, must string) string {
	text, ok := t.Text(key)
	if ok && !shape(text) {
		t.Report(key, key+" "+must)
		return ""
	}
	return text
}
