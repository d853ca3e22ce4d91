package jsontree

import (
	"fmt"
	"strings"
	"testing"
)

func TestAPlaceInTheTextLeadsToItsRow(t *testing.T) {
	t.Parallel()
	const document = ` {"a" : [ 1, {"b":"x y"} ] , "e":{ } , "f":[[],-2.50]}`
	for _, tt := range []struct{ at, path string }{
		{"1,", "a[0]"},
		{`{"b"`, "a[1]"},
		{`"x y"`, "a[1].b"},
		{"} ,", "e"},
		{"],-", "f[0]"},
		{"-2.50", "f[1]"},
		{`{"a"`, "."},
		{` {"a"`, "."},
		{"[[]", "f"},
	} {
		m := New([]byte(document)).GoTo(strings.Index(document, tt.at))
		if got := m.Place().Path; got != tt.path {
			t.Errorf("%s: got %s, want %s", tt.at, got, tt.path)
		}
		if at := m.At(); !strings.HasPrefix(document[at:], strings.TrimLeft(tt.at, " ")) && tt.path != "e" && tt.path != "f[0]" {
			t.Errorf("%s: its value begins with %.5s", tt.at, document[at:])
		}
	}
	for _, off := range []int{-1, 1000} {
		New([]byte(document)).GoTo(off) // no such place: it must not panic
		New(nil).GoTo(off)
		New([]byte("x")).GoTo(off)
	}
}

func TestAPlaceThatHasNotBeenReadIsWaitedFor(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`[0`)
	for i := range 200_000 {
		fmt.Fprintf(&b, ",%d", i+1)
	}
	b.WriteString(`]`)
	m := New([]byte(b.String())).GoTo(strings.Index(b.String(), ",150000,") + 1)
	if got := m.Place().Path; got == "[150000]" {
		t.Fatal("it has been read that far already")
	}
	for cmd := m.Init(); cmd != nil; {
		m, cmd = m.Update(cmd())
	}
	if got := m.Place().Path; got != "[150000]" {
		t.Errorf("got %s", got)
	}
}

func TestASearchIsBegunFromOutside(t *testing.T) {
	t.Parallel()
	m, cmd := New([]byte(`{"a":"x","b":["xx","y"]}`)).Find(Query{Text: "X"})
	for cmd != nil {
		m, cmd = m.Update(cmd())
	}
	if n, all := m.Hits("X"); n != 2 || !all || m.Place().Path != "." {
		t.Errorf("got %d hits, all %v, at %s", n, all, m.Place().Path)
	}
	if n, all := m.Hits("y"); n != -1 || all {
		t.Errorf("got %d hits of another search, all %v", n, all)
	}
	m, cmd = m.Next(false)
	for cmd != nil {
		m, cmd = m.Update(cmd())
	}
	if got := m.Place().Path; got != "a" {
		t.Errorf("got %s, want the first hit", got)
	}
	if m, _ = m.Find(Query{}); m.search.active() {
		t.Error("the search goes on without a text")
	}
}
