package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// What screens and the menu ask of App. revealMsg is a request too: App hands it to the
// screen, unless presenter mode forbids it.
type (
	quitNow         struct{}
	suspend         struct{}
	goBack          struct{} // close, cancel, clear or go a step back, whichever comes first
	openMenu        struct{}
	openSettings    struct{}
	openHelp        struct{}
	openScenarios   struct{}
	openToken       struct{}
	openRequests    struct{}
	openBundle      struct{}
	openChecks      struct{}
	closeTop        struct{} // the overlay on top, or what is open in it
	togglePane      struct{}
	togglePresenter struct{}
	fillIn          struct{}
	copyToken       struct{}
	copyCurl        struct{ number int } // of an exchange
	openSymptom     struct{}
	copyTicket      struct { // of the login as it stands where there is no symptom
		diagnosis *flow.Diagnosis
		symptom   flow.Symptom
	}
	turnPage      struct{ down bool } // of a screen that does not fit
	guideNext     struct{}
	guideBack     struct{}
	blank         struct{}               // show nothing, until the next key
	deed          struct{ of flow.Deed } // of the flow, as far as it can be done now
	leave         struct{}               // end the program where nothing is open
	beginScenario struct{ name string }  // begin a login in another scenario
	sayNow        struct{ text string }  // a sentence in the line above the keys
	// pick closes the menu and does a command of it.
	pick struct{ command command }
)

func noPresenting() string {
	return "Not in presenter mode. " + keyToAsk(togglePresenter{}) + " ends it."
}

func (a App) openSettings() (App, tea.Cmd) {
	if _, open := a.overlay.(settingsScreen); open {
		return a, nil
	}
	return a.open(newSettingsScreen(a.lanes.Facts(), flow.AccountOf(a.state), a.session, a.readAt), nil), nil
}

// openHelp lists the keys of what is on top. Asked for once more, it closes.
func (a App) openHelp() App {
	switch a.overlay.(type) {
	case helpScreen:
		return a.closeTop()
	case menuScreen:
		a = a.closeTop()
	}
	return a.open(helpScreen{keys: layout.NewScrollKeys()}.over(a), a.overlay)
}

// open lays a screen over all others, or over an overlay that stays open below it.
func (a App) open(over, covered screen) App {
	a.overlay, a.covered, a.room = over, covered, tea.WindowSizeMsg{}
	return a
}

// openMenu lists what can be done. Asked for once more, it closes.
func (a App) openMenu() App {
	switch a.overlay.(type) {
	case menuScreen:
		return a.closeTop()
	case helpScreen:
		a = a.closeTop()
	}
	return a.open(newMenuScreen(a.listed(commandTable())), a.overlay)
}

// relisted draws up anew what an overlay lists of what can be done.
func (a App) relisted() App {
	below := a
	below.overlay = a.covered
	switch over := a.overlay.(type) {
	case menuScreen:
		a.overlay = newMenuScreen(a.listed(commandTable()))
	case helpScreen:
		a.overlay = over.over(below)
	}
	a.overlay, a.covered = a.inspected(a.overlay), a.inspected(a.covered)
	return a
}

// closeTop closes what is on top: a part that is open in an overlay, then the overlay, under
// which another one may come to light.
func (a App) closeTop() App {
	if c, ok := a.overlay.(clearer); ok {
		if cleared, some := c.clear(); some {
			a.overlay = cleared
			return a
		}
	}
	a.overlay, a.covered = a.covered, nil
	return a
}

// picked does a command of the menu. What the menu lay over stays open only under a command
// that concerns it.
func (a App) picked(c command) (App, tea.Cmd) {
	a = a.closeTop()
	if !c.stays {
		a.overlay, a.covered = nil, nil
	}
	return a.asks(c.does)
}

func (a App) togglePresenter() (App, tea.Cmd) {
	switch {
	case a.recording:
		a.notice = "Presenter mode stays on: the screen is being recorded."
		return a, nil
	case a.presenting:
		return a.asksFirst(question{
			text: "End presenter mode? The screen will show who signs in.", yes: "end it",
			does: func(a App) (App, tea.Cmd) { a.presenting = false; return a, nil },
		}), nil
	}
	a.presenting = true
	return a.tell(tea.BlurMsg{})
}
