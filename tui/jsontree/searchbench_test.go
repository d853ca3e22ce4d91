package jsontree

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkSearch is from enter to the hit near the end of the document, commands and frames
// included.
func BenchmarkSearch(b *testing.B) {
	for _, size := range []int{1, 20, 100} {
		body := settingsOf(size)
		m := readAll(New(body))
		last := lastID(body)
		for _, q := range []struct {
			name string
			Query
		}{
			{"rare", Query{Text: "størrelse " + last}},
			{"digits", Query{Text: last}},
			{"every item", Query{Text: "NOTE"}},
			{"everything", Query{Text: ".*", Expression: true}},
			{"expression", Query{Text: last + "|nothing", Expression: true}},
			{"expression with a literal", Query{Text: `st.rrelse ` + last + `$`, Expression: true}},
			{"paths", Query{Text: `.meta.note`, Paths: true}},
		} {
			b.Run(fmt.Sprintf("%dMB/%s", size, q.name), func(b *testing.B) {
				for b.Loop() {
					m, cmd := m.find(q.Query)
					m, seek := m.goTo(false, true)
					m = run(run(m, cmd), seek)
					if m.search.ordinal == 0 {
						b.Fatal("nothing was found")
					}
				}
			})
		}
	}
}

// lastID is the number of the last item.
func lastID(body []byte) string {
	at := bytes.LastIndex(body, []byte(`"id":"`)) + len(`"id":"`)
	return string(bytes.TrimLeft(body[at:at+8], "0"))
}

// BenchmarkScroll is a key at the edge of the screen, at the end of the document.
func BenchmarkScroll(b *testing.B) {
	for _, size := range []int{1, 20, 100} {
		b.Run(fmt.Sprintf("%dMB", size), func(b *testing.B) {
			m := after(readAll(New(settingsOf(size))), "end pgup pgup")
			keys := [...]string{"pgup", "pgdown"}
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(press(keys[i%2]))
				if m.View(80, 24, Styles{}) == "" {
					b.Fatal("nothing shows")
				}
			}
		})
	}
}
