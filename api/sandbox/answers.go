package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// refusal is how a call ends that is not granted: an error body in the shape of the
// contract's ground rules, with codes of the sandbox's own where the contract has none,
// or whatever a broken server would say.
type refusal struct {
	status   int
	code     string
	message  string
	problems []problem
	wait     time.Duration // Retry-After
	mfaToken string        // beside error, with mfa_required
	broken   *breakage     // not an answer in this shape at all
}

// problem is an entry of an error body's list: which field, and what is wrong with it.
// What the caller sent is never in it.
type problem struct {
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

func newRefusal(status int, code, message string) *refusal {
	return &refusal{status: status, code: code, message: message}
}

func forbidden(code, message string) *refusal { return newRefusal(403, code, message) }

func insufficientScope(message string) *refusal { return forbidden("insufficient_scope", message) }
func invalidGrant(message string) *refusal      { return forbidden("invalid_grant", message) }
func expiredToken(message string) *refusal      { return forbidden("expired_token", message) }
func invalidToken(message string) *refusal      { return newRefusal(401, "invalid_token", message) }
func notFound(message string) *refusal          { return newRefusal(404, "not_found", message) }
func serverError() *refusal                     { return newRefusal(500, "server_error", failed) }

const failed = "Something went wrong in the sandbox"

// invalidCredentials is for a wrong secret, an unknown customer and a wrong type: nobody
// learns which of them it was (R10).
func invalidCredentials() *refusal {
	return forbidden("invalid_credentials", "Customer, type or secret is wrong")
}

func unknownAudience() *refusal {
	return forbidden("unknown_audience", "The audience is not granted to this client")
}

func invalidParameters(problems ...problem) *refusal {
	r := newRefusal(400, "invalid_parameters", "The request is not as the API wants it")
	r.problems = problems
	return r
}

func mfaRequired(mfaToken string) *refusal {
	r := forbidden("mfa_required", "Another factor is required")
	r.mfaToken = mfaToken
	return r
}

func tooManyAttempts(wait time.Duration) *refusal {
	r := newRefusal(429, "too_many_attempts", "Too many attempts: wait, then try again")
	r.wait = wait
	return r
}

// end answers a call: with a refusal, or a body, or nothing.
func (x *exchange) end(body any, refused *refusal) {
	switch {
	case refused != nil:
		x.refuse(refused)
	case body == nil:
		x.write(http.StatusNoContent, nil)
	default:
		x.write(http.StatusOK, body)
	}
}

func (x *exchange) refuse(r *refusal) {
	if r.broken != nil {
		x.breakOff(*r.broken)
		return
	}
	if r.wait > 0 {
		seconds := (r.wait + time.Second - 1) / time.Second
		x.w.Header().Set("Retry-After", strconv.FormatInt(int64(seconds), 10))
	}
	type body struct {
		Code    string    `json:"code"`
		Message string    `json:"message"`
		Errors  []problem `json:"errors,omitempty"`
	}
	x.write(r.status, struct {
		Error    body   `json:"error"`
		MFAToken string `json:"mfa_token,omitempty"`
	}{body{r.code, r.message, r.problems}, r.mfaToken})
}

// jsonType is what the vendor sends. A client that takes "application/json" alone should
// fail here, not in production.
const jsonType = "application/json; charset=utf-8"

// write sends an answer whole: status, length, body. A nil body is none.
func (x *exchange) write(status int, body any) {
	text, err := x.run.encode(x.call, body)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"error":{"code":"server_error","message":"`+failed+`"}}`)
	}
	x.writeText(status, jsonType, text)
}

func (x *exchange) writeText(status int, mediaType string, text []byte) {
	x.status = status
	h := x.w.Header()
	h.Set("Date", x.date())
	h.Set("Cache-Control", "no-store") // RFC 6749 5.1
	if status != http.StatusNoContent {
		h.Set("Content-Type", mediaType)
		h.Set("Content-Length", strconv.Itoa(len(text)))
	}
	x.w.WriteHeader(status)
	if status != http.StatusNoContent {
		_, _ = x.w.Write(text) // the caller may be gone
	}
}

// date is the server's clock as the scenario shows it.
func (x *exchange) date() string {
	return x.now.Add(x.run.skew).UTC().Format(http.TimeFormat)
}

// encode makes the JSON of an answer, as the scenario would have it.
func (r *run) encode(c call, body any) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil || r.flavour == "" || c == callKeys {
		return text, err
	}
	return flavoured(text, r.flavour)
}
