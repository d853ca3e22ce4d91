package main

import (
	"context"
	"strings"
	"time"
)

// pace is the time between two keys: three frames and a golden part of one, so that the
// keys fall evenly on every moment between two frames.
const pace = time.Second * 3618 / 120000

// typing is a field that is typed into, key by key.
type typing struct {
	terminal *terminal
	due      time.Time // the next key
	text     string
	shown    string // what each key shows; empty: itself
	echo     []float64
	bytes    []float64
}

// keys types into the three fields, and into the hello world in turn.
func (b *bench) keys(ctx context.Context) ([]row, error) {
	login, hello, closeBoth, err := b.pair(ctx)
	if err != nil {
		return nil, err
	}
	defer closeBoth()
	floor := &typing{terminal: hello, due: time.Now(), text: "+4799999999"}
	phone := &typing{terminal: login, due: time.Now(), text: "+4799999999"}
	secret := &typing{terminal: login, due: time.Now(), text: "battery staple", shown: "•"}
	code := &typing{terminal: login, due: time.Now(), text: "70154382"}
	for _, next := range []struct {
		field  *typing
		screen string // by what it is known
		keys   string // that lead to the next
	}{
		{phone, firstOfLogin, "\x06"},
		{nil, "sent as", "\r"},
		{secret, "● PIN or password", "\x06"},
		{nil, "••••", "\r"},
		{code, "● Code", ""},
	} {
		if err := login.until(next.screen); err != nil {
			return nil, err
		}
		login.settle(200 * time.Millisecond)
		if next.field != nil {
			for range max(2, 2*b.rounds/3) {
				if err := next.field.once(); err != nil {
					return nil, err
				}
				if err := floor.once(); err != nil {
					return nil, err
				}
			}
		}
		if _, err := login.press(next.keys, ""); err != nil {
			return nil, err
		}
	}
	echo := append(append(append([]float64(nil), phone.echo...), secret.echo...), code.echo...)
	sent := median(floor.bytes)
	return []row{
		{what: "key to echo, median", ours: median(echo), floor: median(floor.echo), beside: helloWorld, unit: "ms", aim: atMost, limit: 1.1},
		{
			what: "key to echo, 99 of 100", ours: quantile(echo, 0.99), floor: quantile(floor.echo, 0.99), beside: helloWorld,
			unit: "ms", aim: atMost, limit: 1.2,
		},
		{what: "bytes per key, code", ours: median(code.bytes), floor: sent, beside: helloWorld, unit: "B", aim: atMost, limit: 1.3},
		{what: "bytes per key, PIN or password", ours: median(secret.bytes), floor: sent, beside: helloWorld, unit: "B", aim: atMost, limit: 1.3},
		{what: "bytes per key, phone number, mean", ours: mean(phone.bytes), floor: sent, beside: helloWorld, unit: "B", aim: atMost, limit: 3},
	}, nil
}

// once types the text, a key at a time, and takes it away again.
func (f *typing) once() error {
	for _, r := range f.text {
		wanted := f.shown
		if wanted == "" {
			wanted = string(r)
		}
		before := f.terminal.count()
		for f.due.Before(time.Now()) {
			f.due = f.due.Add(pace)
		}
		time.Sleep(time.Until(f.due))
		pressed, err := f.terminal.press(string(r), wanted)
		if err != nil {
			return err
		}
		at, err := f.terminal.wait()
		if err != nil {
			return err
		}
		f.echo = append(f.echo, milliseconds(at.Sub(pressed)))
		time.Sleep(12 * time.Millisecond) // a frame and a half: all that it sends has come
		f.bytes = append(f.bytes, float64(f.terminal.count()-before))
	}
	if _, err := f.terminal.press(strings.Repeat("\x7f", len(f.text)), ""); err != nil {
		return err
	}
	f.terminal.settle(50 * time.Millisecond)
	return nil
}
