//go:build !windows

package cli_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// script is a script that is being played, and the account that it signs in to.
type script struct {
	*testscript.TestScript
	t       *testing.T
	account *front
}

// TestScripts plays testdata/*.txtar, which read like a manual. Beside testscript's own words
// they know these:
//
//	exits CODE COMMAND… => PATTERN…           wants that exit code, the patterns in stdout, and a success without stderr
//	refuses CODE COMMAND… => PATTERN…         wants one line on stderr that matches and holds no secret, and no stdout
//	failure CODE REASON COMMAND… => PATTERN…  wants the one object of --print json on stdout, and its sentence on stderr
//	completes ARGUMENT… => PATTERN…           asks how that line can go on: wants the patterns in the answer
//	account SCENARIO                          an account to sign in to, with box.toml as the config that is found;
//	                                          its tokens are issued by http://$BOX_HOST/v1
//	scenario NAME                             that account's scenario from now on
//	config FILE KEY LINE…                     box.toml with other lines instead of that key
//	called COUNT PATH                         how often the last command asked the account for paths with that end
//	untouched                                 nobody has ever connected to the account
//
// A file *.toml belongs to its owner alone, and a
// file *.sh is executable. There is no terminal, not even one to open.
func TestScripts(t *testing.T) {
	t.Parallel()
	word := func(do func(s *script, args []string)) func(*testscript.TestScript, bool, []string) {
		return func(ts *testscript.TestScript, _ bool, args []string) {
			s := ts.Value("script").(*script)
			s.TestScript = ts
			do(s, args)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir+"/home")
			e.Setenv(noTerminal, "yes")
			e.Values["script"] = &script{t: t}
			for pattern, mode := range map[string]os.FileMode{"*.toml": 0o600, "*.sh": 0o700} {
				files, err := filepath.Glob(filepath.Join(e.WorkDir, pattern))
				for _, file := range files {
					err = errors.Join(err, os.Chmod(file, mode))
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     word((*script).exits),
			"refuses":   word((*script).refuses),
			"failure":   word((*script).failure),
			"completes": word((*script).completes),
			"account":   word((*script).open),
			"scenario":  word(func(s *script, args []string) { s.account.tell(s.t, args[0]) }),
			"config":    word((*script).config),
			"called":    word((*script).called),
			"untouched": word(func(s *script, _ []string) { s.account.untouched(s.t) }),
		},
	})
}

// run runs a command, and gives the patterns that stand behind it.
func (s *script) run(args []string) []string {
	if s.account != nil {
		s.account.forget()
	}
	want, err := strconv.Atoi(args[0])
	s.Check(err)
	command, patterns := args[1:], []string(nil)
	if arrow := slices.Index(command, "=>"); arrow >= 0 {
		command, patterns = command[:arrow], command[arrow+1:]
	}
	got := 0
	var ended *exec.ExitError
	if err := s.Exec(command[0], command[1:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		s.Check(err)
	}
	if got != want {
		s.Fatalf("exit code %d, want %d", got, want)
	}
	return patterns
}

// wants wants each of the patterns in a stream.
func (s *script) wants(stream string, patterns []string) {
	for _, pattern := range patterns {
		if !regexp.MustCompile("(?m)" + pattern).MatchString(s.ReadFile(stream)) {
			s.Fatalf("%s does not match %q", stream, pattern)
		}
	}
}

func (s *script) exits(args []string) {
	s.wants("stdout", s.run(args))
	if said := s.ReadFile("stderr"); args[0] == "0" && said != "" {
		s.Fatalf("stderr: got %q, want nothing after a success", said)
	}
}

func (s *script) completes(args []string) {
	s.wants("stdout", s.run(append([]string{"0", "dintero-login", "__completeNoDesc"}, args...)))
}

func (s *script) refuses(args []string) {
	s.wants("stderr", s.run(args))
	if out := s.ReadFile("stdout"); out != "" {
		s.Fatalf("stdout: got %q, want nothing", out)
	}
	said := s.ReadFile("stderr")
	if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "dintero-login: ") {
		s.Fatalf("stderr: got %q, want one line", said)
	}
	s.holdsNoSecret(said)
}

// jsonFailure is what --print json says of a failure.
type jsonFailure struct {
	Version int `json:"version"`
	Error   struct {
		Reason   string `json:"reason"`
		Sentence string `json:"sentence"`
		Status   *int   `json:"status"`
		Code     string `json:"code"`
		Request  string `json:"request_id"`
		Wait     *int   `json:"retry_after_s"`
		Causes   []any  `json:"causes"`
	} `json:"error"`
}

func (s *script) failure(args []string) {
	s.wants("stdout", s.run(slices.Delete(slices.Clone(args), 1, 2)))
	var said jsonFailure
	out := s.ReadFile("stdout")
	decoder := json.NewDecoder(strings.NewReader(out))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&said); err != nil || decoder.More() || strings.Count(out, "\n") != 1 {
		s.Fatalf("stdout is not one object: %v", err)
	}
	if said.Version != 1 || said.Error.Reason != args[1] || said.Error.Causes == nil {
		s.Fatalf("got %+v, want %q", said, args[1])
	}
	if want := "dintero-login: " + said.Error.Sentence + "\n"; s.ReadFile("stderr") != want {
		s.Fatalf("stderr: want the sentence, %q", want)
	}
	s.holdsNoSecret(out)
}

// holdsNoSecret looks for what the scripts give in the wrong place, and for all that is secret
// in the account.
func (s *script) holdsNoSecret(text string) {
	secrets := []string{"hunter2", typedSecret, typedCode}
	if s.account != nil {
		secrets = append(secrets, s.account.secrets()...)
	}
	for _, secret := range secrets {
		for _, disguised := range disguises(secret) {
			if strings.Contains(text, disguised) {
				s.Fatalf("got %q, which holds %q", text, disguised)
			}
		}
	}
}

func (s *script) open(args []string) {
	s.account = newFront(s.t, args[0])
	for _, set := range append(s.account.env(), "CLIENT_SECRET="+s.account.ClientSecret, "BOX_HOST="+s.account.boxHost) {
		name, value, _ := strings.Cut(set, "=")
		s.Setenv(name, value)
	}
	place{home: s.MkAbs(".")}.write(s.t, "box.toml", s.account.config())
}

func (s *script) config(args []string) {
	key := regexp.MustCompile(`(?m)^` + args[1] + ` = .*$`)
	place{home: s.MkAbs(".")}.write(s.t, args[0], key.ReplaceAllLiteralString(s.account.config(), strings.Join(args[2:], "\n")))
}

func (s *script) called(args []string) {
	if got := strconv.Itoa(s.account.called(args[1])); got != args[0] {
		s.Fatalf("%s was asked for %s times, want %s", args[1], got, args[0])
	}
}
