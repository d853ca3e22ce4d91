package tui

import (
	"slices"

	"dintero-login/flow"
)

// command is something that can be done now: a Deed of the flow, or a command of App's own.
type command struct {
	deed   flow.Deed // NoDeed for App's own
	letter string    // in the menu; empty where the menu does not list it
	key    string    // the key that does it without the menu, where there is one
	also   string    // another one, which is not written anywhere
	label  string
	short  string  // the same where there is little room
	note   string  // from when, or the key
	stays  bool    // the overlay under the menu stays open
	does   request // what App is asked for; a Deed's own where it is nil
	able   bool
	// when is for a command of App's own, and where Can does not know all about a Deed. Nil is
	// possible.
	when func(App) availability
	// global is for a key that App takes before any screen does. Unlisted leaves it to the
	// screen, notNow says why not. Nil is a key that acts where no overlay is open.
	global func(App) availability
}

// availability reports whether a command is listed, and whether it can be done.
type availability int

const (
	unlisted availability = iota
	notNow
	possible
)

func possibleIf(yes bool) availability {
	if yes {
		return possible
	}
	return notNow
}

func listedIf(yes bool) availability {
	if yes {
		return possible
	}
	return unlisted
}

func always(App) availability { return possible }

func never(App) availability { return unlisted }

// suspendable is never at a desk: nobody there has a shell to stop the program from.
func suspendable(a App) availability { return listedIf(!a.session.Desk) }

func ifDemo(a App) availability { return listedIf(a.session.Sandbox != nil) }

func ifGuided(a App) availability { return listedIf(a.guided()) }

func ifBlanks(a App) availability { return listedIf(a.blanks()) }

func isAt(k flow.Kind) func(App) availability {
	return func(a App) availability { return listedIf(a.at(k)) }
}

// unlessSeen is for what an audience must not see.
func unlessSeen(k flow.Kind) func(App) availability {
	return func(a App) availability { return min(listedIf(a.at(k)), possibleIf(!a.presenting)) }
}

func presenting(is bool) func(App) availability {
	return func(a App) availability { return listedIf(a.presenting == is) }
}

// commandTable is every command in the order of the lists that are made from it, and the one
// place that ties Deeds and commands to keys. Words that depend on the state are put in by now.
func commandTable() []command { return slices.Concat(screenCommands(), generalCommands()) }

// screenCommands are those of single screens.
func screenCommands() []command {
	return []command{
		{deed: flow.DeedChooseCustomer, key: "enter", label: "continue"},
		{deed: flow.DeedEnterSecret, key: "enter", label: "sign in"},
		{deed: flow.DeedEnterCode, key: "enter", label: "check"},
		{deed: flow.DeedSendAgain, key: "enter", label: "send the code", when: isAt(flow.AtUnsent)},
		{key: "enter", label: "settings", does: openSettings{}, when: isAt(flow.AtSession)},
		{deed: flow.DeedMailLink, key: "1", label: "mail a link", when: addressed},
		{deed: flow.DeedRecover, key: "2", label: "two codes"},
		{deed: flow.DeedAgree, key: "y", label: "yes"},

		{deed: flow.DeedSendAgain, letter: "n", label: "send the code again", short: "again"},
		{deed: flow.DeedOtherChannel, letter: "e"},
		{deed: flow.DeedLoseSecret, letter: "l", label: "lost the PIN or password", short: "lost the PIN"},
		{deed: flow.DeedAskExistence, letter: "d", label: "does Dintero know this customer?", short: "known?", stays: true},
		{deed: flow.DeedOtherUserType, letter: "c", label: "the other user type", short: "other type"},
		{letter: "v", label: "show what is typed, for 5 s", short: "show", does: revealMsg{}, when: unlessSeen(flow.AtSecret)},
		{letter: "c", key: "c", label: "copy the token", short: "copy", does: copyToken{}, when: unlessSeen(flow.AtSession)},
		{letter: "v", key: "v", label: "reveal the token, for 5 s", short: "reveal", does: revealMsg{}, when: unlessSeen(flow.AtSession)},
		{letter: "d", key: "d", label: "what the token says, and who vouches for it", short: "details", does: openToken{}, when: unlessSeen(flow.AtSession)},
		{deed: flow.DeedRefresh, letter: "r", key: "r", label: "refresh the token", short: "refresh"},
	}
}

