package check

import (
	"context"
	"time"

	"dintero-login/flow"
)

// clockOff is the least difference of two clocks that is worth a word.
const clockOff = time.Minute

// client goes on with a token: what it says, and side by side what is read with it.
func (r *run) client(ctx context.Context, e flow.ClientConnected) {
	r.ends(flow.CheckClock, func() flow.CheckResult {
		result := flow.CheckResult{Finding: flow.ClockRight, Moment: e.Skew}
		if e.Skew.Abs() >= clockOff {
			result.Outcome, result.Finding = flow.Warned, flow.ClockOff
		}
		return result
	})
	r.ends(flow.CheckScopes, func() flow.CheckResult { return r.scopes(e) })
	together(
		func() { r.settings(ctx, e.May) },
		func() { r.keys(ctx, e.May) },
		func() { r.customer(ctx, e.May) },
	)
}

// scopes judges the scope matrix: too little for a login, or more than it needs.
func (r *run) scopes(e flow.ClientConnected) flow.CheckResult {
	result := passed(flow.ScopesEnough)
	signIn := flow.CallMFALogin
	if r.Login == flow.LoginPassword {
		signIn = flow.CallLogin
	}
	missing, unknown := flow.Permission{}, false
	for _, call := range []flow.Call{flow.CallKeys, flow.CallExists, flow.CallSettings, flow.CallAnswer, flow.CallChallenge, signIn} {
		may := e.May.Of(call)
		unknown = unknown || may.Held == flow.Unknown
		if may.Held == flow.No {
			missing, result.Outcome = may, flow.Warned
		}
	}
	switch {
	case e.May.Of(signIn).Held == flow.No:
		result.Outcome, result.Finding = flow.NotPassed, flow.ScopeMissing
	case missing.Scope != "":
		result.Finding = flow.ScopeMissing
	case unknown:
		result = warned(flow.ScopesNotKnown)
	case e.Excess != (flow.Excess{}):
		result = warned(flow.ScopesBeyond)
	}
	result.Text, result.May, result.Excess = flow.FromOutside(missing.Scope), e.May, e.Excess
	return result
}

// settings reads the account's settings, and judges what they say about a login.
func (r *run) settings(ctx context.Context, may flow.Permissions) {
	var settings *flow.Settings
	r.ends(flow.CheckSettings, func() flow.CheckResult {
		switch e := r.adapter.Perform(ctx, flow.ReadSettings{}).(type) {
		case flow.SettingsRead:
			settings = e.Settings
		case flow.CallFailed:
			return failed(e, may)
		}
		if settings.Damage.IsEmpty() {
			return passed(flow.SettingsWhole)
		}
		result := warned(flow.SettingsDamaged)
		result.Text = settings.Damage
		return result
	})
	if settings == nil {
		r.skip(flow.CheckSettings, flow.CheckChannel, flow.CheckExistence)
		return
	}
	r.ends(flow.CheckChannel, func() flow.CheckResult { return r.channel(settings) })
	r.ends(flow.CheckExistence, func() flow.CheckResult {
		switch settings.Existence {
		case flow.Yes:
			return passed(flow.ExistenceOn)
		case flow.No:
			return passed(flow.ExistenceOff)
		}
		return warned(flow.ExistenceNotSaid)
	})
}

func (r *run) channel(s *flow.Settings) flow.CheckResult {
	switch {
	case s.MFA == flow.Yes && r.Login == flow.LoginPassword, s.MFA == flow.No && r.Login == flow.LoginMFA:
		return warned(flow.LoginAgainstMFA)
	case s.MFA == flow.No:
		return passed(flow.MFAOff)
	case s.MFA == flow.Unknown:
		return warned(flow.MFANotSaid)
	case s.LoginChannel == flow.NoChannel:
		return warned(flow.ChannelNotSet)
	}
	result := passed(flow.ChannelSet)
	result.Channel = s.LoginChannel
	return result
}

func (r *run) keys(ctx context.Context, may flow.Permissions) {
	if may.Of(flow.CallKeys).Held == flow.No {
		r.skip(flow.CheckScopes, flow.CheckKeys)
		return
	}
	r.ends(flow.CheckKeys, func() flow.CheckResult {
		switch e := r.adapter.Perform(ctx, flow.ReadKeys{}).(type) {
		case flow.KeysRead:
			result := passed(flow.KeysPublished)
			if result.Count = e.Keys.Count(); result.Count == 0 {
				return warned(flow.KeysMissing)
			}
			return result
		case flow.CallFailed:
			result := failed(e, may)
			result.Outcome = flow.Warned // a login needs no keys
			return result
		}
		return warned(flow.KeysMissing)
	})
}

// customer signs the test customer in as far as the code: that is one customer, or everybody. No
// challenge is made, so nothing goes out.
func (r *run) customer(ctx context.Context, may flow.Permissions) {
	switch {
	case r.Customer.Ident == "":
		r.is(flow.CheckResult{Check: flow.CheckCustomer, Outcome: flow.Skipped, Finding: flow.CustomerNotNamed})
		return
	case may.Of(flow.CallMFALogin).Held == flow.No:
		r.skip(flow.CheckScopes, flow.CheckCustomer)
		return
	}
	r.ends(flow.CheckCustomer, func() flow.CheckResult {
		secret, err := r.CustomerSecret(ctx)
		if err != nil {
			return flow.CheckResult{Outcome: flow.NotPassed, Finding: flow.CustomerNoSecret, Text: flow.FromOutside(err.Error())}
		}
		switch e := r.adapter.Perform(ctx, flow.StartMFALogin{Identity: r.Customer, Secret: secret}).(type) {
		case flow.CallFailed:
			result := failed(e, may)
			if result.Problem.Reason == flow.MFAIsOff {
				return warned(flow.CustomerNeedsMFA)
			}
			return result
		}
		return passed(flow.CustomerAccepted)
	})
}
