package flow

import "strings"

// place tells a value from all others of its document. Attributes are told apart by their names, so
// that a new one does not move those below it.
type place struct {
	attribute Foreign // empty for a value that is not in an attribute with a name
	of        int     // which attribute of this name, from 0
	path      Foreign // inside the attribute, if it is in one
	nth       int     // which value under this path, from 0
}

// whole is the place of the attribute that a value belongs to.
func (p place) whole() place { return place{attribute: p.attribute, of: p.of} }

// places returns the place of each value.
func (c Content) places() []place {
	elements, named := map[string]place{}, map[Foreign]int{}
	for _, f := range c.Values {
		index, path := attributePath(f.Path)
		if _, some := elements[index]; path != "name" || !f.Text || f.Value.IsEmpty() || some {
			continue
		}
		elements[strings.Clone(index)] = place{attribute: f.Value, of: named[f.Value]}
		named[f.Value]++
	}
	all, under := make([]place, len(c.Values)), map[place]int{}
	for i, f := range c.Values {
		p := place{path: f.Path}
		if index, path := attributePath(f.Path); index != "" {
			if element, some := elements[index]; some {
				p = element
				p.path = FromOutside(path)
			}
		}
		all[i] = p
		all[i].nth = under[p]
		under[p]++
	}
	return all
}

// trim leaves out an attribute whose name may be in the part that could not be read, and returns how
// many values it has so far.
func (c *Content) trim() int {
	n := len(c.Values)
	if c.Cut.IsEmpty() || n == 0 {
		return 0
	}
	last, _ := attributePath(c.Values[n-1].Path)
	from := n
	for ; last != "" && from > 0; from-- {
		index, path := attributePath(c.Values[from-1].Path)
		if index != last {
			break
		}
		if path == "name" {
			return 0
		}
	}
	c.Values = c.Values[:from]
	return n - from
}

// attributePath splits a path into the position of an attribute and the rest; both are empty for a
// path outside attributes.
func attributePath(path Foreign) (index, rest string) {
	below, in := strings.CutPrefix(path.text(), "attributes[")
	index, rest, whole := strings.Cut(below, "]")
	if !in || !whole || digits(index) < len(index) {
		return "", ""
	}
	return index, strings.TrimPrefix(rest, ".")
}
