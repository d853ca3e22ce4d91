package api

import (
	"context"
	"encoding/base64"
	"sync"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// clientToken is the API client's own token, which is valid for the whole account. It is not a
// flow.Token, which belongs to a customer, and never leaves this package (R22).
type clientToken struct {
	secret  flow.Secret
	expires flow.Moment // 0 when unknown
	may     flow.Permissions
	excess  flow.Excess
	skew    flow.Moment // of the server's clock, when this token came
}

func (t clientToken) bearer() wire.Authorization {
	return wire.Authorization{Scheme: "Bearer", Credentials: t.secret}
}

// renewBefore is how long before it expires a client's token is renewed.
const renewBefore = time.Minute

// vault holds the client's token. Concurrent callers share one request for it.
type vault struct {
	fetch func(ctx context.Context, sent *int) (clientToken, *wire.Error)
	clock func() flow.Moment

	mu      sync.Mutex
	held    clientToken
	pending *tokenRequest

	calls         int         // made so far, with any token
	acceptedToken flow.Secret // the token that was accepted last
	acceptedCall  int         // the latest call that accepted it
}

// tokenRequest is a request for a token that one or more callers wait for. It is cancelled when
// none of them waits any longer.
type tokenRequest struct {
	cancel  context.CancelFunc
	waiting int
	done    chan struct{}
	sent    int
	token   clientToken // this and err are valid after done is closed
	err     *wire.Error
}

// token returns the client's token, and requests one if there is none or it expires soon.
func (v *vault) token(ctx context.Context, made *attempts) (clientToken, *wire.Error) {
	v.mu.Lock()
	if v.isFresh() {
		defer v.mu.Unlock()
		return v.held, nil
	}
	return v.wait(ctx, made)
}

// renew returns a token other than the rejected one; another caller may have fetched it already.
func (v *vault) renew(ctx context.Context, refused clientToken, made *attempts) (clientToken, *wire.Error) {
	v.drop(refused)
	return v.token(ctx, made)
}

// drop forgets a token that was rejected.
func (v *vault) drop(refused clientToken) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.held.secret == refused.secret {
		v.held = clientToken{}
	}
}

// nextCall numbers a call that is about to be made.
func (v *vault) nextCall() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls++
	return v.calls
}

// accepted notes that a call did not reject a token.
func (v *vault) accepted(t clientToken, call int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.acceptedToken != t.secret {
		v.acceptedToken, v.acceptedCall = t.secret, 0
	}
	v.acceptedCall = max(v.acceptedCall, call)
}

// acceptedAfter reports whether a call that was made after this one accepted a token.
func (v *vault) acceptedAfter(t clientToken, call int) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.acceptedToken == t.secret && v.acceptedCall > call
}

func (v *vault) isFresh() bool {
	return !v.held.secret.IsEmpty() && (v.held.expires == 0 || v.clock()+renewBefore <= v.held.expires)
}

// wait joins the pending request, or starts one. It unlocks the vault.
func (v *vault) wait(ctx context.Context, made *attempts) (clientToken, *wire.Error) {
	request := v.pending
	if request == nil {
		request = &tokenRequest{done: make(chan struct{}), sent: made.tokenRequests}
		var lifetime context.Context
		lifetime, request.cancel = context.WithCancel(context.WithoutCancel(ctx))
		v.pending = request
		spawn.Go(func() { v.complete(lifetime, request) })
	}
	request.waiting++
	v.mu.Unlock()
	select {
	case <-request.done:
		made.tokenRequests = max(made.tokenRequests, request.sent)
		if request.err != nil {
			own := *request.err // each caller turns it into an error of its own call
			return clientToken{}, &own
		}
		return request.token, nil
	case <-ctx.Done():
		v.leave(request)
		return clientToken{}, wire.Unanswered(flow.CallClientToken, ctx.Err(), flow.NotSent)
	}
}

func (v *vault) complete(ctx context.Context, request *tokenRequest) {
	defer request.cancel()
	sent := request.sent
	token, err := v.fetch(ctx, &sent)
	v.mu.Lock()
	defer v.mu.Unlock()
	request.token, request.err, request.sent = token, err, sent
	if v.pending == request { // else it was cancelled, or everything was forgotten
		v.pending = nil
		if err == nil {
			v.held = token
		}
	}
	close(request.done)
}

func (v *vault) leave(request *tokenRequest) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if request.waiting--; request.waiting == 0 {
		v.abandon(request)
	}
}

func (v *vault) abandon(request *tokenRequest) {
	request.cancel()
	if v.pending == request {
		v.pending = nil
	}
}

// forget drops the token and cancels a pending request.
func (v *vault) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held, v.acceptedToken = clientToken{}, flow.Secret{}
	if v.pending != nil {
		v.abandon(v.pending)
	}
}

// fetchToken gets a client's token (contract 1: POST /accounts/{oid}/auth/token, HTTP
// Basic). The contract joins id and secret unencoded; RFC 6749 would encode each.
func (a *Adapter) fetchToken(ctx context.Context, sent *int) (clientToken, *wire.Error) {
	secret, err := a.cfg.ClientSecret(ctx)
	if err != nil {
		failure := wire.Unanswered(flow.CallClientToken, &wire.ShownError{Text: err.Error()}, flow.NotSent)
		failure.NoSecret = ctx.Err() == nil // else the caller was cancelled
		return clientToken{}, failure
	}
	pair := base64.StdEncoding.EncodeToString([]byte(a.cfg.ClientID + ":" + secret.Reveal()))
	departed := a.cfg.Now()
	got, failure := a.client.Send(ctx, wire.Request{
		Call:    flow.CallClientToken,
		Body:    wire.Fields{{"grant_type", "client_credentials"}, {"audience", a.cfg.Audience}},
		Secrets: []flow.Secret{secret},
	}, wire.Authorization{Scheme: "Basic", Credentials: flow.Conceal(pair)}, sent)
	if failure != nil {
		return clientToken{}, failure
	}
	body := strict.Open(got.Body)
	token := clientToken{secret: body.Required("access_token")}
	if lasts := body.Seconds("expires_in"); lasts > 0 {
		token.expires = a.cfg.Clock() + lasts
	}
	body.Optional("token_type")
	if body.Wrong != "" {
		return clientToken{}, got.Unusable(body.Wrong)
	}
	token.may, token.excess = permissions(token.secret)
	token.skew = wire.Skew(got.Header, departed, a.cfg.Now())
	return token, nil
}

// connect reports what the client may do.
func (a *Adapter) connect(ctx context.Context) flow.Event {
	token, err := a.vault.token(ctx, &attempts{})
	if err != nil {
		return a.failed(err)
	}
	return flow.ClientConnected{May: token.may, Excess: token.excess, Skew: token.skew, Own: a.own(token)}
}
