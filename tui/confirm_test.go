package tui

import (
	"strings"
	"testing"

	"dintero-login/flow"
)

func TestAQuestionTakesTheLastRowsAndMovesNothingElse(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		make func(t *testing.T) *walk
		keys []string
		asks string
	}{
		{"leaving the code", func(t *testing.T) *walk { return atCode(t, "") }, []string{"esc"}, "Leave?"},
		{"the same code once more", func(t *testing.T) *walk {
			x := atCode(t, "118204").fails(flow.AnswerChallenge{}, status(403, "invalid_grant")).press("enter")
			return x.types("118204")
		}, []string{"enter"}, "already rejected"},
		{"the production guard", func(t *testing.T) *walk { return atSecret(t, "246810", real, calling(flow.LoginPassword)) }, []string{"enter"}, "PRODUCTION."},
		{"signing out", func(t *testing.T) *walk { return atSession(t) }, []string{"ctrl+x", "x"}, "Sign out?"},
		{"leaving with the token", func(t *testing.T) *walk { return atSession(t) }, []string{"q"}, "Quit?"},
		{"another scenario", func(t *testing.T) *walk { return atCode(t, "12", inDemo) }, []string{"ctrl+x", "r"}, "Start again?"},
	} {
		part(t, row.name, func(t *testing.T) {
			for _, size := range []size{{40, 12}, {80, 24}, {110, 30}, {140, 40}} {
				x := row.make(t).sized(size.width, size.height)
				before := steadyRows(x)
				x.press(row.keys...).shows(row.asks)
				after := steadyRows(x)
				const most = 4 // at 40 columns the longest question has three rows, above those of the keys
				for i := range size.height - most {
					if before[i] != after[i] {
						t.Errorf("at %d×%d row %d was %q and is %q", size.width, size.height, i, before[i], after[i])
					}
				}
				if size.width >= 80 && before[size.height-3] != after[size.height-3] {
					t.Errorf("at %d×%d the question takes more than the last two rows:\n%s", size.width, size.height, x.text())
				}
				if x.app.View().Cursor != nil {
					t.Errorf("at %d×%d the cursor says that something can be typed", size.width, size.height)
				}
				x.press("esc")
				if back := steadyRows(x); strings.Join(back[:size.height-most], "\n") != strings.Join(before[:size.height-most], "\n") {
					t.Errorf("at %d×%d the answer no leaves something else:\n%s", size.width, size.height, x.text())
				}
			}
		})
	}
}

// steadyRows are the rows of a screen, without the bar at the field that takes what is typed.
func steadyRows(x *walk) []string {
	return strings.Split(strings.ReplaceAll(x.text(), "▎", " "), "\n")
}
