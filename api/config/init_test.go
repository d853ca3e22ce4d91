package config

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"dintero-login/flow"
)

// answering is a person who answers in a home of their own.
func answering(t *testing.T, answers ...string) (InitOptions, *bytes.Buffer, string) {
	t.Helper()
	var asked bytes.Buffer
	home := t.TempDir()
	folder := filepath.Join(home, ".config")
	return InitOptions{
		Options: Options{ConfigDir: folder, WorkDir: home, LookupEnv: env(map[string]string{"SET": "canary"})},
		In:      bufio.NewReader(strings.NewReader(strings.Join(answers, "\n") + "\n")), Out: &asked,
	}, &asked, filepath.Join(folder, "dintero-login", "config.toml")
}

func TestFourQuestionsMakeAConfig(t *testing.T) {
	t.Parallel()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(t.TempDir(), `a "b" \ c`)
	write(t, secret, "canary", 0o600)
	for i, tt := range []struct {
		place       []string
		line, state string
	}{
		{[]string{"variable", "SET"}, `client_secret_env = "SET"`, "SET, set"},
		{[]string{"variable", "NONE"}, `client_secret_env = "NONE"`, "NONE, not set"},
		{[]string{"file", secret}, "client_secret_file = " + tomlText(secret), secret + ", there"},
		{[]string{"file", "~/x"}, `client_secret_file = "~/x"`, "~/x, there is no such file"},
		{[]string{"file", "none"}, "client_secret_file = " + tomlText(filepath.Join(here, "none")), "there is no such file"},
		{[]string{"command", "no-such-program 'a b' \"c\""}, `client_secret_command = ["no-such-program", "a b", "c"]`, "no-such-program, 2 arguments, was not found"},
		{[]string{"command", "./tool"}, "client_secret_command = [" + tomlText(filepath.Join(here, "tool")) + "]", "was not found"},
		{[]string{"here", "  canary \"\\ \t"}, `client_secret = "  canary \"\\ \u0009"`, ""},
	} {
		t.Run(fmt.Sprintf("%s %d", tt.place[0], i), func(t *testing.T) {
			t.Parallel()
			o, asked, path := answering(t, append([]string{" shop ", "T12345678", "client-1"}, tt.place...)...)
			got, err := Init(t.Context(), o)
			if err != nil || got != path {
				t.Fatalf("got %s, %v\n%s", got, err, asked)
			}
			content, err := os.ReadFile(path)
			want := "# Written by dintero-login config init; config.toml.example explains every key.\n\n" +
				"[profiles.shop]\naccount = \"T12345678\"\nclient_id = \"client-1\"\n" + tt.line + "\n"
			if err != nil || string(content) != want {
				t.Errorf("got %v\n%s\nwant\n%s", err, content, want)
			}
			if !strings.Contains(asked.String(), tt.state) || strings.Contains(asked.String(), "canary") {
				t.Errorf("got\n%s\nwant %s in it, and no secret", asked, tt.state)
			}
			p := profile(t, o.Options)
			if by := loaded(t, o.Options).By; by != "user's config folder" || p.Name != "shop" || p.Account != "T12345678" || p.ClientID != "client-1" {
				t.Errorf("got %+v by %s", p, by)
			}
			if tt.place[0] == "here" {
				holds(t, p, tt.place[1])
			}
		})
	}
}

func TestAWrongAnswerIsToldByTheRuleAndAskedForAgain(t *testing.T) {
	t.Parallel()
	o, asked, path := answering(
		t, "a b", "", "shop.no", "12345678", "T1234567", "P12345678", "", "a:b", "client-1", "\xff", "envv", "fil", "command", "a | b", "'a", "pass show x",
	)
	if _, err := Init(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for want, times := range map[string]int{
		"a profile's name must be at most 40 letters, digits and . _ -":            2,
		"account must be T (test) or P (production) and 8 digits, as in T12345678": 2,
		"client_id must not be empty":                                              1,
		"client_id must not hold :":                                                1,
		"this is not UTF-8 text":                                                   1,
		"it must be variable, file, command or here\n":                             1,
		"it must be variable, file, command or here, did you mean file?":           1,
		"client_secret_command runs without a shell":                               1,
		"client_secret_command has a quote that is not closed":                     1,
		"1 of 4": 3,
		"4 of 4": 4,
	} {
		if got := strings.Count(asked.String(), want); got != times {
			t.Errorf("%q: got %d times, want %d", want, got, times)
		}
	}
	content, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(content), `[profiles."shop.no"]`) {
		t.Errorf("got %q, %v", content, err)
	}
}

