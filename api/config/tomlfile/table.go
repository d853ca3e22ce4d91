package tomlfile

import (
	"context"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"dintero-login/api/config/source"
)

// Table is a table of a TOML file other than config.toml. The same rules apply: all problems are
// reported at once, each with its line and the allowed values, and no value is repeated.
type Table struct {
	file     *tableFile
	path     []string // of its key, without indexes
	values   map[string]any
	from, to Spot // its place, where that is known
}

type tableFile struct {
	Document
	Report
}

// ReadTable reads a TOML file of at most limit bytes and passes its root table to check, which
// reports the problems. The error is a *BrokenError, which is an Err.
func ReadTable(path string, limit int64, check func(Table)) error {
	f := &tableFile{Report: Report{Path: path}}
	content, err := source.ReadFile(context.Background(), path, limit, source.AnyFile)
	if err != nil {
		f.Add(Spot{}, "%s", source.Why(err, limit))
		return f.Err()
	}
	doc, ok := Decode(content.Bytes, &f.Report)
	if ok {
		f.Document = doc
		check(Table{file: f, values: doc.Values})
	}
	return f.Err()
}

// Report adds a problem at a key, or of the whole table when the key is "". Its text must be safe to
// show: it must not hold a value.
func (t Table) Report(key, what string) {
	at := t.from
	if key != "" {
		at = t.at(key)
	}
	t.file.Add(at, "%s", what)
}

// Known reports every key that is not among those allowed, with the nearest of them.
func (t Table) Known(allowed ...string) {
	t.file.Unknown(t.values, allowed, t.at, func(string) string { return "" })
}

// Text returns the text at a key; it is not ok if there is none.
func (t Table) Text(key string) (text string, ok bool) {
	value, there := t.values[key]
	text, ok = value.(string)
	if there && !ok {
		t.Report(key, key+" must be text in quotes, not "+Kind(value))
	}
	return text, ok
}

// Has reports whether there is anything at a key.
func (t Table) Has(key string) bool {
	_, there := t.values[key]
	return there
}

// OneOf returns the word at a key, which must be one of words; other if the key is missing.
func (t Table) OneOf(key, other string, words ...string) string {
	if !t.Has(key) {
		return other
	}
	text, _ := t.values[key].(string)
	if !slices.Contains(words, text) {
		t.Report(key, key+" must be "+List(words)+DidYouMean(text, words))
		return other
	}
	return text
}

// Switch returns the truth value at a key; other if the key is missing.
func (t Table) Switch(key string, other bool) bool {
	value, there := t.values[key]
	on, ok := value.(bool)
	switch {
	case !there:
		return other
	case !ok:
		t.Report(key, key+" must be true or false, without quotes")
		return other
	}
	return on
}

// Texts returns the list of texts at a key, and whether the key is there.
func (t Table) Texts(key string) (texts []string, there bool) {
	value, there := t.values[key]
	if !there {
		return nil, false
	}
	items, ok := value.([]any)
	for _, item := range items {
		text, isText := item.(string)
		ok = ok && isText
		texts = append(texts, text)
	}
	if !ok {
		t.Report(key, key+` must be a list of texts, as in ["one", "two"]`)
		return nil, true
	}
	return texts, true
}

// Tables returns the list of tables at a key, each written [[key]], or {…} in a list on one line.
func (t Table) Tables(key string) []Table {
	value, there := t.values[key]
	if !there {
		return nil
	}
	path := append(slices.Clone(t.path), key)
	items, ok := value.([]map[string]any)
	if inline, isList := value.([]any); isList {
		ok = true
		for _, item := range inline {
			table, isTable := item.(map[string]any)
			ok = ok && isTable
			items = append(items, table)
		}
	}
	if !ok {
		t.Report(key, key+" must be a list of tables, each written [["+strings.Join(path, ".")+"]], not "+Kind(value))
		return nil
	}
	heads := t.within(t.file.heads[joined(path)])
	tables := make([]Table, len(items))
	for i, values := range items {
		tables[i] = Table{file: t.file, path: path, values: values, from: t.at(key), to: t.to}
		if len(heads) != len(items) {
			continue // written {…} on one line: only the line of the list is known
		}
		tables[i].from = heads[i]
		if i+1 < len(heads) {
			tables[i].to = heads[i+1]
		}
	}
	return tables
}

// at returns the place of a key of the table.
func (t Table) at(key string) Spot {
	path := append(slices.Clone(t.path), key)
	if here := t.within(t.file.every[joined(path)]); len(here) > 0 {
		return here[0]
	}
	return t.from
}

// within returns those of the rising spots that are inside the table.
func (t Table) within(rising []Spot) []Spot {
	first := sort.Search(len(rising), func(i int) bool { return rising[i].Compare(t.from) >= 0 })
	rising = rising[first:]
	if t.to == (Spot{}) {
		return rising
	}
	return rising[:sort.Search(len(rising), func(i int) bool { return rising[i].Compare(t.to) >= 0 })]
}

// Kind describes the type of a value, without the value.
func Kind(value any) string {
	switch value.(type) {
	case string:
		return "text"
	case int64, float64:
		return "a number"
	case bool:
		return "true or false"
	case time.Time:
		return "a date"
	case []any, []map[string]any:
		return "a list"
	case map[string]any:
		return "a table"
	default:
		return "something else"
	}
}

// Shape returns a function that reports whether a text matches an expression (package regexp). The
// expression is compiled on first use: without a config none is needed, and compiling all of them
// would delay the start.
func Shape(expression string) func(string) bool {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
	return func(s string) bool { return compiled().MatchString(s) }
}
