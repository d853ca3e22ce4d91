package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bench is the programs that were built, and how often each is run.
type bench struct {
	folder   string // temporary
	login    string // the program, as it is shipped
	hello    string
	phone    string // the hello world with libphonenumber
	bare     string
	viewer   string
	apiTests string // they compare the adapter with net/http
	tuiTests string // they measure the settings screen
	// treeTests measure the JSON viewer.
	treeTests string
	rounds    int
}

func build(ctx context.Context, folder string) (*bench, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	b := &bench{folder: folder}
	for _, each := range []struct {
		into *string
		name string
		args []string // of go, before and after -o FILE
		what string
	}{
		{&b.login, "dintero-login", shipped(), "."},
		{&b.hello, "hello", shipped(), "./tui/dev/bench/hello"},
		{&b.phone, "phone", append(shipped(), "-tags", "phone"), "./tui/dev/bench/hello"},
		{&b.bare, "bare", shipped(), "./tui/dev/bench/bare"},
		{&b.viewer, "viewer", shipped(), "./tui/dev/bench/viewer"},
		{&b.apiTests, "api.test", []string{"test", "-c"}, "./api"},
		{&b.tuiTests, "tui.test", []string{"test", "-c"}, "./tui"},
		{&b.treeTests, "tree.test", []string{"test", "-c"}, "./tui/jsontree"},
	} {
		*each.into = filepath.Join(folder, each.name)
		args := append(each.args, "-o", *each.into, each.what)
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Dir, cmd.Stderr = strings.TrimSpace(string(out)), os.Stderr
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is shipped
		if err := cmd.Run(); err != nil {
			return nil, fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
		}
	}
	return b, nil
}

func shipped() []string { return []string{"build", "-trimpath", "-ldflags", "-s -w"} }

// sizes compares the sizes of the binaries, in MB of a million bytes.
func (b *bench) sizes(context.Context) ([]row, error) {
	ours, err := size(b.login)
	if err != nil {
		return nil, err
	}
	floor, err := size(b.phone)
	return []row{{
		what: "stripped binary", ours: ours, floor: floor, beside: helloPhone, unit: "MB", aim: absolute, limit: 19.5,
	}}, err
}

func size(file string) (float64, error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return float64(info.Size()) / 1e6, nil
}
