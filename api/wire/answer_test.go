package wire

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"
	"time"

	"dintero-login/flow"
)

// What is wrong with an error's body is nobody's panic (R15).
func FuzzErrorBody(f *testing.F) {
	for _, body := range []string{
		``, `x`, `<html>`, `{"error":{"code":"a","message":"b","errors":[{"c":1}]},"mfa_token":"t"}`, `{"error":"x"}`, `{"message":1}`,
		`{"error":{"errors":[[[{}]]]}}`, `{"error":{"errors":"x"}}`, "\xff", `[`, `{"error":`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		a := Answer{status: 403, Body: []byte(body)}
		e := a.refused(time.Time{})
		if e.Status != 403 {
			t.Errorf("the status got lost: %+v", e.Failure)
		}
		if e.Code.IsEmpty() && e.Message.IsEmpty() && e.Details.IsEmpty() && e.Got.IsEmpty() {
			t.Errorf("%q is not described at all", body)
		}
	})
}

func TestARequestsBodyReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", `"\`, "\x00\x1f\x7f", "<&>", "æ€😀\u2028\ufffd", " edge ", "\r\n\t"} {
		out, err := Fields{{"a", text}, {"b", "c"}}.encoded()
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ A, B string }
		if err := json.Unmarshal(out, &back); err != nil || back.A != text || back.B != "c" {
			t.Errorf("%q went out as %s", text, out)
		}
	}
}

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

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 11, 22, 0, 12, 0, 0, time.UTC)
	date := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for _, tt := range []struct {
		after, date string
		want        time.Duration
	}{
		{"", "", 0},
		{"60", "", time.Minute},
		{" 5 ", "", 5 * time.Second},
		{"0", "", 0},
		{"-5", "", 0},
		{"+5", "", 0},
		{"1.5", "", 0},
		{"soon", "", 0},
		{"3601", "", time.Hour},
		{"99999999999999999999999", "", time.Hour},
		{date(time.Minute), "", time.Minute},
		{date(-time.Minute), "", 0},
		{date(48 * time.Hour), "", time.Hour},
		{date(2*time.Hour + time.Minute), date(2 * time.Hour), time.Minute}, // both by the server's clock
		{date(time.Minute), "garbage", time.Minute},
	} {
		h := http.Header{"Retry-After": {tt.after}, "Date": {tt.date}}
		if got := retryAfter(h, now); got != tt.want {
			t.Errorf("%q at %q: got %v, want %v", tt.after, tt.date, got, tt.want)
		}
	}
}

func TestSkew(t *testing.T) {
	t.Parallel()
	noon := time.Date(2025, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		date string
		want time.Duration
	}{
		{"", 0},
		{"garbage", 0},
		{"Sat, 22 Nov 2025 12:00:00 GMT", 0},
		{"Sat, 22 Nov 2025 11:59:59 GMT", 0}, // its last moment is when the request went out
		{"Sat, 22 Nov 2025 12:00:01 GMT", 0},
		{"Sat, 22 Nov 2025 14:00:01 GMT", 2 * time.Hour},
		{"Sat, 22 Nov 2025 09:59:59 GMT", -2 * time.Hour},
	} {
		if got := Skew(map[string][]string{"Date": {tt.date}}, noon, noon.Add(time.Second)); got != tt.want {
			t.Errorf("%q: got %v, want %v", tt.date, got, tt.want)
		}
	}
}
