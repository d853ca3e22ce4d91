package wire

import (
	"net/url"
	"testing"
)

func TestABaseURLIsTakenOrRefused(t *testing.T) {
	t.Parallel()
	const port, example = "must hold a port from 1 to 65535, or none", ", as in https://api.dintero.com/v1"
	tests := []struct{ given, ready, wrong string }{
		{"https://api.dintero.com/v1", "https://api.dintero.com/v1", ""},
		{"https://api.dintero.com/v1//", "https://api.dintero.com/v1", ""},
		{"HTTPS://API.dintero.COM/V1", "https://api.dintero.com/V1", ""},
		{"http://localhost:8080/v1", "http://localhost:8080/v1", ""},
		{"http://127.0.0.1:41873/v1", "http://127.0.0.1:41873/v1", ""},
		{"http://127.9.9.9", "http://127.9.9.9", ""},
		{"http://[::1]:80/v1", "http://[::1]:80/v1", ""},
		{"https://xn--dintro-bva.com/v1", "https://xn--dintro-bva.com/v1", ""},
		{"https://10.0.0.1:65535/a-b/_c.d~", "https://10.0.0.1:65535/a-b/_c.d~", ""},
		{"http://api.dintero.com/v1", "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"},
		{"http://localhost.evil.com/v1", "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"},
		{"http://127.0.0.1.evil.com/v1", "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"},
		{"http://127.1/v1", "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"},
		{"https://dintéro.com/v1", "", "must be plain ASCII without spaces; a name in other letters goes in its xn-- form"},
		{"https://api.dintero.com/v1?a", "", "must end with the path, without ? and #" + example},
		{"https://api.dintero.com/v1#", "", "must end with the path, without ? and #" + example},
		{"https://user:pw@api.dintero.com/v1", "", "must not hold a user name or a password"},
		{"https://api.dintero.com@evil.com/v1", "", "must not hold a user name or a password"},
		{"https://api.dintero.com:0/v1", "", port},
		{"https://api.dintero.com:65536/v1", "", port},
		{"https://api.dintero.com:/v1", "", port},
		{"https://[fe80::1%25eth0]/v1", "", "must not name a network interface"},
		{"https://api_x.dintero.com/v1", "", "must hold a host name or an IP address" + example},
		{"https://-x.com/v1", "", "must hold a host name or an IP address" + example},
		{"https://a..b/v1", "", "must hold a host name or an IP address" + example},
		{"https://api.dintero.com./v1", "", "must hold a host name or an IP address" + example},
		{"https://api.dintero.com/../v1", "", "must have a path of letters, digits and . _ ~ - only" + example},
		{"https://api.dintero.com/a//b", "", "must have a path of letters, digits and . _ ~ - only" + example},
		{"https://api.dintero.com/%2e%2e", "", "must have a path of letters, digits and . _ ~ - only" + example},
		{`https://api.dintero.com\@evil.com/v1`, "", "must be an https address" + example},
		{"ftp://127.0.0.1", "", "must be an https address" + example},
		{"https:///v1", "", "must be an https address" + example},
		{"https://:443/v1", "", "must hold a host name or an IP address" + example},
		{"https://api.dintero.com?", "", "must end with the path, without ? and #" + example},
		{"http://192.168.0.1/v1", "", "must begin with https; http is for this machine only (localhost, 127.0.0.1, [::1])"},
		{"ftp://api.dintero.com", "", "must be an https address" + example},
		{"https:api.dintero.com", "", "must be an https address" + example},
		{"api.dintero.com/v1", "", "must be an https address" + example},
		{"https://", "", "must be an https address" + example},
		{"", "", "must be an https address" + example},
	}
	for _, tt := range tests {
		if ready, wrong := BaseURL(tt.given); ready != tt.ready || wrong != tt.wrong {
			t.Errorf("%s\ngot  %q, %q\nwant %q, %q", tt.given, ready, wrong, tt.ready, tt.wrong)
		}
	}
}

// A host that only looks like the vendor's is shown so that it does not.
func TestAHostInOtherLettersIsShownInPunycode(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"https://аpi.dintero.com/v1":        "xn--pi-6kc.dintero.com", // the first letter is Cyrillic
		"https://аpi.dintero.com:8443/v1":   "xn--pi-6kc.dintero.com:8443",
		"https://%D0%B0pi.dintero.com/v1":   "xn--pi-6kc.dintero.com",
		"//аpi.dintero.com":                 "xn--pi-6kc.dintero.com",
		"https://api.dintero.com.рф:443/":   "api.dintero.com.xn--p1ai:443",
		"https://api.dıntero.com/":          "api.xn--dntero-p9a.com",
		"https://evil.example/аpi.dintero":  "evil.example",
		"https://[2001:db8::1]:1/":          "[2001:db8::1]:1",
		"https://api.dintero.com/v1/x":      "",
		"https://API.dintero.com/v1/x":      "",
		"https://api.dintero.com:443/v1/x":  "",
		"http://api.dintero.com:443/v1/x":   "http://api.dintero.com:443",
		"https://api.dintero.com:8443/v1/x": "api.dintero.com:8443",
		"https://а b/":                      `https://\u0430 b/`,
		"mailto:kari@example.com":           "mailto:",
	} {
		base, err := url.Parse("https://api.dintero.com/v1")
		if err != nil {
			t.Fatal(err)
		}
		if got := elsewhere(base, link); got != want {
			t.Errorf("%s: got %q, want %q", link, got, want)
		}
	}
}
