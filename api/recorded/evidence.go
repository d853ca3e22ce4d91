package recorded

import (
	"dintero-login/flow"
)

// count numbers the calls in the order of time, from 1.
func (f *facts) count() int {
	f.number++
	return f.number
}

// takes notes what an exchange shows about the client.
func (f *facts) takes(x exchange) {
	if x.dated {
		f.skew, f.dated = x.skew, true
	}
	status := x.failure.Status
	if x.bearer != 0 && (!x.failed || status != 0 && status != 401) {
		if _, known := f.taken[x.bearer]; known || len(f.taken) < takenCap {
			f.taken[x.bearer] = x.order
		}
	}
	if x.failed || x.call == flow.CallExists {
		return
	}
	f.answered = true
	if x.call == flow.CallClientToken && !x.token || x.bearer != 0 || x.call == flow.CallSettings {
		f.client = true
	}
	if !x.token {
		f.proved[x.call] = flow.Permission{Held: flow.Yes, Proved: true}
	}
}

// clockOff is from where on a clock counts as off.
const clockOff = 60 * 1e9

// Evidence is what the recording shows, beside what is known of the account. It explains the
// last attempt that failed.
func (r Reading) Evidence(known flow.Evidence, may flow.Permissions) flow.Evidence {
	if r.Bundle {
		return r.stated
	}
	if r.Calls == 0 {
		known.Symptom = r.Symptom
		return known
	}
	f, at := r.facts, r.Last
	// The profile's network and clock are those of this machine, and not the recorder's.
	e := known.With(flow.FactNetwork|flow.FactClock|flow.FactAPI, flow.Unknown)
	e.Problem, e.Symptom = flow.Problem{}, flow.NoSymptom
	if f.answered {
		e = e.With(flow.FactNetwork|flow.FactAddress, flow.Yes)
	}
	if f.client {
		e = e.With(flow.FactClient, flow.Yes)
	}
	if f.dated {
		e = e.With(flow.FactClock, is(f.skew.Abs() < clockOff))
	}
	if at.channel != flow.NoChannel {
		e = e.With(flow.FactSMS, is(at.channel == flow.SMS))
	}
	if at.byEmail {
		e = e.With(flow.FactUniqueNumber, flow.Unknown)
	}
	if at.secret {
		e = e.With(flow.FactSecret, flow.Yes)
	}
	if at.messages > 0 {
		e = e.With(flow.FactMessage, flow.Yes).With(flow.FactOneMessage, is(at.messages == 1)).With(flow.FactEveryAnswer, is(!at.lost))
		if !at.sent.IsZero() && at.At.After(at.sent) {
			e.Age = at.At.Sub(at.sent)
		}
	}
	on := flow.Unknown
	if r.Settings != nil {
		on = r.Settings.Existence
	}
	if found := f.exists(at.who, on, f.answered); found != flow.Unknown {
		e = e.With(flow.FactExists, found)
	}
	switch {
	case at.Failed:
		return r.failing(e, may)
	case at.Accepted:
		return e.With(flow.FactAccepted|flow.FactSecret, flow.Yes)
	case at.messages > 0 || at.secret:
		e.Symptom = flow.SymptomNoCode // nobody answered
	default:
		e.Symptom = flow.SymptomOther
	}
	return e
}

// failing adds the call that failed.
func (r Reading) failing(e flow.Evidence, may flow.Permissions) flow.Evidence {
	at := r.Last
	if r.facts.may != nil {
		may = *r.facts.may
	}
	for call, p := range r.facts.proved {
		if p.Proved {
			may[call].Held, may[call].Proved = flow.Yes, true
		}
	}
	failure := at.Failure
	if failure.Status == 401 && at.Call != flow.CallClientToken && at.Call != flow.CallSettings && at.Call != flow.CallKeys {
		failure.Renewal = flow.TokenDoubtful
		if at.bearer != 0 && r.facts.taken[at.bearer] > at.order {
			failure.Renewal = flow.TokenGood
		}
	}
	if !at.told && failure.Status/100 == 4 && r.facts.answered {
		failure.API = true // its other answers come from the API
	}
	e = e.Failing(flow.CallFailed{Call: at.Call, Failure: failure}, may)
	if !at.told && failure.Status != 0 {
		e = e.With(flow.FactAPI, flow.Unknown)
	}
	return e
}

// Later reports whether an attempt that began after the one that is explained was accepted.
func (r Reading) Later() bool { return r.facts.later }

func is(yes bool) flow.Tristate {
	if yes {
		return flow.Yes
	}
	return flow.No
}
