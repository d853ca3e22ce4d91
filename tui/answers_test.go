package tui

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"dintero-login/api"
	"dintero-login/flow"
	"dintero-login/tui/script"
)

const answersLegend = `# Every answer × every call: what the program asks for, does and says.
#
#   the answers · the requests that were made from that call on, and how often
#       screen   what a person reads
#       script   the exit code, and what a script reads; "both" where it reads the same
#
# "api" is the API's own error object, "html" a page in its place. After a 401 the client's token
# is "good" when it is taken on the settings, "bad" when it is refused there too, "open" when no
# answer comes. Answers with the same outcome stand together. What a program always asks for is left
# out: the client's token, the settings and the keys at its start.
`

// givenAnswer is one answer of the golden file.
type givenAnswer struct {
	name   string
	status int // 0 drops the connection
	body   string
	look   int // the status of the settings when they are asked for after the call; 0 is a 200
}

func everyAnswer() []givenAnswer {
	const apiBody, page = `{"error":{"message":"said the server"}}`, `<html>`
	var all []givenAnswer
	for _, status := range []int{400, 401, 403, 404, 405, 409, 422, 423, 429, 500} {
		for name, body := range map[string]string{"api": apiBody, "html": page} {
			a := givenAnswer{name: fmt.Sprintf("%d %s", status, name), status: status, body: body}
			if status != http.StatusUnauthorized {
				all = append(all, a)
				continue
			}
			for look, status := range map[string]int{"good": http.StatusOK, "bad": http.StatusUnauthorized, "open": dropped} {
				a := a
				a.name, a.look = a.name+" "+look, status
				all = append(all, a)
			}
		}
	}
	slices.SortFunc(all, func(a, b givenAnswer) int { return strings.Compare(a.name, b.name) })
	return append(all,
		givenAnswer{name: "400 invalid_grant", status: 400, body: `{"error":{"code":"INVALID GRANT","message":"m"}}`},
		givenAnswer{name: "400 names the PIN, password or code", status: 400, body: `{"error":{"message":"m","errors":[{"field":"secret"},{"field":"password"},{"field":"binding_code"}]}}`},
		givenAnswer{name: "400 names the audience", status: 400, body: `{"error":{"message":"m","errors":[{"field":"audience"}]}}`},
		givenAnswer{name: "403 mfa_required, no mfa_token", status: 403, body: `{"error":{"code":"MFA-REQUIRED","message":"m"}}`},
		givenAnswer{name: "403 mfa_not_enabled", status: 403, body: `{"error":{"code":"mfa_not_enabled","message":"m"}}`},
		givenAnswer{name: "403 expired_token", status: 403, body: `{"error":{"code":"expired_token","message":"m"}}`},
		givenAnswer{name: "403 insufficient_scope", status: 403, body: `{"error":{"code":"insufficient_scope","message":"m"}}`},
		givenAnswer{name: "403 unknown_audience", status: 403, body: `{"error":{"code":"unknown_audience","message":"m"}}`},
		givenAnswer{name: "302", status: 302},
		givenAnswer{name: "200 html", status: 200, body: page},
		givenAnswer{name: "cut", status: dropped},
	)
}

