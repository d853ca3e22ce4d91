package record

import (
	"fmt"
	"slices"
	"time"
)

// bundleVersion is that of the bundle and its manifest.
const bundleVersion = 1

// bundleFormat is how a manifest says what it is of.
const bundleFormat = "dintero-login ticket bundle"

// The files of a bundle, in their order.
const (
	reportName    = "report.md"
	harName       = "exchange.har"
	sequenceName  = "sequence.mmd"
	diagnosisName = "diagnosis.json"
	manifestName  = "manifest.json"
)

func fileNames() []string {
	return []string{reportName, harName, sequenceName, diagnosisName, manifestName}
}

// manifest is manifest.json: what is in the bundle, and what was taken out of the traffic, by place
// and kind. It tells neither a value nor a length of that.
type manifest struct {
	Format    string      `json:"format"`
	Version   int         `json:"version"`
	Program   string      `json:"program"`
	Made      string      `json:"made"` // RFC 3339
	Notice    string      `json:"notice"`
	DeleteBy  string      `json:"delete_by"`
	Files     []fileJSON  `json:"files"`
	Exchanges int         `json:"exchanges"`
	Left      int         `json:"exchanges_left_out"`
	TakenOut  []takenJSON `json:"taken_out"`
}

type fileJSON struct {
	Name string `json:"name"`
	Size int    `json:"bytes"`
}

// takenJSON is a place, and the exchanges in which something was taken out of it.
type takenJSON struct {
	Where     string `json:"where"`
	Kind      string `json:"kind"`
	Exchanges string `json:"exchanges"` // their numbers, as in 1-3, 7
}

func manifestOf(b Bundle, list []Entry, left int) manifest {
	m := manifest{
		Format: bundleFormat, Version: bundleVersion, Program: b.Program, Made: b.Made.UTC().Format(time.RFC3339),
		DeleteBy: b.Made.UTC().AddDate(0, 0, keepDays).Format(dayForm), Files: []fileJSON{}, Exchanges: len(list), Left: left, TakenOut: []takenJSON{},
	}
	m.Notice = notice + m.DeleteBy + "."
	numbers := map[Taken][]int{}
	var order []Taken
	for _, e := range list {
		for _, taken := range e.Taken {
			at := numbers[taken]
			if at == nil {
				order = append(order, taken)
			}
			if len(at) == 0 || at[len(at)-1] != e.Number {
				numbers[taken] = append(at, e.Number)
			}
		}
	}
	for _, taken := range order {
		m.TakenOut = append(m.TakenOut, takenJSON{taken.Where, taken.Kind, ranges(numbers[taken])})
	}
	return m
}

// kinds are the kinds of what was taken out.
func (m manifest) kinds() []string {
	var list []string
	for _, t := range m.TakenOut {
		list = append(list, t.Kind)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// ranges writes numbers that rise as in 1-3, 7.
func ranges(numbers []int) string {
	said := ""
	for i := 0; i < len(numbers); {
		to := i
		for to+1 < len(numbers) && numbers[to+1] == numbers[to]+1 {
			to++
		}
		if said != "" {
			said += ", "
		}
		said += fmt.Sprint(numbers[i])
		if to > i {
			said += fmt.Sprintf("-%d", numbers[to])
		}
		i = to + 1
	}
	return said
}
