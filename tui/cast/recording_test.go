package cast

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dintero-login/api/newfile"
)

// outputs is everything that a recording shows, joined.
func outputs(t *testing.T, recorded []byte) string {
	t.Helper()
	var all strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(string(recorded), "\n"), "\n") {
		var event [3]any
		if err := json.Unmarshal([]byte(line), &event); i > 0 && err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if event[1] == "o" {
			text, _ := event[2].(string)
			all.WriteString(text)
		}
	}
	return all.String()
}

// frozen is a clock that stands still.
func frozen() time.Duration { return 0 }

// left is what is in a folder.
func left(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestARecordingHasItsNameOnceItHasEnded(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "demo.cast")
	r, err := Start(path, frozen)
	if err != nil {
		t.Fatal(err)
	}
	r.Resize(40, 12)
	r.Output([]byte("first"))
	r.Mark("Code")
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there already, %v", err)
	}
	if err := r.End(0); err != nil {
		t.Fatal(err)
	}
	r.Output([]byte("too late"))
	got, err := os.ReadFile(path)
	want := `{"version":3,"term":{"cols":40,"rows":12},"title":"dintero-login"}` + "\n" + `[0.000,"o","first"]` + "\n" + `[0.000,"m","Code"]` + "\n" + `[0.000,"x","0"]` + "\n"
	if err != nil || string(got) != want {
		t.Errorf("got %v\n%swant\n%s", err, got, want)
	}
	if names := left(t, folder); len(names) != 1 {
		t.Errorf("the folder has %q", names)
	}
}

func TestARecordingOfNothingLeavesNothingAndSaysNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	r, err := Start(filepath.Join(folder, "demo.cast"), frozen)
	if err != nil {
		t.Fatal(err)
	}
	r.Resize(40, 12)
	if err := r.End(6); err != nil || len(left(t, folder)) != 0 {
		t.Errorf("got %v, and %q", err, left(t, folder))
	}
}

func TestARecordingThatCannotBeMadeIsKnownAtTheStart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken.cast")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(taken, frozen); !errors.Is(err, newfile.ErrExists) {
		t.Errorf("over a file: %v", err)
	}
	if _, err := Start(filepath.Join(folder, "no", "demo.cast"), frozen); !errors.Is(err, newfile.ErrNoFolder) {
		t.Errorf("in no folder: %v", err)
	}
}

// disk is where a recording is written to, in memory.
type disk struct {
	mu      sync.Mutex
	written bytes.Buffer
	takes   func(p []byte) error
	kept    bool
}

func (d *disk) Write(p []byte) (int, error) {
	if err := d.takes(p); err != nil {
		return 0, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.written.Write(p)
}

// file is newfile.Write.
func (d *disk) file(write func(io.Writer) error) error {
	err := write(d)
	d.kept = err == nil
	return err
}

func TestADiskThatRefusesEndsTheRecordingAndTakesNothingElseDown(t *testing.T) {
	t.Parallel()
	d := &disk{takes: func([]byte) error {
		return &fs.PathError{Op: "write", Path: "/home/kari/x", Err: errors.New("input/output error")}
	}}
	r, err := start(frozen, d.file)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		r.Output([]byte("x"))
	}
	err = r.End(0)
	if err == nil || err.Error() != "was not kept: input/output error" || d.kept {
		t.Errorf("got %v, kept %v", err, d.kept)
	}
}

func TestADiskThatHangsHoldsNoOutputUpAndAtMost8MiBWait(t *testing.T) {
	t.Parallel()
	hangs := make(chan struct{})
	d := &disk{takes: func([]byte) error { <-hangs; return nil }}
	r, err := start(frozen, d.file)
	if err != nil {
		t.Fatal(err)
	}
	piece := bytes.Repeat([]byte("x"), 1<<20)
	for range 20 {
		r.Output(piece)
		r.mu.Lock()
		waiting := len(r.waiting)
		r.mu.Unlock()
		if waiting > 8<<20 {
			t.Errorf("%d bytes wait", waiting)
		}
	}
	close(hangs)
	if err := r.End(0); !errors.Is(err, ErrTooSlow) || d.kept {
		t.Errorf("got %v, kept %v", err, d.kept)
	}
}

func TestARecordingEndsAt64MiBAndHoldsWhatCameBefore(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 64 MiB")
	}
	t.Parallel()
	d := &disk{takes: func([]byte) error { return nil }}
	r, err := start(frozen, d.file)
	if err != nil {
		t.Fatal(err)
	}
	piece := bytes.Repeat([]byte("x"), 1<<20)
	for range 70 {
		r.Output(piece)
		for waits := true; waits; { // the disk is to keep up
			r.mu.Lock()
			waits = len(r.waiting) > 4<<20
			r.mu.Unlock()
			time.Sleep(time.Millisecond)
		}
	}
	if err := r.End(0); !errors.Is(err, ErrTooLong) || !d.kept {
		t.Errorf("got %v, kept %v", err, d.kept)
	}
	if n := d.written.Len(); n > 67108864 || n < 66000000 {
		t.Errorf("it has %d bytes", n)
	}
	if got := len(outputs(t, d.written.Bytes())); got != 63<<20 {
		t.Errorf("it shows %d bytes", got)
	}
}
