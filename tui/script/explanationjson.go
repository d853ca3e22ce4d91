package script

import (
	"io"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// explanationVersion is that of the JSON; it changes where a program that reads it would
// break.
const explanationVersion = 1

// explainedJSON is an Explanation as programs read it. What is not known is null or empty.
type explainedJSON struct {
	Version  int         `json:"version"`
	Read     readJSON    `json:"read"`
	Symptom  string      `json:"symptom"` // no-code, secret, code, locked, other
	Failure  *failedJSON `json:"failure"` // the call that is explained; null where none failed
	Before   int         `json:"failed_before"`
	Later    bool        `json:"accepted_later"`
	Causes   []explained `json:"causes"`
	RuledOut []excluded  `json:"ruled_out"`
	Known    []string    `json:"known"`
	Open     []string    `json:"open"`
	Say      string      `json:"say"`
	TurnTo   string      `json:"turn_to"`
	Notes    []string    `json:"notes"`
	Ticket   string      `json:"ticket"`
	ID       string      `json:"diagnosis"`
}

type readJSON struct {
	Calls    int    `json:"calls"`
	Others   int    `json:"other_calls"`
	Attempts int    `json:"attempts"`
	From     string `json:"from"` // RFC 3339
	To       string `json:"to"`
	Lost     int    `json:"lines_not_understood"`
	Cut      bool   `json:"cut"`
}

type failedJSON struct {
	At        string `json:"at"`
	Reason    string `json:"reason"`
	Sentence  string `json:"sentence"`
	Status    *int   `json:"status"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	RequestID string `json:"request_id"`
	Wait      *int   `json:"retry_after_s"`
}

// explained is a Cause with its words.
type explained struct {
	Cause
	Name    string `json:"name"`
	Certain bool   `json:"certain"`
	Next    string `json:"next"`
	Ask     string `json:"ask"`
	TurnTo  string `json:"turn_to"`
}

type excluded struct {
	ID string `json:"id"`
	By string `json:"by"` // a fact's id
}

// PrintJSON writes the explanation as one line of JSON.
func (x Explanation) PrintJSON(w io.Writer) error {
	d, p := x.Ticket.Diagnosis, x.Evidence.Problem
	out := explainedJSON{
		Version: explanationVersion,
		Read: readJSON{
			Calls: x.Calls, Others: x.Others, Attempts: x.Attempts, From: stamp(x.From), To: stamp(x.To), Lost: x.Lost, Cut: x.Cut,
		},
		Symptom: x.Evidence.Symptom.ID(),
		Before:  x.Before, Later: x.Later, Causes: []explained{}, RuledOut: []excluded{},
		Known: ids(d.Known), Open: ids(d.Open), Say: words.SayAbout(x.Evidence, d, x.Language), TurnTo: words.TurnTo(d, x.Ticket.Contact),
		Notes: append([]string{}, x.Notes...), Ticket: x.Ticket.Text(), ID: d.ID(),
	}
	if p.Reason != flow.NoReason {
		f := p.Failure
		out.Failure = &failedJSON{
			At: stamp(x.At), Reason: Result{Problem: p}.Because(), Sentence: words.Say(p).Happened, Status: unlessZero(f.Status),
			Code: f.Code.Shown(), Message: f.Message.Shown(), RequestID: f.Request.Shown(), Wait: unlessZero(retryAfter(p)),
		}
	}
	for i, c := range Causes(d) {
		of := d.Causes[i]
		out.Causes = append(out.Causes, explained{
			c, words.CauseName(of.Cause), of.Certain, words.CauseNext(of.Cause),
			words.Ask(of.Cause, x.Language), words.Whose(of.Owner, x.Ticket.Contact),
		})
	}
	for _, r := range d.RuledOut {
		out.RuledOut = append(out.RuledOut, excluded{r.Cause.ID(), r.By.ID()})
	}
	return PrintJSON(w, out)
}

func ids(facts flow.Fact) []string {
	list := []string{}
	for _, f := range facts.Each() {
		list = append(list, f.ID())
	}
	return list
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
