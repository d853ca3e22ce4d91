package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

func documented(t testing.TB) *document {
	t.Helper()
	d, err := described()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheDocumentIsServed(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"happy", "hostile-text", "slow", "locked"} {
		r := rigged(t, Options{})
		r.play(scenario)
		ask := func(method, host string) reply {
			request := r.request(method, "", nil)
			request.URL.Path, request.Host = "/openapi.json", host
			request.Header.Del("Authorization")
			return r.do(request)
		}
		got := ask(http.MethodGet, r.s.host).want(200, "")
		if string(got.raw) != string(openAPI) || got.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: got %d bytes of %s", scenario, len(got.raw), got.header.Get("Content-Type"))
		}
		ask(http.MethodPost, r.s.host).want(404, "not_found")
		ask(http.MethodGet, "login.example").want(404, "not_found")
	}
}

// What the routes take and what the document says that they take is the same.
func TestTheDocumentSaysWhatTheRoutesTake(t *testing.T) {
	t.Parallel()
	d := documented(t)
	seen := map[string]bool{}
	operation := func(method, path string) *openapi3.Operation {
		for _, p := range d.paths {
			if below(p.path) == path && p.item.GetOperation(method) != nil {
				seen[p.path] = true
				return p.item.GetOperation(method)
			}
		}
		t.Fatalf("%s %s is not described", method, path)
		return nil
	}
	for _, to := range routes {
		op := operation(to.method, to.path)
		var body *openapi3.Schema
		if op.RequestBody != nil {
			body = op.RequestBody.Value.Content["application/json"].Schema.Value
		}
		switch {
		case to.path == tokenPath:
			for name, grant := range grants {
				compareFields(t, "grant "+name, grant.fields, []*openapi3.Schema{d.spec.Components.Schemas[schemaOfGrant(body, name)].Value})
			}
			compareScopes(t, "the grant mfa_oob", answerRoute.scopes, op.Extensions["x-scopes"].(map[string]any)["mfa_oob"])
			continue
		case body == nil:
			compareFields(t, to.path, to.fields, nil)
		case len(body.OneOf) > 0:
			compareFields(t, to.path, to.fields, values(body.OneOf))
		default:
			compareFields(t, to.path, to.fields, []*openapi3.Schema{body})
		}
		compareScopes(t, to.path, to.scopes, op.Extensions["x-scopes"])
		var query []string
		for _, p := range op.Parameters {
			if p.Value.In == "query" {
				query = append(query, p.Value.Name)
			}
		}
		if !slices.Equal(query, to.query) {
			t.Errorf("%s: the document has %v in the query, the route %v", to.path, query, to.query)
		}
	}
	for _, p := range d.paths {
		if strings.HasPrefix(p.path, "/accounts/") && !seen[p.path] {
			t.Errorf("%s is described, and not there", p.path)
		}
	}
}

// below is a path of the document as routes have it.
func below(path string) string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(path, "/accounts/"), "/")
	return rest
}

func values(refs openapi3.SchemaRefs) []*openapi3.Schema {
	var all []*openapi3.Schema
	for _, ref := range refs {
		all = append(all, ref.Value)
	}
	return all
}

func schemaOfGrant(body *openapi3.Schema, name string) string {
	ref := body.Discriminator.Mapping[name].Ref
	return ref[strings.LastIndexByte(ref, '/')+1:]
}

// compareFields holds a route's fields against the ways in which its body is described: a
// field is required if every way requires it, and each way knows no others.
func compareFields(t *testing.T, what string, fields []field, ways []*openapi3.Schema) {
	t.Helper()
	known := map[string]bool{}
	for _, way := range ways {
		if open := way.AdditionalProperties; open.Has == nil || *open.Has {
			t.Errorf("%s: takes fields that are not described", what)
		}
		for name := range way.Properties {
			known[name] = true
		}
	}
	for _, f := range fields {
		if !known[f.name] {
			t.Errorf("%s: %s is not described", what, f.name)
			continue
		}
		delete(known, f.name)
		required := true
		for _, way := range ways {
			required = required && slices.Contains(way.Required, f.name)
			if p := way.Properties[f.name]; p != nil {
				compareField(t, what, f, p.Value)
			}
		}
		if required == f.optional {
			t.Errorf("%s: %s is required: %v, and optional: %v", what, f.name, required, f.optional)
		}
	}
	for name := range known {
		t.Errorf("%s: %s is described, and not taken", what, name)
	}
}

func compareField(t *testing.T, what string, f field, s *openapi3.Schema) {
	t.Helper()
	if len(s.AllOf) == 1 {
		s = s.AllOf[0].Value
	}
	var words []string
	for _, word := range s.Enum {
		words = append(words, word.(string))
	}
	shortest, longest := 0, uint64(0)
	if s.MaxLength != nil {
		shortest, longest = int(s.MinLength), *s.MaxLength
	}
	if f.name != "grant_type" && !slices.Equal(words, f.oneOf) || shortest != f.min || longest != uint64(f.max) {
		t.Errorf("%s: %s is described as %v, %d to %d, and taken as %v, %d to %d", what, f.name, words, shortest, longest, f.oneOf, f.min, f.max)
	}
	if len(words) == 0 && s.MinLength == 0 {
		t.Errorf("%s: %s may be empty", what, f.name)
	}
}

func compareScopes(t *testing.T, what string, want []string, extension any) {
	t.Helper()
	var got []string
	list, _ := extension.([]any)
	for _, scope := range list {
		got = append(got, scope.(string))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: the document has the scopes %v, the route %v", what, got, want)
	}
}

// Beyond what the vendor lists, a 404 and a 429 are the sandbox's own, and say so.
func TestTheDocumentMarksTheStatusesThatTheVendorDoesNotList(t *testing.T) {
	t.Parallel()
	listed := map[string][]int{"challenge": {404}, "exists": {404}, "token": {429}}
	for _, p := range documented(t).paths {
		for _, op := range p.item.Operations() {
			for _, status := range []int{404, 429} {
				answer := op.Responses.Status(status)
				if answer == nil {
					continue
				}
				ours, _ := answer.Value.Extensions["x-ours"].(bool)
				said := strings.Contains(*answer.Value.Description, "The sandbox's own")
				if want := !slices.Contains(listed[op.OperationID], status); ours != want || said != want {
					t.Errorf("%s %d: x-ours is %v and the description says so: %v; want %v", op.OperationID, status, ours, said, want)
				}
			}
		}
	}
}
