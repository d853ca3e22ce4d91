package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"dintero-login/flow"
)

func TestCausesAreInOurOwnWords(t *testing.T) {
	t.Parallel()
	inDial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, tt := range []struct {
		err   error
		reach flow.Reach
		want  string
	}{
		{inDial(&net.DNSError{Name: "api.example", IsNotFound: true, Err: "no such host"}), flow.NotSent, "no such host: api.example"},
		{inDial(&net.DNSError{Name: "api.example", IsTimeout: true, Err: "i/o timeout"}), flow.NotSent, "the name api.example could not be looked up"},
		{inDial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), flow.NotSent, "connection refused"},
		{inDial(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), flow.NotSent, "no route to host"},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, flow.CutOff, "connection reset by peer"},
		{&net.OpError{Op: "proxyconnect", Err: inDial(syscall.ECONNREFUSED)}, flow.NotSent, "proxy: connection refused"},
		{&net.OpError{Op: "remote error", Err: errors.New("tls: handshake failure")}, flow.NotSent, "tls: handshake failure"},
		{errors.New("tls: server selected unsupported protocol version 302"), flow.NotSent, "tls: server selected unsupported protocol version 302"},
		{tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, flow.NotSent, "what answers does not speak TLS"},
		{context.Canceled, flow.CutOff, "cancelled"},
		{context.DeadlineExceeded, flow.NotSent, "no connection in time"},
		{context.DeadlineExceeded, flow.TimedOut, "no answer in time"},
		{io.ErrUnexpectedEOF, flow.CutOff, "the connection was closed"},
		{errProxyAddress, flow.NotSent, "the proxy's address in the environment cannot be read"},
		{errors.New("net/http: whatever canary"), flow.NotSent, "no connection"},
		{errors.New("malformed HTTP response canary"), flow.CutOff, "the connection broke, or what came was not HTTP"},
	} {
		if got := cause(tt.err, tt.reach).Shown(); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
		}
	}
}
