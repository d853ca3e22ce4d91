package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/identity"
	"dintero-login/tui/layout"
)

// customerScreen asks who signs in.
type customerScreen struct {
	plain
	keys    customerKeys
	session Session
	state   flow.ChoosingCustomer
	phone   field.Model
	email   field.Model
	by      flow.IdentType
	as      flow.UserType
	focus   customerFocus
	tried   bool        // enter was pressed, so what is wrong is said
	moved   bool        // an @ in the phone number made it an e-mail address
	parked  field.Model // the address that was in email before that
}

type customerFocus int

const (
	onIdentifier customerFocus = iota
	onFoundBy
	onUserType
	customerFocuses
)

type customerKeys struct {
	Onward   key.Binding
	Backward key.Binding
	Switch   key.Binding
}

func newCustomerScreen(s flow.ChoosingCustomer, session Session) customerScreen {
	return customerScreen{
		session: session, state: s, by: s.Draft.By, as: s.Draft.As,
		phone: field.New(field.Value).SetText(s.Draft.Phone),
		email: field.New(field.Value).SetText(s.Draft.Email),
		keys: customerKeys{
			Onward:   layout.Bind("tab", "next line", "tab", "down"),
			Backward: layout.Bind("shift+tab", "line before", "shift+tab", "up"),
			Switch:   layout.Bind("space", "switch", "space", "left", "right"),
		},
	}
}

func (s customerScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		if state, ok := msg.state.(flow.ChoosingCustomer); ok {
			s.state = state
		}
	case fillMsg:
		return s.fill(msg.person), action{}
	case deed:
		if msg.of == flow.DeedChooseCustomer {
			return s.choose()
		}
		s.as = s.as.Other()
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.typed(msg), action{}
	}
	return s, action{}
}

func (s customerScreen) choose() (screen, action) {
	s.tried, s.focus = true, onIdentifier
	read := identity.Read(s.draft(), s.session.Region)
	if read.Problem != "" {
		return s, action{}
	}
	chosen := flow.CustomerChosen{Draft: s.draft(), Ident: read.Sent}
	return s, emit(func(flow.Moment) flow.Event { return chosen })
}

func (s customerScreen) press(msg tea.KeyPressMsg) (screen, action) {
	switch {
	case key.Matches(msg, s.keys.Onward):
		s.focus = (s.focus + 1) % customerFocuses
	case key.Matches(msg, s.keys.Backward):
		s.focus = (s.focus + customerFocuses - 1) % customerFocuses
	case s.focus == onIdentifier:
		return s.typed(msg), action{}
	case key.Matches(msg, s.keys.Switch) && s.focus == onFoundBy:
		s.by, s.tried, s.moved = flow.ByPhone+flow.ByEmail-s.by, false, false
	case key.Matches(msg, s.keys.Switch):
		s.as = s.as.Other()
	case msg.Text != "":
		// Typing is always meant for the identifier.
		s.focus = onIdentifier
		return s.typed(msg), action{}
	}
	return s, action{}
}

// typed edits the identifier.
func (s customerScreen) typed(msg tea.Msg) customerScreen {
	s.focus = onIdentifier
	var changed bool
	if s.by == flow.ByEmail {
		s.email, changed = s.email.Update(msg)
	} else {
		s.phone, changed = s.phone.Update(msg)
	}
	s.tried = s.tried && !changed
	return s.sorted()
}

// sorted makes a phone number with an @ an e-mail address, and a phone number again when
// the @ is gone. Whoever chose the e-mail address by hand stays with it.
func (s customerScreen) sorted() customerScreen {
	switch {
	case s.by == flow.ByPhone && strings.Contains(s.phone.Text(), "@"):
		s.by, s.moved, s.parked = flow.ByEmail, true, s.email
		s.email, s.phone = s.phone, s.phone.Clear()
	case s.by == flow.ByEmail && s.moved && !strings.Contains(s.email.Text(), "@"):
		s.by, s.moved = flow.ByPhone, false
		s.phone, s.email = s.email, s.parked
	}
	return s
}

func (s customerScreen) fill(p Person) customerScreen {
	s.as, s.tried, s.moved, s.focus = p.As, false, false, onIdentifier
	s.by = flow.ByPhone
	if p.Phone == "" {
		s.by = flow.ByEmail
	}
	s.phone, s.email = s.phone.SetText(p.Phone), s.email.SetText(p.Email)
	return s
}

func (s customerScreen) draft() flow.Draft {
	return flow.Draft{By: s.by, As: s.as, Phone: s.phone.Text(), Email: s.email.Text()}
}

