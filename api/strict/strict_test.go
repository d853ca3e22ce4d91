package strict

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

var documents = []string{
	``, ` `, `{}`, `[]`, ` { } `, `{"a":1}`, `{"a":1,}`, `{,}`, `{"a"}`, `{"a":}`, `{a:1}`, `{"a":1 "b":2}`, `[1,]`, `[,1]`, `[1 2]`,
	`[1,2]`, `{"a":[{}]}`, `{]`, `[}`, `}`, `]`, `{}{}`, `{} {}`, `{} x`, `null`, `true`, `false`, `nul`, `nullx`, `tru`, `"a"`, `"`, `"\`,
	`"\u00e5"`, `"\u00`, `"\u00zz"`, `"\x"`, "\"\x01\"", "\"\xff\"", `"\ud800"`, `"\/\b\f\n\r\t\"\\"`, `0`, `-0`, `01`, `-`, `-a`, `1.`, `1.5`,
	`.5`, `1e5`, `1E+5`, `1e`, `1e-`, `1.5e-7`, `+1`, `1a`, `0x1`, `NaN`, `--1`, `{"a":{"b":{"c":[1,2,{"d":null}]}}}`, "\ufeff{}",
	`{"a":1,"b"`, `{"a":1,"b":`, `[[[`, `"a":1`, `,`, `:`, "[1\n,\t2\r]", "[1\v]", "\x00", "{}\x00", `{"":""}`, `{} ,`, `[{"a":["\ud83d\ude00\ud800"]}]`,
}

func TestWhatIsReadIsWhatEncodingJSONTakes(t *testing.T) {
	t.Parallel()
	for _, document := range documents {
		agree(t, document)
	}
}

func FuzzRead(f *testing.F) {
	for _, document := range documents {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) {
		if strings.Count(document, "{")+strings.Count(document, "[") <= 64 { // else it may be deeper than we read
			agree(t, document)
		}
	})
}

// agree holds a document against encoding/json, which takes a key twice, the last of them.
func agree(t *testing.T, document string) {
	t.Helper()
	v, wrong := Read([]byte(document))
	var want any
	err := json.Unmarshal([]byte(document), &want)
	switch {
	case wrong == "duplicate key" || wrong == "too many keys" || strings.ToValidUTF8(document, "") != document:
	case (wrong == "") != (err == nil) && !strings.Contains(fmt.Sprint(err), "cannot unmarshal"):
		t.Errorf("%q: got %q, want %v", document, wrong, err)
	case wrong == "" && err == nil && fmt.Sprint(plain(v)) != fmt.Sprint(want):
		t.Errorf("%q: got %v, want %v", document, plain(v), want)
	}
}

// plain is a value as encoding/json has it.
func plain(v Value) any {
	switch v.Kind {
	case '{':
		all := map[string]any{}
		for _, in := range v.Inside {
			all[in.Key] = plain(in)
		}
		return all
	case '[':
		all := []any{}
		for _, in := range v.Inside {
			all = append(all, plain(in))
		}
		return all
	case '"':
		return v.Text
	}
	var scalar any
	_ = json.Unmarshal([]byte(v.Text), &scalar)
	return scalar
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	t.Parallel()
	keys := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf(`"k%d":0`, i))
		}
		return "{" + strings.Join(all, ",") + "}"
	}
	for _, tt := range []struct{ document, want string }{
		{``, "cut short"},
		{`{"a":1`, "cut short"},
		{`{"a":tru`, "cut short"},
		{`{"a":x}`, "broken"},
		{"\ufeff{}", "broken"},
		{`{} {}`, "something after the end"},
		{`{},`, "something after the end"},
		{`{"a":1,"a":2}`, "duplicate key"},
		{`{"a":1,"A":2}`, "duplicate key"},
		{`{"k":1,"\u212a":2}`, "duplicate key"}, // the sign for kelvin
		{`[{"a":{"b":1,"B":1}}]`, "duplicate key"},
		{`[{"a":1},{"a":2}]`, ""},
		{keys(256), ""},
		{keys(257), "too many keys"},
		{strings.Repeat("[", 64) + strings.Repeat("]", 64), ""},
		{strings.Repeat("[", 65) + strings.Repeat("]", 65), "nested too deep"},
	} {
		if _, wrong := Read([]byte(tt.document)); wrong != tt.want {
			t.Errorf("%.40q: got %q, want %q", tt.document, wrong, tt.want)
		}
	}
}

func TestSecondsAreBounded(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		`1.5`: 1500 * time.Millisecond, `"60"`: time.Minute, `1e999`: Longest, `1e300`: Longest, `-5`: 0, `null`: 0, `0`: 0,
	} {
		o := Open([]byte(`{"s":` + text + `}`))
		if got := o.Seconds("s"); got != want || o.Wrong != "" {
			t.Errorf("%s: got %v, %s", text, got, o.Wrong)
		}
	}
}
