package sandbox

import "errors"

// Whatever runs in a goroutine of ours, or is called in one for somebody else, is kept from
// ending the process: its panic would be printed over a screen, with its value, which may be
// a secret (R30).

var errPanicked = errors.New("a part of the sandbox failed")

// guarded calls f. A panic in it becomes an error that holds nothing of its value.
func guarded(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	f()
	return nil
}

// apart is the one place where this package starts a goroutine, but for those that Close
// waits for.
func apart(f func()) {
	go func() { _ = guarded(f) }()
}
