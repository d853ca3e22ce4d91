package sandbox

import (
	"fmt"
	"testing"
)

// BenchmarkStart is the time until the sandbox listens; closing is left out.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s := started(b, Options{}, demoAccounts())
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkLogin is a whole login over HTTP, from 1 and from 32 connections, with the
// generator in the same process; its floor is what the signing of a token allows.
func BenchmarkLogin(b *testing.B) {
	floor := signaturesPerSecond(b)
	for _, connections := range []int{1, soakConnections} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) {
			s := newSoak(b, b.N)
			b.ResetTimer()
			s.play(b, b.N, connections)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "logins/s")
			b.ReportMetric(floor, "signatures/s")
		})
	}
}
