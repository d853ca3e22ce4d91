// Command bench measures dintero-login against the targets of design 9, beside a bare
// Bubble Tea hello world and bare net/http, all in one run. It prints a table; with
// -write FILE it also puts it between the two marker comments in that file. Run it from
// anywhere in the module; it takes about three minutes, and talks to loopback only.
//
// The rules: what is compared takes turns, so that a busy moment hits both sides; what is
// told is the median; a row that cannot be measured says why, and the others go on.
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
	alone := flag.Bool("whole", false, "only whole logins, for the process that measures them")
	flag.Parse()
	debug.SetGCPercent(400) // as the sandbox's own command has it
	if *alone {
		if err := measureWhole(); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
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
	fmt.Fprintln(os.Stderr, "building")
	b, err := build(ctx, folder)
	if err != nil {
		return err
	}
	b.rounds = rounds

	rows := b.sizes()
	for _, m := range []struct {
		what    string
		measure func(context.Context) ([]row, error)
	}{
		{"start to first frame, resident", b.starts},
		{"key to echo, bytes per key", b.keys},
		{"bytes while idle", b.idle},
		{"JSON viewer", b.documents},
		{"sandbox, until it listens", b.listening},
		{"sandbox, logins", b.logins},
		{"sandbox, 100,000 whole logins", b.wholes},
		{"adapter, three-request login", b.adapter},
	} {
		fmt.Fprintln(os.Stderr, "measuring "+m.what)
		measured, err := m.measure(ctx)
		if err != nil {
			measured = append(measured, row{what: m.what, problem: err})
		}
		rows = append(rows, measured...)
	}
	text := table(rows, rounds)
	fmt.Print(text)
	if write == "" {
		return ctx.Err()
	}
	return errors.Join(ctx.Err(), replaceTable(write, text))
}
