package flow

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestForeignTextIsShownNeutralised(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, want string }{
		{"plain text stays", "Customer not found (E-404) ~", "Customer not found (E-404) ~"},
		{"Norwegian letters stay", "Blåbærsyltetøy, ÆØÅ", "Blåbærsyltetøy, ÆØÅ"},
		{"Chinese, Arabic and Hindi stay", "密码错误 كلمة हिन्दी", "密码错误 كلمة हिन्दी"},
		{"an emoji stays", "ok 🎉", "ok 🎉"},
		{"nothing is nothing", "", ""},

		{"a colour shows as text", "\x1b[31mred\x1b[0m", "^[[31mred^[[0m"},
		{"a link shows as text", "\x1b]8;;http://evil\x07x\x1b]8;;\x07", "^[]8;;http://evil^Gx^[]8;;^G"},
		{"a clipboard write shows as text", "\x1b]52;c;ZXZpbA==\x1b\\", "^[]52;c;ZXZpbA==^[\\"},
		{"CR, LF and TAB do not move the cursor", "a\r\nb\tc", "a^M^Jb^Ic"},
		{"NUL, BEL, BS and DEL show", "\x00\x07\x08\x7f", "^@^G^H^?"},
		{"vertical tab and form feed show", "\v\f", "^K^L"},
		{"C1 controls show", "\u009b31m \u0085 \u0090", "‹U+009B›31m ‹U+0085› ‹U+0090›"},
		{"the raw byte of a C1 control is no UTF-8", "\x9b31m", "\ufffd31m"},

		{"a bidi override shows", "user\u202etxt.exe", "user‹U+202E›txt.exe"},
		{"bidi isolates and marks show", "\u2066\u2069\u200e\u200f\u061c", "‹U+2066›‹U+2069›‹U+200E›‹U+200F›‹U+061C›"},
		{"zero width shows", "a\u200bb\u200cc\u200dd\u2060e\ufefff", "a‹U+200B›b‹U+200C›c‹U+200D›d‹U+2060›e‹U+FEFF›f"},
		{"variation selectors show", "❤\ufe0f a\U000e0100", "❤‹U+FE0F› a‹U+E0100›"},
		{"a soft hyphen shows", "soft\u00adhyphen", "soft‹U+00AD›hyphen"},
		{"an empty braille pattern shows", "\u2800", "‹U+2800›"},
		{"a braille pattern with dots stays", "\u2801", "\u2801"},
		{"Hangul fillers show", "\u115f\u1160\u3164\uffa0", "‹U+115F›‹U+1160›‹U+3164›‹U+FFA0›"},
		{"the grapheme joiner shows", "a\u034fb", "a‹U+034F›b"},
		{"tags show", "\U000e0041", "‹U+E0041›"},
		{"spaces of other widths show", "a\u00a0b\u2003c\u3000d", "a‹U+00A0›b‹U+2003›c‹U+3000›d"},
		{"line and paragraph separators show", "a\u2028b\u2029c", "a‹U+2028›b‹U+2029›c"},
		{"private use and unassigned show", "\ue000\U000f0000\u0378", "‹U+E000›‹U+F0000›‹U+0378›"},
		{"noncharacters show", "\ufffe\uffff", "‹U+FFFE›‹U+FFFF›"},

		{"an accent stays", "e\u0301", "e\u0301"},
		{"a pile of accents is cut", "e\u0301\u0302\u0303\u0304\u0305\u0306", "e\u0301\u0302\u0303\u0304‹U+0305›‹U+0306›"},
		{"the next letter may carry its own", "e\u0301\u0302\u0303\u0304\u0305e\u0301", "e\u0301\u0302\u0303\u0304‹U+0305›e\u0301"},
		{"a pile interrupted by zero width is one pile", "e\u0301\u0302\u200b\u0303\u0304\u0305", "e\u0301\u0302‹U+200B›\u0303\u0304‹U+0305›"},
		{"an accent with nothing before it shows", "\u0301x", "‹U+0301›x"},
		{"an accent after a control lands on its picture", "\x1b\u0301", "^[\u0301"},
		{"an enclosing circle counts as an accent", "\u20ddx", "‹U+20DD›x"},

		{"invalid UTF-8 in the middle loses nothing after it", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"a surrogate half is no UTF-8", "\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		{"an overlong slash is no UTF-8", "\xc0\xaf", "\ufffd\ufffd"},
		{"what looks neutralised stays", "^[ ‹U+202E›", "^[ ‹U+202E›"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := FromOutside(row.text).Shown(); got != row.want {
				t.Errorf("got  %+q\nwant %+q", got, row.want)
			}
			checkShown(t, row.text)
		})
	}
}

