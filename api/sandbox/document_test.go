package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// document is openapi.json, ready to hold exchanges against.
type document struct {
	spec  *openapi3.T
	paths []describedPath
}

type describedPath struct {
	path  string
	shape *regexp.Regexp // of the whole path, servers included
	names []string       // of its parameters
	item  *openapi3.PathItem
}

// described is the document that the sandbox serves.
var described = sync.OnceValues(func() (*document, error) {
	spec, err := openapi3.NewLoader().LoadFromData(openAPI)
	if err != nil {
		return nil, err
	}
	if err := spec.Validate(context.Background()); err != nil {
		return nil, err
	}
	d := &document{spec: spec}
	parameter := regexp.MustCompile(`\{(\w+)\}`)
	for path, item := range spec.Paths.Map() {
		server := spec.Servers[0].URL
		if len(item.Servers) > 0 {
			server = item.Servers[0].URL
		}
		shape := regexp.MustCompile("^" + strings.TrimSuffix(server, "/") + parameter.ReplaceAllString(path, "([^/]+)") + "$")
		var names []string
		for _, found := range parameter.FindAllStringSubmatch(path, -1) {
			names = append(names, found[1])
		}
		d.paths = append(d.paths, describedPath{path, shape, names, item})
	}
	return d, nil
})

// find gives what a request has to be held against, or nil if the document does not know
// its path and method.
func (d *document) find(r *http.Request) *openapi3filter.RequestValidationInput {
	for _, p := range d.paths {
		values := p.shape.FindStringSubmatch(r.URL.Path)
		if values == nil || p.item.GetOperation(r.Method) == nil {
			continue
		}
		in := &openapi3filter.RequestValidationInput{
			Request: r, PathParams: map[string]string{},
			Route: &routers.Route{Spec: d.spec, Path: p.path, PathItem: p.item, Method: r.Method, Operation: p.item.GetOperation(r.Method)},
			Options: &openapi3filter.Options{
				IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, SkipSettingDefaults: true, MultiError: true,
				AuthenticationFunc: authenticates,
			},
		}
		for i, name := range p.names {
			in.PathParams[name] = values[i+1]
		}
		return in
	}
	return nil
}

// authenticates reports whether a request carries the kind of credentials that the document
// asks for; whether they are good ones is the sandbox's to say.
func authenticates(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	scheme, credentials, _ := strings.Cut(in.RequestValidationInput.Request.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, in.SecurityScheme.Scheme) || credentials == "" {
		return fmt.Errorf("no %s credentials", in.SecurityScheme.Scheme)
	}
	return nil
}

var errUndescribed = errors.New("not described")

// headers that HTTP itself has, which no description lists.
var (
	headersOfRequests = []string{"Accept", "Accept-Encoding", "Authorization", "Content-Length", "Content-Type", "User-Agent"}
	headersOfAnswers  = []string{"Cache-Control", "Connection", "Content-Length", "Content-Type", "Date"}
)

// checkRequest says what about a request is not as the document describes it.
func (d *document) checkRequest(r *http.Request, body []byte) error {
	in := d.find(r)
	if in == nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, errUndescribed)
	}
	for name := range r.URL.Query() {
		if in.Route.Operation.Parameters.GetByInAndName("query", name) == nil {
			return fmt.Errorf("%s in the query: %w", name, errUndescribed)
		}
	}
	for name := range r.Header {
		if !slices.Contains(headersOfRequests, name) {
			return fmt.Errorf("header %s: %w", name, errUndescribed)
		}
	}
	in.Request = r.Clone(context.Background())
	in.Request.Body, in.Request.ContentLength, in.Request.GetBody = http.NoBody, 0, nil // GetBody would be asked first
	if len(body) > 0 {
		in.Request.Body, in.Request.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	return openapi3filter.ValidateRequest(context.Background(), in)
}

// checkAnswer says what about the answer to a request is not as the document describes it.
func (d *document) checkAnswer(r *http.Request, status int, header http.Header, body []byte) error {
	in := d.find(r)
	if in == nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, errUndescribed)
	}
	answer := in.Route.Operation.Responses.Status(status)
	if answer == nil {
		return fmt.Errorf("status %d: %w", status, errUndescribed)
	}
	for name := range header {
		listed := func(in string) bool { return http.CanonicalHeaderKey(in) == name }
		if !slices.ContainsFunc(slices.Concat(headersOfAnswers, slices.Collect(maps.Keys(answer.Value.Headers))), listed) {
			return fmt.Errorf("header %s: %w", name, errUndescribed)
		}
	}
	if len(answer.Value.Content) == 0 && len(body) > 0 {
		return fmt.Errorf("a body under %d: %w", status, errUndescribed)
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: status, Header: header, Options: in.Options}
	out.SetBodyBytes(tamed(body))
	return openapi3filter.ValidateResponse(context.Background(), out)
}

// tamed takes the flavour of the scenario hostile-text off every string of an answer. What
// is under it has to be as described, down to the last enumeration.
func tamed(body []byte) []byte {
	flavour, _ := json.Marshal(hostileText)
	return bytes.ReplaceAll(body, bytes.Trim(flavour, `"`), nil)
}

