// Package traffic shows what went over the wire: a list of exchanges, the same as a sequence of arrows,
// and one exchange whole. It has one cursor for all of them. It takes values, and knows neither the
// record that they come from nor the screen around it.
package traffic

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui/jsontree"
	"dintero-login/tui/layout"
	"dintero-login/tui/treepage"
	"dintero-login/tui/words"
)

// Given is what there is to show.
type Given struct {
	Entries []record.Entry // the oldest first
	Dropped int            // how many older ones are not kept any more
	Arrived []flow.Arrival
	May     flow.Permissions
	Account string // an id that an audience must not read; empty where everything may be seen
	Veil    string // stands in its place
}

// Model is the list and what is open in it. The zero Model has no keys; see New.
type Model struct {
	keys     Keys
	given    Given
	sequence bool     // arrows in the place of rows
	shown    []int    // what the filter leaves of the entries, by index
	texts    []string // of each entry, in small letters; nil while nothing is searched
	find     layout.SearchLine
	at       int  // the chosen one among those shown
	moved    bool // the newest one is not followed
	seen     layout.Window
	detail   bool
	within   layout.Window // of the detail
	tree     jsontree.Model
	treeOf   string       // names the document that is open; empty while none is
	area     layout.Frame // the room of the body
}

// New returns a list without exchanges.
func New(copies bool) Model { return Model{keys: newKeys(copies)} }

// With takes what there is to show now. The cursor stays on its exchange, or follows the newest one
// where nobody moved it.
func (m Model) With(g Given) Model {
	number, had := 0, false
	if e, some := m.Chosen(); some {
		number, had = e.Number, true
	}
	veiled := m.given.Account != g.Account
	m.given, m.texts = g, nil
	if veiled {
		m.treeOf = ""
	}
	m = m.filtered()
	if m.moved && had {
		m = m.on(number)
	}
	if m.detail && (len(m.shown) == 0 || had && m.entry(m.at).Number != number) {
		m.detail, m.treeOf = false, "" // it is not kept any more
	}
	return m.settled()
}

// on puts the cursor on the exchange with a number, or on the next one that is shown.
func (m Model) on(number int) Model {
	m.at = max(len(m.shown)-1, 0)
	for i := range m.shown {
		if m.entry(i).Number >= number {
			m.at = i
			break
		}
	}
	return m
}

// entry is the i-th of those that are shown.
func (m Model) entry(i int) record.Entry { return m.given.Entries[m.shown[i]] }

// Chosen is the exchange at the cursor; false where there is none.
func (m Model) Chosen() (record.Entry, bool) {
	if m.at >= len(m.shown) {
		return record.Entry{}, false
	}
	return m.entry(m.at), true
}

// Detailed reports whether one exchange is open.
func (m Model) Detailed() bool { return m.detail && m.treeOf == "" }

// filtered finds out what the filter leaves.
func (m Model) filtered() Model {
	wanted := strings.ToLower(m.find.Text())
	m.shown = make([]int, 0, len(m.given.Entries))
	if wanted != "" && m.texts == nil {
		m.texts = textsOf(m.given)
	}
	for i := range m.given.Entries {
		if wanted == "" || strings.Contains(m.texts[i], wanted) {
			m.shown = append(m.shown, i)
		}
	}
	last := max(len(m.shown)-1, 0)
	if m.at = min(m.at, last); !m.moved {
		m.at = last
	}
	return m
}

// textsOf is what is searched of each exchange, in small letters.
func textsOf(g Given) []string {
	var names [flow.CallExists + 1]string
	for call := range names {
		names[call] = words.Call(flow.Call(call))
	}
	texts := make([]string, 0, len(g.Entries))
	for _, e := range g.Entries {
		text := names[e.Call] + "\n" + e.Method + "\n" + e.Path + "\n" + strconv.Itoa(e.Status) + "\n" + words.Exchanged(e.Exchange, g.May) + "\n" + words.Try(e.Exchange)
		texts = append(texts, strings.ToLower(text))
	}
	return texts
}

// Update takes a key, a paste, the room of the body, or what the document's viewer asked for.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	press, pressed := msg.(tea.KeyPressMsg)
	_, pasted := msg.(tea.PasteMsg)
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		m.area = layout.Frame{Width: size.Width, Height: size.Height}
		m = m.settled()
		msg = treepage.Size(m.area, m.treeOf, treeSays, m.tree)
	}
	switch {
	case m.treeOf != "":
		var cmd tea.Cmd
		m.tree, cmd = m.tree.Update(msg)
		return m, cmd
	case m.find.Typing() && (pressed || pasted):
		return m.typed(msg), nil
	case pressed && m.detail:
		return m.pressInDetail(press)
	case pressed:
		return m.press(press), nil
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) Model {
	switch {
	case key.Matches(msg, m.keys.Search):
		m.find = m.find.Opened()
		return m.filtered().settled()
	case key.Matches(msg, m.keys.Switch):
		m.sequence, m.seen = !m.sequence, layout.Window{}
	case len(m.shown) == 0:
	case key.Matches(msg, m.keys.Open):
		m.detail, m.within = true, layout.Window{}
	default:
		rows := m.measured(m.body(m.area))
		m.seen, m.at, _ = m.keys.Walk(rows, m.seen, m.at, 0, msg)
		m.moved = m.at < len(m.shown)-1
		return m
	}
	return m.settled()
}

// typed takes what is typed as a filter.
func (m Model) typed(msg tea.Msg) Model {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, m.keys.Enter) {
		if m.find = m.find.Closed(); m.find.Text() == "" {
			m.find = layout.SearchLine{}
		}
		return m.settled()
	}
	number := 0
	if e, some := m.Chosen(); some {
		number = e.Number
	}
	var changed bool
	if m.find, changed = m.find.Update(msg); changed {
		if m = m.filtered(); m.moved {
			m = m.on(number)
		}
	}
	return m.settled()
}

// settled keeps the cursor's row in sight, or the open exchange within its room.
func (m Model) settled() Model {
	if m.detail {
		m.within = m.detailRows(m.area).Within(m.within)
		return m
	}
	rows := m.measured(m.body(m.area))
	m.seen = rows.Showing(m.seen, min(m.at, rows.Count-1))
	return m
}

// Clear closes what is open: a document, the exchange, the filter. False where nothing is.
func (m Model) Clear() (Model, bool) {
	switch {
	case m.treeOf != "":
		var some bool
		if m.tree, some = m.tree.Clear(); !some {
			m.treeOf = ""
		}
	case m.detail:
		m.detail = false
	case m.find.Shows():
		e, some := m.Chosen()
		m.find, m.texts = layout.SearchLine{}, nil
		if m = m.filtered(); some { // stays on what was found
			m = m.on(e.Number)
			m.moved = m.at < len(m.shown)-1
		}
	default:
		return m, false
	}
	return m.settled(), true
}

// Typing reports whether keys are text now.
func (m Model) Typing() bool { return m.treeOf != "" && m.tree.Typing() || m.find.Typing() }
