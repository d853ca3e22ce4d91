package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// command is something that can be done now: a Deed of the flow, or a command of App's own.
type command struct {
	deed   flow.Deed // NoDeed for App's own
	letter string    // in the menu behind ctrl+x; empty where the menu does not list it
	key    string    // the key that does it without the menu, where there is one
	label  string
	short  string // the same where there is little room
	note   string // why not now, from when, or the key
	able   bool
	stays  bool    // the overlay under the menu stays open
	does   request // of App's own
	when   func(App) standing
}

// standing is whether a command of App's own is listed, and whether it can be done.
type standing int

const (
	unlisted standing = iota
	notNow
	possible
)

func possibleIf(yes bool) standing {
	if yes {
		return possible
	}
	return notNow
}

func listedIf(yes bool) standing {
	if yes {
		return possible
	}
	return unlisted
}

// commandTable is every command in the order of the menu, and the one place that ties a Deed
// to a key. Words that depend on the state are put in by commandsFor.
func commandTable() []command {
	always := func(App) standing { return possible }
	inDemo := func(a App) bool { return a.session.Sandbox != nil }
	at := func(a App, k flow.Kind) bool { return flow.At(a.state).Kind == k && !flow.Working(a.state) }
	return []command{
		{deed: flow.DeedChooseCustomer, key: "enter", label: "continue"},
		{deed: flow.DeedEnterSecret, key: "enter", label: "sign in"},
		{deed: flow.DeedEnterCode, key: "enter", label: "check"},
		{deed: flow.DeedMailLink, key: "1", label: "mail a link"},
		{deed: flow.DeedRecover, key: "2", label: "two codes"},
		{deed: flow.DeedAgree, key: "y", label: "yes"},
		{deed: flow.DeedBack, key: "esc", label: "back"},

		{deed: flow.DeedSendAgain, letter: "n", label: "send the code again", short: "again"},
		{deed: flow.DeedOtherChannel, letter: "e"},
		{deed: flow.DeedLoseSecret, letter: "l", label: "lost the PIN or password", short: "lost the PIN"},
		{deed: flow.DeedOtherUserType, letter: "c", label: "the other user type", short: "other type"},
		{
			letter: "v", label: "show what is typed, for 5 s", short: "show", does: revealMsg{},
			when: func(a App) standing { return min(listedIf(at(a, flow.AtSecret)), possibleIf(!a.presenting)) },
		},
		{
			letter: "c", key: "c", label: "copy the token", short: "copy", does: copyToken{},
			when: func(a App) standing { return min(listedIf(at(a, flow.AtSession)), possibleIf(!a.presenting)) },
		},
		{
			letter: "v", key: "v", label: "reveal the token, for 5 s", short: "reveal", does: revealMsg{},
			when: func(a App) standing { return min(listedIf(at(a, flow.AtSession)), possibleIf(!a.presenting)) },
		},
		{deed: flow.DeedRefresh, letter: "r", key: "r", label: "refresh the token", short: "refresh"},

		{letter: "s", key: "ctrl+s", label: "settings of the account", short: "settings", does: openSettings{}, when: always},
		{deed: flow.DeedReadSettings, letter: "u", label: "read the settings again", short: "reload", stays: true},
		{
			letter: "f", key: "ctrl+f", label: "fill in", short: "fill in", does: fillIn{},
			when: func(a App) standing { _, some := a.fills(); return listedIf(some) },
		},
		{letter: "w", label: "why: by what the customer sees", short: "why", does: openSymptom{}, when: always},
		{letter: "y", label: "copy the text for a ticket", short: "ticket", does: copyTicket{}, when: always},
		{
			letter: "o", label: "another scenario", short: "scenario", does: openScenarios{},
			when: func(a App) standing {
				return min(listedIf(inDemo(a)), possibleIf(inDemo(a) && len(a.session.Sandbox.Scenarios) > 0))
			},
		},
		{
			letter: "t", key: "ctrl+t", label: "the phone, on or off", short: "phone", does: togglePane{},
			when: func(a App) standing { return listedIf(a.hasPhone()) },
		},
		{
			letter: "p", label: "presenter mode: nothing personal shows", short: "presenter", stays: true, does: togglePresenter{},
			when: func(a App) standing { return listedIf(!a.presenting) },
		},
		{
			letter: "p", label: "end presenter mode", short: "presenter", stays: true, does: togglePresenter{},
			when: func(a App) standing { return listedIf(a.presenting) },
		},
		{deed: flow.DeedStartOver, letter: "r", label: "start again, keep what was typed", short: "start"},
		{deed: flow.DeedSignOut, letter: "x", label: "sign out and forget everything", short: "sign out"},
		{letter: "h", key: "f1", label: "help", short: "help", stays: true, does: openHelp{}, when: always},
	}
}

