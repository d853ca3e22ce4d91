package api

import (
	"context"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

func config() Config {
	return Config{
		BaseURL: "https://api.dintero.com/v1", Account: "T11223344", ClientID: "id",
		ClientSecret: func(context.Context) (flow.Secret, error) { return flow.Conceal(clientSecret), nil },
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	cfg := config()
	cfg.BaseURL += "/"
	c := adapter(t, cfg).cfg
	if c.Audience != "https://api.dintero.com/v1/accounts/T11223344" || c.MFAGrantType != "mfa_oob" || c.Timeout != 30*time.Second {
		t.Errorf("got %q, %q, %v", c.Audience, c.MFAGrantType, c.Timeout)
	}
	if c.Clock() < 0 || c.Now().IsZero() {
		t.Error("no clock")
	}
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Config){
		"no base_url":                func(c *Config) { c.BaseURL = "" },
		"no URL":                     func(c *Config) { c.BaseURL = "https://user:canary@h:port" },
		"a user in it":               func(c *Config) { c.BaseURL = "https://user:canary@api.dintero.com" },
		"plain http to a LAN":        func(c *Config) { c.BaseURL = "http://192.168.0.1/v1" },
		"no account":                 func(c *Config) { c.Account = "" },
		"an account that is a path":  func(c *Config) { c.Account = "../T11223344" },
		"no client_id":               func(c *Config) { c.ClientID = "" },
		"no client_secret":           func(c *Config) { c.ClientSecret = nil },
		"a CA without a certificate": func(c *Config) { c.CA = []byte("no certificate") },
		"an empty CA":                func(c *Config) { c.CA = []byte{} },
	} {
		cfg := config()
		change(&cfg)
		a, err := New(cfg)
		if err == nil || a != nil {
			t.Errorf("%s: taken", name)
		} else if strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlainHTTPIsForThisMachine(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"127.0.0.1:8080", "127.1.2.3", "localhost:1", "LOCALHOST", "[::1]:80", "[::ffff:127.0.0.1]"} {
		cfg := config()
		cfg.BaseURL = "http://" + host + "/v1"
		adapter(t, cfg)
	}
}

type foreignEffect struct{}

func (foreignEffect) Lane() flow.Lane { return flow.LoginLane }

func TestOnlyFlowsEffectsArePerformed(t *testing.T) {
	t.Parallel()
	a := adapter(t, config())
	for _, e := range []flow.Effect{nil, foreignEffect{}} {
		if got := a.Perform(t.Context(), e); got != nil {
			t.Errorf("got %#v", got)
		}
	}
}

func TestLinksThatLeadElsewhereAreToldAndNotFollowed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ href, want string }{
		{"", ""},
		{"$/accounts/T11223344/auth/token", ""},
		{"/anything", ""},
		{"relative", ""},
		{"HTTP://$HOST/x", ""},
		{"https://test.dintero.com/v1/accounts/T11223344/auth/token", "test.dintero.com"},
		{"//evil.example/x", "evil.example"},
		{"http://user:pw@evil.example:81/x?y", "evil.example:81"},
		{"http://127.0.0.1:1/", "127.0.0.1:1"},
		{"http://127.0.0.1/", "127.0.0.1"},
		{"https://$HOST/", "https://$HOST"},
		{"https://127.0.0.1/", "127.0.0.1"},
		{"javascript:alert(1)", "javascript:"},
		{"http://bad host/", "http://bad host/"},
		{"http://h:port/", "http://h:port/"},
	} {
		s := newServer(t)
		host := strings.TrimPrefix(s.URL, "http://")
		fill := strings.NewReplacer("$HOST", host, "$", s.URL+"/x/v1")
		s.on(flow.CallMFALogin, says(200, `{"mfa_token":"a","links":[{"rel":"x","href":"/"},{"rel":"mfa_challenge","href":`+inJSON(fill.Replace(tt.href))+`}]}`))
		if got := ends[flow.ChallengeOffered](t, s.adapter(t), effect[flow.CallMFALogin]); got.Stray != foreign(fill.Replace(tt.want)) {
			t.Errorf("%s: got %q, want %q", tt.href, got.Stray, tt.want)
		}
		s.read(t, -1, 2)
	}
}

func TestAChannelThatIsNotKnownIsNone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]flow.Channel{
		`"sms"`: flow.SMS, `"email"`: flow.Email, `"SMS"`: flow.NoChannel, `"pigeon"`: flow.NoChannel, `""`: flow.NoChannel, `null`: flow.NoChannel,
	} {
		s := newServer(t).on(flow.CallMFALogin, says(200, `{"mfa_token":"a","oob_channel":`+name+`}`))
		if got := ends[flow.ChallengeOffered](t, s.adapter(t), effect[flow.CallMFALogin]); got.Channel != want {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}
