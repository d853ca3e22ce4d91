package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// keys are a shell's editing keys, less those that the screens use: ctrl+f and with it
// ctrl+b, ctrl+t, ctrl+x.
var keys = struct {
	left, right, wordLeft, wordRight, start, end                    key.Binding
	back, forward, wordBack, wordForward, backToStart, forwardToEnd key.Binding
}{
	left:         key.NewBinding(key.WithKeys("left")),
	right:        key.NewBinding(key.WithKeys("right")),
	wordLeft:     key.NewBinding(key.WithKeys("ctrl+left", "alt+left", "alt+b")),
	wordRight:    key.NewBinding(key.WithKeys("ctrl+right", "alt+right", "alt+f")),
	start:        key.NewBinding(key.WithKeys("home", "ctrl+a")),
	end:          key.NewBinding(key.WithKeys("end", "ctrl+e")),
	back:         key.NewBinding(key.WithKeys("backspace", "shift+backspace", "ctrl+h")),
	forward:      key.NewBinding(key.WithKeys("delete", "ctrl+d")),
	wordBack:     key.NewBinding(key.WithKeys("ctrl+w", "alt+backspace", "ctrl+backspace")),
	wordForward:  key.NewBinding(key.WithKeys("alt+d", "alt+delete", "ctrl+delete")),
	backToStart:  key.NewBinding(key.WithKeys("ctrl+u")),
	forwardToEnd: key.NewBinding(key.WithKeys("ctrl+k")),
}

// press moves the cursor or deletes.
func (m Model) press(msg tea.KeyPressMsg) Model {
	text := m.text.Reveal()
	switch {
	case key.Matches(msg, keys.left):
		m.at = before(text, m.at)
	case key.Matches(msg, keys.right):
		m.at = after(text, m.at)
	case key.Matches(msg, keys.wordLeft):
		m.at = m.wordBefore(text)
	case key.Matches(msg, keys.wordRight):
		m.at = m.wordAfter(text)
	case key.Matches(msg, keys.start):
		m.at = 0
	case key.Matches(msg, keys.end):
		m.at = len(text)
	case key.Matches(msg, keys.back):
		m = m.replace(before(text, m.at), m.at, "")
	case key.Matches(msg, keys.forward):
		m = m.replace(m.at, after(text, m.at), "")
	case key.Matches(msg, keys.wordBack):
		m = m.replace(m.wordBefore(text), m.at, "")
	case key.Matches(msg, keys.wordForward):
		m = m.replace(m.at, m.wordAfter(text), "")
	case key.Matches(msg, keys.backToStart):
		m = m.replace(0, m.at, "")
	case key.Matches(msg, keys.forwardToEnd):
		m = m.replace(m.at, len(text), "")
	}
	return m
}

// wordBefore returns where the word at or before the cursor begins. A masked text is one
// word: stops inside it would show where its spaces are.
func (m Model) wordBefore(text string) int {
	if m.masked() {
		return 0
	}
	head := strings.TrimRightFunc(text[:m.at], isGap)
	i := strings.LastIndexFunc(head, isGap)
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(head[i:])
	return min(boundary(text, i+size), m.at)
}

// wordAfter returns where the word at or after the cursor ends.
func (m Model) wordAfter(text string) int {
	if m.masked() {
		return len(text)
	}
	tail := strings.TrimLeftFunc(text[m.at:], isGap)
	i := strings.IndexFunc(tail, isGap)
	if i < 0 {
		return len(text)
	}
	return boundary(text, len(text)-len(tail)+i)
}

// isGap reports whether r stands between words: the parts of an e-mail address are words.
func isGap(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }

// before returns the cluster boundary before at, which is one itself.
func before(text string, at int) int {
	clusters, prev := graphemes.FromString(text), 0
	for clusters.Next() && clusters.End() < at {
		prev = clusters.End()
	}
	return prev
}

// after returns the cluster boundary after at.
func after(text string, at int) int { return boundary(text, min(at+1, len(text))) }

// boundary returns the first cluster boundary at or after at.
func boundary(text string, at int) int {
	clusters := graphemes.FromString(text)
	for clusters.End() < at && clusters.Next() {
	}
	return clusters.End()
}
