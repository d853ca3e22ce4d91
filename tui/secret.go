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

// revealFor is how long a secret stays readable.
const revealFor = 5 * time.Second

// secretScreen asks for the customer's secret.
type secretScreen struct {
	plain
	session Session
	login   flow.State
	state   flow.EnteringSecret // the customer alone while the sign-in runs
	busy    bool                // the sign-in runs
	waiting bool                // for the settings
	secret  field.Model
	tried   bool
	reveals int // reveals so far, so that an old one's end does not end a new one
}

func newSecretScreen(s flow.State, session Session) secretScreen {
	return secretScreen{session: session, secret: field.New(field.Secret)}.in(s)
}

// in takes the state in; what is typed stays.
func (s secretScreen) in(state flow.State) secretScreen {
	call, running := flow.CallOf(state)
	s.busy, s.waiting = running, call == flow.CallSettings
	s.state, _ = state.(flow.EnteringSecret)
	s.state.Customer, _ = flow.CustomerOf(state)
	s.login = state
	return s
}

func (s secretScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg.state), action{}
	case fillMsg:
		s.secret, s.tried = s.secret.SetText(msg.person.Secret.Reveal()), false
	case revealMsg:
		s.secret.Revealed = true
		s.reveals++
		number := s.reveals
		return s, action{cmd: tea.Tick(revealFor, func(time.Time) tea.Msg { return concealMsg{number} })}
	case concealMsg:
		if msg.number == s.reveals {
			s.secret.Revealed = false
		}
	case tea.BlurMsg, tea.SuspendMsg:
		s.secret.Revealed = false
	case deed:
		return s.done(msg.of)
	case tea.PasteMsg, tea.KeyPressMsg:
		return s.typed(msg)
	}
	return s, action{}
}

func (s secretScreen) done(d flow.Deed) (screen, action) {
	switch s.tried = true; {
	case d == flow.DeedAgree:
		return s, s.signIn(true)
	case s.lengthProblem() != "":
		return s, action{}
	}
	s.secret.Revealed = false
	return s, s.signIn(false)
}

func (s secretScreen) typed(msg tea.Msg) (screen, action) {
	if s.busy || s.state.Asking {
		return s, action{}
	}
	var changed bool
	s.secret, changed = s.secret.Update(msg)
	s.tried = s.tried && !changed
	return s, action{}
}

func (s secretScreen) signIn(agreed bool) action {
	secret := s.secret.SecretText()
	return emit(func(now flow.Moment) flow.Event {
		return flow.SecretEntered{Secret: secret, Agreed: agreed, At: now}
	})
}

func (s secretScreen) lengthProblem() string { return words.SecretProblem(s.secret.SecretText()) }

func (s secretScreen) clear() (screen, bool) {
	if s.secret.IsEmpty() || s.state.Asking {
		return s, false
	}
	s.secret, s.tried = s.secret.Clear(), false
	return s, true
}

func (s secretScreen) asks() string {
	if s.state.Asking {
		return "PRODUCTION. This is a real customer, and it may count as a try. Sign in?"
	}
	return ""
}

func (s secretScreen) wake(now flow.Moment) flow.Moment {
	return untilNextSecond(now, s.state.Until)
}

func (s secretScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	s.viewNews(p)
	p.Line(layout.Must, "Customer", who(f, s.state.Identity), "")
	s.viewField(p)
	takes, source := loginTakes(s.state.Account, s.state.SignInCall())
	if s.state.Password || s.state.WithCode {
		source = "found out at the sign-in"
	}
	p.Line(layout.May, "This login", takes, source)
	accepted, note := ifAccepted(s.state, s.session)
	p.Line(layout.Should, "If accepted", accepted, note)
	if s.state.Problem.Reason != flow.NoReason && !s.busy && !p.Frame.Over(s.state.Problem, s.state.Until) {
		viewDiagnosis(p, s.login, s.session)
	}
	return p.Draw()
}

