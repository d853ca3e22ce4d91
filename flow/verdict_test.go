package flow

import (
	"testing"
	"time"
)

func TestATokenIsVerifiedOnlyIfEveryCheckHolds(t *testing.T) {
	t.Parallel()
	good := Claims{
		Decoded: true, IssuerIs: Fits, AudienceIs: Fits,
		Expiry: Stamp{Is: Fits, In: time.Hour}, NotBefore: Stamp{Is: Fits, In: -time.Hour},
	}
	for _, row := range []struct {
		name      string
		change    func(*Claims)
		signature Signature
		age, skew Moment
		want      Tristate
	}{
		{"all of it", nil, SignatureVerified, 0, 0, Yes},
		{"no nbf", func(c *Claims) { c.NotBefore = Stamp{Is: Missing} }, SignatureVerified, 0, 0, Yes},
		{"a second before its end", nil, SignatureVerified, 59*time.Minute + 59*time.Second, 0, Yes},
		{"at its end", nil, SignatureVerified, time.Hour, 0, No},
		{"over by the server's clock", nil, SignatureVerified, 0, 2 * time.Hour, No},
		{"over by ours alone", nil, SignatureVerified, 90 * time.Minute, -time.Hour, Yes},
		{"begins in a minute", func(c *Claims) { c.NotBefore.In = time.Minute }, SignatureVerified, 0, 0, Yes},
		{"begins in 61 s", func(c *Claims) { c.NotBefore.In = 61 * time.Second }, SignatureVerified, 0, 0, No},
		{"begins in 61 s, a second ago", func(c *Claims) { c.NotBefore.In = 61 * time.Second }, SignatureVerified, time.Second, 0, Yes},
		{"no exp", func(c *Claims) { c.Expiry = Stamp{Is: Missing} }, SignatureVerified, 0, 0, Unknown},
		{"an odd exp", func(c *Claims) { c.Expiry = Stamp{Is: Odd} }, SignatureVerified, 0, 0, No},
		{"an odd nbf", func(c *Claims) { c.NotBefore = Stamp{Is: Odd} }, SignatureVerified, 0, 0, No},
		{"no issuer", func(c *Claims) { c.IssuerIs = Missing }, SignatureVerified, 0, 0, Unknown},
		{"another issuer", func(c *Claims) { c.IssuerIs = Differs }, SignatureVerified, 0, 0, Unknown},
		{"another account", func(c *Claims) { c.IssuerIs = Elsewhere }, SignatureVerified, 0, 0, No},
		{"no audience", func(c *Claims) { c.AudienceIs = Missing }, SignatureVerified, 0, 0, Unknown},
		{"another audience", func(c *Claims) { c.AudienceIs = Elsewhere }, SignatureVerified, 0, 0, No},
		{"nothing to compare with", func(c *Claims) { c.IssuerIs, c.AudienceIs = NotCompared, NotCompared }, SignatureVerified, 0, 0, Unknown},
		{"opaque", func(c *Claims) { *c = Claims{} }, SignatureVerified, 0, 0, Unknown},
		{"no keys", nil, SignatureUnchecked, 0, 0, Unknown},
		{"a bad signature", nil, SignatureBad, 0, 0, No},
		{"nobody's key", nil, SignatureForeignKey, 0, 0, No},
		{"a key that may be among those not read", nil, SignatureUnknownKey, 0, 0, Unknown},
		{"a weak key", nil, SignatureKeyUnfit, 0, 0, Unknown},
		{"none or HS256", nil, SignatureForbidden, 0, 0, No},
		{"crit", nil, SignatureCritical, 0, 0, No},
		{"two ways to read it", nil, SignatureUnreadable, 0, 0, Unknown},
		{"no keys, and over", nil, SignatureUnchecked, time.Hour, 0, No},
	} {
		claims := good
		if row.change != nil {
			row.change(&claims)
		}
		if got := Judge(claims, row.signature, row.age, row.skew).Holds(); got != row.want {
			t.Errorf("%s: got %d, want %d", row.name, got, row.want)
		}
	}
}
