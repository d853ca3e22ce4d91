package terminal

import (
	"io"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"

	"dintero-login/api/spawn"
)

const (
	// stuck is how long a terminal may take nothing before nobody waits for it any more:
	// the loop that draws also takes the keys, and ctrl+c has to work.
	stuck = 100 * time.Millisecond
	// pieces is how many bytes go out at once, so that progress can be seen.
	pieces = 1 << 10
	// backlog is how many bytes may wait for a stuck terminal. Frames differ from each
	// other, so none can be left out; beyond it, drawing waits.
	backlog = 1 << 20
)

// outlet writes to a terminal that may stop taking output: after ctrl+s, behind a dead
// connection, or when the program at its other end hangs. A write to it cannot be
// interrupted, so it happens in a goroutine, which may be left behind.
type outlet struct {
	file   term.File
	record Recorder // nil where nothing is recorded

	mu      sync.Mutex
	waiting []byte
	writing bool
	err     error
	moved   chan struct{} // closed with the next progress
}

// newOutlet returns an outlet for out, or out itself if that is not a file.
func newOutlet(out io.Writer, record Recorder) io.Writer {
	if file, ok := out.(term.File); ok {
		return &outlet{file: file, record: record, moved: make(chan struct{})}
	}
	return out
}

// Write implements io.Writer. It returns when the terminal has taken everything, or is
// stuck; then the rest goes out in order as soon as it can.
func (o *outlet) Write(p []byte) (int, error) {
	o.mu.Lock()
	if o.err != nil {
		defer o.mu.Unlock()
		return 0, o.err
	}
	o.waiting = append(o.waiting, p...)
	if o.record != nil {
		o.record.Output(p)
	}
	if !o.writing {
		o.writing = true
		spawn.Go(o.write)
	}
	o.mu.Unlock()
	o.flush(backlog)
	return len(p), nil
}

// flush waits until everything is out, and reports whether it is. It gives up on a stuck
// terminal, unless more than so many bytes wait.
func (o *outlet) flush(unless int) bool {
	for {
		o.mu.Lock()
		writing, left, moved := o.writing, len(o.waiting), o.moved
		o.mu.Unlock()
		if !writing {
			return true
		}
		var late <-chan time.Time
		if left <= unless {
			late = time.After(stuck)
		}
		select {
		case <-moved:
		case <-late:
			return false
		}
	}
}

// write is the goroutine that writes.
func (o *outlet) write() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.waiting) > 0 && o.err == nil {
		piece := o.waiting[:min(len(o.waiting), pieces)]
		o.mu.Unlock()
		_, err := o.file.Write(piece)
		o.mu.Lock()
		o.waiting, o.err = o.waiting[len(piece):], err
		o.progress()
	}
	o.writing = false
	o.progress()
}

func (o *outlet) progress() {
	close(o.moved)
	o.moved = make(chan struct{})
}

// Read implements term.File.
func (o *outlet) Read(p []byte) (int, error) { return o.file.Read(p) }

// Close implements term.File.
func (o *outlet) Close() error { return o.file.Close() }

// Fd implements term.File.
func (o *outlet) Fd() uintptr { return o.file.Fd() }
