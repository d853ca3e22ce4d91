package cli

import (
	"context"
	"net/url"
	"os"

	"dintero-login/api/config"
	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/identity"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

// session returns the account in the form that the screens take, with what the flags say about
// the customer.
func (p *program) session(o opened) (tui.Session, *flow.CustomerChosen, error) {
	profile := o.profile
	draft, chosen, err := p.customer(profile)
	if err != nil {
		return tui.Session{}, nil, err
	}
	language, _ := words.LanguageOf(profile.SayLanguage)
	account := flow.Account{Production: profile.Production(), Login: profile.Login, Unguarded: p.flags.login.script() && p.flags.login.production, Support: profile.Support}
	s := tui.Session{
		Standing: standing(o), Profile: profile.Name, Account: profile.Account, Host: host(profile.BaseURL),
		Login: script.Login{
			Start: flow.New(account, draft), API: o.adapter, Clock: p.clock, Wall: p.now, Length: profile.CodeLength,
			Secret: p.secretSource(), Code: p.codeSource(),
		},
		Region: profile.Region, Traffic: o.record, Program: programText(), Contact: profile.Contact, Language: language, Support: profile.Support,
		ASCII:  !terminal.TakesUTF8(os.Getenv),
		Checks: func(ctx context.Context, tell func(flow.CheckResult)) { _, _ = p.runChecks(ctx, o, nil, tell) },
	}
	s.Documents = documents{p, o.loaded, profile.Name}
	if o.sandbox != nil {
		s.Sandbox = demo(o, p.flags.login.told())
	}
	return s, chosen, nil
}

func standing(o opened) tui.Standing {
	switch {
	case o.sandbox != nil:
		return tui.Demo
	case o.profile.Production():
		return tui.Production
	default:
		return tui.Test
	}
}

func host(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return baseURL
	}
	return u.Host
}

// customer returns who signs in, as far as the flags and the profile say. A phone number is
// read as on the screen; --ident is sent as it is.
func (p *program) customer(profile config.Profile) (flow.Draft, *flow.CustomerChosen, error) {
	f := p.flags.login
	draft := flow.Draft{By: profile.IdentType, As: profile.UserType, Phone: f.phone, Email: f.email}
	switch {
	case f.phone != "":
		draft.By = flow.ByPhone
	case f.email != "":
		draft.By = flow.ByEmail
	case f.ident == "":
		return draft, nil, nil
	case draft.By == flow.ByEmail:
		draft.Email = f.ident
	default:
		draft.Phone = f.ident
	}
	if f.ident != "" {
		return draft, &flow.CustomerChosen{Draft: draft, Ident: f.ident}, nil
	}
	read := identity.Read(draft, profile.Region)
	if read.Problem != "" {
		return draft, nil, misused("%s", read.Guess(read.Problem))
	}
	return draft, &flow.CustomerChosen{Draft: draft, Ident: read.Sent}, nil
}
