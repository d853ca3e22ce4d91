package record

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Curl is one line for a POSIX shell that sends a request as it was sent: the same method,
// target, headers and bytes. The shell reads what was taken out from its environment.
type Curl struct {
	Line      string
	Variables []Variable // that the line reads, in its order
}

// Variable is one that a line reads.
type Variable struct {
	Name string // such as MFA_TOKEN_1
	Form Form   // how its value has to be written
}

// argumentCap is how long a body may be to be an argument, in bytes; a longer one goes through a
// pipe, which has no limit.
const argumentCap = 64 << 10

// CurlOf returns the line for a request.
func CurlOf(m Message) Curl {
	var c Curl
	words := []string{"curl"}
	if address := m.Address.String(); strings.ContainsAny(address, "[]{}") {
		words = append(words, "--globoff")
	}
	if strings.Contains(m.Address.String(), "/.") {
		words = append(words, "--path-as-is")
	}
	switch {
	case m.Method == http.MethodHead:
		words = append(words, "--head")
	case m.Method != http.MethodGet || len(m.Body) > 0:
		words = append(words, "--request", quote(m.Method))
	}
	words = append(words, c.argument(m.Address))
	host, _ := origin(m.Address.String())
	for _, h := range m.Headers {
		switch {
		case h.Name == "Content-Length", h.Name == "Host" && strings.HasSuffix(host, "//"+h.Value.String()):
			continue // curl makes the same
		case h.Name == "Accept-Encoding" && h.Value.String() == "gzip":
			words = append(words, "--compressed") // so that the answer can be read
		}
		line := Text{{Text: h.Name + ": "}}
		if len(h.Value) == 0 {
			line = Text{{Text: h.Name + ";"}} // a colon alone would take the header away
		}
		words = append(words, "--header", c.argument(append(line, h.Value...)))
	}
	for _, own := range []string{"User-Agent", "Accept", "Content-Type", "Expect"} {
		if !slices.ContainsFunc(m.Headers, func(h Header) bool { return http.CanonicalHeaderKey(h.Name) == own }) {
			if own == "Accept" || own == "User-Agent" || len(m.Body) > 0 || m.Method == http.MethodPost {
				words = append(words, "--header", quote(own+":"))
			}
		}
	}
	before := ""
	switch {
	case len(m.Body) > 0 && !fits(m.Body):
		before = c.printf(m.Body) + " | "
		words = append(words, "--data-binary", "@-")
	case len(m.Body) > 0 || m.Method == http.MethodPost:
		words = append(words, "--data-raw", c.argument(m.Body))
	}
	c.Line = before + strings.Join(words, " ")
	return c
}

// fits reports whether a body can be an argument of a command.
func fits(body Text) bool {
	for _, p := range body {
		if !quotable(p.Text) {
			return false
		}
	}
	return body.size() <= argumentCap
}

// argument is text as one word of a command.
func (c *Curl) argument(t Text) string {
	if len(t) == 0 {
		return "''"
	}
	word := ""
	for _, p := range t.joined() {
		switch {
		case p.Out != "":
			word += `"$` + c.variable(p) + `"`
		case p.Text == "":
		case quotable(p.Text):
			word += quote(p.Text)
		default:
			word += `"$(printf ` + quote(octal(p.Text)) + `)"`
		}
	}
	return word
}

// printf is the command that prints text with any byte in it.
func (c *Curl) printf(t Text) string {
	form, arguments := "", ""
	for _, p := range t {
		if p.Out != "" {
			form += "%s"
			arguments += ` "$` + c.variable(p) + `"`
			continue
		}
		form += octal(p.Text)
	}
	return "printf " + quote(form) + arguments
}

// variable is the name of the variable for what was taken out.
func (c *Curl) variable(p Piece) string {
	name := strings.ToUpper(strings.NewReplacer("#", "_", "-", "_", " ", "_").Replace(p.Out))
	if p.Form == InQuery {
		name += "_ENCODED" // the same text may stand elsewhere as it is
	}
	v := Variable{name, p.Form}
	if !slices.Contains(c.Variables, v) {
		c.Variables = append(c.Variables, v)
	}
	return name
}

// quotable reports whether a shell takes a text within quotes. A NUL ends it, and the rest of
// what cannot be printed is lost when somebody copies it from a screen.
func quotable(text string) bool {
	_, err := syntax.Quote(text, syntax.LangPOSIX)
	return err == nil
}

// quote is a text that is quotable as a word of a shell. An apostrophe stands outside the quotes,
// since within double quotes an interactive bash would take ! for its history.
func quote(text string) string {
	parts := strings.Split(text, "'")
	for i, part := range parts {
		word, err := syntax.Quote(part, syntax.LangPOSIX)
		switch {
		case part == "" && len(parts) > 1:
			word = ""
		case err != nil || word == part && strings.ContainsAny(part, "!^"):
			word = "'" + part + "'"
		}
		parts[i] = word
	}
	return strings.Join(parts, `\'`)
}

// octal is text as a format for printf.
func octal(text string) string {
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c == '%':
			b.WriteString("%%")
		case c == '\\':
			b.WriteString(`\\`)
		case c < 0x20 || c >= 0x7f || c == '-' && i == 0: // which would begin an option
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// origin splits an address into scheme and host, and the rest.
func origin(address string) (before, rest string) {
	scheme, after, ok := strings.Cut(address, "://")
	if !ok {
		return "", address
	}
	host, path, slash := strings.Cut(after, "/")
	if slash {
		path = "/" + path
	}
	return scheme + "://" + host, path
}
