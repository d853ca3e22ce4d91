package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// phone is the simulated phone of the demo: the messages that came, as they came.
type phone struct {
	messages []arrived
	since    time.Time // when the sign-in of now began; codes sent before are of another one
}

// arrived is a message on the phone, and what became of its code.
type arrived struct {
	Message
	use use
}

// use is whether a code was used up. The phone knows it from the answers to the login, since
// no message tells it.
type use int

const (
	unused    use = iota
	maybeUsed     // the answer to it was lost
	used
)

// phoneKeeps is how many messages the phone keeps.
const phoneKeeps = 16

// receive takes a message.
func (p phone) receive(m Message) phone {
	p.messages = append(slices.Clone(p.messages[max(len(p.messages)+1-phoneKeeps, 0):]), arrived{Message: m})
	return p
}

// follow keeps the phone in step with the login: another customer has an empty phone, another
// sign-in other codes, and a code that was accepted is used.
func (p phone) follow(from flow.State, e flow.Event, to flow.State, now time.Time) phone {
	switch kind := flow.At(to).Kind; {
	case kind == flow.AtCustomer && flow.At(from).Kind != flow.AtCustomer:
		return phone{since: now}
	case kind == flow.AtSecret || kind == flow.AtRecovery:
		p.since = now
		p.messages = slices.DeleteFunc(slices.Clone(p.messages), func(m arrived) bool { return !m.Code.IsEmpty() })
		return p
	}
	failed, _ := e.(flow.CallFailed)
	before, _ := flow.PendingOf(from)
	after, _ := flow.PendingOf(to)
	switch {
	case after.Codes > before.Codes:
		return p.mark(failed.Typed, used)
	case flow.ProblemOf(to).Reason == flow.MaybeUsed:
		return p.mark(failed.Typed, maybeUsed)
	}
	return p
}

// mark notes what became of a code.
func (p phone) mark(code flow.Secret, became use) phone {
	p.messages = slices.Clone(p.messages)
	for i := range p.messages {
		if p.messages[i].Code == code && !code.IsEmpty() {
			p.messages[i].use = became
		}
	}
	return p
}

// newest is the code of the highest send, whatever the order in which they came; empty when
// none came that could still be typed.
func (p phone) newest() flow.Secret {
	if at := p.newestAt(); at >= 0 {
		return p.messages[at].Code
	}
	return flow.Secret{}
}

func (p phone) newestAt() int {
	at := -1
	for i, m := range p.messages {
		if m.Code.IsEmpty() || m.use == used || m.Sent.Before(p.since) {
			continue
		}
		if at < 0 || !m.Sent.Before(p.messages[at].Sent) {
			at = i
		}
	}
	return at
}

// note says what a message's code is worth at this time; empty for a message without one.
func (p phone) note(f layout.Frame, i int) string {
	m := p.messages[i]
	switch {
	case m.Code.IsEmpty():
		return ""
	case m.use == used:
		return "used"
	case m.Sent.Before(p.since):
		return "from an earlier sign-in"
	case i != p.newestAt():
		return "replaced"
	case m.expired(f.Wall):
		return "expired"
	case m.use == maybeUsed:
		return "may be used"
	default:
		return fresh
	}
}

const fresh = "new"

// noted is a message's note, and how the message is drawn. A fresh code can be typed in by a
// key where it is asked for.
func (p phone) noted(f layout.Frame, i int, fills bool) (note string, bright bool) {
	note = p.note(f, i)
	if note == fresh && fills {
		return note + " · " + keyToAsk(fillIn{}) + " types it in", true
	}
	return note, note == fresh
}

func (m Message) expired(now time.Time) bool { return !m.Expires.IsZero() && !now.Before(m.Expires) }

// strip is the phone in some rows above the keys, so many at the most. With fills, ctrl+f
// types its code in.
func (p phone) strip(f layout.Frame, rows int, fills bool) []string {
	if rows <= 1 {
		return []string{f.Styles.Hint.Render(p.oneRow(f))}
	}
	head := "┄ Phone, SIMULATED "
	lines := []string{f.Styles.Hint.Render(head + strings.Repeat("┄", max(f.Grid()-ansi.StringWidth(head), 0)))}
	if len(p.messages) == 0 {
		return append(lines, f.Styles.Hint.Render("  no message yet"))
	}
	var all []string
	for i := len(p.messages) - 1; i >= 0 && len(all) < rows-1; i-- {
		message := p.message(f, i, fills)
		all = append(message[:min(len(message), rows-1-len(all))], all...)
	}
	return append(lines, all...)
}

