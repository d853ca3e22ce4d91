package flow

import (
	"cmp"
	"slices"
	"strings"
)

// Content is every value of a settings document, or of any other JSON, for a comparison.
type Content struct {
	Values []Field // every leaf in the document's order, those of the attributes too
	Cut    Foreign // why it ends before the document does; empty when it does not
}

// Diff is what differs between two documents. Two values are equal where their texts are, byte for
// byte, and both or neither of them are strings.
type Diff struct {
	// Changes are first those that a login depends on, in the order in which it meets them, then the
	// other documented ones, then the rest by path. No more than 20,000 are listed.
	Changes []Change
	Count   int // of all changes
	Login   int // how many of the first ones a login depends on
	// Uncompared counts values of one document that may also be in the other one, beyond where that
	// could not be read.
	Uncompared          int
	BeforeCut, AfterCut Foreign // why a document was not read to its end
}

// Equal reports whether nothing differs and all was compared.
func (d Diff) Equal() bool {
	return d.Count+d.Uncompared == 0 && d.BeforeCut.IsEmpty() && d.AfterCut.IsEmpty()
}

// Change is a value that differs. The side without it is a Line that is Missing.
type Change struct {
	// Attribute is the name of the custom attribute that it is about: they are told apart by name,
	// wherever they stand in the list. The paths are those inside it then, and empty where the whole
	// attribute came or went; the value is its type in that case.
	Attribute     Foreign
	Again         int // from 2, for the second attribute of this name or the second value under this path
	Before, After Line
}

// Line is the later of the sides that have the value.
func (c Change) Line() Line {
	if c.After.Missing {
		return c.Before
	}
	return c.After
}

const changesListed = 20_000

// pair is a place where something differs. A side is nil where the document does not have it.
type pair struct {
	place
	before, after *Field
}

// Compare finds what differs between two documents.
func Compare(before, after Content) Diff {
	d := Diff{BeforeCut: before.Cut, AfterCut: after.Cut}
	d.Uncompared = before.trim() + after.trim()
	was := before.places()
	at := make(map[place]int, len(was))
	for i, p := range was {
		at[p] = i
	}
	var pairs []pair
	shared, kept := map[place]bool{}, make([]bool, len(was))
	for i, p := range after.places() {
		j, both := at[p]
		if !both {
			pairs = append(pairs, pair{p, nil, &after.Values[i]})
			continue
		}
		kept[j], shared[p.whole()] = true, true
		if old, now := &before.Values[j], &after.Values[i]; old.Value != now.Value || old.Text != now.Text {
			pairs = append(pairs, pair{p, old, now})
		}
	}
	for j, p := range was {
		if !kept[j] {
			pairs = append(pairs, pair{p, &before.Values[j], nil})
		}
	}
	d.list(withoutEmpties(pairs), shared)
	return d
}

// withoutEmpties leaves out an empty list or object in one document where the other one has something
// in its place: that is told of what is in it.
func withoutEmpties(pairs []pair) []pair {
	filled := map[string]bool{}
	if !slices.ContainsFunc(pairs, pair.isEmpty) {
		return pairs
	}
	for _, p := range pairs {
		path := cmp.Or(p.before, p.after).Path.text()
		for i := range len(path) {
			if path[i] == '.' || path[i] == '[' {
				filled[path[:i]] = true
			}
		}
	}
	return slices.DeleteFunc(pairs, func(p pair) bool {
		return p.isEmpty() && filled[cmp.Or(p.before, p.after).Path.text()]
	})
}

// isEmpty reports whether the only side is an empty list or object.
func (p pair) isEmpty() bool {
	f := cmp.Or(p.before, p.after)
	return (p.before == nil || p.after == nil) && !f.Text && (f.Value == FromOutside("[]") || f.Value == FromOutside("{}"))
}

// list makes changes of the pairs, and one of all that belong to an attribute that only one
// document has.
func (d *Diff) list(pairs []pair, shared map[place]bool) {
	known, wholes := documentedByPath(), map[place]int{}
	for _, p := range pairs {
		if p.before == nil && !d.BeforeCut.IsEmpty() || p.after == nil && !d.AfterCut.IsEmpty() {
			d.Uncompared++
			continue
		}
		if p.attribute.IsEmpty() || shared[p.whole()] {
			d.Changes = append(d.Changes, p.change(known))
			continue
		}
		i, begun := wholes[p.whole()]
		if !begun {
			i = len(d.Changes)
			wholes[p.whole()] = i
			d.Changes = append(d.Changes, pair{p.whole(), p.before, p.after}.change(known).emptied())
		}
		if p.path == FromOutside("type") {
			d.Changes[i].fill(*cmp.Or(p.before, p.after))
		}
	}
	slices.SortFunc(d.Changes, compareChanges)
	for d.Login < len(d.Changes) && d.Changes[d.Login].rank() == 0 {
		d.Login++
	}
	d.Count = len(d.Changes)
	d.Changes = d.Changes[:min(d.Count, changesListed)]
}

func (p pair) change(known map[string]documentation) Change {
	c := Change{Attribute: p.attribute}
	if n := max(p.of, p.nth); n > 0 {
		c.Again = n + 1
	}
	d, number := documentation{}, 0
	if p.attribute.IsEmpty() {
		d, number = documentationOf(p.path, known)
	}
	line := func(f *Field) Line {
		l := Line{Field: Field{Path: p.path}, Setting: d.setting, Number: number, Default: d.usual, Missing: f == nil}
		if f != nil {
			l.Value, l.Text, l.At = f.Value, f.Text, f.At
		}
		return l
	}
	c.Before, c.After = line(p.before), line(p.after)
	return c
}

// emptied is a change of a whole attribute whose type is not known yet.
func (c Change) emptied() Change {
	c.Before.Value, c.After.Value = Foreign{}, Foreign{}
	c.Before.Text, c.After.Text = false, false
	return c
}

func (c *Change) fill(f Field) {
	side := &c.After
	if side.Missing {
		side = &c.Before
	}
	side.Value, side.Text = f.Value, f.Text
}

// rank is 0 for what a login depends on, 1 for what is documented otherwise, and 2 for the rest.
func (c Change) rank() int {
	switch s := c.After.Setting; {
	case s == Undocumented:
		return 2
	case s <= lastForLogin:
		return 0
	}
	return 1
}

func compareChanges(a, b Change) int {
	return cmp.Or(
		cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.After.Setting, b.After.Setting), cmp.Compare(a.After.Number, b.After.Number),
		comparePaths(a.root(), b.root()), comparePaths(a.Attribute.text(), b.Attribute.text()),
		cmp.Compare(a.Again, b.Again), comparePaths(a.After.Path.text(), b.After.Path.text()),
	)
}

// root is the path by which a change is sorted; all attributes stand together.
func (c Change) root() string {
	if !c.Attribute.IsEmpty() {
		return "attributes"
	}
	return c.After.Path.text()
}

// comparePaths compares by bytes, and positions in a list by their numbers.
func comparePaths(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := i
	for from > 0 && isDigit(a[from-1]) {
		from--
	}
	if from > 0 && a[from-1] == '[' {
		if c := cmp.Compare(digits(a[i:]), digits(b[i:])); c != 0 {
			return c
		}
	}
	return strings.Compare(a[i:], b[i:])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// digits is how many digits text begins with.
func digits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}
