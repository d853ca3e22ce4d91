package main

import (
	"errors"
	"testing"
)

func TestARowHasOneTarget(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		row  row
		want string
	}{
		{
			"at most so many times the floor",
			row{what: "a", ours: 13, floor: 10, unit: "ms", beside: "hello", aim: atMost, limit: 1.3},
			"| a | 13 ms | 10 ms, hello | 1.30 × | ≤ 1.30 × | ✓ |\n",
		},
		{
			"missed by a hundredth",
			row{what: "a", ours: 17, floor: 13, unit: "B", beside: "hello", aim: atMost, limit: 1.3},
			"| a | 17 B | 13 B, hello | 1.31 × | ≤ 1.30 × | ✗ |\n",
		},
		{
			"met as it is shown",
			row{what: "a", ours: 4410, floor: 4400, beside: "hello", aim: atMost, limit: 1},
			"| a | 4410 | 4400, hello | 1.00 × | ≤ 1 × | ✓ |\n",
		},
		{
			"at least so much of the floor",
			row{what: "a", ours: 700, floor: 1000, unit: "/s", beside: "signing", aim: atLeast, limit: 0.75},
			"| a | 700 /s | 1000 /s, signing | 0.70 × | ≥ 0.75 × | ✗ |\n",
		},
		{
			"absolute, beside a floor",
			row{what: "a", ours: 20.5, floor: 10, unit: "MiB", beside: "hello", aim: absolute, limit: 22},
			"| a | 20.5 MiB | 10 MiB, hello | 2.05 × | ≤ 22 MiB, absolute | ✓ |\n",
		},
		{
			"nothing, and nothing is allowed",
			row{what: "a", unit: "B", beside: "hello", aim: absolute},
			"| a | 0 B | 0 B, hello | – | ≤ 0 B, absolute | ✓ |\n",
		},
		{"for information", row{what: "a", ours: 3, unit: "ms"}, "| a | 3 ms | – | – | – |  |\n"},
		{
			"for information, with what would do",
			row{what: "a", ours: 30, floor: 10, unit: "ms", beside: "hello", limit: 2},
			"| a | 30 ms | 10 ms, hello | 3.00 × | (2 ×) |  |\n",
		},
		{"not measured", row{what: "a", problem: errors.New("no\nterminal")}, "| a | not measured: no terminal | | | | |\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := row.row.String(); got != row.want {
				t.Errorf("got  %swant %s", got, row.want)
			}
		})
	}
}
