package config

import (
	"net/url"
	"slices"
	"strings"

	"dintero-login/api/config/tomlfile"
)

const (
	guest  = "a config.toml that merely lies in the working directory "
	lifted = "; --config ./config.toml lifts that"

	onlyOurVariables = "reads no variable but one that begins with DINTERO_, and none with DINTERO_LOGIN_"
)

// guest reports every key that a config found in the working directory may not use: it may be part
// of a download that nobody has checked. So it may not choose which files are read, which programs
// run, which certificates are trusted, or where the client's secret is sent.
func (b *builder) guest(p Profile, values map[string]any) {
	refuse := func(key, what string) {
		if _, there := values[key]; there {
			b.Add(b.At("profiles", p.Name, key), "%s", guest+what+lifted)
		}
	}
	refuse("client_secret_command", "runs no command")
	refuse("client_secret_file", "reads no other file")
	refuse("ca_file", "adds no certificate")
	if p.source.env != "" && !guestVariable(p.source.env) {
		refuse("client_secret_env", onlyOurVariables)
	}
	switch s := p.test.source; {
	case len(s.argv) > 0:
		refuse("test_customer", "runs no command")
	case s.file != "":
		refuse("test_customer", "reads no other file")
	case s.env != "" && !guestVariable(s.env):
		refuse("test_customer", onlyOurVariables)
	}
	if !guestAddress(p.BaseURL) {
		refuse("base_url", "names no host but "+tomlfile.List(vendorHosts)+", over https and without a port")
	}
}

// guestVariable reports whether a guest may take the client's secret from a variable.
// DINTERO_LOGIN_ variables are this program's own; the system may not tell their case.
func guestVariable(name string) bool {
	const ours = "DINTERO_LOGIN_"
	return strings.HasPrefix(name, "DINTERO_") && !(len(name) >= len(ours) && strings.EqualFold(name[:len(ours)], ours))
}

// guestAddress reports whether a guest may name a base URL. The URL has been checked, so it
// is https unless it is this machine.
func guestAddress(base string) bool {
	u, err := url.Parse(base)
	return err == nil && (u.Port() == "" || u.Port() == "443") && slices.Contains(vendorHosts, u.Hostname())
}
