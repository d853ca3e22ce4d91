package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestPastes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		kind        Kind
		paste, want string
		dropped     string
	}{
		{"a code as it is", Code, "0123", "0123", ""},
		{"a code keeps letters and leading zeros", Code, "00aB", "00aB", ""},
		{"a code with spaces and a newline", Code, "482 913 \n", "482913", "2 spaces and a line break were left out"},
		{"a code with one dash", Code, "482-913", "482913", "a dash was left out"},
		{"a code with every dash", Code, "1-2‐3‑4–5—6−7﹣8－9", "123456789", "8 dashes were left out"},
		{"a code with special spaces", Code, "12\u00a034\u202f56\u3000", "123456", "3 spaces were left out"},
		{"a code with what cannot be seen", Code, "\u200b12\ufeff3\u200d", "123", "3 invisible characters were left out"},
		{"a code with escape sequences", Code, "\x1b[31m12", "[31m12", "a control character was left out"},
		{
			"a code with a bit of everything", Code, "1 -\r\n\t\x00\u202e\xff2", "12",
			"a space, a dash, a line break, a tab, a control character, an invisible character and an unreadable byte were left out",
		},
		{"nothing but a newline", Code, "\r\n", "", "a line break was left out"},
		{"a code in full-width digits", Code, "０４８２９１３", "0482913", "the digits are sent as plain 0–9"},
		{"a code in Arabic digits", Code, "٠٤٨٢ ٩١٣", "0482913", "a space was left out; the digits are sent as plain 0–9"},
		{"a code in Persian and in mathematical digits", Code, "۴۸𝟐𝟡", "4829", "the digits are sent as plain 0–9"},
		{"a code in full-width letters", Code, "Ａz０", "Az0", "the digits are sent as plain 0–9; full-width letters are sent as plain A–Z"},
		{"a code in all full-width letters", Code, "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "full-width letters are sent as plain A–Z"},
		{"a code in full-width signs beside the letters", Code, "＠［｀｛4", "4", "4 symbols were left out"},
		{"a code with every line break", Code, "1\u20282\u20293\u00854", "1234", "3 line breaks were left out"},
		{"a code with a half-width dash", Code, "482ｰ913", "482913", "a dash was left out"},
		{"a code with a Japanese keyboard's dash", Code, "４８２ー９１３", "482913", "a dash was left out; the digits are sent as plain 0–9"},
		{"a code with letters from elsewhere", Code, "жåe\u03014", "жåe\u03014", ""},
		{"a code with ASCII punctuation", Code, "a.b/+=", "a.b/+=", ""},
		{"a code in curly quotes", Code, "“482913”", "482913", "2 symbols were left out"},
		{"a code between emoji", Code, "🔑 482913 ✅", "482913", "2 spaces and 2 symbols were left out"},
		{"a code in keycaps", Code, "4\ufe0f\u20e38\ufe0f\u20e3", "48", "2 invisible characters and 2 symbols were left out"},
		{"a code with what only looks like a digit", Code, "①½²8", "8", "3 symbols were left out"},
		{"nothing but an emoji", Code, "👍🏽", "", "2 symbols were left out"},

		{"a secret as it is", Secret, "correct horse", "correct horse", ""},
		{"a secret keeps its edge spaces", Secret, "  a ", "  a ", ""},
		{"a secret keeps marks, dashes and the invisible", Secret, "e\u0301-–\u200b\u202e\u00a0", "e\u0301-–\u200b\u202e\u00a0", ""},
		{"a secret is not normalised", Secret, "\u00e9e\u0301ﬁ", "\u00e9e\u0301ﬁ", ""},
		{"a secret with a copied newline", Secret, "s3 \n", "s3 ", "a line break was left out"},
		{"a secret with a copied CR LF", Secret, "s3\r\n", "s3", "a line break was left out"},
		{"a secret with a copied row", Secret, "\r\n\ts3\t\n\n", "s3", "3 line breaks and 2 tabs were left out"},
		{"a secret of two lines", Secret, "a\nb", "", "not taken: it has a line break in its middle"},
		{"a secret with an escape inside", Secret, "a\x1bb\n", "", "not taken: it has a control character in its middle"},
		{"a secret that is not text", Secret, "a\xffb", "", "not taken: it has an unreadable byte in its middle"},
		{"no secret at all", Secret, "\n\t", "", "a line break and a tab were left out"},

		{"a number as it is", Value, "+47 999-99 999", "+47 999-99 999", ""},
		{"a number with edge spaces", Value, "  +47 \n", "+47", "3 spaces and a line break were left out"},
		{"an address with what cannot be seen", Value, "ka\u200bri\u202e@x", "kari@x", "2 invisible characters were left out"},
		{"a number with special spaces", Value, "+47\u00a099", "+4799", "a space was left out"},
		{"an address with an escape", Value, "a\x1b]0;x\x07b", "a]0;xb", "2 control characters were left out"},
		{"a number in other digits stays as it is", Value, "٩٩ ９９", "٩٩ ９９", ""},
		{"a number with an emoji stays as it is", Value, "😀 99", "😀 99", ""},
		{"an address with letters from elsewhere", Value, "пётр日本e\u0301", "пётр日本e\u0301", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, _ := New(tt.kind).Update(tea.PasteMsg{Content: tt.paste})
			if got := m.SecretText().Reveal(); got != tt.want {
				t.Errorf("holds %q, want %q", got, tt.want)
			}
			if got := m.Dropped(); got != tt.dropped {
				t.Errorf("Dropped is %q, want %q", got, tt.dropped)
			}
			if set := New(tt.kind).SetText(tt.paste); set != m {
				t.Errorf("SetText leaves %+v, a paste %+v", set, m)
			}
		})
	}
}

