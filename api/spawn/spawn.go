// Package spawn starts this program's goroutines, and ends the program when it must end at once.
//
// Go prints the value of an unrecovered panic, which may be a PIN, and leaves the terminal raw and on
// the alternate screen. After a panic in a goroutine of this package, the functions of OnExit run
// instead and restore the terminal; the panic's type and stack go to standard error, and the exit
// code is 1. A process ends only once, so the state is the package's. Without OnExit there are only
// the message and the code.
package spawn

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Go runs f in a goroutine of its own.
func Go(f func()) { go Guarded(f)() }

// Guarded wraps f for goroutines that others start: time.AfterFunc, context.AfterFunc,
// sync.WaitGroup.Go.
func Guarded(f func()) func() {
	return func() {
		defer Catch()
		f()
	}
}

// Catch ends the program if the goroutine panics. It must be deferred directly.
func Catch() {
	if value := recover(); value != nil {
		end(1, fmt.Sprintf("dintero-login: internal error: panic of type %T\n%s", value, place()))
	}
}

// Exit ends the program at once, whatever else still runs or blocks.
func Exit(code int) { end(code, "") }

// OnExit registers f to run before the program ends by a panic or by Exit; it does not run when main
// returns. All registered functions together have 300 ms, then the program ends anyway. undo removes
// f; once the end has begun it never returns, so that its caller cannot end the program first.
func OnExit(f func()) (undo func()) {
	ending.Lock()
	defer ending.Unlock()
	ending.last++
	number := ending.last
	ending.run[number] = f
	return func() {
		ending.Lock()
		defer ending.Unlock()
		delete(ending.run, number)
	}
}

// atMost limits the functions of OnExit, and then the message, since standard error may be a pipe
// that nobody reads.
const atMost = 300 * time.Millisecond

// ending holds the functions to run at the end. The goroutine that ends the program keeps the lock.
var ending = struct {
	sync.Mutex
	run  map[int]func()
	last int
}{run: map[int]func(){}}

// end ends the program for its first caller. The others block until then.
func end(code int, message string) {
	ending.Lock()
	within(atMost, func() {
		var all sync.WaitGroup
		for _, f := range ending.run {
			all.Go(Guarded(f))
		}
		all.Wait()
	})
	if message != "" {
		within(atMost, func() { _, _ = os.Stderr.WriteString(message) })
	}
	os.Exit(code)
}

// within runs f and waits for it, at most d.
func within(d time.Duration, f func()) {
	done := make(chan struct{})
	Go(func() {
		defer close(done)
		f()
	})
	select {
	case <-done:
	case <-time.After(d):
	}
}

// place returns the stack of the panic: names and lines. Go's own stack also has the values of
// arguments, such as a key that was pressed.
func place() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var stack strings.Builder
	for {
		frame, more := frames.Next()
		fmt.Fprintf(&stack, "%s\n\t%s:%d\n", frame.Function, frame.File, frame.Line)
		if !more {
			return stack.String()
		}
	}
}
