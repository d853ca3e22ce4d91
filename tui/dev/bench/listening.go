package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"dintero-login/api/sandbox"
)

// listening measures the sandbox command from the start of the process to the line that
// says where it listens, and a sandbox that is embedded from the call to its return.
func (b *bench) listening(ctx context.Context) ([]row, error) {
	var ours, floor, inside []float64
	for range b.rounds {
		ms, err := b.listens(ctx, b.login, "sandbox", "--json")
		if err != nil {
			return nil, err
		}
		ours = append(ours, ms)
		if ms, err = b.listens(ctx, b.bare); err != nil {
			return nil, err
		}
		floor = append(floor, ms)
		if ms, err = startsInside(); err != nil {
			return nil, err
		}
		inside = append(inside, ms)
	}
	return []row{
		{what: "sandbox command, until it listens", ours: median(ours), floor: median(floor), unit: "ms", atMost: 5, floorThen: 2.4},
		{what: "embedded sandbox, until it listens", ours: median(inside), unit: "ms", noFloor: true, atMost: 5},
	}, nil
}

func (b *bench) listens(ctx context.Context, program string, args ...string) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = b.folder
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	ms := milliseconds(time.Since(began))
	cancel()
	_ = cmd.Wait() // it was killed
	if !strings.Contains(line, "http://127.0.0.1:") {
		return 0, errors.Join(err, fmt.Errorf("%s did not say where it listens", program))
	}
	return ms, nil
}

func startsInside() (float64, error) {
	began := time.Now()
	box, err := sandbox.Start(sandbox.Options{})
	ms := milliseconds(time.Since(began))
	if err != nil {
		return 0, err
	}
	return ms, box.Close()
}
