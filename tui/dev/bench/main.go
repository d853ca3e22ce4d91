// Command bench measures dintero-login beside a bare Bubble Tea hello world, bare net/http
// and what the cores can sign, all in one run. It prints a table; with -write FILE it also
// puts it between the two marker comments in that file. Run it from anywhere in the module;
// it takes about three minutes, and talks to loopback only.
//
// The rules: a row has one target, a ratio to its floor of the same run or, where it says
// so, an absolute one. What is compared takes turns, so that a busy moment hits both sides.
// What a row leaves out stands in its name. The machine's load stands below the table. A
// row that cannot be measured says why, and the others go on. The time that the tests take
// is not in the table: measuring it would take longer than all the rest.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"
)

// longest is how long a whole run may take, builds included.
const longest = 5 * time.Minute

func main() {
	rounds := flag.Int("rounds", 15, "how `MANY` times each start is measured; the other rows follow")
	write := flag.String("write", "", "the `FILE` whose table is replaced")
	flag.Parse()
	debug.SetGCPercent(400) // as the sandbox's own command has it
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	if err := run(ctx, max(1, *rounds), *write); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds int, write string) error {
	folder, err := os.MkdirTemp("", "dintero-login-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	before := load()
	fmt.Fprintln(os.Stderr, "building")
	b, err := build(ctx, folder)
	if err != nil {
		return err
	}
	b.rounds = rounds

	var rows []row
	for _, m := range []struct {
		what    string
		measure func(context.Context) ([]row, error)
	}{
		{"start to first frame, resident", b.starts},
		{"stripped binary", b.sizes},
		{"key to echo, bytes per key", b.keys},
		{"bytes of a whole login", b.walk},
		{"an idle program", b.idle},
		{"JSON viewer", b.documents},
		{"JSON viewer, search and scrolling", b.searches},
		{"settings screen, a key", b.settings},
		{"sandbox, until it listens", b.listening},
		{"sandbox, whole logins", b.wholes},
		{"adapter, three-request login", b.adapter},
		{"login on the sandbox, with the record", b.recording},
		{"check", b.checks},
	} {
		began := time.Now()
		measured, err := m.measure(ctx)
		if err != nil {
			measured = append(measured, row{what: m.what, problem: err})
		}
		rows = append(rows, measured...)
		fmt.Fprintf(os.Stderr, "%s: %.0f s\n", m.what, time.Since(began).Seconds())
	}
	text := table(rows, rounds, before, load())
	fmt.Print(text)
	if write == "" {
		return ctx.Err()
	}
	return errors.Join(ctx.Err(), replaceTable(write, text))
}
