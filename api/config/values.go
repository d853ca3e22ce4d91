package config

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"dintero-login/api/config/tomlfile"
)

var (
	accountShape  = tomlfile.Shape(`^[PT][0-9]{8}$`)
	nameShape     = tomlfile.Shape(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)
	variableShape = tomlfile.Shape(`^[A-Za-z_][A-Za-z0-9_]{0,127}$`)
	regionShape   = tomlfile.Shape(`^[A-Za-z]{2}$`)
	hostShape     = tomlfile.Shape(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)
	pathShape     = tomlfile.Shape(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$`)
)

const nameRule = "a profile's name must be at most 40 letters, digits and . _ -"

const (
	longestWord = 512
	longestPath = 4096
)

// baseURL is strict, since every request and every secret goes where it says: what a
// reader could take for another host is not allowed.
func baseURL(s string) (ready, wrong string) {
	const example = ", as in " + DefaultBaseURL
	switch {
	case strings.ContainsAny(s, "?#"):
		return "", "must end with the path, without ? and #" + example
	case !printable(s):
		return "", "must be plain ASCII without spaces; a name in other letters goes in its xn-- form"
	}
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Scheme != "https" && u.Scheme != "http", u.Opaque != "", u.Host == "":
		return "", "must be an https address" + example
	case u.User != nil:
		return "", "must not hold a user name or a password"
	}
	host, at := strings.ToLower(u.Host), strings.TrimRight(u.EscapedPath(), "/")
	name := strings.ToLower(u.Hostname())
	port := strings.TrimPrefix(host, name)
	if addr, err := netip.ParseAddr(name); err == nil && addr.Is6() {
		port = strings.TrimPrefix(host, "["+name+"]")
		if addr.Zone() != "" {
			return "", "must not name a network interface"
		}
	} else if len(name) > 253 || !hostShape(name) {
		return "", "must hold a host name or an IP address" + example
	}
	switch {
	case port != "" && !isPort(port):
		return "", "must hold a port from 1 to 65535, or none"
	case !pathShape(at):
		return "", "must have a path of letters, digits and . _ ~ - only" + example
	case u.Scheme == "http" && !loopback(name):
		return "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"
	}
	return u.Scheme + "://" + host + at, ""
}

// isPort says whether text is a colon and a port.
func isPort(text string) bool {
	n, err := strconv.ParseUint(strings.TrimPrefix(text, ":"), 10, 16)
	return err == nil && n > 0 && strings.HasPrefix(text, ":")
}

// loopback says whether a host name is this machine, whatever a resolver would say.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Zone() == "" && addr.Unmap().IsLoopback()
}

func account(s string) (ready, wrong string) {
	if !accountShape(s) {
		return "", "must be T (test) or P (production) and 8 digits, as in T12345678"
	}
	return s, ""
}

func region(s string) (ready, wrong string) {
	if !regionShape(s) {
		return "", `must be a country's two letters, as in "NO"`
	}
	return strings.ToUpper(s), ""
}

func variable(s string) (ready, wrong string) {
	if !variableShape(s) {
		return "", "must be the name of an environment variable, not the secret itself: letters, digits and _"
	}
	return s, ""
}

func path(s string) (ready, wrong string) {
	if s == "" || len(s) > longestPath || strings.ContainsRune(s, 0) {
		return "", "must be the path of a file"
	}
	return s, ""
}

// word makes a check for text without spaces and without the given characters.
func word(without string) func(string) (ready, wrong string) {
	return func(s string) (ready, wrong string) {
		switch {
		case s == "":
			return "", "must not be empty"
		case len(s) > longestWord:
			return "", "must not be longer than 512 characters"
		case !printable(s):
			return "", "must be plain ASCII without spaces"
		case without != "" && strings.ContainsAny(s, without):
			return "", "must not hold " + without
		}
		return s, ""
	}
}

// printable says whether text is visible ASCII, without spaces.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
