// Package jsontree shows a JSON document as a tree that folds: the settings as they
// came, of any size, and broken or not.
//
// Parsing a document before showing it costs time and memory that grow with it. This
// viewer keeps the bytes as they are and reads only what is on the screen. Beside them
// it keeps one mark for every 16 KB, made by a reader that runs ahead in commands: where
// a row begins there, how deep, and on which line. Going back, finding the end of an
// array and numbering a line each mean to find the right mark and to read forward from
// it. The rules:
//
//   - New and View do not depend on the size of the document; nor does Update.
//   - The order of the keys, duplicate keys and the digits of numbers stay as they came.
//   - Strings are unescaped, then neutralised: \u001b shows as ^[.
//   - A broken document is shown as far as it is JSON, then what is wrong and where.
//   - Nothing here recurses, so nesting costs no stack.
//
// It is a component in the shape of the Bubbles: the caller sizes it, colours it, shows
// its help, runs Init and passes on every message, also those that it does not know.
package jsontree

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

const (
	atOnce  = 256 << 10 // bytes that New reads, so that the first frame is full
	atATime = 4 << 20   // bytes that one command reads
)

// Model is the viewer of one document. It is a value: Update returns the next one.
type Model struct {
	Keys KeyMap

	doc      document
	cursor   row
	above    int // rows shown above the cursor, where there are as many
	width    int // of the area, as the last tea.WindowSizeMsg said
	height   int
	expanded bool // the string at the cursor is wrapped instead of cut
	skip     int  // bytes at the beginning of the value at the cursor that do not show
	pending  pending
	goal     int    // the byte that GoTo wants
	said     string // about the last key
	line     input
	search   search
}

// pending is what waits for the reader to get far enough.
type pending int

const (
	nothing pending = iota
	foldHere
	toEnd
	toGoal
)

// readMsg brings what a command has read.
type readMsg struct{ part part }

// New makes a viewer of body, which must not change any more. Whatever is larger than
// 256 KB is read on by Init.
func New(body []byte) Model {
	m := Model{Keys: DefaultKeys(), doc: document{body: body}, width: 80, height: 24}
	return m.take(m.doc.read(atOnce))
}

// Init reads on, until the end is known. Nil when it is.
func (m Model) Init() tea.Cmd {
	if m.doc.done {
		return nil
	}
	doc := m.doc
	return func() tea.Msg { return readMsg{doc.read(atATime)} }
}

// Update moves the cursor, folds, searches and copies by the bindings in Keys, and takes a
// tea.WindowSizeMsg as the size of its own area: the caller passes on what is left of
// the window. Until then it pages by 24 rows.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case readMsg:
		if !m.doc.continues(msg.part) {
			return m, nil // another document's, or a second reader's
		}
		m = m.take(msg.part)
		read := m.Init()
		m, count := m.count()
		return m, tea.Batch(read, count)
	case countedMsg:
		return m.counted(msg)
	case soughtMsg:
		return m.found(msg)
	case tea.WindowSizeMsg:
		m.width, m.height = max(1, msg.Width), max(1, msg.Height)
		m.above = min(m.above, m.height-1)
	case tea.PasteMsg:
		if m.line.open {
			return m.typed(msg)
		}
	case tea.KeyPressMsg:
		switch {
		case m.cursor.line == 0:
		case m.line.open:
			return m.pressInLine(msg)
		case m.search.shows:
			return m.pressInList(msg)
		default:
			return m.press(msg)
		}
	}
	return m, nil
}

// Position returns the cursor's line and how many there are, folded or not: "line 12 of
// 340", and "line 12" until the last one is known.
func (m Model) Position() string {
	switch {
	case m.cursor.line == 0:
		return ""
	case m.doc.done:
		return fmt.Sprintf("line %d of %d", m.cursor.line, m.doc.lines())
	}
	return fmt.Sprintf("line %d", m.cursor.line)
}

// Broken is what is wrong with the document, and at which byte, as far as it has been
// read. Empty when nothing is.
func (m Model) Broken() string {
	if m.doc.problem == "" {
		return ""
	}
	return fmt.Sprintf("broken at byte %d: %s", m.doc.at, m.doc.problem)
}

// take takes in what was read, and does what waited for it.
func (m Model) take(p part) Model {
	m.doc = m.doc.with(p)
	if m.cursor.line == 0 {
		m.cursor, _ = m.doc.first()
	}
	switch m.pending {
	case foldHere:
		m = m.fold()
	case toEnd:
		m = m.end()
	case toGoal:
		m = m.reachGoal()
	}
	return m
}
