// Package cast records a terminal's screen as an asciicast, version 3: a line of JSON with the
// terminal's size, then a line for each thing that happened (docs.asciinema.org/manual/asciicast/v3).
//
// Only what the terminal shows is recorded, never what is typed. The file says nothing about the
// machine: no environment, no user, no host, no path, no time of day.
package cast

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"
)

// title is what a player shows.
const title = "dintero-login"

// Cast writes a recording as its events are told, each with the time since the start. The times
// never go back. It is not for several goroutines at once.
type Cast struct {
	out           io.Writer
	columns, rows int
	begun         bool          // the header is written
	last          time.Duration // of the event before, in whole milliseconds
	held          []byte        // the beginning of a character whose rest has not come yet
	err           error
}

// New returns a recording that is written to out. Before its first event Resize says how large
// the terminal is; otherwise it is 80×24.
func New(out io.Writer) *Cast { return &Cast{out: out, columns: 80, rows: 24} }

// Err returns the first error of the writer. Nothing is written after it.
func (c *Cast) Err() error { return c.err }

// Output records what the terminal got. Bytes that are not UTF-8 become U+FFFD; a character that
// came in two parts stays one. What is meant for the clipboard is left out: playing a recording
// must not change the clipboard of whoever watches.
func (c *Cast) Output(at time.Duration, p []byte) {
	text := append(c.held, withoutClipboard(p)...)
	end := len(text) - incomplete(text)
	c.held = bytes.Clone(text[end:])
	if end > 0 {
		c.event(at, "o", string(text[:end]))
	}
}

// Resize records that the terminal has another size, in cells.
func (c *Cast) Resize(at time.Duration, columns, rows int) {
	if columns <= 0 || rows <= 0 || columns == c.columns && rows == c.rows {
		return
	}
	c.columns, c.rows = columns, rows
	if c.begun {
		c.event(at, "r", fmt.Sprintf("%dx%d", columns, rows))
	}
}

// Mark records that a step begins, by its name. A player can jump to it.
func (c *Cast) Mark(at time.Duration, step string) { c.event(at, "m", step) }

// Exit records the end of the program, with its exit code.
func (c *Cast) Exit(at time.Duration, code int) {
	if len(c.held) > 0 {
		c.event(at, "o", string(c.held))
	}
	c.held = nil
	c.event(at, "x", strconv.Itoa(code))
}

func (c *Cast) event(at time.Duration, code, data string) {
	if !c.begun {
		c.begun = true
		c.line(fmt.Appendf(nil, `{"version":3,"term":{"cols":%d,"rows":%d},"title":"%s"}`, c.columns, c.rows, title))
	}
	at = max(at.Round(time.Millisecond), c.last)
	interval := strconv.FormatFloat((at - c.last).Seconds(), 'f', 3, 64)
	c.last = at
	c.line(fmt.Appendf(nil, `[%s,"%s",%s]`, interval, code, quoted(data)))
}

func (c *Cast) line(text []byte) {
	if c.err == nil {
		_, c.err = c.out.Write(append(text, '\n'))
	}
}

// quoted returns text as a JSON string.
func quoted(text string) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string cannot fail
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// incomplete returns how many bytes at the end are the beginning of a character.
func incomplete(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if end := text[len(text)-n:]; utf8.RuneStart(end[0]) {
			if utf8.FullRune(end) {
				return 0
			}
			return n
		}
	}
	return 0
}

// withoutClipboard leaves out each OSC 52 with all that it holds. Bubble Tea writes one at once.
func withoutClipboard(p []byte) []byte {
	const begins, bell, ends = "\x1b]52;", "\a", "\x1b\\"
	for {
		from := bytes.Index(p, []byte(begins))
		if from < 0 {
			return p
		}
		to := len(p)
		for _, end := range []string{bell, ends} {
			if at := bytes.Index(p[from:], []byte(end)); at >= 0 {
				to = min(to, from+at+len(end))
			}
		}
		p = append(bytes.Clone(p[:from]), p[to:]...)
	}
}
