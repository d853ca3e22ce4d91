package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// menuScreen lists the commands; a letter runs one.
type menuScreen struct {
	plain
	commands []command
}

// newMenuScreen takes the commands that have a letter.
func newMenuScreen(commands []command) menuScreen {
	return menuScreen{commands: slices.DeleteFunc(commands, func(c command) bool { return c.letter == "" })}
}

// Update takes plain letters only: ctrl+x ctrl+x would else be a sign-out.
func (s menuScreen) Update(msg tea.Msg) (screen, action) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return s, action{}
	}
	for _, c := range s.commands {
		switch {
		case press.Text != c.letter:
		case !c.able:
			return s, ask(sayNow{words.Joined(", ", c.label+": not now", c.note)})
		default:
			return s, ask(pick{c})
		}
	}
	return s, ask(sayNow{press.String() + " does nothing here; " + keyFor(flow.DeedBack) + " closes."})
}

func (s menuScreen) View(f layout.Frame) (string, *tea.Cursor) {
	if len(s.commands)+2 > f.Height {
		return s.viewDense(f), nil
	}
	p := layout.NewPage(f)
	p.Title("What now?")
	for _, c := range s.commands {
		style := f.Styles.Key
		if !c.able {
			style = f.Styles.Hint
		}
		p.RowOfKey(style.Render(c.letter), c.label, noteOf(f, c))
	}
	return p.Draw()
}

// noteOf is the key that does it without the menu, or from when it can be done.
func noteOf(f layout.Frame, c command) string {
	if c.able && c.note != "" {
		return f.Styles.Key.Render(c.note)
	}
	return c.note
}

// viewDense is the list in columns, for a small terminal: in as few as show all of it.
func (s menuScreen) viewDense(f layout.Frame) string {
	const least = 13
	shorts, widest := make([]string, len(s.commands)), least
	for i, c := range s.commands {
		shorts[i] = c.letter + " " + c.short
		if !c.able {
			shorts[i] = words.Joined(" ", shorts[i], strings.TrimPrefix(c.note, "in "))
		}
		widest = max(widest, ansi.StringWidth(shorts[i])+1)
	}
	room := f.Grid() - f.Indent()
	columns := make([]int, max(room/widest, 1))
	for i := range columns {
		columns[i] = widest
	}
	for len(shorts) > len(columns)*f.Height {
		more := tight(shorts, len(columns)+1)
		if sum(more) > room+1 {
			break
		}
		columns = more
	}
	var lines []string
	for i, c := range s.commands {
		style, column := f.Styles.Key, i%len(columns)
		if !c.able {
			style = f.Styles.Hint
		}
		if column == 0 {
			lines = append(lines, layout.Pad("", f.Indent()))
		}
		last := &lines[len(lines)-1]
		*last = layout.Pad(*last, f.Indent()+sum(columns[:column])) + style.Render(c.letter) + shorts[i][len(c.letter):]
	}
	return strings.Join(f.Cut(lines, len(lines)-f.Height+1), "\n")
}

func sum(of []int) int {
	n := 0
	for _, width := range of {
		n += width
	}
	return n
}

// tight are the widths of so many columns, each as narrow as what is in it and a blank.
func tight(texts []string, across int) []int {
	columns := make([]int, across)
	for i, text := range texts {
		columns[i%across] = max(columns[i%across], ansi.StringWidth(text)+1)
	}
	return columns
}

// helpScreen lists what the keys do: on the screen below, and everywhere.
type helpScreen struct {
	plain
	here       []keyLine
	everywhere []keyLine
	keys       layout.ScrollKeys
	seen       layout.Window
	area       layout.Frame // the room of the body
}

// keyLine is a key, what it does, and from when.
type keyLine struct{ key, does, note string }

// helpLines is what can be done by keys, as the flow and the table of commands say, and the
// keys of the top screen's own.
func (a App) helpLines() (here, everywhere []keyLine) {
	for _, c := range a.local() {
		line := keyLine{c.written(), c.label, ""}
		if !c.able {
			line.note = c.note
		}
		here = append(here, line)
	}
	for _, b := range slices.Concat(a.top().FullHelp()...) {
		here = append(here, keyLine{b.Help().Key, b.Help().Desc, ""})
	}
	for _, c := range a.general() {
		everywhere = append(everywhere, keyLine{c.written(), c.label, ""})
	}
	return here, everywhere
}

// over is the help for what is on top of App.
func (s helpScreen) over(a App) helpScreen {
	s.here, s.everywhere = a.helpLines()
	return s
}

func (s helpScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		s.seen = s.rows(s.area).Within(s.seen)
	case tea.KeyPressMsg:
		to, scrolls := s.keys.Scroll(s.rows(s.area), s.seen, msg)
		if !scrolls {
			return s, ask(closeTop{})
		}
		s.seen = to
	}
	return s, action{}
}

func (s helpScreen) View(f layout.Frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s helpScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	add := func(title string, of []keyLine) {
		rows.One(func(p *layout.Page) { p.Heading(title) })
		rows.Add(len(of), func(p *layout.Page, i int) {
			p.RowOfKey(p.Frame.Styles.Key.Render(of[i].key), of[i].does, of[i].note)
		})
	}
	add("Keys on this screen", s.here)
	rows.One(func(p *layout.Page) { p.Gap() })
	add("Keys everywhere", s.everywhere)
	rows.One(func(p *layout.Page) {
		p.Gap()
		p.Tell(layout.May, f.Styles.Hint, "", "In a field: the arrows, home and end, ctrl+a, ctrl+e, ctrl+w, ctrl+u and ctrl+k edit as in a shell.")
	})
	return rows
}
