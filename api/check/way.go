package check

import (
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"time"

	"dintero-login/flow"
)

// way is how far the request for the client's token came, as net/http tells it: more than once
// where there is a second try, or several addresses that are tried at once.
type way struct {
	base  *url.URL
	clock func() flow.Moment
	now   func() time.Time

	mu                        sync.Mutex
	named, connected, secured phase
	peer                      tls.ConnectionState
}

// phase is a part of the way.
type phase struct {
	began, ended flow.Moment
	started      bool
	done         bool   // and well
	to           string // an address
}

// trace notes each phase. Once it was done well, it stays so.
func (w *way) trace() *httptrace.ClientTrace {
	begins := func(p *phase) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if !p.started {
			p.started, p.began = true, w.clock()
		}
	}
	ends := func(p *phase, err error, to string) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if !p.done {
			p.done, p.ended, p.to = err == nil, w.clock(), to
		}
	}
	return &httptrace.ClientTrace{
		DNSStart: func(httptrace.DNSStartInfo) { begins(&w.named) },
		DNSDone: func(found httptrace.DNSDoneInfo) {
			to := ""
			if len(found.Addrs) > 0 {
				to = found.Addrs[0].String()
			}
			ends(&w.named, found.Err, to)
		},
		ConnectStart:      func(string, string) { begins(&w.connected) },
		ConnectDone:       func(_, address string, err error) { ends(&w.connected, err, address) },
		TLSHandshakeStart: func() { begins(&w.secured) },
		TLSHandshakeDone: func(peer tls.ConnectionState, err error) {
			ends(&w.secured, err, "")
			w.mu.Lock()
			defer w.mu.Unlock()
			w.peer = peer
		},
		GotConn: func(got httptrace.GotConnInfo) { // where the connection was made by other means
			begins(&w.connected)
			ends(&w.connected, nil, got.Conn.RemoteAddr().String())
		},
	}
}

// took is how long a phase took, or has taken so far where it never ended.
func (w *way) took(p phase) flow.Moment {
	switch {
	case !p.started:
		return 0
	case p.ended == 0:
		return w.clock() - p.began
	}
	return p.ended - p.began
}

// told is the checks of the way, and how long it took in all. A request that was not sent is stuck
// in the first phase that was not done; why is its Problem.
func (w *way) told(unsent bool, why flow.Problem) (all []flow.CheckResult, stuck flow.CheckResult, took flow.Moment) {
	w.mu.Lock()
	defer w.mu.Unlock()
	proxy, readable := proxyFor(w.base)
	secure := w.base.Scheme == "https"
	for _, look := range []struct {
		check flow.Check
		phase phase
		stuck bool // if it was not sent
		lost  flow.Finding
		found flow.CheckResult
	}{
		{check: flow.CheckName, phase: w.named, stuck: w.named.started && !w.named.done && !w.connected.started, lost: flow.NameNotFound, found: w.name()},
		{check: flow.CheckConnection, phase: w.connected, stuck: readable && !w.connected.done, lost: flow.NotConnected, found: to(flow.Connected, w.connected.to)},
		{check: flow.CheckProxy, stuck: !readable || proxy != "" && secure && !w.secured.started, lost: flow.ProxyRefused, found: throughProxy(proxy)},
		{check: flow.CheckCertificate, phase: w.secured, stuck: secure && !w.secured.done, lost: flow.CertificateWrong, found: w.certificate()},
	} {
		is := look.found
		switch {
		case stuck.Outcome == flow.NotPassed:
			is = skipped(look.check, stuck.Check)
		case !readable && look.check != flow.CheckProxy:
			is = skipped(look.check, flow.CheckProxy)
		case unsent && look.stuck:
			is = flow.CheckResult{Outcome: flow.NotPassed, Finding: look.lost, Problem: why}
		}
		is.Check = look.check
		if is.Outcome != flow.Skipped {
			is.Took = w.took(look.phase)
			took += is.Took
		}
		if is.Outcome == flow.NotPassed {
			stuck = is
		}
		all = append(all, is)
	}
	return all, stuck, took
}

func (w *way) name() flow.CheckResult {
	if w.named.done {
		return to(flow.NameFound, w.named.to)
	}
	return to(flow.NameNotNeeded, w.base.Hostname())
}

// endsSoon is how long before its end a certificate is worth a word.
const endsSoon = 14 * 24 * time.Hour

func (w *way) certificate() flow.CheckResult {
	if w.base.Scheme != "https" {
		return passed(flow.CertificateNone)
	}
	result := passed(flow.CertificateTaken)
	if len(w.peer.PeerCertificates) == 0 {
		return result
	}
	result.Moment = w.peer.PeerCertificates[0].NotAfter.Sub(w.now())
	if result.Moment < endsSoon {
		result.Outcome, result.Finding = flow.Warned, flow.CertificateEnding
	}
	return result
}

// proxyFor is the host of the proxy for a base URL, empty for none; false where its address in the
// environment cannot be read.
func proxyFor(base *url.URL) (host string, readable bool) {
	u, err := http.ProxyFromEnvironment(&http.Request{URL: base})
	switch {
	case err != nil:
		return "", false
	case u == nil:
		return "", true
	}
	return u.Host, true
}

func throughProxy(host string) flow.CheckResult {
	if host == "" {
		return passed(flow.ProxyNone)
	}
	return to(flow.ProxyUsed, host)
}

// to is a check that passed, with a text.
func to(f flow.Finding, text string) flow.CheckResult {
	result := passed(f)
	result.Text = flow.FromOutside(text)
	return result
}
