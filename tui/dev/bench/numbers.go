package main

import (
	"slices"
	"time"
)

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(of []float64) float64 { return quantile(of, 0.5) }

// quantile sorts.
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
