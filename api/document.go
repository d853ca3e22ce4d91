package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// listed is how many fields, and how many attributes, of a settings document are listed.
// Document has whatever is beyond.
const listed = 20_000

// depthCap is how deep a document may be nested.
const depthCap = 64

// pathCap is how many bytes of a field's path are listed.
const pathCap = 4 << 10

// reader walks over a settings document in its order and takes down what it meets. It is
// as tolerant as it can be: it stops where the JSON is broken, keeps what came before,
// and marks whatever a person should know of as damage.
type reader struct {
	s     *flow.Settings
	doubt string // what is odd, though the JSON is whole
	path  []byte
	steps []step
	keys  siblings
	met   [4]bool // the values that a login needs, below
	past  bool    // inside an attribute that is not listed any more
}

// token is one piece of a document: a bracket, a key, a string, a number or a word.
type token struct {
	kind byte // one of { } [ ] " 0 t f n
	raw  []byte
	at   int
}

// step is an object or a list that the reader is inside.
type step struct {
	list  bool
	path  int  // how much of reader.path leads to it
	count int  // values in it so far
	named bool // a value comes next, whose key was there
}

// heeding is a document that is read for as long as ctx lasts.
type heeding struct {
	ctx  context.Context
	rest []byte
}

func (h *heeding) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	if len(h.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, h.rest)
	h.rest = h.rest[n:]
	return n, nil
}

