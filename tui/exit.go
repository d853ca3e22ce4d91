package tui

import "dintero-login/flow"

// The exit codes by cause. A signal's own is 128 and its number.
const (
	ExitOK         = 0
	ExitUnexpected = 1
	ExitUsage      = 2 // usage or config
	ExitRefused    = 3 // the PIN, the password or the code; or no code came
	ExitNotAllowed = 4 // the client may not
	ExitNotReached = 5 // network, or Dintero's own error
	ExitNoTerminal = 6 // something would have to be asked
)

// ExitCode is what a script learns of a Problem.
func ExitCode(p flow.Problem) int {
	switch p.Reason {
	case flow.NoReason:
		return ExitOK
	case flow.ClientRefused, flow.TokenRefused, flow.NotAllowed, flow.AudienceUnknown, flow.Forbidden:
		return ExitNotAllowed
	case flow.NoAnswer, flow.MaybeSent, flow.MaybeUsed, flow.NotReached:
		return ExitNotReached
	case flow.Malformed, flow.NotFound:
		return ExitUnexpected
	case flow.Unexpected, flow.TokenRenewed:
		if p.Failure.Status >= 500 {
			return ExitNotReached
		}
		return ExitUnexpected
	default:
		return ExitRefused
	}
}
