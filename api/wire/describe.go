package wire

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"dintero-login/flow"
)

// described describes an unexpected body without quoting it: "HTML, 512 bytes" or "JSON, 83 bytes,
// without access_token".
func (a Answer) described(wrong string) flow.Foreign {
	size := fmt.Sprintf("%d bytes", len(a.Body))
	if len(a.Body) == 1 {
		size = "1 byte"
	}
	kind := a.Kind()
	switch {
	case a.cut == errTooLarge:
		return flow.FromOutside("more than allowed: over " + megabytes(a))
	case a.cut != nil:
		return flow.FromOutside(strings.TrimPrefix(kind+", cut short after "+size, ", "))
	case len(a.Body) == 0:
		return flow.FromOutside("empty body")
	case kind == "JSON" && wrong != "":
		return flow.FromOutside(kind + ", " + size + ", " + wrong)
	}
	return flow.FromOutside(kind + ", " + size)
}

// IsCut reports whether the body is incomplete.
func (a Answer) IsCut() bool { return a.cut != nil }

func megabytes(a Answer) string {
	limit := int64(bodyCap)
	if a.Succeeded() {
		limit = routes[a.call].cap
	}
	return fmt.Sprintf("%d MiB", limit>>20)
}

// Kind returns the format of a body: JSON, HTML, XML, text or binary data; empty without a body. The content type counts only where the body itself does not
// show it, because gateways often declare the wrong one.
func (a Answer) Kind() string {
	declared := strings.ToLower(a.Header.Get("Content-Type"))
	switch c := a.First(); {
	case c == 0 && len(a.Body) == 0:
		return ""
	case c == '{' || c == '[':
		return "JSON"
	case c == '<' && strings.Contains(declared, "xml") && !strings.Contains(declared, "html"):
		return "XML"
	case c == '<':
		return "HTML"
	case strings.Contains(declared, "json"):
		return "JSON"
	case !utf8.Valid(a.Body):
		return "binary data"
	}
	return "text"
}

// First returns the first byte of the body that is not white space; 0 if there is none.
func (a Answer) First() byte {
	if body := bytes.TrimLeft(a.Body, " \t\r\n"); len(body) > 0 {
		return body[0]
	}
	return 0
}
