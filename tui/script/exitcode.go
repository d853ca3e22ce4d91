package script

import (
	"dintero-login/flow"
	"dintero-login/tui/terminal"
)

// ExitCode returns the program's exit code for a Problem.
func ExitCode(p flow.Problem) int {
	switch p.Reason {
	case flow.NoReason:
		return terminal.ExitOK
	case flow.NoClientSecret:
		return terminal.ExitUsage
	case flow.ClientRefused, flow.TokenRefused, flow.NotAllowed, flow.AudienceUnknown, flow.Forbidden:
		return terminal.ExitNotAllowed
	case flow.NoAnswer, flow.MaybeSent, flow.MaybeUsed, flow.NotReached, flow.NotTrusted:
		return terminal.ExitNotReached
	case flow.Malformed, flow.NotKnown:
		switch {
		case p.OfClient():
			return terminal.ExitNotAllowed
		case p.Reason == flow.Malformed || p.Call == flow.CallSettings || p.Call == flow.CallKeys:
			return terminal.ExitUnexpected
		}
		return terminal.ExitRefused
	case flow.NotFound:
		return terminal.ExitUnexpected
	case flow.Unexpected, flow.TokenRenewed:
		if p.Failure.Status >= 500 {
			return terminal.ExitNotReached
		}
		return terminal.ExitUnexpected
	default:
		return terminal.ExitRefused
	}
}
