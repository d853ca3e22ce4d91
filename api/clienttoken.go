package api

import (
	"context"
	"sync"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// clientToken is the client's own token: it speaks for the whole account. It is no
// flow.Token, which is a customer's, and never leaves this package (R22).
type clientToken struct {
	secret  flow.Secret
	expires flow.Moment // 0 when not said
	may     flow.Permissions
	excess  flow.Excess
	skew    flow.Moment // of the server's clock, when this token came
}

func (t clientToken) bearer() wire.Authorization {
	return wire.Authorization{Scheme: "Bearer", Credentials: t.secret}
}

// renewBefore is how long before its end a client's token is renewed.
const renewBefore = time.Minute

// vault keeps the client's token. It asks once for all who need it at the same time.
type vault struct {
	ask   func(ctx context.Context, sent *int) (clientToken, *wire.Error)
	clock func() flow.Moment

	mu     sync.Mutex
	held   clientToken
	asking *question

	calls int         // that were made with any token
	taken flow.Secret // the token that was taken last
	last  int         // the newest of the calls that it was taken on
}

// question is a request for a token that one or more callers wait for. It ends early only
// when none is left.
type question struct {
	cancel  context.CancelFunc
	waiting int
	done    chan struct{}
	sent    int
	token   clientToken // all after done
	err     *wire.Error
}

// token is the client's token, asked for where there is none that lasts.
func (v *vault) token(ctx context.Context, spent *effort) (clientToken, *wire.Error) {
	v.mu.Lock()
	if v.lasts() {
		defer v.mu.Unlock()
		return v.held, nil
	}
	return v.wait(ctx, spent)
}

// renew is a token that is not the refused one; another caller may have fetched it
// already.
func (v *vault) renew(ctx context.Context, refused clientToken, spent *effort) (clientToken, *wire.Error) {
	v.drop(refused)
	v.mu.Lock()
	if v.lasts() {
		defer v.mu.Unlock()
		return v.held, nil
	}
	return v.wait(ctx, spent)
}

// drop forgets a token that was refused.
func (v *vault) drop(refused clientToken) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.held.secret == refused.secret {
		v.held = clientToken{}
	}
}

// departs is the number of a call that is about to be made.
func (v *vault) departs() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls++
	return v.calls
}

// takes notes that a token was not refused on a call.
func (v *vault) takes(t clientToken, call int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.taken != t.secret {
		v.taken, v.last = t.secret, 0
	}
	v.last = max(v.last, call)
}

// takenAfter reports whether a token was taken on a call that was made after this one.
func (v *vault) takenAfter(t clientToken, call int) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.taken == t.secret && v.last > call
}

func (v *vault) lasts() bool {
	return !v.held.secret.IsEmpty() && (v.held.expires == 0 || v.clock()+renewBefore <= v.held.expires)
}

// wait joins the question that is open, or opens one. It unlocks the vault.
func (v *vault) wait(ctx context.Context, spent *effort) (clientToken, *wire.Error) {
	q := v.asking
	if q == nil {
		q = &question{done: make(chan struct{}), sent: spent.asked}
		var asking context.Context
		asking, q.cancel = context.WithCancel(context.WithoutCancel(ctx))
		v.asking = q
		spawn.Go(func() { v.answer(asking, q) })
	}
	q.waiting++
	v.mu.Unlock()
	select {
	case <-q.done:
		spent.asked = max(spent.asked, q.sent)
		if q.err != nil {
			own := *q.err // each caller makes it the error of its own call
			return clientToken{}, &own
		}
		return q.token, nil
	case <-ctx.Done():
		v.leave(q)
		return clientToken{}, wire.Unanswered(flow.CallClientToken, ctx.Err(), flow.NotSent)
	}
}

func (v *vault) answer(ctx context.Context, q *question) {
	defer q.cancel()
	sent := q.sent
	token, err := v.ask(ctx, &sent)
	v.mu.Lock()
	defer v.mu.Unlock()
	q.token, q.err, q.sent = token, err, sent
	if v.asking == q { // else it was given up, or everything was forgotten
		v.asking = nil
		if err == nil {
			v.held = token
		}
	}
	close(q.done)
}

func (v *vault) leave(q *question) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if q.waiting--; q.waiting == 0 {
		v.abandon(q)
	}
}

func (v *vault) abandon(q *question) {
	q.cancel()
	if v.asking == q {
		v.asking = nil
	}
}

// forget drops the token, and whoever waits for one gets none.
func (v *vault) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held, v.taken = clientToken{}, flow.Secret{}
	if v.asking != nil {
		v.abandon(v.asking)
	}
}
