package config

import (
	"context"
	"slices"
	"sort"
	"strings"
)

// Table is a table of a TOML file other than config.toml, which is read by the same
// rules: everything that is wrong is reported at once, each thing with its line and with
// what is allowed instead, and no value is repeated, since any may be a secret.
type Table struct {
	file     *tableFile
	path     []string // of its key, without numbers
	values   map[string]any
	from, to spot // where it stands, where that can be told
}

type tableFile struct {
	document
	problems
}

// ReadTable reads a TOML file of at most limit bytes and gives its outermost table. check
// looks at it and reports what is wrong. The error is a *BrokenError, which is an ErrConfig.
func ReadTable(path string, limit int64, check func(Table)) error {
	f := &tableFile{problems: problems{path: path}}
	content, err := read(context.Background(), path, limit)
	if err != nil {
		f.add(spot{}, "%s", reading(err, limit))
		return f.err()
	}
	doc, ok := decode(content.bytes, &f.problems)
	if ok {
		f.document = doc
		check(Table{file: f, values: doc.values})
	}
	return f.err()
}

// Report says what is wrong at a key, or with the whole table when the key is "". What is
// said is safe to show: it holds no value.
func (t Table) Report(key, what string) {
	at := t.from
	if key != "" {
		at = t.at(key)
	}
	t.file.add(at, "%s", what)
}

// Known reports every key that is not among those allowed, with the nearest of them.
func (t Table) Known(allowed ...string) {
	t.file.unknown(t.values, allowed, t.at, func(string) string { return "" })
}

// Text is the text at a key; it is not ok if there is none.
func (t Table) Text(key string) (text string, ok bool) {
	value, there := t.values[key]
	text, ok = value.(string)
	if there && !ok {
		t.Report(key, key+" must be text in quotes, not "+kind(value))
	}
	return text, ok
}

// Has says whether there is anything at a key.
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
		t.Report(key, key+" must be "+list(words)+didYouMean(text, words))
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
		t.Report(key, key+" must be a list of tables, each written [["+strings.Join(path, ".")+"]], not "+kind(value))
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
func (t Table) at(key string) spot {
	path := append(slices.Clone(t.path), key)
	if here := t.within(t.file.every[joined(path)]); len(here) > 0 {
		return here[0]
	}
	return t.from
}

// within is those of rising spots that lie in the table.
func (t Table) within(rising []spot) []spot {
	first := sort.Search(len(rising), func(i int) bool { return rising[i].compare(t.from) >= 0 })
	rising = rising[first:]
	if t.to == (spot{}) {
		return rising
	}
	return rising[:sort.Search(len(rising), func(i int) bool { return rising[i].compare(t.to) >= 0 })]
}
