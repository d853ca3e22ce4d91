package api

import (
	"context"
	"net/http"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// effort is what one effect has cost so far. Its bounds hold across a renewal, so that a
// server that fails is not asked twice as often because it also answered a 401.
type effort struct {
	asked int // times that the client's token was asked for
	sent  int // times that the call itself went out
}

// spentOn reports whether a call may not go out any more, having gone out so often.
func spentOn(call flow.Call, sent int) bool { return sent > wire.RouteOf(call).Retries }

// call makes one call with the client's token.
func (a *Adapter) call(ctx context.Context, r wire.Request) (wire.Answer, *wire.Error) {
	spent := &effort{}
	token, err := a.vault.token(ctx, spent)
	if err != nil {
		return wire.Answer{}, instead(err, r.Call)
	}
	got, departed, err := a.sends(ctx, r, token, &spent.sent)
	switch {
	case err == nil || err.Status != http.StatusUnauthorized:
		return got, err
	case wire.RouteOf(r.Call).Method == http.MethodPost:
		return wire.Answer{}, a.turnedAway(ctx, err, token, departed, spent)
	}
	fresh, failure := a.renewed(ctx, err, token, spent)
	switch {
	case failure != nil:
		return wire.Answer{}, failure
	case spentOn(r.Call, spent.sent):
		err.Renewal = flow.Renewed
		return wire.Answer{}, err
	}
	got, _, err = a.sends(ctx, r, fresh, &spent.sent)
	if err != nil && err.Status == http.StatusUnauthorized {
		err.Renewal = flow.RenewedTwice
	}
	return got, err
}

// turnedAway finds out what a 401 is about that answered a call which is not made again.
// The API does not say whether it means the client's token or what was typed; but a token
// that is taken elsewhere is good.
func (a *Adapter) turnedAway(ctx context.Context, err *wire.Error, token clientToken, departed int, spent *effort) *wire.Error {
	if !a.vault.takenAfter(token, departed) {
		probe := 0
		_, _, failure := a.sends(ctx, wire.Request{Call: flow.CallSettings, Probe: true}, token, &probe)
		switch {
		case failure != nil && failure.Status == 0:
			err.Renewal = flow.TokenDoubtful
			return err
		case failure != nil && failure.Status == http.StatusUnauthorized:
			if _, failure := a.renewed(ctx, err, token, spent); failure != nil {
				return failure
			}
			err.Renewal = flow.Renewed
			return err
		}
	}
	err.Renewal = flow.TokenGood
	return err
}

// renewed is a fresh client token after a 401, or why there is none, as the failure of the
// call.
func (a *Adapter) renewed(ctx context.Context, err *wire.Error, token clientToken, spent *effort) (clientToken, *wire.Error) {
	if spentOn(flow.CallClientToken, spent.asked) {
		a.vault.drop(token)
		err.Renewal = flow.RenewedTwice // it was fresh
		return clientToken{}, err
	}
	fresh, failure := a.vault.renew(ctx, token, spent)
	if failure == nil {
		return fresh, nil
	}
	failure.Renewal = flow.RenewalBroken
	if failure.Status == 400 || failure.Status == 401 || failure.Status == 403 {
		failure.Renewal = flow.RenewalFailed // the client is refused
	}
	return clientToken{}, instead(failure, err.Call)
}

// instead makes the failure of the client's token the failure of the call that needed it.
func instead(err *wire.Error, call flow.Call) *wire.Error {
	err.Call, err.Client = call, true
	return err
}

// sends sends a request with a client's token, and notes whether the token was taken.
// departed is the call's number among those with such a token.
func (a *Adapter) sends(ctx context.Context, r wire.Request, token clientToken, sent *int) (got wire.Answer, departed int, err *wire.Error) {
	departed = a.vault.departs()
	got, err = a.client.Send(ctx, r, token.bearer(), sent)
	if err == nil || err.Status != 0 && err.Status != http.StatusUnauthorized {
		a.vault.takes(token, departed)
	}
	return got, departed, err
}
