//go:build !windows

package cli_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/api"
	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui"
	headless "dintero-login/tui/script"
	tty "dintero-login/tui/terminal"
)

// valuable is a value that must not be printed.
type valuable string

func boom() { panic(valuable(typedSecret)) }

// exploding is a model that panics where it is told to, once x is pressed.
type exploding struct {
	where string
	armed bool
}

func (m exploding) blow(where string) {
	if m.where == where {
		boom()
	}
}

func (m exploding) Init() tea.Cmd {
	m.blow("Init")
	return nil
}

func (m exploding) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.ResumeMsg:
		m.blow("Update, after a suspend")
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+z" {
			return m, tea.Suspend
		}
		m.armed = true
		m.blow("Update")
		return m, func() tea.Msg { return m.cmd() }
	}
	return m, nil
}

func (m exploding) cmd() tea.Msg {
	m.blow("a command")
	switch m.where {
	case "a goroutine":
		spawn.Go(boom)
	case "nothing, but floods":
		return tea.RawMsg{Msg: strings.Repeat("x", 2<<20)}
	case "a timer":
		time.AfterFunc(time.Millisecond, spawn.Guarded(boom))
	}
	return tea.BatchMsg{nil, func() tea.Msg { m.blow("a command of a batch"); return nil }}
}

func (m exploding) View() tea.View {
	if m.armed {
		m.blow("View")
	}
	view := tea.NewView("fine")
	view.AltScreen = true
	return view
}

// panics is a program that panics where it is told to.
func panics(where string) int {
	in, out, err := tty.Find(os.Stdin, os.Stdout, os.Stderr)
	if err != nil {
		return 6
	}
	ctx, stop := tty.UntilSignal(context.Background())
	defer stop()
	session := tui.Session{
		Account: "T11223344", Host: "127.0.0.1", Region: "NO",
		Login: headless.Login{
			Start: flow.New(flow.Account{Login: flow.LoginMFA}, flow.Draft{}), API: performs(func() {}),
			Clock: func() flow.Moment { return 0 }, Wall: time.Now,
		},
		Chosen: &flow.CustomerChosen{Draft: flow.Draft{Phone: "+4799999999"}, Ident: "+4799999999"},
	}
	switch where {
	case "the goroutine of the client's token":
		session.API, err = api.New(api.Config{
			BaseURL: "http://127.0.0.1:1/v1", Account: "T11223344", Audience: "a", ClientID: "c",
			ClientSecret: func(context.Context) (flow.Secret, error) { boom(); return flow.Secret{}, nil },
		})
	case "the goroutine of what a flag gives":
		session.Secret = func(context.Context) (flow.Secret, error) { boom(); return flow.Secret{}, nil }
	case "the call itself":
		session.API = performs(boom)
	case "nothing, after a hidden line":
		asked := func() (flow.Secret, error) { return flow.Secret{}, nil }
		if _, err := tty.HiddenLine(ctx, os.Stdin, out, "", asked); err != nil {
			return 6
		}
		fallthrough
	default:
		_, err = tty.NewShow(ctx, exploding{where: where}, in, out, nil).Run()
		fmt.Println("it ended by itself:", err)
		return 0
	}
	if err != nil {
		fmt.Println(err)
		return 2
	}
	result, err := tui.Run(ctx, session, tui.Options{In: in, Out: out})
	fmt.Println("it ended by itself:", err)
	return result.Code
}

// performs is an API that knows nothing.
type performs func()

// Perform implements lanes.Performer.
func (p performs) Perform(context.Context, flow.Effect) flow.Event {
	p()
	return flow.CallFailed{}
}

// panicking is the environment that makes this test binary such a program.
func panicking(where string) []string {
	return append(os.Environ(), "WALK_PANICS="+where, "TERM=xterm-256color")
}

func TestAPanicGivesTheTerminalBackAndNamesItsTypeNeverItsValue(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		where string
		press string // once the first frame is there
	}{
		{"Init", ""},
		{"Update", "x"},
		{"Update, after a suspend", "ctrl+z"},
		{"View", "x"},
		{"a command", "x"},
		{"a command of a batch", "x"},
		{"a goroutine", "x"},
		{"a timer", "x"},
		{"the goroutine of the client's token", ""},
		{"the goroutine of what a flag gives", ""},
		{"the call itself", ""},
	} {
		t.Run("in "+row.where, func(t *testing.T) {
			t.Parallel()
			// A shell with jobs, since only that can resume.
			cmd := exec.Command("sh", "-c", `set -m; panics; code=$?; test $code -gt 128 && { fg >/dev/null; code=$?; }; exit $code`)
			cmd.Env = panicking(row.where)
			x := looks{width: 160, height: 50, never: disguises(typedSecret)}.start(t, cmd)
			if row.press != "" {
				x.wait("fine")
				x.press(row.press)
			}
			said := said(x.leaves(1))
			if !strings.Contains(said, "internal error: panic of type cli_test.valuable") || !strings.Contains(said, "crash_test.go:") {
				t.Errorf("after the end the screen says %q, want the type and the place", said)
			}
		})
	}
}
