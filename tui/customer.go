package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/field"
)

// customerScreen asks who signs in.
type customerScreen struct {
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
	globalKeys
	Continue key.Binding
	Onward   key.Binding
	Backward key.Binding
	Switch   key.Binding
}

func newCustomerScreen(s flow.ChoosingCustomer, session Session) customerScreen {
	sc := customerScreen{
		session: session, state: s, by: s.Draft.By, as: s.Draft.As,
		phone: field.New(field.Value).SetText(s.Draft.Phone),
		email: field.New(field.Value).SetText(s.Draft.Email),
		keys: customerKeys{
			globalKeys: newGlobalKeys(),
			Continue:   bind("enter", "continue", "enter"),
			Onward:     bind("tab", "next line", "tab", "down"),
			Backward:   bind("shift+tab", "line before", "shift+tab", "up"),
			Switch:     bind("space", "switch", "space", "left", "right"),
		},
	}
	sc.keys.Fill.SetEnabled(session.Sandbox != nil)
	return sc
}

func (s customerScreen) Init() tea.Cmd { return nil }

func (s customerScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		if state, ok := msg.state.(flow.ChoosingCustomer); ok {
			s.state = state
		}
	case fillMsg:
		return s.fill(msg.person), action{}
	case deed:
		if msg.of == flow.DeedOtherUserType {
			s.as = s.as.Other()
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.typed(msg), action{}
	}
	return s, action{}
}

func (s customerScreen) press(msg tea.KeyPressMsg) (screen, action) {
	switch {
	case key.Matches(msg, s.keys.Continue):
		s.tried, s.focus = true, onIdentifier
		read := readIdentifier(s.draft(), s.session.Region)
		if read.problem != "" {
			return s, action{}
		}
		chosen := flow.CustomerChosen{Draft: s.draft(), Ident: read.sent}
		return s, emit(func(flow.Moment) flow.Event { return chosen })
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

func (s customerScreen) View(f frame) (string, *tea.Cursor) {
	p := newPage(f)
	p.tellProblem(s.state.Problem)
	switch s.state.News {
	case flow.SessionOver:
		p.good("Signed out. Everything is forgotten.")
		p.gap()
	case flow.EverythingForgotten:
		p.tell(should, p.frame.styles.hint, "", "Nobody was signed in. Everything that was typed is forgotten.")
		p.gap()
	}
	p.title("Who is signing in?")
	s.viewIdentifier(p)
	p.choice("Found by", s.focus == onFoundBy, int(s.by), "", "phone number", "e-mail")
	p.here(s.focus == onFoundBy)
	p.choice("User type", s.focus == onUserType, int(s.as), "separate logins", "customer", "company")
	p.here(s.focus == onUserType)
	p.gap()
	viewAccount(p, s.state.Account, s.session)
	return p.draw()
}

func (s customerScreen) viewIdentifier(p *page) {
	label, input := "Phone number", s.phone
	if s.by == flow.ByEmail {
		label, input = "E-mail", s.email
	}
	p.identifierField(label, input, s.focus == onIdentifier)
	p.here(s.focus == onIdentifier)
	read := readIdentifier(s.draft(), s.session.Region)
	notes := s.notes(read, input.Dropped(), p.frame.presenting)
	keep := should
	if len(notes) > 0 {
		keep = must // a note is about this
	}
	switch {
	case s.tried && p.frame.presenting && read.problem != "":
		p.wrong(read.problem)
	case s.tried && read.problem != "":
		p.wrong(read.guess(read.problem))
	case p.frame.presenting || read.sent == "" || s.by == flow.ByEmail && len(read.notes) == 0:
		if len(notes) == 0 {
			s.viewNothingSent(p, input.IsEmpty())
		}
	case s.by == flow.ByEmail:
		p.under(keep, "sent as "+flow.FromOutside(read.sent).Shown())
	case p.frame.narrow():
		p.line(should, "", read.about, "")
		sentAs(p, keep, read.sent)
	default:
		p.line(keep, "", read.about, "sent as "+read.sent)
	}
	for _, note := range notes {
		p.under(must, note)
	}
}

// sentAs is a row of its own, below the value or where there is room for all of it.
func sentAs(p *page, keep importance, ident string) {
	text, indent := "sent as "+ident, p.valueColumn()
	if indent+len(text) > p.frame.width {
		indent = 0
	}
	p.paragraph(keep, indent, p.frame.styles.hint, text)
}

// viewNothingSent keeps the row of what will be sent, so that nothing jumps while typing.
func (s customerScreen) viewNothingSent(p *page, empty bool) {
	if p.frame.narrow() && empty && s.session.Sandbox != nil {
		p.under(should, keyToAsk(fillIn{})+" fills somebody in")
		return
	}
	p.line(should, "", "", " ")
}

// notes are what the person should know of what was typed, none in place of another.
func (s customerScreen) notes(read reading, dropped string, audience bool) []string {
	var notes []string
	if dropped != "" {
		notes = append(notes, dropped)
	}
	if s.by == flow.ByEmail && s.moved {
		notes = append(notes, "An @ makes it an e-mail address.")
	}
	for _, note := range read.notes {
		notes = append(notes, "! "+note)
	}
	switch {
	case read.doubt == "" || !s.tried && canGrow(s.draft(), s.session.Region):
	case audience:
		notes = append(notes, "! "+read.doubt)
	default:
		notes = append(notes, "! "+read.guess(read.doubt))
	}
	return notes
}

func (s customerScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Continue, s.keys.Fill, s.keys.More, s.keys.Quit}
}

func (s customerScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Continue, s.keys.Onward, s.keys.Backward, s.keys.Switch}}
}
