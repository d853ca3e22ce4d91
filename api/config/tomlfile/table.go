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

// Table is a table of a TOML file other than config.toml, which is read by the same
// rules: everything that is wrong is reported at once, each thing with its line and with
// what is allowed instead, and no value is repeated, since any may be a secret.
type Table struct {
	file     *tableFile
	path     []string // of its key, without numbers
	values   map[string]any
	from, to Spot // where it stands, where that can be told
}

type tableFile struct {
	Document
	Report
}

// ReadTable reads a TOML file of at most limit bytes and gives its outermost table. check
// looks at it and reports what is wrong. The error is a *BrokenError, which is an Err.
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

// Report says what is wrong at a key, or with the whole table when the key is "". What is
// said is safe to show: it holds no value.
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

// Text is the text at a key; it is not ok if there is none.
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

// OneOf is the word at a key, which has to be one of several; other if there is none.
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

// Switch is true or false at a key; other if there is none.
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

// Texts is the list of texts at a key, and whether there is one.
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

// Tables is the list of tables at a key, each written [[key]], or {…} in a list on one line.
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
			continue // written {…} on one line: then the list's line has to do
		}
		tables[i].from = heads[i]
		if i+1 < len(heads) {
			tables[i].to = heads[i+1]
		}
	}
	return tables
}

// at is where a key of the table stands.
func (t Table) at(key string) Spot {
	path := append(slices.Clone(t.path), key)
	if here := t.within(t.file.every[joined(path)]); len(here) > 0 {
		return here[0]
	}
	return t.from
}

// within is those of rising spots that lie in the table.
func (t Table) within(rising []Spot) []Spot {
	first := sort.Search(len(rising), func(i int) bool { return rising[i].Compare(t.from) >= 0 })
	rising = rising[first:]
	if t.to == (Spot{}) {
		return rising
	}
	return rising[:sort.Search(len(rising), func(i int) bool { return rising[i].Compare(t.to) >= 0 })]
}

// Kind says what a value is, without the value.
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

// Shape says of a text whether it matches an expression (package regexp). The expression
// is compiled when it is first asked: a program that finds no config needs none of them,
// and compiling them all would be felt at its start.
func Shape(expression string) func(string) bool {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
	return func(s string) bool { return compiled().MatchString(s) }
}
