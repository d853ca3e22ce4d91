package record

import (
	"slices"
	"strings"

	"dintero-login/flow"
)

// Safe is evidence without what must not leave: of the texts in it only those of the API's own
// words, ordinary words, and a request id stay. It comes to the same diagnosis.
func (r *Record) Safe(e flow.Evidence) flow.Evidence {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := taking{names: &r.ledger.names, uses: map[flow.Secret]bool{}}
	e.Problem.Failure = safe(e.Problem.Failure, &t)
	if !isAPIName(e.Problem.Scope) {
		e.Problem.Scope = ""
	}
	return e
}

// SafeExchanges are the exchanges that are kept, with no text but what may leave.
func (r *Record) SafeExchanges() []flow.Exchange {
	list := slices.Clone(r.Exchanges())
	r.mu.Lock()
	defer r.mu.Unlock()
	t := taking{names: &r.ledger.names, uses: map[flow.Secret]bool{}}
	for i := range list {
		list[i].Failure = safe(list[i].Failure, &t)
		list[i].Request = safe(flow.Failure{Request: list[i].Request}, &t).Request
	}
	return list
}

func safe(f flow.Failure, t *taking) flow.Failure {
	code, message, request, got := f.Code.Shown(), f.Message.Shown(), f.Request.Shown(), f.Got.Shown()
	f.Code, f.Message, f.Request = flow.Foreign{}, flow.Foreign{}, flow.Foreign{}
	if isCode(code) && !t.holds(code) {
		f.Code = flow.FromOutside(code)
	}
	if said, _ := ordinary(message, t); said != removed {
		f.Message = flow.FromOutside(said)
	}
	if isRequestID(request) && !t.holds(request) {
		f.Request = flow.FromOutside(request)
	}
	if to, elsewhere, ok := strings.Cut(got, "redirect to "); ok && to == "" && elsewhere != "" {
		f.Got = flow.FromOutside("a redirect")
	}
	f.MFAToken = flow.Secret{}
	// Cause has addresses of this network, or the path of a secret; Details has what the server
	// says of the fields.
	f.Cause, f.Details = flow.Foreign{}, flow.Foreign{}
	return f
}
