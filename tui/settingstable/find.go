package settingstable

import (
	"regexp"
	"strconv"
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// Offset is the byte of the document at which the value of a row begins; false for a row that stands
// for no value, or for one that is missing.
func (t Table) Offset(item Item) (off int, some bool) {
	switch item.Kind {
	case Login:
		l := t.doc.ForLogin()[item.Index]
		return l.At, !l.Missing
	case Other:
		return t.doc.Others()[item.Index].At, true
	case Attribute:
		return t.doc.Attributes[item.Index].At, true
	default:
		return 0, false
	}
}

// Explaining is the row for a place in the document: of the value that begins at a byte, or of the
// first one behind it. The path is that of the place. False where no row is.
func (t Table) Explaining(off int, path string) (Item, bool) {
	best, least := Item{}, -1
	consider := func(item Item, at int, missing bool) {
		if !missing && at >= off && (least < 0 || at < least) {
			best, least = item, at
		}
	}
	for i, l := range t.doc.ForLogin() {
		consider(Item{Login, i}, l.At, l.Missing)
	}
	for i, l := range t.doc.Others() {
		consider(Item{Other, i}, l.At, l.Missing)
	}
	if path != "attributes" && !strings.HasPrefix(path, "attributes[") {
		return best, least >= 0
	}
	if least == off {
		return best, true
	}
	if path == "attributes" {
		return Item{Part, PartAttributes}, true
	}
	in := -1
	for i, a := range t.doc.Attributes {
		if a.At <= off {
			in = i
		}
	}
	if in == listed-1 {
		index, _, _ := strings.Cut(strings.TrimPrefix(path, "attributes["), "]")
		if n, err := strconv.Atoi(index); err != nil || n > in {
			return Item{}, false
		}
	}
	return Item{Attribute, in}, in >= 0
}

// listed is how many attributes flow.Settings lists at most.
const listed = 20_000

// Find returns the rows whose words match, in the order of their places when all parts are open,
// with so many bytes of each text at most. It takes some time for 20,000 attributes.
func (t Table) Find(re *regexp.Regexp, most int) []Item {
	var found []Item
	look := func(item Item, texts ...string) {
		for _, text := range texts {
			if re.MatchString(text) {
				found = append(found, item)
				return
			}
		}
	}
	for kind, lines := range [...][]flow.Line{Login: t.doc.ForLogin(), Other: t.doc.Others()} {
		for i, l := range lines {
			w := words.SettingOf(l, most)
			look(Item{Kind(kind), i}, w.Label, w.Value, w.Meaning, l.Path.ShownTo(most))
		}
	}
	for n := range t.doc.Attributes {
		i := n
		if t.order != nil {
			i = t.order[n]
		}
		name, rest := words.AttributeRow(t.doc.Attributes[i], most)
		look(Item{Attribute, i}, name, rest)
	}
	return found
}
