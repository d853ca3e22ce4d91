package record

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// answering is what a test server says to each request.
type answering struct {
	status int
	header http.Header
	body   string
}

// wired is a client whose requests are recorded, and a server that answers as it is told.
type wired struct {
	client *wire.Client
	record *Record
	next   answering
	seen   []captured // raw
}

// captured is a request as it came over the socket.
type captured struct {
	method, target string
	header         http.Header // with Host
	body           string
}

func newWired(t *testing.T, agent string) *wired {
	t.Helper()
	w := &wired{record: New(), next: answering{status: 200, body: "{}"}}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		body, _ := io.ReadAll(in.Body)
		header := in.Header.Clone()
		header.Set("Host", in.Host)
		header.Set("Content-Length", fmt.Sprint(in.ContentLength))
		w.seen = append(w.seen, captured{in.Method, in.RequestURI, header, string(body)})
		for name, values := range w.next.header {
			out.Header()[name] = values
		}
		out.WriteHeader(w.next.status)
		_, _ = io.WriteString(out, w.next.body)
	}))
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL + "/v1")
	if err != nil {
		t.Fatal(err)
	}
	w.client, err = wire.NewClient(wire.Config{
		Base: base, Account: "T11223344", Timeout: 10 * time.Second, UserAgent: agent, Now: time.Now,
		DialContext: (&net.Dialer{}).DialContext, Observer: w.record.Observe,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.client.Transport.CloseIdleConnections)
	return w
}

// send makes one request, and returns its entry.
func (w *wired) send(t *testing.T, r wire.Request, as wire.Authorization, next answering) Entry {
	t.Helper()
	w.next = next
	sent := 9 // no retries
	_, _ = w.client.Send(context.Background(), r, as, &sent)
	list := w.record.Entries()
	if len(list) == 0 {
		t.Fatal("nothing was recorded")
	}
	return list[len(list)-1]
}

func bearer(token string) wire.Authorization {
	return wire.Authorization{Scheme: "Bearer", Credentials: flow.Conceal(token)}
}

func basic(id, secret string) wire.Authorization {
	return wire.Authorization{Scheme: "Basic", Credentials: flow.Conceal(base64.StdEncoding.EncodeToString([]byte(id + ":" + secret)))}
}

// concealed are secrets out of texts.
func concealed(texts ...string) []flow.Secret {
	var list []flow.Secret
	for _, text := range texts {
		list = append(list, flow.Conceal(text))
	}
	return list
}

// secretOf is what a pseudonym stands for.
func (r *Record) secretOf(id string) string {
	for secret, is := range r.ledger.names.known {
		if is.id == id {
			return secret.Reveal()
		}
	}
	return ""
}
