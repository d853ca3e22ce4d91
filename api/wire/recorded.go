package wire

import (
	"io"
	"net/http"
	"time"
)

// Recorded reads an answer that somebody else recorded as one that came here: nil where it is
// good. cut reports whether its body is known not to be whole. A date in Retry-After counts
// from now where the answer has no Date.
func Recorded(r Request, status int, header http.Header, body []byte, cut bool, now time.Time) *Error {
	got := Answer{Header: header, Body: body, call: r.Call, status: status, secrets: r.Secrets, typed: r.Body}
	if cut {
		got.cut = io.ErrUnexpectedEOF
	}
	if got.Succeeded() {
		return got.Acknowledged(nil)
	}
	return got.refused(now)
}
