package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"dintero-login/api/spawn"
)

// Log writes a line for each call. A call never waits for it: if nobody reads the log, lines
// are dropped and counted. At most 1024 lines, some 100 KiB, wait to be written.
type Log struct {
	to      io.Writer
	lines   chan string
	dropped atomic.Int64
	stop    func()
	stopped chan struct{}
	ended   chan struct{}
}

const linesKept = 1024 // that wait to be written

// NewLog starts a log, which ends with Close.
func NewLog(to io.Writer) *Log {
	l := &Log{to: to, lines: make(chan string, linesKept), stopped: make(chan struct{}), ended: make(chan struct{})}
	l.stop = sync.OnceFunc(func() { close(l.stopped) })
	spawn.Go(l.write)
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

// Close writes the lines that wait and ends the log. After atMost it gives up: what nobody
// has read by then is lost, and the goroutine that writes stays until somebody reads.
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

// writeAll writes a line and those that came after it, and then how many were dropped.
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
