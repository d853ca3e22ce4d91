// Package guide is the script of the guide: each scenario told in steps, for people who do not
// know the API and may never have heard of MFA. It says what is asked, how far somebody gets who
// has only the PIN, and why a request was made.
//
// The script is data, a file for each group of scenarios. A step holds what is done to get there,
// where the login is then, and what is said about it. A test plays every scenario by its script,
// and holds each step against the screen and the requests that were made. App plays it for
// an audience; a person who takes over by typing leads the login elsewhere, and Find says
// which step tells of that.
package guide

import (
	"slices"
	"time"

	"dintero-login/flow"
)

// Scene is the script of a scenario. Its first step is the first screen of a new login, its last
// one the settings.
type Scene struct {
	Scenario string
	Steps    []Step
}

// Step is one step of a scenario.
type Step struct {
	Name string // within the scenario
	Acts []Act  // what is done to get there, in this order
	Ends Stop   // where the login is then
	Text string // what is said then, in at most three rows of 76 columns
	Runs string // what is said while a slow call runs; empty where none is
	Wire []Call // the login's requests on the way, in their order
}

// Act is one thing that is done in the presenter's place. One of its fields is set.
type Act struct {
	Types Text
	Does  flow.Deed     // as soon as the login allows it: the clock is turned that far
	Ages  time.Duration // the clock is turned until the newest message is so old
	Opens bool          // the settings
}

// Text is something to type.
type Text int

// The texts.
const (
	Nothing Text = iota
	Identifier
	Secret
	Code    // the newest; where that has expired, another one is asked for
	OldCode // of the first message, dead or not
)

// Call is a request that a step tells of, and the status of its answer.
type Call struct {
	Call   flow.Call
	Status int // 0 where the line was cut
}

// Stop is where a login stands, as far as the script tells of it.
type Stop struct {
	Kind       flow.Kind
	Reason     flow.Reason  // of the problem that is shown
	Sends      int          // messages that went out, or may have, for the code that is asked for
	Accepted   int          // codes that were accepted in this sign-in
	Channel    flow.Channel // of the code that is asked for, or that began the session
	Recovering bool         // without the PIN
	Filled     bool         // the field holds something
	Settings   bool         // they lie over the screen
}

// StopAt is where a login stands now. Filled counts where something is asked for.
func StopAt(s flow.State, filled, settings bool) Stop {
	p, _ := flow.PendingOf(s)
	in, signedIn := flow.SessionOf(s)
	if signedIn {
		p.Channel = in.By
	}
	return Stop{
		Kind: flow.At(s).Kind, Reason: flow.ProblemOf(s).Reason, Sends: p.Sends, Accepted: p.Codes, Channel: p.Channel,
		Recovering: p.Part > 0 || in.Recovered, Settings: settings, Filled: filled && !signedIn,
	}
}

// SceneOf returns the script of a scenario; false where there is none.
func SceneOf(scenario string) (Scene, bool) {
	all := Scenes()
	i := slices.IndexFunc(all, func(s Scene) bool { return s.Scenario == scenario })
	if i < 0 {
		return Scene{}, false
	}
	return all[i], true
}

// Scenes returns the script of every scenario.
func Scenes() []Scene {
	return slices.Concat(signIns(), messages(), refusals(), connections(), hostiles())
}

// Find returns the step that the login stands at: the one that was gone to last where it fits, else
// the next one that does. Where none does, told is false, and the step is the one that was gone to
// if nobody has moved the login since, else the first that asks the same question, or -1 where the
// scene has no such step.
func (s Scene) Find(p Progress, now Stop) (step int, told bool) {
	resent := now
	for _, like := range []func(Stop) bool{
		func(at Stop) bool { return at == now },
		func(at Stop) bool { resent.Sends = at.Sends; return at == resent },
	} {
		for i := range s.Steps {
			if at := (p.Step + i) % len(s.Steps); like(s.Steps[at].Ends) {
				return at, true
			}
		}
	}
	if now == p.Arrived && s.Steps[p.Step].Ends.Kind == now.Kind {
		return p.Step, false
	}
	return slices.IndexFunc(s.Steps, func(step Step) bool {
		same := step.Ends.Recovering == now.Recovering || now.Kind == flow.AtSession
		return same && step.Ends.Kind == now.Kind && step.Ends.Settings == now.Settings
	}), false
}

// After returns the step to go to next. One that only types is left out where a person has typed.
func (s Scene) After(step int, typed bool) int {
	step++
	for typed && step < len(s.Steps)-1 && !slices.ContainsFunc(s.Steps[step].Acts, func(a Act) bool { return a.Types == Nothing }) {
		step++
	}
	return step
}

func enters(t Text) Act { return Act{Types: t} }

func does(d flow.Deed) Act { return Act{Does: d} }

func ages(d time.Duration) Act { return Act{Ages: d} }

// The steps that every scenario begins and ends with, each with its own words.

func begins(text string) Step {
	return Step{
		Name: "begin", Ends: Stop{Kind: flow.AtCustomer}, Text: text,
		Wire: []Call{{flow.CallClientToken, 200}, {flow.CallSettings, 200}},
	}
}

func names(text string) Step {
	return Step{
		Name: "number", Acts: []Act{enters(Identifier), does(flow.DeedChooseCustomer)},
		Ends: Stop{Kind: flow.AtSecret}, Text: text,
	}
}

func typesPIN(text string) Step {
	return Step{Name: "pin", Acts: []Act{enters(Secret)}, Ends: Stop{Kind: flow.AtSecret, Filled: true}, Text: text}
}

// types is the number and the PIN at once, where neither needs words of its own.
func types(text string) Step {
	return Step{
		Name: "typed", Acts: []Act{enters(Identifier), does(flow.DeedChooseCustomer), enters(Secret)},
		Ends: Stop{Kind: flow.AtSecret, Filled: true}, Text: text,
	}
}

// sendsPIN is a PIN that is right, so that a code goes out.
func sendsPIN(text string) Step {
	return Step{
		Name: "sent", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS}, Text: text,
		Wire: []Call{{flow.CallMFALogin, 200}, {flow.CallChallenge, 200}},
	}
}

// givesCode is a code that is typed, sent and right.
func givesCode(text string) Step {
	return Step{
		Name: "in", Acts: []Act{enters(Code), does(flow.DeedEnterCode)}, Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS}, Text: text,
		Wire: []Call{{flow.CallAnswer, 200}},
	}
}

func opensSettings(text string) Step {
	return Step{
		Name: "settings", Acts: []Act{{Opens: true}}, Text: text,
		Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS, Settings: true},
	}
}

// by is a step of a login whose code goes over another channel.
func by(c flow.Channel, s Step) Step {
	s.Ends.Channel = c
	return s
}
