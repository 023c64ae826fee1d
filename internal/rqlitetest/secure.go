package rqlitetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Keys are what a cluster of Secure is entered with.
type Keys struct {
	User, Password string
	CA             string // a file of the certificate that its nodes show
}

// Secure is Start for nodes that speak TLS and want a user and a password.
func Secure(t testing.TB, n int) (*Cluster, Keys) {
	t.Helper()
	folder := t.TempDir()
	cert, key := selfSigned(t, folder)
	users := filepath.Join(folder, "users.json")
	if err := os.WriteFile(users, []byte(`[{"username":"pamphlet","password":"hunter2","perms":["all"]},{"username":"*","perms":["ready"]}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	return Start(t, n, "-auth", users, "-http-cert", cert, "-http-key", key), Keys{"pamphlet", "hunter2", cert}
}

// selfSigned writes a certificate for this machine and its key.
func selfSigned(t testing.TB, folder string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "pamphlet test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	public, err := x509.CreateCertificate(rand.Reader, &template, &template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: public}, key: {Type: "EC PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
