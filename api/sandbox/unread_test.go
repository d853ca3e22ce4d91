package sandbox

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = r.Close(), w.Close() })
	return r, w
}

// full is the end of a pipe that takes nothing more, since nobody reads it.
func full(t *testing.T) *os.File {
	t.Helper()
	_, w := pipe(t)
	var err error
	for _, size := range []int{4096, 1} {
		for err = nil; err == nil; {
			_ = w.SetWriteDeadline(time.Now().Add(20 * time.Millisecond))
			_, err = w.Write(make([]byte, size))
		}
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Skip(err)
		}
	}
	return w
}

func TestALogThatNobodyReadsNeitherSlowsNorKeepsTheSandbox(t *testing.T) {
	t.Parallel()
	r := &running{t: t}
	r.run(full(t))
	c := r.client()
	for range 1_500 { // more lines than wait
		c.get("/customers/settings").want(200, "")
	}
	ends(t, r.cmd, syscall.SIGTERM, time.Second)
}

func TestADescriptionThatNobodyReadsKeepsNothing(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--json"}, {}} {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := free.Addr().String()
		_ = free.Close()
		cmd := exec.CommandContext(t.Context(), program(t), append([]string{"sandbox", "--listen", address}, args...)...)
		cmd.Stdout = full(t)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for {
			conn, err := net.Dial("tcp", address)
			if err == nil {
				_ = conn.Close()
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		ends(t, cmd, syscall.SIGTERM, time.Second)
	}
}

// A file that never comes to its end is no reason not to end.
func TestASignalEndsTheReadingOfAnAccountsFile(t *testing.T) {
	t.Parallel()
	r, w := pipe(t)
	cmd := exec.CommandContext(t.Context(), program(t), "sandbox", "--accounts", "/dev/stdin")
	cmd.Stdin = r
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds, so that it is being read when this returns.
	if _, err := w.WriteString(strings.Repeat("#\n", 1<<16)); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	began := time.Now()
	_ = cmd.Wait()
	if took := time.Since(began); took > time.Second || cmd.ProcessState.ExitCode() != 143 {
		t.Errorf("took %v, and ended with %d", took, cmd.ProcessState.ExitCode())
	}
}
