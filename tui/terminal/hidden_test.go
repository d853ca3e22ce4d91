//go:build linux

package terminal

import (
	"context"
	"io"
	"os"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"dintero-login/flow"
)

func TestWhatWasTypedForAHiddenLineThatIsGivenUpIsDropped(t *testing.T) {
	t.Parallel()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = master.Close(), slave.Close() }()
	waiting := func() int {
		n, err := unix.IoctlGetInt(int(slave.Fd()), unix.TIOCINQ)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, err = HiddenLine(ctx, slave, io.Discard, "", func() (flow.Secret, error) {
		if _, err := master.WriteString("246810\n"); err != nil {
			t.Error(err)
		}
		for waiting() < 7 && ctx.Err() == nil {
			time.Sleep(time.Millisecond) // the kernel takes it over when it likes
		}
		cancel()
		return flow.Secret{}, ctx.Err()
	})
	if n := waiting(); n != 0 || err == nil {
		t.Errorf("%d bytes are left for the shell, %v", n, err)
	}
	if shown := drained(t, master); shown != "" {
		t.Errorf("the terminal shows %q", shown)
	}
}

// drained is what the terminal was told to show.
func drained(t *testing.T, master *os.File) string {
	t.Helper()
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCINQ)
	if err != nil {
		t.Fatal(err)
	}
	shown := make([]byte, n)
	if _, err := io.ReadFull(master, shown); err != nil {
		t.Fatal(err)
	}
	return string(shown)
}