// viewNews is what the person reads before the question.
func (s secretScreen) viewNews(p *layout.Page) {
	switch {
	case s.waiting:
		p.Running("Reading the account's settings, two seconds at the most.")
	case s.busy:
		p.Running("Signing in.")
	case s.state.News == flow.MFATurnedOff:
		p.Tell(layout.Must, p.Frame.Styles.Value, "!", "This account asks for no code after all. Nobody is signed in yet.")
		p.Tell(layout.Should, p.Frame.Styles.Value, " ", keyFor(flow.DeedEnterSecret)+" signs in with the PIN or password alone.")
	case s.state.News == flow.MFATurnedOn:
		p.Tell(layout.Must, p.Frame.Styles.Value, "!", "This account asks for a code after all. Nobody is signed in yet.")
		p.Tell(layout.Should, p.Frame.Styles.Value, " ", keyFor(flow.DeedEnterSecret)+" signs in with a code.")
	case s.state.News == flow.LinkOnItsWay:
		p.Good(linkOnItsWay)
	case s.state.Problem.Reason != flow.NoReason:
		s.viewProblem(p)
	default:
		p.Heading("What is the customer's PIN or password?")
	}
	p.Gap()
}

// viewProblem leaves out of a refusal what the possible causes say below.
func (s secretScreen) viewProblem(p *layout.Page) {
	problem := s.state.Problem
	if problem.Reason != flow.NotAccepted || !problem.Failure.API {
		p.TellWaiting(problem, s.state.Until)
		return
	}
	p.Problem("Not accepted. Dintero does not say which of these is wrong.")
	p.Tell(layout.May, p.Frame.Styles.Hint, " ", words.Evidence(problem))
}

func (s secretScreen) viewField(p *layout.Page) {
	note := ""
	switch {
	case s.state.Attempt > 0:
		note = tries(s.state.Attempt)
	case !s.busy && s.known():
		note = p.Frame.Styles.Does(keyToAsk(fillIn{}), "types it in")
	}
	p.Field(secretLabel(p.Frame), s.secret, !s.busy && !s.state.Asking, words.SecretLengths(), note)
	switch {
	case p.Frame.Now < s.state.Until:
		p.Wrong("Wait " + words.Left(s.state.Until-p.Frame.Now) + ", until " + p.Frame.Clock(s.state.Until) + ". Nothing is sent before then.")
	case s.tried && s.lengthProblem() != "":
		p.Wrong(s.lengthProblem())
	}
	viewSecretNotes(p, s.secret)
}

// viewSecretNotes says what a mask hides: none of these hides another.
func viewSecretNotes(p *layout.Page, secret field.Model) {
	if dropped := secret.Dropped(); dropped != "" {
		p.Under(layout.Must, dropped)
	}
	switch leading, trailing := secret.EdgeSpaces(); {
	case leading && trailing:
		p.Under(layout.Must, "Starts and ends with a space. Both will be sent.")
	case leading:
		p.Under(layout.Must, "Starts with a space. It will be sent.")
	case trailing:
		p.Under(layout.Must, "Ends with a space. It will be sent.")
	}
	if secret.HasInvisible() {
		p.Under(layout.Must, "Has a character that cannot be seen. It will be sent.")
	}
}

// secretLabel names what a customer signs in with, in the room for labels.
func secretLabel(f layout.Frame) string {
	if f.Narrow() {
		return "PIN/password"
	}
	return "PIN or password"
}

// known reports whether ctrl+f knows what to type in here.
func (s secretScreen) known() bool {
	_, found := s.session.person(s.state.Identity)
	return found
}

func tries(n int) string {
	if n == 1 {
		return "1 try so far"
	}
	return strconv.Itoa(n) + " tries so far"
}

// ifAccepted says what an accepted secret leads to, and what is remarkable about it.
func ifAccepted(s flow.EnteringSecret, session Session) (leads, note string) {
	switch {
	case s.SignInCall() == flow.CallLogin && s.MFA() == flow.Yes && !s.Password:
		return "signed in, or a code is asked for", ""
	case s.SignInCall() == flow.CallLogin:
		return "the customer is signed in", ""
	}
	message := "a code"
	if by := codeChannel(s.Account, session, s.Identity); by != flow.NoChannel {
		message = words.Channel(by)
		if by != s.Settings.LoginChannel {
			note = noAddress(by.Other(), session, s.Identity)
		}
	}
	switch {
	case session.Standing == Demo:
		return message + " to the simulated phone", note
	case !session.real():
		return "sends " + article(message), note
	}
	return "sends a real " + message + " to this customer", note
}

func article(noun string) string {
	if noun == "SMS" || noun == "e-mail" {
		return "an " + noun
	}
	return noun
}
