package api

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"dintero-login/flow"
)

// A key that is not known may be a new one: the keys are read again, once, and no more.
func TestAnUnknownKeyIsLookedForOnceMore(t *testing.T) {
	t.Parallel()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, _ := json.Marshal(jose.JSONWebKey{Key: private.Public(), KeyID: "new", Algorithm: "RS256"})
	encode := base64.RawURLEncoding.EncodeToString
	text := encode([]byte(`{"alg":"RS256","kid":"new"}`)) + "." + encode([]byte(`{"sub":"a"}`))
	digest := sha256.Sum256([]byte(text))
	raw, _ := rsa.SignPKCS1v15(nil, private, crypto.SHA256, digest[:])
	token := flow.Conceal(text + "." + encode(raw))
	old, rotated := says(200, `[`+rsaKey("old")+`]`), says(200, `[`+rsaKey("old")+`,`+string(public)+`]`)
	for _, tt := range []struct {
		name   string
		again  reply
		before string // the keys that were read first
		want   flow.Signature
		reads  int
	}{
		{"a rotation", rotated, rsaKey("old"), flow.SignatureVerified, 1},
		{"nobody's key", old, rsaKey("old"), flow.SignatureForeignKey, 1},
		{"the keys cannot be read again", says(500, ``), rsaKey("old"), flow.SignatureForeignKey, 3},
		{"a key that is known", old, string(public), flow.SignatureVerified, 0},
		{"a known key that did not sign", old, rsaKey("new"), flow.SignatureKeyUnfit, 0},
	} {
		s := newServer(t).on(flow.CallClientToken, says(200, `{"access_token":"opaque"}`)).on(flow.CallKeys, says(200, `[`+tt.before+`]`))
		a := s.adapter(t)
		keys := ends[flow.KeysRead](t, a, flow.ReadKeys{}).Keys
		s.on(flow.CallKeys, tt.again)
		got := ends[flow.TokenVerified](t, a, flow.VerifyToken{Token: token, Keys: keys})
		if got.Token != token || got.Signature != tt.want || got.Keys.Has(foreign("new")) != (tt.want == flow.SignatureVerified || tt.reads == 0) {
			t.Errorf("%s: got %d with %v", tt.name, got.Signature, got.Keys)
		}
		s.read(t, flow.CallKeys, 1+tt.reads)
	}
}
