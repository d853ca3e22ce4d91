package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
)

// adapter runs api's own two benchmarks in turn: the same three requests through the
// adapter, and through bare net/http with encoding/json.
func (b *bench) adapter(ctx context.Context) ([]row, error) {
	var ours, floor []float64
	for range max(3, b.rounds/2) {
		for _, turn := range []struct {
			name string
			into *[]float64
		}{{"BenchmarkThreeRequestLogin", &ours}, {"BenchmarkBareNetHTTP", &floor}} {
			us, err := b.benchmark(ctx, turn.name)
			if err != nil {
				return nil, err
			}
			*turn.into = append(*turn.into, us)
		}
	}
	return []row{{what: "adapter, three-request login", ours: median(ours), floor: median(floor), unit: "µs", timesFloor: 1.3}}, nil
}

var perOperation = regexp.MustCompile(`(\d+(?:\.\d+)?) ns/op`)

func (b *bench) benchmark(ctx context.Context, name string) (us float64, err error) {
	cmd := exec.CommandContext(ctx, b.tests, "-test.run=^$", "-test.bench=^"+name+"$", "-test.benchtime=300ms")
	cmd.Dir = b.folder
	out, err := cmd.CombinedOutput()
	found := perOperation.FindSubmatch(out)
	if err != nil || found == nil {
		return 0, fmt.Errorf("%s: %w: %.200s", name, err, out)
	}
	ns, err := strconv.ParseFloat(string(found[1]), 64)
	return ns / 1000, err
}
