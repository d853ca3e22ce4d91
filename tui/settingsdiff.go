package tui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// settingsSince is what changed when the settings were read again.
type settingsSince struct {
	known bool
	at    flow.Moment // when they had been read before
	diff  flow.Diff
}

// settingsSinceMsg brings what changed until some settings.
type settingsSinceMsg struct {
	until *flow.Settings
	settingsSince
}

// sinceListed is how many changes stand above the settings.
const sinceListed = 8

// compareSince finds out what changed since the settings before.
func (s settingsScreen) compareSince(before *flow.Settings, readBefore flow.Moment) action {
	now, documents, ctx := s.account.Settings, s.session.Documents, s.ctx
	if before == nil || now == nil || documents == nil {
		return action{}
	}
	return action{cmd: func() tea.Msg {
		diff, ok := documents.Diff(ctx, before.Document, now.Document)
		return settingsSinceMsg{now, settingsSince{ok, readBefore, diff}}
	}}
}

func (s settingsScreen) changedSince(msg settingsSinceMsg) settingsScreen {
	if msg.until == s.account.Settings {
		s.since, s.seen = msg.settingsSince, layout.Window{}
	}
	return s.settled()
}

// rows puts what changed above the settings.
func (c settingsSince) rows(rows *layout.List) {
	if !c.known {
		return
	}
	rows.One(func(p *layout.Page) {
		at := p.Frame.Wall.Add(c.at - p.Frame.Now).Format("15:04")
		p.Tell(layout.Must, p.Frame.Styles.Value, "", words.ChangedSince(c.diff, at))
	})
	some := c.diff.Changes[:min(len(c.diff.Changes), sinceListed)]
	addChanges(rows, some, c.diff.Login)
	rows.One(func(p *layout.Page) {
		if more := c.diff.Count - len(some); more > 0 {
			p.Tell(layout.Must, p.Frame.Styles.Hint, "", "and "+words.Plural(more, "change")+" more")
		}
		p.Gap()
	})
}

// addChanges adds a sentence for each change; the first ones are what a login depends on.
func addChanges(rows *layout.List, changes []flow.Change, login int) {
	rows.Add(len(changes), func(p *layout.Page, i int) {
		symbol, style := "·", p.Frame.Styles.Value
		if i < login {
			symbol, style = "!", p.Frame.Styles.Changed
		}
		p.Tell(layout.Must, style, symbol, words.ChangeOf(changes[i], valueAtMost).Sentence())
	})
}

// sideKind is what lies over the rows.
type sideKind int

const (
	noSide sideKind = iota
	comparing
	exporting
	comparedWith
)

// settingsBeside asks App for what is not for an audience; App hands it back.
type settingsBeside struct{ kind sideKind }

// settingsSide is what is done with other documents: choosing one, seeing what differs, and writing
// this one to a file.
type settingsSide struct {
	kind    sideKind
	names   []string // of the profiles that may be chosen
	at      int      // the chosen one; len(names) is the field
	field   field.Model
	number  int                // one more for each: what was begun for another one is dropped
	cancel  context.CancelFunc // of what runs; nil while nothing does
	problem string
	with    string // whose settings these were compared with
	diff    flow.Diff
	seen    layout.Window
}

// settingsSideMsg ends what runs.
type settingsSideMsg struct {
	number  int
	name    string
	problem string // empty where all went well
	diff    flow.Diff
}

// filed reports whether other documents may be read or written.
func (s settingsScreen) filed() bool { return s.session.Documents != nil && !s.session.Desk }

// typing reports whether keys are text now.
func (s settingsScreen) typing() bool {
	return s.inTree && s.tree.Typing() || s.find.line.Typing() || s.side.kind == comparing || s.side.kind == exporting
}

func (s settingsScreen) beginSide(begin settingsBeside) settingsScreen {
	s.side = settingsSide{kind: begin.kind, number: s.side.number + 1, field: field.New(field.Value)}
	if begin.kind == exporting {
		s.side.field = s.side.field.SetText("settings-" + s.session.Account + ".json")
	} else {
		s.side.names = s.session.Documents.Profiles()
	}
	return s
}

// closed ends what runs, and leads back to the rows.
func (d settingsSide) closed() settingsSide {
	if d.cancel != nil {
		d.cancel()
	}
	return settingsSide{number: d.number + 1}
}

