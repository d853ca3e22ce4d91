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
	// A bundle of ours is clean; this one may be anybody's.
	var nothing remembered
	f := &got.stated.Problem.Failure
	f.Code, f.Message, f.Request, f.Got = nothing.codeOf(f.Code), nothing.cleaned(f.Message), nothing.requestOf(f.Request), nothing.cleaned(f.Got)
	if !opened.At.IsZero() {
		got.Last.At = opened.At
	}
	return got, nil
}
