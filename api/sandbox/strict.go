package sandbox

import (
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Every body of the contract is one flat object of strings, and that is all that is
// read: JSON that could be understood in two ways is refused (R51), and so is a field
// that the contract does not know: a misspelt one would be ignored silently.

// fields are the members of such an object.
type fields map[string]string

// field is one that a call takes, with the values that it may have.
type field struct {
	name     string
	optional bool
	oneOf    []string
	min, max int // length in characters; 0: none, but an empty one is never taken
}

// isJSON checks what the headers say of the body.
func isJSON(h http.Header) *refusal {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	charset, named := params["charset"]
	if err != nil || kind != "application/json" || named && !strings.EqualFold(charset, "utf-8") {
		return invalidParameters(problem{Message: "Content-Type must be application/json"})
	}
	if h.Get("Content-Encoding") != "" {
		return invalidParameters(problem{Message: "Content-Encoding is not taken"})
	}
	return nil
}

// check reports at once everything that is wrong with the fields that came.
func (given fields) check(wanted []field) *refusal {
	var problems []problem
	unknown := 0
	for _, f := range wanted {
		value, ok := given[f.name]
		if complaint := f.complain(value, ok); complaint != "" {
			problems = append(problems, problem{f.name, complaint})
		}
	}
	for name := range given {
		switch f := meant(name, wanted); f {
		case name:
		case "":
			unknown++
		default:
			problems = append(problems, problem{f, "must be spelt exactly so, in this case"})
		}
	}
	slices.SortFunc(problems, func(a, b problem) int { return strings.Compare(a.Field, b.Field) })
	if unknown > 0 {
		problems = append(problems, unknownFields(unknown, wanted))
	}
	if len(problems) > 0 {
		return invalidParameters(problems...)
	}
	return nil
}

func (f field) complain(value string, given bool) string {
	length := utf8.RuneCountInString(value)
	switch {
	case !given && f.optional:
		return ""
	case !given:
		return "is required"
	case value == "":
		return "must not be empty"
	case f.oneOf != nil && !slices.Contains(f.oneOf, value):
		return "must be " + strings.Join(f.oneOf, " or ")
	case f.max > 0 && (length < f.min || length > f.max):
		return "must have " + strconv.Itoa(f.min) + " to " + strconv.Itoa(f.max) + " characters"
	default:
		return ""
	}
}

// meant is the field with this name in any case, or "".
func meant(name string, wanted []field) string {
	for _, f := range wanted {
		if strings.EqualFold(f.name, name) {
			return f.name
		}
	}
	return ""
}

// unknownFields is one entry for all of them: a body of 1 MiB has room for 100,000. The names
// are the caller's text and are not repeated.
func unknownFields(count int, wanted []field) problem {
	names := make([]string, 0, len(wanted))
	for _, f := range wanted {
		names = append(names, f.name)
	}
	which := "a field"
	if count > 1 {
		which = strconv.Itoa(count) + " fields"
	}
	return problem{Message: which + " that this call does not know; it knows " + strings.Join(names, ", ")}
}

// strictObject reads one flat object of strings with no key twice, in any case.
func strictObject(body []byte) (fields, *refusal) {
	refused := func(why string) *refusal { return invalidParameters(problem{Message: why}) }
	// A key in another case is for us to find, and half a surrogate pair is what it is elsewhere.
	loose := []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
	if !utf8.Valid(body) || !jsontext.Value(body).IsValid(loose...) {
		return nil, refused("the body must be one JSON object, and nothing after it")
	}
	d := jsontext.NewDecoder(bytes.NewBuffer(body), loose...)
	if d.PeekKind() != '{' {
		return nil, refused("the body must be a JSON object")
	}
	_, _ = d.ReadToken() // the document is valid, so no read can fail
	read := fields{}
	folded := map[string]bool{}
	var wrong *refusal
	for d.PeekKind() != '}' {
		key, _ := d.ReadToken()
		name := key.String()
		fold := strings.ToLower(strings.ToUpper(name)) // both ways: ſ and K fold to s and k in one of them only
		if folded[fold] {
			return nil, refused("a key is there twice")
		}
		folded[fold] = true
		if d.PeekKind() != '"' {
			wrong = refused("every value must be a string")
			_ = d.SkipValue()
			continue
		}
		value, _ := d.ReadToken()
		read[name] = value.String()
	}
	return read, wrong
}
