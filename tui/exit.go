package tui

import "dintero-login/flow"

// The exit codes by cause.
const (
	exitOK         = 0
	exitUnexpected = 1
	exitUsage      = 2
	exitRefused    = 3
	exitNotAllowed = 4
	exitNotReached = 5
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

// Sentence is a Problem in one line, for a script's log.
func Sentence(p flow.Problem) string {
	said := say(p)
	line := joined(" ", said.happened, said.next)
	if text := evidence(p); text != "" {
		line += " (" + text + ")"
	}
	return line
}
