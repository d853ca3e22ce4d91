package flow

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

func leaks(text string) bool { return leak(text) != "" }

// leak is where the canary can be read from a text: as it is, or as the lists of runes,
// bytes and digits in which fmt shows what it takes apart (R61).
func leak(text string) string {
	for _, form := range []string{
		canary,
		"99 97 110 97 114 121",
		"99, 97, 110, 97, 114, 121",
		"63616e617279",
		"63616E617279",
		"63 61 6e 61 72 79",
		"0x63, 0x61, 0x6e, 0x61, 0x72, 0x79",
		"0x63 0x61 0x6e 0x61 0x72 0x79",
		"'c' 'a' 'n' 'a' 'r' 'y'",
		"U+0063 U+0061 U+006E U+0061 U+0072 U+0079",
		"143 141 156 141 162 171",
		"Y2FuYXJ5",
	} {
		if i := strings.Index(text, form); i >= 0 {
			return "…" + strings.ToValidUTF8(text[max(i-60, 0):min(i+60, len(text))], "") + "…"
		}
	}
	return ""
}

func TestTheSearchForLeaksFindsOne(t *testing.T) {
	t.Parallel()
	word := canary + "-ø"
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%U", "%o"} {
		if verb != "%d" && verb != "%U" && verb != "%o" && !leaks(fmt.Sprintf(verb, word)) {
			t.Errorf("%s of text is not found", verb)
		}
		if verb != "%s" && verb != "%X" && verb != "%x" && verb != "% x" && !leaks(fmt.Sprintf(verb, []rune(word))) {
			t.Errorf("%s of runes is not found: "+verb, verb, []rune(word))
		}
		if verb != "%U" && !leaks(fmt.Sprintf(verb, []byte(word))) {
			t.Errorf("%s of bytes is not found: "+verb, verb, []byte(word))
		}
	}
}

// verbs is every verb of fmt, those that it does not know too, under every flag.
func verbs() []string {
	var all []string
	for _, flag := range []string{"", "+", "#", "-", " ", "0", "+#", "300", ".300", "-20.9"} {
		for verb := 'A'; verb <= 'z'; verb++ {
			if verb <= 'Z' || verb >= 'a' {
				all = append(all, "%"+flag+string(verb))
			}
		}
	}
	return all
}

// holders are the places in which a value may reach fmt.
func holders[T comparable](v T) map[string]any {
	type hiding struct{ hidden T }
	type deeper struct{ hiding hiding }
	type embedding struct {
		deeper
		Shown T
	}
	return map[string]any{
		"itself":                           v,
		"a pointer to it":                  &v,
		"a list":                           []T{v},
		"an array":                         [1]T{v},
		"a map's value":                    map[string]T{"key": v},
		"a map's key":                      map[T]bool{v: true},
		"an interface":                     []any{v},
		"an exported field":                struct{ Shown T }{v},
		"an unexported field":              hiding{v},
		"a pointer to an unexported field": &hiding{v},
		"an unexported field deeper down":  deeper{hiding{v}},
		"an embedded struct":               embedding{deeper{hiding{v}}, v},
		"an unexported interface":          struct{ hidden any }{v},
		"an unexported list":               struct{ hidden []T }{[]T{v}},
		"an unexported map":                struct{ hidden map[T]T }{map[T]T{v: v}},
		"a pointer in an unexported field": struct{ hidden *T }{&v},
	}
}

func TestASecretPrintsNothingOfItselfUnderAnyVerbInAnyPlace(t *testing.T) {
	t.Parallel()
	for place, v := range holders(hidden("secret")) {
		for _, verb := range verbs() {
			if got := fmt.Sprintf(verb, v); leaks(got) {
				t.Fatalf("%s under %s shows %s", place, verb, leak(got))
			}
		}
		if got := fmt.Sprint(v); leaks(got) {
			t.Errorf("%s prints %s", place, leak(got))
		}
	}
}

func TestASecretSaysThatItIsOne(t *testing.T) {
	t.Parallel()
	s := hidden("secret")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, s); got != "[secret]" {
			t.Errorf("%s: got %s", verb, got)
		}
	}
	if got := s.String(); got != "[secret]" {
		t.Errorf("String: got %s", got)
	}
	if got := fmt.Sprint(Secret{}); got != "[secret]" {
		t.Errorf("an empty one: got %s", got)
	}
}

func TestASecretInAnErrorOrALogIsRedacted(t *testing.T) {
	t.Parallel()
	for place, v := range holders(hidden("secret")) {
		var out bytes.Buffer
		for _, h := range []slog.Handler{
			slog.NewTextHandler(&out, nil),
			slog.NewJSONHandler(&out, nil),
		} {
			log := slog.New(h).With("with", v).WithGroup("group")
			log.Info("said", "value", v, slog.Group("in", "value", v))
		}
		err := errors.Join(fmt.Errorf("wrapped: %v", v), fmt.Errorf("twice: %w", fmt.Errorf("%+v", v)))
		fmt.Fprintf(&out, "%v %+v %#v", err, err, err)
		if leaks(out.String()) {
			t.Errorf("%s is told: %s", place, leak(out.String()))
		}
	}
}

