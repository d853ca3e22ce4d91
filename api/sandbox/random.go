package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	mathrand "math/rand/v2"
)

// randomness hands out sources. Seeded, every purpose has a stream of its own, so
// that a code does not depend on which of two calls came first.
type randomness struct {
	seeded bool
	seed   uint64
}

// stream is the source for one purpose. A seeded one must not be read concurrently.
func (r randomness) stream(purpose string) io.Reader {
	if !r.seeded {
		return rand.Reader
	}
	return mathrand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "%d/%s", r.seed, purpose)))
}

// Neither source can fail: crypto/rand ends the process rather than return an error,
// and ChaCha8 has none. Hence the dropped errors below.

// token is 144 random bits as text.
func token(source io.Reader) string {
	var b [18]byte
	_, _ = io.ReadFull(source, b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// sixDigits is a code, every one equally likely (R1).
func sixDigits(source io.Reader) string {
	const codes, whole = 1_000_000, (1 << 32) / 1_000_000 * 1_000_000
	for {
		var b [4]byte
		_, _ = io.ReadFull(source, b[:])
		if n := binary.BigEndian.Uint32(b[:]); n < whole {
			return fmt.Sprintf("%06d", n%codes)
		}
	}
}

// uuid is a random UUID, RFC 9562 version 4.
func uuid(source io.Reader) string {
	var b [16]byte
	_, _ = io.ReadFull(source, b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
