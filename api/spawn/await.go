package spawn

import (
	"context"
	"time"
)

// killedWithin is how long a function gets to end with its context: ctrl+c should leave
// within 100 ms.
const killedWithin = 50 * time.Millisecond

// Await is what f returns, or the end of ctx: reading standard input does not know it.
func Await[T any](ctx context.Context, f func(context.Context) (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	Go(func() {
		value, err := f(ctx)
		answers <- answer{value, err}
	})
	select {
	case got := <-answers:
		return got.value, got.err
	case <-ctx.Done():
		// A command ends with ctx. It must not outlive us, and killing it takes a moment.
		select {
		case <-answers:
		case <-time.After(killedWithin):
		}
		var none T
		return none, ctx.Err()
	}
}
