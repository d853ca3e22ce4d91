package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"dintero-login/api/spawn"
)

// After a signal the command has half a second to end in order; then it is ended anyway.
const (
	toClose = 300 * time.Millisecond // calls under way get 250 ms of it; a key may still be in the making
	toLog   = 100 * time.Millisecond
)

// Serve describes the sandbox on out, in words or as one line of JSON, and serves until ctx
// ends. Then it closes the sandbox and the log. It never waits for a reader of either. It
// returns the error of out or of Close.
func (s *Sandbox) Serve(ctx context.Context, out io.Writer, asJSON bool, log *Log) error {
	described := make(chan error, 1)
	spawn.Go(func() { described <- s.describeTo(out, asJSON) })
	var err error
	select {
	case err = <-described:
		if err == nil {
			s.first.keys.begin() // before somebody waits for it; a file may hold too many accounts to make all
			<-ctx.Done()
		}
	case <-ctx.Done():
	}
	closed := make(chan error, 1)
	spawn.Go(func() { closed <- s.Close() })
	select {
	case failed := <-closed:
		err = errors.Join(err, failed)
	case <-time.After(toClose):
	}
	log.Close(toLog)
	return err
}

func (s *Sandbox) describeTo(out io.Writer, asJSON bool) error {
	d := s.Describe()
	if asJSON {
		return json.NewEncoder(out).Encode(d)
	}
	_, err := io.WriteString(out, d.Text())
	return err
}
