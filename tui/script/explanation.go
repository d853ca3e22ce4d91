package script

import (
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// Explanation is why a login failed that somebody else recorded.
type Explanation struct {
	Calls, Others, Attempts int // calls of ours, calls of something else, and what ours belong to
	Lost                    int // lines that were not understood
	Cut                     bool
	From, To                time.Time // zero where no call has a time

	At       time.Time // of the call that is explained
	Before   int       // attempts that failed before it
	Later    bool      // one after it was accepted
	Symptom  flow.Symptom
	Evidence flow.Evidence
	Notes    []string // of ours, a sentence each
	Language words.Language
	Ticket   words.Ticket
}

// Complete makes the diagnosis.
func (x Explanation) Complete(now time.Time) Explanation {
	x.Ticket.When = x.At
	if x.At.IsZero() {
		x.Ticket.When = now
	}
	x.Ticket.Problem, x.Ticket.Diagnosis = x.Evidence.Problem, flow.Diagnose(x.Evidence)
	x.Ticket.Step = words.SymptomName(x.Symptom)
	if x.Calls > 0 {
		x.Ticket.Step = "explained from a recording of " + words.Plural(x.Calls, "call")
	}
	return x
}

// Read says what was taken for what.
func (x Explanation) Read() string {
	read := words.Plural(x.Calls, "call")
	if x.Attempts > 0 {
		read += " of " + words.Plural(x.Attempts, "attempt")
	}
	if x.Calls == 0 && x.Symptom != flow.NoSymptom {
		read = "words: " + words.SymptomName(x.Symptom)
	}
	return words.Joined("; ", words.Joined(", ", read, x.span()), lostLines(x.Lost), others(x.Others), cutShort(x.Cut))
}

// span is from when to when the calls are, by the clock of the last one.
func (x Explanation) span() string {
	if x.From.IsZero() {
		return ""
	}
	from, to := x.From.In(x.To.Location()), x.To
	day := "15:04:05"
	if from.Format(time.DateOnly) != to.Format(time.DateOnly) {
		day = "2006-01-02 15:04:05"
	}
	if from.Equal(to) {
		return to.Format(day + " -07:00")
	}
	return from.Format(day) + " to " + to.Format(day+" -07:00")
}

func lostLines(n int) string {
	if n == 0 {
		return ""
	}
	return words.Plural(n, "line") + " not understood"
}

func others(n int) string {
	if n == 0 {
		return ""
	}
	return words.Plural(n, "call") + " of something else"
}

func cutShort(cut bool) string {
	if !cut {
		return ""
	}
	return "the end is missing"
}

// about is which call is explained.
func (x Explanation) about() string {
	p := x.Evidence.Problem
	switch {
	case x.Calls == 0:
		return ""
	case p.Reason == flow.NoReason && x.Evidence.Yes&flow.FactAccepted != 0:
		return "nothing failed: the last attempt was accepted"
	case p.Reason == flow.NoReason:
		return "no call failed, and no sign-in ended"
	}
	line := words.Call(p.Call)
	if !x.At.IsZero() {
		line += " at " + x.At.Format("15:04:05")
	}
	if x.Before > 0 {
		line += "; " + words.Plural(x.Before, "attempt") + " failed before it"
	}
	if x.Later {
		line += "; a later one was accepted"
	}
	return line
}