func TestASecretIsEncodedAsRedacted(t *testing.T) {
	t.Parallel()
	for place, v := range holders(hidden("secret")) {
		var out bytes.Buffer
		// An encoder may well refuse: it must not tell.
		errs := errors.Join(
			json.NewEncoder(&out).Encode(v),
			xml.NewEncoder(&out).Encode(v),
			gob.NewEncoder(&out).Encode(v),
		)
		if leaks(out.String()) || errs != nil && leaks(errs.Error()) {
			t.Errorf("%s is encoded as %s", place, leak(out.String()))
		}
	}
	got, err := json.Marshal(map[string]Secret{"code": hidden("code")})
	if want := `{"code":"[secret]"}`; string(got) != want || err != nil {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestASecretKeepsItsTextByteForByte(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " 2468 ", "correct horse battery staple", "påskeløk", "\xff\x00\n", strings.Repeat("ø", 255)} {
		s := Conceal(text)
		if got := s.Reveal(); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
		if got, want := s.IsEmpty(), text == ""; got != want {
			t.Errorf("%q: empty is %t", text, got)
		}
		if got, want := s.Len(), len([]rune(text)); got != want {
			t.Errorf("%q: got %d characters, want %d", text, got, want)
		}
	}
}

func TestSecretsAreEqualWhenTheirTextsAre(t *testing.T) {
	t.Parallel()
	if Conceal("2468") != Conceal("24"+strings.Repeat("68", 1)) {
		t.Error("equal texts differ")
	}
	if Conceal("2468") == Conceal("2468 ") || Conceal("2468") == (Secret{}) {
		t.Error("different texts are equal")
	}
	if Conceal("") != (Secret{}) {
		t.Error("no text is not the empty secret")
	}
}

func FuzzConceal(f *testing.F) {
	f.Add("2468", "2468 ")
	f.Add("", "\x00")
	f.Add("\xff", "\ufffd")
	f.Fuzz(func(t *testing.T, a, b string) {
		one, other := Conceal(a), Conceal(b)
		if one.Reveal() != a {
			t.Errorf("%q comes back as %q", a, one.Reveal())
		}
		if (one == other) != (a == b) {
			t.Errorf("%q and %q: equal is %t", a, b, one == other)
		}
		if got := fmt.Sprintf("%v%+v%#v%s%q", one, one, one, one, one); got != strings.Repeat("[secret]", 5) {
			t.Errorf("%q prints as %q", a, got)
		}
	})
}

// secretsIn finds every Secret in a struct, however deep and however unexported.
func secretsIn(v any) []Secret {
	whole := reflect.New(reflect.TypeOf(v)).Elem()
	whole.Set(reflect.ValueOf(v))
	var found []Secret
	var search func(reflect.Value)
	search = func(v reflect.Value) {
		if v.Type() == reflect.TypeFor[Secret]() {
			found = append(found, *(*Secret)(unsafe.Pointer(v.UnsafeAddr())))
			return
		}
		if v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				search(v.Field(i))
			}
		}
	}
	search(whole)
	return found
}

func TestTheSearchForSecretsFindsThem(t *testing.T) {
	t.Parallel()
	type deeper struct{ hidden Secret }
	v := struct {
		deeper
		Shown  Secret
		Number int
	}{deeper{hidden("one")}, hidden("two"), 3}
	if got, want := secretsIn(v), []Secret{hidden("one"), hidden("two")}; !slices.Equal(got, want) {
		t.Errorf("found %d secrets, want %d", len(got), len(want))
	}
}

func TestNoStateEventOrEffectShowsASecret(t *testing.T) {
	t.Parallel()
	seen := map[any]bool{}
	show := func(v any) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if text := leak(fmt.Sprintf("%v %+v %#v %s %q", v, v, v, v, v)); text != "" {
			t.Fatalf("%T shows %s", v, text)
		}
	}
	events := slices.Concat(done(), facts(), everyReply(late))
	for _, e := range events {
		show(e.Event)
	}
	for _, s := range samples() {
		show(s.state)
		for _, e := range events {
			if next, do := Next(s.state, e.Event); next != s.state || do != nil {
				show(next.with(Account{}))
				show(next.account())
				show(do)
			}
		}
	}
	if n := len(seen); n < 500 {
		t.Errorf("only %d values were looked at", n)
	}
}

func TestTheSamplesHoldSecretsToShow(t *testing.T) {
	t.Parallel()
	var names []string
	for _, s := range samples() {
		for _, kept := range secretsIn(s.state) {
			if text := kept.Reveal(); text != "" && !slices.Contains(names, text) {
				names = append(names, text)
			}
		}
	}
	for _, want := range []string{"mfa_token", "mfa_token2", "oob_code", "code", "access", "refresh"} {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, "-"+want) }) {
			t.Errorf("no sample keeps the %s", want)
		}
	}
}
