package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	connectTimeout = 10 * time.Second // to dial, and again for the TLS handshake
	headerCap      = 64 << 10

	// Load balancers commonly close an idle connection after 60 s. We close it first, so that a
	// code is never written to a connection that is being closed: nobody could tell then whether
	// it was used.
	idleTimeout = 50 * time.Second
)

// newTransport returns the one transport for all calls: kept connections, HTTP/1.1 and 2,
// TLS 1.2 or newer, the system's certificates and those of Config.CA, and the proxy
// that the environment names.
func newTransport(cfg Config) (*http.Transport, error) {
	roots, err := certificates(cfg.CA)
	if err != nil {
		return nil, err
	}
	dial := cfg.DialContext
	if dial == nil {
		dial = (&net.Dialer{Timeout: min(connectTimeout, cfg.Timeout)}).DialContext
	}
	return &http.Transport{
		DialContext:            counted(dial),
		Proxy:                  proxy,
		OnProxyConnectResponse: proxyAnswered,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout:    min(connectTimeout, cfg.Timeout),
		ResponseHeaderTimeout:  cfg.Timeout,
		MaxResponseHeaderBytes: headerCap,
		IdleConnTimeout:        idleTimeout,
		MaxIdleConnsPerHost:    2, // a lane each
		ForceAttemptHTTP2:      true,
	}, nil
}

// certificates returns the system's certificates and those of pem; nil, which means the system's,
// without pem.
func certificates(pem []byte) (*x509.CertPool, error) {
	if pem == nil {
		return nil, nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("the system's certificates: %w", err)
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("ca: no certificate in it")
	}
	return pool, nil
}

// errProxyAddress stands in for an error that quotes the proxy's address, which may
// hold a password.
var errProxyAddress = errors.New("the proxy's address in the environment cannot be read")

func proxy(r *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(r)
	if err != nil {
		return nil, errProxyAddress
	}
	return u, nil
}

// proxyError is a proxy's answer to CONNECT other than 200.
type proxyError struct{ status int }

func (e proxyError) Error() string { return fmt.Sprintf("the proxy answered %d", e.status) }

func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return proxyError{answer.StatusCode}
	}
	return nil
}

// countedConn counts the bytes that were written to the network. Nothing else distinguishes "not
// sent" from "maybe sent", since net/http's trace reports writes to a buffer. Bytes count before
// Write is called, because an answer can arrive before it returns.
type countedConn struct {
	net.Conn
	written atomic.Int64
}

func (c *countedConn) Write(p []byte) (int, error) {
	c.written.Add(int64(len(p)))
	n, err := c.Conn.Write(p)
	c.written.Add(int64(n - len(p)))
	return n, err
}

type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

func counted(dial dialFunc) dialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &countedConn{Conn: conn}, nil
	}
}
