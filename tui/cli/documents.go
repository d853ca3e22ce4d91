package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"dintero-login/api"
	"dintero-login/api/config"
	"dintero-login/api/config/source"
	"dintero-login/api/newfile"
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
	if slices.Contains(loaded.Names(), name) {
		profile, err := loaded.Profile(name)
		return counterpart{shown, &profile, nil}, err
	}
	document, err := readDocument(ctx, name)
	if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `/\`) {
		why := "there is no profile and no file " + shown
		if len(loaded.Names()) > 0 {
			why += "; profiles: " + flow.FromOutside(strings.Join(loaded.Names(), ", ")).Shown()
		}
		return counterpart{}, misused("%s", why)
	}
	return counterpart{shown, nil, document}, explainedFile(ctx, shown, err)
}

// readDocument reads a file of 128 MiB at most, without a byte order mark.
func readDocument(ctx context.Context, path string) ([]byte, error) {
	file, err := source.ReadFile(ctx, path, documentCap, source.Regular)
	document := bytes.TrimPrefix(file.Bytes, []byte("\xef\xbb\xbf"))
	if err == nil && len(bytes.TrimSpace(document)) == 0 {
		err = errEmpty
	}
	return document, err
}

var errEmpty = errors.New("it is empty")

// explainedFile says why a file was not read.
func explainedFile(ctx context.Context, shown string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	case errors.Is(err, errEmpty):
		return misused("%s: %s", shown, err)
	default:
		return misused("%s: %s", shown, source.Why(err, documentCap))
	}
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

// documents implements tui.Documents.
type documents struct {
	p      *program
	loaded config.Loaded // no profile where there is no config
	own    string        // the profile's name
}

func (d documents) Diff(ctx context.Context, before, after []byte) (flow.Diff, bool) {
	return compare(ctx, before, after)
}

func (d documents) Profiles() []string {
	return slices.DeleteFunc(d.loaded.Names(), func(name string) bool { return name == d.own })
}

func (d documents) ReadProfile(ctx context.Context, name string) ([]byte, error) {
	profile, err := d.loaded.Profile(name)
	if err != nil {
		return nil, err
	}
	quiet := *d.p // what the other profile has to say must not be written over the screen
	quiet.stderr = io.Discard
	return quiet.read(ctx, counterpart{flow.FromOutside(name).Shown(), &profile, nil})
}

func (d documents) ReadFile(ctx context.Context, path string) ([]byte, error) {
	document, err := readDocument(ctx, path)
	return document, explainedFile(ctx, flow.FromOutside(path).Shown(), err)
}

func (d documents) Export(path string, document []byte) error {
	err := newfile.Write(path, func(w io.Writer) error {
		_, err := w.Write(document)
		return err
	})
	if err != nil {
		return misused("%s: %s", flow.FromOutside(path).Shown(), err)
	}
	return nil
}
