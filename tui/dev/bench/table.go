package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// row is one line of the table: what was measured, beside its floor of the same run, and
// one target.
type row struct {
	what        string
	ours, floor float64
	unit        string
	beside      string // what the floor is; empty: there is none
	aim         aim
	limit       float64
	problem     error // why it was not measured
}

// aim is what a row's limit means.
type aim int

const (
	told     aim = iota // for information; a limit is a multiple of the floor
	atMost              // so many times the floor
	atLeast             // so much of the floor
	absolute            // at most so much in the row's unit, whatever the machine
)

// met holds the numbers against the limit as the table shows them, with two decimals.
func (r row) met() bool {
	switch r.aim {
	case atMost:
		return r.ratio() <= r.limit
	case atLeast:
		return r.ratio() >= r.limit
	default:
		return r.ours <= r.limit
	}
}

func (r row) ratio() float64 { return math.Round(100*r.ours/r.floor) / 100 }

func (r row) target() string {
	switch {
	case r.aim == atMost:
		return "≤ " + number(r.limit) + " ×"
	case r.aim == atLeast:
		return "≥ " + number(r.limit) + " ×"
	case r.aim == absolute:
		return "≤ " + r.amount(r.limit) + ", absolute"
	case r.limit > 0:
		return "(" + number(r.limit) + " ×)"
	default:
		return "–"
	}
}

func (r row) String() string {
	if r.problem != nil {
		return fmt.Sprintf("| %s | not measured: %s | | | | |\n", r.what, strings.ReplaceAll(r.problem.Error(), "\n", " "))
	}
	floor, ratio := "–", "–"
	if r.beside != "" {
		floor = r.amount(r.floor) + ", " + r.beside
	}
	if r.floor > 0 {
		ratio = strconv.FormatFloat(r.ratio(), 'f', 2, 64) + " ×"
	}
	mark := "✗"
	switch {
	case r.aim == told:
		mark = ""
	case r.met():
		mark = "✓"
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |\n", r.what, r.amount(r.ours), floor, ratio, r.target(), mark)
}

func (r row) amount(n float64) string { return strings.TrimSpace(number(n) + " " + r.unit) }

// number returns n with three significant digits.
func number(n float64) string {
	switch {
	case n >= 100 || n == float64(int(n)):
		return strconv.FormatFloat(n, 'f', 0, 64)
	case n >= 10:
		return strconv.FormatFloat(n, 'f', 1, 64)
	default:
		return strconv.FormatFloat(n, 'f', 2, 64)
	}
}

// table returns the rows as Markdown.
func table(rows []row, rounds int, before, after string) string {
	var b strings.Builder
	b.WriteString("| what | dintero-login | floor | ratio | target | |\n|---|--:|--:|--:|--:|---|\n")
	for _, r := range rows {
		b.WriteString(r.String())
	}
	fmt.Fprintf(&b, "\nMedians unless named otherwise; starts: %d turns. %s, %s/%s, %d cores; load (1 minute) %s before the run, %s after it.\n",
		rounds, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), before, after)
	return b.String()
}

// load returns how many processes wanted a core in the last minute, on average, as Linux says.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	if minute, _, found := strings.Cut(string(text), " "); found {
		return minute
	}
	return "unknown"
}

// The comments between which the table stands.
const (
	tableBegins = "<!-- bench -->"
	tableEnds   = "<!-- /bench -->"
)

// replaceTable puts the table into a file that has a place for it; else it only says so.
func replaceTable(file, text string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(old), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		fmt.Fprintln(os.Stderr, "bench: "+file+" has no "+tableBegins+" … "+tableEnds+", so the table is only printed")
		return nil
	}
	return os.WriteFile(file, []byte(before+tableBegins+"\n"+text+tableEnds+after), 0o644)
}
