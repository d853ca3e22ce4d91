package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// The texts by which a first frame is known.
const (
	firstOfLogin = "Who is signing in?"
	firstOfHello = "Hello, world!"
)

// The names of the floors.
const (
	helloWorld = "hello world"
	helloPhone = "hello world with libphonenumber"
)

// starts measures from the start of the process to the first frame on the terminal, and
// what is resident then.
func (b *bench) starts(ctx context.Context) ([]row, error) {
	var rows []row
	var memory, floorMemory []float64
	for _, kind := range []struct {
		what    string
		answers bool
	}{{"answers queries", true}, {"is silent", false}} {
		took, err := turns(b.rounds,
			b.start(ctx, kind.answers, &memory, firstOfLogin, b.login, "--demo"),
			b.start(ctx, kind.answers, &floorMemory, firstOfHello, b.phone),
			b.start(ctx, kind.answers, new([]float64), firstOfHello, b.hello))
		if err != nil {
			return rows, err
		}
		what := "start of the demo to first frame, terminal " + kind.what
		login, phone, hello := median(took[0]), median(took[1]), median(took[2])
		rows = append(rows,
			row{what: what, ours: login, floor: phone, beside: helloPhone, unit: "ms", aim: atMost, limit: 1.3},
			row{what: what, ours: login, floor: hello, beside: helloWorld, unit: "ms", limit: 2})
	}
	return append(rows, row{
		what: "resident at the first frame", ours: median(memory), floor: median(floorMemory), beside: helloPhone,
		unit: "MiB", aim: absolute, limit: 22,
	}), nil
}

// start takes the milliseconds from the start of a program until its terminal shows a text, and
// adds to memory what is resident then.
func (b *bench) start(ctx context.Context, answers bool, memory *[]float64, ready, program string, args ...string) measure {
	return func() (float64, error) {
		t, err := b.open(ctx, answers, ready, program, args...)
		if err != nil {
			return 0, err
		}
		defer t.close()
		at, err := t.wait()
		if err != nil {
			return 0, err
		}
		mib, err := resident(t.cmd.Process.Pid)
		*memory = append(*memory, mib)
		return milliseconds(at.Sub(t.began)), err
	}
}

// resident returns how much memory a process takes up, in MiB: from Linux's own file, else from
// ps, a moment later.
func resident(pid int) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		status, err = exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
		if err != nil {
			return 0, err
		}
		status = append([]byte("VmRSS:"), status...)
	}
	kb, err := entry(status, "VmRSS:")
	return kb / 1024, err
}

// entry returns the number that follows a name in a process's status.
func entry(status []byte, name string) (float64, error) {
	_, rest, _ := strings.Cut(string(status), name)
	return strconv.ParseFloat(strings.Fields(rest + " ?")[0], 64)
}
