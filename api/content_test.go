package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dintero-login/flow"
)

func TestEveryValueOfAnyDocumentIsThereForAComparison(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		document string
		want     []string
		cut      string
	}{
		"an object":                 {`{"b":1.50,"a":{"c":null}}`, []string{"b 1.50", "a.c null"}, ""},
		"attributes as all else":    {`{"attributes":[{"name":"a","private":false}]}`, []string{`attributes[0].name "a"`, "attributes[0].private false"}, ""},
		"a list":                    {`[1,[true,"x"]]`, []string{"[0] 1", "[1][0] true", `[1][1] "x"`}, ""},
		"a string":                  {`"x"`, []string{` "x"`}, ""},
		"a number of 40 digits":     {`1234567890123456789012345678901234567890`, []string{" 1234567890123456789012345678901234567890"}, ""},
		"a number beyond any float": {`[1e400,-0.0]`, []string{"[0] 1e400", "[1] -0.0"}, ""},
		"empty ones":                {`{"a":{},"b":[],"attributes":[{}]}`, []string{"a {}", "b []", "attributes[0] {}"}, ""},
		"nothing but an object":     {`{}`, []string{" {}"}, ""},
		"nothing but a list":        {`[]`, []string{" []"}, ""},
		"escapes, decoded":          {`{"\u0061":"\u0062"}`, []string{`a "b"`}, ""},
		"names that are no names":   {`{"a.b":{"":1}}`, []string{`["a.b"][""] 1`}, ""},
		"keys twice":                {`{"a":1,"a":2}`, []string{"a 1", "a 2"}, ""},
		"cut in a string":           {`{"a":1,"b":"x`, []string{"a 1"}, "cut short at byte 13"},
		"cut in a number, perhaps":  {`{"a":1,"b":12`, []string{"a 1"}, "cut short at byte 13"},
		"cut behind a number":       {`{"a":1,"b":12,`, []string{"a 1", "b 12"}, "cut short at byte 14"},
		"broken":                    {`{"a":1,"b":x}`, []string{"a 1"}, "broken at byte 11"},
		"nothing":                   {``, nil, "cut short at byte 0"},
		"no JSON":                   {`<html>`, nil, "broken at byte 0"},
		"something after it":        {`1 2`, []string{" 1"}, "something after the end at byte 2"},
		"as deep as it goes":        {strings.Repeat("[", 64) + strings.Repeat("]", 64), []string{strings.Repeat("[0]", 63) + " []"}, ""},
		"deeper":                    {`{"a":1,"b":` + strings.Repeat("[", 500), []string{"a 1"}, "nested too deep at byte 74"},
	} {
		c, ok := Content(t.Context(), []byte(tt.document))
		var got []string
		for _, f := range c.Values {
			value := f.Value.Shown()
			if f.Text {
				value = `"` + value + `"`
			}
			got = append(got, f.Path.Shown()+" "+value)
		}
		if !ok || !slices.Equal(got, tt.want) || c.Cut.Shown() != tt.cut {
			t.Errorf("%s\ngot  %q, %q\nwant %q, %q", name, got, c.Cut, tt.want, tt.cut)
		}
	}
}

func TestMoreThanIsListedIsThereForAComparison(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"attributes":[{}`)
	for i := range 25_000 {
		fmt.Fprintf(&b, `,{"name":"n%d"}`, i)
	}
	b.WriteString(`]}`)
	if c, ok := Content(t.Context(), []byte(b.String())); !ok || len(c.Values) != 25_001 || !c.Cut.IsEmpty() {
		t.Errorf("got %d values, %q", len(c.Values), c.Cut)
	}
}

func TestLongKeysStayDifferentAndDoNotFillTheMemory(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("k", 1<<20)
	c, _ := Content(t.Context(), []byte(`{"`+long+`a":1,"`+long+`b":[1`+strings.Repeat(",1", 10_000)+`]}`))
	if a, b := c.Values[0].Path.Shown(), c.Values[10_001].Path.Shown(); a == b || len(a) > 1000 || len(b) > 1000 {
		t.Errorf("got %d and %d bytes", len(a), len(b))
	}
}

func TestAComparisonEndsWithWhoeverWantedIt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c, ok := Content(ctx, []byte(`{"a":1}`)); ok || len(c.Values) > 0 {
		t.Errorf("got %v", c.Values)
	}
}

func TestContentsAreCompared(t *testing.T) {
	t.Parallel()
	c, _ := Content(t.Context(), []byte(documented))
	changed, _ := Content(t.Context(), []byte(strings.Replace(documented, `"mfa": {"enabled": false`, `"mfa": {"enabled": true`, 1)))
	if d := flow.Compare(c, c); !d.Equal() {
		t.Errorf("got %+v of the same", d)
	}
	if d := flow.Compare(c, changed); d.Count != 1 || d.Login != 1 || d.Changes[0].After.Setting != flow.MFAAtLogin {
		t.Errorf("got %+v", d)
	}
}
