// Package settingstable is the settings as the rows that a screen lists: what a login depends on, then
// three parts that open, the rest, the attributes as a table, and the document. It knows which rows
// there are, in which order, and where each of them is in the document; it draws nothing.
//
// A Table is a value. What takes longer than a key may, sorting and searching, is a function that a
// command calls.
package settingstable

import (
	"slices"

	"dintero-login/flow"
)

// Kind is what a row is.
type Kind int

// The kinds.
const (
	Login     Kind = iota // a setting that a login depends on, an index of flow.Settings.ForLogin
	Other                 // of flow.Settings.Others
	Columns               // the head of the attributes
	Attribute             // of flow.Settings.Attributes
	Part                  // one that opens and closes, by its number
)

// The parts.
const (
	PartOther = iota
	PartAttributes
	PartDocument
	parts
)

// Item is a row, whatever its place.
type Item struct {
	Kind  Kind
	Index int
}

// Table is the rows.
type Table struct {
	doc       *flow.Settings
	only      bool // what differs from the default, and nothing else
	open      [parts]bool
	column    Column
	order     []int    // of the attributes; nil as they came
	differing [2][]int // of ForLogin and Others
}

// New returns the rows of some settings; none where doc is nil.
func New(doc *flow.Settings) Table { return Table{}.Of(doc) }

// Of is a table of other settings with the same parts open.
func (t Table) Of(doc *flow.Settings) Table {
	t.doc, t.column, t.order, t.differing = doc, AsTheyCame, nil, [2][]int{}
	if doc == nil {
		return t
	}
	for kind, lines := range [...][]flow.Line{Login: doc.ForLogin(), Other: doc.Others()} {
		for i, l := range lines {
			if l.Differs() {
				t.differing[kind] = append(t.differing[kind], i)
			}
		}
	}
	return t
}

// Run is rows of one kind that follow each other.
type Run struct {
	From    int // the place of the first of them
	Count   int
	Kind    Kind
	indexes []int // of the items; nil counts from first
	first   int
}

// Item is the nth row of the run.
func (r Run) Item(n int) Item {
	if r.indexes != nil {
		return Item{r.Kind, r.indexes[n]}
	}
	return Item{r.Kind, r.first + n}
}

// Runs lists all rows.
func (t Table) Runs() []Run {
	if t.doc == nil {
		return nil
	}
	var runs []Run
	at := 0
	add := func(kind Kind, count, first int, indexes []int) {
		if count > 0 {
			runs = append(runs, Run{at, count, kind, indexes, first})
			at += count
		}
	}
	lines := func(kind Kind, all int) {
		if t.only {
			add(kind, len(t.differing[kind]), 0, t.differing[kind])
		} else {
			add(kind, all, 0, nil)
		}
	}
	lines(Login, len(t.doc.ForLogin()))
	add(Part, 1, PartOther, nil)
	if t.Opened(PartOther) {
		lines(Other, len(t.doc.Others()))
	}
	if !t.only {
		add(Part, 1, PartAttributes, nil)
		if n := len(t.doc.Attributes); t.open[PartAttributes] && n > 0 {
			add(Columns, 1, 0, nil)
			add(Attribute, n, 0, t.order)
		}
		add(Part, 1, PartDocument, nil)
	}
	return runs
}

// Count is how many rows there are.
func (t Table) Count() int {
	runs := t.Runs()
	if len(runs) == 0 {
		return 0
	}
	last := runs[len(runs)-1]
	return last.From + last.Count
}

// At is the row at a place.
func (t Table) At(place int) Item {
	for _, r := range t.Runs() {
		if r.From <= place && place < r.From+r.Count {
			return r.Item(place - r.From)
		}
	}
	return Item{Part, PartOther}
}

// Place is where a row is, or where the part is that it is hidden in.
func (t Table) Place(item Item) int {
	for _, r := range t.Runs() {
		if r.Kind != item.Kind {
			continue
		}
		if r.indexes == nil && r.first <= item.Index && item.Index < r.first+r.Count {
			return r.From + item.Index - r.first
		}
		if i := slices.Index(r.indexes, item.Index); i >= 0 {
			return r.From + i
		}
	}
	if item.Kind == Part {
		return max(t.Count()-1, 0)
	}
	return t.Place(Item{Part, item.part()})
}

// part is the part that a row is in.
func (i Item) part() int {
	if i.Kind == Attribute || i.Kind == Columns {
		return PartAttributes
	}
	return PartOther
}

// Next is the place of the next part, or of the one before, round the end.
func (t Table) Next(place, by int) int {
	var places []int
	for _, r := range t.Runs() {
		if r.Kind == Part {
			places = append(places, r.From)
		}
	}
	if len(places) == 0 {
		return place
	}
	i, there := slices.BinarySearch(places, place)
	if by < 0 {
		i--
	} else if there {
		i++
	}
	return places[(i+len(places))%len(places)]
}

// Opened reports whether a part is open. What differs is always seen where nothing else is.
func (t Table) Opened(part int) bool { return t.open[part] || t.only && part == PartOther }

// Toggled opens or closes a part.
func (t Table) Toggled(part int) Table {
	t.open[part] = !t.open[part]
	return t
}

// Only reports whether only what differs from the default is listed.
func (t Table) Only() bool { return t.only }

// Filtered lists only what differs from the default, or all again.
func (t Table) Filtered() Table {
	t.only = !t.only
	return t
}

// Showing opens what hides a row.
func (t Table) Showing(item Item) Table {
	t.only = false
	if item.Kind == Other || item.Kind == Attribute {
		t.open[item.part()] = true
	}
	return t
}
