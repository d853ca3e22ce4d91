package record

import (
	"net/http"
	"slices"
	"strings"
)

// longestWord is how long a request id may be, in bytes.
const longestWord = 64

// keptValue is what is kept of a header's value; false where the header or the value is not
// known to be harmless.
func keptValue(name, value string) (string, bool) {
	switch name {
	case "Content-Type":
		kind := mediaType(value)
		return kind, kind != ""
	case "Date", "Expires", "Last-Modified":
		t, err := http.ParseTime(value)
		return t.UTC().Format(http.TimeFormat), err == nil
	case "Retry-After":
		if t, err := http.ParseTime(value); err == nil {
			return t.UTC().Format(http.TimeFormat), true
		}
		return value, isNumber(value)
	case "Cache-Control", "Connection", "Content-Encoding", "Pragma", "Transfer-Encoding", "Vary":
		return value, onlyWords(value)
	case "Www-Authenticate":
		scheme, more, _ := strings.Cut(value, " ")
		if more != "" {
			more = " " + removed
		}
		return scheme + more, slices.Contains([]string{"Basic", "Bearer", "Digest", "Negotiate", "NTLM"}, scheme)
	case "X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Amzn-Requestid", "X-Amz-Cf-Id", "Traceparent":
		return value, isRequestID(value)
	}
	return "", false
}

// mediaType is a Content-Type that is known; empty for any other.
func mediaType(value string) string {
	kind, parameter, _ := strings.Cut(strings.ToLower(value), ";")
	kind = strings.TrimSpace(kind)
	known := []string{
		"application/json", "application/problem+json", "application/xml", "text/xml", "text/html", "text/plain",
		"application/octet-stream", "application/jwt", "application/jwk-set+json",
	}
	if !slices.Contains(known, kind) {
		return ""
	}
	switch strings.TrimSpace(parameter) {
	case "charset=utf-8", `charset="utf-8"`:
		return kind + "; charset=utf-8"
	case "charset=iso-8859-1":
		return kind + "; charset=iso-8859-1"
	}
	return kind
}

// onlyWords reports whether a list has no word but those of HTTP itself.
func onlyWords(value string) bool {
	known := []string{
		"no-store", "no-cache", "no-transform", "must-revalidate", "private", "public", "keep-alive", "close", "gzip", "deflate",
		"br", "chunked", "identity", "accept", "accept-encoding", "origin", "authorization", "accept-language", "user-agent", "*",
	}
	for _, word := range strings.Split(strings.ToLower(value), ",") {
		if !slices.Contains(known, strings.TrimSpace(word)) {
			return false
		}
	}
	return true
}

// isRequestID reports whether a text looks as request ids do: no address, no JWT, not long.
func isRequestID(value string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:=+-"
	return value != "" && len(value) <= longestWord && strings.Trim(value, letters) == "" && !strings.Contains(value, "eyJ")
}

func isNumber(value string) bool {
	return value != "" && len(value) <= 9 && strings.Trim(value, "0123456789") == ""
}

// isHeaderName reports whether a header's name may be shown: the value of most is not.
func isHeaderName(name string) bool {
	for _, known := range []string{"Access-Control-", "Cf-", "X-Amz-", "X-Amzn-", "X-Cache", "X-Envoy-", "X-Ratelimit-", "Ratelimit-", "Sec-"} {
		if rest, ok := strings.CutPrefix(name, known); ok {
			return slices.Contains([]string{"", "Id", "Ray", "Requestid", "Limit", "Remaining", "Reset", "Allow-Origin", "Cache-Status", "Cf-Id", "Cf-Pop", "Hits"}, rest)
		}
	}
	return slices.Contains([]string{
		"Age", "Allow", "Alt-Svc", "Cache-Control", "Connection", "Content-Encoding", "Content-Language", "Content-Length",
		"Content-Security-Policy", "Content-Type", "Date", "Etag", "Expires", "Last-Modified", "Link", "Location", "Nel", "Origin",
		"Permissions-Policy", "Pragma", "Proxy-Authenticate", "Referrer-Policy", "Report-To", "Request-Id", "Retry-After", "Server",
		"Set-Cookie", "Strict-Transport-Security", "Traceparent", "Trailer", "Transfer-Encoding", "Upgrade", "Vary", "Via",
		"Www-Authenticate", "X-Content-Type-Options", "X-Correlation-Id", "X-Frame-Options", "X-Powered-By", "X-Request-Id",
		"X-Xss-Protection",
	}, name)
}
