package phone

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/words"
)

// Message is one that the simulated phone received.
type Message struct {
	Number  int // the send it belongs to, from 1 for each login; 0 for a mail without a code
	Channel flow.Channel
	To      string
	Text    flow.Secret // it holds the code
	Code    flow.Secret // empty when it holds none
	Sent    time.Time   // when it was sent
	At      time.Time   // when it arrived
	Expires time.Time   // when its code expires; zero when it holds none
}

func (m Message) expired(now time.Time) bool { return !m.Expires.IsZero() && !now.Before(m.Expires) }

// numbered names a message: "SMS 2", or "e-mail" for one that belongs to no send.
func (m Message) numbered() string {
	if m.Number == 0 {
		return words.Channel(m.Channel)
	}
	return words.Channel(m.Channel) + " " + strconv.Itoa(m.Number)
}

// arrived is a message on the phone, and what became of its code. Text and Code are as they are
// drawn in shown and code, so that a long text is neutralised once.
type arrived struct {
	Message
	came  flow.Moment
	shown flow.Secret
	code  flow.Secret
	use   use
}

func arrive(m Message, now flow.Moment) arrived {
	shown, code := field.Drawn(m.Text.Reveal()), field.Drawn(m.Code.Reveal())
	if !strings.Contains(shown, code) {
		shown = words.Joined(" ", shown, code)
	}
	return arrived{Message: m, came: now, shown: flow.Conceal(shown), code: flow.Conceal(code)}
}

// row is the text in one row of so many cells, or the code alone where the text would lose it.
func (m arrived) row(width int) string {
	text := ansi.Truncate(m.shown.Reveal(), max(width, 0), "…")
	if !strings.Contains(text, m.code.Reveal()) {
		return ansi.Truncate(m.code.Reveal(), max(width, 0), "…")
	}
	return text
}

// rows is the text in so many rows at the most. Of one that is longer the last row says how
// much is left out; the code never is.
func (m arrived) rows(width, most int) []string {
	all := m.wrapped(width)
	switch {
	case len(all) <= most:
		return all
	case most < 2:
		return []string{m.row(width)}
	}
	kept := all[: most-1 : most-1]
	if !strings.Contains(strings.Join(kept, "\n"), m.code.Reveal()) {
		kept = append(kept[:most-2:most-2], ansi.Truncate("… "+m.code.Reveal(), width, "…"))
	}
	left := m.shown.Reveal()
	for _, row := range all[:most-1] {
		_, left, _ = strings.Cut(left, row) // the spaces between rows are in neither
	}
	more := utf8.RuneCountInString(strings.TrimLeft(left, " "))
	return append(kept, ansi.Truncate("… "+strconv.Itoa(more)+" more characters", width, "…"))
}

// wrapped is the text in rows. A code that would be broken begins a row.
func (m arrived) wrapped(width int) []string {
	text, code := wrap(m.shown.Reveal(), width), m.code.Reveal()
	if before, after, _ := strings.Cut(m.shown.Reveal(), code); before != "" && !strings.Contains(text, code) {
		text = wrap(before, width) + "\n" + wrap(code+after, width)
	}
	return strings.Split(text, "\n")
}

// wrap breaks text at its spaces. ansi.Wrap makes some rows with emoji too wide.
func wrap(text string, width int) string {
	return ansi.Hardwrap(ansi.Wrap(text, width, ""), width, true)
}
