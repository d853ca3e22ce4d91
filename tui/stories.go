package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
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
}

type storiesKeys struct {
	Tell  key.Binding
	Up    key.Binding
	Down  key.Binding
	Close key.Binding
	Leave key.Binding
	Quit  key.Binding
}

func newStoriesScreen(box Sandbox) storiesScreen {
	s := storiesScreen{stories: box.Stories, keys: storiesKeys{
		Tell:  bind("enter", "begin it", "enter"),
		Up:    bind("↑", "up", "up", "k", "shift+tab"),
		Down:  bind("↓", "down", "down", "j", "tab"),
		Close: bind("esc", "close", "esc"),
		Leave: bind("q", "close", "q"),
		Quit:  newGlobalKeys().Quit,
	}}
	for i, story := range s.stories {
		if story.Name == box.Story {
			s.at = i
		}
	}
	return s
}

func (s storiesScreen) Init() tea.Cmd { return nil }

func (s storiesScreen) Update(msg tea.Msg) (screen, action) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || len(s.stories) == 0 {
		return s, action{}
	}
	switch {
	case key.Matches(press, s.keys.Up):
		s.at = (s.at + len(s.stories) - 1) % len(s.stories)
	case key.Matches(press, s.keys.Down):
		s.at = (s.at + 1) % len(s.stories)
	case key.Matches(press, s.keys.Tell):
		return s, ask(tellScenario{s.stories[s.at].Name})
	case key.Matches(press, s.keys.Leave):
		return s, ask(closeTop{})
	}
	return s, action{}
}

func (s storiesScreen) View(f frame) (string, *tea.Cursor) {
	p := newPage(f)
	p.title("Which scenario should the next login be?")
	const around = 4 // the title, what one reads, and the rows between
	rows := max(f.height-around, 1)
	from := max(min(s.at-rows/2, len(s.stories)-rows), 0)
	to := min(from+rows, len(s.stories))
	more := len(s.stories) - to
	if more > 0 && rows > 2 {
		to, more = to-1, more+1
	}
	for i := from; i < to; i++ {
		story, mark, style := s.stories[i], " ", f.styles.value
		if i == s.at {
			mark, style = "›", f.styles.here
		}
		row := pad(style.Render(mark+" "+story.Name), valueAt) + story.Does
		p.add(must, ansi.Truncate(row, f.grid(), "…"))
	}
	if more > 0 && rows > 2 {
		p.add(must, f.more(more))
	}
	if len(s.stories) > 0 {
		p.gap()
		p.tell(should, f.styles.hint, "", "You will read: "+s.stories[s.at].Reads+".")
	}
	return p.draw()
}

func (s storiesScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Tell, s.keys.Down, s.keys.Close, s.keys.Quit}
}

func (s storiesScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Tell, s.keys.Up, s.keys.Down, s.keys.Close}}
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
