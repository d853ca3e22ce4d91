package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// The texts by which a first frame is known.
const (
	firstOfLogin = "Who is signing in?"
	firstOfHello = "Hello, world!"
)

// starts measures from the start of the process to the first frame on the terminal, and
// what is resident then.
func (b *bench) starts(ctx context.Context) ([]row, error) {
	var rows []row
	var resident, helloResident []float64
	for _, kind := range []struct {
		what    string
		answers bool
	}{{"answers queries", true}, {"is silent", false}} {
		var login, hello []float64
		for range b.rounds {
			ms, mib, err := b.start(ctx, kind.answers, firstOfLogin, b.login, "--demo")
			if err != nil {
				return rows, err
			}
			login, resident = append(login, ms), append(resident, mib)
			ms, mib, err = b.start(ctx, kind.answers, firstOfHello, b.hello)
			if err != nil {
				return rows, err
			}
			hello, helloResident = append(hello, ms), append(helloResident, mib)
		}
		rows = append(rows, row{
			what: "start to first frame, terminal " + kind.what,
			ours: median(login), floor: median(hello), unit: "ms", timesFloor: 1.5,
		})
	}
	rows = append(rows, row{
		what: "resident at first frame", ours: median(resident), floor: median(helloResident), unit: "MiB", atMost: 22,
	})
	return rows, nil
}

func (b *bench) start(ctx context.Context, answers bool, ready, program string, args ...string) (ms, mib float64, err error) {
	t, err := b.open(ctx, answers, ready, program, args...)
	if err != nil {
		return 0, 0, err
	}
	defer t.close()
	at, err := t.wait()
	if err != nil {
		return 0, 0, err
	}
	mib, err = resident(t.cmd.Process.Pid)
	return milliseconds(at.Sub(t.began)), mib, err
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// resident is how much memory a process takes up, in MiB: as Linux tells it, else as ps
// does a moment later.
func resident(pid int) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		status, err = exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
		if err != nil {
			return 0, err
		}
		status = append([]byte("VmRSS:"), status...)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.ParseFloat(strings.Fields(rest + " ?")[0], 64)
	return kb / 1024, err
}
