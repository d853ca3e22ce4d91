package api

import (
	"context"
	"encoding/base64"
	"slices"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// keysListed limits how many entries of a list of keys are read. Accounts have one key, or two
// during a rotation.
const keysListed = 64

// readKeys reads the ids of the account's public keys (contract 8: GET
// /accounts/{oid}/auth/keys). An entry that is not an RSA key is skipped; an answer
// that is not a list is a failure.
func (a *Adapter) readKeys(ctx context.Context) flow.Event {
	got, err := a.call(ctx, wire.Request{Call: flow.CallKeys})
	if err != nil {
		return a.failed(err)
	}
	k, wrong := decodeKeys(got.Body)
	if wrong != "" {
		return a.failed(got.Unusable(wrong))
	}
	return flow.KeysRead{Keys: k}
}

// decodeKeys reads a bare list of keys, or {"keys":[…]}, as strictly as the answers of
// contract 1 to 6, or returns what is wrong.
func decodeKeys(body []byte) (k *flow.Keys, wrong string) {
	list, wrong := strict.Read(body)
	if list.Kind == '{' {
		in, ok := list.Find("keys")
		if !ok {
			return nil, "without keys"
		}
		list = in
	}
	switch {
	case wrong != "":
		return nil, wrong
	case list.Kind != '[':
		return nil, "not a list of keys"
	}
	whole := len(list.Inside) <= keysListed
	var ids []flow.Foreign
	for _, entry := range list.Inside[:min(len(list.Inside), keysListed)] {
		id, ok := keyID(entry)
		ids, whole = append(ids, flow.FromOutside(id)), whole && ok
	}
	return flow.NewKeys(ids, whole), ""
}

// keyID returns the id of an RSA key that verifies signatures (RFC 7517, RFC 7518 section 6.3),
// and an empty id for an encryption key. It is not ok for any entry that it does not understand.
func keyID(entry strict.Value) (id string, ok bool) {
	key := entry.Object()
	kty, use, alg, kid := key.Optional("kty"), key.Optional("use"), key.Optional("alg"), key.Optional("kid")
	n, e := key.Optional("n"), key.Optional("e")
	switch {
	case key.Wrong != "":
		return "", false
	case use == "enc":
		return "", true
	case kty != "RSA", use != "" && use != "sig", !slices.Contains(signing, alg), kid == "", !isNumber(n), !isNumber(e):
		return "", false
	}
	return kid, true
}

// signing lists the alg values of an RSA key that verifies signatures (R19); alg is optional.
var signing = []string{"", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}

// isNumber reports whether a text is a number as keys encode it: bytes in base64url.
func isNumber(text string) bool {
	number, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && len(number) > 0
}
