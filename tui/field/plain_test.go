package field

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/runenames"
	"pgregory.net/rapid"
)

func TestADecimalDigitIsReadInEveryScript(t *testing.T) {
	t.Parallel()
	words := []string{"ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"}
	seen := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		got, ok := Digit(r)
		if ok != unicode.IsDigit(r) {
			t.Errorf("%U: read as a digit: %v", r, ok)
		}
		name := runenames.Name(r)
		if !ok || name == "" {
			continue // the names are of an older Unicode than the digits
		}
		seen++
		if !strings.HasSuffix(name, words[got-'0']) {
			t.Errorf("%U, %s, is read as %c", r, name, got)
		}
	}
	if seen < 600 {
		t.Errorf("only %d digits have a name", seen)
	}
}

// Whatever comes, a Code holds letters, plain digits and ASCII signs, says each change, and
// changes nothing when it takes its own text again.
func TestACodeChangesNothingSilently(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9A-Za-z٠-٩０-９😀‐–ー\x{200b}\n\t ]{0,12}`)).Draw(t, "given")
		m := New(Code).SetText(given)
		kept := m.SecretText().Reveal()
		if (kept == given) != (m.Dropped() == "") {
			t.Fatalf("%q became %q, and the field says %q", given, kept, m.Dropped())
		}
		for _, r := range kept {
			if r > unicode.MaxASCII && !unicode.In(r, unicode.L, unicode.M) || r <= ' ' || r == '-' || r == 0x7f {
				t.Fatalf("%q became %q, which has %U", given, kept, r)
			}
		}
		if again := New(Code).SetText(kept); again.SecretText() != m.SecretText() || again.Dropped() != "" {
			t.Fatalf("%q taken again is %q, and the field says %q", kept, again.SecretText().Reveal(), again.Dropped())
		}
	})
}

func TestASecretIsTakenByteForByteOrItIsSaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ a\n\t\x{200b}\x{a0}é]{0,8}`)).Draw(t, "given")
		m := New(Secret).SetText(given)
		kept := m.SecretText().Reveal()
		if (kept == given) != (m.Dropped() == "") {
			t.Fatalf("%q became %q, and the field says %q", given, kept, m.Dropped())
		}
		if !strings.Contains(given, kept) {
			t.Fatalf("%q became %q", given, kept)
		}
	})
}

func TestWhatCannotBeSeenInASecretIsFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": false, "246810": false, " a b ": false, "é-–日": false, "a\u00a0": false,
		"246810\u200b": true, "\ufeff246810": true, "a\u202eb": true, "a\u00adb": true,
	} {
		if got := New(Secret).SetText(text).HasInvisible(); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestDrawnTextHasOneWidthInEveryTerminal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Your code is 482913": "Your code is 482913", "日本 e\u0301 🎉": "日本 e\u0301 🎉",
		"👍🏽": "‹U+1F44D›‹U+1F3FD›", "\x1b[2Ja\u202e": "^[[2Ja‹U+202E›",
	} {
		if got := Drawn(text); got != want {
			t.Errorf("%q is drawn as %q, want %q", text, got, want)
		}
	}
}
