package record

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"dintero-login/api/strict"
)

// writer writes an answer's JSON anew with what its rows allow.
type writer struct {
	rows map[string]shape
	base *url.URL // of the request
	t    *taking
	b    strings.Builder
}

// value writes a value, which stands at a place such as error.errors[].field.
func (w *writer) value(at string, v strict.Value) {
	switch {
	case v.Kind == '{' && w.leadsOn(at, ".") || v.Kind == '{' && at == "":
		w.object(at, v)
	case v.Kind == '[' && w.leadsOn(at, "[]"):
		w.b.WriteByte('[')
		for i, in := range v.Inside {
			w.comma(i)
			w.value(at+"[]", in)
		}
		w.b.WriteByte(']')
	case v.Kind == 'n':
		w.b.WriteString("null")
	default:
		w.scalar(at, v)
	}
}

// object writes an object. A key that no row has is not written either: it may be anything.
func (w *writer) object(at string, v strict.Value) {
	w.b.WriteByte('{')
	more := 0
	for i, in := range v.Inside {
		w.comma(i)
		place := strings.ToLower(in.Key)
		if at != "" {
			place = at + "." + place
		}
		if _, ok := w.rows[place]; !ok && !w.leadsOn(place, ".") && !w.leadsOn(place, "[]") && !w.isSecret(in) {
			more++
			w.quote("[unknown " + strconv.Itoa(more) + "]")
			w.b.WriteByte(':')
			w.remove(strings.TrimPrefix(at+".*", "."), unknown)
			continue
		}
		w.quote(strings.ToLower(in.Key))
		w.b.WriteByte(':')
		w.value(place, in)
	}
	w.b.WriteByte('}')
}

// isSecret reports whether a value is one that has a pseudonym, under a key that says so.
func (w *writer) isSecret(v strict.Value) bool {
	return v.Kind == '"' && isSecretKey(strings.ToLower(v.Key)) && v.Text != ""
}

// scalar writes what is neither an object nor a list, or something else than the row allows.
func (w *writer) scalar(at string, v strict.Value) {
	is := w.rows[at]
	switch {
	case v.Kind == '"' && v.Text == "":
		w.quote("")
	case v.Kind == '"' && (is == secretText || w.isSecret(v)):
		id := w.t.of(strings.ToLower(v.Key), v.Text)
		kind, _, _ := strings.Cut(id, "#")
		w.t.out("answer.body."+at, kind)
		w.quote(id)
	case v.Kind == '"' && is == nameText && isAPIName(v.Text) && !w.t.knows(v.Text):
		w.quote(v.Text)
	case v.Kind == '"' && is == codeText && isCode(v.Text) && !w.t.holds(v.Text):
		w.quote(v.Text)
	case v.Kind == '"' && is == sentence:
		said, whole := ordinary(v.Text, w.t)
		if !whole {
			w.t.out("answer.body."+at, "words")
		}
		w.quote(said)
	case v.Kind == '"' && is == addressText:
		w.address(at, v.Text)
	case v.Kind == '0' && is == number && isNumber(v.Text) && !w.t.holds(v.Text), (v.Kind == 't' || v.Kind == 'f') && is == truth:
		w.b.WriteString(v.Text)
	default:
		w.remove(at, unknown)
	}
}

// address writes a link that leads below the address of the request's own account, and says of
// any other that it leads elsewhere.
func (w *writer) address(at, link string) {
	u, err := url.Parse(link)
	switch {
	case err == nil && u.Scheme == w.base.Scheme && u.Host == w.base.Host && u.User == nil && u.RawQuery == "" && u.Fragment == "" && isRoute(w.base.Path, u.Path):
		w.quote(link)
	case err == nil && u.Host != "" && u.Host != w.base.Host:
		w.t.out("answer.body."+at, "address elsewhere")
		w.quote("[address elsewhere]")
	default:
		w.remove(at, "address")
	}
}

func (w *writer) remove(at, kind string) {
	w.t.out("answer.body."+at, kind)
	w.quote(removed)
}

func (w *writer) quote(text string) {
	quoted, _ := jsontext.AppendQuote(nil, text) // valid: it is ours, or ordinary words
	w.b.Write(quoted)
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.b.WriteByte(',')
	}
}

// leadsOn reports whether any row is inside a place.
func (w *writer) leadsOn(at, by string) bool {
	for place := range w.rows {
		if strings.HasPrefix(place, at+by) {
			return true
		}
	}
	return false
}
