package main

// part is a part of a cell that is filled, in its widths and heights.
type part struct{ x, y, width, height float64 }

// shapeOf returns how a character is drawn that must meet its neighbours: the path of its stroke
// from the cell's upper left corner on, or the part that it fills.
func shapeOf(r rune) (stroke string, fill part, drawn bool) {
	// The lines of a cell of 9×20 meet at 4.5, 10.5.
	const (
		top    = "m4.5 0v10.5"
		bottom = "m4.5 10.5v9.5"
		left   = "m0 10.5h4.5"
		right  = "m4.5 10.5h4.5"
	)
	strokes := map[rune]string{
		'│': "m4.5 0v20", '┆': "m4.5 2v6m0 4v6", '┊': "m4.5 2v6m0 4v6",
		'╭': "m4.5 20v-5q0 -4.5 4.5 -4.5", '╮': "m4.5 20v-5q0 -4.5 -4.5 -4.5",
		'╰': "m4.5 0v6q0 4.5 4.5 4.5", '╯': "m4.5 0v6q0 4.5 -4.5 4.5",
		'┌': bottom + "m0 -9.5h4.5", '┐': bottom + "m0 -9.5h-4.5", '└': top + "h4.5", '┘': top + "h-4.5",
		'├': top + "h4.5m-4.5 0v9.5", '┤': top + "h-4.5m4.5 0v9.5",
		'┬': left + "h4.5m-4.5 0v9.5", '┴': top + "h4.5m-4.5 0h-4.5", '┼': "m4.5 0v20m-4.5 -9.5h9",
		'╵': top, '╷': bottom, '╴': left, '╶': right,
	}
	if stroke, drawn = strokes[r]; drawn {
		return stroke, part{}, true
	}
	switch {
	case r >= '▁' && r <= '█': // eighths from below
		n := float64(r-'▁'+1) / 8
		return "", part{0, 1 - n, 1, n}, true
	case r > '█' && r <= '▏': // eighths from the left, fewer and fewer
		return "", part{0, 0, float64('▏'-r+1) / 8, 1}, true
	case r == '▀':
		return "", part{0, 0, 1, 0.5}, true
	case r == '▐':
		return "", part{0.5, 0, 0.5, 1}, true
	}
	return "", part{}, false
}
