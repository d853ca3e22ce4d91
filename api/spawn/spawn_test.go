package spawn_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"dintero-login/api/spawn"
)

// asProgram makes this test binary a program that ends in the way it names.
const asProgram = "SPAWN_PROGRAM"

// pin is nobody's.
const pin = "tangerine-kayak-7391"

// valuable is a value that must not be printed, and neither must its number.
type valuable struct {
	text string
	key  rune
}

func boom() { panic(valuable{pin, pinKey}) }

// pinKey is 0x7391c in a stack that has the words of the arguments.
const pinKey = 473372

//go:noinline
func with(key rune, f func()) {
	f()
	if key == 0 {
		panic("no key")
	}
}

// programs are ways to end. None returns.
var programs = map[string]func(){
	"a goroutine":      func() { spawn.Go(func() { with(pinKey, boom) }) },
	"a timer":          func() { time.AfterFunc(time.Millisecond, spawn.Guarded(boom)) },
	"a group":          func() { new(sync.WaitGroup).Go(spawn.Guarded(boom)) },
	"the main program": func() { defer spawn.Catch(); boom() },
	"the end of a context": func() {
		ctx, cancel := context.WithCancel(context.Background())
		context.AfterFunc(ctx, spawn.Guarded(boom))
		cancel()
	},
	"two at once": func() { spawn.Go(boom); spawn.Go(boom) },
	"a goroutine with something to put back": func() {
		spawn.OnExit(func() { _, _ = os.Stderr.WriteString("put back\n") })
		taken := spawn.OnExit(func() { _, _ = os.Stderr.WriteString("never\n") })
		taken()
		spawn.Go(boom)
	},
	"a goroutine with something that hangs": func() {
		spawn.OnExit(func() { select {} })
		spawn.Go(boom)
	},
	"a goroutine with something that panics": func() {
		spawn.OnExit(boom)
		spawn.Go(boom)
	},
	"a goroutine, while the main program would end too": func() {
		begun := make(chan struct{})
		undo := spawn.OnExit(func() { close(begun) })
		spawn.Go(boom)
		<-begun
		undo()
		os.Exit(0)
	},
	"nothing: it was asked to": func() {
		spawn.OnExit(func() { _, _ = os.Stderr.WriteString("put back\n") })
		spawn.Exit(143)
	},
}

func TestMain(m *testing.M) {
	if f, ok := programs[os.Getenv(asProgram)]; ok {
		f()
		select {}
	}
	os.Exit(m.Run())
}

func TestAPanicEndsTheProgramAndNamesItsTypeNeverItsValue(t *testing.T) {
	t.Parallel()
	for in := range programs {
		t.Run("in "+in, func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			ended := run(t, in, &stderr)
			said := stderr.String()
			code := 1
			if strings.HasPrefix(in, "nothing") {
				code = 143
			} else if !strings.Contains(said, "dintero-login: internal error: panic of type spawn_test.valuable\n") || !strings.Contains(said, "spawn_test.boom\n") {
				t.Errorf("says %q, want the type and the place", said)
			}
			if ended != code {
				t.Errorf("ends with %d, want %d", ended, code)
			}
			if strings.Contains(said, pin) || strings.Contains(said, "0x7391c") || strings.Contains(said, "473372") {
				t.Errorf("says the value: %q", said)
			}
			if n := strings.Count(said, "panic of type"); n > 1 {
				t.Errorf("says it %d times", n)
			}
			if wants := strings.Contains(in, "put back") || code == 143; wants != strings.HasPrefix(said, "put back\n") || strings.Contains(said, "never") {
				t.Errorf("says %q; put back first: want %v", said, wants)
			}
		})
	}
}

// A reader that does not read keeps nothing alive.
func TestAPanicEndsTheProgramThoughNobodyReadsStandardError(t *testing.T) {
	t.Parallel()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = read.Close(), write.Close() }()
	if err := write.SetWriteDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		t.Skip("no deadlines on pipes here")
	}
	for err == nil { // until it is full
		_, err = write.Write(make([]byte, 4096))
	}
	if ended := run(t, "a goroutine", write); ended != 1 {
		t.Errorf("ends with %d, want 1", ended)
	}
}

// run makes this test binary a program and is its exit code; -1 where a signal ended it.
func run(t *testing.T, program string, stderr io.Writer) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), asProgram+"="+program), stderr
	_ = cmd.Run() // what it returns is the exit code's
	return cmd.ProcessState.ExitCode()
}
