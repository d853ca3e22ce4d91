package terminal

// The exit codes by cause. A signal's own is 128 and its number.
const (
	ExitOK         = 0
	ExitUnexpected = 1
	ExitUsage      = 2 // usage or config
	ExitRefused    = 3 // the PIN, the password or the code; or no code came
	ExitNotAllowed = 4 // the API client lacks a permission, or is refused
	ExitNotReached = 5 // network, or Dintero's own error
	ExitNoTerminal = 6 // something would have to be asked
)
