package jsontree

import (
	"bytes"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// settingsOf makes a document of some megabytes that looks like settings.
func settingsOf(megabytes int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"attributes":[`)
	for i := 0; b.Len() < megabytes<<20; i++ {
		fmt.Fprintf(&b, `{"id":"%08d","name":"Størrelse %d","values":[%d,2.5,true,null],"meta":{"note":"line\nbreak \"%d\""}},`, i, i, i, i)
	}
	b.Truncate(b.Len() - 1)
	b.WriteString(`]}`)
	return b.Bytes()
}

func readAll(m Model) Model {
	for cmd := m.Init(); cmd != nil; {
		m, cmd = m.Update(cmd())
	}
	return m
}

func BenchmarkFirstFrame(b *testing.B) {
	for _, size := range []int{1, 20, 100} {
		body := settingsOf(size)
		b.Run(fmt.Sprintf("%dMB", size), func(b *testing.B) {
			for b.Loop() {
				if New(body).View(80, 24, Styles{}) == "" {
					b.Fatal("nothing shows")
				}
			}
		})
	}
}

func BenchmarkReadingAll(b *testing.B) {
	body := settingsOf(100)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		readAll(New(body))
	}
}

func BenchmarkKeyAndFrame(b *testing.B) {
	end := press("end")
	m, _ := readAll(New(settingsOf(100))).Update(end)
	for _, name := range []string{"up", "pgup", "end", "home", "left"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				next, _ := m.Update(press(name))
				next.View(80, 24, Styles{})
				_ = next.Position()
			}
		})
	}
	b.Run("fold everything", func(b *testing.B) {
		home, _ := m.Update(press("home"))
		for b.Loop() {
			next, _ := home.Update(press("space"))
			next.View(80, 24, Styles{})
		}
	})
}

// press is a key by its name.
func press(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if len(name) == 1 {
		return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
	}
	return tea.KeyPressMsg{Code: codes[name]}
}
