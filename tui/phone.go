package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

// phone is the simulated phone of the demo: the messages of the login that runs.
type phone struct {
	messages []Message
}

// phoneKeeps is how many messages the phone keeps.
const phoneKeeps = 16

// receive takes a message. Send 1 of a channel begins a new login, whose codes are
// others.
func (p phone) receive(m Message) phone {
	messages := append([]Message{}, p.messages...)
	if len(messages) >= phoneKeeps {
		messages = messages[1:]
	}
	p.messages = append(messages, m)
	return p
}

// newest is the code of the highest send, whatever the order in which they came.
func (p phone) newest() flow.Secret {
	if at := p.newestAt(); at >= 0 {
		return p.messages[at].Code
	}
	return flow.Secret{}
}

func (p phone) newestAt() int {
	at := -1
	for i, m := range p.messages {
		if !m.Code.IsEmpty() && (at < 0 || !m.Sent.Before(p.messages[at].Sent)) {
			at = i
		}
	}
	return at
}

// forget empties the phone's screen for the next login.
func (p phone) forget() phone { return phone{} }

// strip is the phone in a few rows above the keys; at one row it is the newest message
// alone.
func (p phone) strip(f frame, rows int) []string {
	if rows <= 1 {
		text := "Phone (SIMULATED) no message yet"
		if at := p.newestAt(); at >= 0 {
			m := p.messages[at]
			text = "Phone (SIMULATED) " + numbered(m) + ": " + m.Code.Reveal()
		}
		return []string{ansi.Truncate(f.styles.hint.Render(text), f.grid(), "…")}
	}
	head := "┄ Phone, SIMULATED "
	lines := []string{f.styles.hint.Render(head + strings.Repeat("┄", max(f.grid()-ansi.StringWidth(head), 0)))}
	if len(p.messages) == 0 {
		return append(lines, f.styles.hint.Render("  no message yet"))
	}
	from := max(len(p.messages)-(rows-1), 0)
	for i := from; i < len(p.messages); i++ {
		lines = append(lines, p.message(f, i))
	}
	return lines
}

func (p phone) message(f frame, i int) string {
	m := p.messages[i]
	style, note := f.styles.hint, "replaced"
	switch {
	case m.Code.IsEmpty():
		note = ""
	case i == p.newestAt():
		style, note = f.styles.value, "new · ctrl+f types it in"
	}
	text := "  " + m.At.Format("15:04") + "  " + pad(numbered(m), 9) + " " + m.shown()
	if f.narrow() {
		return style.Render(ansi.Truncate(text, f.width, "…"))
	}
	return style.Render(pad(ansi.Truncate(text, noteAt-1, "…"), noteAt)) + f.styles.hint.Render(ansi.Truncate(note, f.grid()-noteAt, "…"))
}

// pane is the phone beside the screen, where there is room.
func (p phone) pane(f frame, width, height int) []string {
	lines := []string{f.styles.hint.Render("Phone, SIMULATED"), ""}
	if len(p.messages) == 0 {
		return append(lines, f.styles.hint.Render("no message yet"))
	}
	for i := len(p.messages) - 1; i >= 0 && len(lines) < height-3; i-- {
		m := p.messages[i]
		style, note := f.styles.hint, "replaced"
		switch {
		case m.Code.IsEmpty():
			note = ""
		case i == p.newestAt():
			style, note = f.styles.value, "new · ctrl+f types it in"
		}
		lines = append(lines, f.styles.hint.Render(joined(" · ", m.At.Format("15:04"), numbered(m))))
		if note != "" {
			lines = append(lines, f.styles.hint.Render(ansi.Truncate(note, width, "…")))
		}
		for _, line := range strings.Split(ansi.Wrap(m.shown(), width, ""), "\n") {
			lines = append(lines, style.Render(line))
		}
		lines = append(lines, "")
	}
	return lines
}

func (m Message) shown() string { return flow.FromOutside(m.Text.Reveal()).Shown() }

func numbered(m Message) string { return channelWord(m.Channel) + " " + itoa(m.Number) }
