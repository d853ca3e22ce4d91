//go:build !windows

package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/vt"
)

// recorded is a recording, read back.
type recorded struct {
	text    string
	header  string
	outputs []string
	marks   []string
	sizes   []string
	exit    string
	screens []string // after each output
}

// recording reads a recording and plays it in an emulator. Nothing else may lie beside it.
func (p place) recording(t *testing.T, name string) recorded {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(p.home, name))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(filepath.Join(p.home, name)); err != nil || info.Mode() != 0o600 {
		t.Errorf("its mode is %v, %v; want 0600", info.Mode(), err)
	}
	r := recorded{text: string(text)}
	lines := strings.Split(strings.TrimSuffix(r.text, "\n"), "\n")
	r.header = lines[0]
	var header struct {
		Version int
		Term    struct{ Cols, Rows int }
	}
	if err := json.Unmarshal([]byte(r.header), &header); err != nil || header.Version != 3 {
		t.Fatalf("%q: %v", r.header, err)
	}
	screen := vt.NewEmulator(header.Term.Cols, header.Term.Rows)
	replies, _ := screen.InputPipe().(*io.PipeWriter)
	defer func() { _ = replies.Close() }()
	go func() { _, _ = io.Copy(io.Discard, screen) }()
	for _, line := range lines[1:] {
		var event []any
		if err := json.Unmarshal([]byte(line), &event); err != nil || len(event) != 3 {
			t.Fatalf("%q: %v", line, err)
		}
		data, _ := event[2].(string)
		if interval, ok := event[0].(float64); !ok || interval < 0 {
			t.Errorf("%q: no interval", line)
		}
		if r.exit != "" {
			t.Errorf("%q comes after the end", line)
		}
		switch event[1] {
		case "o":
			r.outputs = append(r.outputs, data)
			_, _ = screen.WriteString(data)
			r.screens = append(r.screens, screen.String())
		case "m":
			r.marks = append(r.marks, data)
		case "r":
			var columns, rows int
			if n, err := fmt.Sscanf(data, "%dx%d", &columns, &rows); n != 2 || err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			screen.Resize(columns, rows)
			r.sizes = append(r.sizes, data)
		case "x":
			r.exit = data
		default:
			t.Errorf("an event of another kind: %q", line)
		}
	}
	return r
}

// holds nothing of any of the secrets.
func (r recorded) hides(t *testing.T, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(r.text, secret) {
			t.Errorf("%q is in the recording", secret)
		}
	}
}

// left is what lies in the place, beside what the test put there.
func (p place) left(t *testing.T) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(p.home)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// toMaskedSecret is toSecret where an audience watches.
func toMaskedSecret(x *terminal) {
	x.wait("DEMO", "Who is signing in?")
	x.press("99999999", "enter")
	x.wait("● PIN or password")
	x.press(typedSecret)
	x.wait(strings.Repeat("•", len(typedSecret)))
}

// toMaskedSession signs in where an audience watches.
func toMaskedSession(x *terminal) {
	x.wait("DEMO", "Who is signing in?")
	x.press("99999999", "enter")
	x.wait("● PIN or password")
	x.press("ctrl+f", "enter")
	code := x.newestCode()
	x.press("ctrl+f")
	x.find(`Code +(` + code + `)`)
	x.press("enter")
	x.wait("Signed in", "Token", "q quit")
}

func TestADemoIsRecordedAndPlaysToTheSameScreens(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	x := looks{}.open(t, in, "--demo", "--record", "demo.cast")
	toMaskedSession(x)
	x.resize(100, 30)
	x.press("enter")
	x.wait("MFA at login")
	x.press("tab")
	x.wait("pressed tab") // the last that is drawn of a screen that stands
	x.mu.Lock()
	live := x.screen.String()
	x.mu.Unlock()
	x.press("esc")
	x.wait("Signed in", "Token")
	x.press("ctrl+c")
	x.leaves(130)
	r := in.recording(t, "demo.cast")
	if want := `{"version":3,"term":{"cols":80,"rows":24},"title":"dintero-login"}`; r.header != want {
		t.Errorf("the header: got %s, want %s", r.header, want)
	}
	if want := []string{"Customer", "PIN or password", "Code", "Code, SMS 1", "Signed in", "Settings", "Signed in"}; !slices.Equal(r.marks, want) {
		t.Errorf("the markers: got %q, want %q", r.marks, want)
	}
	if !slices.Equal(r.sizes, []string{"100x30"}) || r.exit != "130" {
		t.Errorf("the sizes are %q and it ends with %q", r.sizes, r.exit)
	}
	if !slices.Contains(r.screens, live) {
		t.Errorf("no screen of the recording is\n%s", live)
	}
	if shown := strings.Join(r.outputs, ""); !strings.Contains(x.raw.String(), shown) {
		t.Error("it is not what the terminal got")
	}
	if names := in.left(t); len(names) != 1 {
		t.Errorf("there are %q", names)
	}
	r.hides(t, in.home)
}

