package tui

import (
	"testing"
	"time"

	"dintero-login/tui/words"
)

func TestTimesInWords(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ got, want string }{
		{words.Left(time.Millisecond), "1 s"},
		{words.Left(time.Second), "1 s"},
		{words.Left(1500 * time.Millisecond), "2 s"},
		{words.Left(119 * time.Second), "119 s"},
		{words.Left(2 * time.Minute), "2 min"},
		{words.Left(25 * time.Hour), "1 day 1 h"},
		{words.Span(59 * time.Second), "59 s"},
		{words.Span(61 * time.Minute), "1 h 1 min"},
		{words.Span(50 * time.Hour), "2 days 2 h"},
		{words.Ago(0), "0 s ago"},
		{words.Ago(119 * time.Second), "119 s ago"},
		{words.Ago(130 * time.Second), "2 min ago"},
		{tries(1), "1 try so far"},
		{tries(2), "2 tries so far"},
		{words.Plural(1, "code"), "1 code"},
		{words.Plural(0, "code"), "0 codes"},
	} {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
}
