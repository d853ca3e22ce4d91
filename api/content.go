package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// contentCap limits what is kept of one document for a comparison, in bytes of paths and of what
// stands for a value: some five million values.
const contentCap = 512 << 20

// keyKept is how much of a key stands in a path, in bytes.
const keyKept = 1 << 10

// Content reads every value of a settings document, or of any other JSON, for a comparison: in time
// linear in its size. False when ctx ended.
func Content(ctx context.Context, document []byte) (flow.Content, bool) {
	var c flow.Content
	left, end := contentCap, 0
	r := reader{s: &flow.Settings{}}
	r.each = func(t token) {
		if left -= len(r.path) + 64; left < 0 {
			if c.Cut.IsEmpty() {
				c.Cut = flow.FromOutside("too much to compare")
			}
			return
		}
		end = t.at + len(t.raw)
		c.Values = append(c.Values, flow.Field{
			Path: flow.FromOutside(string(r.path)), Value: flow.FromOutside(strict.Text(t.raw)), Text: t.kind == '"', At: t.at,
		})
	}
	if !r.read(ctx, document) {
		return flow.Content{}, false
	}
	if !c.Cut.IsEmpty() {
		return c, true
	}
	c.Cut = r.s.Damage
	if n := len(c.Values) - 1; n >= 0 && len(r.steps) > 0 && !c.Values[n].Text && end == len(document) {
		c.Values = c.Values[:n] // it may have been a longer number
	}
	return c, true
}

// abridged returns a key that is not too long for a path, still another one than any other key.
func abridged(key []byte) []byte {
	if len(key) <= keyKept {
		return key
	}
	sum := sha256.Sum256(key)
	return append(append(key[:keyKept/4], "…"...), hex.EncodeToString(sum[:8])...)
}

// contextReader reads a document until ctx ends.
type contextReader struct {
	ctx  context.Context
	rest []byte
}

func (h *contextReader) Read(p []byte) (int, error) {
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
