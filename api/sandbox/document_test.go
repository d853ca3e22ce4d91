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
