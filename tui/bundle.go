package tui

import (
	"errors"
	"path/filepath"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/layout"
	"dintero-login/tui/script"
	"dintero-login/tui/words"
)

// bundleScreen asks for the name of a new file, shows what will be in it, and writes it.
type bundleScreen struct {
	plain
	keys    bundleKeys
	made    time.Time // when; what was begun for another one is dropped
	field   field.Model
	sealed  record.Sealed
	runs    bool   // it is being made or written
	problem string // with the file
	failed  string // there is nothing to write
	written string // where; empty until then
	seen    layout.Window
	area    layout.Frame // the room of the body
}

type bundleKeys struct {
	layout.ScrollKeys
	Write key.Binding
}

// Messages to it, and what it asks of App.
type (
	bundleSealedMsg struct {
		made   time.Time
		sealed record.Sealed
		err    error
	}
	bundleWrittenMsg struct {
		made time.Time
		path string
		err  error
	}
	writeBundle struct {
		made   time.Time
		path   string
		sealed record.Sealed
	}
)

// Sealed makes a ticket bundle of what was recorded. The report's diagnosis is that of the evidence,
// and its exchanges are those of the record. The error is a *record.LeakError where it would hold a
// secret.
func Sealed(t Traffic, program string, made time.Time, evidence flow.Evidence, report script.Report) (record.Sealed, error) {
	b := record.Bundle{Program: program, Made: made, Evidence: t.Safe(evidence)}
	report.Clean, report.Exchanges = t.Safe, t.SafeExchanges()
	for _, x := range report.Exchanges {
		if p := b.Evidence.Problem; p.Reason != flow.NoReason && x.Unwelcome() && x.Call == p.Call {
			b.At = x.Began
		}
	}
	report.Ticket.When, report.Ticket.Problem, report.Ticket.Diagnosis = made.UTC(), b.Evidence.Problem, flow.Diagnose(b.Evidence)
	if !b.At.IsZero() {
		report.Ticket.When = b.At.UTC()
	}
	if b.Evidence.Problem.Reason == flow.NoReason && b.Evidence.Symptom == flow.NoSymptom {
		report.Ticket.Diagnosis.Causes = nil // nothing failed
	}
	b.Report = report.Markdown()
	return t.Seal(b)
}

// openBundle makes a bundle of the login as it stands or, from the symptom screen, of what the
// customer sees. The customer belongs in the ticket, not in the bundle.
func (a App) openBundle() (App, tea.Cmd) {
	of, evidence := copyTicket{}, flow.EvidenceOf(a.state, a.now)
	if s, open := a.overlay.(symptomScreen); open && s.symptom != flow.NoSymptom {
		d := s.diagnosis()
		of, evidence = copyTicket{&d, s.symptom}, s.evidence()
	}
	ticket := a.ticket(of)
	ticket.Customer, ticket.Contact = "", ""
	if c, chosen := flow.CustomerOf(a.state); chosen {
		ticket.Customer = "as " + words.UserType(c.Identity.As) + "; who it is belongs in the ticket itself"
	}
	s := newBundleScreen(a.wall)
	from, program, made := a.session.Traffic, a.session.Program, s.made
	return a.open(s, a.overlay), func() tea.Msg {
		sealed, err := Sealed(from, program, made, evidence, script.Report{Ticket: ticket})
		return bundleSealedMsg{made, sealed, err}
	}
}

// writeBundle writes what was sealed, unless somebody looks on who must not know of it.
func (a App) writeBundle(w writeBundle) (App, tea.Cmd) {
	if a.presenting || a.session.Desk {
		a.notice = noPresenting()
		return a.tellOverlays(bundleWrittenMsg{made: w.made, err: errPresenting})
	}
	return a, func() tea.Msg {
		path := w.path
		if whole, err := filepath.Abs(path); err == nil {
			path = whole
		}
		return bundleWrittenMsg{w.made, path, w.sealed.Write(w.path)}
	}
}

// errPresenting is for a bundle that is not written before an audience.
var errPresenting = errors.New("not in presenter mode")

func newBundleScreen(made time.Time) bundleScreen {
	k := bundleKeys{
		ScrollKeys: layout.ScrollKeys{
			Up: layout.Bind("↑", "up", "up"), Down: layout.Bind("↓", "down", "down"),
			PageUp: layout.Bind("pgup", "page up", "pgup"), PageDown: layout.Bind("pgdn", "page down", "pgdown"),
		},
		Write: layout.Bind("enter", "write it", "enter"),
	}
	name := "dintero-login-" + made.Format("2006-01-02-150405") + ".zip"
	return bundleScreen{keys: k, made: made, runs: true, field: field.New(field.Value).SetText(name)}
}

