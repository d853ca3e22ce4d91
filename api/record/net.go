package record

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"dintero-login/flow"
)

// safetyNet is the last net: every byte of a file is searched for every secret and identifier of the
// record, in every encoding, before the file is written.
//
// What is short would be met by chance: a PIN of four digits is a year, a password may be "code".
// So there are three ways to look, and a text is looked for in the strictest one that it allows:
//
//   - anywhere, from eight bytes on, unless it has letters only;
//   - as a whole word, below eight bytes: no letter and no digit beside it; and digits not within
//     a date, a decimal fraction, the address of this machine, or a number of JSON, for the
//     sanitiser keeps no number that a secret is equal to;
//   - as a whole value between quotation marks, where it has letters only.
//
// In base64, hex and the like anything is looked for anywhere from six bytes on, since no word has
// such a mixture. Below four bytes, and where a secret is one of the API's own words, nothing can tell it
// from those: the sanitiser alone keeps it out, by its place.
type safetyNet struct {
	long  finder
	kinds map[string]string // of each needle
	words []string
	exact []string
}

// LeakError says that a file would hold what must not leave, and where: never what it is. Nothing was
// written.
type LeakError struct {
	Where string // the file
	Kind  string // such as mfa_token
}

func (e *LeakError) Error() string {
	return fmt.Sprintf("nothing was written: %s would hold a secret (%s), which is a defect of this program", e.Where, e.Kind)
}

// errUnarmed is for a net that does not find what was planted.
var errUnarmed = errors.New("nothing was written: the search for secrets does not work, which is a defect of this program")

// member is a file by itself, or within a bundle.
type member struct {
	name string
	data []byte
}

// fragment is how much of a long secret is looked for, in bytes: its beginning, its middle and its
// end.
const fragment = 48

func newNet(secrets []live) *safetyNet {
	n := &safetyNet{long: finder{}, kinds: map[string]string{}}
	for _, l := range secrets {
		n.add(l)
	}
	return n
}

func (n *safetyNet) add(l live) {
	text := l.secret.Reveal()
	if len(text) < shortest {
		return
	}
	for _, part := range fragments(text) {
		for _, coded := range written(part) {
			if len(coded) < shortest || n.kinds[coded] != "" {
				continue
			}
			switch {
			case isAPIName(coded) || isAPIName(strings.ToLower(coded)):
				continue
			case isWord(coded) && coded == part:
				n.exact = append(n.exact, coded)
			case coded == part && len(coded) < longEnough || len(coded) < codedEnough:
				n.words = append(n.words, coded)
			default:
				key := [shortest]byte([]byte(coded[:shortest]))
				n.long[key] = append(n.long[key], coded)
			}
			n.kinds[coded] = l.kind
		}
	}
}

func fragments(text string) []string {
	if len(text) <= 2*fragment {
		return []string{text}
	}
	middle := len(text)/2 - fragment/2
	return []string{text[:fragment], text[middle : middle+fragment], text[len(text)-fragment:]}
}

// checked searches files for everything. A secret of each length is planted in the first of them, in
// every encoding, and has to be found.
func checked(secrets []live, members []member) error {
	if len(members) == 0 {
		return errUnarmed
	}
	long, short := rand.Text()+"2", digits() // with a digit: letters alone are looked for in another way
	canaries := []live{{"canary", flow.Conceal(long)}, {"canary", flow.Conceal(short)}}
	armed, alone := newNet(append(slices.Clip(secrets), canaries...)), newNet(canaries)
	// A short secret may happen to be in an encoded canary, and be what the armed net names.
	caught := func(data []byte) bool { return armed.find(data) != "" && alone.find(data) == "canary" }
	for _, m := range members {
		if kind := armed.find(m.data); kind != "" {
			return &LeakError{m.name, kind}
		}
	}
	data := members[0].data
	half := len(data) / 2
	near := data[max(0, half-64):min(len(data), half+64)]
	for _, canary := range []string{long, short} {
		for _, coded := range written(canary) {
			if !caught(planted(near, coded)) {
				return errUnarmed
			}
		}
		if !caught(planted(data, canary)) {
			return errUnarmed
		}
	}
	return nil
}

// planted is data with a word in its middle.
func planted(data []byte, word string) []byte {
	half := len(data) / 2
	return bytes.Join([][]byte{data[:half], data[half:]}, []byte("\n "+word+" \n"))
}

// digits is a code that nobody has.
func digits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000))
	if err != nil {
		return "100000"
	}
	return fmt.Sprint(100_000 + n.Int64())
}

// find is the kind of the first thing that is in a file; empty where there is none.
func (n *safetyNet) find(data []byte) string {
	if regexp.MustCompile(`eyJ[\w-]{8,}\.[\w-]{8,}`).Match(data) {
		return "token"
	}
	for i := 0; i+shortest <= len(data); i++ {
		for _, coded := range n.long[[shortest]byte(data[i:i+shortest])] {
			if len(data)-i >= len(coded) && string(data[i:i+len(coded)]) == coded {
				return n.kinds[coded]
			}
		}
	}
	for _, value := range n.exact {
		if bytes.Contains(data, []byte(`"`+value+`"`)) || bytes.Contains(data, []byte(`"`+value+`\"`)) {
			return n.kinds[value]
		}
	}
	for _, word := range n.words {
		if hasWord(data, word) && hasWord(withoutDates(data), word) {
			return n.kinds[word]
		}
	}
	return ""
}

// withoutDates is data with blanks in the place of dates, times and the addresses of this machine.
func withoutDates(data []byte) []byte {
	dates := regexp.MustCompile(`\b(19|20)\d\d-\d\d-\d\d([T ][\d:.]+)?|\b\d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (19|20)\d\d\b|(127\.0\.0\.1|\[::1\]|localhost):\d{1,5}\b`)
	return dates.ReplaceAllFunc(data, func(date []byte) []byte { return bytes.Repeat([]byte(" "), len(date)) })
}

// hasWord reports whether a word stands anywhere with no letter and no digit beside it.
func hasWord(data []byte, word string) bool {
	for from := 0; ; {
		at := bytes.Index(data[from:], []byte(word))
		if at < 0 {
			return false
		}
		at += from
		before, after := data[:at], data[at+len(word):]
		if !endsInWord(before) && !endsInWord(first(after)) && !(isNumber(word) && isOwnNumber(before, after)) {
			return true
		}
		from = at + 1
	}
}

func first(data []byte) []byte { return data[:min(len(data), 1)] }

func endsInWord(data []byte) bool {
	if len(data) == 0 {
		return false
	}
	c := data[len(data)-1]
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}

// isOwnNumber reports whether digits are a part of a decimal fraction or a number of JSON, which
// is ours: a count, a size, a time.
func isOwnNumber(before, after []byte) bool {
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	if n := len(before); n >= 2 && before[n-1] == '.' && digit(before[n-2]) || len(after) >= 2 && after[0] == '.' && digit(after[1]) {
		return true
	}
	key := bytes.TrimRight(before, " ")
	return bytes.HasSuffix(key, []byte(`":`)) && len(after) > 0 && strings.IndexByte(",}\r\n\\ ", after[0]) >= 0
}
