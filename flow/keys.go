package flow

import (
	"fmt"
	"io"
	"slices"
	"strconv"
)

// Keys is an account's public keys, immutable, shared by pointer (contract 8: GET
// /accounts/{oid}/auth/keys). A token that names one of them may still be forged: VerifyToken
// checks its signature.
type Keys struct {
	ids      []Foreign
	whole    bool
	material any
}

// NewKeys takes ids as they came: duplicates count once, and empty ones not at all.
// Whole reports whether every key of the list is among them. Material is the keys themselves, for
// the package that verifies with them; it must not change any more.
func NewKeys(ids []Foreign, whole bool, material any) *Keys {
	k := &Keys{whole: whole, material: material}
	for _, id := range ids {
		if !id.IsEmpty() && !k.Has(id) {
			k.ids = append(k.ids, id)
		}
	}
	return k
}

// Count is how many keys were read.
func (k *Keys) Count() int {
	if k == nil {
		return 0
	}
	return len(k.ids)
}

// Has reports whether one of the keys has this id. An empty id is never one.
func (k *Keys) Has(id Foreign) bool {
	return k != nil && slices.Contains(k.ids, id)
}

// Whole reports whether the list was read completely, so that an id which is not in it does
// not belong to the account. It is false where an entry was not readable as a key.
func (k *Keys) Whole() bool { return k != nil && k.whole }

// Material returns the keys themselves, as they were given to NewKeys.
func (k *Keys) Material() any {
	if k == nil {
		return nil
	}
	return k.material
}

// Format implements fmt.Formatter: how many there are, whatever the verb.
func (k *Keys) Format(f fmt.State, _ rune) {
	text := "no keys"
	switch {
	case k == nil || len(k.ids) == 0:
	case len(k.ids) == 1:
		text = "1 key"
	default:
		text = strconv.Itoa(len(k.ids)) + " keys"
	}
	_, _ = io.WriteString(f, text)
}
