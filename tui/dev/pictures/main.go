// Command pictures draws the README's screens as SVG, in a dark and a light theme. It
// builds the program, plays one login on the demo in a terminal emulator, and draws the
// emulator's cells. Run it from anywhere in the module; it takes a few seconds and talks
// to loopback only.
//
// The rules: the program gets no flag that only pictures need. `--seed` fixes codes and
// ids, and the emulator answers what the background is, so the program picks its theme
// itself. What still varies (the port, the clock, the key's id, the end of the token) is
// replaced in the cells before they are drawn; so two runs give the same bytes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// longest is how long a whole run may take, the build included.
const longest = 3 * time.Minute

func main() {
	to := flag.String("to", "", "the `FOLDER` that gets the pictures, instead of the one they are kept in")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	if err := run(ctx, *to); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, to string) error {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	module := strings.TrimSpace(string(out))
	if to == "" {
		to = filepath.Join(module, "tui", "dev", "pictures")
	}
	folder, err := os.MkdirTemp("", "dintero-login-pictures-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program := filepath.Join(folder, "dintero-login")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, ".")
	build.Dir, build.Stderr = module, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build: %w", err)
	}
	var problems []error
	for _, t := range themes() {
		problems = append(problems, draw(ctx, program, folder, to, t))
	}
	return errors.Join(problems...)
}

// draw plays the login once in a theme, and writes its pictures.
func draw(ctx context.Context, program, folder, to string, t theme) error {
	x, err := open(ctx, program, folder, t)
	if err != nil {
		return err
	}
	defer x.close()
	return x.play(login(), func(s step, g grid) error {
		g, err := g.settled()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, s.picture+"-"+t.name+".svg"), g.svg(t, s.title), 0o644)
	})
}
