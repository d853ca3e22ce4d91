package wire

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// Elsewhere returns the host of a link that leads away from the base URL's scheme, host and port.
// It is empty for any other link, and the whole link where that cannot be parsed.
func (c *Client) Elsewhere(link string) string { return elsewhere(c.urls[0], link) }

// elsewhere is Elsewhere for any base URL.
func elsewhere(base *url.URL, link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return asciiOnly(link)
	}
	u = base.ResolveReference(u)
	u.Host = hostShown(u.Host)
	switch {
	case u.Host == "":
		return u.Scheme + ":"
	case !strings.EqualFold(u.Hostname(), hostShown(base.Hostname())) || port(u) != port(base):
		return u.Host
	case u.Scheme != base.Scheme:
		return u.Scheme + "://" + u.Host
	}
	return ""
}

// hostShown returns a host for display: in punycode (RFC 3492) if it has letters that are not
// ASCII, since many look alike. A port is kept.
func hostShown(host string) string {
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		name, port = host[:i], host[i:]
	}
	shown, err := idna.Punycode.ToASCII(name)
	if err != nil {
		shown = name
	}
	return asciiOnly(shown + port)
}

// asciiOnly escapes every character that is not ASCII.
func asciiOnly(text string) string {
	quoted := strconv.QuoteToASCII(text)
	return quoted[1 : len(quoted)-1]
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "http":
		return "80"
	}
	return "443"
}
