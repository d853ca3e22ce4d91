package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/script"
	"dintero-login/tui/words"
)

// question is what App asks before something is lost. It stands in the last rows, over
// whatever is on the screen: y does it, esc does not, and ctrl+c asks nothing.
type question struct {
	text string // empty while nothing is asked
	yes  string // what y does
	does func(App) (App, tea.Cmd)
}

// asked is the question that is open, App's or the screen's, and since when.
type asked struct {
	question string
	since    flow.Moment
}

// readFor is how long a question takes no key: what comes so soon was typed before anybody
// could have read it.
const readFor = 300 * time.Millisecond

// asking names the question that y would answer now; empty when there is none.
func (a App) asking() string {
	if a.question.text != "" {
		return a.question.text
	}
	if s, ok := a.screen.(asker); ok && a.overlay == nil {
		return s.asks()
	}
	return ""
}

// noted notes since when a question is open.
func (a App) noted() App {
	if open := a.asking(); open != a.asked.question {
		a.asked = asked{open, a.now}
	}
	return a
}

// unread reports whether a question has just appeared.
func (a App) unread() bool {
	return a.asked.question != "" && a.now-a.asked.since < readFor
}

func (a App) asksFirst(q question) App {
	a.question = q
	return a
}

// answerQuestion takes a key while App's own question is open.
func (a App) answerQuestion(msg tea.KeyPressMsg) (App, tea.Cmd) {
	q := a.question
	switch {
	case commandOf(flow.DeedBack).by(msg):
		a.question = question{}
	case commandOf(flow.DeedAgree).by(msg):
		a.question = question{}
		return q.does(a)
	}
	return a, nil
}

// viewSaid is what stands over the rows above the keys: a notice, and the question that is open.
func (a App) viewSaid(f layout.Frame) []string {
	var said []string
	switch {
	case a.notice != "":
		said = sentence(f, f.Styles.Here, a.notice)
	case a.presenting && a.pressed != "" && f.Height >= roomyFrom:
		said = sentence(f, f.Styles.Here, "pressed "+a.pressed)
	}
	if asking := a.asking(); asking != "" {
		said = append(said, sentence(f, f.Styles.Problem, "! "+asking)...)
	}
	return said
}

// sentence is text in as few rows as hold it.
func sentence(f layout.Frame, style lipgloss.Style, text string) []string {
	const most = 3
	var rows []string
	for _, row := range strings.Split(ansi.Wrap(text, min(edge(f)-footAt(f), layout.GridEnd), ""), "\n") {
		rows = append(rows, layout.Pad("", footAt(f))+style.Render(row))
	}
	return rows[:min(len(rows), most)]
}

// unlessLost does it at once where nothing is lost by it, and asks first elsewhere.
func (a App) unlessLost(asks, yes string, does func(App) (App, tea.Cmd)) (App, tea.Cmd) {
	loses := a.loses()
	if loses == "" {
		return does(a)
	}
	return a.asksFirst(question{text: asks + loses, yes: yes, does: does}), nil
}

// loses says what would be lost if the login ended here; empty when nothing would be.
func (a App) loses() string {
	if c, ok := a.screen.(customerScreen); ok && c.draft().Phone+c.draft().Email != "" {
		return "What was typed will be lost."
	}
	return words.Loss(flow.LossOf(a.state))
}

// existenceQuestion says where the identifier goes, and in support mode reminds of who asks.
func (a App) existenceQuestion() string {
	c, _ := flow.CustomerOf(a.state)
	text := "Ask Dintero whether it knows " + identifier(a.frame(), c.Identity.Ident) + "? Proxies may log it; the customer notices nothing."
	if c.Support {
		text = "Is the caller verified? " + text
	}
	return text
}

// learned is the sentence about an existence check that has just ended; empty for any other step.
func (a App) learned(before flow.State) string {
	was, is := flow.AccountOf(before).Existence, flow.AccountOf(a.state).Existence
	if was == is || is.Standing != flow.Known {
		return ""
	}
	said := words.Existence(is, identifier(a.frame(), is.Identity.Ident))
	return words.Joined(" ", said.Happened, said.Next)
}

// leave is q: it closes what is open, and ends the program where nothing is.
func (a App) leave() (App, tea.Cmd) {
	if a.overlay != nil {
		return a.closeTop(), nil
	}
	s, signedIn := flow.SessionOf(a.state)
	switch {
	case !signedIn:
		return a.asksFirst(question{
			text: "Quit? " + a.loses(), yes: "quit",
			does: func(a App) (App, tea.Cmd) { return a.quit(130) },
		}), nil
	case a.copied != s.Token.Access:
		return a.asksFirst(question{
			text: "Quit? The token was neither printed nor copied, and will be lost.", yes: "quit",
			does: func(a App) (App, tea.Cmd) { return a.quit(0) },
		}), nil
	}
	return a.quit(0)
}

// quit leaves with an exit code. Nothing runs on.
func (a App) quit(code int) (App, tea.Cmd) {
	a.lanes.Stop()
	a.ending, a.code = true, code
	return a, tea.Quit
}

func (a App) askToCopy() App {
	s, signedIn := flow.SessionOf(a.state)
	switch {
	case !signedIn:
	case a.presenting:
		a.notice = noPresenting()
	case !script.IsB64Token(s.Token.Access):
		a.notice = "Not copied: this token has characters that a bearer token may not have."
	default:
		a = a.asksFirst(question{
			text: "Send the token to the terminal's clipboard? Other programs can read it there.",
			yes:  "send it", does: App.copyToken,
		})
	}
	return a
}

func (a App) copyToken() (App, tea.Cmd) {
	s, signedIn := flow.SessionOf(a.state)
	if !signedIn {
		return a, nil
	}
	a.copied = s.Token.Access
	a.notice = "Sent to the terminal. Only it knows whether the clipboard has it."
	return a, tea.SetClipboard(s.Token.Access.Reveal())
}

// notTaken says that typing counts for nothing while a call of the login runs; empty when
// none does. The next field may be another one, and show what is typed.
func notTaken(s flow.State) string {
	call, running := flow.CallOf(s)
	if !running {
		return ""
	}
	return "Still " + words.Running(call) + ". What is typed now is not taken."
}
