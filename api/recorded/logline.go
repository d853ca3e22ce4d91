package recorded

import (
	"net/http"
	"strings"
)

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// logged reads a line of a log with a method, a path of ours and a status.
func logged(line string) (entry, bool) {
	target, from, to := targetIn(line)
	if target == "" {
		return entry{}, false
	}
	method := methodIn(line[:from])
	if method == "" {
		method = methodIn(line[to:])
	}
	status := statusIn(line[to:])
	if status == 0 {
		status = statusIn(line[:from])
	}
	if method == "" || status == 0 {
		return entry{}, false
	}
	e := entry{method: method, target: target, status: status}
	e.at, _ = timeIn(line)
	return e, true
}

// targetIn finds the first path of ours, or an address with it, and where it is.
func targetIn(line string) (target string, from, to int) {
	const mark = "/accounts/"
	for start := 0; ; {
		i := strings.Index(line[start:], mark)
		if i < 0 {
			return "", 0, 0
		}
		i += start
		from = 1 + strings.LastIndexFunc(line[:i], func(r rune) bool { return r == '=' || outside(r) })
		to = len(line)
		if end := strings.IndexFunc(line[i:], outside); end >= 0 {
			to = i + end
		}
		for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodHead} {
			if _, ok := placeOf(method, line[from:to]); ok {
				return line[from:to], from, to
			}
		}
		start = i + len(mark)
	}
}

// outside reports whether a character ends an address in a line of text.
func outside(r rune) bool {
	return r <= ' ' || strings.ContainsRune("\"'`<>|,;()[]{}", r)
}

// methodIn is the last word of a text that is a method; empty where none is.
func methodIn(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' && r < 'a' || r > 'z' })
	for i := len(words) - 1; i >= 0; i-- {
		switch words[i] {
		case http.MethodPost, http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
			return words[i]
		}
	}
	return ""
}

// statusIn finds a status by its name, or else the first number that may be one. The number
// 443 is a port.
func statusIn(text string) int {
	for _, name := range []string{"status=", "status_code=", "statusCode=", "status: ", `"status":`} {
		if _, after, ok := strings.Cut(text, name); ok {
			if n := number(firstWord(after)); n != 0 {
				return n
			}
		}
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune(`"'|,;()[]`, r) }) {
		if n := number(word); n != 0 && n != 443 && len(word) == 3 {
			return n
		}
	}
	return 0
}

func firstWord(text string) string {
	text = strings.TrimLeft(text, ` "'`)
	if i := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		return text[:i]
	}
	return text
}
