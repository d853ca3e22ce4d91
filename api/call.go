package api

import (
	"context"
	"net/http"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// attempts counts the requests of one effect. The limits hold across a renewal of the client's
// token, so a failing server gets no more requests because it also answered with a 401.
type attempts struct {
	tokenRequests int // requests for the client's token
	requests      int // requests of the call itself
}

// exhausted reports whether a call that was sent this often may not be sent again.
func exhausted(call flow.Call, sent int) bool { return sent > wire.RouteOf(call).Retries }

// callAndDecode makes a call and decodes its answer, an object without any mistake.
func (a *Adapter) callAndDecode(ctx context.Context, r wire.Request, read func(*strict.Object) flow.Event) flow.Event {
	got, err := a.call(ctx, r)
	if err != nil {
		return a.failed(err)
	}
	body := strict.Open(got.Body)
	event := read(body)
	if body.Wrong != "" {
		return a.failed(got.Unusable(body.Wrong))
	}
	return event
}

// callAndAcknowledge makes a call for which a 2xx status is the whole answer.
func (a *Adapter) callAndAcknowledge(ctx context.Context, r wire.Request, done func() flow.Event) flow.Event {
	got, err := a.call(ctx, r)
	if err := got.Acknowledged(err); err != nil {
		return a.failed(err)
	}
	return done()
}

// failed returns the Event for a failure.
func (a *Adapter) failed(err *wire.Error) flow.CallFailed {
	return flow.CallFailed{Call: err.Call, Failure: err.Failure, At: a.cfg.Clock()}
}

// call makes one call with the client's token.
func (a *Adapter) call(ctx context.Context, r wire.Request) (wire.Answer, *wire.Error) {
	made := &attempts{}
	token, err := a.vault.token(ctx, made)
	if err != nil {
		return wire.Answer{}, asFailureOf(err, r.Call)
	}
	got, departed, err := a.send(ctx, r, token, &made.requests)
	switch {
	case err == nil || err.Status != http.StatusUnauthorized:
		return got, err
	case wire.RouteOf(r.Call).Method == http.MethodPost:
		failure := a.explain401(ctx, err, token, departed, made)
		got.Conclude(err)
		return wire.Answer{}, failure
	}
	fresh, failure := a.renewToken(ctx, err, token, made)
	switch {
	case failure != nil:
		return wire.Answer{}, failure
	case exhausted(r.Call, made.requests):
		err.Renewal = flow.Renewed
		return wire.Answer{}, err
	}
	got, _, err = a.send(ctx, r, fresh, &made.requests)
	if err != nil && err.Status == http.StatusUnauthorized {
		err.Renewal = flow.RenewedTwice
	}
	return got, err
}

// explain401 finds the reason for a 401 to a call that is not repeated. The API does not say
// whether it means the client's token or what was typed; but a token that another call accepts
// is valid.
func (a *Adapter) explain401(ctx context.Context, err *wire.Error, token clientToken, departed int, made *attempts) *wire.Error {
	if !a.vault.acceptedAfter(token, departed) {
		probe := 0
		_, _, failure := a.send(ctx, wire.Request{Call: flow.CallSettings, Probe: true}, token, &probe)
		switch {
		case failure != nil && failure.Status == 0:
			err.Renewal = flow.TokenDoubtful
			return err
		case failure != nil && failure.Status == http.StatusUnauthorized:
			if _, failure := a.renewToken(ctx, err, token, made); failure != nil {
				return failure
			}
			err.Renewal = flow.Renewed
			return err
		}
	}
	err.Renewal = flow.TokenGood
	return err
}

// renewToken returns a new client token after a 401, or the failure of the call if there is none.
func (a *Adapter) renewToken(ctx context.Context, err *wire.Error, token clientToken, made *attempts) (clientToken, *wire.Error) {
	if exhausted(flow.CallClientToken, made.tokenRequests) {
		a.vault.drop(token)
		err.Renewal = flow.RenewedTwice // it was new
		return clientToken{}, err
	}
	fresh, failure := a.vault.renew(ctx, token, made)
	if failure == nil {
		return fresh, nil
	}
	failure.Renewal = flow.RenewalBroken
	if failure.Status == 400 || failure.Status == 401 || failure.Status == 403 {
		failure.Renewal = flow.RenewalFailed // the client's credentials were rejected
	}
	return clientToken{}, asFailureOf(failure, err.Call)
}

// asFailureOf turns a failure to get the client's token into a failure of the call that needed it.
func asFailureOf(err *wire.Error, call flow.Call) *wire.Error {
	err.Call, err.Client = call, true
	return err
}

// send sends a request with a client's token, and notes whether the token was accepted.
// departed is the number of the call, in the order of sending.
func (a *Adapter) send(ctx context.Context, r wire.Request, token clientToken, sent *int) (got wire.Answer, departed int, err *wire.Error) {
	departed = a.vault.nextCall()
	got, err = a.client.Send(ctx, r, token.bearer(), sent)
	if err == nil || err.Status != 0 && err.Status != http.StatusUnauthorized {
		a.vault.accepted(token, departed)
	}
	return got, departed, err
}