// generalCommands are those that are about the login or the program as a whole.
func generalCommands() []command {
	return []command{
		{key: "ctrl+x", label: "more", does: openMenu{}, when: never, global: always},
		{letter: "s", key: "ctrl+s", label: "settings of the account", short: "settings", does: openSettings{}, global: always},
		{deed: flow.DeedReadSettings, letter: "u", label: "read the settings again", short: "reload", stays: true},
		{letter: "g", label: "check whether logins can work here", short: "checks", does: openChecks{}, when: checkable},
		{letter: "f", key: "ctrl+f", label: "fill in", short: "fill in", does: fillIn{}, when: fillable, global: ifDemo},
		{letter: "w", label: "why: by what the customer sees", short: "why", does: openSymptom{}},
		{letter: "y", label: "copy the text for a ticket", short: "ticket", does: copyTicket{}},
		{letter: "i", label: "inspect the requests and the answers", short: "requests", does: openRequests{}, when: inspectable},
		{letter: "b", label: "write a bundle for a ticket", short: "bundle", stays: true, does: openBundle{}, when: bundled},
		{letter: "o", label: "another scenario", short: "scenario", does: openScenarios{}, when: switchable},
		{letter: "t", key: "ctrl+t", does: togglePane{}, when: paned, global: paned}, // see nextPane
		{key: "pgdown", label: "the rest of a screen that does not fit", does: turnPage{true}, when: never, global: turnable},
		{key: "pgup", label: "back to its top", does: turnPage{false}, when: never, global: turnable},
		{key: "ctrl+n", also: "pgdown", label: "next step of the guide", does: guideNext{}, when: never, global: ifGuided},
		{key: "ctrl+p", also: "pgup", label: "step before", does: guideBack{}, when: never, global: ifGuided},
		{key: "b", also: ".", label: "blank the screen, unless you are typing; any key shows it again", does: blank{}, when: never, global: ifBlanks},
		{letter: "p", label: "presenter mode: nothing personal shows", short: "presenter", stays: true, does: togglePresenter{}, when: presenting(false)},
		{letter: "p", label: "end presenter mode", short: "presenter", stays: true, does: togglePresenter{}, when: presenting(true)},
		{deed: flow.DeedStartOver, letter: "r", label: "start again, keep what was typed", short: "start"},
		{deed: flow.DeedSignOut, letter: "x", label: "sign out and forget everything", short: "sign out"},
		{letter: "h", key: "f1", label: "help", short: "help", stays: true, does: openHelp{}, global: always},
		{deed: flow.DeedBack, key: "esc", label: "back", does: goBack{}, global: leadsBack},
		{key: "q", label: "quit", does: leave{}, when: never, global: leaves},
		{key: "ctrl+z", label: "suspend", does: suspend{}, when: never, global: suspendable},
		{key: "ctrl+c", label: "quit", does: quitNow{}, when: never, global: always},
	}
}

func addressed(a App) availability {
	c, _ := flow.CustomerOf(a.state)
	return possibleIf(addressOf(c) != "")
}

func fillable(a App) availability {
	_, some := a.fills()
	return listedIf(some)
}

func switchable(a App) availability {
	return min(ifDemo(a), possibleIf(a.session.Sandbox != nil && len(a.session.Sandbox.Scenarios) > 0))
}

func checkable(a App) availability { return listedIf(a.session.Checks != nil) }

func inspectable(a App) availability { return listedIf(a.session.Traffic != nil) }

// bundled is neither at a desk, which writes no file, nor before an audience.
func bundled(a App) availability {
	return listedIf(a.session.Traffic != nil && !a.session.Desk && !a.presenting)
}

func paned(a App) availability { return possibleIf(a.hasPhone() || len(a.exchanges) > 0) }

// turnable is where a page may have more than fits. In the guide the keys are those of a clicker.
func turnable(a App) availability { return listedIf(a.overlay == nil && !a.guide.On) }

// leadsBack is notNow where esc only says how to leave.
func leadsBack(a App) availability {
	_, leads := flow.ChanceOf(a.state, flow.DeedBack)
	return possibleIf(leads || a.overlay != nil)
}

// leaves is where nothing is typed that q could be a letter of.
func leaves(a App) availability {
	if s, open := a.overlay.(typer); open && s.typing() {
		return unlisted
	}
	return listedIf(a.overlay != nil || a.at(flow.AtSession, flow.AtRecovery, flow.AtUnsent))
}
