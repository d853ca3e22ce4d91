package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptrace"
	"strings"
	"sync"
	"syscall"

	"dintero-login/flow"
)

// progress records how far a request got: its connection, and how many bytes had been written to
// that connection before.
type progress struct {
	mu     sync.Mutex
	conn   *countedConn
	before int64
	given  bool // a connection was found
	kept   bool // the connection had been used before
	resent int  // times that net/http repeated it, as it may with a GET
}

func (p *progress) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		conn := innermost(info.Conn)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.left() {
			p.resent++
		}
		p.given, p.kept, p.conn = true, info.Reused, conn
		if conn != nil {
			p.before = conn.written.Load()
		}
	}}
}

// innermost finds our connection under the layers of TLS.
func innermost(conn net.Conn) *countedConn {
	for {
		switch c := conn.(type) {
		case *countedConn:
			return c
		case interface{ NetConn() net.Conn }:
			conn = c.NetConn()
		default:
			return nil
		}
	}
}

// left reports whether any byte of the request may have been sent. It errs on the side of yes: on
// HTTP/2 the bytes may belong to another request.
func (p *progress) left() bool {
	return p.given && (p.conn == nil || p.conn.written.Load() > p.before)
}

// stale reports, for a request that was not sent, whether it had a kept connection, which was
// dead then.
func (p *progress) stale() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept
}

func (p *progress) resends() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.resent
}

func (p *progress) reach(err error) flow.Reach {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.left():
		return flow.NotSent
	case timedOut(err):
		return flow.TimedOut
	default:
		return flow.CutOff
	}
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

// network is the kind of an error by which a request did not leave.
func network(err error) flow.Network {
	var (
		name   *net.DNSError
		proxy  proxyError
		host   x509.UnknownAuthorityError
		op     *net.OpError
		number syscall.Errno
	)
	switch {
	case errors.As(err, &proxy), errors.Is(err, errProxyAddress), errors.As(err, &op) && op.Op == "proxyconnect":
		return flow.NetworkProxy
	case errors.As(err, &name):
		return flow.NetworkName
	case errors.As(err, &host):
		return flow.NetworkUntrusted
	case errors.As(err, &number), timedOut(err):
		return flow.NetworkRefused
	}
	return flow.NetworkUnknown
}

// cause describes a network error in our own words. Unknown errors are not quoted, because net/http
// includes text from the server in some of them.
func cause(err error, reach flow.Reach) flow.Foreign {
	var (
		own         *ShownError
		name        *net.DNSError
		proxy       proxyError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		op          *net.OpError
		number      syscall.Errno
	)
	says := func(text string) flow.Foreign { return flow.FromOutside(Short(text, 300)) }
	switch {
	case errors.As(err, &own):
		return says(own.Text)
	case errors.Is(err, context.Canceled):
		return says("cancelled")
	case errors.Is(err, errProxyAddress):
		return says(errProxyAddress.Error())
	case errors.As(err, &proxy):
		return says(proxy.Error())
	case errors.As(err, &name) && name.IsNotFound:
		return says("no such host: " + name.Name)
	case errors.As(err, &name):
		return says("the name " + name.Name + " could not be looked up")
	case timedOut(err) && reach == flow.NotSent:
		return says("no connection in time")
	case timedOut(err):
		return says("no answer in time")
	case errors.As(err, &certificate):
		return says("certificate not accepted: " + certificate.Err.Error())
	case errors.As(err, &record):
		return says("what answers does not speak TLS")
	case errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"): // TLS alerts
		return says(op.Err.Error())
	case reach == flow.NotSent && strings.HasPrefix(err.Error(), "tls: "):
		return says(err.Error())
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return says("the connection was closed")
	case errors.As(err, &number):
		if op != nil && op.Op == "proxyconnect" {
			return says("proxy: " + number.Error())
		}
		return says(number.Error())
	case reach == flow.NotSent:
		return says("no connection")
	default:
		return says("the connection broke, or what came was not HTTP")
	}
}
