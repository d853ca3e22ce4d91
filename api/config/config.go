// Package config finds, checks and explains config.toml: which accounts there are, how
// to sign in to each, and where each client's secret comes from.
//
// Everything that is wrong with a file is reported at once, each thing with its line
// and with what is allowed instead; nothing of the file's values is ever repeated, since
// a secret may have landed under the wrong key. A file that merely lies in the working
// directory is a guest: it runs no command and names no host but the vendor's or this
// machine. Getting a secret is apart from loading, and happens when it is needed.
package config

import (
	"context"
	"slices"

	"dintero-login/flow"
)

// maxFile is how large a config may be, in bytes.
const maxFile = 1 << 20

// Loaded is a config file that is right in every profile.
type Loaded struct {
	Place
	Theme string // "auto", "dark" or "light"

	profiles    []Profile // in the order of the file
	chosen      string    // the variable's profile, else default_profile's, else empty
	chosenBy    string
	themeOrigin string
}

// Load finds the config, reads at most 1 MiB of it, and checks all of it. The error is
// a *NotFoundError or a *BrokenError, both an ErrConfig.
func Load(o Options) (Loaded, error) {
	place, err := Find(o)
	if err != nil {
		return Loaded{}, err
	}
	report := &problems{path: place.Path, without: "--demo ignores this file"}
	loaded := load(o, place, report)
	if err := report.err(); err != nil {
		return Loaded{}, err
	}
	return loaded, nil
}

func load(o Options, place Place, report *problems) Loaded {
	file, err := read(context.Background(), place.Path, maxFile)
	switch {
	case err != nil && place.named:
		report.add(spot{}, "%s (named by %s)", reading(err, maxFile), place.By)
		return Loaded{}
	case err != nil:
		report.add(spot{}, "%s", reading(err, maxFile))
		return Loaded{}
	case place.Guest && !file.info.Mode().IsRegular():
		report.add(spot{}, "this is not a regular file")
		return Loaded{}
	}
	doc, ok := decode(file.bytes, report)
	if !ok {
		return Loaded{}
	}
	b := builder{document: doc, problems: report, place: place, lookup: o.lookup()}
	loaded := b.build()
	if b.sensitive != "" {
		if why := exposed(file.info, place.Path); why != "" {
			report.add(b.sensitiveAt, "a file with %s is for your eyes only, but %s", b.sensitive, why)
		}
	}
	return loaded
}

// Names is the profiles' names, in the order of the file.
func (l Loaded) Names() []string {
	names := make([]string, len(l.profiles))
	for i, p := range l.profiles {
		names[i] = p.Name
	}
	return names
}

// SecretVariables is the environment variables that any profile takes its secret from,
// to be kept from children.
func (l Loaded) SecretVariables() []string {
	var names []string
	for _, p := range l.profiles {
		if p.source.env != "" {
			names = append(names, p.source.env)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Profile is the profile called name, as --profile gave it; with an empty name it is
// DINTERO_LOGIN_PROFILE's, else default_profile's, else the only one. The error lists
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
		return Profile{}, fault(ErrConfig, "which profile? --profile %s, or default_profile in %s",
			list(l.Names()), flow.FromOutside(l.Path).Shown())
	}
	for _, p := range l.profiles {
		if p.Name == name {
			return p.from("profile", by), nil
		}
	}
	return Profile{}, fault(ErrConfig, "%s: there is no profile %s%s (profiles: %s)",
		by, shown(name), didYouMean(name, l.Names()), list(l.Names()))
}
