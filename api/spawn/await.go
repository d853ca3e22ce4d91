package spawn

import (
	"context"
	"time"
)

// killedWithin is how long a function may take to end after its context: ctrl+c must quit within
// 100 ms.
const killedWithin = 50 * time.Millisecond

// Await returns the result of f, or the error of ctx when that ends first: reading standard input
// does not notice a context.
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
		// A command ends with ctx. It must not outlive this program, and killing it takes a moment.
		select {
		case <-answers:
		case <-time.After(killedWithin):
		}
		var none T
		return none, ctx.Err()
	}
}
