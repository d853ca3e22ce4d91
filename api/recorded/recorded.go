// Package recorded reads what somebody else recorded of a login: a HAR, a ticket bundle, what curl
// printed, lines of a log, or a symptom in words. It tells them apart by what is in them, finds the calls of
// the contract, and puts those together that belong to one attempt.
//
// The rules:
//
//   - It reads once, from the front, in bounded memory, however long the input or a line of it
//     is. What is longer than its cap is cut.
//   - An answer means what it would mean if it came here: package wire reads it.
//   - Of the input only the status, the error code, the message and the request id of one
//     answer leave, as flow.Foreign, and only after what may be a secret or a person's was taken
//     out. Customers and tokens are kept as hashes under a key of this run.
package recorded

import (
	"bufio"
	"context"
	"io"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"dintero-login/api/record"
	"dintero-login/flow"
)

// Reading is what was found.
type Reading struct {
	Calls    int       // of the contract
	Others   int       // calls of something else
	Attempts int       // that the calls belong to
	From, To time.Time // of the first and the last call; zero where none has a time
	Lost     int       // lines that were not understood
	Cut      bool      // the input ends in the middle of something

	Last     Attempt      // the last that failed; else the last
	Before   int          // attempts that failed before it
	Symptom  flow.Symptom // where there are words and no call
	Bokmal   bool         // the words are bokmål
	Settings *flow.Settings
	Account  flow.Secret // the account id in the paths, where all have the same one

	Bundle bool // it is a ticket bundle, whose maker knew more than its traffic shows
	stated flow.Evidence
	facts  facts
}

// Recognised reports whether anything was.
func (r Reading) Recognised() bool { return r.Bundle || r.Calls > 0 || r.Symptom != flow.NoSymptom }

// The caps on what is kept while it is read.
const (
	lineCap = 256 << 10 // of a line, and of a string in JSON
	bodyCap = 1 << 20   // of a body over several lines
)

// reader is a reading that goes on.
type reader struct {
	ctx   context.Context
	in    *bufio.Reader
	talk  talk
	gist  gist
	calls calls
	lost  int
	cut   bool
}

// Read reads all of it. The error is ctx's, that of from, or a *record.BundleError; it never holds
// what was read.
func Read(ctx context.Context, from io.Reader) (Reading, error) {
	in := bufio.NewReader(from)
	ahead, err := in.Peek(4)
	switch {
	case err != nil && err != io.EOF:
		return Reading{}, err
	case record.IsBundle(ahead):
		return readBundle(ctx, in)
	}
	return readAll(ctx, in)
}

func readAll(ctx context.Context, from io.Reader) (Reading, error) {
	// A byte order mark says how the rest is encoded; PowerShell writes UTF-16.
	text := transform.NewReader(from, unicode.BOMOverride(transform.Nop))
	r := &reader{ctx: ctx, in: bufio.NewReaderSize(text, 64<<10), calls: newCalls(ctx)}
	if err := r.all(); err != nil {
		return Reading{}, err
	}
	return r.reading(), nil
}

func (r *reader) all() error {
	for {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if !r.talk.goingOn() && r.atJSON() {
			r.finish()
			if err := r.document(); err != nil {
				return err
			}
			continue
		}
		line, err := r.line()
		if err != nil && err != io.EOF {
			return err
		}
		if err == nil || line != "" {
			r.take(line)
		}
		if err == io.EOF {
			r.finish()
			return nil
		}
	}
}

// line is the next line without its end, cut at its cap.
func (r *reader) line() (string, error) {
	var line []byte
	for {
		part, err := r.in.ReadSlice('\n')
		line = append(line, part[:min(len(part), lineCap-len(line))]...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			return "", err
		}
		for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
			line = line[:len(line)-1]
		}
		return string(line), err
	}
}

// take takes a line that is not JSON by itself: as part of what curl printed, or of a log.
func (r *reader) take(line string) {
	r.gist.take(line)
	done, mine := r.talk.take(line)
	for _, e := range done {
		r.calls.add(e)
	}
	if mine || blank(line) {
		return
	}
	if e, ok := logged(line); ok {
		r.calls.add(e)
		return
	}
	r.lost++
}

// finish ends what curl printed, at the end of the input or where something else begins.
func (r *reader) finish() {
	for _, e := range r.talk.end() {
		r.calls.add(e)
	}
}

func (r *reader) reading() Reading {
	got := r.calls.end()
	got.Lost, got.Cut = r.lost, r.cut
	if got.Calls == 0 {
		if got.Symptom, got.Bokmal = r.gist.symptom(); got.Symptom != flow.NoSymptom {
			got.Lost = 0
		}
	}
	return got
}
