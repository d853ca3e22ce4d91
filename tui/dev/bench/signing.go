package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"time"
)

// eachSigns is how many tokens each core signs in a turn.
const eachSigns = 100

// signing returns how many tokens a second that many cores can sign together. A login signs one.
func signing(key *rsa.PrivateKey, cores int) (float64, error) {
	digest := sha256.Sum256([]byte("a token's header and claims"))
	began := time.Now()
	err := together(cores, func(int) error {
		for range eachSigns {
			if _, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:]); err != nil {
				return err
			}
		}
		return nil
	})
	return float64(cores*eachSigns) / time.Since(began).Seconds(), err
}
