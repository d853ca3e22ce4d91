package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// Scenario is one of the sandbox's scenarios.
type Scenario struct {
	Name  string
	Does  string // what the account does
	Reads string // what the person reads about it
}

// scenariosScreen chooses the scenario of the next login.
type scenariosScreen struct {
	plain
	keys      scenariosKeys
	scenarios []Scenario
	at        int
	area      tea.WindowSizeMsg // the room of the body
}

type scenariosKeys struct {
	layout.ScrollKeys
	Begin key.Binding
}

func newScenariosScreen(box Sandbox) scenariosScreen {
	s := scenariosScreen{scenarios: box.Scenarios, keys: scenariosKeys{
		ScrollKeys: layout.NewScrollKeys(),
		Begin:      layout.Bind("enter", "begin it", "enter"),
	}}
	s.keys.Up = layout.Bind("↑", "up", "up", "k", "shift+tab")
	s.keys.Down = layout.Bind("↓", "down", "down", "j", "tab")
	for i, scenario := range s.scenarios {
		if scenario.Name == box.Scenario {
			s.at = i
		}
	}
	return s
}

func (s scenariosScreen) Update(msg tea.Msg) (screen, action) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.area = size
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || len(s.scenarios) == 0 {
		return s, action{}
	}
	if key.Matches(press, s.keys.Begin) {
		return s, ask(beginScenario{s.scenarios[s.at].Name})
	}
	s.at = s.keys.Move(s.at, len(s.scenarios), s.room(s.area.Height), press)
	return s, action{}
}

// room is how many lines the list has: the rest is the title, what the person reads, and the
// empty lines between.
func (s scenariosScreen) room(height int) int { return max(height-4, 1) }

func (s scenariosScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Title("Which scenario should the next login be?")
	f.Height = s.room(f.Height)
	rows := layout.NewList(f)
	rows.Add(len(s.scenarios), s.viewScenario)
	for _, line := range rows.Draw(rows.Within(layout.Window{Row: max(s.at-f.Height/2, 0)})) {
		p.Add(layout.Must, line)
	}
	if len(s.scenarios) > 0 {
		p.Gap()
		p.Tell(layout.Should, f.Styles.Hint, "", "You will read: "+s.scenarios[s.at].Reads+".")
	}
	return p.Draw()
}

func (s scenariosScreen) viewScenario(p *layout.Page, i int) {
	scenario, mark, style := s.scenarios[i], " ", p.Frame.Styles.Value
	if i == s.at {
		mark, style = "›", p.Frame.Styles.Here
	}
	row := layout.Pad(style.Render(mark+" "+scenario.Name), layout.ValueAt) + scenario.Does
	p.Add(layout.Must, ansi.Truncate(row, p.Frame.Grid(), "…"))
}

func (s scenariosScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Begin, s.keys.Down}
}

func (s scenariosScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Begin}, s.keys.ScrollKeys.All()}
}

// beginScenario begins another scenario with a new login: nothing of the last one, the client's
// token included, may leak into it.
func (a App) beginScenario(name string) (App, tea.Cmd) {
	if a.session.Sandbox == nil || a.session.Sandbox.Tell == nil {
		return a, nil
	}
	if err := a.session.Sandbox.Tell(name); err != nil {
		a.notice = flow.FromOutside(err.Error()).Shown()
		return a, nil
	}
	box := *a.session.Sandbox
	box.Scenario = name
	a.session.Sandbox, a.person, a.overlay, a.covered, a.guide = &box, 0, nil, nil, a.begun()
	a, cmd := a.step(flow.SignOutWanted{})
	a.notice = "Scenario: " + name + ". A new login begins."
	return a, cmd
}

// scenario is the one that runs, and next the one to try after it.
func (s Sandbox) scenario() (now, next Scenario) {
	for i, scenario := range s.Scenarios {
		if scenario.Name == s.Scenario {
			return scenario, s.Scenarios[(i+1)%len(s.Scenarios)]
		}
	}
	return Scenario{Name: s.Scenario}, Scenario{}
}
