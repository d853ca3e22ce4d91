package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/field"
)

// codeScreen asks for the code from the newest message.
type codeScreen struct {
	keys    codeKeys
	session Session
	pending flow.Pending
	state   flow.EnteringCode // its Problem and Question; zero while something runs
	doing   codeWork
	code    field.Model
	tried   bool
	stale   bool // something else was typed since the problem arose
}

type codeWork int

const (
	awaitingCode codeWork = iota
	sendingCode
	checkingCode
)

type codeKeys struct {
	globalKeys
	Check  key.Binding
	Yes    key.Binding
	No     key.Binding
	Cancel key.Binding
}

func newCodeScreen(s flow.State, session Session) codeScreen {
	sc := codeScreen{
		session: session, code: field.New(field.Code),
		keys: codeKeys{
			globalKeys: newGlobalKeys(),
			Check:      bind("enter", "check", "enter"),
			Yes:        bind("y", "yes", "y"),
			No:         bind("esc", "no", "esc"),
			Cancel:     bind("esc", "cancel", "esc"),
		},
	}
	return sc.in(s)
}

func (s codeScreen) in(state flow.State) codeScreen {
	switch state := state.(type) {
	case flow.SendingCode:
		s.pending, s.state, s.doing = state.Pending, flow.EnteringCode{}, sendingCode
	case flow.EnteringCode:
		s.stale = s.stale && s.state.Problem == state.Problem
		s.pending, s.state, s.doing = state.Pending, state, awaitingCode
	case flow.CheckingCode:
		s.pending, s.state, s.doing = state.Pending, flow.EnteringCode{}, checkingCode
	}
	return s
}

func (s codeScreen) Init() tea.Cmd { return nil }

func (s codeScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg.state), action{}
	case fillMsg:
		if s.doing == awaitingCode && s.state.Question == flow.NoQuestion && !msg.code.IsEmpty() {
			s.code, s.tried, s.stale = s.code.SetText(msg.code.Reveal()), false, true
		}
	case tea.PasteMsg, tea.KeyPressMsg:
		return s.typed(msg)
	}
	return s, action{}
}

func (s codeScreen) typed(msg tea.Msg) (screen, action) {
	press, _ := msg.(tea.KeyPressMsg)
	switch {
	case s.doing != awaitingCode:
		return s, action{}
	case s.state.Question != flow.NoQuestion:
		if key.Matches(press, s.keys.Yes) {
			return s, emit(func(now flow.Moment) flow.Event { return flow.Agreed{At: now} })
		}
		return s, action{}
	case key.Matches(press, s.keys.Check):
		s.tried = true
		if s.lengthProblem() != "" {
			return s, action{}
		}
		return s, s.check()
	}
	before := s.code.Len()
	var changed bool
	s.code, changed = s.code.Update(msg)
	s.tried, s.stale = s.tried && !changed, s.stale || changed
	if s.code.Len() > before && s.code.Len() == s.session.Length {
		// The profile knows the length, so the last character says all that enter would.
		return s, s.check()
	}
	return s, action{}
}

func (s codeScreen) check() action {
	code := s.code.SecretText()
	return emit(func(now flow.Moment) flow.Event { return flow.CodeEntered{Code: code, At: now} })
}

func (s codeScreen) lengthProblem() string {
	return codeProblem(s.code.SecretText(), s.session.Length)
}

func (s codeScreen) clear() (screen, bool) {
	if s.code.IsEmpty() || s.state.Question != flow.NoQuestion {
		return s, false
	}
	s.code, s.tried = s.code.Clear(), false
	return s, true
}

func (s codeScreen) asks() string {
	return [...]string{flow.NoQuestion: "", flow.LeaveTheCode: "leave the code", flow.SameCodeAgain: "the same code"}[s.state.Question]
}

// wake: each second while a countdown runs, then when the age changes.
func (s codeScreen) wake(now flow.Moment) flow.Moment {
	if now < s.pending.ResendAt || now < s.state.Wait {
		return time.Second
	}
	if s.pending.Sends == 0 {
		return 0
	}
	return time.Minute - (now-s.pending.SentAt)%time.Minute
}

// newest names the message that the code is in.
func (s codeScreen) newest() string {
	return channelWord(s.pending.Channel) + " " + itoa(s.pending.Number())
}

func (s codeScreen) View(f frame) (string, *tea.Cursor) {
	p := newPage(f)
	if s.doing == sendingCode {
		p.tell(must, f.styles.value, "…", "Sending the code by "+channelWord(s.pending.Channel)+".")
		p.gap()
		p.line(should, "Customer", f.who(s.pending.Identity), "")
		return p.draw()
	}
	s.viewQuestion(p)
	s.viewField(p)
	s.viewSent(p)
	body, cursor := p.draw()
	if s.doing != awaitingCode || s.state.Question != flow.NoQuestion {
		cursor = nil
	}
	return body, cursor
}

func (s codeScreen) viewQuestion(p *page) {
	switch {
	case s.doing == checkingCode:
		p.tell(must, p.frame.styles.value, "…", "Checking the code.")
		p.gap()
	case s.state.Question == flow.LeaveTheCode:
		p.tell(must, p.frame.styles.problem, "!", "Leave? The code that was sent will be useless.")
		p.tell(must, p.frame.styles.value, " ", "y leaves, esc stays.")
		p.gap()
	case s.state.Question == flow.SameCodeAgain:
		p.tell(must, p.frame.styles.problem, "!", "This code was already rejected.")
		p.tell(must, p.frame.styles.value, " ", "y sends it once more, esc does not.")
		p.gap()
	case !s.refused():
		p.tellProblem(s.state.Problem)
		fallthrough
	default:
		p.title(s.question())
	}
}

