package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// Story is one of the sandbox's scenarios.
type Story struct {
	Name  string
	Does  string // what the account does
	Reads string // what the person reads about it
}

// storiesScreen chooses the story of the next login.
type storiesScreen struct {
	keys    storiesKeys
	stories []Story
	at      int
	area    tea.WindowSizeMsg // the room of the body
}

type storiesKeys struct {
	layout.ScrollKeys
	Tell  key.Binding
	Close key.Binding
	Leave key.Binding
	Quit  key.Binding
}

func newStoriesScreen(box Sandbox) storiesScreen {
	s := storiesScreen{stories: box.Stories, keys: storiesKeys{
		ScrollKeys: layout.NewScrollKeys(),
		Tell:       layout.Bind("enter", "begin it", "enter"),
		Close:      layout.Bind("esc", "close", "esc"),
		Leave:      layout.Bind("q", "close", "q"),
		Quit:       newGlobalKeys().Quit,
	}}
	s.keys.Up = layout.Bind("↑", "up", "up", "k", "shift+tab")
	s.keys.Down = layout.Bind("↓", "down", "down", "j", "tab")
	for i, story := range s.stories {
		if story.Name == box.Story {
			s.at = i
		}
	}
	return s
}

func (s storiesScreen) Init() tea.Cmd { return nil }

func (s storiesScreen) Update(msg tea.Msg) (screen, action) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.area = size
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || len(s.stories) == 0 {
		return s, action{}
	}
	switch {
	case key.Matches(press, s.keys.Tell):
		return s, ask(tellScenario{s.stories[s.at].Name})
	case key.Matches(press, s.keys.Leave):
		return s, ask(closeTop{})
	}
	s.at = s.keys.Move(s.at, len(s.stories), s.room(s.area.Height), press)
	return s, action{}
}

// room is how many lines the list has: the rest is the title, what the person reads, and the
// empty lines between.
func (s storiesScreen) room(height int) int { return max(height-4, 1) }

func (s storiesScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Title("Which scenario should the next login be?")
	f.Height = s.room(f.Height)
	rows := layout.NewList(f)
	rows.Add(len(s.stories), s.viewStory)
	for _, line := range rows.Draw(rows.Within(layout.Window{Row: max(s.at-f.Height/2, 0)})) {
		p.Add(layout.Must, line)
	}
	if len(s.stories) > 0 {
		p.Gap()
		p.Tell(layout.Should, f.Styles.Hint, "", "You will read: "+s.stories[s.at].Reads+".")
	}
	return p.Draw()
}

func (s storiesScreen) viewStory(p *layout.Page, i int) {
	story, mark, style := s.stories[i], " ", p.Frame.Styles.Value
	if i == s.at {
		mark, style = "›", p.Frame.Styles.Here
	}
	row := layout.Pad(style.Render(mark+" "+story.Name), layout.ValueAt) + story.Does
	p.Add(layout.Must, ansi.Truncate(row, p.Frame.Grid(), "…"))
}

func (s storiesScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Tell, s.keys.Down, s.keys.Close, s.keys.Quit}
}

func (s storiesScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Tell}, s.keys.ScrollKeys.All(), {s.keys.Close}}
}

// tellStory begins another scenario with a new login: nothing of the last one, the client's
// token included, may leak into it.
func (a App) tellStory(name string) (App, tea.Cmd) {
	if a.session.Sandbox == nil || a.session.Sandbox.Tell == nil {
		return a, nil
	}
	if err := a.session.Sandbox.Tell(name); err != nil {
		a.notice = flow.FromOutside(err.Error()).Shown()
		return a, nil
	}
	box := *a.session.Sandbox
	box.Story = name
	a.session.Sandbox, a.person, a.overlay, a.covered = &box, 0, nil, nil
	a, cmd := a.step(flow.SignOutWanted{})
	a.notice = "Scenario: " + name + ". A new login begins."
	return a, cmd
}

// story is the one that is told, and next the one to try after it.
func (s Sandbox) story() (now, next Story) {
	for i, story := range s.Stories {
		if story.Name == s.Story {
			return story, s.Stories[(i+1)%len(s.Stories)]
		}
	}
	return Story{Name: s.Story}, Story{}
}