// commandsFor lists what the menu can do. What cannot be done at all is not listed; what cools
// down is, with its countdown.
func commandsFor(a App) []command {
	var list []command
	for _, c := range commandTable() {
		switch {
		case c.letter == "":
		case c.deed != flow.NoDeed:
			if chance, can := flow.ChanceOf(a.state, c.deed); can {
				list = append(list, c.of(chance, a.now))
			}
		default:
			if now := c.when(a); now != unlisted {
				c.note, c.able = c.key, now == possible
				list = append(list, c)
			}
		}
	}
	return list
}

// of is the command of a Deed as it stands now.
func (c command) of(chance flow.Chance, now flow.Moment) command {
	c.note, c.able, c.does = c.key, now >= chance.From, deed{c.deed}
	if !c.able {
		c.note = "in " + words.Left(chance.From-now)
	}
	switch {
	case c.deed == flow.DeedOtherChannel:
		c.short = words.Channel(chance.Channel)
		c.label = "send it by " + c.short
	case c.deed == flow.DeedOtherUserType && chance.Event != nil:
		c.short = words.UserType(chance.As)
		c.label = "as " + c.short + " instead"
	}
	return c
}

// commandOf is the table's row for a Deed.
func commandOf(d flow.Deed) command {
	return rowWhere(func(c command) bool { return c.deed == d })
}

func rowWhere(is func(command) bool) command {
	table := commandTable()
	return table[slices.IndexFunc(table, is)]
}

// keyFor is how a Deed is done, as a screen writes it: by its own key, or through the menu.
func keyFor(d flow.Deed) string { return commandOf(d).written() }

// keyToAsk is the same for a command of App's own.
func keyToAsk(r request) string {
	return rowWhere(func(c command) bool { return c.does == r }).written()
}

func (c command) written() string {
	if c.key != "" {
		return c.key
	}
	return newGlobalKeys().More.Help().Key + " " + c.letter
}

// bindDeed is the binding of a Deed that has a key of its own.
func bindDeed(d flow.Deed) key.Binding {
	c := commandOf(d)
	return layout.Bind(c.key, c.label, c.key)
}

// lastLine is the keys of a login's screen, made from what can be done: yes and no where
// something is asked, cancel while a call runs, else the screen's verb, more and back.
func lastLine(s flow.State, verb key.Binding, yes, no string) []key.Binding {
	keys := newGlobalKeys()
	_, leads := flow.ChanceOf(s, flow.DeedBack)
	keys.Back.SetEnabled(leads)
	switch {
	case flow.Asking(s):
		return []key.Binding{does(bindDeed(flow.DeedAgree), yes), does(keys.Back, no), keys.Quit}
	case flow.Working(s):
		return []key.Binding{does(keys.Back, "cancel"), keys.Quit}
	}
	return []key.Binding{verb, keys.More, keys.Back, keys.Quit}
}

// deedLine is a line whose note is how a Deed is done, and from when. Where it cannot be done
// the note is left out.
func deedLine(p *layout.Page, keep layout.Importance, label, value string, s flow.State, d flow.Deed, words string) {
	c, can := flow.ChanceOf(s, d)
	if !can {
		p.Line(keep, label, value, "")
		return
	}
	p.KeyLine(keep, label, value, layout.Pad(keyFor(d), 8), words+cooling(c.From-p.Frame.Now, ", "))
}

// cooling is a wait in words, after a separator; empty when it is over.
func cooling(wait flow.Moment, separator string) string {
	if wait <= 0 {
		return ""
	}
	return separator + "in " + words.Left(wait)
}
