// Package config finds, checks and explains config.toml: which accounts there are, how
// to sign in to each, and where each client's secret comes from.
//
// All problems of a file are reported at once, each with its line and with the allowed values. No
// value of the file is ever repeated, since a secret may be under the wrong key. A file that merely lies in the working
// directory is a guest: it may name an account and how to sign in, and nothing that reads
// a file, runs a command or reaches another host than the vendor's. Loading reads that one
// file; a profile's sources are read when the account is opened.
package config

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dintero-login/api/config/source"
	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

// ErrConfig matches every error that can be fixed in the config file, in the environment or in a
// flag.
var ErrConfig = tomlfile.Err

// faultError is an ErrConfig with a sentence of its own.
type faultError string

func fault(format string, args ...any) error { return faultError(fmt.Sprintf(format, args...)) }

func (e faultError) Error() string { return string(e) }
func (e faultError) Unwrap() error { return ErrConfig }

// maxFile is the largest config, in bytes.
const maxFile = 1 << 20

// Loaded is a config file without problems.
type Loaded struct {
	Place
	Theme string // "auto", "dark" or "light"

	profiles    []Profile // in the order of the file
	chosen      string    // the variable's profile, else default_profile's, else empty
	chosenBy    string
	themeOrigin string
	hide        []string // Options.Hide
}

// Load finds the config, reads it (at most 1 MiB) and checks all of it. It waits for a pipe until
// ctx ends, and the error is ctx's then; any other is a *NotFoundError or a *tomlfile.BrokenError,
// both an ErrConfig.
func Load(ctx context.Context, o Options) (Loaded, error) {
	place, err := Find(o)
	if err != nil {
		return Loaded{}, err
	}
	report := &tomlfile.Report{Path: place.Path, Without: "--demo ignores this file"}
	loaded := load(ctx, o, place, report)
	if ctx.Err() != nil {
		return Loaded{}, fmt.Errorf("%s: %w", flow.FromOutside(place.Path).Shown(), ctx.Err())
	}
	if err := report.Err(); err != nil {
		return Loaded{}, err
	}
	return loaded, nil
}

func load(ctx context.Context, o Options, place Place, report *tomlfile.Report) Loaded {
	must := source.AnyFile
	if place.Guest {
		must = source.Unlinked
	}
	file, err := source.ReadFile(ctx, place.Path, maxFile, must)
	switch {
	case err != nil && place.named:
		report.Add(tomlfile.Spot{}, "%s (named by %s)", source.Why(err, maxFile), place.By)
		return Loaded{}
	case errors.Is(err, source.ErrLink), errors.Is(err, source.ErrIrregular):
		report.Add(tomlfile.Spot{}, "%s%s", source.Why(err, maxFile), lifted)
		return Loaded{}
	case err != nil:
		report.Add(tomlfile.Spot{}, "%s", source.Why(err, maxFile))
		return Loaded{}
	}
	if place.Guest {
		if why := source.Tampered(file.Info, place.Path); why != "" {
			report.Add(tomlfile.Spot{}, guest+"must be yours alone to change, but "+"%s"+lifted, why)
		}
	}
	loaded, sensitive := parse(file.Bytes, o, place, report)
	if sensitive.key != "" {
		if why := source.Exposed(file.Info, place.Path); why != "" {
			report.Add(sensitive.at, "a file with %s is for your eyes only, but %s", sensitive.key, why)
		}
	}
	return loaded
}

// parse checks the content of a config file, and returns the first key that requires the file to
// be private.
func parse(content []byte, o Options, place Place, report *tomlfile.Report) (Loaded, sensitive) {
	doc, ok := tomlfile.Decode(content, report)
	if !ok {
		return Loaded{}, sensitive{}
	}
	b := builder{Document: doc, Report: report, place: place, lookup: o.lookup(), hide: o.Hide}
	return b.build(), b.sensitive
}

// Names returns the names of the profiles, in the order of the file.
func (l Loaded) Names() []string {
	names := make([]string, len(l.profiles))
	for i, p := range l.profiles {
		names[i] = p.Name
	}
	return names
}

// SecretVariables returns the environment variables that hold secrets, which child processes must
// not inherit: those that any profile names, and those of Options.Hide.
func (l Loaded) SecretVariables() []string {
	names := slices.Clone(l.hide)
	for _, p := range l.profiles {
		for _, s := range []secretSource{p.source, p.test.source} {
			if s.env != "" {
				names = append(names, s.env)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Profile returns the profile with the name that --profile gave; without a name it is that of
// DINTERO_LOGIN_PROFILE, else of default_profile, else the only one. The error lists
// the profiles; it is an ErrConfig.
func (l Loaded) Profile(name string) (Profile, error) {
	by := "--profile"
	switch {
	case name != "":
	case l.chosen != "":
		name, by = l.chosen, l.chosenBy
	case len(l.profiles) == 1:
		name, by = l.profiles[0].Name, "the only profile"
	default:
		return Profile{}, fault("which profile? --profile %s, or default_profile in %s",
			tomlfile.List(l.Names()), flow.FromOutside(l.Path).Shown())
	}
	for _, p := range l.profiles {
		if p.Name == name {
			return p.from("profile", by), nil
		}
	}
	return Profile{}, fault("%s: there is no profile %s%s (profiles: %s)",
		by, source.Named(name), tomlfile.DidYouMean(name, l.Names()), tomlfile.List(l.Names()))
}
