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
	took, err := turns(b.rounds, b.listens(ctx, b.login, "sandbox", "--json"), b.listens(ctx, b.bare))
	if err != nil {
		return nil, err
	}
	return []row{{
		what: "sandbox command, start until it says where it listens", ours: median(took[0]), floor: median(took[1]), beside: "net/http",
		unit: "ms", aim: atMost, limit: 2,
	}}, nil
}

func (b *bench) listens(ctx context.Context, program string, args ...string) measure {
	return func() (float64, error) {
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
}
