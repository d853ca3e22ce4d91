package jsontree

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/field"
)

// input is the line that takes a search. Its text is searched for while it is typed.
type input struct {
	open  bool
	field field.Model
	query Query // its text left out
	back  bool
}

// Typing reports whether the line of a search is open: then every key that types is its
// own, and enter and tab too.
func (m Model) Typing() bool { return m.line.open }

// Listing reports whether only the rows that a filter found show.
func (m Model) Listing() bool { return m.search.shows }

// Clear closes the line, or else ends the search or the filter; false where none was.
func (m Model) Clear() (Model, bool) {
	some := m.line.open || m.search.active()
	m.line.open, m.said = false, ""
	m, _ = m.find(Query{})
	return m, some
}

// pressToFind opens the line, goes to a hit, or copies.
func (m Model) pressToFind(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch {
	case key.Matches(msg, m.Keys.Search):
		return m.openLine(false, false), nil
	case key.Matches(msg, m.Keys.SearchBack):
		return m.openLine(true, false), nil
	case key.Matches(msg, m.Keys.Filter):
		return m.openLine(false, true), nil
	case key.Matches(msg, m.Keys.Next):
		return m.goTo(m.line.back, false)
	case key.Matches(msg, m.Keys.Previous):
		return m.goTo(!m.line.back, false)
	}
	return m.copy(msg)
}

func (m Model) openLine(back, paths bool) Model {
	m.line.open, m.line.back, m.line.query.Paths = true, back, paths
	m.line.field = field.New(field.Value)
	return m
}

func (m Model) pressInLine(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch {
	case key.Matches(msg, m.Keys.Enter):
		if m.search.problem != "" {
			return m, nil
		}
		m.line.open = false
		if m.search.Paths != m.line.query.Paths {
			return m, nil // nothing was typed
		}
		return m.goTo(m.line.back, !m.line.field.IsEmpty())
	case key.Matches(msg, m.Keys.Expression):
		m.line.query.Expression = !m.line.query.Expression
	case key.Matches(msg, m.Keys.Case):
		m.line.query.MatchCase = !m.line.query.MatchCase
	default:
		return m.typed(msg)
	}
	if m.line.field.IsEmpty() {
		return m, nil
	}
	return m.findTyped()
}

func (m Model) typed(msg tea.Msg) (Model, tea.Cmd) {
	changed := false
	if m.line.field, changed = m.line.field.Update(msg); !changed {
		return m, nil
	}
	return m.findTyped()
}

func (m Model) findTyped() (Model, tea.Cmd) {
	q := m.line.query
	q.Text = m.line.field.Text()
	return m.find(q)
}

// sign is what the line begins with, as the key that opens it.
func (l input) sign() string {
	switch {
	case l.query.Paths:
		return "&"
	case l.back:
		return "?"
	}
	return "/"
}

// status is the last row, where there is something to say.
func (m Model) status(width int, styles Styles) (row string, some bool) {
	l := line{left: width}
	said := m.search.said(m.doc)
	switch {
	case m.line.open:
		q := m.line.query
		notes := []string{said}
		if q.MatchCase {
			notes = append([]string{"case counts"}, notes...)
		}
		if q.Expression {
			notes = append([]string{"expression"}, notes...)
		}
		note := strings.Trim(strings.Join(notes, ", "), ", ")
		l.add(styles.Key, m.line.sign())
		room := m.fieldWidth(width)
		l.add(styles.String, m.line.field.View(room))
		m.search.note(&l, styles, note)
	case m.said != "":
		l.add(styles.Dim, m.said)
	case m.search.active():
		l.add(styles.Key, m.line.sign())
		l.add(styles.String, ansi.Truncate(flow.FromOutside(m.search.Text).ShownTo(4*width), m.fieldWidth(width), "…"))
		m.search.note(&l, styles, said)
	default:
		return "", false
	}
	return l.done(), true
}

// fieldWidth is the room for the text in the line.
func (m Model) fieldWidth(width int) int { return max(width/2-2, 1) }

// note is at the right edge.
func (s search) note(l *line, styles Styles, text string) {
	style := styles.Dim
	if s.problem != "" {
		style = styles.Problem
	}
	text = ansi.Truncate(text, max(l.left-2, 0), "…")
	l.add(style, strings.Repeat(" ", max(l.left-ansi.StringWidth(text), 0)))
	l.add(style, text)
}

// said is the count of hits, or what is wrong with the expression.
func (s search) said(d document) string {
	switch {
	case s.problem != "":
		return "✗ " + s.problem
	case !s.active():
		return ""
	}
	text := fmt.Sprintf("%d hits", s.total)
	switch {
	case s.ordinal > 0:
		text = fmt.Sprintf("hit %d of %d", s.ordinal, s.total)
	case s.total == 1:
		text = "1 hit"
	case s.total == 0:
		text = "no hit"
	}
	if !s.complete(d) {
		text += " so far"
	}
	if s.round {
		text += ", from the other end"
	}
	return text
}

// Cursor is where the terminal's cursor stands in a View of that size: in the line of a
// search. Nil where none is open.
func (m Model) Cursor(width, height int) *tea.Cursor {
	if !m.line.open || height < 1 || width < 2 {
		return nil
	}
	c := tea.NewCursor(1+m.line.field.CursorX(m.fieldWidth(width)), height-1)
	c.Shape, c.Blink = tea.CursorBar, false
	return c
}
