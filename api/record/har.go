package record

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"dintero-login/flow"
)

// The parts of a HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/). Fields that begin with
// _ are ours.
type (
	harFile struct {
		Log harLog `json:"log"`
	}
	harLog struct {
		Version string     `json:"version"`
		Creator harCreator `json:"creator"`
		Entries []harEntry `json:"entries"`
		Comment string     `json:"comment,omitempty"`
	}
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harEntry struct {
		Started  string      `json:"startedDateTime"`
		Time     float64     `json:"time"` // ms, as all times
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Number   int         `json:"_number"`
		Call     string      `json:"_call"`
		Try      int         `json:"_try"`
		Reused   bool        `json:"_connection_reused"`
	}
	harRequest struct {
		Method      string    `json:"method"`
		URL         string    `json:"url"`
		HTTPVersion string    `json:"httpVersion"`
		Cookies     []harPair `json:"cookies"`
		Headers     []harPair `json:"headers"`
		Query       []harPair `json:"queryString"`
		Post        *harPost  `json:"postData,omitempty"`
		HeadersSize int       `json:"headersSize"`
		BodySize    int64     `json:"bodySize"`
	}
	harPost struct {
		MimeType string    `json:"mimeType"`
		Params   []harPair `json:"params"`
		Text     string    `json:"text"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
		Error       string     `json:"_error,omitempty"` // where no status came
	}
	harContent struct {
		Size     int64  `json:"size"`
		MimeType string `json:"mimeType"`
		Text     string `json:"text,omitempty"`
		Comment  string `json:"comment,omitempty"`
	}
	harTimings struct {
		Blocked float64 `json:"blocked"`
		DNS     float64 `json:"dns"`
		Connect float64 `json:"connect"`
		SSL     float64 `json:"ssl"`
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// harOf is a HAR of entries, as a document.
func harOf(list []Entry, version, comment string) []byte {
	file := harFile{harLog{Version: "1.2", Creator: harCreator{"dintero-login", version}, Entries: []harEntry{}, Comment: comment}}
	for _, e := range list {
		file.Log.Entries = append(file.Log.Entries, harEntryOf(e))
	}
	return document(file)
}

// document is a value as JSON that a person can read too.
func document(value any) []byte {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	to.SetIndent("", "  ")
	_ = to.Encode(value) // the values are ours: structs of texts and numbers
	return b.Bytes()
}

func harEntryOf(e Entry) harEntry {
	x := harEntry{
		Started: e.Began.UTC().Format("2006-01-02T15:04:05.000Z07:00"), Number: e.Number, Call: e.Call.ID(), Try: e.Try, Reused: e.Phases.Reused,
		Timings: timingsOf(e), Time: ms(e.Took),
		Request: harRequest{
			Method: e.Request.Method, URL: e.Request.Address.String(), HTTPVersion: "unknown", Cookies: []harPair{},
			Headers: pairs(e.Request.Headers), Query: queryOf(e.Request), HeadersSize: -1, BodySize: e.Request.Size,
		},
		Response: harResponse{
			Status: e.Status, StatusText: http.StatusText(e.Status), HTTPVersion: "unknown", Cookies: []harPair{}, Headers: pairs(e.Answer.Headers),
			Content:     harContent{Size: e.Answer.Size, MimeType: e.Answer.Type, Text: e.Answer.Body.String(), Comment: e.Answer.Dropped},
			HeadersSize: -1, BodySize: -1,
		},
	}
	if len(e.Request.Body) > 0 {
		x.Request.Post = &harPost{e.Request.Type, []harPair{}, e.Request.Body.String()}
	}
	if e.Answer.Dropped != "" {
		x.Response.Content.Comment = "not kept: " + e.Answer.Dropped
	}
	if e.Status == 0 {
		x.Response.Error = troubleOf(e)
	}
	return x
}

// troubleOf is why no status came, in words as browsers write them.
func troubleOf(e Entry) string {
	f := e.Failure
	switch {
	case !e.Over:
		return "still running"
	case f.Reach == flow.TimedOut:
		return "net::ERR_TIMED_OUT"
	case f.Reach == flow.CutOff:
		return "net::ERR_EMPTY_RESPONSE"
	}
	return [...]string{
		flow.NetworkUnknown: "net::ERR_CONNECTION_FAILED", flow.NetworkName: "net::ERR_NAME_NOT_RESOLVED",
		flow.NetworkRefused: "net::ERR_CONNECTION_REFUSED", flow.NetworkUntrusted: "net::ERR_CERT_AUTHORITY_INVALID",
		flow.NetworkProxy: "net::ERR_PROXY_CONNECTION_FAILED",
	}[f.Network]
}

// timingsOf are the phases; what did not happen is -1. All but ssl, which is a part of connect, add
// up to the whole.
func timingsOf(e Entry) harTimings {
	p := e.Phases
	some := func(d time.Duration) float64 {
		if d == 0 {
			return -1
		}
		return ms(d)
	}
	t := harTimings{DNS: some(p.DNS), Connect: some(p.Connect + p.TLS), SSL: some(p.TLS), Send: 0, Wait: ms(p.Wait), Receive: ms(p.Receive)}
	t.Blocked = max(0, ms(e.Took-p.DNS-p.Connect-p.TLS-p.Wait-p.Receive))
	return t
}

// ms is a duration in milliseconds, to a thousandth.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func pairs(headers []Header) []harPair {
	list := []harPair{}
	for _, h := range headers {
		list = append(list, harPair{h.Name, h.Value.String()})
	}
	return list
}

// queryOf is the query of an address, a pair a parameter. Pseudonyms need no decoding.
func queryOf(m Message) []harPair {
	list := []harPair{}
	_, query, ok := strings.Cut(m.Address.String(), "?")
	for ok && query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		name, value, _ := strings.Cut(pair, "=")
		list = append(list, harPair{name, value})
	}
	return list
}
