package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// listening measures the sandbox command from the start of the process to the line that
// says where it listens.
func (b *bench) listening(ctx context.Context) ([]row, error) {
	var ours, floor []float64
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
	}
	return []row{{
		what: "sandbox command, start until it says where it listens", ours: median(ours), floor: median(floor), beside: "net/http",
		unit: "ms", aim: atMost, limit: 2,
	}}, nil
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
