package cast

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"dintero-login/api/newfile"
	"dintero-login/api/spawn"
)

const (
	// longest is how many bytes a recording may have. It ends there, and is kept.
	longest = 64 << 20
	// backlog is how many bytes may wait for the disk. Drawing never waits for it.
	backlog = 8 << 20
	// patience is how long the end of a recording may take.
	patience = 3 * time.Second
	// inHaste is the same where the program is being ended from outside.
	inHaste = 250 * time.Millisecond
)

// Why a recording is not what was asked for. Each continues "the recording".
var (
	ErrTooLong = errors.New("ended at 64 MiB, and the file holds what came before")
	ErrTooSlow = errors.New("was not kept: the disk did not keep up")
	errEmpty   = errors.New("there was nothing to record")
)

// Recording is a recording in the making. Its methods may be called by several goroutines, and
// return at once but for End and Drop: another goroutine writes the file.
type Recording struct {
	clock func() time.Duration
	over  chan struct{} // closed when the file is there, or is not
	more  chan struct{} // receives when there is something to write, or the end has come
	undo  func()        // of OnExit

	mu      sync.Mutex
	cast    *Cast
	waiting []byte // whole lines
	size    int64  // of all lines
	ended   bool
	drop    error // why the file is not to be kept
	cut     error // why it holds less than there was
	result  error // of the file, once over
}

// Start begins a recording to a file that does not exist yet. It has its name once the recording
// has ended, and is there whole or not at all. The error is one of newfile's.
func Start(path string, clock func() time.Duration) (*Recording, error) {
	return start(clock, func(write func(io.Writer) error) error { return newfile.Write(path, write) })
}

func start(clock func() time.Duration, file func(write func(io.Writer) error) error) (*Recording, error) {
	r := &Recording{clock: clock, over: make(chan struct{}), more: make(chan struct{}, 1)}
	r.cast = New(lines{r})
	opened := make(chan struct{})
	spawn.Go(func() {
		defer close(r.over)
		err := file(func(w io.Writer) error {
			close(opened)
			return r.write(w)
		})
		r.mu.Lock()
		defer r.mu.Unlock()
		r.result, r.ended, r.waiting = err, true, nil
	})
	select {
	case <-opened:
	case <-r.over:
		return nil, r.result
	}
	r.undo = spawn.OnExit(func() { _ = r.end(inHaste) })
	return r, nil
}

// Output records what the terminal got.
func (r *Recording) Output(p []byte) { r.add(func(at time.Duration) { r.cast.Output(at, p) }) }

// Resize records the terminal's size, in cells.
func (r *Recording) Resize(columns, rows int) {
	r.add(func(at time.Duration) { r.cast.Resize(at, columns, rows) })
}

// Mark records that a step begins.
func (r *Recording) Mark(step string) { r.add(func(at time.Duration) { r.cast.Mark(at, step) }) }

// End ends the recording with the program's exit code, and returns what has to be said about it,
// which continues "the recording". It returns nil once the file is there, or where nothing was recorded. With any error but
// ErrTooLong there is no file.
func (r *Recording) End(code int) error {
	r.add(func(at time.Duration) {
		if r.cast.begun {
			r.cast.Exit(at, code)
		}
	})
	defer r.undo()
	return r.end(patience)
}

// add tells the cast something. Where that is too much, the recording has ended.
func (r *Recording) add(tell func(at time.Duration)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return
	}
	tell(r.clock())
	r.wake()
}

func (r *Recording) end(within time.Duration) error {
	r.mu.Lock()
	r.ended = true
	if !r.cast.begun {
		r.drop = errEmpty
	}
	r.wake()
	r.mu.Unlock()
	select {
	case <-r.over:
	case <-time.After(within):
		return ErrTooSlow
	}
	switch {
	case r.result == nil:
		return r.cut
	case errors.Is(r.result, errEmpty):
		return nil
	case errors.Is(r.result, ErrTooSlow):
		return ErrTooSlow
	default:
		return fmt.Errorf("was not kept: %w", r.result)
	}
}

func (r *Recording) wake() {
	select {
	case r.more <- struct{}{}:
	default:
	}
}

// write is what the goroutine does: it writes what waits until the recording has ended.
func (r *Recording) write(w io.Writer) error {
	for {
		<-r.more
		r.mu.Lock()
		waiting, ended, drop := r.waiting, r.ended, r.drop
		r.waiting = nil
		r.mu.Unlock()
		if drop != nil {
			return drop
		}
		_, err := w.Write(waiting)
		if system := (*fs.PathError)(nil); errors.As(err, &system) {
			err = system.Err // the path is nobody's concern
		}
		if err != nil || ended {
			return err
		}
	}
}

// lines takes each line of a recording's cast, under its lock.
type lines struct{ *Recording }

func (l lines) Write(line []byte) (int, error) {
	switch {
	case l.size+int64(len(line)) > longest:
		l.ended, l.cut = true, ErrTooLong
		return 0, l.cut
	case len(l.waiting)+len(line) > backlog:
		l.ended, l.drop = true, ErrTooSlow
		return 0, l.drop
	}
	l.waiting = append(l.waiting, line...)
	l.size += int64(len(line))
	return len(line), nil
}
