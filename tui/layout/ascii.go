package layout

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// ASCII is a drawn screen for a terminal without UTF-8: each mark becomes one that looks like it,
// anything else beyond ASCII a question mark. Every line keeps its width.
func ASCII(drawn string) string {
	var b strings.Builder
	clusters := graphemes.FromString(drawn)
	for clusters.Next() {
		cluster := clusters.Value()
		if mark := asciiMark(cluster); mark != 0 {
			b.WriteByte(mark)
			continue
		}
		for _, r := range cluster {
			if r < 0x7f {
				b.WriteRune(r)
				cluster = cluster[1:]
				continue
			}
			break
		}
		b.WriteString(strings.Repeat("?", ansi.StringWidth(cluster)))
	}
	return b.String()
}

// asciiMark is what stands for a mark; 0 for any other text.
func asciiMark(cluster string) byte {
	switch cluster {
	case "✓":
		return '+'
	case "✗", "×":
		return 'x'
	case "●", "•":
		return '*'
	case "○":
		return 'o'
	case "▎", "│", "┃":
		return '|'
	case "─", "━", "┄", "╌", "–", "—", "·", "▱", "⢿", "⣷":
		return '-'
	case "╭", "╮", "╰", "╯", "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼":
		return '+'
	case "▰", "█":
		return '#'
	case "▾", "▼", "↓":
		return 'v'
	case "▴", "▲", "↑":
		return '^'
	case "›", "→", "▸", "▶":
		return '>'
	case "‹", "←", "◂", "◀":
		return '<'
	case "…":
		return '~'
	case "░":
		return '.'
	case "▒":
		return ':'
	case "▓":
		return '%'
	case "▁":
		return '_'
	case "“", "”", "„":
		return '"'
	case "‘", "’":
		return '\''
	case "⣯", "⣻":
		return '\\'
	case "⣟", "⣽":
		return '|'
	case "⡿", "⣾":
		return '/'
	}
	return 0
}
