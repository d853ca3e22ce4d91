package api

import (
	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// stray looks for a link of an mfa_login answer (contract 3) that leads elsewhere than to
// the base URL's scheme, host and port, and is its host. No link is ever followed; this
// one is worth telling (R50).
func (a *Adapter) stray(body *strict.Object) flow.Foreign {
	m, ok := body.Find("links")
	if !ok {
		return flow.Foreign{}
	}
	if m.Kind != '[' {
		body.Fault("links is not a list")
		return flow.Foreign{}
	}
	for _, link := range m.Inside {
		if link.Kind != '{' {
			body.Fault("links holds something else than objects")
			return flow.Foreign{}
		}
		in := link.Object()
		href := in.Optional("href")
		if in.Wrong != "" {
			body.Fault("links: " + in.Wrong)
			return flow.Foreign{}
		}
		if host := a.client.Elsewhere(href); host != "" {
			return flow.FromOutside(wire.Short(host, 300))
		}
	}
	return flow.Foreign{}
}
