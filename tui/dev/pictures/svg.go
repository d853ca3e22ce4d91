package main

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// The measures of a picture, in pixels. A cell is as wide as most fixed fonts are at this
// size; where a viewer's font is not, its letters move apart, and the columns still stand.
const (
	cellWidth  = 9
	cellHeight = 20
	fontSize   = 15
	baseline   = 15 // of a cell
	middle     = 10 // of a cell, where lines run
	margin     = 20
	corner     = 8
	fonts      = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
)

// look is how a cell is drawn.
type look struct {
	ink  string
	bold bool
}

// kind is how what stands in a cell is drawn.
type kind int

const (
	words  kind = iota // text, spread over its columns
	symbol             // one sign, centred: few fonts have it, and they do not agree on its width
	line               // a line of its own, so that no font interrupts it
	shape              // drawn, so that it meets its neighbours in every font
)

// piece is what is drawn at once: neighbours of one look.
type piece struct {
	look
	kind kind
	text string
	from int // column
	to   int // column behind it
}

// svg draws the grid as a window. It needs no font, no script and nothing from elsewhere.
func (g grid) svg(t theme, title string) []byte {
	var b bytes.Buffer
	columns := 0
	if len(g.rows) > 0 {
		columns = len(g.rows[0])
	}
	width, height := columns*cellWidth+2*margin, len(g.rows)*cellHeight+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" font-family="%s" font-size="%d" fill="%s">`+"\n",
		width, height, fonts, fontSize, written(t.text))
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%d" height="%d" rx="%d" fill="%s" stroke="%s"/>`+"\n",
		width-1, height-1, corner, written(t.window), written(t.edge))
	fmt.Fprintf(&b, `<g transform="translate(%d %[1]d)">`+"\n", margin)
	for y, row := range g.rows {
		drawPaper(&b, t, row, y)
		for _, p := range pieces(t, row) {
			p.draw(&b, t, y)
		}
	}
	if g.cursor.Y >= 0 && g.cursor.Y < len(g.rows) {
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="2" height="%d"/>`+"\n",
			g.cursor.X*cellWidth, g.cursor.Y*cellHeight+1, cellHeight-2)
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}

// drawPaper draws what is behind the text, where it is not the window's own.
func drawPaper(b *bytes.Buffer, t theme, row []uv.Cell, y int) {
	for from := 0; from < len(row); {
		paper, to := paperOf(t, row[from]), from+1
		for to < len(row) && (row[to].Width == 0 || paperOf(t, row[to]) == paper) {
			to++
		}
		if paper != "" {
			fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n",
				from*cellWidth, y*cellHeight, (to-from)*cellWidth, cellHeight, paper)
		}
		from = to
	}
}

func paperOf(t theme, c uv.Cell) string {
	switch {
	case c.Style.Attrs&uv.AttrReverse != 0 && c.Style.Fg != nil:
		return written(c.Style.Fg)
	case c.Style.Attrs&uv.AttrReverse != 0:
		return written(t.text)
	case c.Style.Bg != nil:
		return written(c.Style.Bg)
	default:
		return ""
	}
}

func lookOf(t theme, c uv.Cell) look {
	l := look{ink: written(t.text), bold: c.Style.Attrs&uv.AttrBold != 0}
	switch {
	case c.Style.Attrs&uv.AttrReverse != 0 && c.Style.Bg != nil:
		l.ink = written(c.Style.Bg)
	case c.Style.Attrs&uv.AttrReverse != 0:
		l.ink = written(t.window)
	case c.Style.Fg != nil:
		l.ink = written(c.Style.Fg)
	}
	return l
}

func kindOf(c uv.Cell) kind {
	first, _ := utf8.DecodeRuneInString(c.Content)
	_, _, drawn := shapeOf(first)
	switch {
	case first == '─' || first == '┄':
		return line
	case drawn:
		return shape
	case first >= '←':
		return symbol
	default:
		return words
	}
}

// pieces cuts a row into what is drawn at once. Two blanks end a piece, so that words which
// stand below each other do, in any font.
func pieces(t theme, row []uv.Cell) []piece {
	var all []piece
	for x, c := range row {
		if c.Width == 0 || blank(c) {
			continue
		}
		next := piece{look: lookOf(t, c), kind: kindOf(c), text: c.Content, from: x, to: x + c.Width}
		if len(all) == 0 || !all[len(all)-1].takes(next) {
			all = append(all, next)
			continue
		}
		last := &all[len(all)-1]
		last.text += strings.Repeat(" ", next.from-last.to) + next.text
		last.to = next.to
	}
	return all
}

// takes reports whether the next piece continues this one.
func (p piece) takes(next piece) bool {
	switch {
	case next.look != p.look || next.kind != p.kind:
		return false
	case p.kind == line:
		return next.from == p.to && strings.HasSuffix(p.text, next.text)
	case p.kind == symbol || p.kind == shape:
		return false
	default:
		return next.from <= p.to+1
	}
}

func (p piece) draw(b *bytes.Buffer, t theme, y int) {
	x, width := p.from*cellWidth, (p.to-p.from)*cellWidth
	if p.kind == line {
		dashes := ""
		if strings.HasPrefix(p.text, "┄") {
			dashes = ` stroke-dasharray="2.5 2"`
		}
		fmt.Fprintf(b, `<path d="M%d %d.5h%d" stroke="%s"%s/>`+"\n", x, y*cellHeight+middle, width, p.ink, dashes)
		return
	}
	if p.kind == shape {
		first, _ := utf8.DecodeRuneInString(p.text)
		stroke, fill, _ := shapeOf(first)
		if stroke != "" {
			fmt.Fprintf(b, `<path d="M%d %d%s" stroke="%s" fill="none"/>`+"\n", x, y*cellHeight, stroke, p.ink)
		} else {
			fmt.Fprintf(b, `<rect x="%g" y="%g" width="%g" height="%g" fill="%s"/>`+"\n",
				float64(x)+fill.x*cellWidth, float64(y*cellHeight)+fill.y*cellHeight, fill.width*cellWidth, fill.height*cellHeight, p.ink)
		}
		return
	}
	looks := ""
	if p.ink != written(t.text) {
		looks += ` fill="` + p.ink + `"`
	}
	if p.bold {
		looks += ` font-weight="bold"`
	}
	switch {
	case p.kind == symbol:
		fmt.Fprintf(b, `<text x="%g" y="%d" text-anchor="middle"%s>%s</text>`+"\n",
			float64(x)+float64(width)/2, y*cellHeight+baseline, looks, html.EscapeString(p.text))
	case p.to-p.from == 1:
		fmt.Fprintf(b, `<text x="%d" y="%d"%s>%s</text>`+"\n", x, y*cellHeight+baseline, looks, html.EscapeString(p.text))
	default:
		fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d"%s>%s</text>`+"\n",
			x, y*cellHeight+baseline, width, looks, html.EscapeString(p.text))
	}
}
