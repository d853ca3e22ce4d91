//go:build linux

package cli_test

import (
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// deskRecord is this machine's system log, where it has none of its own.
type deskRecord struct {
	mu    sync.Mutex
	lines strings.Builder
	more  chan struct{} // closed with the next line; nil where the log is not ours to read
}

const systemLogAt = "/dev/log"

// newDeskRecord takes the place of the system log where the machine has none that listens.
func newDeskRecord(t *testing.T) *deskRecord {
	t.Helper()
	r := &deskRecord{}
	if c, err := net.Dial("unixgram", systemLogAt); err == nil {
		_ = c.Close()
		t.Log("this machine has a system log of its own: its lines are not read here")
		return r
	}
	_ = os.Remove(systemLogAt)
	c, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: systemLogAt, Net: "unixgram"})
	if err != nil {
		t.Skip("this machine has no system log, and none can be put in its place: ", err)
	}
	r.more = make(chan struct{})
	var reading sync.WaitGroup
	reading.Go(func() { r.read(c) })
	t.Cleanup(func() {
		_ = c.Close()
		_ = os.Remove(systemLogAt)
		reading.Wait()
	})
	must(t, os.Chmod(systemLogAt, 0o666)) // #nosec G302: every user logs
	return r
}

func (r *deskRecord) read(c *net.UnixConn) {
	buffer := make([]byte, 8<<10)
	for {
		n, err := c.Read(buffer)
		if err != nil {
			return
		}
		r.mu.Lock()
		_, _ = fmt.Fprintf(&r.lines, "%s\n", buffer[:n])
		close(r.more)
		r.more = make(chan struct{})
		r.mu.Unlock()
	}
}

// wants waits until the lines are in the log, and gives all of it; empty where it is not ours.
func (r *deskRecord) wants(t *testing.T, lines ...string) string {
	t.Helper()
	if r.more == nil {
		return ""
	}
	late := time.After(patience)
	for {
		r.mu.Lock()
		text, more := r.lines.String(), r.more
		r.mu.Unlock()
		missing := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.Contains(text, line) })
		if len(missing) == 0 {
			return text
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("the system log has no %q:\n%s", missing, text)
		}
	}
}
