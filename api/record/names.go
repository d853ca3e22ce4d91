package record

import (
	"strconv"
	"strings"

	"dintero-login/flow"
)

// names gives each secret and each identifier of the record a pseudonym, the same one wherever it
// is seen. It holds the secrets themselves, for the last net, as long as an entry names them.
type names struct {
	known  map[flow.Secret]*name
	counts map[string]int // how many there were of a kind
	finder finder         // of what is short enough to hide in a request id or a sentence
	rows   map[flow.Call]map[string]shape
}

// name is the pseudonym of one text.
type name struct {
	id   string // such as mfa_token#1
	uses int    // entries that name it
}

// shortest is the length, in bytes, from which a text is looked for elsewhere. No secret of the
// contract is shorter.
const shortest = 4

func newNames() names {
	return names{known: map[flow.Secret]*name{}, counts: map[string]int{}, finder: finder{}, rows: map[flow.Call]map[string]shape{}}
}

// taking is the names that one entry uses.
type taking struct {
	names *names
	uses  map[flow.Secret]bool
	taken []Taken
}

// of is the pseudonym of a text, which it gets from the kind under which it is seen first.
func (t *taking) of(kind, text string) string {
	secret := flow.Conceal(text)
	n := t.names.known[secret]
	if n == nil {
		t.names.counts[kind]++
		n = &name{id: kind + "#" + strconv.Itoa(t.names.counts[kind])}
		t.names.known[secret] = n
		t.names.finder.add(text, longestWord)
	}
	if !t.uses[secret] {
		t.uses[secret] = true
		n.uses++
	}
	return n.id
}

// rowsOf are the rows of a call, which are made once.
func (t *taking) rowsOf(call flow.Call) map[string]shape {
	rows, ok := t.names.rows[call]
	if !ok {
		rows = rowsOf(call)
		t.names.rows[call] = rows
	}
	return rows
}

// knows reports whether a text is one that has a pseudonym.
func (t *taking) knows(text string) bool {
	_, known := t.names.known[flow.Conceal(text)]
	return known
}

// holds reports whether anything that has a pseudonym is in a text, in any encoding.
func (t *taking) holds(text string) bool { return t.names.finder.finds(text) }

// out notes what was taken out.
func (t *taking) out(where, kind string) { t.taken = append(t.taken, Taken{where, kind}) }

// release forgets the names that no entry uses any more.
func (n *names) release(used map[flow.Secret]bool) {
	for secret := range used {
		is := n.known[secret]
		if is == nil {
			continue
		}
		if is.uses--; is.uses <= 0 {
			delete(n.known, secret)
			n.finder.remove(secret.Reveal(), longestWord)
		}
	}
}

// live is every text that has a pseudonym.
func (n *names) live() []live {
	list := make([]live, 0, len(n.known))
	for secret, is := range n.known {
		kind, _, _ := strings.Cut(is.id, "#")
		list = append(list, live{kind, secret})
	}
	return list
}

// live is something that must not leave, and its kind.
type live struct {
	kind   string
	secret flow.Secret
}
