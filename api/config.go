package api

import (
	"context"
	"errors"
	"net"
	"net/url"
	"regexp"
	"time"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// defaultTimeout limits a call, its retries included.
const defaultTimeout = 30 * time.Second

// Config holds the account and how to reach it. A field with a named default may be zero.
type Config struct {
	BaseURL  string // such as https://api.dintero.com/v1; plain http on loopback only
	Account  string // the account id: P or T and digits
	Audience string // <BaseURL>/accounts/<Account> by default
	ClientID string

	// ClientSecret is called for each request of a client's token; the secret is not kept.
	ClientSecret func(ctx context.Context) (flow.Secret, error)

	MFAGrantType string        // mfa_oob by default (contract 5)
	CA           []byte        // PEM certificates to trust beside the system's
	Timeout      time.Duration // for one call with its retries; 30 s by default
	UserAgent    string        // dintero-login by default

	Clock func() flow.Moment // time since the program started; since New by default
	Now   func() time.Time   // time.Now by default

	// DialContext makes the connections; a net.Dialer by default.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)

	Observer wire.Observer // told of every request; may be nil
}

var accountID = regexp.MustCompile(`^[A-Za-z0-9]+$`)

// checked fills in the defaults, and returns the base URL, which has no slash at its end.
func (c Config) checked() (Config, *url.URL, error) {
	ready, wrong := wire.BaseURL(c.BaseURL)
	base, err := url.Parse(ready)
	switch {
	case wrong != "":
		return c, nil, errors.New("base_url " + wrong)
	case err != nil:
		return c, nil, errors.New("base_url cannot be read")
	case !accountID.MatchString(c.Account):
		return c, nil, errors.New("account: letters and digits only")
	case c.ClientID == "":
		return c, nil, errors.New("client_id is missing")
	case c.ClientSecret == nil:
		return c, nil, errors.New("client_secret is missing")
	}
	c.BaseURL = base.String()
	if c.Audience == "" {
		c.Audience = c.BaseURL + "/accounts/" + c.Account
	}
	if c.MFAGrantType == "" {
		c.MFAGrantType = "mfa_oob"
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	if c.UserAgent == "" {
		c.UserAgent = "dintero-login"
	}
	if c.Clock == nil {
		start := time.Now()
		c.Clock = func() flow.Moment { return time.Since(start) }
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c, base, nil
}
