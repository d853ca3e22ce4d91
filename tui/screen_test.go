package tui

import (
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dintero-login/flow"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"golang.org/x/text/unicode/norm"
)

// asked is how many effects of a kind the program has asked for.
func (x *walk) asked(do flow.Effect) int {
	x.desk.mu.Lock()
	defer x.desk.mu.Unlock()
	n := 0
	for _, other := range x.desk.asked {
		if reflect.TypeOf(other) == reflect.TypeOf(do) {
			n++
		}
	}
	return n
}

// asks wants this many effects of a kind to have been asked for.
func (x *walk) asks(do flow.Effect, want int) *walk {
	x.t.Helper()
	if n := x.asked(do); n != want {
		x.t.Fatalf("%T was asked for %d times, want %d; the screen is\n%s", do, n, want, x.text())
	}
	return x
}

// last is the newest effect of a kind.
func last[E flow.Effect](x *walk) E {
	x.t.Helper()
	x.desk.mu.Lock()
	defer x.desk.mu.Unlock()
	for _, do := range slices.Backward(x.desk.asked) {
		if e, ok := do.(E); ok {
			return e
		}
	}
	var none E
	x.t.Fatalf("no %T was asked for", none)
	return none
}

// signsInWith wants this to be the secret that was sent last.
func (x *walk) signsInWith(want string) {
	x.t.Helper()
	if got := last[flow.StartMFALogin](x).Secret.Reveal(); got != want {
		x.t.Errorf("sent %q, want %q", got, want)
	}
}

// text is the screen without its looks.
func (x *walk) text() string {
	x.t.Helper()
	v := x.app.View()
	x.lookAt(v)
	return ansi.Strip(v.Content)
}

// flat is the screen as one line, so that it does not matter where a sentence wraps: the columns
// one after the other, where it has columns.
func (x *walk) flat() string {
	rows := strings.Split(x.text(), "\n")
	f := x.app.frame()
	if columned(f) && len(rows) == f.Height {
		head := headRows(f)
		below := head + height(f, x.app.viewCaption(f)) - len(x.app.viewSaid(f))
		var way, step, pane []string
		for _, row := range rows[head:below] {
			way = append(way, ansi.Cut(row, 0, stepAt))
			if x.app.overlay != nil {
				step = append(step, ansi.Cut(row, stepAt, f.Width))
				continue
			}
			step = append(step, ansi.Cut(row, stepAt, paneAt))
			pane = append(pane, ansi.Cut(row, paneAt, f.Width))
		}
		rows = slices.Concat(rows[:head], way, step, pane, rows[below:])
	}
	return strings.Join(strings.Fields(strings.Join(rows, "\n")), " ")
}

func (x *walk) shows(words ...string) *walk {
	x.t.Helper()
	flat := x.flat()
	for _, word := range words {
		if !strings.Contains(flat, word) {
			x.t.Fatalf("the screen does not say %q:\n%s", word, x.text())
		}
	}
	return x
}

func (x *walk) hides(words ...string) *walk {
	x.t.Helper()
	flat := x.flat()
	for _, word := range words {
		if strings.Contains(flat, word) {
			x.t.Fatalf("the screen says %q:\n%s", word, x.text())
		}
	}
	return x
}

// at wants the state to be of this kind.
func (x *walk) at(want flow.State) *walk {
	x.t.Helper()
	if reflect.TypeOf(x.app.state) != reflect.TypeOf(want) {
		x.t.Fatalf("the state is %T, want %T; the screen is\n%s", x.app.state, want, x.text())
	}
	return x
}

// in is the state, which has to be of this kind.
func in[S flow.State](x *walk) S {
	x.t.Helper()
	var want S
	s, _ := x.at(want).app.state.(S)
	return s
}

// left wants the program to have ended with this code.
func (x *walk) left(code int) {
	x.t.Helper()
	if !x.quit || x.app.code != code {
		x.t.Fatalf("ended %v with code %d, want an end with %d; the screen is\n%s", x.quit, x.app.code, code, x.text())
	}
}

// typedHere is what the field with the focus holds.
func (x *walk) typedHere() string {
	x.t.Helper()
	switch s := x.app.screen.(type) {
	case customerScreen:
		if s.by == flow.ByEmail {
			return s.email.Text()
		}
		return s.phone.Text()
	case secretScreen:
		return s.secret.SecretText().Reveal()
	case codeScreen:
		return s.code.SecretText().Reveal()
	}
	x.t.Fatalf("%T has no field", x.app.screen)
	return ""
}

func (x *walk) holdsTyped(want string) *walk {
	x.t.Helper()
	if got := x.typedHere(); got != want {
		x.t.Fatalf("the field holds %q, want %q; the screen is\n%s", got, want, x.text())
	}
	return x
}

