package words

import (
	"time"

	"dintero-login/flow"
)

// Ticket is what a diagnosis is copied into a ticket as.
type Ticket struct {
	When                          time.Time
	Standing, Account, Host, Step string
	Customer                      string // masked
	Contact                       string // the profile's; whom to turn to
	Problem                       flow.Problem
	Diagnosis                     flow.Diagnosis
}

// Text is plain text of several lines, with no secret in it.
func (t Ticket) Text() string { return t.Diagnosis.ID() + "\n" }
