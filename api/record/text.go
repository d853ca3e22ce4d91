package record

import "strings"

// Text is sanitised text, in pieces.
type Text []Piece

// Piece is text as it went over the wire, or the pseudonym that stands where something was taken
// out.
type Piece struct {
	Text string
	Out  string // such as mfa_token#1; empty where nothing was taken out
	Form Form   // how the wire held what was taken out
}

// Form is how text is written where it stands.
type Form int

// The Forms.
const (
	Plain   Form = iota // as in a header
	InJSON              // within the quotes of a JSON string (RFC 8259 section 7)
	InQuery             // percent-encoded, with + for a blank
)

// String is the text with its pseudonyms.
func (t Text) String() string {
	if len(t) == 1 && t[0].Out == "" {
		return t[0].Text
	}
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.Text)
		b.WriteString(p.Out)
	}
	return b.String()
}

// IsWhole reports whether nothing was taken out.
func (t Text) IsWhole() bool {
	for _, p := range t {
		if p.Out != "" {
			return false
		}
	}
	return true
}

// joined is the same in as few pieces as possible.
func (t Text) joined() Text {
	var all Text
	for _, p := range t {
		if last := len(all) - 1; last >= 0 && p.Out == "" && all[last].Out == "" {
			all[last].Text += p.Text
			continue
		}
		all = append(all, p)
	}
	return all
}

func (t Text) size() int {
	n := 0
	for _, p := range t {
		n += len(p.Text) + len(p.Out)
	}
	return n
}

// text is Text of which nothing was taken out.
func text(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Text: s}}
}