func (s bundleScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
	case bundleSealedMsg:
		if msg.made.Equal(s.made) {
			s.runs, s.sealed = false, msg.sealed
			if msg.err != nil {
				s.failed = asSentence(flow.FromOutside(msg.err.Error()).Shown())
			}
		}
	case bundleWrittenMsg:
		if msg.made.Equal(s.made) {
			return s.ended(msg), action{}
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.pressed(msg)
	}
	s.seen = s.inIt(s.below(s.area)).Within(s.seen)
	return s, action{}
}

func (s bundleScreen) ended(msg bundleWrittenMsg) bundleScreen {
	s.runs = false
	switch {
	case msg.err != nil:
		s.problem = asSentence(words.Unwritten(msg.err))
	default:
		s.written = flow.FromOutside(msg.path).Shown()
	}
	return s
}

func (s bundleScreen) pressed(msg tea.Msg) (screen, action) {
	press, _ := msg.(tea.KeyPressMsg)
	to, scrolls := s.keys.Scroll(s.inIt(s.below(s.area)), s.seen, press)
	switch {
	case scrolls:
		s.seen = to
	case s.written != "" || s.failed != "":
	case !key.Matches(press, s.keys.Write):
		var changed bool
		if s.field, changed = s.field.Update(msg); changed {
			s.problem = ""
		}
	case s.runs:
	case s.field.IsEmpty():
		s.problem = "Type the name of a file."
	default:
		s.runs, s.problem = true, ""
		return s, ask(writeBundle{s.made, s.field.Text(), s.sealed})
	}
	return s, action{}
}

// typing reports whether keys are text now.
func (s bundleScreen) typing() bool { return s.written == "" && s.failed == "" }

func (s bundleScreen) ShortHelp() []key.Binding {
	if s.runs || !s.typing() {
		return nil
	}
	return []key.Binding{s.keys.Write}
}

func (s bundleScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{s.ShortHelp(), {s.keys.Up, s.keys.Down, s.keys.PageUp, s.keys.PageDown}}
}

func (s bundleScreen) View(f layout.Frame) (string, *tea.Cursor) {
	lines, cursor := s.drawnHead(f)
	if !f.Presenting {
		rows := s.inIt(s.below(f))
		lines = append(lines, rows.Draw(rows.Within(s.seen))...)
	}
	return strings.Join(lines, "\n"), cursor
}

func (s bundleScreen) drawnHead(f layout.Frame) ([]string, *tea.Cursor) {
	text, cursor := s.head(f).Draw()
	lines := strings.Split(text, "\n")
	if f.Height >= roomyFrom {
		lines = append(lines, "")
	}
	return lines, cursor
}

// head is what stands above the preview.
func (s bundleScreen) head(f layout.Frame) *layout.Page {
	p := layout.NewPage(f)
	switch {
	case f.Presenting:
		p.Tell(layout.Must, f.Styles.Hint, "", "Not shown in presenter mode.")
		return p
	case s.failed != "":
		p.Title("A bundle for a ticket")
		p.Problem(s.failed)
		return p
	case s.written != "":
		p.Title("A bundle for a ticket")
		p.Good("Written to " + s.written + ". Only you can read it.")
		return p
	case f.Height >= roomyFrom:
		p.Title("Write a bundle for a ticket to which new file?")
	}
	p.Field("File", s.field, !s.runs, "", "")
	switch {
	case s.problem != "":
		p.Wrong(s.problem)
	case s.runs:
		p.Tell(layout.Must, f.Styles.Value, "…", "One moment.")
	case f.Height >= roomyFrom:
		p.Under(layout.Should, "Only you can read it; an existing file is not changed.")
	}
	return p
}

// below is the room under the head.
func (s bundleScreen) below(f layout.Frame) layout.Frame {
	lines, _ := s.drawnHead(f)
	f.Height = max(f.Height-len(lines), 0)
	return f
}

// inIt is the preview.
func (s bundleScreen) inIt(f layout.Frame) layout.List {
	rows, of := layout.NewList(f), s.sealed.Preview
	if len(of.Files) == 0 {
		return rows
	}
	rows.One(func(p *layout.Page) {
		p.Paragraph(layout.Must, p.Indent(), p.Frame.Styles.Changed, words.BundleNotice(of.DeleteBy))
	})
	rows.One(func(p *layout.Page) { p.Add(layout.Must, "") })
	rows.Add(len(of.Files), func(p *layout.Page, i int) {
		p.Line(layout.Must, of.Files[i].Name, layout.Pad(words.Kilobytes(of.Files[i].Size), 9)+p.Frame.Styles.Hint.Render(script.FileSays(of.Files[i].Name)), "")
	})
	rows.One(func(p *layout.Page) { p.Line(layout.Must, "the zip", words.Kilobytes(of.Size), "") })
	rows.One(func(p *layout.Page) { p.Add(layout.Must, "") })
	rows.One(func(p *layout.Page) {
		p.Paragraph(layout.Must, p.Indent(), p.Frame.Styles.Value, words.InBundle(of.Exchanges, of.Left)+"; "+words.TakenOut(of.Kinds)+".")
	})
	return rows
}

// asSentence is an error's text as a sentence.
func asSentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
