package layout

import (
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestWhatIsSaidHangsByItsQuotationMark(t *testing.T) {
	t.Parallel()
	said := strings.Repeat("word ", 20) + "end"
	for _, row := range []struct {
		width int
		want  []string
	}{
		{80, []string{"  Say              “" + strings.Repeat("word ", 11) + "word", "                    " + strings.Repeat("word ", 8) + "end”"}},
		{40, []string{" Say “" + strings.Repeat("word ", 6) + "word", "      " + strings.Repeat("word ", 6) + "word", "      " + strings.Repeat("word ", 6) + "end”"}},
	} {
		got := onAPage(row.width, 9, func(p *Page) { p.Quote(Must, "Say", said) })
		if !slices.Equal(got, row.want) {
			t.Errorf("at %d: %q, want %q", row.width, got, row.want)
		}
	}
}

func TestASentenceBeginsNearItsLabelWhereThereIsLittleWidth(t *testing.T) {
	t.Parallel()
	fill := func(p *Page) { p.Sentence(Must, "Next", "Ask for earlier numbers and addresses, and look them up.") }
	want := []string{" Next Ask for earlier numbers and", "      addresses, and look them up."}
	if got := onAPage(40, 9, fill); !slices.Equal(got, want) {
		t.Errorf("at 40: %q", got)
	}
	if got := onAPage(80, 9, fill); len(got) != 1 || strings.Index(got[0], "Ask") != ValueAt {
		t.Errorf("at 80: %q", got)
	}
}

func TestResultsStandInColumns(t *testing.T) {
	t.Parallel()
	fill := func(p *Page) {
		p.Result(lipgloss.NewStyle(), "✓", "DNS", "7 ms", "198.51.100.7")
		p.Result(lipgloss.NewStyle(), "✗", "Client token", "12345 ms", strings.Repeat("no ", 30))
		p.Result(lipgloss.NewStyle(), "", "", "", "Check it.")
		p.Result(lipgloss.NewStyle(), "", "", "", "")
	}
	want := []string{
		"  ✓ DNS                7 ms  198.51.100.7",
		"  ✗ Client token   12345 ms  " + strings.TrimSpace(strings.Repeat("no ", 17)),
		"                             " + strings.TrimSpace(strings.Repeat("no ", 13)),
		"                             Check it.",
	}
	got := onAPage(80, 9, fill)
	for i := range got {
		got[i] = strings.TrimRight(got[i], " ")
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if narrow := onAPage(40, 9, fill)[0]; strings.TrimRight(narrow, " ") != " ✓ DNS 198.51.100.7  7 ms" {
		t.Errorf("at 40: %q", narrow)
	}
}

func TestTheServersWordsAreOneLineUnlessThereIsRoom(t *testing.T) {
	t.Parallel()
	raw := strings.Repeat("words of a server ", 9)
	fill := func(p *Page) {
		p.Add(Must, "above")
		p.Raw(raw)
		p.Raw("")
	}
	if got := onAPage(80, 2, fill); len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("in two rows: %q", got)
	}
	if got := onAPage(80, 9, fill); len(got) != 4 {
		t.Errorf("in nine rows: %q", got)
	}
}

func TestNoWordMakesAHangingRowWiderThanThePage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("日本x", 100)
	for width := 1; width < 130; width += 4 {
		rows := onAPage(width, 300, func(p *Page) {
			p.Quote(Must, "Say", long)
			p.Hanging(Must, p.Frame.Styles.Hint, "1/5 Ask", long)
			p.Result(p.Frame.Styles.Good, "✓", "Client secret", "123456789 ms", long)
			p.Raw(long)
		})
		for _, row := range rows {
			if w := ansi.StringWidth(row); w > width && width >= 30 {
				t.Errorf("at %d: %d wide: %q", width, w, row)
			}
		}
	}
}
