package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// content is made of lines such as a.b=1 and a.c="text"; the last line may say why it is cut, after
// a !.
func content(lines ...string) Content {
	var c Content
	for i, line := range lines {
		if cut, ok := strings.CutPrefix(line, "!"); ok {
			c.Cut = FromOutside(cut)
			continue
		}
		path, value, _ := strings.Cut(line, "=")
		text := strings.Trim(value, `"`)
		c.Values = append(c.Values, Field{Path: FromOutside(path), Value: FromOutside(text), Text: text != value, At: i})
	}
	return c
}

func attribute(i int, name, kind string, more ...string) []string {
	lines := []string{fmt.Sprintf(`attributes[%d].name="%s"`, i, name), fmt.Sprintf(`attributes[%d].type="%s"`, i, kind)}
	for _, m := range more {
		lines = append(lines, fmt.Sprintf("attributes[%d].%s", i, m))
	}
	return lines
}

// told is a change as one line: where, before and after.
func told(c Change) string {
	side := func(l Line) string {
		switch {
		case l.Missing:
			return "-"
		case l.Text:
			return `"` + l.Value.Shown() + `"`
		}
		return l.Value.Shown()
	}
	where := c.After.Path.Shown()
	if !c.Attribute.IsEmpty() {
		where = "<" + c.Attribute.Shown() + ">" + where
	}
	if c.Again > 0 {
		where += fmt.Sprintf("#%d", c.Again)
	}
	return where + " " + side(c.Before) + " " + side(c.After)
}

func TestWhatDiffersBetweenTwoDocuments(t *testing.T) {
	t.Parallel()
	type lines = []string
	shoes, hats := attribute(0, "shoes", "integer", "private=true"), attribute(1, "hats", "string")
	for name, tt := range map[string]struct {
		before, after lines
		want          lines
		login         int
		uncompared    int
	}{
		"nothing": {lines{"a=1", "b=2"}, lines{"b=2", "a=1"}, nil, 0, 0},
		"what a login depends on comes first, in its order": {
			lines{"a=1", "users.phone_number_validation.allow_duplicates=false", `users.mfa.login.oob_channel="sms"`, "users.mfa.enabled=true", "users.head.enabled=true"},
			lines{"a=2", "users.phone_number_validation.allow_duplicates=true", `users.mfa.login.oob_channel="email"`, "users.mfa.enabled=false", "users.head.enabled=false"},
			lines{
				"users.mfa.enabled true false", `users.mfa.login.oob_channel "sms" "email"`,
				"users.phone_number_validation.allow_duplicates false true", "users.head.enabled true false", "a 1 2",
			},
			3, 0,
		},
		"a value comes or goes": {lines{"a=1"}, lines{"b=null"}, lines{"a 1 -", "b - null"}, 0, 0},
		"a setting of a login goes": {
			lines{"users.mfa.enabled=true"}, lines{"a=1"}, lines{"users.mfa.enabled true -", "a - 1"}, 1, 0,
		},
		"numbers, byte for byte": {
			lines{"a=1", "b=1.0", "c=1e2", "d=1234567890123456789012345678901234567890", "e=1e400"},
			lines{"a=1", "b=1.00", "c=100", "d=1234567890123456789012345678901234567891", "e=1e400"},
			lines{"b 1.0 1.00", "c 1e2 100", "d 1234567890123456789012345678901234567890 1234567890123456789012345678901234567891"},
			0, 0,
		},
		"a word and the string of it":      {lines{"a=true"}, lines{`a="true"`}, lines{`a true "true"`}, 0, 0},
		"an empty string and none":         {lines{`a=""`}, lines{}, lines{`a "" -`}, 0, 0},
		"an object and a list":             {lines{"={}"}, lines{"=[]"}, lines{" {} []"}, 0, 0},
		"a list and a string":              {lines{"[0]=1"}, lines{`="x"`}, lines{` - "x"`, "[0] 1 -"}, 0, 0},
		"a list that was empty":            {lines{"a=[]"}, lines{"a[0]=1"}, lines{"a[0] - 1"}, 0, 0},
		"an object that is empty now":      {lines{"a.b.c=1", "a.d=1"}, lines{"a.b={}"}, lines{"a.b.c 1 -", "a.d 1 -"}, 0, 0},
		"the first attribute":              {lines{"attributes=[]"}, hats, lines{`<hats> - "string"`}, 0, 0},
		"an empty list that went":          {lines{"a=[]", "b=1"}, lines{"b=1"}, lines{"a [] -"}, 0, 0},
		"an empty document":                {lines{"={}"}, lines{"a=1"}, lines{" {} -", "a - 1"}, 0, 0},
		"positions are sorted as numbers":  {lines{"a[2]=1", "a[10]=1", "a[1][3]=1", "a[1]x=1"}, lines{}, lines{"a[1][3] 1 -", "a[1]x 1 -", "a[2] 1 -", "a[10] 1 -"}, 0, 0},
		"other digits are not":             {lines{"a2=1", "a10=1"}, lines{}, lines{"a10 1 -", "a2 1 -"}, 0, 0},
		"a path that is there twice":       {lines{"a=1", "a=2"}, lines{"a=1", "a=3"}, lines{"a#2 2 3"}, 0, 0},
		"a path that is there twice now":   {lines{"users.mfa.enabled=true"}, lines{"users.mfa.enabled=true", "users.mfa.enabled=false"}, lines{"users.mfa.enabled#2 - false"}, 1, 0},
		"an attribute that moved":          {slices.Concat(shoes, hats), slices.Concat(attribute(0, "hats", "string"), attribute(1, "shoes", "integer", "private=true")), nil, 0, 0},
		"an attribute that came":           {hats, slices.Concat(hats, attribute(2, "ties", "string", "label=1")), lines{`<ties> - "string"`}, 0, 0},
		"an attribute that went":           {slices.Concat(shoes, hats), hats, lines{`<shoes> "integer" -`}, 0, 0},
		"an attribute without a type":      {lines{}, lines{`attributes[0].name="x"`}, lines{"<x> - "}, 0, 0},
		"an attribute's type and more":     {shoes, attribute(0, "shoes", "string", "label[0]=1"), lines{"<shoes>label[0] - 1", "<shoes>private true -", `<shoes>type "integer" "string"`}, 0, 0},
		"attributes of one name, in order": {slices.Concat(attribute(0, "a", "x"), attribute(1, "a", "y")), slices.Concat(attribute(0, "a", "x"), attribute(1, "a", "z"), attribute(2, "a", "w")), lines{`<a>type#2 "y" "z"`, `<a>#3 - "w"`}, 0, 0},
		"an attribute with two names":      {append(attribute(0, "a", "x"), `attributes[0].name="b"`), attribute(0, "a", "x"), lines{`<a>name#2 "b" -`}, 0, 0},
		"attributes without a name go by position": {
			lines{"attributes[0].type=1", "attributes[1].name=7", "attributes[2]=3", `attributes[3].name=""`},
			lines{"attributes[0].type=2", "attributes[1].name=8", "attributes[2]=4", `attributes[3].name=""`},
			lines{"attributes[0].type 1 2", "attributes[1].name 7 8", "attributes[2] 3 4"},
			0, 0,
		},
		"an attribute of which a part is in a list": {lines{`attributes[0][0].name="a"`}, lines{`attributes[0][0].name="b"`}, lines{`attributes[0][0].name "a" "b"`}, 0, 0},
		"attributes elsewhere are none":             {lines{`x.attributes[0].name="a"`}, lines{`x.attributes[0].name="b"`}, lines{`x.attributes[0].name "a" "b"`}, 0, 0},
		"beyond a cut nothing is known":             {lines{"a=1", "!cut"}, lines{"a=2", "b=1", "users.mfa.enabled=true"}, lines{"a 1 2"}, 0, 2},
		"beyond the other cut neither":              {lines{"a=1", "b=1"}, lines{"a=1", "!cut"}, nil, 0, 1},
		"an attribute cut before its name":          {shoes, lines{"attributes[0].type=7", "attributes[0].x=7", "!cut"}, nil, 0, 5},
		"an attribute cut behind its name":          {shoes, append(attribute(0, "shoes", "string"), "!cut"), lines{`<shoes>type "integer" "string"`}, 0, 1},
		"two that are cut":                          {lines{"a=1", "!cut"}, lines{"b=1", "!cut"}, nil, 0, 2},
	} {
		d := Compare(content(tt.before...), content(tt.after...))
		var got lines
		for _, c := range d.Changes {
			got = append(got, told(c))
		}
		if !slices.Equal(got, tt.want) || d.Login != tt.login || d.Uncompared != tt.uncompared || d.Count != len(tt.want) {
			t.Errorf("%s\ngot  %q, %d of a login, %d uncompared\nwant %q, %d, %d", name, got, d.Login, d.Uncompared, tt.want, tt.login, tt.uncompared)
		}
		cut := slices.ContainsFunc(slices.Concat(tt.before, tt.after), func(line string) bool { return strings.HasPrefix(line, "!") })
		if d.Equal() != (len(tt.want) == 0 && !cut) {
			t.Errorf("%s: equal %v", name, d.Equal())
		}
		mirrored(t, name, content(tt.before...), content(tt.after...), d)
	}
}

