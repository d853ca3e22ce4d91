package tui

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// codeScreen asks for the code from the newest message.
type codeScreen struct {
	plain
	session Session
	state   flow.State
	pending flow.Pending
	problem flow.Problem
	code    field.Model
	tried   bool
	stale   bool // something else was typed since the problem arose
}

func newCodeScreen(s flow.State, session Session) codeScreen {
	return codeScreen{session: session, code: field.New(field.Code)}.in(s)
}

func (s codeScreen) in(state flow.State) codeScreen {
	problem := flow.ProblemOf(state)
	s.stale = s.stale && s.problem == problem
	s.pending, _ = flow.PendingOf(state)
	s.state, s.problem = state, problem
	return s
}

// sending reports whether the message is going out; checking, whether the code is checked.
func (s codeScreen) sending() bool {
	call, running := flow.CallOf(s.state)
	return running && call != flow.CallAnswer
}

func (s codeScreen) checking() bool { return flow.Working(s.state) && !s.sending() }

// open reports whether the field takes what is typed.
func (s codeScreen) open() bool { return !flow.Working(s.state) && !flow.Asking(s.state) }

// until is the moment from which something can be done.
func (s codeScreen) until(d flow.Deed) flow.Moment {
	c, _ := flow.ChanceOf(s.state, d)
	return c.From
}

func (s codeScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg.state), action{}
	case fillMsg:
		if s.open() && !msg.code.IsEmpty() {
			s.code, s.tried, s.stale = s.code.SetText(msg.code.Reveal()), false, true
		}
	case deed:
		s.tried = true
		if s.lengthProblem() == "" {
			return s, s.check()
		}
	case tea.PasteMsg, tea.KeyPressMsg:
		return s.typed(msg)
	}
	return s, action{}
}

