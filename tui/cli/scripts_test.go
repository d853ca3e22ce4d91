//go:build !windows

package cli_test

import (
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts plays testdata/*.txtar, which read like a manual. Beside the usual words they
// know:
//
//	exits CODE COMMAND…           runs it, and wants that exit code
//	refuses CODE COMMAND…         wants besides one line on standard error and nothing on stdout
//	failure CODE REASON COMMAND…  wants that exit code, and the one object of --print json
//	account SCENARIO              an account to sign in to: a sandbox, and $DINTERO_LOGIN_CONFIG for it
//	scenario NAME                 that account's scenario from now on
//
// There is no terminal, not even one to open.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir+"/home")
			e.Setenv(noTerminal, "yes")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":   func(ts *testscript.TestScript, _ bool, args []string) { exits(ts, args) },
			"refuses": func(ts *testscript.TestScript, _ bool, args []string) { refuses(ts, args) },
			"failure": func(ts *testscript.TestScript, _ bool, args []string) { fails(ts, args) },
			"account": func(ts *testscript.TestScript, _ bool, args []string) {
				d := startSandbox(t)
				d.tell(t, args[0])
				for _, set := range append(d.helperEnv(), "DINTERO_LOGIN_CONFIG=config.toml") {
					name, value, _ := strings.Cut(set, "=")
					ts.Setenv(name, value)
				}
				place{home: ts.MkAbs(".")}.write(t, "config.toml", d.config())
			},
			"scenario": func(ts *testscript.TestScript, _ bool, args []string) {
				baseURL := strings.TrimSuffix(ts.Getenv("WALK_MESSAGES"), "/sandbox/messages") + "/v1"
				described{BaseURL: baseURL, AdminToken: ts.Getenv("WALK_ADMIN")}.tell(t, args[0])
			},
		},
	})
}

func exits(ts *testscript.TestScript, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func refuses(ts *testscript.TestScript, args []string) {
	exits(ts, args)
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("stdout: got %q, want nothing", out)
	}
	if said := ts.ReadFile("stderr"); strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "dintero-login: ") {
		ts.Fatalf("stderr: got %q, want one line", said)
	}
}

func fails(ts *testscript.TestScript, args []string) {
	exits(ts, slices.Delete(slices.Clone(args), 1, 2))
	var said jsonFailure
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&said); err != nil || decoder.More() || strings.Count(ts.ReadFile("stdout"), "\n") != 1 {
		ts.Fatalf("stdout is not one object: %v", err)
	}
	if said.Version != 1 || said.Error.Reason != args[1] || said.Error.Causes == nil {
		ts.Fatalf("got %+v, want %q", said, args[1])
	}
	if want := "dintero-login: " + said.Error.Sentence + "\n"; ts.ReadFile("stderr") != want {
		ts.Fatalf("stderr: want the sentence, %q", want)
	}
}
