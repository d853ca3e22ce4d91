package main

import (
	"context"
	"time"
)

// walkAtMost is three times what a walk sent before the screens showed what happened so far, in
// bytes.
const walkAtMost = 3 * 7286

// walk counts what a whole login sends to its terminal, from the first frame to the settings
// and back.
func (b *bench) walk(ctx context.Context) ([]row, error) {
	login, err := b.open(ctx, true, firstOfLogin, b.login, "--demo")
	if err != nil {
		return nil, err
	}
	defer login.close()
	for _, step := range []struct{ screen, keys string }{
		{firstOfLogin, "99999999"},
		{"sent as", "\r"},
		{"● PIN or password", "246810"},
		{"••••••", "\r"},
		{"new", "\x06"},
		{"● Code", "\r"},
		{"● Signed in", "\x13"},
		{"● Settings", "\x1b"},
		{"● Signed in", ""},
	} {
		if err := login.until(step.screen); err != nil {
			return nil, err
		}
		login.settle(300 * time.Millisecond) // as long as a person looks, at the least
		if _, err := login.press(step.keys, ""); err != nil {
			return nil, err
		}
	}
	return []row{{
		what: "bytes of a whole login at 80×24, settings included", ours: float64(login.count()),
		unit: "B", aim: absolute, limit: walkAtMost,
	}}, nil
}