func TestASecretIsReadAsTheCallerReadsIt(t *testing.T) {
	t.Parallel()
	o, asked, path := answering(t, "shop", "T12345678", "client-1", "here")
	given := []string{"", "\xff", "canary"}
	o.ReadSecret = func(context.Context, string) (flow.Secret, error) {
		next := given[0]
		given = given[1:]
		return flow.Conceal(next), nil
	}
	if _, err := Init(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	content, _ := os.ReadFile(path)
	if !strings.Contains(string(content), `client_secret = "canary"`) || strings.Contains(asked.String(), "canary") ||
		!strings.Contains(asked.String(), "client_secret must not be empty") || !strings.Contains(asked.String(), "client_secret must be UTF-8 text") {
		t.Errorf("got\n%s\n%s", content, asked)
	}

	o, _, path = answering(t, "shop", "T12345678", "client-1", "here")
	ended := errors.New("ended")
	o.ReadSecret = func(context.Context, string) (flow.Secret, error) { return flow.Secret{}, ended }
	if _, err := Init(t.Context(), o); !errors.Is(err, ended) {
		t.Errorf("got %v", err)
	}
	nothingThere(t, path)
}

// nothingThere checks that there is neither a config nor half of one.
func nothingThere(t *testing.T, path string) {
	t.Helper()
	if entries, err := os.ReadDir(filepath.Dir(path)); err == nil && len(entries) > 0 {
		t.Errorf("there is %v", entries)
	}
}

func TestNothingIsWrittenOverAnythingOrThroughALink(t *testing.T) {
	t.Parallel()
	good := []string{"shop", "T12345678", "client-1", "variable", "SET"}
	for name, prepare := range map[string]func(t *testing.T, path, elsewhere string) (want string){
		"a config": func(t *testing.T, path, _ string) string {
			write(t, path, "mine", 0o600)
			return path + ": it is there already, and was not changed"
		},
		"a link to nowhere": func(t *testing.T, path, elsewhere string) string {
			write(t, filepath.Join(filepath.Dir(path), "x"), "", 0o600)
			symlink(t, filepath.Join(elsewhere, "config.toml"), path)
			return path + ": this is a link, which is not followed"
		},
		"a folder that is a link": func(t *testing.T, path, elsewhere string) string {
			write(t, filepath.Join(filepath.Dir(filepath.Dir(path)), "x"), "", 0o600)
			symlink(t, elsewhere, filepath.Dir(path))
			return filepath.Dir(path) + ": this is a link, not a folder; --config names a file elsewhere"
		},
		"a file in the folder's place": func(t *testing.T, path, _ string) string {
			write(t, filepath.Dir(path), "mine", 0o600)
			return filepath.Dir(path) + ": this is not a folder"
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// What was there before the questions, and what comes while they are asked.
			for _, late := range []bool{false, true} {
				o, asked, path := answering(t, good...)
				elsewhere := t.TempDir()
				want := ""
				if late {
					o.In = bufio.NewReader(&arrival{arrives: func() { want = prepare(t, path, elsewhere) }, rest: o.In})
				} else {
					want = prepare(t, path, elsewhere)
				}
				_, err := Init(t.Context(), o)
				fails(t, fmt.Sprintf("late %t", late), err, want, ErrConfig)
				if asked.Len() > 0 && !late {
					t.Error("it was asked for nothing")
				}
				nothingThere(t, filepath.Join(elsewhere, "config.toml"))
				if content, err := os.ReadFile(path); err == nil && string(content) != "mine" {
					t.Errorf("it was written over: %q", content)
				}
			}
		})
	}
}

// arrival makes something happen at the first answer.
type arrival struct {
	arrives func()
	rest    io.Reader
}

func (a *arrival) Read(p []byte) (int, error) {
	if a.arrives != nil {
		a.arrives()
		a.arrives = nil
	}
	return a.rest.Read(p)
}

func TestAnswersThatEndLeaveNothing(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]struct {
		from io.Reader
		want string
	}{
		"too early":    {strings.NewReader("shop\nT12345678\n"), "the answers ended too early; nothing was written"},
		"with a fault": {iotest.ErrReader(errors.New("x")), "the answers cannot be read; nothing was written"},
		"too long":     {strings.NewReader(strings.Repeat("x", 65537) + "\n"), "an answer is longer than 64 KiB; nothing was written"},
	} {
		o, _, path := answering(t)
		o.In = bufio.NewReader(in.from)
		_, err := Init(t.Context(), o)
		fails(t, name, err, in.want, ErrConfig)
		nothingThere(t, path)
	}
	o, _, path := answering(t)
	silence, hush := io.Pipe()
	defer func() { _ = hush.Close() }()
	o.In = bufio.NewReader(silence)
	ctx, cancel := context.WithCancel(t.Context())
	o.Out = writerFunc(func(p []byte) (int, error) {
		cancel()
		return len(p), nil
	})
	if _, err := Init(ctx, o); !errors.Is(err, context.Canceled) || errors.Is(err, ErrConfig) {
		t.Errorf("got %v, want the context's error", err)
	}
	nothingThere(t, path)

	o, _, path = answering(t, "shop")
	o.Out = writerFunc(func([]byte) (int, error) { return 0, errors.New("full") })
	_, err := Init(t.Context(), o)
	fails(t, "nowhere to ask", err, "the questions cannot be shown; nothing was written", ErrConfig)
	nothingThere(t, path)
}

func TestTheLastAnswerNeedsNoNewline(t *testing.T) {
	t.Parallel()
	o, asked, path := answering(t)
	o.In = bufio.NewReader(strings.NewReader("shop\nT12345678\nclient-1\nvariable\nSET"))
	if got, err := Init(t.Context(), o); err != nil || got != path {
		t.Errorf("got %s, %v\n%s", got, err, asked)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestWhatCountsBeforeTheNewConfigIsSaid(t *testing.T) {
	t.Parallel()
	good := []string{"shop", "T12345678", "client-1", "variable", "SET"}
	o, asked, _ := answering(t, good...)
	write(t, filepath.Join(o.WorkDir, "config.toml"), visitor, 0o600)
	if _, err := Init(t.Context(), o); err != nil || !strings.HasSuffix(asked.String(), "config.toml counts before it (working directory).\n") {
		t.Errorf("got %v\n%s", err, asked)
	}
	o, _, _ = answering(t, good...)
	o.File = filepath.Join(o.WorkDir, "elsewhere.toml")
	if got, err := Init(t.Context(), o); err != nil || got != o.File {
		t.Errorf("named by --config: got %s, %v", got, err)
	}
	o, _, _ = answering(t, good...)
	o.File = filepath.Join(o.WorkDir, "none", "elsewhere.toml")
	_, err := Init(t.Context(), o)
	fails(t, "a folder that is not there", err, o.File+": its folder does not exist", ErrConfig)
}
