package sequence

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

func frame() layout.Frame { return layout.Frame{Styles: layout.NewStyles(true)} }

// login is a login with a code that was wrong once: the message arrived.
func login() []Arrow {
	began := time.Unix(1000, 0)
	x := func(n int, c flow.Call, status int) flow.Exchange {
		out := flow.Exchange{Number: n, Call: c, Began: began, Over: true, Status: status}
		if status != 200 {
			out.Failed, out.Failure = true, flow.Failure{Status: status, API: true, Code: flow.FromOutside("invalid_credentials")}
		}
		return out
	}
	send := x(2, flow.CallChallenge, 200)
	send.Channel, send.Send = flow.SMS, 1
	again := send
	again.Number, again.Send = 4, 2
	again.Began = began.Add(time.Minute)
	runs := flow.Exchange{Number: 5, Call: flow.CallAnswer, Began: began.Add(time.Minute)}
	return told([]flow.Exchange{x(1, flow.CallMFALogin, 200), send, x(3, flow.CallAnswer, 403), again, runs}, []flow.Arrival{{Channel: flow.SMS, Number: 1, Sent: began}}, began.Add(62*time.Second))
}

func told(of []flow.Exchange, arrived []flow.Arrival, now time.Time) []Arrow {
	var all []Arrow
	for _, a := range flow.SequenceOf(of, arrived) {
		all = append(all, Arrow{Arrow: a, Label: words.Carried(a, flow.Permissions{}, now)})
	}
	return all
}

func picture(arrows []Arrow, width, height, earlier int) (text string, above int) {
	lines, above := Draw(frame(), arrows, width, height, earlier)
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return strings.Join(lines, "\n"), above
}

func TestALoginBetweenThreeLanes(t *testing.T) {
	t.Parallel()
	got, above := picture(login(), 60, 20, 0)
	const want = `
program                         Dintero                phone
   ├── PIN or password ───────────▶│                     │
   │◀─ code needed ────────────────┤                     │
   ├── send a code by SMS ────────▶├── SMS 1 ───────────▶│
   │◀─ sent ───────────────────────┤                     │
   ├── a code ────────────────────▶│                     │
   │◀─ 403, code not accepted ─────┤                     │
   ├── send a code by SMS ────────▶├╌╌ SMS 2 ╌╌╌╌╌╌╌╌╌╌  │
   │◀─ sent ───────────────────────┤                     │
   ├╌╌ a code ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  │                     │
   │   running, 2 s                │                     │`
	if "\n"+got != want || above != 0 {
		t.Errorf("above %d, got\n%s", above, got)
	}
}

func TestACodeThatWasAcceptedPassesDinteroBy(t *testing.T) {
	t.Parallel()
	got, _ := picture(told([]flow.Exchange{{Number: 1, Call: flow.CallAnswer, Over: true, Status: 200}}, nil, time.Time{}), 70, 20, 0)
	const want = `
program                               Dintero                    phone
   │◀─ the code, typed by a person ───── │ ────────────────────────┤
   ├── the code ────────────────────────▶│                         │
   │◀─ customer token ───────────────────┤                         │`
	if "\n"+got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestBelow56ColumnsItIsANumberedList(t *testing.T) {
	t.Parallel()
	got, _ := picture(login(), 55, 20, 7)
	const want = ` 8 program → Dintero: PIN or password
   Dintero → program: code needed
 9 program → Dintero: send a code by SMS
   Dintero → phone: SMS 1
   Dintero → program: sent
10 program → Dintero: a code
   Dintero → program: 403, code not accepted
11 program → Dintero: send a code by SMS
   Dintero → phone: SMS 2, sent
   Dintero → program: sent
12 program → Dintero: a code
   program: running, 2 s`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestTheNewestIsAtTheBottomAndTheOthersAreCounted(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name                   string
		width, height, earlier int
		first, last            string
		above                  int
	}{
		{"lanes with room for the last exchange", 80, 3, 0, "program", "running", 4},
		{"lanes without room for the names", 80, 2, 0, "├╌╌ a code", "running", 4},
		{"one line", 80, 1, 0, "running", "running", 5},
		{"an exchange that is not whole", 80, 4, 0, "program", "running", 4},
		{"earlier ones that the caller left out", 80, 3, 10, "program", "running", 14},
		{"a list", 40, 2, 3, "8 program → Dintero: a code", "running", 7},
		{"a list of one line", 40, 1, 0, "program: running", "running", 5},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, above := picture(login(), row.width, row.height, row.earlier)
			lines := strings.Split(got, "\n")
			if len(lines) > row.height || !strings.Contains(lines[0], row.first) || !strings.Contains(lines[len(lines)-1], row.last) || above != row.above {
				t.Errorf("above %d, got\n%s", above, got)
			}
		})
	}
}

func TestNothingDrawsNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		arrows        []Arrow
		width, height int
	}{{nil, 80, 9}, {login(), 0, 9}, {login(), 80, 0}, {login(), -3, -3}} {
		if lines, _ := Draw(frame(), row.arrows, row.width, row.height, 0); lines != nil {
			t.Errorf("%d×%d: %q", row.width, row.height, lines)
		}
	}
}

// Whatever the arrows say, no line is wider than asked, none is too many, and the lanes stand.
func TestAnyArrowsAtAnySize(t *testing.T) {
	t.Parallel()
	texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", "\x1b[2J\x1b]0;x\a", "\u202egnp.exe", "👩\u200d👩\u200d👧\u200d👦👍🏽", "日本語の長いテキストがここにある", "e\u0301\u0301\u0301\u0301\u0301\u0301", "a\r\nb\tc", "\xff\xfe", strings.Repeat("wide ", 100),
	}))
	rapid.Check(t, func(t *rapid.T) {
		var arrows []Arrow
		for n := range rapid.IntRange(0, 40).Draw(t, "exchanges") {
			x := flow.Exchange{
				Number: n + 1, Call: flow.Call(rapid.IntRange(0, int(flow.CallExists)).Draw(t, "call")), Over: rapid.Bool().Draw(t, "over"),
				Status: rapid.SampledFrom([]int{0, 200, 403, 500}).Draw(t, "status"), Failed: rapid.Bool().Draw(t, "failed"),
				Challenged: rapid.Bool().Draw(t, "challenged"), Channel: flow.Channel(rapid.IntRange(0, 2).Draw(t, "channel")), Send: rapid.IntRange(0, 1000).Draw(t, "send"),
			}
			var arrived []flow.Arrival
			if rapid.Bool().Draw(t, "arrived") {
				arrived = []flow.Arrival{{Channel: flow.SMS, Number: x.Send, Sent: x.Began}}
			}
			for _, a := range told([]flow.Exchange{x}, arrived, time.Time{}) {
				if rapid.Bool().Draw(t, "hostile") {
					a.Label = texts.Draw(t, "label")
				}
				arrows = append(arrows, a)
			}
		}
		width, height := rapid.IntRange(5, 300).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height")
		lines, _ := Draw(frame(), arrows, width, height, rapid.IntRange(0, 1000).Draw(t, "earlier"))
		if len(lines) > height || len(arrows) > 0 && len(lines) == 0 {
			t.Fatalf("%d lines in %d", len(lines), height)
		}
		for i, line := range lines {
			plain := ansi.Strip(line)
			if w := ansi.StringWidth(plain); w > width || strings.ContainsAny(plain, "\x1b\n\r\t\a") {
				t.Fatalf("%d cells in %d: %q", w, width, plain)
			}
			if width >= 56 && !strings.Contains(plain, "program") {
				if w := ansi.StringWidth(plain); w != columnsIn(width)[flow.Phone]+1 {
					t.Fatalf("line %d ends at %d: %q", i, w, plain)
				}
			}
		}
	})
}

func TestAMarkThatCombinesLeavesTheLanesWhereTheyAre(t *testing.T) {
	t.Parallel()
	f := layout.Frame{Width: 80, Height: 24, Styles: layout.NewStyles(true)}
	want := 0
	for _, label := range []string{"a label", "🏿", "🏻́", "́", "é", "漢字", "👩‍👩‍👧"} {
		for _, carries := range []flow.Carried{flow.ARequest, flow.AnAnswer, flow.NoReply, flow.ACode} {
			arrow := Arrow{Arrow: flow.Arrow{From: flow.Program, To: flow.Dintero, Carries: carries}, Label: label}
			lines, _ := Draw(f, []Arrow{arrow}, 60, 5, 0)
			got := ansi.StringWidth(ansi.Strip(lines[len(lines)-1]))
			if want == 0 {
				want = got
			}
			if got != want {
				t.Errorf("%q: the line is %d cells wide, want %d", label, got, want)
			}
		}
	}
}
