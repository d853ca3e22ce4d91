package sandbox

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// exchange is one call while it is being answered.
type exchange struct {
	s       *Sandbox
	w       http.ResponseWriter
	r       *http.Request
	now     time.Time
	call    call
	account *account
	run     *run   // the scenario that holds for this call
	caller  caller // whose token or whose Basic authentication
	fields  fields // the body
	login   *login // what the body's mfa_token stands for, if anything
	sent    []*letter
	status  int
}

// handle answers one call: the API's under /v1, under /sandbox those by which tests and
// demos steer, and the description of both.
func (s *Sandbox) handle(w http.ResponseWriter, r *http.Request) {
	s.inside.RLock()
	defer s.inside.RUnlock()
	x := &exchange{s: s, w: w, r: r, now: s.options.Now(), run: s.scenario.Load()}
	if s.options.OnRequest != nil {
		began := time.Now()
		defer func() {
			line := Request{loggedMethod(r.Method), loggedPath(r.URL.Path), x.status, time.Since(began)}
			_ = guarded(func() { s.options.OnRequest(line) })
		}()
	}
	defer func() {
		// After a panic the caller still gets JSON, and never the panic's value (R30).
		if recover() != nil && x.status == 0 {
			x.refuse(serverError())
		}
	}()
	x.serve()
}

func (x *exchange) serve() {
	if !x.s.isOurs(x.r.Host) {
		x.refuse(notFound("this sandbox answers to its own loopback address only"))
		return
	}
	switch {
	case strings.HasPrefix(x.r.URL.Path, "/sandbox/"):
		x.steer()
		return
	case x.r.URL.Path == openAPIPath:
		x.describeItself()
		return
	}
	route, refused := x.route()
	if refused != nil {
		x.refuse(refused)
		return
	}
	body, refused := x.answerTo(route)
	// Before the answer: whoever reads an oob_code finds the message delivered.
	for _, l := range x.sent {
		x.s.mail.deliver(l)
	}
	x.end(body, refused)
}

// answerTo takes a call through its checks, in this order: the caller, the body, the
// scenario, the caller's scopes.
func (x *exchange) answerTo(to route) (any, *refusal) {
	x.call = to.call
	if refused := x.authenticate(to.path == tokenPath); refused != nil {
		return nil, refused
	}
	if to.method == http.MethodPost {
		given, refused := x.body()
		if refused != nil {
			return nil, refused
		}
		if to.path == tokenPath {
			if to, refused = routeOfGrant(given["grant_type"]); refused != nil {
				return nil, refused
			}
			x.call = to.call
		}
		if refused := given.check(to.fields); refused != nil {
			return nil, refused
		}
		if audience, there := given["audience"]; there {
			given["audience"] = x.account.plain(audience)
		}
		x.fields = given
	}
	if to.basic != x.caller.basic {
		return nil, x.unauthenticated(to.basic)
	}
	if to.continues {
		if x.login = x.account.loginOf(x.fields["mfa_token"], x.caller.client); x.login != nil {
			x.run = x.login.run
		}
	}
	if refused := x.interfere(); refused != nil {
		return nil, refused
	}
	if refused := x.permit(to); refused != nil {
		return nil, refused
	}
	return to.handle(x)
}

// isOurs guards against a web page that has its own name resolve to this machine (R59).
func (s *Sandbox) isOurs(host string) bool {
	_, port, err := net.SplitHostPort(s.host)
	return host == s.host || err == nil && strings.EqualFold(host, "localhost:"+port)
}

// maxBody is how long a request's body may be, in bytes.
const maxBody = 1 << 20

func (x *exchange) body() (fields, *refusal) {
	if refused := isJSON(x.r.Header); refused != nil {
		return nil, refused
	}
	text, err := io.ReadAll(http.MaxBytesReader(x.w, x.r.Body, maxBody))
	if err != nil {
		return nil, invalidParameters(problem{Message: "the body could not be read, or is longer than 1 MiB"})
	}
	return strictObject(text)
}

var errPanicked = errors.New("a part of the sandbox failed")

// guarded calls what may panic without being a reason to end the program: a callback of
// Options, the making of a key. The error holds nothing of the panic's value, which may be a
// secret.
func guarded(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	f()
	return nil
}
