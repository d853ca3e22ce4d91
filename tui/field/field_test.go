package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// press names keys as a person would: one printable character, or a key's name with
// a modifier.
func press(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			k.Mod, name = mod, rest
		}
	}
	named := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "enter": tea.KeyEnter,
		"esc": tea.KeyEscape, "tab": tea.KeyTab, "f1": tea.KeyF1, "up": tea.KeyUp,
	}
	if code, ok := named[name]; ok {
		k.Code = code
		return k
	}
	k.Code = []rune(name)[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return k
}

func send(m Model, msgs ...tea.Msg) Model {
	for _, msg := range msgs {
		m, _ = m.Update(msg)
	}
	return m
}

func typed(text string) []tea.Msg {
	var msgs []tea.Msg
	for _, r := range text {
		msgs = append(msgs, press(string(r)))
	}
	return msgs
}

// split is the text with a bar at the cursor.
func split(m Model) string {
	text := m.text.Reveal()
	return text[:m.at] + "|" + text[m.at:]
}

func TestEditing(t *testing.T) {
	t.Parallel()
	const family = "👨\u200d👩\u200d👧"
	tests := []struct {
		name string
		kind Kind
		text string
		keys string
		want string
	}{
		{"typing goes in at the cursor", Value, "ac", "left b", "ab|c"},
		{"left and right stop at the ends", Value, "a", "left left right right right", "a|"},
		{"home and end", Value, "abc", "home x end y", "xabcy|"},
		{"ctrl+a and ctrl+e", Value, "abc", "ctrl+a x ctrl+e y", "xabcy|"},
		{"backspace deletes to the left", Value, "abc", "left backspace", "a|c"},
		{"ctrl+h is a backspace", Value, "abc", "ctrl+h", "ab|"},
		{"backspace at the start does nothing", Value, "abc", "home backspace", "|abc"},
		{"delete deletes to the right", Value, "abc", "home delete", "|bc"},
		{"ctrl+d deletes to the right", Value, "abc", "home ctrl+d", "|bc"},
		{"ctrl+d at the end does nothing", Value, "abc", "ctrl+d", "abc|"},
		{"ctrl+u deletes to the start", Value, "abc", "left ctrl+u", "|c"},
		{"ctrl+k deletes to the end", Value, "abc", "home right ctrl+k", "a|"},
		{"words of an e-mail address", Value, "kari@example.com", "ctrl+left ctrl+left", "kari@|example.com"},
		{"words to the right", Value, "kari@example.com", "home alt+right alt+f", "kari@example|.com"},
		{"ctrl+w deletes a word", Value, "kari@example.com", "ctrl+w", "kari@example.|"},
		{"alt+backspace deletes a word and the gap after it", Value, "47 99 ", "alt+backspace", "47 |"},
		{"alt+d deletes a word to the right", Value, "47 99", "home alt+d", "| 99"},
		{"a word with wide letters", Value, "日本 語", "ctrl+left ctrl+left x", "x|日本 語"},
		{"a masked secret is one word to the left", Secret, "one two", "ctrl+left", "|one two"},
		{"a masked secret is one word to delete", Secret, "one two", "ctrl+w", "|"},
		{"a masked secret is one word to the right", Secret, "one two", "home ctrl+right", "one two|"},
		{"a letter with its accent is one character", Value, "e\u0301a", "home right x", "e\u0301x|a"},
		{"backspace takes the accent with its letter", Secret, "ae\u0301", "backspace", "a|"},
		{"a family is one character", Secret, "a" + family + "b", "left left x", "ax|" + family + "b"},
		{"backspace takes the family", Secret, family, "backspace", "|"},
		{"a flag is one character", Secret, "🇳🇴🇸🇪", "left backspace", "|🇸🇪"},
		{"a letter typed before a lone accent takes it in", Secret, "\u0301", "home e", "e\u0301|"},
		{
			"keys of the screen are not the field's", Value, "abc",
			"left ctrl+x ctrl+s ctrl+t ctrl+f ctrl+b ctrl+c ctrl+v esc enter tab f1 up", "ab|c",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := New(tt.kind).SetText(tt.text)
			for _, name := range strings.Fields(tt.keys) {
				m = send(m, press(name))
			}
			if got := split(m); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUpdateSaysWhetherTheTextChanged(t *testing.T) {
	t.Parallel()
	m := New(Value).SetText("ab")
	for _, tt := range []struct {
		name string
		msg  tea.Msg
		want bool
	}{
		{"a letter", press("c"), true},
		{"a space bar press", tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, true},
		{"a deletion", press("backspace"), true},
		{"a movement", press("left"), false},
		{"a deletion of nothing", press("delete"), false},
		{"a paste", tea.PasteMsg{Content: "c"}, true},
		{"a paste of nothing that stays", tea.PasteMsg{Content: "\n"}, false},
		{"a key of the screen", press("enter"), false},
		{"a key release", tea.KeyReleaseMsg{Code: 'a', Text: "a"}, false},
		{"some other message", tea.WindowSizeMsg{Width: 80, Height: 24}, false},
	} {
		if _, got := m.Update(tt.msg); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestAWordFromAnInputMethodIsTextAndNotAKey(t *testing.T) {
	t.Parallel()
	m := send(New(Value).SetText("my "), typed("x")[0], tea.KeyPressMsg{Code: tea.KeyExtended, Text: "home"})
	if got, want := m.Text(), "myxhome"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextComesOutByKind(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{Value, Secret, Code} {
		m := New(kind).SetText("0aé")
		if got := m.SecretText().Reveal(); got != "0aé" {
			t.Errorf("kind %d: SecretText is %q", kind, got)
		}
		if got := m.Text() != ""; got != (kind == Value) {
			t.Errorf("kind %d: Text is %q", kind, m.Text())
		}
		if m.Len() != 3 || m.IsEmpty() {
			t.Errorf("kind %d: Len %d, IsEmpty %v", kind, m.Len(), m.IsEmpty())
		}
		if m = m.Clear(); m != New(kind) || !m.IsEmpty() {
			t.Errorf("kind %d: Clear leaves %+v", kind, m)
		}
	}
}

func TestEdgeSpaces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]bool{
		"": {}, "a b": {}, " a": {true, false}, "a ": {false, true},
		" ": {true, true}, "a\u00a0": {false, true}, "\u3000a": {true, false},
	} {
		leading, trailing := New(Secret).SetText(text).EdgeSpaces()
		if got := [2]bool{leading, trailing}; got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
