package sandbox

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// signaturesPerSecond is the floor: RS256 on every processor, and nothing else.
func signaturesPerSecond(t testing.TB) float64 {
	t.Helper()
	key := oneKey()
	var digest [32]byte
	var made atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for time.Since(began) < time.Second {
				if _, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:]); err != nil {
					t.Error(err)
					return
				}
				made.Add(1)
			}
		})
	}
	all.Wait()
	return float64(made.Load()) / time.Since(began).Seconds()
}

// weight is what the process takes up, in bytes, once what is free was given back.
type weight struct {
	heap, resident uint64
	goroutines     int
}

func weigh() weight {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	w := weight{heap: m.HeapAlloc, goroutines: runtime.NumGoroutine()}
	status, err := os.ReadFile("/proc/self/status") // Linux only; elsewhere the heap has to do
	if err != nil {
		return w
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			_, _ = fmt.Sscan(rest, &w.resident)
			w.resident <<= 10
		}
	}
	return w
}

func (w weight) String() string {
	return fmt.Sprintf("heap %.1f MiB, resident %.1f MiB, %d goroutines", float64(w.heap)/(1<<20), float64(w.resident)/(1<<20), w.goroutines)
}

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
