package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// adapter runs api's own two benchmarks in turn: the same three requests through the
// adapter, and through bare net/http with encoding/json.
func (b *bench) adapter(ctx context.Context) ([]row, error) {
	took, err := turns(max(3, b.rounds/2),
		b.benchmark(ctx, b.apiTests, "BenchmarkThreeRequestLogin"), b.benchmark(ctx, b.apiTests, "BenchmarkBareNetHTTP"))
	if err != nil {
		return nil, err
	}
	return []row{{
		what: "adapter, three-request login, after a first one has connected", ours: median(took[0]) / 1e3, floor: median(took[1]) / 1e3,
		beside: "net/http", unit: "µs", aim: atMost, limit: 1.1,
	}}, nil
}

// recording runs a login on the sandbox with the record and without, in turn.
func (b *bench) recording(ctx context.Context) ([]row, error) {
	took, err := turns(max(3, b.rounds/2),
		b.benchmark(ctx, b.apiTests, "BenchmarkSandboxLoginRecorded"), b.benchmark(ctx, b.apiTests, "BenchmarkSandboxLogin"))
	if err != nil {
		return nil, err
	}
	return []row{{
		what: "login on the sandbox, with the record", ours: median(took[0]) / 1e3, floor: median(took[1]) / 1e3,
		beside: "without it", unit: "µs", aim: atMost, limit: 1.05,
	}}, nil
}

// settings runs tui's own benchmark.
func (b *bench) settings(ctx context.Context) ([]row, error) {
	var rows []row
	for _, attributes := range []string{"20000", "100000"} {
		took, err := turns(3, b.benchmark(ctx, b.tuiTests, "BenchmarkSettingsKey/"+attributes))
		if err != nil {
			return rows, err
		}
		rows = append(rows, row{
			what: "settings screen, a key at " + attributes + " attributes, Update and View only", ours: median(took[0]) / 1e6, unit: "ms",
			aim: absolute, limit: 1,
		})
	}
	return rows, nil
}

var perOperation = regexp.MustCompile(`(\d+(?:\.\d+)?) ns/op`)

// benchmark runs one benchmark of a package's tests, and takes its nanoseconds.
func (b *bench) benchmark(ctx context.Context, tests, name string) measure {
	exactly := "^" + strings.ReplaceAll(name, "/", "$/^") + "$"
	return func() (float64, error) {
		cmd := exec.CommandContext(ctx, tests, "-test.run=^$", "-test.bench="+exactly, "-test.benchtime=300ms")
		cmd.Dir = b.folder
		out, err := cmd.CombinedOutput()
		found := perOperation.FindSubmatch(out)
		if err != nil || found == nil {
			return 0, fmt.Errorf("%s: %w: %.200s", name, errors.Join(err, errors.New("not measured")), out)
		}
		return strconv.ParseFloat(string(found[1]), 64)
	}
}
