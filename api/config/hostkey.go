package config

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"dintero-login/api/config/source"
	"dintero-login/flow"
)

// hostKeyName is the file of the host's key, in the config's folder.
const hostKeyName = "desk.key"

// hostKeyBytes is how long the key is: as long as a SHA-256.
const hostKeyBytes = 32

// HostKey returns the key under which this host makes pseudonyms of customers for its log: 32
// bytes, in hexadecimal in the file desk.key beside the config. It is made where it is missing,
// and never leaves the host. The error is an ErrConfig.
func HostKey(ctx context.Context, configFile string) ([]byte, error) {
	path := filepath.Join(filepath.Dir(configFile), hostKeyName)
	key, err := readHostKey(ctx, path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	var random [hostKeyBytes]byte
	_, _ = rand.Read(random[:]) // it never fails
	written := writeNew(path, hex.EncodeToString(random[:])+"\n")
	if key, err = readHostKey(ctx, path); err != nil && written != nil { // another desk may just have made it
		return nil, written
	}
	return key, err
}

func readHostKey(ctx context.Context, path string) ([]byte, error) {
	const limit = 1 << 10
	name := flow.FromOutside(path).Shown()
	file, err := source.ReadFile(ctx, path, limit, source.Unlinked)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, fault("%s: %s", name, source.Why(err, limit))
	}
	if why := source.Exposed(file.Info, path); why != "" {
		return nil, fault("%s: it holds the host's key, but %s", name, why)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(file.Bytes)))
	if err != nil || len(key) != hostKeyBytes {
		return nil, fault("%s: this is not a key of 64 hexadecimal digits; without the file the desk makes a new one", name)
	}
	return key, nil
}
