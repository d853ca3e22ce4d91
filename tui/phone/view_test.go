package phone

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

const fills = "ctrl+f types it in"

// frameAt is a frame some time after the start.
func frameAt(width, height int, now flow.Moment) layout.Frame {
	return layout.Frame{Width: width, Height: height, Styles: layout.NewStyles(true), Now: now, Wall: dawn.Add(now)}
}

func plain(lines []string) string { return ansi.Strip(strings.Join(lines, "\n")) }

// sms is a phone with so many codes on it, of which each replaced the one before.
func sms(many int) Phone {
	var p Phone
	for i := range many {
		at := dawn.Add(time.Duration(i) * time.Minute)
		p = p.Receive(Message{
			Number: i + 1, Channel: flow.SMS, Text: flow.Conceal(fmt.Sprintf("Your code is %06d", i+1)), Code: flow.Conceal(fmt.Sprintf("%06d", i+1)),
			Sent: at, At: at, Expires: at.Add(5 * time.Minute),
		}, flow.Moment(i)*time.Minute)
	}
	return p
}

func mail(text string) Message {
	return Message{Channel: flow.Email, Text: flow.Conceal(text), Sent: dawn, At: dawn}
}

func TestThePhoneIsDrawn(t *testing.T) {
	t.Parallel()
	const link = "You asked for a new password. The real mail has a link for that."
	for _, row := range []struct {
		name          string
		phone         Phone
		width, height int
		fills         string
		want          string
	}{
		{"without a message", Phone{}, 26, 20, fills, `
╭─ Phone, SIMULATED ─────╮
│ no message yet         │
│                        │
│                        │
│                        │
╰────────────────────────╯`},
		{"as it stands beside a screen of 110 columns", sms(2), 26, 20, "", `
╭─ Phone, SIMULATED ─────╮
│ 23:40 · SMS 1          │
│  Your code is 000001   │
│              replaced  │
│ 23:41 · SMS 2          │
│  Your code is 000002   │
│                   new  │
╰────────────────────────╯`},
		{"with the key that types the code in", sms(1), 26, 20, fills, `
╭─ Phone, SIMULATED ─────╮
│ 23:40 · SMS 1          │
│  Your code is 000001   │
│                   new  │
│    ctrl+f types it in  │
╰────────────────────────╯`},
		{"no wider than it need be", sms(1), 200, 20, fills, `
╭─ Phone, SIMULATED ─────────────────────────╮
│ 23:40 · SMS 1                              │
│  Your code is 000001                       │
│                  new · ctrl+f types it in  │
│                                            │
╰────────────────────────────────────────────╯`},
		{"with more messages than fit", sms(40), 26, 10, "", `
╭─ SIMULATED  ▴ 38 more ─╮
│ 00:18 · SMS 39         │
│  Your code is 000039   │
│              replaced  │
│ 00:19 · SMS 40         │
│  Your code is 000040   │
│                   new  │
╰────────────────────────╯`},
		{"in few rows", sms(40), 46, 6, fills, `
╭─ Phone, SIMULATED ───────────── ▴ 38 more ─╮
│ 00:18 · SMS 39                    replaced │
│  Your code is 000039                       │
│ 00:19 · SMS 40    new · ctrl+f types it in │
│  Your code is 000040                       │
╰────────────────────────────────────────────╯`},
		{"in few and short rows", sms(1), 30, 5, fills, `
╭─ Phone, SIMULATED ─────────╮
│ 23:40 · SMS 1          new │
│  Your code is 000001       │
│                            │
╰────────────────────────────╯`},
		{"with a note that is longer than the phone", sms(1), 26, 20, "ctrl+shift+alt+f types it in now", `
╭─ Phone, SIMULATED ─────╮
│ 23:40 · SMS 1          │
│  Your code is 000001   │
│                   new  │
│      ctrl+shift+alt+f  │
│       types it in now  │
╰────────────────────────╯`},
		{"in too few rows", sms(2), 46, 3, fills, "\nPhone (SIMULATED) SMS 2: 000002"},
		{"with a mail", sms(0).Receive(mail(link), 0), 26, 20, "", `
╭─ Phone, SIMULATED ─────╮
│ 23:40 · e-mail         │
│  You asked for a new   │
│  password. The real    │
│  mail has a link for   │
│  that.                 │
╰────────────────────────╯`},
		{"with a mail that is longer than the phone", sms(0).Receive(mail(link), 0), 26, 5, "", `
╭─ Phone, SIMULATED ─────╮
│ 23:40 · e-mail         │
│  You asked for a new   │
│  … 44 more characters  │
╰────────────────────────╯`},
		{"without the old mail that does not fit", sms(0).Receive(mail(link), 0).Receive(sms(1).Messages()[0], 0), 46, 6, "", `
╭─ Phone, SIMULATED ────────────── ▴ 1 more ─╮
│ 23:40 · SMS 1                          new │
│  Your code is 000001                       │
│                                            │
│                                            │
╰────────────────────────────────────────────╯`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := frameAt(200, 60, flow.Moment(max(len(row.phone.messages)-1, 0))*time.Minute+3*time.Second)
			got := plain(row.phone.Framed(f, row.width, row.height, row.fills))
			if want := strings.TrimPrefix(row.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// texts are messages of every kind: ordinary, long, wide, stacked and hostile.
func texts(code string) *rapid.Generator[string] {
	pieces := rapid.SampledFrom([]string{
		"Your code is ", code, " ", "Do not share it. ", "x", strings.Repeat("x", 90), "认证码", "日本", "👍🏽", "👨\u200d👩\u200d👧", "🇳🇴", "e\u0301", "\u0301\u0301\u0301\u0301\u0301\u0301",
		"\x1b[31;5m", "\x1b]0;T\x07", "\x1b]52;c;SE9TVElMRQ==\x07", "\u009b2J", "\u202e", "\u2066", "\u200b", "\ufe0f", "\u2800", "\r\n", "\t", "\x00", "\x7f", "\xff\xc3", "-", "קוד", strings.Repeat("long text ", 1000),
	})
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "") })
}

func TestThePhoneFitsWhateverItSays(t *testing.T) {
	t.Parallel()
	const code = "482913"
	rapid.Check(t, func(t *rapid.T) {
		now := flow.Moment(rapid.IntRange(0, 400).Draw(t, "now")) * time.Second
		p := Phone{}
		for i := range rapid.SampledFrom([]int{0, 1, 2, 5, 40, 70}).Draw(t, "messages") {
			m := Message{Number: rapid.IntRange(0, 130).Draw(t, "number"), Channel: rapid.SampledFrom([]flow.Channel{flow.NoChannel, flow.SMS, flow.Email}).Draw(t, "channel"), Text: flow.Conceal(texts(code).Draw(t, "text")), Sent: dawn, At: dawn}
			if rapid.Bool().Draw(t, "has a code") {
				m.Code, m.Expires = flow.Conceal(code), dawn.Add(time.Duration(60*i)*time.Second)
			}
			p = p.Receive(m, flow.Moment(rapid.IntRange(0, 400).Draw(t, "came"))*time.Second)
		}
		width, height := rapid.IntRange(5, 300).Draw(t, "width"), rapid.IntRange(2, 100).Draw(t, "height")
		fills := rapid.SampledFrom([]string{"", fills}).Draw(t, "fills")
		f := frameAt(width, height, now)
		for name, drawn := range map[string]struct {
			lines []string
			width int
			rows  int
		}{
			"in its frame": {p.Framed(f, width, height, fills), min(width, 46), height},
			"as a strip":   {p.Strip(f, height, fills), min(width, 80), height},
			"as a row":     {[]string{p.Row(f, fills)}, min(width, 80), 1},
		} {
			text := plain(drawn.lines)
			if len(drawn.lines) > drawn.rows || len(drawn.lines) == 0 {
				t.Fatalf("%s it has %d rows in a room of %d", name, len(drawn.lines), drawn.rows)
			}
			for _, line := range drawn.lines {
				if w := ansi.StringWidth(line); w > drawn.width {
					t.Fatalf("%s a row is %d wide in a room of %d: %q", name, w, drawn.width, line)
				}
			}
			for _, r := range text {
				if r != '\n' && !flow.Printable(r) {
					t.Fatalf("%s it has %U in it", name, r)
				}
			}
			if at := p.newest(); at == len(p.messages)-1 && at >= 0 && width >= 10 && !strings.Contains(text, code) {
				t.Fatalf("%s the code is cut:\n%s", name, text)
			}
			if width >= 30 && !strings.Contains(text, "SIMULATED") && len(p.messages) == 0 {
				t.Fatalf("%s it does not say that it is simulated:\n%s", name, text)
			}
		}
	})
}

func TestAStripOfFewRowsIsARowOfTheWholeGrid(t *testing.T) {
	t.Parallel()
	for rows, want := range map[int]string{0: "", 1: "  Phone (SIMULATED) SMS 1: 000001  " + fills, 3: "  Phone (SIMULATED) SMS 1: 000001  " + fills} {
		if got := plain(sms(1).Strip(frameAt(80, 24, time.Minute), rows, fills)); got != want {
			t.Errorf("in %d rows: %q, want %q", rows, got, want)
		}
	}
}

func TestALongMessageSaysHowMuchIsLeftOutAndKeepsItsCode(t *testing.T) {
	t.Parallel()
	before, code := strings.Repeat("Do not share it. ", 600), "482913" // 10 kB
	for name, text := range map[string]string{"the code at its end": before + code, "the code at its beginning": code + " " + before} {
		var p Phone
		p = p.Receive(Message{Number: 1, Channel: flow.SMS, Text: flow.Conceal(text), Code: flow.Conceal(code), Sent: dawn, At: dawn}, 0)
		for _, height := range []int{5, 6, 10, 30, 100} {
			got := plain(p.Framed(frameAt(140, 40, 0), 46, height, ""))
			if !strings.Contains(got, code) || height > 4 && !strings.Contains(got, " more characters") {
				t.Errorf("%s, in %d rows:\n%s", name, height, got)
			}
			if rows := strings.Count(got, "\n") + 1; rows > min(height, 16) {
				t.Errorf("%s: it takes %d of %d rows", name, rows, height)
			}
		}
	}
}

func TestAMessageThatArrivesIsBrightForTwoSeconds(t *testing.T) {
	t.Parallel()
	p := sms(1)
	for now, want := range map[flow.Moment]bool{0: true, 1999 * time.Millisecond: true, 2 * time.Second: false, time.Hour: false} {
		f := frameAt(80, 24, now)
		bright := f.Styles.Here.Render("Your code is 000001")
		row := strings.Join(p.Framed(f, 46, 6, ""), "\n")
		edge := strings.HasPrefix(row, f.Styles.Here.Render(strings.Split(ansi.Strip(row), "\n")[0]))
		if before, _, _ := strings.Cut(bright, "0"); strings.Contains(row, before) != want || edge != want {
			t.Errorf("after %v: bright is %v, want %v:\n%q", now, !want, want, row)
		}
	}
}

func TestOnlyTheNewestCodeThatCanBeTypedIsBold(t *testing.T) {
	t.Parallel()
	p := sms(2)
	for now, want := range map[flow.Moment]bool{2 * time.Minute: true, 7 * time.Minute: false} {
		f := frameAt(80, 24, now)
		for name, drawn := range map[string]string{"in its frame": strings.Join(p.Framed(f, 46, 12, ""), "\n"), "as a row": p.Row(f, "")} {
			if strings.Contains(drawn, f.Styles.Value.Bold(true).Render("000002")) != want || strings.Contains(drawn, f.Styles.Value.Bold(true).Render("000001")) {
				t.Errorf("after %v, %s: %q", now, name, drawn)
			}
		}
	}
}
