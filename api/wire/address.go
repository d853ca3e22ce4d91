// Package wire makes one request over HTTP: where it may go, the transport, how often it is sent,
// how far it got, and how an unexpected answer is described.
package wire

import (
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"dintero-login/flow"
)

// Each is compiled on first use: compiling at start would delay the first screen.
var (
	hostShape = compiled(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)
	pathShape = compiled(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$`)
)

func compiled(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// BaseURL returns an address as requests use it: the host in lower case, without a slash at the
// end. Or it returns what is wrong, without quoting the address. It is strict, since every secret
// goes there: an address that could be mistaken for another host is rejected.
func BaseURL(s string) (ready, wrong string) {
	const example = ", as in https://api.dintero.com/v1"
	switch {
	case strings.ContainsAny(s, "?#"):
		return "", "must end with the path, without ? and #" + example
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }):
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
	} else if len(name) > 253 || !hostShape().MatchString(name) {
		return "", "must hold a host name or an IP address" + example
	}
	switch {
	case port != "" && !isPort(port):
		return "", "must hold a port from 1 to 65535, or none"
	case !pathShape().MatchString(at):
		return "", "must have a path of letters, digits and . _ ~ - only" + example
	case u.Scheme == "http" && !flow.IsLoopback(name):
		return "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"
	}
	return u.Scheme + "://" + host + at, ""
}

// isPort reports whether text is a colon and a port.
func isPort(text string) bool {
	n, err := strconv.ParseUint(strings.TrimPrefix(text, ":"), 10, 16)
	return err == nil && n > 0 && strings.HasPrefix(text, ":")
}
