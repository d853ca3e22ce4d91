package traffic

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui/jsontree"
	"dintero-login/tui/layout"
	"dintero-login/tui/treepage"
	"dintero-login/tui/words"
)

// The most that is shown of a text, in bytes: the whole of a body is in the tree, that of a line of
// curl on the clipboard.
const (
	bodyShown   = 600
	curlShown   = 4000
	headerShown = 1000
	wideBar     = 24 // cells
)

// treeSays is what the tree of a body shows.
const treeSays = "without what was taken out"

func (m Model) pressInDetail(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	e, _ := m.Chosen()
	switch {
	case key.Matches(msg, m.keys.Before):
		return m.beside(-1), nil
	case key.Matches(msg, m.keys.After):
		return m.beside(1), nil
	case key.Matches(msg, m.keys.Request):
		return m.opened(e.Request, "Request")
	case key.Matches(msg, m.keys.Answer):
		return m.opened(e.Answer, "Answer")
	}
	m.within, _ = m.keys.Scroll(m.detailRows(m.area), m.within, msg)
	return m, nil
}

// beside goes on to another exchange; the list does too.
func (m Model) beside(by int) Model {
	to := min(max(m.at+by, 0), len(m.shown)-1)
	if to == m.at {
		return m
	}
	m.at, m.moved, m.within = to, to < len(m.shown)-1, layout.Window{}
	return m.settled()
}

// opened shows a body in the viewer.
func (m Model) opened(of record.Message, name string) (Model, tea.Cmd) {
	e, _ := m.Chosen()
	if !isJSON(of) {
		return m, nil
	}
	m.treeOf = name + " " + strconv.Itoa(e.Number)
	m.tree = jsontree.New([]byte(m.veiled(of.Body.String())))
	begun := m.tree.Init()
	m.tree, _ = m.tree.Update(treepage.Size(m.area, m.treeOf, treeSays, m.tree))
	return m, begun
}

// isJSON reports whether there is a body for the viewer.
func isJSON(m record.Message) bool {
	return strings.HasPrefix(m.Body.String(), "{") || strings.HasPrefix(m.Body.String(), "[")
}

// watched reports whether an audience looks on.
func (m Model) watched() bool { return m.given.Account != "" }

// veiled is a text without what an audience must not read.
func (m Model) veiled(text string) string {
	if !m.watched() {
		return text
	}
	return strings.ReplaceAll(text, m.given.Account, m.given.Veil)
}

// said is a text from the wire.
func (m Model) said(text string, most int) string {
	return flow.FromOutside(m.veiled(text)).ShownTo(most)
}

// detailRows are everything about the exchange at the cursor.
func (m Model) detailRows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	e, some := m.Chosen()
	if !some {
		return rows
	}
	add := func(draw func(p *layout.Page)) { rows.One(draw) }
	add(func(p *layout.Page) { m.addHead(p, e) })
	m.addMessage(&rows, "Request", m.keys.Request, e.Request)
	switch {
	case e.Status != 0:
		m.addMessage(&rows, "Answer "+strconv.Itoa(e.Status), m.keys.Answer, e.Answer)
	case e.Over:
		add(func(p *layout.Page) {
			p.Tell(layout.Must, p.Frame.Styles.Problem, "✗", words.Exchanged(e.Exchange, m.given.May))
		})
	}
	addTaken(&rows, e.Taken)
	if m.watched() {
		return rows
	}
	curl := record.CurlOf(e.Request)
	add(func(p *layout.Page) {
		p.Gap()
		p.Heading("As a line for a shell")
		verbatim(p, m.said(curl.Line, curlShown))
		var names []string
		for _, v := range curl.Variables {
			names = append(names, "$"+v.Name+form(v.Form))
		}
		p.Tell(layout.Must, p.Frame.Styles.Hint, "", words.Variables(names))
		if m.keys.Curl.Enabled() {
			p.Tell(layout.Must, p.Frame.Styles.Value, "", p.Frame.Styles.Does(m.keys.Curl.Help().Key, "copies it"))
		}
	})
	return rows
}

