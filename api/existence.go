package api

import (
	"context"
	"mime"
	"strings"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// Identifiers of the shape that the contract asks for, and that nobody can have: the top-level
// domain .invalid exists for that (RFC 2606), and no country's numbers begin with 999.
const (
	nobodysNumber  = "+999999999999999"
	nobodysAddress = "nobody@customer.invalid"
)

// askExistence asks whether the account has a customer with an identifier (contract 8: HEAD
// /accounts/{aid}/customers/users), a number with its + and without. The identifier that nobody
// can have goes first: where the account answers that one as if it had it, or not at all, the
// customer's own never leaves.
func (a *Adapter) askExistence(ctx context.Context, e flow.AskExistence) flow.Event {
	learned := flow.ExistenceLearned{Existence: flow.Existence{Identity: e.Identity, JSON: true}}
	name, control, forms := "phone_number", nobodysNumber, numberForms(e.Identity.Ident)
	if e.Identity.By == flow.ByEmail {
		name, control, forms = "email", nobodysAddress, []string{e.Identity.Ident}
	}
	ask := func(ident string, fine ...int) (status int, goOn bool) {
		got, err := a.call(ctx, wire.Request{Call: flow.CallExists, Query: wire.Fields{{name, ident}}})
		if err == nil {
			return got.Status(), false
		}
		for _, status := range fine {
			if err.Status == status {
				learned.Existence.JSON = learned.Existence.JSON && (status != 404 || isJSON(got))
				return status, true
			}
		}
		learned.Failure = err.Failure
		return 0, false
	}
	status, goOn := ask(control, 404, 400, 422)
	learned.Existence.Control = status
	for i, form := range forms {
		if goOn {
			learned.Existence.Asked[i], goOn = ask(form, 404)
		}
	}
	return learned
}

// numberForms is a phone number with a + and without: it may be stored either way.
func numberForms(number string) []string {
	digits := strings.TrimPrefix(number, "+")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return []string{number}
	}
	return []string{"+" + digits, digits}
}

// isJSON reports whether an answer says that it is JSON, which a HEAD says of the body that a
// GET would have had.
func isJSON(got wire.Answer) bool {
	kind, _, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
	return err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json"))
}
