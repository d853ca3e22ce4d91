package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/vt"
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
	g := newGrid(30, 11)
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
	g.write(2, 7, "╭─ ▎█ ─╮▌", uv.Style{Fg: blue})
	g.write(2, 8, "│ ├┼┤  │▁", uv.Style{Fg: blue})
	g.write(2, 9, "╰──┴──▶╯▰", uv.Style{Fg: grey})
	g.cursor = uv.Pos(5, 5)
	golden.RequireEqual(t, g.svg(themes()[0], "A title & more"))
}

func TestThePicturesInTheREADMEAreWhatTheProgramDraws(t *testing.T) {
	t.Parallel()
	drawn, err := readme()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob("*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range kept {
		if drawn[name] == nil {
			t.Errorf("%s is no picture any more", name)
		}
	}
	for name, want := range drawn {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Error("the program draws another one by now: make pictures")
			}
			if !strings.HasSuffix(name, ".svg") {
				return
			}
			if !bytes.Contains(page, []byte("tui/dev/pictures/"+name)) {
				t.Error("the README does not show it")
			}
			if len(want) > 40_000 {
				t.Errorf("%d bytes are too many", len(want))
			}
			isPlain(t, want)
			for _, theme := range themes() {
				if strings.HasSuffix(name, theme.name+".svg") {
					isLegible(t, want, theme)
				}
			}
		})
	}
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	once, err := readme()
	twice, again := readme()
	if err != nil || again != nil {
		t.Fatal(err, again)
	}
	for name, want := range once {
		if !bytes.Equal(twice[name], want) {
			t.Errorf("%s differs from run to run", name)
		}
	}
}

func TestTheRecordingPlaysToTheSettings(t *testing.T) {
	t.Parallel()
	text, err := recorded()
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > 100_000 {
		t.Errorf("%d bytes are too many", len(text))
	}
	screen := vt.NewEmulator(110, 30)
	var marks []string
	lasts := 0.0
	for i, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		if i == 0 {
			continue // the header
		}
		var event []any
		if err := json.Unmarshal(line, &event); err != nil || len(event) != 3 {
			t.Fatalf("%s: %v", line, err)
		}
		interval, _ := event[0].(float64)
		data, _ := event[2].(string)
		lasts += interval
		switch event[1] {
		case "o":
			_, _ = screen.WriteString(data)
		case "m":
			marks = append(marks, data)
		}
	}
	if lasts < 15 || lasts > 40 {
		t.Errorf("it lasts %.1f s", lasts)
	}
	if want := "Customer, PIN or password, Code, SMS 1, Signed in, Settings"; strings.Join(marks, ", ") != want {
		t.Errorf("the markers: got %q, want %s", marks, want)
	}
	if shown := screen.String(); !strings.Contains(shown, "MFA at login") || strings.Contains(string(text), "246810") {
		t.Errorf("it ends with\n%s", shown)
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

// isLegible checks that every colour of the program can be read on the window, and the window's
// own on what is filled with it, which is how a chip is drawn.
func isLegible(t *testing.T, picture []byte, on theme) {
	t.Helper()
	const least = 4.5 // WCAG 2, AA
	for _, ink := range regexp.MustCompile(`<(?:text|rect)[^>]* fill="#(..)(..)(..)"`).FindAllSubmatch(picture, -1) {
		c := color.RGBA{A: 0xff}
		for i, part := range []*uint8{&c.R, &c.G, &c.B} {
			for _, digit := range ink[i+1] {
				*part = *part<<4 | uint8(strings.IndexByte("0123456789abcdef", digit)) // #nosec G115: a digit
			}
		}
		if written(c) == written(on.window) {
			continue
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
