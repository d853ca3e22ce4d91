package guide

import (
	"slices"

	"dintero-login/flow"
)

// Progress is how far the guide has come in the scenario that runs.
type Progress struct {
	On      bool
	Step    int   // the last one that was gone to
	Todo    []Act // what is left to be done for it
	Moving  bool  // until all of it is done and answered
	Arrived Stop  // where it led
	Quick   bool  // nothing is seen to be typed
	Typing  bool  // the first of Todo is being typed
	Typed   int   // so many characters of it
	Ticks   int   // the tick that counts
	Resent  bool  // another message was asked for in this step
	Before  int   // the newest exchange before this step
	ByHand  bool  // a person has typed into the field
	Blank   bool  // nothing shows, until the next key
}

// Caption is what is said of a step, found by Find. On the way to a step it is still what was
// said before, unless a slow call has words of its own.
func (s Scene) Caption(p Progress, step int, told, working bool) Caption {
	c := Caption{Scenario: s.Scenario, Step: 1 + max(step, 0), Steps: len(s.Steps)}
	to := s.Steps[min(p.Step, len(s.Steps)-1)]
	switch {
	case p.Moving && working && to.Runs != "":
		c.Text, c.Step = to.Runs, 1+p.Step
	case p.Moving:
		c.Text, c.Step = s.Steps[max(p.Step-1, 0)].Text, 1+p.Step
	case told:
		c.Text = s.Steps[step].Text
	}
	return c
}

// Since returns the exchanges of the step.
func (p Progress) Since(all []flow.Exchange) []flow.Exchange {
	first := slices.IndexFunc(all, func(x flow.Exchange) bool { return x.Number > p.Before })
	if first < 0 {
		return nil
	}
	return all[first:]
}

// Newest returns the number of the newest exchange, 0 where there is none.
func Newest(all []flow.Exchange) int {
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1].Number
}

// Fill is what fills an empty field that a person led to; nil where the field is no matter.
func Fill(k flow.Kind) []Act {
	switch k {
	case flow.AtSecret:
		return []Act{enters(Secret)}
	case flow.AtCode:
		return []Act{enters(Code)}
	}
	return nil
}

// Aside is how to go on from a question that the script does not ask.
func Aside(s flow.State) []Act {
	if flow.At(s).Kind == flow.AtCode {
		return []Act{enters(Code), does(flow.DeedEnterCode)}
	}
	for _, d := range []flow.Deed{flow.DeedRecover, flow.DeedSendAgain} {
		if _, can := flow.ChanceOf(s, d); can {
			return []Act{does(d)}
		}
	}
	return []Act{does(flow.DeedBack)}
}
