package main

import (
	"errors"
	"slices"
	"sync"
	"time"

	"dintero-login/api/spawn"
)

// measure takes one measurement, in the unit of its row.
type measure func() (float64, error)

// turns lets measures take turns, so that a busy moment hits all of them, and returns the
// numbers of each.
func turns(rounds int, measures ...measure) ([][]float64, error) {
	numbers := make([][]float64, len(measures))
	for range rounds {
		for i, measure := range measures {
			number, err := measure()
			if err != nil {
				return nil, err
			}
			numbers[i] = append(numbers[i], number)
		}
	}
	return numbers, nil
}

// together does so many things at the same time, and waits for all of them.
func together(n int, do func(i int) error) error {
	var all sync.WaitGroup
	failed := make([]error, n)
	for i := range n {
		all.Add(1)
		spawn.Go(func() {
			defer all.Done()
			failed[i] = do(i)
		})
	}
	all.Wait()
	return errors.Join(failed...)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(of []float64) float64 { return quantile(of, 0.5) }

// quantile sorts the numbers, and returns the one that so large a part of them is below.
func quantile(of []float64, q float64) float64 {
	if len(of) == 0 {
		return 0
	}
	slices.Sort(of)
	return of[min(len(of)-1, int(q*float64(len(of))))]
}

func mean(of []float64) float64 {
	sum := 0.0
	for _, n := range of {
		sum += n
	}
	return sum / float64(max(1, len(of)))
}
