package api

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// wide is a document of many objects with so many keys each.
func wide(objects, keys int) []byte {
	var b strings.Builder
	b.WriteString(`{"x":[`)
	for i := range objects {
		if i > 0 {
			b.WriteByte(',')
		}
		for j := range keys {
			fmt.Fprintf(&b, `%c"key%05d":1`, "{,"[min(j, 1)], j)
		}
		b.WriteByte('}')
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// The time to decode a document grows with its size, not with how many keys stand side by
// side: the same bytes in wide objects cost about what they cost in narrow ones. Comparing
// each key with those beside it costs some twenty times as much.
func TestWideObjectsCostWhatNarrowOnesDo(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const size = 100_000
	least := func(document []byte) time.Duration {
		best := time.Hour
		for range 5 {
			start := time.Now()
			if s := decodeSettings(t.Context(), document); !s.Damage.IsEmpty() {
				t.Fatal(s.Damage)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	narrow := least(wide(size/8, 8))
	for _, keys := range []int{20, 256, size} {
		document, took := wide(size/keys, keys), time.Hour
		for tries := 0; took > 4*narrow && tries < 10; tries++ { // on a busy machine a good moment may be long in coming
			took = min(took, least(document))
		}
		if took > 4*narrow {
			t.Errorf("objects of %d keys took %v, of 8 keys %v", keys, took, narrow)
		}
	}
}

func TestAKeyThatIsThereTwiceIsFoundAmongMany(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		beside, at int // how many keys stand before the second, and which of them is the first
		found      bool
	}{{1, 0, true}, {16, 15, true}, {17, 0, true}, {17, 16, true}, {40, 16, true}, {255, 254, true}, {300, 255, true}, {300, 256, false}} {
		document := strings.TrimSuffix(string(wide(1, tt.beside)), `}]}`) + fmt.Sprintf(`,"key%05d":2}]}`, tt.at)
		s := decodeSettings(t.Context(), []byte(document))
		if found := strings.HasPrefix(s.Damage.Shown(), fmt.Sprintf("x[0].key%05d is there twice", tt.at)); found != tt.found {
			t.Errorf("%d keys, the one at %d again: %q", tt.beside, tt.at, s.Damage)
		}
		// What one object has says nothing of the next.
		next := `{"x":[` + strings.TrimSuffix(strings.TrimPrefix(string(wide(2, tt.beside)), `{"x":[`), `]}`) + `]}`
		if s := decodeSettings(t.Context(), []byte(next)); !s.Damage.IsEmpty() {
			t.Errorf("two objects of %d keys: %q", tt.beside, s.Damage)
		}
	}
}

// ending is a context that ends when it has been asked often enough.
type ending struct {
	context.Context
	asks int
}

func (e *ending) Err() error {
	if e.asks--; e.asks < 0 {
		return context.Canceled
	}
	return nil
}

// Whoever has gone does not wait for a large document, nor for one long value in it.
func TestADocumentIsNotReadToItsEndForNobody(t *testing.T) {
	t.Parallel()
	for name, document := range map[string][]byte{
		"many values":    wide(1000, 100),
		"one long value": []byte(`{"a":"` + strings.Repeat("x", 8<<20) + `"}`),
		"one long key":   []byte(`{"` + strings.Repeat("x", 8<<20) + `":1}`),
	} {
		ctx := &ending{Context: t.Context(), asks: 3}
		if s := decodeSettings(ctx, document); s != nil {
			t.Errorf("%s: it was read to its end", name)
		}
		if ctx.asks < -1 {
			t.Errorf("%s: it was read on after the end: %d", name, ctx.asks)
		}
	}
}

// A path stands at each value below it, so a long one is not written down as a whole.
func TestALongPathIsCutInTheListing(t *testing.T) {
	t.Parallel()
	document := `{"` + strings.Repeat("k", 1<<20) + `":[` + strings.Repeat("1,", 9_999) + `1]}`
	s := decodeSettings(t.Context(), []byte(document))
	if len(s.Fields) != 10_000 || len(s.Fields[9_999].Path.Shown()) != 4<<10+len("…") {
		t.Errorf("%d fields, the last path has %d bytes", len(s.Fields), len(s.Fields[len(s.Fields)-1].Path.Shown()))
	}
}
