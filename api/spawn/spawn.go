// Package spawn starts this program's goroutines and ends the program when it has to end
// at once.
//
// Go prints the value of a panic that nothing recovers, and the value may be a PIN; it also
// leaves a terminal as it is, raw and on the alternate screen. A panic in a goroutine of
// this package ends the program in order instead: what OnExit was given runs, which puts
// the terminal back, the panic's type and place go to standard error, and the exit code
// is 1. How a process ends is one thing for the whole process, so the state here is the
// package's; a library or a test that gave OnExit nothing only gets the message and the code.
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

// Guarded is f for whoever starts the goroutine: time.AfterFunc, context.AfterFunc, the Go
// of a sync.WaitGroup.
func Guarded(f func()) func() {
	return func() {
		defer Catch()
		f()
	}
}

// Catch ends the program if the goroutine panics. It has to be deferred itself.
func Catch() {
	if value := recover(); value != nil {
		end(1, fmt.Sprintf("dintero-login: internal error: panic of type %T\n%s", value, place()))
	}
}

// Exit ends the program at once, whatever else still runs or blocks.
func Exit(code int) { end(code, "") }

// OnExit has f run before the program ends by a panic or by Exit. It does not run when main
// returns. All that was given has 300 ms together, then the program ends without it. Undo
// takes f back; it does not return once the end has begun, so that nobody gets ahead of it.
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

// atMost is how long the end may take: once for what OnExit was given, and once for the
// message, since standard error may be a pipe that nobody reads.
const atMost = 300 * time.Millisecond

// ending is what is done at the end. Whoever ends the program keeps the lock.
var ending = struct {
	sync.Mutex
	run  map[int]func()
	last int
}{run: map[int]func(){}}

// end is for the first who comes. The others wait for the end of the program.
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

// within runs f and waits for it, but not longer than that.
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

// place is the stack of the panic: names and lines. Go's own has the words of the arguments
// too, and a key that was pressed is one.
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