// mirrored is what must hold of any two documents: the other way round the same differs.
func mirrored(t *testing.T, name string, before, after Content, d Diff) {
	t.Helper()
	back := Compare(after, before)
	if back.Count != d.Count || back.Login != d.Login || back.Uncompared != d.Uncompared {
		t.Errorf("%s: %d changes, %d the other way round", name, d.Count, back.Count)
	}
	for i, c := range d.Changes {
		c.Before, c.After = c.After, c.Before
		if other := back.Changes[i]; told(other) != told(c) {
			t.Errorf("%s: got %s, want %s", name, told(other), told(c))
		}
	}
	for _, same := range []Content{before, after} {
		if d := Compare(same, same); d.Count > 0 || d.Uncompared > 0 && same.Cut.IsEmpty() {
			t.Errorf("%s: it differs from itself: %+v", name, d)
		}
	}
}

func TestManyChangesAreCountedAndListedUpToABound(t *testing.T) {
	t.Parallel()
	many := 50_000
	if testing.Short() {
		many = 22_000
	}
	var before, after []string
	for i := range many {
		before = append(before, attribute(i, fmt.Sprint("n", i%(many/2)), "x")...)
		after = append(after, attribute(many-i, fmt.Sprint("n", i%(many/2)), "y")...)
	}
	before = append(before, "users.mfa.enabled=true")
	d := Compare(content(before...), content(after...))
	if d.Count != many+1 || len(d.Changes) != 20_000 || d.Login != 1 || told(d.Changes[0]) != "users.mfa.enabled true -" {
		t.Errorf("got %d changes, %d listed, %d of a login", d.Count, len(d.Changes), d.Login)
	}
	if d := Compare(content(before...), content(before...)); !d.Equal() {
		t.Errorf("got %d changes of the same", d.Count)
	}
}

func TestAChangePrintsNothingRaw(t *testing.T) {
	t.Parallel()
	d := Compare(content("a\x1b=\x1b[2J"), content("a\x1b=\u202e"))
	if got := fmt.Sprintf("%+v %#v", d, d); strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("got %q", got)
	}
}
