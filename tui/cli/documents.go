package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dintero-login/api"
	"dintero-login/api/config"
	"dintero-login/api/config/source"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// documentCap is how long a settings document in a file may be, in bytes; the same as over HTTP.
const documentCap = 128 << 20

// counterpart is a settings document that is compared with the account's own: another profile's, which is
// asked for when it is needed, or a file's.
type counterpart struct {
	name     string // safe to show
	profile  *config.Profile
	document []byte
}

// named finds what a name stands for. A profile's name wins; a name with a slash is always a file,
// which is read.
func (p *program) named(ctx context.Context, loaded config.Loaded, name string) (counterpart, error) {
	shown := flow.FromOutside(name).Shown()
	names := loaded.Names()
	if slices.Contains(names, name) {
		profile, err := loaded.Profile(name)
		return counterpart{shown, &profile, nil}, err
	}
	file, err := source.ReadFile(ctx, name, documentCap, source.Regular)
	switch {
	case ctx.Err() != nil:
		return counterpart{}, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	case errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `/\`):
		why := "there is no profile and no file " + shown
		if len(names) > 0 {
			why += "; profiles: " + flow.FromOutside(strings.Join(names, ", ")).Shown()
		}
		return counterpart{}, misused("%s", why)
	case err != nil:
		return counterpart{}, misused("%s: %s", shown, source.Why(err, documentCap))
	}
	document := bytes.TrimPrefix(file.Bytes, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(document)) == 0 {
		return counterpart{}, misused("%s: it is empty", shown)
	}
	return counterpart{shown, nil, document}, nil
}

// read returns the document. A profile's is asked for with its own credentials, and nothing else is
// asked there.
func (p *program) read(ctx context.Context, n counterpart) ([]byte, error) {
	if n.profile == nil {
		return n.document, nil
	}
	opened, err := p.connect(ctx, opened{profile: *n.profile})
	if err != nil {
		return nil, err
	}
	defer opened.close()
	doc, err := readOwn(ctx, opened)
	var failed exitError
	if errors.As(err, &failed) && failed.Said != "" {
		failed.Said = n.name + ": " + failed.Said
		err = failed
	}
	if err != nil {
		return nil, err
	}
	return doc.Document, nil
}

// readOwn asks for an account's settings.
func readOwn(ctx context.Context, o opened) (*flow.Settings, error) {
	doc, problem := script.ReadSettings(ctx, o.adapter)
	if ctx.Err() != nil {
		return nil, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	}
	if problem.Reason != flow.NoReason {
		return nil, exitError{script.Result{Code: script.ExitCode(problem), Said: script.Sentence(problem), Problem: problem}}
	}
	return doc, nil
}

// compare finds what differs between two documents; none of them is a settings document for sure.
// False when ctx ended.
func compare(ctx context.Context, before, after []byte) (flow.Diff, bool) {
	if bytes.Equal(before, after) {
		return flow.Diff{}, true
	}
	was, ok := api.Content(ctx, before)
	if !ok {
		return flow.Diff{}, false
	}
	is, ok := api.Content(ctx, after)
	return flow.Compare(was, is), ok
}
