package sandbox

import "errors"

// What is called for somebody else is kept from ending the process: its panic would be
// printed over a screen, with its value, which may be a secret.

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
