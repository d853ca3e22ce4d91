package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// write puts a text on a row of a grid, in a style.
func (g grid) write(x, y int, text string, style uv.Style) {
	for _, r := range text {
		c := uv.Cell{Content: string(r), Width: ansi.StringWidth(string(r)), Style: style}
		g.rows[y][x] = c
		for range c.Width - 1 {
			x++
			g.rows[y][x] = uv.Cell{}
		}
		x++
	}
}

func newGrid(width, height int) grid {
	g := grid{rows: make([][]uv.Cell, height), cursor: uv.Pos(-1, -1)}
	for y := range g.rows {
		for range width {
			g.rows[y] = append(g.rows[y], uv.EmptyCell)
		}
	}
	return g
}

func TestGoldenPicture(t *testing.T) {
	t.Parallel()
	blue, red, grey := rgb(0x79b8ff), rgb(0xff7b72), rgb(0x8f8f8f)
	g := newGrid(30, 7)
	g.write(0, 0, "PRODUCTION", uv.Style{Fg: red, Attrs: uv.AttrBold | uv.AttrReverse})
	g.write(12, 0, "reversed", uv.Style{Attrs: uv.AttrReverse})
	g.write(0, 1, "✓", uv.Style{Fg: color.RGBA{G: 0xff, A: 0xff}})
	g.write(2, 1, "Customer ", uv.Style{})
	g.write(11, 1, "── ", uv.Style{Fg: grey})
	g.write(14, 1, "● Code", uv.Style{Fg: blue, Attrs: uv.AttrBold})
	g.write(2, 2, "one run,  and another", uv.Style{})
	g.write(2, 3, "<&> 日本", uv.Style{Bg: rgb(0x30363d)})
	g.write(0, 4, "┄ Phone ┄┄┄┄──", uv.Style{Fg: grey})
	g.write(2, 5, "x y", uv.Style{Fg: blue})
	g.cursor = uv.Pos(5, 5)
	golden.RequireEqual(t, g.svg(themes()[0], "A title & more"))
}

func TestWhatVariesIsReplaced(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, row, want string }{
		{"the port", "DEMO · 127.0.0.1:39041      code by SMS", "DEMO · 127.0.0.1:41873      code by SMS"},
		{"a shorter port", "127.0.0.1:8080  code by SMS", "127.0.0.1:41873 code by SMS"},
		{"the port in a URL", "iss http://127.0.0.1:39041/v1", "iss http://127.0.0.1:41873/v1"},
		{"the strip's clock", "  02:07  SMS 1     Your code is 259413", "  23:41  SMS 1     Your code is 259413"},
		{"the pane's clock", "02:07 · e-mail 2 · new", "23:41 · e-mail 2 · new"},
		{"a countdown", "ctrl+x n  again, in 30 s ", "ctrl+x n  again, in 28 s "},
		{"a short countdown", "again, in 9 s ", "again, in 28 s"},
		{"the end", "Mon 2 Nov 01:59  ", "Mon 23 Nov 23:42 "},
		{"the key", "RS256 · key A_-B… of this account", "RS256 · key W5tD… of this account"},
		{"the token's end", "eyJh•••••••••••••L2eA   c copy", "eyJh•••••••••••••w5c2   c copy"},
		{"two on a row", "127.0.0.1:11111 127.0.0.1:22222", "127.0.0.1:41873 127.0.0.1:41873"},
		{"who signs in", "+47 ••• •• 999 · as customer", "+47 ••• •• 999 · as customer"},
		{"how long it lasts", "in 23 h 59 min", "in 23 h 59 min"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := newGrid(ansi.StringWidth(c.row), 1)
			g.write(0, 0, c.row, uv.Style{Attrs: uv.AttrBold})
			g, err := g.settled()
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := read(g.rows[0]); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if g.rows[0][0].Style.Attrs != uv.AttrBold {
				t.Error("the style is lost")
			}
		})
	}
}

func TestALongerTextNeedsRoom(t *testing.T) {
	t.Parallel()
	g := newGrid(20, 1)
	g.write(0, 0, "127.0.0.1:8080/v1", uv.Style{})
	if g, err := g.settled(); err == nil {
		got, _ := read(g.rows[0])
		t.Errorf("written over what stands behind it: %q", got)
	}
}

func TestThePicturesInTheREADME(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range login() {
		for _, theme := range themes() {
			if s.picture == "" {
				continue
			}
			name := s.picture + "-" + theme.name + ".svg"
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				if !bytes.Contains(readme, []byte("tui/dev/pictures/"+name)) {
					t.Error("the README does not show it")
				}
				picture, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if len(picture) > 30_000 {
					t.Errorf("%d bytes are too many", len(picture))
				}
				isPlain(t, picture)
				isLegible(t, picture, theme)
			})
		}
	}
}

// isPlain checks that a picture is XML with nothing active in it, and nothing from
// elsewhere.
func isPlain(t *testing.T, picture []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(picture)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && !strings.Contains(" svg title rect g text path ", " "+start.Name.Local+" ") {
			t.Errorf("<%s> in a picture", start.Name.Local)
		}
	}
}

// isLegible checks that every colour of the program can be read on the window.
func isLegible(t *testing.T, picture []byte, on theme) {
	t.Helper()
	const least = 4.5 // WCAG 2, AA
	for _, ink := range regexp.MustCompile(`<text[^>]* fill="#(..)(..)(..)"`).FindAllSubmatch(picture, -1) {
		var c color.RGBA
		for i, part := range []*uint8{&c.R, &c.G, &c.B} {
			for _, digit := range ink[i+1] {
				*part = *part<<4 | uint8(strings.IndexByte("0123456789abcdef", digit)) // #nosec G115: a digit
			}
		}
		if got := contrast(c, on.window); got < least {
			t.Errorf("contrast of %s: got %.1f, want %.1f", written(c), got, least)
		}
	}
}

// contrast is that of WCAG 2, from 1 to 21.
func contrast(a, b color.RGBA) float64 {
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

func luminance(c color.RGBA) float64 {
	linear := func(part uint8) float64 {
		v := float64(part) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