func (s codeScreen) typed(msg tea.Msg) (screen, action) {
	if !s.open() {
		return s, action{}
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
	return words.CodeProblem(s.code.SecretText(), s.session.Length)
}

func (s codeScreen) clear() (screen, bool) {
	if s.code.IsEmpty() || flow.Asking(s.state) {
		return s, false
	}
	s.code, s.tried = s.code.Clear(), false
	return s, true
}

// leaving reports whether the question that is open is about leaving: its yes ends the login.
func (s codeScreen) leaving() bool {
	yes, asking := flow.ChanceOf(s.state, flow.DeedAgree)
	return asking && yes.Price == flow.EndsLogin
}

func (s codeScreen) asks() string {
	switch {
	case s.leaving():
		return "Leave? The code that was sent will be useless."
	case flow.Asking(s.state):
		return "This code was already rejected. Send it once more?"
	}
	return ""
}

// wake: each second while a countdown runs, and when the age changes.
func (s codeScreen) wake(now flow.Moment) flow.Moment {
	age := now - s.pending.SentAt
	switch {
	case now < s.pending.ResendAt:
		return untilNextSecond(now, s.pending.ResendAt)
	case now < s.until(flow.DeedEnterCode):
		return untilNextSecond(now, s.until(flow.DeedEnterCode))
	case s.pending.Sends == 0:
		return 0
	case age < words.AgesBySecond:
		return time.Second - age%time.Second
	}
	return time.Minute - age%time.Minute
}

// newest names the message that the code is in.
func (s codeScreen) newest() string {
	return words.Channel(s.pending.Channel) + " " + strconv.Itoa(s.pending.Number())
}

func (s codeScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	if s.sending() {
		p.Running("Sending the code by " + words.Channel(s.pending.Channel) + ".")
		p.Gap()
		p.Line(layout.Should, "Customer", who(f, s.pending.Identity), "")
		return p.Draw()
	}
	s.viewQuestion(p)
	s.viewField(p)
	s.viewSent(p)
	if s.problem.Reason != flow.NoReason && !s.stale && !flow.Working(s.state) && !f.Over(s.problem, s.waitEnds()) {
		viewDiagnosis(p, s.state, s.session)
	}
	return p.Draw()
}

func (s codeScreen) viewQuestion(p *layout.Page) {
	switch {
	case s.checking():
		p.Running("Checking the code.")
		p.Gap()
	case !s.refused():
		p.TellProblem(s.problem)
		fallthrough
	default:
		p.Title(s.question())
	}
}

func (s codeScreen) question() string {
	what := "the code"
	if s.pending.Part > 0 {
		what = "code " + strconv.Itoa(s.pending.Part) + " of 2"
	}
	if s.pending.Sends > 1 {
		return "Type " + what + " from " + s.newest() + ", the newest"
	}
	return "Type " + what + " from " + s.newest()
}

// refused reports whether the problem is the code itself, which is said below it.
func (s codeScreen) refused() bool {
	r := s.problem.Reason
	return r == flow.CodeNotAccepted || r == flow.CodeExpired || r == flow.NotAcceptedOrScope || r == flow.MustWait
}

func (s codeScreen) viewField(p *layout.Page) {
	note, wait := "", s.until(flow.DeedEnterCode)-p.Frame.Now
	if s.pending.Wrong > 0 {
		note = "wrong tries: " + strconv.Itoa(s.pending.Wrong)
	}
	example := ""
	if s.session.Length > 0 {
		example = words.Plural(s.session.Length, "digit")
	}
	p.Field("Code", s.code, s.open(), example, note)
	if dropped := s.code.Dropped(); dropped != "" {
		p.Under(layout.Must, dropped)
	}
	switch {
	case s.tried && s.lengthProblem() != "":
		p.Wrong(s.lengthProblem())
	case wait > 0 && s.problem.Reason == flow.MustWait:
		p.Wrong("Too many tries. Wait " + words.Left(wait) + ", until " + p.Frame.Clock(s.until(flow.DeedEnterCode)) + ", or send a new code" + cooling(s.until(flow.DeedSendAgain)-p.Frame.Now, " ") + ".")
	case wait > 0:
		p.Wrong("Wait " + words.Left(wait) + ", until " + p.Frame.Clock(s.until(flow.DeedEnterCode)) + ". Nothing is checked before then.")
	case s.stale || p.Frame.Over(s.problem, s.waitEnds()):
	case s.pending.Lost && (s.problem.Reason == flow.CodeNotAccepted || s.problem.Reason == flow.NotAcceptedOrScope):
		p.Wrong("Not accepted. The try that got no answer has probably used the code up.")
		p.Under(layout.Must, "Send a new one.")
	case s.problem.Reason == flow.CodeNotAccepted && s.problem.Failure.API:
		p.Wrong("Not accepted. Is it from " + s.newest() + "?")
	case s.refused():
		said := words.Say(s.problem)
		p.Wrong(said.Happened + " " + said.Next)
	}
}

// waitEnds is when a problem that is a wait is over.
func (s codeScreen) waitEnds() flow.Moment {
	if s.problem.Call == flow.CallAnswer {
		return s.until(flow.DeedEnterCode)
	}
	return s.until(flow.DeedSendAgain)
}

// viewSent says when and where to the message went, and what to do when it does not come.
func (s codeScreen) viewSent(p *layout.Page) {
	f := p.Frame
	sent := s.newest() + ", " + words.Ago(f.Now-s.pending.SentAt)
	if again, can := flow.ChanceOf(s.state, flow.DeedSendAgain); can {
		p.KeyLine(layout.Should, "Sent", sent, keyFor(flow.DeedSendAgain), words.Joined(" ", "again", s.cools(f, again.From)))
	} else {
		p.Line(layout.Should, "Sent", sent, "")
	}
	note := assumedWord(s.pending.Assumed)
	if s.elsewhere() {
		note = noAddress(s.pending.Channel.Other(), s.session, s.pending.Identity)
	}
	to := "the " + address(s.pending.Channel) + " on file"
	if note == "" {
		to += "; Dintero does not tell which"
	}
	came := s.problem.Call == flow.CallAnswer // somebody had a code
	if !came {
		p.Line(layout.May, "To", to, note)
	}
	if !s.pending.Stray.IsEmpty() {
		p.Line(layout.Should, "Link to", s.pending.Stray.Shown(), "not followed")
		p.Line(layout.Should, "", "all calls go to "+s.session.Host, "")
	}
	if came {
		return
	}
	why := "wait · wrong " + shortAddress(s.pending.Channel)
	deedLine(p, layout.May, "Not arrived?", why, s.state, flow.DeedOtherChannel, "by "+words.Channel(s.pending.Channel.Other()))
}

// cools is a bar that is full once the code can be sent again, with the time until then; empty
// from then on.
func (s codeScreen) cools(f layout.Frame, until flow.Moment) string {
	if until <= f.Now {
		return ""
	}
	const cells = 5
	return layout.Bar(cells, f.Now-s.pending.SentAt, until-s.pending.SentAt) + " " + words.Left(until-f.Now)
}

// elsewhere reports whether the answer named another channel than the settings do, and nobody
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
