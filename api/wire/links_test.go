package wire

import (
	"net/url"
	"testing"
)

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
