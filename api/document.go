package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// listed is how many fields, and how many attributes, of a settings document are listed. The
// rest is only in Document.
const listed = 20_000

// depthCap limits the nesting of a document.
const depthCap = 64

// pathCap limits the listed path of a field, in bytes.
const pathCap = 4 << 10

// reader reads a settings document from start to end. It is as tolerant as possible: it stops
// where the JSON is broken, keeps everything before that, and reports problems as damage.
type reader struct {
	s        *flow.Settings
	warning  string // a problem in valid JSON
	path     []byte
	name     []byte // of the last key
	steps    []step
	keys     openKeys
	seen     [4]bool       // the values of noteLoginValue
	skipping bool          // inside an attribute beyond the limit
	each     func(t token) // takes every value instead of the listing; nil lists
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
	named bool // its key was read, its value comes next
}

// decodeSettings reads as much as possible of a document that begins as an object, in time linear
// in its size. It returns nil when ctx ended.
func decodeSettings(ctx context.Context, document []byte) *flow.Settings {
	r := reader{s: &flow.Settings{Document: document}}
	if !r.read(ctx, document) {
		return nil
	}
	if r.s.Damage.IsEmpty() {
		r.s.Damage = flow.FromOutside(wire.Short(r.warning, 300))
	}
	return r.s
}

// read reads until the document ends or is no longer JSON, which is damage. False when ctx ended.
func (r *reader) read(ctx context.Context, document []byte) bool {
	// Checking every name for duplicates would cost seconds and a gigabyte for a large object.
	in := jsontext.NewDecoder(&contextReader{ctx, document}, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	var syntax *jsontext.SyntacticError
	for {
		before := int(in.InputOffset())
		next, err := in.ReadToken()
		after := int(in.InputOffset())
		switch whole := before > 0 && len(r.steps) == 0; {
		case err != nil && err != io.EOF && !errors.As(err, &syntax):
			return false
		case whole && err == io.EOF:
			return true
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

func (r *reader) damaged(how string, at int) bool {
	r.s.Damage = flow.FromOutside(fmt.Sprintf("%s at byte %d", how, at))
	return true
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
			r.path = flow.AppendIndex(r.path[:around.path], around.count)
		}
		around.count++
	}
	if t.kind == '{' || t.kind == '[' {
		r.steps = append(r.steps, step{list: t.kind == '[', path: len(r.path)})
		r.keys.enter()
		if t.kind == '{' && r.inAttributes() && len(r.steps) == 3 && r.each == nil {
			r.attribute(t)
		}
		return
	}
	r.value(t)
}

func (r *reader) key(t token) {
	around := r.steps[len(r.steps)-1]
	r.name = strict.AppendText(r.name[:0], t.raw)
	if r.each != nil {
		r.name = abridged(r.name)
	}
	r.path = flow.AppendKey(r.path[:around.path], r.name)
	if r.warning == "" && r.keys.isTwice(t.raw) {
		r.warn("%s is there twice, again at byte %d", r.path, t.at)
	}
}

// leave ends an object or a list. An empty one counts as a value.
func (r *reader) leave(t token) {
	left := r.steps[len(r.steps)-1]
	r.steps = r.steps[:len(r.steps)-1]
	r.path = r.path[:left.path]
	r.keys.leave()
	if left.count > 0 || r.each == nil && (len(r.steps) == 0 || r.isAttributes(left)) {
		return
	}
	t.raw = []byte("{}")
	if left.list {
		t.raw = []byte("[]")
	}
	r.value(t)
}

// isAttributes reports whether a step that was left is the list of attributes or an attribute,
// which is not a field even when it is empty.
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

func (r *reader) attribute(t token) {
	r.skipping = len(r.s.Attributes) >= listed
	if r.skipping {
		r.s.Unlisted = true
		return
	}
	r.s.Attributes = append(r.s.Attributes, flow.Attribute{At: t.at})
}

// value records a value: in its attribute if it is a known property of one, else as a field.
func (r *reader) value(t token) {
	if r.each != nil {
		r.each(t)
		return
	}
	r.noteLoginValue(t)
	if r.setAttribute(t) {
		return
	}
	if len(r.s.Fields) >= listed {
		r.s.Unlisted = true
		return
	}
	// A path is repeated for each value below it, so a very long one would make the listing many
	// times as large as the document.
	path := flow.FromOutside(wire.Short(string(r.path[:min(len(r.path), pathCap+1)]), pathCap))
	r.s.Fields = append(r.s.Fields, flow.Field{Path: path, Value: flow.FromOutside(strict.Text(t.raw)), At: t.at, Text: t.kind == '"'})
}

// setAttribute sets a property of an attribute and reports whether it was a known one. The others
// become fields, so that nothing is dropped.
func (r *reader) setAttribute(t token) bool {
	if len(r.steps) != 3 || r.steps[2].list || !r.inAttributes() {
		return false
	}
	if r.skipping {
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

// noteLoginValue keeps the values that a login and the existence check depend on. A value with a duplicate is
// unknown.
func (r *reader) noteLoginValue(t token) {
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
	if r.seen[which] {
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
		r.warn("%s is there twice, again at byte %d", r.path, t.at)
	}
	r.seen[which] = true
}

func (r *reader) warn(format string, of ...any) {
	if r.warning == "" {
		r.warning = fmt.Sprintf(format, of...)
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
	return flow.ChannelNamed(strict.Text(t.raw))
}
