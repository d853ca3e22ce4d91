package sandbox

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
)

// BenchmarkStart is the time until the sandbox listens; closing, which waits for a key
// that nobody asked for, is left out, and so is that key.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s, err := start(Options{}, demoAccounts(), oneKey)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkSign is the floor of BenchmarkLogin: the RS256 signature of one token, and
// nothing else, on every processor.
func BenchmarkSign(b *testing.B) {
	key, err := oneKey()
	if err != nil {
		b.Fatal(err)
	}
	digest := sha256.Sum256([]byte("a token"))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:]); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "signatures/s")
}

// BenchmarkLogin is a challenge and its answer over HTTP, from 1 and from 32 connections,
// the generator in the same process included. The mfa_token of each is made beforehand.
func BenchmarkLogin(b *testing.B) {
	for _, connections := range []int{1, 32} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) { benchmarkLogin(b, connections) })
	}
}

func benchmarkLogin(b *testing.B, connections int) {
	s, err := start(Options{}, crowd(connections), oneKey)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	r := &rig{t: b, s: s, account: s.first.issuer, aud: s.first.audience, http: freshHTTP(b)}
	r.renew()

	var person atomic.Int64
	var left atomic.Int64
	left.Store(int64(b.N))
	done := make(chan error, connections)
	b.ResetTimer()
	for range connections {
		go func() { done <- r.oftenLogin(int(person.Add(1))-1, &left) }()
	}
	for range connections {
		if err := <-done; err != nil {
			b.Error(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "logins/s")
}

func (r *rig) oftenLogin(person int, left *atomic.Int64) error {
	x := direct(r.s)
	c := r.s.first.customers[identKey("customer", byPhone, fmt.Sprintf("+47400%05d", person))]
	for left.Add(-1) >= 0 {
		r.s.first.mu.Lock()
		x.now = r.s.options.Now()
		l := x.beginLogin(c)
		r.s.first.mu.Unlock()
		var challenged struct {
			OOBCode string `json:"oob_code"`
		}
		if err := r.exchange("/auth/mfa/challenge", fmt.Sprintf(`{"challenge_type":"oob","mfa_token":%q,"oob_channel":"sms"}`, l.token), &challenged); err != nil {
			return err
		}
		r.s.first.mu.Lock()
		code := l.challenge.code
		r.s.first.mu.Unlock()
		var got tokens
		if err := r.exchange("/auth/token", fmt.Sprintf(`{"grant_type":"mfa_oob","mfa_token":%q,"oob_code":%q,"binding_code":%q}`, l.token, challenged.OOBCode, code), &got); err != nil {
			return err
		}
		if got.AccessToken == "" {
			return fmt.Errorf("no token")
		}
	}
	return nil
}

func (r *rig) exchange(path, body string, into any) error {
	request, err := http.NewRequest(http.MethodPost, r.account+path, bytes.NewReader([]byte(body)))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+r.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := r.http.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %d %s: %w", path, response.StatusCode, text, err)
	}
	return json.Unmarshal(text, into)
}