// hasField wants a field with the cursor in it.
func (x *walk) hasField() {
	x.t.Helper()
	if x.app.View().Cursor == nil {
		x.t.Errorf("at %d×%d: no field:\n%s", x.app.width, x.app.height, x.text())
	}
}

// look is done after every step of every run, and in -short where a test reads the screen.
func (x *walk) look() {
	x.t.Helper()
	if !x.unseen && !x.looked {
		x.lookAt(x.app.View())
	}
}

// lookAt wants the screen to fit and to hold no control bytes but our own colours, and neither
// it nor the memory behind it to show a secret.
func (x *walk) lookAt(v tea.View) {
	x.t.Helper()
	if x.unseen || x.looked {
		return
	}
	x.looked = true
	if flaw := flawOf(v, x.app.width, x.app.height); flaw != "" && !x.flawed {
		x.flawed = true
		x.t.Errorf("%s:\n%s", flaw, x.text())
	}
	if len(x.secrets) == 0 {
		return
	}
	where := map[string]string{"the screen": x.text(), "%+v of App": fmt.Sprintf("%+v", x.app), "%#v of App": fmt.Sprintf("%#v", x.app)}
	for _, secret := range x.secrets {
		for _, trace := range traces(secret) {
			for place, text := range where {
				if strings.Contains(text, trace) {
					x.t.Errorf("%s shows %q of %q", place, trace, secret)
				}
			}
		}
	}
}

// traces are the shapes in which a text may slip out: as it is, as a list of characters, as
// a list of bytes, and in hexadecimal.
func traces(secret string) []string {
	list := func(v any) string { return strings.Trim(fmt.Sprint(v), "[]") }
	return []string{secret, list([]rune(secret)), list([]byte(secret)), fmt.Sprintf("%x", secret)}
}

var ownLooks = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// flawOf says what is wrong with a screen; empty when nothing is.
func flawOf(v tea.View, width, height int) string {
	lines := strings.Split(v.Content, "\n")
	if len(lines) > height {
		return fmt.Sprintf("%d rows on a terminal of %d", len(lines), height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			return fmt.Sprintf("row %d is %d wide on a terminal of %d", i, w, width)
		}
		for _, r := range ownLooks.ReplaceAllString(line, "") {
			if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Variation_Selector) || r == 0x2800 {
				return fmt.Sprintf("row %d has %U in it", i, r)
			}
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= width || c.Y < 0 || c.Y >= height) {
		return fmt.Sprintf("the cursor is at %d,%d on a terminal of %d×%d", c.X, c.Y, width, height)
	}
	return ""
}

func contains(text, part string) bool { return strings.Contains(text, part) }

// unmoved draws a screen on an emulated terminal and wants each row where it was put: no
// text moved the cursor, cleared anything or took more room than it was given.
func unmoved(t *testing.T, content string, width, height int) {
	t.Helper()
	screen := vt.NewEmulator(width, height)
	done := make(chan struct{})
	go func() { // what the emulator would answer
		defer close(done)
		_, _ = io.Copy(io.Discard, screen)
	}()
	content = withoutMarks(content)
	var titles, others int
	screen.SetCallbacks(vt.Callbacks{
		Title: func(string) { titles++ }, IconName: func(string) { titles++ }, Bell: func() { others++ },
		WorkingDirectory: func(string) { others++ }, AltScreen: func(bool) { others++ },
	})
	_, _ = screen.WriteString(strings.ReplaceAll(content, "\n", "\r\n"))
	rows := strings.Split(screen.String(), "\n")
	if closer, ok := screen.InputPipe().(io.Closer); ok {
		_ = closer.Close()
	}
	<-done
	if titles+others > 0 {
		t.Errorf("the terminal was told %d titles and %d other things", titles, others)
	}
	for i, want := range strings.Split(ansi.Strip(content), "\n") {
		got := ""
		if i < len(rows) {
			got = strings.TrimRight(rows[i], " ")
		}
		if want = strings.TrimRight(want, " "); got != want {
			t.Errorf("row %d shows %q, want %q", i, got, want)
			return
		}
	}
}

// staysPut wants what is on the screen to move nothing at any of these sizes, or at some.
func (x *walk) staysPut(sizes ...size) {
	x.t.Helper()
	for _, size := range some(x.t.Name(), sizes) {
		x.sized(size.width, size.height)
		unmoved(x.t, x.app.View().Content, size.width, size.height)
	}
}

// withoutMarks leaves out the accents, which the emulator does not keep, and at the end of a
// row takes for a character of the next.
func withoutMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}
