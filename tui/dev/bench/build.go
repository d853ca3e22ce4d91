package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bench is what was built, and how often it is run.
type bench struct {
	folder string // temporary
	login  string // the program, as it is shipped
	hello  string
	bare   string
	viewer string
	tests  string // of api, which compares the adapter with net/http
	rounds int
}

func build(ctx context.Context, folder string) (*bench, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	module := strings.TrimSpace(string(out))
	b := &bench{
		folder: folder,
		login:  filepath.Join(folder, "dintero-login"),
		hello:  filepath.Join(folder, "hello"),
		bare:   filepath.Join(folder, "bare"),
		viewer: filepath.Join(folder, "viewer"),
		tests:  filepath.Join(folder, "api.test"),
	}
	for _, args := range [][]string{
		{"build", "-trimpath", "-ldflags", "-s -w", "-o", b.login, "."},
		{"build", "-trimpath", "-ldflags", "-s -w", "-o", b.hello, "./tui/dev/bench/hello"},
		{"build", "-trimpath", "-ldflags", "-s -w", "-o", b.bare, "./tui/dev/bench/bare"},
		{"build", "-trimpath", "-ldflags", "-s -w", "-o", b.viewer, "./tui/dev/bench/viewer"},
		{"test", "-c", "-o", b.tests, "./api"},
	} {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Dir, cmd.Stderr = module, os.Stderr
		if err := cmd.Run(); err != nil {
			return nil, fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
		}
	}
	return b, nil
}

// sizes are the binaries' own, in MB of a million bytes.
func (b *bench) sizes() []row {
	ours, floor := size(b.login), size(b.hello)
	return []row{{what: "stripped binary", ours: ours, floor: floor, unit: "MB", atMost: 19}}
}

func size(file string) float64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return float64(info.Size()) / 1e6
}
