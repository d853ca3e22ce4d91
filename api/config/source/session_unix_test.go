//go:build unix

package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestACommandEndsWithAllThatItStarted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, part, want string }{
		{"when it is done", "leave", ""},
		{"when it fails", "leave and fail", "ended with exit status 3"},
		{"when its time is over", "leave and hang", "did not end within"},
		{"when it prints too much", "leave and flood", "printed more than 64 KiB"},
		{"when the context ends", "leave and hang", context.Canceled.Error()},
	} {
		for _, output := range []string{"open", "closed"} {
			t.Run(tt.name+", output "+output, func(t *testing.T) {
				t.Parallel()
				pidFile := filepath.Join(t.TempDir(), "pid")
				c := playing(t, tt.part, output, pidFile)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				switch tt.name {
				case "when its time is over":
					c.Timeout = 2 * time.Second
				case "when the context ends":
					go func() {
						_ = left(ctx, pidFile)
						cancel()
					}()
				}
				began := time.Now()
				got, err := c.Run(ctx)
				if took := time.Since(began); took > 20*time.Second {
					t.Errorf("took %s", took)
				}
				if tt.want == "" && (err != nil || got.Reveal() != "canary") || !strings.Contains(fmt.Sprint(err), tt.want) {
					t.Errorf("got %q, %v; want %s", got.Reveal(), err, tt.want)
				}
				gone(t, left(t.Context(), pidFile))
			})
		}
	}
}

// Who leaves does not wait for Run to return, so the end of the context does it all.
func TestTheEndOfTheContextAloneEndsAllThatACommandStarted(t *testing.T) {
	t.Parallel()
	pidFile := filepath.Join(t.TempDir(), "pid")
	cmd := playing(t, "leave and hang", "open", pidFile).prepared(t.Context(), io.Discard, io.Discard)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pid := left(t.Context(), pidFile)
	if err := cmd.Cancel(); err != nil {
		t.Error(err)
	}
	gone(t, pid)
	_ = cmd.Wait()
}

func gone(t *testing.T, pid int) {
	t.Helper()
	for ends := time.Now().Add(10 * time.Second); alive(pid); {
		if time.Now().After(ends) {
			t.Fatalf("process %d is still there", pid)
		}
		time.Sleep(time.Millisecond)
	}
}

// left is the process that a program left behind, once it is there.
func left(ctx context.Context, pidFile string) int {
	for ctx.Err() == nil {
		if text, err := os.ReadFile(pidFile); err == nil {
			pid, _ := strconv.Atoi(string(text))
			return pid
		}
		time.Sleep(time.Millisecond)
	}
	return 0
}

// alive reports whether a process runs. One that was killed and that nobody has asked for
// since does not.
func alive(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return false
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || !strings.Contains(string(stat), ") Z ")
}

func TestACommandLeadsASessionOfItsOwn(t *testing.T) {
	t.Parallel()
	// In /proc/self/stat are the process, then in fourth and fifth place its group and session.
	got, err := Command{Argv: []string{"cat", "/proc/self/stat"}}.Run(t.Context())
	if err != nil {
		t.Skip("no /proc here: ", err)
	}
	pid, _, _ := strings.Cut(got.Reveal(), " ")
	_, rest, _ := strings.Cut(got.Reveal(), ") ")
	if fields := strings.Fields(rest); len(fields) < 4 || fields[2] != pid || fields[3] != pid {
		t.Errorf("got %s", got.Reveal())
	}
}
