package sandbox

import (
	"context"
	"crypto"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// keyring signs for one account, and knows its own signature again. The key is made
// once, in the background, when it is first needed: it takes all of a core for some 100 ms,
// which belong to the screen while a program starts.
type keyring struct {
	begin  func() // starts making the key; again is nothing
	ready  chan struct{}
	err    error // why there is no key; read after ready
	public jose.JSONWebKey
	signer jose.Signer

	mu   sync.Mutex
	seen map[string]claims // tokens whose signature was checked: checking costs more than the rest of a call
}

// seenTokens is how many checked tokens are remembered; a client uses one for hours.
const seenTokens = 128

// claims are the claims of RFC 9068 that the account writes and reads. A customer's
// token names the client that asked for it as azp; the client's own token has none,
// and that is how they are told apart (R22).
type claims struct {
	jwt.Claims
	Scope string `json:"scope,omitempty"`
	Party string `json:"azp,omitempty"`
}

var errTokenRefused = errors.New("not a token of this account")

func newKeyring() *keyring {
	return &keyring{ready: make(chan struct{}), seen: map[string]claims{}}
}

// make makes the key and wakes the calls that wait for it. If it fails, they are answered 500.
func (k *keyring) make(newKey func() (*rsa.PrivateKey, error)) {
	defer close(k.ready)
	if err := guarded(func() { k.err = k.makeFrom(newKey) }); err != nil {
		k.err = err
	}
}

func (k *keyring) makeFrom(newKey func() (*rsa.PrivateKey, error)) error {
	private, err := newKey()
	if err != nil {
		return err
	}
	k.public = jose.JSONWebKey{Key: private.Public(), Algorithm: string(jose.RS256), Use: "sig"}
	thumbprint, err := k.public.Thumbprint(crypto.SHA256)
	if err != nil {
		return err
	}
	k.public.KeyID = base64.RawURLEncoding.EncodeToString(thumbprint)[:16]
	k.signer, err = jose.NewSigner(
		jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: private, KeyID: k.public.KeyID}},
		(&jose.SignerOptions{}).WithType("JWT"))
	return err
}

func (k *keyring) wait(ctx context.Context) error {
	k.begin()
	select {
	case <-k.ready:
		return k.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sign makes a compact JWS of claims.
func (k *keyring) sign(ctx context.Context, c claims) (string, error) {
	if err := k.wait(ctx); err != nil {
		return "", err
	}
	return jwt.Signed(k.signer).Claims(c).Serialize()
}

// verify reads a token that this key signed with RS256 for this issuer and audience,
// and that has not expired. Every other algorithm is refused before a key is looked
// at, and jku, x5u and jwk in the header are not looked at either (R19).
func (k *keyring) verify(ctx context.Context, token, issuer, audience string, now time.Time) (claims, error) {
	if err := k.wait(ctx); err != nil {
		return claims{}, err
	}
	c, err := k.signed(token)
	if err != nil {
		return claims{}, err
	}
	// iat and nbf are our own word, and a scenario may have bent them.
	if c.Issuer != issuer || !slices.Contains(c.Audience, audience) || c.Expiry == nil || !now.Before(c.Expiry.Time()) {
		return claims{}, errTokenRefused
	}
	return c, nil
}

func (k *keyring) signed(token string) (claims, error) {
	k.mu.Lock()
	c, known := k.seen[token]
	k.mu.Unlock()
	if known {
		return c, nil
	}
	jws, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return claims{}, errTokenRefused
	}
	payload, err := jws.Verify(k.public.Key)
	if err != nil || json.Unmarshal(payload, &c) != nil {
		return claims{}, errTokenRefused
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.seen) == seenTokens {
		clear(k.seen)
	}
	k.seen[strings.Clone(token)] = c
	return c, nil
}

// publicKeys is GET /accounts/{oid}/auth/keys (contract 8): a bare list.
func (x *exchange) publicKeys() (any, *refusal) {
	if err := x.account.keys.wait(x.r.Context()); err != nil {
		return nil, serverError()
	}
	return []jose.JSONWebKey{x.account.keys.public}, nil
}
