package sandbox

import "errors"

var errPanicked = errors.New("a part of the sandbox failed")

// guarded calls what may panic without being a reason to end the program: a callback of
// Options, the making of a key. The error holds nothing of the panic's value, which may be a
// secret.
func guarded(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	f()
	return nil
}