func (s codeScreen) question() string {
	what := "the code"
	if s.pending.Part > 0 {
		what = "code " + itoa(s.pending.Part) + " of 2"
	}
	if s.pending.Sends > 1 {
		return "Type " + what + " from " + s.newest() + ", the newest"
	}
	return "Type " + what + " from " + s.newest()
}

// refused says whether the problem is the code itself, which is said below it.
func (s codeScreen) refused() bool {
	r := s.state.Problem.Reason
	return r == flow.CodeNotAccepted || r == flow.CodeExpired || r == flow.NotAcceptedOrScope || r == flow.MustWait
}

func (s codeScreen) viewField(p *page) {
	note := ""
	if s.pending.Wrong > 0 {
		note = "wrong tries: " + itoa(s.pending.Wrong)
	}
	p.field("Code", s.code, true, note)
	switch {
	case s.tried && s.lengthProblem() != "":
		p.wrong(s.lengthProblem())
	case s.code.Dropped() != "":
		p.under(must, s.code.Dropped())
	case p.frame.now < s.state.Wait && s.state.Problem.Reason == flow.MustWait:
		text := "Too many tries. Wait " + left(s.state.Wait-p.frame.now) + ", or send a new code"
		if cooling := s.pending.ResendAt - p.frame.now; cooling > 0 {
			text += " in " + left(cooling)
		}
		p.wrong(text + ".")
	case p.frame.now < s.state.Wait:
		p.wrong("Wait " + left(s.state.Wait-p.frame.now) + ". Nothing is checked before.")
	case s.stale || p.frame.over(s.state.Problem, s.waitEnds()):
	case s.pending.Lost && (s.state.Problem.Reason == flow.CodeNotAccepted || s.state.Problem.Reason == flow.NotAcceptedOrScope):
		p.wrong("Not accepted. The try that got no answer has probably used the code up.")
		p.under(must, "Send a new one.")
	case s.state.Problem.Reason == flow.CodeNotAccepted:
		p.wrong("Not accepted. Is it from " + s.newest() + "?")
	case s.refused():
		said := say(s.state.Problem)
		p.wrong(said.happened + " " + said.next)
	}
}

// waitEnds is when a problem that is a wait is over.
func (s codeScreen) waitEnds() flow.Moment {
	if s.state.Problem.Call == flow.CallAnswer {
		return s.state.Wait
	}
	return s.pending.ResendAt
}

// viewSent says when and where to the message went, and what to do when it does not come.
func (s codeScreen) viewSent(p *page) {
	f := p.frame
	cooling := ""
	if wait := s.pending.ResendAt - f.now; wait > 0 {
		cooling = "in " + left(wait)
	}
	p.keyLine(should, "Sent", s.newest()+", "+f.ago(f.now-s.pending.SentAt), "ctrl+x n", joined(", ", "again", cooling))
	note := assumedWord(s.pending.Assumed)
	if s.elsewhere() {
		note = noAddress(s.pending.Channel.Other(), s.session, s.pending.Identity)
	}
	to := "the " + address(s.pending.Channel) + " on file"
	if note == "" {
		to += "; Dintero does not tell which"
	}
	p.line(may, "To", to, note)
	if !s.pending.Stray.IsEmpty() {
		p.line(should, "Link", "to "+s.pending.Stray.Shown(), "not followed")
		p.line(should, "", "all calls go to "+s.session.Host, "")
	}
	why := "wait · wrong " + shortAddress(s.pending.Channel)
	if !s.pending.CanSwitchChannel() {
		p.line(may, "Not arrived?", why, "")
		return
	}
	p.keyLine(may, "Not arrived?", why, "ctrl+x e", joined(", ", "by "+channelWord(s.pending.Channel.Other()), cooling))
}

// elsewhere says whether the answer named another channel than the settings do, and nobody
// asked for that.
func (s codeScreen) elsewhere() bool {
	doc := s.pending.Settings
	return s.pending.Part == 0 && !s.pending.Assumed && doc != nil && doc.LoginChannel == s.pending.Channel.Other() &&
		s.pending.Over[doc.LoginChannel] == 0
}

func address(c flow.Channel) string {
	if c == flow.Email {
		return "e-mail address"
	}
	return "phone number"
}

func shortAddress(c flow.Channel) string {
	if c == flow.Email {
		return "address on file"
	}
	return "number on file"
}

func (s codeScreen) ShortHelp() []key.Binding {
	switch {
	case s.doing != awaitingCode:
		return []key.Binding{s.keys.Cancel, s.keys.Quit}
	case s.state.Question == flow.LeaveTheCode:
		return []key.Binding{does(s.keys.Yes, "leave"), does(s.keys.No, "stay"), s.keys.Quit}
	case s.state.Question == flow.SameCodeAgain:
		return []key.Binding{does(s.keys.Yes, "send it once more"), s.keys.No, s.keys.Quit}
	}
	return []key.Binding{s.keys.Check, s.keys.More, s.keys.Back, s.keys.Quit}
}

func (s codeScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Check, s.keys.Back}}
}
