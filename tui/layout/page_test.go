package layout

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/field"
)

func frameOf(width, height int) Frame {
	return Frame{Width: width, Height: height, Styles: NewStyles(true)}
}

// onAPage draws what fill puts on a page, and gives its rows without looks.
func onAPage(width, height int, fill func(p *Page)) []string {
	p := NewPage(frameOf(width, height))
	fill(p)
	body, _ := p.Draw()
	return strings.Split(ansi.Strip(body), "\n")
}

func TestWhatMattersLeastIsLeftOutFirst(t *testing.T) {
	t.Parallel()
	fill := func(p *Page) {
		p.Add(Must, "must 1")
		p.Gap()
		p.Add(Should, "should 1")
		p.Add(May, "may 1")
		p.Gap()
		p.Add(Should, "should 2")
		p.Add(May, "may 2")
		p.Add(Must, "must 2")
	}
	for _, row := range []struct {
		name   string
		height int
		want   string
	}{
		{"with room for all", 8, "must 1||should 1|may 1||should 2|may 2|must 2"},
		{"one row less, and the lowest empty row goes", 7, "must 1||should 1|may 1|should 2|may 2|must 2"},
		{"nothing is left out while there is an empty row", 6, "must 1|should 1|may 1|should 2|may 2|must 2"},
		{"then what may go goes, and the last row says how much", 5, "must 1|should 1|should 2|must 2|  ▾ 2 more rows"},
		{"then what should stay", 4, "must 1|should 1|must 2|  ▾ 3 more rows"},
		{"so few rows say nothing of the others", 3, "must 1|should 1|must 2"},
		{"what must stay stays", 2, "must 1|must 2"},
		{"no more rows than there are", 1, "must 1"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(onAPage(80, row.height, fill), "|"); got != row.want {
				t.Errorf("in %d rows: %q, want %q", row.height, got, row.want)
			}
		})
	}
}

func TestEmptyRowsAreNeverAtAnEndNorTwoInARow(t *testing.T) {
	t.Parallel()
	got := onAPage(80, 24, func(p *Page) {
		p.Gap()
		p.Add(Must, "a")
		p.Gap()
		p.Gap()
		p.Add(Must, "b")
		p.Gap()
	})
	if want := "a||b"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestTheGrid(t *testing.T) {
	t.Parallel()
	fill := func(p *Page) { p.Line(Must, "Label", "value", "note") }
	wide := onAPage(120, 5, fill)[0]
	if strings.Index(wide, "Label") != LabelAt || strings.Index(wide, "value") != ValueAt || strings.Index(wide, "note") != NoteAt {
		t.Errorf("the columns are off: %q", wide)
	}
	narrow := onAPage(40, 5, fill)
	if len(narrow) != 2 || !strings.HasPrefix(narrow[0], " Label        value") || strings.TrimSpace(narrow[1]) != "note" {
		t.Errorf("on a narrow page: %q", narrow)
	}
}

func TestNothingIsWiderThanThePage(t *testing.T) {
	t.Parallel()
	words := strings.Repeat("many words ", 40)
	for width := 10; width <= 130; width += 7 {
		rows := onAPage(width, 100, func(p *Page) {
			p.Title(words)
			p.Tell(Must, p.Frame.Styles.Problem, "✗", words)
			p.Line(Must, "Label", words, words)
			p.Under(Must, words)
			p.Wrong(words)
			p.Head("Label", words, words)
			p.Choice("Label", true, 1, "note", "first", "second")
			p.Field("Label", field.New(field.Value).SetText(words), true, "example", "note")
		})
		for _, row := range rows {
			if w := ansi.StringWidth(row); w > min(width, GridEnd) && width >= 30 {
				t.Errorf("at %d: %d wide: %q", width, w, row)
			}
		}
	}
}

func TestAHostNameIsCutInItsMiddle(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text  string
		width int
		want  string
	}{
		{"api.dintero.com", 20, "api.dintero.com"},
		{"api.dintero.com", 15, "api.dintero.com"},
		{"api.dintero.com", 9, "api.….com"},
		{"api.dintero.com", 3, "a…m"},
		{"api.dintero.com", 0, ""},
		{"api.dintero.com", -4, ""},
	} {
		got := CutMiddle(row.text, row.width)
		if got != row.want || ansi.StringWidth(got) > max(row.width, 0) {
			t.Errorf("%q in %d is %q, want %q", row.text, row.width, got, row.want)
		}
	}
}
