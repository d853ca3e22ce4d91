package jsontree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// run runs a command, and what comes of it.
func run(m Model, cmd tea.Cmd) Model {
	if cmd == nil {
		return m
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			m = run(m, cmd)
		}
	case countedMsg, soughtMsg, readMsg:
		m, cmd = m.Update(msg)
		return run(m, cmd)
	}
	return m
}

// play presses keys by their names, and runs what comes of each; of a word in quotes each
// letter is a key.
func play(m Model, keys string) Model {
	for _, name := range strings.Fields(keys) {
		if text, quoted := strings.CutPrefix(name, "'"); quoted {
			for _, r := range strings.ReplaceAll(text, "_", " ") {
				m = run(m.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
			}
			continue
		}
		m = run(m.Update(press(name)))
	}
	return m
}

// cursorAndStatus is the cursor's row, and the last line.
func cursorAndStatus(m Model) (cursor, status string) {
	lines := strings.Split(view(m, 80, 24), "\n")
	for _, l := range lines {
		if strings.HasPrefix(l, ">") {
			cursor = strings.TrimSpace(l[1:])
		}
	}
	return cursor, strings.Join(strings.Fields(lines[len(lines)-1]), " ")
}

const people = `{"name": "Kari", "list": [{"name": "Ola", "mail": "ola@example.com"}, "K\u00e5re", 1.50e+2, true],
 "\u006eame": "caf\u00e9 \ud83d\ude00", "esc": "a\"b\\c\/d\ne", "STRASSE": "\u212a ſ"}`

func TestSearching(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, keys, cursor, status string }{
		{"the first hit from the cursor on", "/ 'ola enter", `"name": "Ola",`, "/ola hit 1 of 2"},
		{"the next one", "/ 'ola enter n", `"mail": "ola@example.com"`, "/ola hit 2 of 2"},
		{"and around the end", "/ 'ola enter n n", `"name": "Ola",`, "/ola hit 1 of 2, from the other end"},
		{"back", "/ 'ola enter N", `"mail": "ola@example.com"`, "/ola hit 2 of 2, from the other end"},
		{"a search back goes back, and N the other way", "end ? 'name enter n N", `"name": "café 😀",`, "?name hit 3 of 3"},
		{"escaped keys count as what they say", "/ 'name enter n n", `"name": "café 😀",`, "/name hit 3 of 3"},
		{"escaped letters too", "/ 'KÅRE enter", `"Kåre",`, "/KÅRE hit 1 of 1"},
		{"case can count", "/ shift+tab 'k enter", `▾ {`, "/k no hit"},
		{"other cases are those of Unicode", "/ 'kſ enter", `▾ {`, "/kſ no hit"},
		{"the kelvin sign is a k, and a long s an s", "/ 'k_s enter", "\"STRASSE\": \"\u212a ſ\"", "/k s hit 1 of 1"},
		{"a quotation mark inside a value, none of JSON's own", "/ '\"b\\c/d enter", `"esc": "a"b\c/d^Je",`, `/"b\c/d hit 1 of 1`},
		{"a hit is inside one key or value", "/ '\":_\" enter", `▾ {`, `/": " no hit`},
		{"numbers and words are searched as they stand", "/ '50e+2 enter", `1.50e+2,`, "/50e+2 hit 1 of 1"},
		{"a pair of surrogates", "/ '😀 enter", `"name": "café 😀",`, "/😀 hit 1 of 1"},
		{"an expression", "/ tab '^o.a$ enter", `"name": "Ola",`, "/^o.a$ hit 1 of 1"},
		{"a bad expression", "/ tab '(a enter", `▾ {`, "/(a expression, ✗ missing closing ): (a"},
		{"a huge one", "/ tab '(\\pL{100}){9} enter", `▾ {`, "/(\\pL{100}){9} expression, ✗ too large: at most 1000 bytes and 500 steps"},
		{"what no search can find", "/ 'xyz enter n N", `▾ {`, "/xyz no hit"},
		{"everything", "/ tab 'x* enter n n", `▾ "list": [`, "/x* hit 3 of 16"},
		{"the count while it is typed", "/ 'name", `▾ {`, "/name 3 hits"},
		{"what is typed is not a command", "/ 'qJKnN?&", `▾ {`, "/qJKnN?& no hit"},
		{"a hit in a fold opens it", "down down space home / 'kåre enter", `"Kåre",`, "/kåre hit 1 of 1"},
		{"from where the cursor was put", "/ 'a enter end n", `"name": "Kari",`, "/a hit 1 of 10, from the other end"},
		{"an empty search goes on with the one before", "/ 'ola enter / enter", `"mail": "ola@example.com"`, "/ola hit 2 of 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := play(New([]byte(people)), tt.keys)
			if cursor, status := cursorAndStatus(m); cursor != tt.cursor || status != tt.status {
				t.Errorf("at %s\n%s\nwant %s\n%s", cursor, status, tt.cursor, tt.status)
			}
		})
	}
}

