package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Log writes a line for each call. A call never waits for it: where nobody reads what it
// writes to, lines are dropped, and counted (R71). It takes up some 256 KiB at most.
type Log struct {
	to      io.Writer
	lines   chan string
	dropped atomic.Int64
	stop    func()
	stopped chan struct{}
	ended   chan struct{}
}

const linesKept = 1024 // that wait to be written

// NewLog writes to a file, or to anything else, until it is closed.
func NewLog(to io.Writer) *Log {
	l := &Log{to: to, lines: make(chan string, linesKept), stopped: make(chan struct{}), ended: make(chan struct{})}
	l.stop = sync.OnceFunc(func() { close(l.stopped) })
	apart(l.write)
	return l
}

// Request is for Options.OnRequest.
func (l *Log) Request(r Request) {
	select {
	case l.lines <- fmt.Sprintf("%s %s %d %s\n", r.Method, r.Path, r.Status, r.Duration.Round(time.Microsecond)):
	default:
		l.dropped.Add(1)
	}
}

// Close writes what waits, for as long as it may take at most. What nobody reads by then is
// lost, and so is the goroutine that waits for a reader, until there is one.
func (l *Log) Close(atMost time.Duration) {
	l.stop()
	select {
	case <-l.ended:
	case <-time.After(atMost):
	}
}

func (l *Log) write() {
	defer close(l.ended)
	for {
		select {
		case line := <-l.lines:
			l.writeAll(line)
		case <-l.stopped:
			l.writeAll("")
			return
		}
	}
}

// writeAll writes a line with those that came after it, and then, once for all, how many
// there was no room for.
func (l *Log) writeAll(line string) {
	text := bytes.NewBufferString(line)
	for {
		select {
		case line := <-l.lines:
			text.WriteString(line)
			continue
		default:
		}
		if n := l.dropped.Swap(0); n > 0 {
			_, _ = fmt.Fprintf(text, "dropped %d lines here, since nobody read them\n", n)
		}
		_, _ = l.to.Write(text.Bytes())
		return
	}
}
