package script

import (
	"encoding/json"
	"io"
	"strings"

	"dintero-login/flow"
)

// Why a script ended without a token, where no answer of Dintero's is the reason. Like the
// words for those, they never change: scripts compare them.
const (
	BecauseUsage      = "usage"       // flags
	BecauseConfig     = "config"      // the config file, or the client's secret that it names
	BecauseSecret     = "no-secret"   // no PIN or password is available, or it cannot be one
	BecauseCode       = "no-code"     // no code came, or it cannot be one
	BecauseTerminal   = "no-terminal" // something would have to be asked
	BecauseSignal     = "signal"      // or ctrl+c
	BecauseUnexpected = "internal"    // a defect, or a result that could not be written
)

// Because returns the word for why the login failed.
func (r Result) Because() string {
	switch {
	case r.Reason != "":
		return r.Reason
	case r.Problem.Reason != flow.NoReason:
		return r.Problem.Reason.ID()
	case r.Code > 128:
		return BecauseSignal
	default:
		return BecauseUnexpected
	}
}

// PrintFailure writes why there is no token as one JSON object on one line, for
// --print json: status and retry_after_s (whole seconds) are null where no answer said,
// code and request_id empty; causes lists the diagnosis, the most worthwhile first, and is
// empty where no call failed.
func PrintFailure(w io.Writer, r Result) error {
	type failure struct {
		Reason    string  `json:"reason"`
		Sentence  string  `json:"sentence"`
		Status    *int    `json:"status"`
		Code      string  `json:"code"`
		RequestID string  `json:"request_id"`
		Wait      *int    `json:"retry_after_s"`
		Causes    []Cause `json:"causes"`
	}
	f := r.Problem.Failure
	said := strings.ReplaceAll(r.Said, "\n", "; ")
	if r.Because() == BecauseUnexpected {
		said, _, _ = strings.Cut(r.Said, "\n") // the stack stays on standard error
	}
	return json.NewEncoder(w).Encode(struct {
		Version int     `json:"version"`
		Error   failure `json:"error"`
	}{1, failure{
		Reason: r.Because(), Sentence: said,
		Status: unlessZero(f.Status), Code: f.Code.Shown(), RequestID: f.Request.Shown(),
		Wait: unlessZero(retryAfter(r.Problem)), Causes: causesOf(r),
	}})
}

func unlessZero(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// Cause is a cause of a diagnosis as scripts read it.
type Cause struct {
	ID       string   `json:"id"`
	Rank     int      `json:"rank"`     // from 1
	Evidence []string `json:"evidence"` // the ids of the facts that point to it
}

// Causes lists a diagnosis for a script.
func Causes(d flow.Diagnosis) []Cause {
	list := []Cause{}
	for i, c := range d.Causes {
		one := Cause{ID: c.Cause.ID(), Rank: i + 1, Evidence: []string{}}
		for _, f := range c.By.Each() {
			one.Evidence = append(one.Evidence, f.ID())
		}
		list = append(list, one)
	}
	return list
}

func causesOf(r Result) []Cause {
	if r.Problem.Reason == flow.NoReason || r.State == nil {
		return []Cause{}
	}
	e := flow.EvidenceOf(r.State, 0) // no age of a message: a script's code came at once or not at all
	e.Problem = r.Problem
	return Causes(flow.Diagnose(e))
}