func TestEscClosesTheLineThenTheSearch(t *testing.T) {
	t.Parallel()
	m := play(New([]byte(people)), "/ 'ola")
	if !m.Typing() || m.Cursor(80, 24) == nil {
		t.Error("the line is not open")
	}
	m, some := m.Clear()
	if _, status := cursorAndStatus(m); !some || m.Typing() || status != "}" {
		t.Errorf("it is still open: %s", status)
	}
	m, some = play(m, "/ 'ola enter").Clear()
	if cursor, status := cursorAndStatus(m); !some || status != "}" || cursor != `"name": "Ola",` {
		t.Errorf("the search goes on: %s, %s", cursor, status)
	}
	if _, some = m.Clear(); some {
		t.Error("there was nothing to clear")
	}
}

func TestHighlightsAreWhatWasFound(t *testing.T) {
	t.Parallel()
	styles := Styles{}
	styles.Match = styles.Match.Transform(func(s string) string { return "«" + s + "»" })
	for _, tt := range []struct{ body, keys, want string }{
		{`{"name":"nanny"}`, "/ 'n enter", `"«n»ame": "«n»a«nn»y"`},
		{`["e\u0301e"]`, "/ 'e enter", "\"«e\u0301e»\""},
		{`["a\u001bb"]`, "/ tab '[^a]b enter", `"a«^[b»"`},
		{`["xx` + strings.Repeat("y", 90) + `"]`, "/ 'x enter", `"«xx»yyy`},
	} {
		m := play(New([]byte(tt.body)), tt.keys)
		if got := m.View(60, 6, styles); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant %s", tt.body, got, tt.want)
		}
	}
}

func TestADocumentThatIsBeingReadIsSearchedAsFarAsItIsThere(t *testing.T) {
	t.Parallel()
	body := settingsOf(6)
	m := New(body)
	read := m.Init()
	m = play(m, "/ 'NOTE enter n")
	cursor, status := cursorAndStatus(m)
	if !strings.HasPrefix(cursor, `"note": "line^Jbreak "1""`) || !strings.HasPrefix(status, "/NOTE hit 2 of ") || !strings.HasSuffix(status, " so far") {
		t.Errorf("at %s, %s", cursor, status)
	}
	m = play(m, "/ '00042222")
	if _, status := cursorAndStatus(m); status != "/00042222 no hit so far" {
		t.Errorf("before it was read: %s", status)
	}
	m = play(m, "enter")
	if cursor, _ := cursorAndStatus(m); !strings.HasPrefix(cursor, `"note"`) {
		t.Errorf("it went on to %s", cursor)
	}
	m = run(m, read)
	if cursor, status := cursorAndStatus(m); cursor != `"id": "00042222",` || status != "/00042222 hit 1 of 1" {
		t.Errorf("once it was read, at %s, %s", cursor, status)
	}
	m = run(New(body), New(body).Init())
	m = play(m, "? 'note enter")
	want := fmt.Sprintf("hit %d of %d", bytes.Count(body, []byte("note")), bytes.Count(body, []byte("note")))
	if _, status := cursorAndStatus(m); !strings.Contains(status, want) {
		t.Errorf("from the end: %s, want %s", status, want)
	}
}

