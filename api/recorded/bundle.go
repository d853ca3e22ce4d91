package recorded

import (
	"bytes"
	"context"
	"io"

	"dintero-login/api/record"
)

// readBundle reads a ticket bundle: the traffic in it as any other, and the evidence that its maker
// had beside it.
func readBundle(ctx context.Context, from io.Reader) (Reading, error) {
	opened, err := record.Open(from)
	if err != nil {
		return Reading{}, err
	}
	got, err := readAll(ctx, bytes.NewReader(opened.HAR))
	if err != nil {
		return Reading{}, err
	}
	got.Bundle, got.stated = true, opened.Evidence
	if !opened.At.IsZero() {
		got.Last.At = opened.At
	}
	return got, nil
}
