package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// searches measures a search in the JSON viewer for the last item of settings of three sizes,
// ignoring case: from the last letter and enter, written at once, to the hit on the screen.
// Then a key that scrolls, by jsontree's own benchmark.
func (b *bench) searches(ctx context.Context) ([]row, error) {
	var rows []row
	for _, size := range []int{1, 20, 100} {
		body := settingsOf(size)
		file := filepath.Join(b.folder, fmt.Sprintf("search%d.json", size))
		if err := os.WriteFile(file, body, 0o600); err != nil {
			return rows, err
		}
		id := body[bytes.LastIndex(body, []byte(`"id":"`))+len(`"id":"`):][:8]
		needle := "STØRRELSE " + string(bytes.TrimLeft(id, "0"))
		took, err := turns(max(3, b.rounds/2), b.search(ctx, file, needle), b.echo(ctx))
		if err != nil {
			return rows, err
		}
		r := row{
			what: fmt.Sprintf("JSON of %d MiB, search for its last item, enter to the hit on the screen", size),
			ours: median(took[0]), floor: median(took[1]), beside: "a key in the hello world", unit: "ms", aim: atMost, limit: 2,
		}
		if size > 20 {
			r.aim, r.limit = told, 0
		}
		rows = append(rows, r)
		_ = os.Remove(file)
	}
	for _, size := range []string{"1", "20", "100"} {
		took, err := turns(3, b.benchmark(ctx, b.treeTests, "BenchmarkScroll/"+size+"MB"))
		if err != nil {
			return rows, err
		}
		rows = append(rows, row{
			what: "JSON of " + size + " MiB, a key that scrolls, Update and View only", ours: median(took[0]) / 1e6, unit: "ms", aim: absolute, limit: 1,
		})
	}
	return rows, nil
}

// search takes the milliseconds from enter to the hit.
func (b *bench) search(ctx context.Context, file, needle string) measure {
	return func() (float64, error) {
		t, err := b.open(ctx, true, "us.", b.viewer, file)
		if err != nil {
			return 0, err
		}
		defer t.close()
		if _, err := t.wait(); err != nil {
			return 0, err
		}
		if err := t.until("line 1 of"); err != nil {
			return 0, err
		}
		last := len(needle) - 1
		if _, err := t.press("/"+needle[:last], ""); err != nil {
			return 0, err
		}
		t.settle(200 * time.Millisecond)
		return t.pressed(needle[last:]+"\r", "of 1")
	}
}

// echo takes the milliseconds from a key to its letter in the hello world.
func (b *bench) echo(ctx context.Context) measure {
	return func() (float64, error) {
		t, err := b.open(ctx, true, firstOfHello, b.hello)
		if err != nil {
			return 0, err
		}
		defer t.close()
		if _, err := t.wait(); err != nil {
			return 0, err
		}
		t.settle(200 * time.Millisecond)
		return t.pressed("x", "x")
	}
}

// pressed presses keys, and takes the milliseconds until a text shows.
func (t *terminal) pressed(keys, shows string) (float64, error) {
	at, err := t.press(keys, shows)
	if err != nil {
		return 0, err
	}
	shown, err := t.wait()
	return milliseconds(shown.Sub(at)), err
}
