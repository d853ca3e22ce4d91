package tui

import "dintero-login/flow"

// The exit codes by cause. A signal's own is 128 and its number.
const (
	exitOK         = 0
	exitUnexpected = 1
	exitUsage      = 2 // usage or config
	exitRefused    = 3 // the PIN, the password or the code; or no code came
	exitNotAllowed = 4 // the client may not
	exitNotReached = 5 // network, or Dintero's own error
	exitNoTerminal = 6 // something would have to be asked
)

// ExitCode is what a script learns of a Problem.
func ExitCode(p flow.Problem) int {
	switch p.Reason {
	case flow.NoReason:
		return exitOK
	case flow.NoClientSecret:
		return exitUsage
	case flow.ClientRefused, flow.TokenRefused, flow.NotAllowed, flow.AudienceUnknown, flow.Forbidden:
		return exitNotAllowed
	case flow.NoAnswer, flow.MaybeSent, flow.MaybeUsed, flow.NotReached, flow.NotTrusted:
		return exitNotReached
	case flow.Malformed, flow.NotKnown:
		switch {
		case p.OfClient():
			return exitNotAllowed
		case p.Reason == flow.Malformed || p.Call == flow.CallSettings || p.Call == flow.CallKeys:
			return exitUnexpected
		}
		return exitRefused
	case flow.NotFound:
		return exitUnexpected
	case flow.Unexpected, flow.TokenRenewed:
		if p.Failure.Status >= 500 {
			return exitNotReached
		}
		return exitUnexpected
	default:
		return exitRefused
	}
}
