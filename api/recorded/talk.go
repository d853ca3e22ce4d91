package recorded

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
)

// talk reads requests and answers as HTTP writes them: what curl prints with -i or -v, the
// command itself, and what other programs print like it.
type talk struct {
	part    part
	cur     entry
	some    bool // there is a request or an answer in cur
	interim bool // the answer that is being read is not the last one to its request
	command strings.Builder
	sent    strings.Builder
	headers int // of the answer
	body    body
}

// part is which part of an exchange the next line belongs to.
type part int

const (
	between part = iota
	inCommand
	inRequest
	inSent
	inAnswer
	inAnswerBody
)

// goingOn reports whether the next line is part of an exchange or a command, whatever it looks
// like.
func (t *talk) goingOn() bool { return t.part != between }

var (
	requestShape = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^([A-Z]{3,10}) (\S+) HTTP/[\d.]+$`)
	})
	answerShape  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^HTTP/[\d.]+ (\d{3})\b(.*)`) })
	commandShape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|[\s$>#;|&])curl\s`) })
	errorShape   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^curl: \((\d{1,3})\)(.*)`) })
	traceTime    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d\d:\d\d:\d\d\.\d{3,6} `) })
)

// take takes a line, and gives the exchanges that end with it. It is false for a line that
// is no part of one.
func (t *talk) take(line string) (done []entry, mine bool) {
	if line != "" && line[0] >= '0' && line[0] <= '9' {
		line = strings.TrimPrefix(line, traceTime().FindString(line))
	}
	if t.part == inCommand {
		return t.commanded(line), true
	}
	if t.part == inAnswerBody && t.body.takesJSON(line) {
		return t.goesOn(line)
	}
	plain := strings.TrimPrefix(strings.TrimPrefix(line, "> "), "< ")
	switch {
	case strings.HasPrefix(plain, "HTTP/") && answerShape().MatchString(plain):
		return t.answers(answerShape().FindStringSubmatch(plain)), true
	case len(plain) < valueCap && strings.Contains(plain, " HTTP/") && requestShape().MatchString(plain):
		m := requestShape().FindStringSubmatch(plain)
		done = t.end()
		t.part, t.some = inRequest, m[1] != http.MethodConnect
		t.cur.method, t.cur.target, t.cur.reached = m[1], m[2], t.some
		if !t.some {
			t.cur = entry{}
		}
		return done, true
	case strings.HasPrefix(line, "curl: (") && errorShape().MatchString(line):
		return t.breaks(line), true
	case strings.Contains(line, "curl") && commandShape().MatchString(line):
		done = t.end()
		t.part = inCommand
		return append(done, t.commanded(line)...), true
	}
	return t.goesOn(line)
}

// answers begins an answer. One that is only the proxy's, or a 1xx, is passed over.
func (t *talk) answers(m []string) (done []entry) {
	if t.cur.status != 0 {
		done = t.end()
	}
	t.part = inAnswer
	t.interim = m[1][0] == '1' || strings.Contains(strings.ToLower(m[2]), "connection established")
	if !t.interim {
		t.cur.status, t.cur.header, t.cur.told, t.some = number(m[1]), http.Header{}, true, true
	}
	t.body = body{}
	return done
}

// goesOn takes a line of headers, of a body, or of what curl says beside them.
func (t *talk) goesOn(line string) (done []entry, mine bool) {
	aside := isAside(line)
	header := line
	if t.part == inRequest || t.part == inAnswer {
		header = strings.TrimPrefix(strings.TrimPrefix(line, ">"), "<")
	}
	switch {
	case aside && t.part == inAnswerBody && !t.body.isEmpty():
		return t.end(), true
	case aside:
		return nil, true
	case blank(header) && t.part == inRequest:
		t.part = inSent
		return nil, true
	case blank(header) && t.part == inAnswer && t.interim:
		t.part = between
		return nil, true
	case blank(header) && t.part == inAnswer:
		t.part = inAnswerBody
		return nil, true
	case t.part == inRequest:
		if name, value, ok := strings.Cut(header, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "Authorization") {
			t.cur.authorization = short(strings.TrimSpace(value))
		}
		return nil, true
	case t.part == inSent:
		if t.sent.Len()+len(line) < lineCap {
			t.sent.WriteString(line)
		}
		return nil, true
	case t.part == inAnswer:
		if name, value, ok := strings.Cut(header, ":"); ok && !t.interim && t.headers < headersCap {
			t.headers++
			t.cur.header.Add(short(strings.TrimSpace(name)), short(strings.TrimSpace(value)))
		}
		return nil, true
	case t.part == inAnswerBody:
		rest, ended := t.body.take(line)
		if !ended {
			return nil, true
		}
		done = t.end()
		if !blank(rest) {
			more, _ := t.take(rest)
			done = append(done, more...)
		}
		return done, true
	}
	return nil, false
}

