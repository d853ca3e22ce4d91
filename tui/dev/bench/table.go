package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// row is one line of the table. Its target is how much of ours is allowed, or how many
// times the floor; for a rate, how much of the floor has to be reached. A time that was
// allowed beside a floor of that day may also be as many times the floor of today.
type row struct {
	what        string
	ours, floor float64
	unit        string
	noFloor     bool
	atMost      float64 // in the row's unit
	floorThen   float64 // beside which atMost was set
	timesFloor  float64
	ofFloor     float64
	told        bool // no target
	problem     error
}

func (r row) met() bool {
	switch {
	case r.timesFloor > 0:
		return r.ours <= r.timesFloor*r.floor
	case r.ofFloor > 0:
		return r.ours >= r.ofFloor*r.floor
	default:
		return r.ours <= r.atMost || r.floorThen > 0 && r.ours <= r.floor*r.atMost/r.floorThen
	}
}

func (r row) target() string {
	switch {
	case r.told:
		return "–"
	case r.timesFloor > 0:
		return "≤ " + number(r.timesFloor) + " ×"
	case r.ofFloor > 0:
		return "≥ " + number(r.ofFloor) + " ×"
	case r.floorThen > 0:
		return "≤ " + number(r.atMost) + " " + r.unit + " or " + number(r.atMost/r.floorThen) + " ×"
	default:
		return "≤ " + number(r.atMost) + " " + r.unit
	}
}

func (r row) ratio() string {
	if r.noFloor || r.floor == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f ×", r.ours/r.floor)
}

// number has three digits that count.
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

// table is the rows as Markdown.
func table(rows []row, rounds int) string {
	var b strings.Builder
	b.WriteString("| what | dintero-login | floor | ratio | target | |\n|---|--:|--:|--:|--:|---|\n")
	for _, r := range rows {
		if r.problem != nil {
			fmt.Fprintf(&b, "| %s | not measured: %s | | | | |\n", r.what, strings.ReplaceAll(r.problem.Error(), "\n", " "))
			continue
		}
		floor := "–"
		if !r.noFloor {
			floor = number(r.floor) + " " + r.unit
		}
		mark := "✗"
		switch {
		case r.told:
			mark = ""
		case r.met():
			mark = "✓"
		}
		fmt.Fprintf(&b, "| %s | %s %s | %s | %s | %s | %s |\n", r.what, number(r.ours), r.unit, floor, r.ratio(), r.target(), mark)
	}
	fmt.Fprintf(&b, "\nMedians of %d interleaved runs and more; 80×24; %s, %s/%s, %d cores.\n",
		rounds, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	return b.String()
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

// median sorts, and gives the middle.
func median(of []float64) float64 { return quantile(of, 0.5) }

func quantile(of []float64, q float64) float64 {
	if len(of) == 0 {
		return 0
	}
	slices.Sort(of)
	return of[min(len(of)-1, int(q*float64(len(of))))]
}