func TestTypingAgainCancels(t *testing.T) {
	t.Parallel()
	m := run(New(settingsOf(6)), New(settingsOf(6)).Init())
	m = play(m, "/")
	m, first := m.Update(press("n"))
	m, second := m.Update(press("o"))
	late := first()
	if m, cmd := m.Update(late); cmd != nil || m.search.total != 0 {
		t.Error("what was found for a shorter text counts")
	}
	m = run(m, second)
	if _, status := cursorAndStatus(m); !strings.HasPrefix(status, "/no ") || m.search.total == 0 {
		t.Errorf("it does not go on: %s", status)
	}
	stopped, _ := compile(Query{Text: "(y|z)$", Expression: true})
	stopped.stop.Store(true)
	if _, ok := stopped.find([]byte(strings.Repeat("x", 1<<20) + "y")); ok {
		t.Error("a long value is searched to its end")
	}
}

func TestManyKeysGoOnByAsManyHits(t *testing.T) {
	t.Parallel()
	m := play(New([]byte("["+strings.Repeat(`"x",`, 99)+`"x"]`)), "/ 'x enter")
	var cmds []tea.Cmd
	for range 7 {
		next, cmd := m.Update(press("n"))
		m, cmds = next, append(cmds, cmd)
	}
	for _, cmd := range cmds {
		m = run(m, cmd)
	}
	if _, status := cursorAndStatus(m); status != "/x hit 8 of 100" {
		t.Error(status)
	}
}

// tokensOf are the keys and values that encoding/json reads, as text.
func tokensOf(body []byte) (tokens []string) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		switch value := token.(type) {
		case string:
			tokens = append(tokens, value)
		case nil:
			if err != nil {
				return tokens
			}
			tokens = append(tokens, "null")
		case json.Delim:
		default:
			tokens = append(tokens, fmt.Sprint(value))
		}
	}
}

// searched are all the texts with a match, from the first to the last by going on.
func searched(m Model, q Query) (texts []string, total int) {
	m, cmd := m.find(q)
	m = run(m, cmd)
	f := m.finder()
	for _, h := range m.search.after(f, -1, 1<<30) {
		behind := h.token
		f.tokens(h.token, h.token+1, func(_, end int) bool { behind = end; return false })
		text, _ := unescape(f.inside(h.token, behind), behind)
		texts = append(texts, text)
	}
	return texts, m.search.total
}

func FuzzSearchAgreesWithTheDecodedKeysAndValues(f *testing.F) {
	for _, text := range []string{"k", "S", "\"", "\\", "/", "n", "\n", "e+", "\ufffd", "é", "😀", "u", "00e9", "true", "ss", "[]", "\u212a"} {
		f.Add([]byte(people), text, false, false, 0)
		f.Add([]byte("[\"\xff\", \"\\ud83d\", \"\\u0053\\u017f\\u212a\", {\"\":\"\\u0000\"}]"), text, true, false, 1)
	}
	for _, text := range []string{"a|b", "^$", `\d+`, `(?i)KARI`, `K.re|x`, `[^a]e`, `(na)me`, `o(la)+`, `\bc`, `a?`, `(?-i:K)a`} {
		f.Add([]byte(people), text, false, true, 2)
	}
	f.Fuzz(func(t *testing.T, body []byte, text string, matchCase, expression bool, pad int) {
		if len(body) > 2000 || len(text) > 30 || text == "" || !json.Valid(body) {
			return
		}
		// White space of this length brings a mark, wherever it comes.
		if gap := bytes.IndexByte(body, ','); gap >= 0 && pad&3 > 0 {
			if longer := slices.Concat(body[:gap], bytes.Repeat([]byte{' '}, longRun-1+pad&3), body[gap:]); json.Valid(longer) {
				body = longer
			}
		}
		q := Query{Text: text, Expression: expression, MatchCase: matchCase}
		if _, problem := compile(q); problem != "" {
			return
		}
		pattern := strings.ToValidUTF8(text, "\ufffd")
		if !expression {
			pattern = regexp.QuoteMeta(pattern)
		}
		if !matchCase {
			pattern = "(?i)" + pattern
		}
		re := regexp.MustCompile(pattern)
		var want []string
		for _, token := range tokensOf(body) {
			if re.MatchString(token) {
				want = append(want, token)
			}
		}
		got, total := searched(readAll(New(body)), q)
		if !slices.Equal(got, want) || total != len(want) {
			t.Fatalf("%q in %q: %d, %q, want %q", text, body, total, got, want)
		}
	})
}
