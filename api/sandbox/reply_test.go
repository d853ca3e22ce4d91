package sandbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
)

// reply is what came back.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	raw    []byte
	body   map[string]any
	err    error
}

// want checks the status and the error's code, "" for none.
func (a reply) want(status int, code string) reply {
	a.t.Helper()
	if a.err != nil {
		a.t.Fatalf("got %v, want %d %s", a.err, status, code)
	}
	if a.status != status || a.code() != code {
		a.t.Fatalf("got %d %s\n%s\nwant %d %s", a.status, a.code(), a.raw, status, code)
	}
	return a
}

// wantCut checks that no whole answer came, and that it was not the client that gave up.
func (a reply) wantCut() {
	a.t.Helper()
	if a.err == nil || errors.Is(a.err, context.DeadlineExceeded) {
		a.t.Fatalf("got %d %s, %v, want a connection that was cut", a.status, a.raw, a.err)
	}
}

func (a reply) code() string {
	failure, _ := a.body["error"].(map[string]any)
	code, _ := failure["code"].(string)
	return code
}

// listsProblems reports whether the error has a message, and a list of what is wrong that is
// no longer than it need be.
func (a reply) listsProblems() bool {
	failure, _ := a.body["error"].(map[string]any)
	list, _ := failure["errors"].([]any)
	return failure["message"] != "" && len(list) > 0 && len(list) <= 16
}

// waits checks Retry-After, in seconds.
func (a reply) waits(seconds string) reply {
	a.t.Helper()
	if got := a.header.Get("Retry-After"); got != seconds {
		a.t.Errorf("Retry-After %q, want %s", got, seconds)
	}
	return a
}

// text is a string of the answer that has to be there.
func (a reply) text(name string) string {
	a.t.Helper()
	value, _ := a.body[name].(string)
	if value == "" {
		a.t.Fatalf("no %s in %s", name, a.raw)
	}
	return value
}

// hold checks that the answer is as openapi.json describes it, and that no request is
// granted which is not. Every answer that a test of this package gets comes by here.
func (a reply) hold(request *http.Request) {
	a.t.Helper()
	d := documented(a.t)
	if d.find(request) == nil || a.err != nil || a.header.Get("Allow") != "" || deliberate(a.status, a.header, a.raw) != "" {
		return // an unknown path, or no answer that could be described
	}
	if err := d.checkAnswer(request, a.status, a.header, a.raw); err != nil {
		a.t.Errorf("%s %s answered %d %s\n%v", request.Method, request.URL.Path, a.status, a.raw, err)
	}
	if a.status < 300 && (request.URL.RawQuery == "" || request.Method == http.MethodHead) {
		var body []byte
		if request.GetBody != nil {
			again, _ := request.GetBody()
			body, _ = io.ReadAll(again)
		}
		if err := d.checkRequest(request, body); err != nil {
			a.t.Errorf("%s %s took what is not described: %v", request.Method, request.URL.Path, err)
		}
	}
}
