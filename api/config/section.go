package config

import (
	"path/filepath"
	"slices"
	"strings"

	"dintero-login/api/config/tomlfile"
)

var (
	// vendorHosts are the hosts that a guest may name.
	vendorHosts = []string{"api.dintero.com", "test.dintero.com"}
	// secretKeys are the sources of a client's secret.
	secretKeys = []string{"client_secret", "client_secret_env", "client_secret_file", "client_secret_command"}
)

// profile makes a profile from the values of [profiles.name].
func (b *builder) profile(name string, values map[string]any) Profile {
	p := defaults(name)
	p.SayLanguage = ""
	for _, r := range rules {
		value, ok := values[r.key]
		if !ok {
			if r.need {
				b.Add(b.At("profiles", name), "profile %s has no %s", name, r.key)
			}
			continue
		}
		if wrong := r.take(&p, value); wrong != "" {
			b.Add(b.At("profiles", name, r.key), "%s %s", r.key, wrong)
		}
		p.origins[r.key] = b.origin("profiles", name, r.key)
	}
	b.unknown(values, []string{"profiles", name}, ruleKeys())
	b.secret(name, values)
	if len(p.test.source.argv) > 0 {
		b.isSensitive("a test_customer whose PIN a command prints", b.At("profiles", name, "test_customer"))
	}
	b.completePath(&p)
	if p.Audience == "" {
		p.Audience = p.BaseURL + "/accounts/" + p.Account
	}
	if p.SayLanguage == "" {
		p.SayLanguage = "en"
		if p.Region == "NO" {
			p.SayLanguage = "nb"
		}
	}
	b.anchor(&p)
	if b.place.Guest {
		b.guest(p, values)
	}
	return p
}

// secret checks that the client's secret has exactly one source, and notes the key that makes the
// file sensitive: the secret itself, or a command, since whoever can write it runs programs as us.
func (b *builder) secret(name string, values map[string]any) {
	at := func(key string) tomlfile.Spot { return b.At("profiles", name, key) }
	var here []string
	for _, key := range secretKeys {
		if _, ok := values[key]; ok {
			here = append(here, key)
		}
	}
	slices.SortFunc(here, func(x, y string) int { return at(x).Compare(at(y)) })
	if len(here) == 0 {
		b.Add(b.At("profiles", name), "profile %s has no %s", name, tomlfile.List(secretKeys))
	}
	for i, key := range here {
		if i > 0 {
			b.Add(at(key), "%s and %s are both here; keep one", here[0], key)
		}
		if key != "client_secret" && key != "client_secret_command" {
			continue
		}
		b.isSensitive(key, at(key))
	}
}

func (b *builder) isSensitive(key string, at tomlfile.Spot) {
	if b.sensitive.key == "" || at.Compare(b.sensitive.at) < 0 {
		b.sensitive = sensitive{key, at}
	}
}

// anchor makes the profile's paths absolute.
func (b *builder) anchor(p *Profile) {
	home, _ := b.lookup("HOME")
	if home == "" {
		home, _ = b.lookup("USERPROFILE")
	}
	folder := filepath.Dir(b.place.Path)
	if absolute, err := filepath.Abs(folder); err == nil {
		folder = absolute // else ./tool would become tool, and be looked for in the PATH
	}
	p.lookup = b.lookup
	p.CAFile = resolved(p.CAFile, folder, home)
	for _, s := range []*secretSource{&p.source, &p.test.source} {
		s.file = resolved(s.file, folder, home)
		if len(s.argv) > 0 && strings.ContainsRune(filepath.ToSlash(s.argv[0]), '/') {
			s.argv[0] = resolved(s.argv[0], folder, home)
		}
	}
}

// completePath adds the API's path to a base URL without one, and notes it: the vendor's own tools
// take the address without a path, so people will write that.
func (b *builder) completePath(p *Profile) {
	if strings.Count(p.BaseURL, "/") > len("//") {
		return
	}
	p.BaseURL += apiPath
	at := p.origins["base_url"]
	p.origins["base_url"] = at + ", " + apiPath + " added"
	p.notes = append(p.notes, at+": base_url has no path; "+p.BaseURL+" is used")
}

// resolved resolves a path of a config file: ~/ is the home directory, and a relative path begins
// in the config's folder.
func resolved(path, folder, home string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
