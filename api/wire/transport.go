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

	// Load balancers commonly close a kept connection after 60 s. We let go first, so that
	// a code is not written into a connection that is just being closed: then nobody could
	// tell whether it was used.
	idleTimeout = 50 * time.Second
)

// newTransport makes the one transport for all calls: kept connections, HTTP/1.1 and 2,
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

// certificates is the system's and those of pem; nil, the system's, when there are none to
// add.
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

// proxyError is a proxy that answered something else than 200 to CONNECT.
type proxyError struct{ status int }

func (e proxyError) Error() string { return fmt.Sprintf("the proxy answered %d", e.status) }

func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return proxyError{answer.StatusCode}
	}
	return nil
}

// countedConn counts the bytes that were written to the network. Nothing else can tell
// "not sent" from "maybe sent": net/http's trace reports writes into a buffer. They count
// from when they may be on their way: an answer can be there before Write returns.
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
