package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// at reports whether the login waits for a person, at one of these questions.
func (a App) at(kinds ...flow.Kind) bool {
	return slices.Contains(kinds, flow.At(a.state).Kind) && !flow.Working(a.state)
}

// listed is those of the commands that are possible now, or will be.
func (a App) listed(commands []command) []command {
	var list []command
	for _, c := range commands {
		if now, is := c.now(a); is {
			list = append(list, now)
		}
	}
	return list
}

// local is the commands of the screen; under an overlay there are none.
func (a App) local() []command {
	if a.overlay != nil {
		return nil
	}
	return slices.DeleteFunc(a.listed(screenCommands()), func(c command) bool { return !c.able && c.note == "" })
}

// general is the commands that are possible on every screen.
func (a App) general() []command {
	var list []command
	for _, c := range generalCommands() {
		now, listed := c.now(a)
		if c.global != nil && c.global(a) == possible || c.global == nil && listed && now.able {
			list = append(list, now)
		}
	}
	return list
}

// now is the command as it stands; false where it is not listed. What cannot be done at all is
// not; what cools down is, with its countdown.
func (c command) now(a App) (command, bool) {
	listed := possible
	if c.when != nil {
		listed = c.when(a)
	}
	if c.able = listed == possible; c.able && c.letter != "" {
		c.note = c.key
	}
	if c.does == nil {
		c.does = deed{c.deed}
	}
	if c.deed == flow.NoDeed {
		if c.does == (togglePane{}) {
			c.label, c.short = a.nextPane()
		}
		if a.overlay != nil && c.does == (leave{}) {
			c.label = "close"
		}
		return c, listed != unlisted
	}
	chance, can := flow.ChanceOf(a.state, c.deed)
	if wait := chance.From - a.now; wait > 0 {
		c.able, c.note = false, "in "+words.Left(wait)
	}
	// An open question takes no key but yes and no.
	hidden := flow.Asking(a.state) && c.letter == "" && c.deed != flow.DeedAgree
	return c.worded(a, chance), can && listed != unlisted && !hidden
}

// worded puts in the words that depend on the state.
func (c command) worded(a App, chance flow.Chance) command {
	switch {
	case a.overlay != nil && c.deed == flow.DeedBack:
		c.label = "close"
	case c.deed == flow.DeedBack && flow.Working(a.state):
		c.label = "cancel"
	case c.deed == flow.DeedBack && flow.Asking(a.state):
		_, c.label = agreeing(a.state)
	case c.deed == flow.DeedAgree:
		c.label, _ = agreeing(a.state)
	case c.deed == flow.DeedOtherChannel:
		c.short = words.Channel(chance.Channel)
		c.label = "send it by " + c.short
	case c.deed == flow.DeedOtherUserType && chance.Event != nil:
		c.short = words.UserType(chance.As)
		c.label = "as " + c.short + " instead"
	}
	return c
}

// agreeing is the words for yes and no to the question of a state.
func agreeing(s flow.State) (yes, no string) {
	chance, _ := flow.ChanceOf(s, flow.DeedAgree)
	switch {
	case flow.At(s).Kind == flow.AtCounter:
		return "yes, here", "no"
	case chance.Price == flow.EndsLogin:
		return "leave", "stay"
	case chance.Price == flow.SendsMessage:
		return "yes, send it", "no"
	case flow.At(s).Kind == flow.AtSecret:
		return "yes, sign in", "no"
	default:
		return "send it once more", "no"
	}
}

// rowWhere is the last such row of the table: before it come the keys of single screens.
func rowWhere(is func(command) bool) command {
	var row command
	for _, c := range commandTable() {
		if is(c) {
			row = c
		}
	}
	return row
}

func commandOf(d flow.Deed) command {
	return rowWhere(func(c command) bool { return c.deed == d })
}

func commandTo(r request) command {
	return rowWhere(func(c command) bool { return c.does == r })
}

// keyFor is how a Deed is done, as a screen writes it: by its own key, or through the menu.
func keyFor(d flow.Deed) string { return commandOf(d).written() }