// isAside reports whether curl says a line beside the exchange: what it does, or how far it is.
func isAside(line string) bool {
	for _, start := range []string{"* ", "{ [", "} [", "  % Total ", "                                 Dload "} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return strings.Contains(line, " --:--:-- ")
}

// breaks takes curl's own error.
func (t *talk) breaks(line string) []entry {
	m := errorShape().FindStringSubmatch(line)
	t.cur.trouble, t.some = "curl "+m[1], true
	if strings.Contains(m[2], "407") {
		t.cur.trouble = "curl proxy"
	}
	if t.cur.status != 0 {
		t.cur.cut = true
	}
	return t.end()
}

// end gives the exchange that is being read, and forgets it.
func (t *talk) end() []entry {
	if t.part == inCommand {
		t.readCommand()
	}
	e, some := t.cur, t.some && (t.cur.status != 0 || t.cur.trouble != "" || t.cur.reached)
	e.body = t.body.text.String()
	if t.sent.Len() > 0 {
		e.sent = t.sent.String()
	}
	e.cut = e.cut || t.body.cut
	if e.at.IsZero() {
		e.at, _ = http.ParseTime(e.header.Get("Date"))
	}
	*t = talk{}
	if !some {
		return nil
	}
	return []entry{e}
}

// commanded takes a line of a curl command, which goes on where it ends in a backslash.
func (t *talk) commanded(line string) []entry {
	if t.command.Len()+len(line) < lineCap {
		t.command.WriteString(" " + strings.TrimRight(line, `\^`+"`"))
	}
	if !strings.HasSuffix(line, `\`) && !strings.HasSuffix(line, "^") && !strings.HasSuffix(line, " `") {
		t.readCommand()
	}
	return nil
}

// readCommand reads what a curl command asks for.
func (t *talk) readCommand() {
	text := t.command.String()
	*t = talk{cur: entry{method: http.MethodGet}}
	t.cur.target, _, _ = targetIn(text)
	words := strings.Fields(text)
	for i, word := range words {
		next := ""
		if i+1 < len(words) {
			next = strings.Trim(words[i+1], `"'`)
		}
		switch {
		case word == "-X" || word == "--request":
			t.cur.method = next
		case strings.HasPrefix(word, "-X"):
			t.cur.method = strings.Trim(word[2:], `"'`)
		case word == "-I" || word == "--head":
			t.cur.method = http.MethodHead
		case (word == "-d" || strings.HasPrefix(word, "--data") || word == "--json") && t.cur.method == http.MethodGet:
			t.cur.method = http.MethodPost
		case word == "-u" || word == "--user":
			t.cur.authorization = "Basic " + next
		case strings.Contains(strings.ToLower(word), "authorization:") && i+2 < len(words):
			t.cur.authorization = next + " " + strings.Trim(words[i+2], `"'`)
		}
	}
	if from, to := strings.IndexByte(text, '{'), strings.LastIndexByte(text, '}'); from >= 0 && to > from {
		t.cur.sent = text[from : to+1]
	}
}

// body is the body of an answer, line by line. One in JSON ends with its last bracket, since
// curl prints no line break after it.
type body struct {
	text    strings.Builder
	depth   int
	within  bool
	escaped bool
	cut     bool
}

func (b *body) isEmpty() bool { return b.text.Len() == 0 }

// takesJSON reports whether a line goes on with a body in JSON, or begins one.
func (b *body) takesJSON(line string) bool {
	return b.depth > 0 || b.isEmpty() && strings.HasPrefix(strings.TrimSpace(line), "{")
}

// take takes a line. It reports whether the body ends in it, and what comes after.
func (b *body) take(line string) (rest string, ended bool) {
	fresh := b.isEmpty() && b.depth == 0
	if fresh && blank(line) {
		return "", false
	}
	if fresh && !strings.HasPrefix(strings.TrimSpace(line), "{") {
		b.depth = -1 // not JSON
	}
	end := len(line)
	for i := 0; i < len(line) && b.depth >= 0 && !ended; i++ {
		switch c := line[i]; {
		case b.within:
			b.within = b.escaped || c != '"'
			b.escaped = !b.escaped && c == '\\'
		case c == '"':
			b.within = true
		case c == '{' || c == '[':
			b.depth++
		case c == '}' || c == ']':
			if b.depth--; b.depth <= 0 {
				end, ended = i+1, true
			}
		}
	}
	if b.text.Len()+end > bodyCap {
		b.cut = true
	} else {
		b.text.WriteString(line[:end] + "\n")
	}
	return line[end:], ended
}
