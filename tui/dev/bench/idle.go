package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// idle counts what is sent, and how often a thread goes to sleep, in ten seconds in which
// nothing happens, after a second in which the program comes to rest.
func (b *bench) idle(ctx context.Context) ([]row, error) {
	login, hello, closeBoth, err := b.pair(ctx)
	if err != nil {
		return nil, err
	}
	defer closeBoth()
	login.settle(time.Second) // the keys are made, the settings read
	sent, sentFloor := login.count(), hello.count()
	slept, before := switches(login.cmd.Process.Pid)
	sleptFloor, beforeFloor := switches(hello.cmd.Process.Pid)
	select {
	case <-time.After(10 * time.Second):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	sleeps, after := switches(login.cmd.Process.Pid)
	sleepsFloor, afterFloor := switches(hello.cmd.Process.Pid)
	return []row{
		{
			what: "voluntary context switches, 10 s idle on the first screen", ours: sleeps - slept, floor: sleepsFloor - sleptFloor,
			beside: helloWorld, aim: atMost, limit: 1, problem: errors.Join(before, beforeFloor, after, afterFloor),
		},
		{
			what: "bytes sent, the same 10 s", ours: float64(login.count() - sent), floor: float64(hello.count() - sentFloor),
			beside: helloWorld, unit: "B", aim: absolute, limit: 0,
		},
	}, nil
}

// switches returns how often the threads of a process gave up their core by themselves. Only
// Linux says it.
func switches(pid int) (float64, error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err == nil && len(threads) == 0 {
		err = errors.New("this system does not tell")
	}
	sum := 0.0
	for _, thread := range threads {
		status, problem := os.ReadFile(thread)
		if problem != nil {
			return 0, problem
		}
		n, problem := entry(status, "\nvoluntary_ctxt_switches:")
		if problem != nil {
			return 0, problem
		}
		sum += n
	}
	return sum, err
}