// begins is a program that talks to the vendor through the real adapter.
func (p *play) begins(t *testing.T) *walk {
	t.Helper()
	c := newClock()
	adapter, err := api.New(api.Config{
		BaseURL: p.vendor.URL + "/v1", Account: p.account, ClientID: "id",
		ClientSecret: func(context.Context) (flow.Secret, error) { return flow.Conceal("client-secret"), nil },
		Clock:        c.Moment, Now: c.Wall,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(adapter.Close)
	mode := flow.LoginMFA
	if p.call == flow.CallLogin {
		mode = flow.LoginPassword
	}
	session := Session{Standing: Test, Account: p.account, Host: "api.dintero.com", Region: "NO"}
	return begin(t, c, adapter, setup{session: session, account: flow.Account{Login: mode}}, []option{unseen, sized(200, 60)})
}

// inScript is what a script reads: its exit code and its sentence.
func (p *play) inScript(t *testing.T) (code int, says string) {
	session := p.begins(t).app.session
	session.Secret = func(context.Context) (flow.Secret, error) {
		<-p.read // a token that is taken elsewhere at the same time needs no look
		return flow.Conceal("246810"), nil
	}
	session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) { return flow.Conceal("118204"), nil }
	got := script.Run(t.Context(), session.Login, flow.CustomerChosen{Draft: flow.Draft{Phone: kari}, Ident: kari})
	return got.Code, withoutFacts(got.Said)
}

// withoutFacts is a sentence without the facts that a server sent along.
func withoutFacts(sentence string) string {
	before, _, _ := strings.Cut(sentence, " (status ")
	before, _, _ = strings.Cut(before, " (the connection")
	return before
}

// onScreen is what a person reads: the problem that the screen has.
func (p *play) onScreen(t *testing.T) string {
	x := p.begins(t).start()
	switch p.call {
	case flow.CallClientToken, flow.CallSettings, flow.CallKeys:
	case flow.CallRecovery:
		x.types(kari).press("enter", "ctrl+x", "l", "2")
	case flow.CallChangePassword:
		x.types("kari@example.com").press("enter", "ctrl+x", "l", "1")
	default:
		x.types(kari).press("enter").types("246810").press("enter")
		if _, asks := x.app.state.(flow.EnteringCode); asks {
			x.types("118204").press("enter")
		}
		switch p.call {
		case flow.CallRefresh:
			x.press("r")
		case flow.CallRevoke:
			x.press("ctrl+x", "x", "y")
		}
	}
	x.app.lanes.Stop()
	problem := problemIn(x.app.state, p.call)
	if problem.Reason == flow.NoReason {
		return "no problem"
	}
	return withoutFacts(script.Sentence(problem))
}

// problemIn is what a state says about a call.
func problemIn(s flow.State, call flow.Call) flow.Problem {
	a := flow.AccountOf(s)
	switch call {
	case flow.CallClientToken:
		return a.ClientProblem
	case flow.CallSettings:
		return a.SettingsProblem
	case flow.CallKeys:
		return a.KeysProblem
	}
	return flow.ProblemOf(s)
}

// outcome is what comes of an answer, on a screen and in a script.
func (v *vendor) outcome(t *testing.T, call flow.Call, answer givenAnswer) string {
	screen := v.play(call, answer)
	says := screen.onScreen(t)
	made := screen.requests()
	text := fmt.Sprintf("%s\n    screen   %s\n", made, says)
	plays := []*play{screen}
	if slices.Contains(scripted, call) {
		script := v.play(call, answer)
		plays = append(plays, script)
		code, said := script.inScript(t)
		switch {
		case said == says && script.requests() == made:
			text = fmt.Sprintf("%s\n    both   %d %s\n", made, code, said)
		case script.requests() == made:
			text += fmt.Sprintf("    script %d %s\n", code, said)
		default:
			text += fmt.Sprintf("    script %d %s · %s\n", code, said, script.requests())
		}
	}
	for _, p := range plays {
		if again := p.twice(); again != "" {
			t.Errorf("%s to %s: made more than once: %s", answer.name, callTitles[call], again)
		}
	}
	return text
}

// scripted are the calls that a script makes and waits for.
var scripted = []flow.Call{flow.CallClientToken, flow.CallLogin, flow.CallMFALogin, flow.CallChallenge, flow.CallAnswer}

func TestEveryAnswerToEveryCallDoesAndSaysWhatWasReviewed(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	type outcome struct{ answer, of string }
	calls := make([][]outcome, flow.CallChangePassword+1)
	var group sync.WaitGroup
	room := make(chan struct{}, 32)
	for call := range calls {
		calls[call] = make([]outcome, len(everyAnswer()))
		for i, answer := range everyAnswer() {
			room <- struct{}{}
			group.Go(func() {
				calls[call][i] = outcome{answer.name, v.outcome(t, flow.Call(call), answer)}
				<-room
			})
		}
	}
	group.Wait()

	var out strings.Builder
	out.WriteString(answersLegend)
	for call, outcomes := range calls {
		fmt.Fprintf(&out, "\n## %s\n", callTitles[call])
		for len(outcomes) > 0 {
			of, same := outcomes[0].of, []string(nil)
			outcomes = slices.DeleteFunc(outcomes, func(o outcome) bool {
				if o.of == of {
					same = append(same, o.answer)
				}
				return o.of == of
			})
			fmt.Fprintf(&out, "%s · %s", strings.Join(same, ", "), of)
		}
	}
	golden.RequireEqual(namedGolden{t, "answers"}, out.String())
}

// namedGolden gives a golden file a name of its own.
type namedGolden struct {
	testing.TB
	name string
}

func (n namedGolden) Name() string { return n.name }

var callTitles = [...]string{
	flow.CallClientToken: "client token", flow.CallLogin: "login", flow.CallMFALogin: "mfa_login", flow.CallChallenge: "challenge",
	flow.CallAnswer: "answer", flow.CallRecovery: "recovery", flow.CallSettings: "settings", flow.CallRefresh: "refresh",
	flow.CallRevoke: "revoke", flow.CallKeys: "keys", flow.CallChangePassword: "change_password",
}
