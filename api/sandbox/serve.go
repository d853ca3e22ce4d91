package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"
)

// Together they leave a command that a signal ends within a second, whatever hangs.
const (
	toClose = 600 * time.Millisecond // twice what calls under way get, and a key's making
	toLog   = 200 * time.Millisecond
)

// Serve describes the sandbox on out, in words or as one line of JSON, and then serves until
// ctx ends. It closes the sandbox and the log, and waits for no reader: neither of out nor of
// the log. The error is that of out, or of Close.
func (s *Sandbox) Serve(ctx context.Context, out io.Writer, asJSON bool, log *Log) error {
	told := make(chan error, 1)
	apart(func() { told <- s.describeTo(out, asJSON) })
	var err error
	select {
	case err = <-told:
		if err == nil {
			s.first.keys.begin() // before somebody waits for it; a file may hold too many accounts to make all
			<-ctx.Done()
		}
	case <-ctx.Done():
	}
	closed := make(chan error, 1)
	apart(func() { closed <- s.Close() })
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
