package recorded

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// entry is one call as somebody recorded it, whatever it was.
type entry struct {
	method, target string
	authorization  string
	sent           string // the body of the request
	at             time.Time
	status         int
	header         http.Header // of the answer
	body           string
	told           bool   // the answer's body was recorded, be it empty
	cut            bool   // the body is not whole
	trouble        string // what was said where no status came
	reached        bool   // the request is known to have gone out
}

// place is which call of the contract a method and a target are.
type place struct {
	call    flow.Call
	token   bool // POST /auth/token: one of three calls
	account string
}

// placeOf finds the call; false where it is not one of ours.
func placeOf(method, target string) (place, bool) {
	target, _, _ = strings.Cut(target, "?")
	target, _, _ = strings.Cut(target, "#")
	_, rest, ok := strings.Cut(target, "/accounts/")
	if !ok {
		return place{}, false
	}
	account, path, _ := strings.Cut(strings.TrimRight(rest, "/"), "/")
	path = "/" + path
	if account == "" || len(account) > 40 || strings.Trim(account, letters+"_-") != "" {
		return place{}, false
	}
	for call := flow.CallClientToken; call <= flow.CallExists; call++ {
		if route := wire.RouteOf(call); route.Path == path && route.Method == method {
			return place{call: call, token: path == wire.RouteOf(flow.CallAnswer).Path, account: account}, true
		}
	}
	return place{}, false
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// query is the identifiers in the target of an existence check.
func (e entry) query() []string {
	u, err := url.Parse(e.target)
	if err != nil {
		return nil
	}
	q := u.Query()
	var list []string
	for _, name := range []string{"email", "phone_number"} {
		if text := strings.TrimSpace(q.Get(name)); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// builder makes an entry of a record's values: those of a HAR 1.2, and the names that logs in
// JSON commonly have.
type builder struct {
	e                entry
	name, value      string // of a header
	encoding         string
	text             string // of a log's message, which may be a line by itself
	code, message    string // of an error that a log has by itself
	started, stamped time.Time
	some             bool // any value at all
	headers          int
}

// valueCap is how much of a header or an address counts.
const valueCap = 8 << 10

func (b *builder) take(path string, kind byte, text string) {
	b.some = true
	switch path {
	case "request.method", "method", "verb", "http_method", "httpmethod", "http.method", "http.request.method", "req.method", "request_method", "requestmethod":
		b.e.method = strings.ToUpper(short(text))
	case "request.url", "url", "path", "uri", "target", "request_uri", "req.url", "http.url", "http.path", "http.target", "url.path", "url.full", "request.path", "request.uri", "requestpath":
		if strings.Contains(text, "/accounts/") || b.e.target == "" {
			b.e.target = short(text)
		}
	case "response.status", "status", "statuscode", "status_code", "res.statuscode", "http.status_code", "http.response.status_code", "response.status_code", "responsestatus", "http_status":
		if n := number(text); n > 0 || b.e.status == 0 {
			b.e.status = n
		}
	case "starteddatetime":
		b.started, _ = timeIn(text)
	case "time", "timestamp", "ts", "@timestamp", "datetime", "date":
		if t, ok := timeIn(text); ok && kind == '"' {
			b.stamped = t
		} else if kind == '0' {
			b.stamped = epoch(text)
		}
	case "request.postdata.text", "request.body", "request_body":
		b.e.sent = text
	case "response.content.text", "response.body", "response_body":
		b.e.body, b.e.told = text, kind == '"'
	case "response.content.encoding":
		b.encoding = strings.ToLower(text)
	case "response._error", "_error":
		b.e.trouble = short(text)
	case "msg", "message", "log", "event.original":
		b.text = text
	case "error.code", "error_code", "response.body.error.code":
		b.code = short(text)
	case "error.message", "response.body.error.message":
		b.message = short(text)
	case "request_id", "requestid", "request.id":
		b.header("X-Request-Id", text)
	case "request.headers[].name", "response.headers[].name":
		b.name = short(text)
	case "request.headers[].value", "response.headers[].value":
		b.value = short(text)
	case "request.headers.authorization":
		b.e.authorization = short(text)
	default:
		if name, ok := strings.CutPrefix(path, "response.headers."); ok {
			b.header(name, text)
		}
	}
}

func short(text string) string { return text[:min(len(text), valueCap)] }

// headersCap is how many headers of an answer are kept; no answer of the API has a hundred.
const headersCap = 100

func (b *builder) header(name, value string) {
	if b.e.header == nil {
		b.e.header = http.Header{}
	}
	if b.headers++; b.headers <= headersCap {
		b.e.header.Add(name, short(value))
	}
}

// leave ends an object within the record.
func (b *builder) leave(path string) {
	switch {
	case path == "response.headers[]":
		b.header(b.name, b.value)
	case path == "request.headers[]" && strings.EqualFold(b.name, "Authorization"):
		b.e.authorization = b.value
	case path != "request.headers[]":
		return
	}
	b.name, b.value = "", ""
}

// entry is what the record comes to; false where there was nothing in it.
func (b *builder) entry() (entry, bool) {
	e := b.e
	if e.method == "" && b.text != "" {
		if line, ok := logged(b.text[:min(len(b.text), lineCap)]); ok {
			e = line
		}
	}
	if !b.started.IsZero() {
		e.at = b.started
	} else if !b.stamped.IsZero() {
		e.at = b.stamped
	}
	if b.encoding == "base64" {
		if plain, err := base64.StdEncoding.DecodeString(e.body); err == nil {
			e.body = string(plain)
		} else {
			e.body, e.told = "", false
		}
	}
	if !e.told && b.code+b.message != "" && e.status >= 400 {
		e.body, e.told = errorBody(b.code, b.message), true
	}
	e.cut = len(e.body) >= lineCap
	return e, b.some
}

// errorBody is an error as the API would write it (contract, ground rules).
func errorBody(code, message string) string {
	body := []byte(`{"error":{"code":`)
	body, _ = jsontext.AppendQuote(body, code)
	body = append(body, `,"message":`...)
	body, _ = jsontext.AppendQuote(body, message)
	return string(append(body, "}}"...))
}
