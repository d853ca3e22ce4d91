package cli

import (
	"context"
	"errors"
	"time"

	"dintero-login/api"
	"dintero-login/api/config"
	"dintero-login/api/record"
	"dintero-login/api/sandbox"
	"dintero-login/tui"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// opened is an account that is ready for calls.
type opened struct {
	profile  config.Profile
	loaded   config.Loaded // the whole config; empty for the demo
	place    string        // of the config; empty for the demo
	adapter  *api.Adapter
	record   *record.Record
	sandbox  *sandbox.Sandbox
	messages chan tui.Message
	turn     func(time.Duration) // turns the demo's clock forward; nil elsewhere
}

func (o opened) close() {
	if o.adapter != nil {
		o.adapter.Close()
	}
	if o.sandbox != nil {
		_ = o.sandbox.Close()
	}
}

// open finds the account, and makes the adapter for it.
func (p *program) open(ctx context.Context, mayBeDemo bool) (opened, error) {
	o, err := p.find(ctx, mayBeDemo)
	if err != nil {
		return opened{}, err
	}
	return p.connect(ctx, o)
}

// find finds the account: the demo's, or the config's.
func (p *program) find(ctx context.Context, mayBeDemo bool) (opened, error) {
	if p.flags.account.demo || p.flags.login.guide != "" {
		return p.startDemo()
	}
	loaded, err := config.Load(ctx, config.Options{File: p.flags.account.config, Hide: []string{p.flags.login.secretEnv}})
	if ctx.Err() != nil {
		return opened{}, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	}
	var none *config.NotFoundError
	if mayBeDemo && errors.As(err, &none) {
		return p.startDemo()
	}
	if err != nil {
		return opened{}, err
	}
	p.theme, p.hide = loaded.Theme, loaded.SecretVariables()
	profile, err := loaded.Profile(p.flags.account.profile)
	if err != nil {
		return opened{}, err
	}
	return opened{profile: profile, loaded: loaded, place: loaded.Path}, nil
}

// connect makes the API client for the profile, with the flags in place of its values.
func (p *program) connect(ctx context.Context, o opened) (opened, error) {
	overrides := []struct{ key, value string }{{"login", p.flags.login.login}, {"user_type", p.flags.login.userType}, {"ident_type", p.flags.login.identType}}
	for _, override := range overrides {
		if override.value == "" {
			continue
		}
		profile, err := o.profile.Override(override.key, override.value)
		if err != nil {
			return opened{}, err
		}
		o.profile = profile
	}
	for _, note := range o.profile.Notes() {
		p.say(note)
	}
	access, err := o.profile.Access(ctx, p.say)
	if ctx.Err() != nil {
		return opened{}, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	}
	if err != nil {
		return opened{}, err
	}
	o.record = record.New()
	cfg := p.config(o.profile, access)
	cfg.Observer = o.record.Observe
	adapter, err := api.New(cfg)
	if err != nil {
		return opened{}, exit(terminal.ExitUsage, script.BecauseConfig, "%s", err)
	}
	o.adapter = adapter
	return o, nil
}

// config is a profile as the adapter wants it.
func (p *program) config(profile config.Profile, access config.Access) api.Config {
	return api.Config{
		BaseURL: profile.BaseURL, Account: profile.Account, Audience: profile.Audience, ClientID: profile.ClientID,
		ClientSecret: access.ClientSecret, MFAGrantType: profile.MFAGrantType, CA: access.CA,
		Timeout: profile.Timeout, Clock: p.clock, Now: p.now,
	}
}