func TestTypingAndPastingGoTogether(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		kind          Kind
		text          string
		msgs          []tea.Msg
		want, dropped string
	}{
		{"a paste goes in at the cursor", Code, "14", []tea.Msg{press("left"), tea.PasteMsg{Content: "2 3"}}, "123|4", "a space was left out"},
		{"typing into a code strips as a paste does", Code, "", typed("12 "), "12|", "a space was left out"},
		{"typing goes on behind what was stripped", Code, "", typed("12 -3"), "123|", ""},
		{"typed spaces stay in a value", Value, "", typed(" +47 9 "), " +47 9 |", ""},
		{"a movement leaves the note", Code, "1 2", []tea.Msg{press("left"), press("enter")}, "1|2", "a space was left out"},
		{"a change takes the note away", Code, "1 2", []tea.Msg{press("left"), press("3")}, "13|2", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := send(New(tt.kind).SetText(tt.text), tt.msgs...)
			if got := split(m); got != tt.want || m.Dropped() != tt.dropped {
				t.Errorf("got %q, %q, want %q, %q", got, m.Dropped(), tt.want, tt.dropped)
			}
		})
	}
}

func TestALongSecretFitsAndATooLongOneIsRefusedWhole(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("å", Limit-1)
	m := New(Secret).SetText(long)
	if m.SecretText().Reveal() != long || m.Dropped() != "" {
		t.Fatalf("%d characters: holds %d, %q", Limit-1, m.Len(), m.Dropped())
	}
	if m = send(m, press("x")); m.Len() != Limit {
		t.Fatalf("character %d: holds %d", Limit, m.Len())
	}
	if m.Len() != 1024 {
		t.Fatalf("a field holds %d characters, want 1024", m.Len())
	}
	for _, msg := range []tea.Msg{press("y"), tea.PasteMsg{Content: "yz"}} {
		full, changed := m.Update(msg)
		if changed || full.Len() != Limit || !strings.HasPrefix(full.Dropped(), "not taken: it would make 102") {
			t.Errorf("%v: changed %v, holds %d, %q", msg, changed, full.Len(), full.Dropped())
		}
	}
	huge := strings.Repeat(" ", 65*Limit)
	if got, want := New(Code).SetText(huge).Dropped(), "not taken: it is 66560 bytes long, and 1024 characters is the most"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPasteOfMoreThan64KiBIsNotEvenLookedThrough(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]string{65536: "1234", 65537: ""} {
		m := New(Code).SetText(strings.Repeat(" ", size-4) + "1234")
		if got := m.SecretText().Reveal(); got != want || strings.Contains(m.Dropped(), "bytes long") != (want == "") {
			t.Errorf("%d bytes: got %q, and the field says %q", size, got, m.Dropped())
		}
	}
}