func (s customerScreen) clear() (screen, bool) {
	focused := &s.phone
	if s.by == flow.ByEmail {
		focused = &s.email
	}
	if focused.IsEmpty() {
		return s, false
	}
	*focused = focused.Clear()
	s.tried, s.focus = false, onIdentifier
	return s.sorted(), true
}

func (s customerScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.TellProblem(s.state.Problem)
	switch s.state.News {
	case flow.SessionOver:
		p.Good("Signed out. Everything is forgotten.")
		p.Gap()
	case flow.SessionRevoked:
		p.Good("Signed out. Everything is forgotten. The refresh token is no longer valid.")
		p.Gap()
	case flow.EverythingForgotten:
		p.Tell(layout.Should, p.Frame.Styles.Hint, "", "Nobody was signed in. Everything that was typed is forgotten.")
		p.Gap()
	}
	p.Title("Who is signing in?")
	s.viewIdentifier(p)
	number := "phone number"
	if f.Narrow() {
		number = "phone"
	}
	p.Choice("Found by", s.focus == onFoundBy, int(s.by), "", number, "e-mail")
	p.Choice("User type", s.focus == onUserType, int(s.as), "separate logins", "customer", "company")
	p.Gap()
	viewAccount(p, s.state.Account, s.session)
	if a := s.state.Account; a.Client == flow.Failed || a.Reading == flow.Failed || a.May.Of(a.SignInCall()).Held == flow.No {
		viewDiagnosis(p, s.state, s.session)
	}
	return p.Draw()
}

func (s customerScreen) viewIdentifier(p *layout.Page) {
	label, example, input := "Phone number", "e.g. +47 999 99 999", s.phone
	if s.by == flow.ByEmail {
		label, example, input = "E-mail", "e.g. name@example.com", s.email
	}
	if p.Frame.Presenting {
		example = "" // an audience could take it for somebody's
	}
	p.IdentifierField(label, input, s.focus == onIdentifier, example)
	read := identity.Read(s.draft(), s.session.Region)
	notes := s.notes(read, input.Dropped(), p.Frame.Presenting)
	keep := layout.Should
	if len(notes) > 0 {
		keep = layout.Must // a note is about this
	}
	switch {
	case s.tried && p.Frame.Presenting && read.Problem != "":
		p.Wrong(read.Problem)
	case s.tried && read.Problem != "":
		p.Wrong(read.Guess(read.Problem))
	case p.Frame.Presenting || read.Sent == "" || s.by == flow.ByEmail && len(notes) == 0:
		if len(notes) == 0 {
			s.viewNothingSent(p, input.IsEmpty())
		}
	case s.by == flow.ByEmail:
		p.Under(keep, "sent as "+flow.FromOutside(read.Sent).Shown())
	case p.Frame.Narrow():
		p.Line(layout.Should, "", read.About, "")
		sentAs(p, keep, read.Sent)
	default:
		p.Line(keep, "", read.About, "sent as "+read.Sent)
	}
	for _, note := range notes {
		p.Under(layout.Must, note)
	}
}

// sentAs is a row of its own, below the value or where there is room for all of it.
func sentAs(p *layout.Page, keep layout.Importance, ident string) {
	text, indent := "sent as "+ident, p.ValueColumn()
	if indent+len(text) > p.Frame.Width {
		indent = 0
	}
	p.Paragraph(keep, indent, p.Frame.Styles.Hint, text)
}

// viewNothingSent keeps the row of what will be sent, so that nothing jumps while typing.
func (s customerScreen) viewNothingSent(p *layout.Page, empty bool) {
	if p.Frame.Narrow() && empty && s.session.Sandbox != nil {
		p.Line(layout.Should, "", p.Frame.Styles.Does(keyToAsk(fillIn{}), "fills somebody in"), "")
		return
	}
	p.Line(layout.Should, "", "", " ")
}

// notes are what the person should know of what was typed, none in place of another.
func (s customerScreen) notes(read identity.Reading, dropped string, audience bool) []string {
	var notes []string
	if dropped != "" {
		notes = append(notes, dropped)
	}
	if s.by == flow.ByEmail && s.moved {
		notes = append(notes, "An @ makes it an e-mail address.")
	}
	for _, note := range read.Notes {
		notes = append(notes, "! "+note)
	}
	switch {
	case read.Doubt == "" || !s.tried && identity.CanGrow(s.draft(), s.session.Region):
	case audience:
		notes = append(notes, "! "+read.Doubt)
	default:
		notes = append(notes, "! "+read.Guess(read.Doubt))
	}
	return notes
}

func (s customerScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Onward, s.keys.Backward, s.keys.Switch}}
}
