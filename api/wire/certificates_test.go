package wire

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// What a process takes for the system's certificates is settled once, so this test runs
// itself anew with a system of its own.
func TestACertificateOfOnesOwnIsTrustedBesideTheSystems(t *testing.T) {
	t.Parallel()
	const inside = "API_TEST_OTHER_CA"
	if file := os.Getenv(inside); file != "" {
		system, err := x509.SystemCertPool()
		if err != nil || system.Equal(x509.NewCertPool()) {
			t.Skip("this system has no certificates", err)
		}
		if pool, err := certificates(nil); err != nil || pool != nil && !pool.Equal(system) {
			t.Errorf("without one of one's own, the system's are not trusted: %v", err)
		}
		other, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pool, err := certificates(other)
		if err != nil || pool.Equal(system) {
			t.Fatalf("the certificate of one's own is not in it: %v", err)
		}
		system.AppendCertsFromPEM(other)
		if !pool.Equal(system) {
			t.Error("the system's certificates are not in it")
		}
		return
	}
	folder := t.TempDir()
	systems, own := filepath.Join(folder, "system.pem"), filepath.Join(folder, "own.pem")
	for path, serial := range map[string]int64{systems: 1, own: 2} {
		if err := os.WriteFile(path, selfSigned(t, serial), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	again := exec.Command(self, "-test.run", "^"+t.Name()+"$", "-test.v")
	again.Env = append(os.Environ(), inside+"="+own, "SSL_CERT_FILE="+systems)
	if said, err := again.CombinedOutput(); err != nil || runtime.GOOS == "linux" && !bytes.Contains(said, []byte("--- PASS")) {
		t.Errorf("%v\n%s", err, said)
	}
}

func selfSigned(t *testing.T, serial int64) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
