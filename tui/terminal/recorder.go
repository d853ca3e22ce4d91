package terminal

import tea "charm.land/bubbletea/v2"

// Recorder gets what a terminal gets: all output, the size in cells before it and whenever it
// changes, and the steps of a Stepper as they begin. Its methods return at once, and may be
// called by several goroutines. What is typed is not recorded.
type Recorder interface {
	Output(p []byte)
	Resize(columns, rows int)
	Mark(step string)
}

// Stepper is a model that knows at which step of its work it is.
type Stepper interface {
	tea.Model
	Step() string // its name for people, which is never foreign text
}

// steps tells a recorder where a step begins.
type steps struct {
	record Recorder
	at     string
}

// follow takes a look at the model after each message.
func (s *steps) follow(model tea.Model) {
	stepper, ok := model.(Stepper)
	if s == nil || !ok {
		return
	}
	if at := stepper.Step(); at != s.at {
		s.at = at
		s.record.Mark(at)
	}
}