// oneRow is the newest code alone. What stands before it gives way to it.
func (p phone) oneRow(f layout.Frame) string {
	at := p.newestAt()
	if at < 0 {
		at = len(p.messages) - 1
	}
	if at < 0 {
		return ansi.Truncate("Phone (SIMULATED) no message yet", f.Grid(), "…")
	}
	m, note := p.messages[at], p.note(f, at)
	if note == fresh {
		note = ""
	}
	name := words.Joined(", ", numbered(m.Message), note) + ": "
	if m.Code.IsEmpty() {
		return ansi.Truncate("Phone (SIMULATED) "+name+m.shown(), f.Grid(), "…")
	}
	for _, before := range []string{"Phone (SIMULATED) " + name, "SIMULATED " + name, name} {
		if row := before + m.code(); ansi.StringWidth(row) <= f.Grid() {
			return row
		}
	}
	return ansi.Truncate(m.code(), f.Grid(), "…")
}

// message is when it came, which it is, what it says, and what its code is worth: a row for
// a code, as many as it takes for a mail.
func (p phone) message(f layout.Frame, i int, fills bool) []string {
	m := p.messages[i]
	note, bright := p.noted(f, i, fills)
	style := f.Styles.Hint
	if bright {
		style = f.Styles.Value
	}
	before := "  " + m.At.Format("15:04") + "  " + layout.Pad(numbered(m.Message), 9) + " "
	indent := ansi.StringWidth(before)
	if m.Code.IsEmpty() {
		lines := strings.Split(ansi.Wrap(m.shown(), max(f.Grid()-indent, 1), ""), "\n")
		for i, line := range lines {
			lines[i] = style.Render(before + line)
			before = layout.Pad("", indent)
		}
		return lines
	}
	if !f.Narrow() {
		text := layout.Pad(before+m.within(layout.NoteAt-1-indent), layout.NoteAt)
		return []string{style.Render(text) + f.Styles.Hint.Render(ansi.Truncate(note, f.Grid()-layout.NoteAt, "…"))}
	}
	room, note := f.Width-indent, " · "+p.note(f, i)
	if left := room - ansi.StringWidth(note); left >= ansi.StringWidth(m.code()) {
		return []string{style.Render(before+m.within(left)) + f.Styles.Hint.Render(note)}
	}
	return []string{style.Render(before + m.within(room))}
}

// pane is the phone beside the screen, where there is room.
func (p phone) pane(f layout.Frame, width, height int, fills bool) []string {
	lines := []string{f.Styles.Hint.Render("Phone, SIMULATED"), ""}
	if len(p.messages) == 0 {
		return append(lines, f.Styles.Hint.Render("no message yet"))
	}
	for i := len(p.messages) - 1; i >= 0 && len(lines) < height-3; i-- {
		m := p.messages[i]
		note, bright := p.noted(f, i, fills)
		style := f.Styles.Hint
		if bright {
			style = f.Styles.Value
		}
		lines = append(lines, f.Styles.Hint.Render(words.Joined(" · ", m.At.Format("15:04"), numbered(m.Message))))
		if note != "" {
			lines = append(lines, f.Styles.Hint.Render(ansi.Truncate(note, width, "…")))
		}
		for _, line := range strings.Split(ansi.Wrap(m.shown(), width, ""), "\n") {
			lines = append(lines, style.Render(line))
		}
		lines = append(lines, "")
	}
	return lines
}

// listen waits for the phone's next message.
func (a App) listen() tea.Cmd {
	if a.session.Sandbox == nil || a.session.Sandbox.Messages == nil {
		return nil
	}
	messages := a.session.Sandbox.Messages
	return func() tea.Msg {
		m, open := <-messages
		if !open {
			return nil
		}
		return messageMsg(m)
	}
}

func (m Message) shown() string { return field.Drawn(m.Text.Reveal()) }

func (m Message) code() string { return field.Drawn(m.Code.Reveal()) }

// within is the text in so many cells, or the code alone where the text would lose it.
func (m Message) within(width int) string {
	text := ansi.Truncate(m.shown(), max(width, 0), "…")
	if !strings.Contains(text, m.code()) {
		return ansi.Truncate(m.code(), max(width, 0), "…")
	}
	return text
}

// numbered names a message: "SMS 2", or "e-mail" for one that belongs to no send.
func numbered(m Message) string {
	if m.Number == 0 {
		return words.Channel(m.Channel)
	}
	return words.Channel(m.Channel) + " " + strconv.Itoa(m.Number)
}
