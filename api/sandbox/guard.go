package sandbox

import "errors"

// A panic in a goroutine of the sandbox must not end the process: Go would print its value,
// which may be a secret, over whatever is on the screen.

var errPanicked = errors.New("a part of the sandbox failed")

// guarded calls f. A panic in f becomes an error that holds nothing of the panic's value.
func guarded(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	f()
	return nil
}

// apart starts a goroutine; contained is for those that a WaitGroup or a timer starts.
func apart(f func()) { go contained(f)() }

func contained(f func()) func() { return func() { _ = guarded(f) } }