// checkShown is what holds for all foreign text (R24, R25).
func checkShown(t *testing.T, text string) {
	t.Helper()
	shown := FromOutside(text).Shown()
	if again := FromOutside(shown).Shown(); again != shown {
		t.Errorf("a second pass makes of %+q\n%+q", shown, again)
	}
	if !utf8.ValidString(shown) {
		t.Errorf("%+q is no UTF-8", shown)
	}
	marks := 9
	for _, r := range shown {
		if !unicode.IsPrint(r) || r == 0x2800 || unicode.In(r, unicode.C, unicode.Z) && r != ' ' ||
			unicode.In(r, unicode.Bidi_Control, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point, unicode.Join_Control) {
			t.Errorf("%+q holds %U", shown, r)
		}
		if !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > 4 {
			t.Errorf("%+q piles up %d accents", shown, marks)
		}
	}
	if (text == "") != (shown == "") {
		t.Errorf("%+q is shown as %+q", text, shown)
	}
}

func TestForeignTextIsNeutralisedHoweverItIsPrinted(t *testing.T) {
	t.Parallel()
	hostile := FromOutside("\x1b]0;title\x07\u202e\n")
	want := "^[]0;title^G‹U+202E›^J"
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%20s"} {
		if got := fmt.Sprintf(verb, hostile); got != want {
			t.Errorf("%s: got %q", verb, got)
		}
	}
	if got := hostile.String(); got != want {
		t.Errorf("String: got %q", got)
	}
	got, err := json.Marshal(map[Foreign]Foreign{hostile: hostile})
	if want := fmt.Sprintf("{%q:%q}", want, want); string(got) != want || err != nil {
		t.Errorf("JSON: got %s, %v; want %s", got, err, want)
	}
}

// fmt calls no methods of an unexported field, nor under %p and %w: it would print the bytes.
func TestForeignTextIsNeverRawUnderAnyVerbInAnyPlace(t *testing.T) {
	t.Parallel()
	for place, v := range holders(FromOutside("\x1b]0;title\x07\u202e\u009b\n")) {
		for _, verb := range verbs() {
			if got := fmt.Sprintf(verb, v); raw(got) {
				t.Fatalf("%s under %s prints %.99q", place, verb, got)
			}
			if got := fmt.Errorf(verb, v).Error(); raw(got) {
				t.Fatalf("%s under %s says %.99q in an error", place, verb, got)
			}
		}
		if got := fmt.Sprint(v, v); raw(got) {
			t.Errorf("%s prints %q", place, got)
		}
	}
}

// raw reports whether text does anything to a terminal but stand there.
func raw(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

func TestTheSearchForRawTextFindsIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"\x1b", "\x07", "\n", "\u202e", "\u009b"} {
		for _, verb := range []string{"%v", "%+v", "%p", "%w"} {
			if got := fmt.Sprintf(verb, struct{ hidden string }{text}); !raw(got) {
				t.Errorf("%+q under %s is not found in %q", text, verb, got)
			}
		}
	}
}

func TestForeignTextKeepsWhatCameIn(t *testing.T) {
	t.Parallel()
	if FromOutside("a\x1b") != FromOutside("a"+"\x1b") || FromOutside("^[") == FromOutside("\x1b") {
		t.Error("they are not compared by what came in")
	}
	if !FromOutside("").IsEmpty() || FromOutside("\u200b").IsEmpty() {
		t.Error("empty is not what came in")
	}
}

func FuzzShown(f *testing.F) {
	for _, text := range []string{
		"plain", "\x1b[31m", "\u202e\u0301", "a\xffb", "e\u0301\u0302\u0303\u0304\u0305", "\u200b\u0301", "🏳️‍🌈", "密码\r\n\t", "‹U+0301›\u0301",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkShown(t, text)
		// What is harmless in itself is harmless beside anything: it is never lost.
		plain := FromOutside("x" + text + "x").Shown()
		if !strings.HasPrefix(plain, "x") || !strings.HasSuffix(plain, "x") {
			t.Errorf("%+q is shown as %+q", "x"+text+"x", plain)
		}
	})
}

func TestOnlyTheBeginningOfALongTextIsShown(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text string
		most int
		want string
	}{
		{"", 3, ""},
		{"abc", 3, "abc"},
		{"abcd", 3, "abc…"},
		{"abc\x1b[2J", 4, "abc^[…"},
		{"aøø", 2, "a…"},
		{"\xbf\xbf\xbf\xbf", 2, "…"},
	} {
		if got := FromOutside(row.text).ShownTo(row.most); got != row.want {
			t.Errorf("%d bytes of %q are shown as %q, want %q", row.most, row.text, got, row.want)
		}
	}
}