// keyToAsk is the same for a command of App's own.
func keyToAsk(r request) string { return commandTo(r).written() }

func (c command) written() string {
	if c.key != "" {
		return c.key
	}
	return keyToAsk(openMenu{}) + " " + c.letter
}

// by reports whether a key does the command without the menu.
func (c command) by(msg tea.KeyPressMsg) bool {
	pressed := msg.String()
	return pressed != "" && (pressed == c.key || pressed == c.also)
}

// binding is the command in the last line.
func (c command) binding() key.Binding { return layout.Bind(c.key, c.label, c.key) }

// lastLine is what can be done by a single key: what belongs to the screen and what leads to
// all else at the left, the way back and out at the right.
func (a App) lastLine() (left, right []key.Binding) {
	if q := a.question; q.text != "" {
		yes, no := commandOf(flow.DeedAgree), commandOf(flow.DeedBack)
		yes.label, no.label = q.yes, "no"
		return []key.Binding{yes.binding(), no.binding()}, []key.Binding{commandTo(quitNow{}).binding()}
	}
	for _, c := range a.local() {
		if c.letter == "" {
			left = append(left, c.binding())
		}
	}
	left = append(left, a.top().ShortHelp()...)
	general := a.general()
	with := func(line []key.Binding, r request, wanted bool) []key.Binding {
		i := slices.IndexFunc(general, func(c command) bool { return c.does == r })
		if wanted && i >= 0 {
			line = append(line, general[i].binding())
		}
		return line
	}
	under, asking := a.overlay == nil, flow.Asking(a.state)
	quits := under && leaves(a) == possible
	left = with(left, fillIn{}, under && a.at(flow.AtCustomer))
	left = with(left, openMenu{}, under && !flow.Working(a.state) && !asking)
	if under && asking {
		left = with(left, goBack{}, true) // it is the no
	} else {
		right = with(right, goBack{}, true)
	}
	right = with(right, leave{}, quits)
	return left, with(right, quitNow{}, !quits)
}

// viewKeys is the last line in two halves. Where there is little room the way out goes first,
// then what a screen can do beside its verb, then the way back.
func (a App) viewKeys(f layout.Frame) string {
	left, right := a.lastLine()
	enabled := func(b key.Binding) bool { return !b.Enabled() }
	left, right = slices.DeleteFunc(left, enabled), slices.DeleteFunc(right, enabled)
	room := edge(f) - footAt(f)
	in, out := joined(f, left), joined(f, right)
	for ansi.StringWidth(in)+ansi.StringWidth(out)+2 > room && len(left)+len(right) > 1 {
		switch {
		case len(right) > 1:
			right = right[:len(right)-1]
		case len(left) > 2:
			left = slices.Delete(left, len(left)-2, len(left)-1)
		case len(right) > 0:
			right = nil
		default:
			left = left[:1]
		}
		in, out = joined(f, left), joined(f, right)
	}
	in = ansi.Truncate(in, room, "…")
	return layout.Pad(layout.Pad("", footAt(f))+in, edge(f)-ansi.StringWidth(out)) + out
}

func joined(f layout.Frame, keys []key.Binding) string {
	var items []string
	for _, b := range keys {
		items = append(items, f.Styles.Does(b.Help().Key, b.Help().Desc))
	}
	return strings.Join(items, f.Styles.Hint.Render(" · "))
}

// deedLine is a line whose note is how a Deed is done, and from when. Where it cannot be done
// the note is left out.
func deedLine(p *layout.Page, keep layout.Importance, label, value string, s flow.State, d flow.Deed, words string) {
	c, can := flow.ChanceOf(s, d)
	if !can {
		p.Line(keep, label, value, "")
		return
	}
	p.KeyLine(keep, label, value, keyFor(d), words+cooling(c.From-p.Frame.Now, ", "))
}

// cooling is a wait in words, after a separator; empty when it is over.
func cooling(wait flow.Moment, separator string) string {
	if wait <= 0 {
		return ""
	}
	return separator + "in " + words.Left(wait)
}