func (s settingsScreen) updateSide(msg tea.Msg) (screen, action) {
	press, _ := msg.(tea.KeyPressMsg)
	switch d := &s.side; {
	case d.cancel != nil: // esc ends it
	case d.kind == comparedWith:
		s.side.seen, _ = s.keys.Scroll(s.sideRows(s.area), d.seen, press)
	case key.Matches(press, s.keys.Name):
		return s.chosen()
	case key.Matches(press, s.keys.Before):
		d.at = (d.at + len(d.names)) % (len(d.names) + 1)
	case key.Matches(press, s.keys.After):
		d.at = (d.at + 1) % (len(d.names) + 1)
	default:
		var changed bool
		if d.field, changed = d.field.Update(msg); changed {
			d.at, d.problem = len(d.names), ""
		}
	}
	return s, action{}
}

// chosen reads the other document and compares, or writes this one.
func (s settingsScreen) chosen() (screen, action) {
	d := &s.side
	name, isProfile := d.field.Text(), d.at < len(d.names)
	if isProfile {
		name = d.names[d.at]
	}
	if d.problem = ""; name == "" {
		d.problem = "Type the name of a file."
		return s, action{}
	}
	ctx, cancel := context.WithCancel(s.ctx)
	d.cancel = cancel
	documents, own, kind, ended := s.session.Documents, s.account.Settings.Document, d.kind, settingsSideMsg{number: d.number, name: name}
	return s, action{cmd: func() tea.Msg {
		defer cancel()
		var other []byte
		var err error
		switch {
		case kind == exporting:
			err = documents.Export(name, own)
		case isProfile:
			other, err = documents.ReadProfile(ctx, name)
		default:
			other, err = documents.ReadFile(ctx, name)
		}
		if err == nil && kind == comparing {
			ended.diff, _ = documents.Diff(ctx, other, own)
		}
		if err != nil {
			ended.problem = flow.FromOutside(err.Error()).Shown()
		}
		return ended
	}}
}

func (s settingsScreen) sideEnded(msg settingsSideMsg) (screen, action) {
	if msg.number != s.side.number {
		return s, action{}
	}
	s.side.cancel, s.side.problem = nil, msg.problem
	switch {
	case msg.problem != "":
	case s.side.kind == exporting:
		s.side = s.side.closed()
		return s, ask(sayNow{"Written to " + msg.name + ", which only you can read."})
	default:
		s.side.kind, s.side.with, s.side.diff = comparedWith, flow.FromOutside(msg.name).Shown(), msg.diff
	}
	return s, action{}
}

func (d settingsSide) help(k settingsKeys) []key.Binding {
	switch {
	case d.cancel != nil:
		return nil
	case d.kind == comparedWith:
		return []key.Binding{k.Down, k.PageDown}
	case d.kind == comparing:
		return []key.Binding{k.Name, k.After}
	}
	return []key.Binding{k.Name}
}

func (s settingsScreen) viewSide(f layout.Frame) (string, *tea.Cursor) {
	p, d := layout.NewPage(f), s.side
	switch {
	case f.Presenting:
		p.Tell(layout.Must, f.Styles.Hint, "", "Not shown in presenter mode.")
		return p.Draw()
	case d.kind == comparedWith:
		rows := s.sideRows(f)
		for _, line := range rows.Draw(rows.Within(d.seen)) {
			p.Add(layout.Must, line)
		}
		return p.Draw()
	case d.kind == exporting:
		p.Title("Write the settings to which new file?")
	default:
		p.Title("Compare with whose settings?")
		for i, name := range d.names {
			label, style := "", f.Styles.Value
			if i == 0 {
				label = "Profile"
			}
			if i == d.at {
				style = f.Styles.Here
			}
			p.Line(layout.Must, label, style.Render(flow.FromOutside(name).Shown()), "")
			p.Here(i == d.at)
		}
	}
	p.Field("File", d.field, d.at == len(d.names) && d.cancel == nil, "", "")
	switch {
	case d.cancel != nil:
		p.Tell(layout.Must, f.Styles.Value, "…", "One moment.")
	case d.problem != "":
		p.Wrong(d.problem)
	case d.kind == exporting:
		p.Under(layout.Should, "The document as it came. Only you can read the file; an existing one is not changed.")
	default:
		p.Under(layout.Should, "Or a file with a settings document. Nothing about a customer is asked or sent.")
	}
	return p.Draw()
}

// sideRows are what differs from the other document.
func (s settingsScreen) sideRows(f layout.Frame) layout.List {
	rows, d := layout.NewList(f), s.side
	here := accountID(f, s.session.Account)
	rows.One(func(p *layout.Page) { p.Head("Compared", d.with+" → "+here, words.DiffHead(d.diff)) })
	notes := words.DiffNotes(d.diff, d.with, here)
	rows.Add(len(notes), func(p *layout.Page, i int) { p.Problem(notes[i]) })
	addChanges(&rows, d.diff.Changes, d.diff.Login)
	return rows
}