func TestARecordingOfATestAccountHoldsNoSecret(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	in := account.place(t)
	x := looks{}.open(t, in, "token", "--record", "demo.cast")
	x.wait("TEST", "Who is signing in?")
	x.press("91111111")
	x.press("enter")
	x.wait("● PIN or password")
	x.press(typedSecret, "enter")
	x.wait("Not accepted")
	x.press("ctrl+x", "p")
	x.wait("Presenter mode stays on: the screen is being recorded.")
	x.press("correct horse battery staple", "enter")
	sent := <-account.codes
	x.wait("Type the code")
	x.press(sent, "enter")
	printed := x.leaves(0) // with the token on the terminal
	r := in.recording(t, "demo.cast")
	var never []string
	for _, secret := range append(account.secrets(), typedSecret, "correct horse battery staple", "91111111") {
		never = append(never, disguises(secret)...)
	}
	r.hides(t, never...)
	r.hides(t, "911 11 111", "91 11 11 11", "11223344")
	if !strings.Contains(printed, "dintero") && !strings.Contains(printed, "ey") {
		t.Errorf("no token was printed:\n%s", printed)
	}
	if r.exit != "0" {
		t.Errorf("it ends with %q", r.exit)
	}
}

func TestARecordingThatIsEndedFromOutsideIsWhole(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		end  func(*terminal)
	}{
		{"by a signal", func(x *terminal) {
			x.signal(syscall.SIGTERM)
			x.leaves(143)
		}},
		{"where the terminal takes no more", func(x *terminal) {
			x.jam()
			x.signal(syscall.SIGTERM)
			x.endsJammed(143)
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t, racesElsewhere(t))
			x := looks{unawaited: strings.Contains(row.name, "no more"), never: []string{typedSecret}}.open(t, in, "--demo", "--record", "demo.cast")
			toMaskedSecret(x)
			row.end(x)
			r := in.recording(t, "demo.cast")
			if want := []string{"Customer", "PIN or password"}; !slices.Equal(r.marks, want) {
				t.Errorf("the markers: got %q, want %q", r.marks, want)
			}
			if !slices.ContainsFunc(r.screens, func(s string) bool { return strings.Contains(s, strings.Repeat("•", len(typedSecret))) }) {
				t.Error("the last screen is missing")
			}
			r.hides(t, typedSecret)
			if names := in.left(t); len(names) != 1 {
				t.Errorf("there are %q", names)
			}
		})
	}
}

func TestADiskThatTakesNoMoreEndsTheRecordingAndNotTheLogin(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	cmd := in.shell(t, `ulimit -f 2; exec "$@" --demo --record demo.cast`)
	x := looks{}.start(t, cmd)
	toMaskedSession(x)
	x.press("q")
	x.agrees("nor copied")
	if got := said(x.leaves(0)); got != "dintero-login: the recording was not kept: file too large" {
		t.Errorf("it says %q", got)
	}
	if names := in.left(t); len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
}

func TestWhereNothingMayBeRecordedNothingStarts(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	in.write(t, "old.cast", "old")
	in.write(t, "shop.toml", "[profiles.shop]\naccount = \"P11223344\"\nclient_id = \"c\"\nclient_secret = \"s\"\nbase_url = \"https://127.0.0.1:1/v1\"\n")
	for link, to := range map[string]string{"link.cast": "old.cast", "dangling.cast": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(in.home, link)); err != nil {
			t.Fatal(err)
		}
	}
	before := in.left(t)
	for _, row := range []struct {
		name string
		args []string
		want string
	}{
		{"over a file", []string{"--demo", "--record", "old.cast"}, "--record takes a new file: it is there already, and was not changed"},
		{"through a link", []string{"--demo", "--record", "link.cast"}, "--record takes a new file: this is a link, which is not followed"},
		{"through a link to nothing", []string{"--demo", "--record", "dangling.cast"}, "--record takes a new file: this is a link, which is not followed"},
		{"in no folder", []string{"--demo", "--record", "no/demo.cast"}, "--record takes a new file: its folder does not exist"},
		{"of no name", []string{"--demo", "--record", ""}, "--record is empty"},
		{
			"on a production account",
			[]string{"--config", "shop.toml", "--record", "new.cast"},
			"P11223344 is a production account, and the screen of one is not recorded: leave --record out, or use the demo or a test account",
		},
		{"with a script", []string{"--demo", "--phone", "99999999", "--secret-stdin", "--code-stdin", "--record", "new.cast"}, "--record is for a screen"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := in.run(t, "", row.args...)
			if got.code != 2 || !strings.Contains(got.stderr, row.want) || strings.Count(got.stderr, "\n") != 1 {
				t.Errorf("ends with %d and says %q, want 2 and %q", got.code, got.stderr, row.want)
			}
		})
	}
	t.Run("without a terminal", func(t *testing.T) {
		got := in.run(t, "246810\n", "--demo", "--phone", "99999999", "--secret-stdin", "--login", "password", "--record", "new.cast")
		if got.code != 6 || !strings.Contains(got.stderr, "no terminal to record") {
			t.Errorf("ends with %d and says %q", got.code, got.stderr)
		}
	})
	if got, _ := os.ReadFile(filepath.Join(in.home, "old.cast")); string(got) != "old" || !slices.Equal(in.left(t), before) {
		t.Errorf("there are %q, and the old file says %q", in.left(t), got)
	}
}
