package cast

import (
	"bytes"
	"testing"
	"time"
)

func TestWhatHappensIsALineEach(t *testing.T) {
	t.Parallel()
	const header = `{"version":3,"term":{"cols":80,"rows":24},"title":"dintero-login"}` + "\n"
	for _, row := range []struct {
		name string
		tell func(*Cast)
		want string
	}{
		{"nothing", func(*Cast) {}, ""},
		{"a size alone", func(c *Cast) { c.Resize(0, 40, 12) }, ""},
		{
			"the size before the first output is the header's", func(c *Cast) { c.Resize(0, 40, 12); c.Output(0, []byte("x")) },
			`{"version":3,"term":{"cols":40,"rows":12},"title":"dintero-login"}` + "\n" + `[0.000,"o","x"]` + "\n",
		},
		{
			"times are those since the event before, and do not add up their errors", func(c *Cast) {
				for i := 1; i <= 3; i++ {
					c.Output(time.Duration(i)*1600*time.Microsecond, []byte("x"))
				}
			}, header + `[0.002,"o","x"]` + "\n" + `[0.001,"o","x"]` + "\n" + `[0.002,"o","x"]` + "\n",
		},
		{
			"a time that goes back is none", func(c *Cast) { c.Mark(2*time.Second, "Code"); c.Mark(time.Second, "Signed in") },
			header + `[2.000,"m","Code"]` + "\n" + `[0.000,"m","Signed in"]` + "\n",
		},
		{"the same size again is nothing new", func(c *Cast) {
			c.Output(0, []byte("x"))
			c.Resize(0, 80, 24)
			c.Resize(time.Second, 100, 30)
			c.Resize(time.Second, 0, 30)
		}, header + `[0.000,"o","x"]` + "\n" + `[1.000,"r","100x30"]` + "\n"},
		{
			"controls, quotes and tags", func(c *Cast) { c.Output(0, []byte("\x1b[1m\"<&>\\\r\n")) },
			header + `[0.000,"o","\u001b[1m\"<&>\\\r\n"]` + "\n",
		},
		{"a character in two parts", func(c *Cast) {
			c.Output(0, []byte("a✓"[:2]))
			c.Output(0, []byte("a✓"[2:3]))
			c.Output(0, []byte("✓"[2:]+"b"))
		}, header + `[0.000,"o","a"]` + "\n" + `[0.000,"o","✓b"]` + "\n"},
		{"bytes that are no character", func(c *Cast) { c.Output(0, []byte("a\xff\xfe\x80b")) }, header + `[0.000,"o","a\ufffd\ufffd\ufffdb"]` + "\n"},
		{
			"half a character at the end", func(c *Cast) { c.Output(0, []byte("\xe2\x9c")); c.Exit(time.Second, 130) },
			header + `[1.000,"o","\ufffd\ufffd"]` + "\n" + `[0.000,"x","130"]` + "\n",
		},
		{
			"what is for the clipboard", func(c *Cast) { c.Output(0, []byte("a\x1b]52;c;c2VjcmV0\ab\x1b]52;c;c2VjcmV0\x1b\\c\x1b]52;c;c2Vj")) },
			header + `[0.000,"o","abc"]` + "\n",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			c := New(&b)
			row.tell(c)
			if b.String() != row.want || c.Err() != nil {
				t.Errorf("got\n%swant\n%s%v", b.String(), row.want, c.Err())
			}
		})
	}
}

func TestWhereverOutputIsCutTheTextIsTheSame(t *testing.T) {
	t.Parallel()
	const text = "é✓😀\x1b[1mé́日本"
	for cut := range len(text) {
		var whole, parts bytes.Buffer
		New(&whole).Output(0, []byte(text))
		c := New(&parts)
		c.Output(0, []byte(text[:cut]))
		c.Output(0, []byte(text[cut:]))
		if got, want := outputs(t, parts.Bytes()), outputs(t, whole.Bytes()); got != want || want != text {
			t.Errorf("cut at %d: got %q, want %q", cut, got, want)
		}
	}
}