// deliberate names the answers that are there to be not as described: two of the scenario
// garbage. Its third, and the scenario cut, end before there is a whole answer.
func deliberate(status int, header http.Header, body []byte) string {
	switch {
	case status == http.StatusBadGateway && header.Get("Content-Type") == "text/html":
		return "garbage: an HTML 502"
	case status == http.StatusOK && bytes.HasPrefix(body, []byte(`{"links":"none","mfa_token":["a"]`)):
		return "garbage: wrong types"
	default:
		return ""
	}
}

// The checks bite: a field more, in a request or in an answer, at any depth.
func TestWhatIsNotDescribedFails(t *testing.T) {
	t.Parallel()
	d := documented(t)
	r := rigged(t, Options{})
	login := r.request("POST", "/customers/mfa_login", r.mfaLoginBody())
	settings := r.request("GET", "/customers/settings", nil)
	requests := func(change func(object, *http.Request)) error {
		body := r.mfaLoginBody()
		request := r.request("POST", "/customers/mfa_login", body)
		change(body, request)
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return d.checkRequest(request, text)
	}
	if err := requests(func(object, *http.Request) {}); err != nil {
		t.Errorf("a good request: %v", err)
	}
	for name, change := range map[string]func(object, *http.Request){
		"a field more":        func(o object, _ *http.Request) { o["pin"] = "246810" },
		"a field less":        func(o object, _ *http.Request) { delete(o, "secret") },
		"a number":            func(o object, _ *http.Request) { o["secret"] = 246810 },
		"another type":        func(o object, _ *http.Request) { o["type"] = "robot" },
		"a query":             func(_ object, r *http.Request) { r.URL.RawQuery = "x=1" },
		"a header more":       func(_ object, r *http.Request) { r.Header.Set("Idempotency-Key", "1") },
		"no token":            func(_ object, r *http.Request) { r.Header.Del("Authorization") },
		"Basic":               func(_ object, r *http.Request) { r.SetBasicAuth("a", "b") },
		"a content type":      func(_ object, r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		"another path":        func(_ object, r *http.Request) { r.URL.Path += "s" },
		"an account's letter": func(_ object, r *http.Request) { r.URL.Path = strings.Replace(r.URL.Path, "/T1", "/X1", 1) },
		"another method":      func(_ object, r *http.Request) { r.Method = "PUT" },
	} {
		if requests(change) == nil {
			t.Errorf("%s in a request goes unnoticed", name)
		}
	}

	json200 := http.Header{"Content-Type": {"application/json"}}
	wait := http.Header{"Content-Type": {"application/json"}, "Retry-After": {"5"}}
	const good = `{"links":[{"rel":"mfa_oob","href":"http://a"}],"mfa_token":"x","challenge_type":"oob"}`
	for _, test := range []struct {
		name    string
		to      *http.Request
		status  int
		header  http.Header
		body    string
		ok      bool
		because error
	}{
		{"a good answer", login, 200, json200, good, true, nil},
		{"a field more", login, 200, json200, strings.Replace(good, `{`, `{"x":1,`, 1), false, nil},
		{"a field more further in", login, 200, json200, strings.Replace(good, `"rel"`, `"x":1,"rel"`, 1), false, nil},
		{"a field less", login, 200, json200, strings.Replace(good, `"mfa_token":"x",`, ``, 1), false, nil},
		{"a header more", login, 200, http.Header{"Content-Type": {"application/json"}, "X-More": {"1"}}, good, false, errUndescribed},
		{"another content type", login, 200, http.Header{"Content-Type": {"text/html"}}, good, false, nil},
		{"another status", login, 201, json200, good, false, errUndescribed},
		{"another 403", login, 403, json200, `{"error":{"code":"expired_token","message":"m"}}`, false, nil},
		{"a 403", login, 403, json200, `{"error":{"code":"invalid_credentials","message":"m"}}`, true, nil},
		{"an error's field more", login, 403, json200, `{"error":{"code":"invalid_credentials","message":"m","x":1}}`, false, nil},
		{"an mfa_token beside another error", login, 403, json200, `{"error":{"code":"invalid_credentials","message":"m"},"mfa_token":"x"}`, false, nil},
		{"a 429", login, 429, wait, `{"error":{"code":"too_many_attempts","message":"m"}}`, true, nil},
		{"a 429 without Retry-After", login, 429, json200, `{"error":{"code":"too_many_attempts","message":"m"}}`, false, nil},
		{"settings", settings, 200, json200, `{"users":{"mfa":{"enabled":true}}}`, true, nil},
		{"settings with a field more", settings, 200, json200, `{"users":{"mfa":{"enabled":true,"x":1}}}`, false, nil},
		{"a body where none is", r.request("POST", "/customers/change_password", object{"email": "a"}), 204, json200, `{}`, false, errUndescribed},
	} {
		err := d.checkAnswer(test.to, test.status, test.header, []byte(test.body))
		if (err == nil) != test.ok || test.because != nil && !errors.Is(err, test.because) {
			t.Errorf("%s: got %v", test.name, err)
		}
	}
}
