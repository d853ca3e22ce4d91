package api

import (
	"context"
	"sync"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/flow"
)

// clientToken is the client's own token: it speaks for the whole account. It is no
// flow.Token, which is a customer's, and never leaves this package (R22).
type clientToken struct {
	secret  flow.Secret
	expires flow.Moment // 0 when not said
	may     flow.Permissions
	skew    flow.Moment // of the server's clock, when this token came
}

func (t clientToken) bearer() authorization { return authorization{"Bearer", t.secret} }

// renewBefore is how long before its end a client's token is renewed (design 2).
const renewBefore = time.Minute

// vault keeps the client's token. It asks once for all who need it at the same time.
type vault struct {
	ask   func(context.Context) (clientToken, *Error)
	clock func() flow.Moment

	mu     sync.Mutex
	held   clientToken
	asking *question
}

// question is a request for a token that one or more callers wait for. It ends early only
// when none is left.
type question struct {
	cancel  context.CancelFunc
	waiting int
	done    chan struct{}
	token   clientToken // both after done
	err     *Error
}

// token is the client's token, asked for where there is none that lasts.
func (v *vault) token(ctx context.Context) (clientToken, *Error) {
	v.mu.Lock()
	if v.lasts() {
		defer v.mu.Unlock()
		return v.held, nil
	}
	return v.wait(ctx)
}

// renew is a token that is not the refused one; another caller may have fetched it
// already.
func (v *vault) renew(ctx context.Context, refused clientToken) (clientToken, *Error) {
	v.mu.Lock()
	if v.held.secret == refused.secret {
		v.held = clientToken{}
	}
	if v.lasts() {
		defer v.mu.Unlock()
		return v.held, nil
	}
	return v.wait(ctx)
}

func (v *vault) lasts() bool {
	return !v.held.secret.IsEmpty() && (v.held.expires == 0 || v.clock()+renewBefore <= v.held.expires)
}

// wait joins the question that is open, or opens one. It unlocks the vault.
func (v *vault) wait(ctx context.Context) (clientToken, *Error) {
	q := v.asking
	if q == nil {
		q = &question{done: make(chan struct{})}
		var asking context.Context
		asking, q.cancel = context.WithCancel(context.WithoutCancel(ctx))
		v.asking = q
		spawn.Go(func() { v.answer(asking, q) })
	}
	q.waiting++
	v.mu.Unlock()
	select {
	case <-q.done:
		if q.err != nil {
			own := *q.err // each caller makes it the error of its own call
			return clientToken{}, &own
		}
		return q.token, nil
	case <-ctx.Done():
		v.leave(q)
		return clientToken{}, unsent(flow.CallClientToken, ctx.Err())
	}
}

func (v *vault) answer(ctx context.Context, q *question) {
	defer q.cancel()
	token, err := v.ask(ctx)
	v.mu.Lock()
	defer v.mu.Unlock()
	q.token, q.err = token, err
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
	v.held = clientToken{}
	if v.asking != nil {
		v.abandon(v.asking)
	}
}
