package script

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"regexp"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// allReasons is the names of every Reason but NoReason, as package flow declares them: the
// first has the number 1.
func allReasons(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(gotoken.NewFileSet(), "../../flow/meaning.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, decl := range file.Decls {
		group, _ := decl.(*ast.GenDecl)
		if group == nil || group.Tok != gotoken.CONST {
			continue
		}
		if kind, _ := group.Specs[0].(*ast.ValueSpec).Type.(*ast.Ident); kind == nil || kind.Name != "Reason" {
			continue
		}
		for _, spec := range group.Specs {
			names = append(names, spec.(*ast.ValueSpec).Names[0].Name)
		}
	}
	if len(names) < 20 || names[0] != "NoReason" {
		t.Fatalf("package flow has other Reasons than expected: %v", names)
	}
	return names[1:]
}

func TestEveryReasonHasAWordAndAdviceForAScript(t *testing.T) {
	t.Parallel()
	word := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	taken := map[string]string{
		BecauseUsage: "flags", BecauseConfig: "the config", BecauseSecret: "no secret", BecauseCode: "no code",
		BecauseTerminal: "no terminal", BecauseSignal: "a signal", BecauseUnexpected: "a defect",
	}
	for i, name := range allReasons(t) {
		p := flow.Problem{Reason: flow.Reason(i + 1)}
		if int(p.Reason) >= len(advices) || advice(p) == "" {
			t.Errorf("%s has no word or no advice", name)
			continue
		}
		got := Result{Code: ExitCode(p), Problem: p}.Because()
		if !word.MatchString(got) || taken[got] != "" {
			t.Errorf("%s: the word is %q, which is no word or means %s", name, got, taken[got])
		}
		taken[got] = name
	}
}

func TestNoSentenceForAScriptNamesAKey(t *testing.T) {
	t.Parallel()
	keys := regexp.MustCompile(`(?i)ctrl|\b(enter|esc|escape|press|a key|f1)\b`)
	for i, name := range allReasons(t) {
		for call := flow.CallClientToken; call <= flow.CallChangePassword; call++ {
			for _, f := range []flow.Failure{{}, {Status: 403}, {Status: 500}, {Status: 429, RetryAfter: time.Minute}} {
				got := Sentence(flow.Problem{Reason: flow.Reason(i + 1), Call: call, Failure: f})
				if found := keys.FindString(got); found != "" || strings.Contains(got, "\n") {
					t.Errorf("%s at %s: %q names the key %q, or is more than a line", name, words.Call(call), got, found)
				}
			}
		}
	}
}

func TestAScriptIsToldHowManySecondsToWait(t *testing.T) {
	t.Parallel()
	for wait, want := range map[time.Duration]string{
		time.Minute: "Try again in 60 s.", 5 * time.Minute: "Try again in 300 s.", 1500 * time.Millisecond: "Try again in 2 s.",
	} {
		for _, reason := range []flow.Reason{flow.MustWait, flow.Unexpected} {
			p := flow.Problem{Reason: reason, Failure: flow.Failure{Status: 429, RetryAfter: wait}}
			if got := Sentence(p); !strings.Contains(got, want) {
				t.Errorf("reason %d, %s: got %q, want %q in it", reason, wait, got, want)
			}
		}
	}
}

// A wrong clock may be why a token is refused, or something has expired, and is no other
// failure's cause.
func TestTheClockIsNamedWhereItMayBeTheCause(t *testing.T) {
	t.Parallel()
	matters := map[flow.Reason]bool{
		flow.ClientRefused: true, flow.TokenRenewed: true, flow.TokenRefused: true,
		flow.CodeExpired: true, flow.SignInExpired: true, flow.SessionEnded: true,
	}
	for i := range allReasons(t) {
		reason := flow.Reason(i + 1)
		for skew, shown := range map[time.Duration]bool{time.Minute: true, -time.Minute: true, 59 * time.Second: false, -59 * time.Second: false, 0: false} {
			got := sentenceIn(flow.New(flow.Account{Skew: skew}, flow.Draft{}), flow.Problem{Reason: reason})
			if want := shown && matters[reason]; strings.Contains(got, "this machine's clock is") != want {
				t.Errorf("reason %d, %s off: got %q, the clock should be named: %t", reason, skew, got, want)
			}
		}
	}
}

func TestAFailureIsOneJSONObject(t *testing.T) {
	t.Parallel()
	locked := flow.Problem{Reason: flow.MustWait, Call: flow.CallMFALogin, Failure: flow.Failure{
		Status: 429, RetryAfter: time.Minute, Code: flow.FromOutside("too_many\x1b]0;x\a"), Request: flow.FromOutside("req\u202e9"),
		MFAToken: flow.Conceal("mfa-9-canary"),
	}}
	const unanswered = `"status":null,"code":"","request_id":"","retry_after_s":null`
	for _, row := range []struct {
		name   string
		result Result
		want   string
	}{
		{
			"an answer",
			Result{Code: 3, Said: "Too many tries.", Problem: locked},
			`"wait","sentence":"Too many tries.","status":429,"code":"too_many^[]0;x^G","request_id":"req‹U+202E›9","retry_after_s":60`,
		},
		{
			"no answer",
			Result{Code: 5, Said: "Not reached.", Problem: flow.Problem{Reason: flow.NotReached}},
			`"not-reached","sentence":"Not reached.",` + unanswered,
		},
		{"several lines", Result{Code: 2, Said: "a\nb", Reason: BecauseConfig}, `"config","sentence":"a; b",` + unanswered},
		{"a signal on a screen", Result{Code: 143, Said: "Left."}, `"signal","sentence":"Left.",` + unanswered},
		{"a defect", Result{Code: 1, Said: "internal error"}, `"internal","sentence":"internal error",` + unanswered},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			want := `{"version":1,"error":{"reason":` + row.want + `,"causes":[]}}` + "\n"
			if err := PrintFailure(&out, row.result); err != nil || out.String() != want || !json.Valid([]byte(out.String())) {
				t.Errorf("got %v and\n%swant\n%s", err, out.String(), want)
			}
		})
	}
	if err := PrintFailure(full{}, Result{}); err == nil {
		t.Error("what cannot be written is no error")
	}
}
