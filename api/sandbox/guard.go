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

// apart starts a goroutine; contained is for those that a WaitGroup or a timer starts.
func apart(f func()) { go contained(f)() }

func contained(f func()) func() { return func() { _ = guarded(f) } }
