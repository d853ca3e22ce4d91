package jsontree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// random writes a value of any kind, with white space and lengths that cross marks.
func random(r *rand.Rand, b *bytes.Buffer, depth int) {
	space := func() {
		if n := r.IntN(200); n < 40 {
			b.WriteString(strings.Repeat(" ", n%4))
		} else if n == 40 {
			b.WriteString(strings.Repeat("\n", longRun+r.IntN(3)-1))
		}
	}
	text := func() {
		n := r.IntN(12)
		if r.IntN(200) == 0 {
			n = longRun + r.IntN(5) - 3
		}
		fmt.Fprintf(b, `"%s\"\\"`, strings.Repeat("x", n))
	}
	kind := r.IntN(8)
	if depth > 6 {
		kind %= 4
	} else if depth < 2 {
		kind = 4 + r.IntN(4)
	}
	space()
	switch kind {
	case 0:
		text()
	case 1:
		fmt.Fprint(b, r.IntN(1000))
	case 2:
		b.WriteString("null")
	case 3:
		b.WriteString([]string{"{ }", "[]"}[r.IntN(2)])
	default:
		object := kind%2 == 0
		b.WriteString([]string{"[", "{"}[1-kind%2])
		for i := range 1 + r.IntN(12) {
			if i > 0 {
				b.WriteByte(',')
			}
			space()
			if object {
				text()
				space()
				b.WriteByte(':')
			}
			random(r, b, depth+1)
			space()
		}
		b.WriteString([]string{"]", "}"}[1-kind%2])
	}
	space()
}

// all are the rows from the start, one after the other.
func all(d document, folds folds) []row {
	var rows []row
	for r, ok := d.first(); ok; r, ok = d.next(r, folds) {
		rows = append(rows, r)
	}
	return rows
}

func TestEveryWayToARowAgrees(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		var b bytes.Buffer
		b.WriteByte('[')
		for b.Len() < 80_000 {
			random(r, &b, 1)
			b.WriteByte(',')
		}
		b.WriteString("0]")
		if seed%2 == 1 {
			b.Truncate(b.Len() / 2)
		}
		d := readAll(New(b.Bytes())).doc
		if d.valid() != json.Valid(b.Bytes()) {
			t.Fatalf("seed %d: %s", seed, d.problem)
		}
		pieces := document{body: d.body}
		for !pieces.done {
			pieces = pieces.with(pieces.read(1 + r.IntN(2000)))
		}
		if !slices.Equal(pieces.marks, d.marks) || !slices.Equal(pieces.long, d.long) || pieces.at != d.at {
			t.Fatalf("seed %d: reading in pieces differs", seed)
		}

		rows := all(d, nil)
		var open []row
		for i, x := range rows {
			if x.line != i+1 {
				t.Fatalf("seed %d: row %d has line %d", seed, i+1, x.line)
			}
			s := d.shape(x)
			if s.closing {
				f, ok := d.fold(open[len(open)-1])
				if want := (fold{open[len(open)-1].off, x.off + 1, x.line - open[len(open)-1].line}); !ok || f != want {
					t.Fatalf("seed %d: fold is %v, want %v", seed, f, want)
				}
			}
			if i%5 == 0 && len(open) > 0 && !d.isBroken(x) {
				if got, ok := d.container(x); !ok || got != open[len(open)-1] {
					t.Fatalf("seed %d: the container of %v is %v, want %v", seed, x, got, open[len(open)-1])
				}
			}
			if s.closing {
				open = open[:len(open)-1]
			}
			if s.foldable {
				open = append(open, x)
			}
		}

		var hidden []fold
		for range 30 {
			if f, ok := d.fold(rows[r.IntN(len(rows))]); ok && f.off > 0 {
				d.folds = d.folds.with(f)
				hidden = append(hidden, f)
			}
		}
		visible := all(d, d.folds)
		want := slices.DeleteFunc(slices.Clone(rows), func(x row) bool {
			return slices.ContainsFunc(hidden, func(f fold) bool { return f.off < x.off && x.off < f.end })
		})
		if !slices.Equal(visible, want) {
			t.Fatalf("seed %d: %d rows show, want %d", seed, len(visible), len(want))
		}
		for range 50 {
			i, n := r.IntN(len(visible)), r.IntN(60)
			if got := d.before(visible[i], n); !slices.Equal(got, visible[max(0, i-n):i]) {
				t.Fatalf("seed %d: %d rows before row %d are wrong", seed, n, i)
			}
		}
		if got := d.last(); got != visible[len(visible)-1] || d.lines() != len(rows) {
			t.Fatalf("seed %d: the last row is %v of %d", seed, got, d.lines())
		}
	}
}

// valid says what json.Valid says.
func (d document) valid() bool { return d.done && d.problem == "" }

func FuzzAnyBytesAndKeys(f *testing.F) {
	f.Add([]byte(sample), "dddsdslrueRLhPp", 40, 5, 7, 0)
	f.Add([]byte(`[1,"\u001b[31m\ud83d\ude00",{"a":{}}] x`), "dseddlls", 12, 3, 1, 2)
	f.Add([]byte("{\"日本\":\"\x9b\u202e\",\"a\":[[[[]]]]}"), "ddsssdd", 5, 2, 3, 1)
	f.Add([]byte(`{"a":"`), "dse", 20, 4, 2, 1)
	keys := map[rune]string{
		'd': "down", 'u': "up", 'l': "left", 'r': "right", 's': "space",
		'h': "home", 'e': "end", 'p': "pgdown", 'P': "pgup",
	}
	f.Fuzz(func(t *testing.T, body []byte, moves string, width, height, budget, pad int) {
		if len(moves) > 40 || len(body) > 2000 {
			return
		}
		width, height, budget = width&63, height&15, budget&4095+1
		// White space of this length brings a mark, wherever it comes.
		if gap := bytes.IndexByte(body, ','); gap >= 0 && pad&3 > 0 {
			body = slices.Concat(body[:gap], bytes.Repeat([]byte{' '}, longRun-1+pad&3), body[gap:])
		}
		m := Model{Keys: DefaultKeys(), doc: document{body: body}}
		m, _ = m.Update(tea.WindowSizeMsg{Height: height})
		for _, move := range moves + "e" {
			if !m.doc.done {
				m = m.take(m.doc.read(budget))
			}
			if name, ok := keys[move]; ok {
				m = after(m, name)
			}
			view := m.View(width, height, Styles{})
			lines := strings.Split(view, "\n")
			if len(lines) > max(height, 1) {
				t.Fatalf("%d lines in %d", len(lines), height)
			}
			for _, l := range lines {
				if ansi.StringWidth(l) > width {
					t.Fatalf("%q is wider than %d", l, width)
				}
				if i := strings.IndexFunc(l, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }); i >= 0 {
					t.Fatalf("a control character at %d of %q", i, l)
				}
			}
			if m.cursor.line > 0 && width > 0 && height > 0 && !strings.Contains(view, ">") {
				t.Fatalf("the cursor is out of sight: %q", view)
			}
		}
		for !m.doc.done {
			m = m.take(m.doc.read(atATime))
		}
		if got, want := m.doc.valid(), json.Valid(body); got != want {
			t.Fatalf("valid: %v, want %v: %s", got, want, m.Broken())
		}
	})
}
