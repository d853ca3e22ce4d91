package tui

import (
	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// The program's own wiring of the demo, from the package cli. It imports this one, so these
// tests are given it.
var (
	OpenDemo  func(o sandbox.Options, clock func() flow.Moment) (Session, *sandbox.Sandbox, error)
	Scenarios func() []Scenario
)
