package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"sync"
	"time"
)

// eachSigns is how many tokens each core signs in a turn.
const eachSigns = 100

// signing is how many tokens a second so many cores together can sign. A login signs one.
func signing(key *rsa.PrivateKey, cores int) (float64, error) {
	digest := sha256.Sum256([]byte("a token's header and claims"))
	failed := make([]error, cores)
	var all sync.WaitGroup
	began := time.Now()
	for core := range cores {
		all.Go(func() {
			for range eachSigns {
				_, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:])
				failed[core] = errors.Join(failed[core], err)
			}
		})
	}
	all.Wait()
	return float64(cores*eachSigns) / time.Since(began).Seconds(), errors.Join(failed...)
}