// decodeSettings reads what can be read of a document that begins as an object, in a time
// that grows with its size and no faster. It is nil when ctx ended.
func decodeSettings(ctx context.Context, document []byte) *flow.Settings {
	// To check every name for doubles would cost seconds and a gigabyte for a large object.
	in := jsontext.NewDecoder(&heeding{ctx, document}, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	r := reader{s: &flow.Settings{Document: document}}
	var syntax *jsontext.SyntacticError
	for {
		before := int(in.InputOffset())
		next, err := in.ReadToken()
		after := int(in.InputOffset())
		switch whole := before > 0 && len(r.steps) == 0; {
		case err != nil && err != io.EOF && !errors.As(err, &syntax):
			return nil // ctx ended
		case whole && err == io.EOF:
			r.s.Damage = flow.FromOutside(wire.Short(r.doubt, 300))
			return r.s
		case whole:
			return r.damaged("something after the end", len(document)-len(bytes.TrimLeft(document[before:], " \t\r\n")))
		case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
			return r.damaged("cut short", len(document))
		case err != nil:
			at := int(syntax.ByteOffset)
			if rest := strict.Token(document[at:]); len(rest) > 0 && document[at] == ',' && (rest[0] == '}' || rest[0] == ']') {
				at = len(document) - len(rest) // the comma is right until a bracket follows it
			}
			return r.damaged("broken", at)
		}
		raw := strict.Token(document[before:after])
		t := token{kind: byte(next.Kind()), raw: raw, at: after - len(raw)}
		if (t.kind == '{' || t.kind == '[') && len(r.steps) == depthCap {
			return r.damaged("nested too deep", t.at)
		}
		r.take(t)
	}
}

func (r *reader) damaged(how string, at int) *flow.Settings {
	r.s.Damage = flow.FromOutside(fmt.Sprintf("%s at byte %d", how, at))
	return r.s
}

func (r *reader) take(t token) {
	if t.kind == '}' || t.kind == ']' {
		r.leave(t)
		return
	}
	if len(r.steps) > 0 {
		around := &r.steps[len(r.steps)-1]
		if !around.list && !around.named {
			around.named = true
			r.key(t)
			return
		}
		around.named = false
		if around.list {
			r.path = strconv.AppendInt(append(r.path[:around.path], '['), int64(around.count), 10)
			r.path = append(r.path, ']')
		}
		around.count++
	}
	if t.kind == '{' || t.kind == '[' {
		r.steps = append(r.steps, step{list: t.kind == '[', path: len(r.path)})
		r.keys.enter()
		if t.kind == '{' && r.inAttributes() && len(r.steps) == 3 {
			r.attribute()
		}
		return
	}
	r.leaf(t)
}

func (r *reader) key(t token) {
	around := r.steps[len(r.steps)-1]
	r.path = r.path[:around.path]
	if around.path > 0 {
		r.path = append(r.path, '.')
	}
	r.path = strict.AppendText(r.path, t.raw)
	if r.doubt == "" && r.keys.isTwice(t.raw) {
		r.doubtful("%s is there twice, again at byte %d", r.path, t.at)
	}
}

// leave ends an object or a list. An empty one is a value of its own.
func (r *reader) leave(t token) {
	left := r.steps[len(r.steps)-1]
	r.steps = r.steps[:len(r.steps)-1]
	r.path = r.path[:left.path]
	r.keys.leave()
	if left.count > 0 || len(r.steps) == 0 || r.isAttributes(left) {
		return
	}
	t.raw = []byte("{}")
	if left.list {
		t.raw = []byte("[]")
	}
	r.leaf(t)
}

// isAttributes reports whether what was left is the list of attributes or one of them, which
// is no field even when it is empty.
func (r *reader) isAttributes(left step) bool {
	if left.list {
		return len(r.steps) == 1 && string(r.path) == "attributes"
	}
	return len(r.steps) == 2 && r.inAttributes()
}

// inAttributes reports whether the reader is inside the list of attributes.
func (r *reader) inAttributes() bool {
	return len(r.steps) >= 2 && r.steps[1].list && string(r.path[:r.steps[1].path]) == "attributes"
}

func (r *reader) attribute() {
	r.past = len(r.s.Attributes) >= listed
	if r.past {
		r.doubtful("only the first %d attributes are listed", listed)
		return
	}
	r.s.Attributes = append(r.s.Attributes, flow.Attribute{})
}

// leaf takes down a value: as part of an attribute where that knows it, else as a field.
func (r *reader) leaf(t token) {
	r.note(t)
	if r.describes(t) {
		return
	}
	if len(r.s.Fields) >= listed {
		r.doubtful("only the first %d values are listed", listed)
		return
	}
	value := strict.Text(t.raw)
	// A path is written down for each value below it: one as long as the document would make
	// a listing that is many times as large.
	path := flow.FromOutside(wire.Short(string(r.path[:min(len(r.path), pathCap+1)]), pathCap))
	r.s.Fields = append(r.s.Fields, flow.Field{Path: path, Value: flow.FromOutside(value)})
}

// describes takes a value into the attribute that it belongs to. What it does not know
// becomes a field, for nothing is dropped.
func (r *reader) describes(t token) bool {
	if len(r.steps) != 3 || r.steps[2].list || !r.inAttributes() {
		return false
	}
	if r.past {
		return true
	}
	a := &r.s.Attributes[len(r.s.Attributes)-1]
	switch key := string(r.path[r.steps[2].path:]); {
	case key == ".name" && t.kind == '"':
		a.Name = flow.FromOutside(strict.Text(t.raw))
	case key == ".type" && t.kind == '"':
		a.Type = flow.FromOutside(strict.Text(t.raw))
	case key == ".multiple_values" && t.tristate() != flow.Unknown:
		a.Multiple = t.tristate()
	case key == ".private" && t.tristate() != flow.Unknown:
		a.Private = t.tristate()
	default:
		return false
	}
	return true
}

// note keeps the values that decide how a login goes, and whether existence can be asked for. Where one is there twice,
// it is not known.
func (r *reader) note(t token) {
	var which int
	switch depth := len(r.steps); {
	case depth == 3 && string(r.path) == "users.mfa.enabled":
		which, r.s.MFA = 0, t.tristate()
	case depth == 4 && string(r.path) == "users.mfa.login.oob_channel":
		which, r.s.LoginChannel = 1, t.channel()
	case depth == 4 && string(r.path) == "users.mfa.login_recovery.oob_channel":
		which, r.s.RecoveryChannel = 2, t.channel()
	case depth == 3 && string(r.path) == "users.head.enabled":
		which, r.s.Existence = 3, t.tristate()
	default:
		return
	}
	if r.met[which] {
		switch which {
		case 0:
			r.s.MFA = flow.Unknown
		case 1:
			r.s.LoginChannel = flow.NoChannel
		case 2:
			r.s.RecoveryChannel = flow.NoChannel
		case 3:
			r.s.Existence = flow.Unknown
		}
		r.doubtful("%s is there twice, again at byte %d", r.path, t.at)
	}
	r.met[which] = true
}

func (r *reader) doubtful(format string, of ...any) {
	if r.doubt == "" {
		r.doubt = fmt.Sprintf(format, of...)
	}
}

func (t token) tristate() flow.Tristate {
	switch t.kind {
	case 't':
		return flow.Yes
	case 'f':
		return flow.No
	}
	return flow.Unknown
}

func (t token) channel() flow.Channel {
	if t.kind != '"' {
		return flow.NoChannel
	}
	return channelNamed(strict.Text(t.raw))
}