// form says how a variable's value has to be written.
func form(f record.Form) string {
	return [...]string{record.Plain: "", record.InJSON: " (escaped for JSON)", record.InQuery: " (percent-encoded)"}[f]
}

func (m Model) addHead(p *layout.Page, e record.Entry) {
	x, s := e.Exchange, p.Frame.Styles
	status := "no answer"
	if x.Status != 0 {
		status = strconv.Itoa(x.Status)
	}
	came := Outcome(s, x).Render(words.Joined(" · ", status, words.Exchanged(x, m.given.May)))
	p.Head("Request "+strconv.Itoa(x.Number), m.said(x.Method+" "+x.Path, headerShown), "")
	p.Line(layout.Must, "Came to", came, "")
	p.Line(layout.Must, "Call", words.Joined(" · ", words.Call(x.Call), words.Try(x)), "")
	p.Line(layout.Must, "Began", x.Began.Format("15:04:05.000"), "")
	p.Line(layout.Must, "Took", words.Joined("  ", words.Lasted(x.Ran(p.Frame.Wall), x.Over), strings.TrimSpace(bar(p.Frame, x.Phases, wideBar))), "")
	if times := legend(p.Frame, x.Phases); times != "" {
		p.Line(layout.Must, "", times, "")
	}
	p.Line(layout.Must, "Connection", strings.TrimPrefix(words.Connection(x), "connection "), "")
	if !x.Request.IsEmpty() {
		p.Line(layout.Must, "Request id", x.Request.ShownTo(headerShown), "")
	}
}

// addMessage adds a request or an answer: its first line, its headers, a body.
func (m Model) addMessage(rows *layout.List, title string, opens key.Binding, of record.Message) {
	rows.One(func(p *layout.Page) {
		p.Gap()
		p.Heading(title)
		if of.Method != "" {
			verbatim(p, m.said(of.Method+" "+of.Address.String(), headerShown))
		}
	})
	rows.Add(len(of.Headers), func(p *layout.Page, i int) {
		h, s := of.Headers[i], p.Frame.Styles
		p.Paragraph(layout.Must, p.Indent(), s.Value, s.Name.Render(flow.FromOutside(h.Name).ShownTo(headerShown)+":")+" "+m.said(h.Value.String(), headerShown))
	})
	rows.One(func(p *layout.Page) {
		s := p.Frame.Styles
		switch body := of.Body.String(); {
		case of.Dropped != "":
			p.Tell(layout.Must, s.Hint, "", "The body is not kept: "+flow.FromOutside(of.Dropped).ShownTo(headerShown)+".")
		case body == "":
			p.Tell(layout.Must, s.Hint, "", "No body.")
		default:
			verbatim(p, m.said(body, bodyShown))
			note := s.Hint.Render(words.Size(of.Size))
			if isJSON(of) {
				note += s.Hint.Render(" · ") + s.Does(opens.Help().Key, "shows it as a tree")
			}
			p.Paragraph(layout.Must, p.Indent(), s.Hint, note)
		}
	})
}

// addTaken adds what was taken out, a row each.
func addTaken(rows *layout.List, taken []record.Taken) {
	rows.One(func(p *layout.Page) {
		p.Gap()
		p.Heading("Taken out")
		if len(taken) == 0 {
			p.Tell(layout.Must, p.Frame.Styles.Hint, "", "Nothing.")
		}
	})
	rows.Add(len(taken), func(p *layout.Page, i int) {
		s := p.Frame.Styles
		where, kind := flow.FromOutside(taken[i].Where).ShownTo(headerShown), flow.FromOutside(taken[i].Kind).ShownTo(headerShown)
		p.Paragraph(layout.Must, p.Indent(), s.Value, kind+s.Hint.Render(" in "+where))
	})
}

// verbatim breaks a text where the line ends: what is in it is for no reader of words.
func verbatim(p *layout.Page, text string) {
	for _, line := range strings.Split(ansi.Hardwrap(text, max(p.Frame.Grid()-p.Indent(), 1), true), "\n") {
		p.Add(layout.Must, layout.Pad("", p.Indent())+p.Frame.Styles.Value.Render(line))
	}
}
