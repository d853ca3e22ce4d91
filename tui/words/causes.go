package words

import "dintero-login/flow"

// CauseName is a cause in at most 32 columns.
func CauseName(c flow.Cause) string { return c.ID() }

// CauseNext is what the agent does about a cause, in at most 68 columns.
func CauseNext(c flow.Cause) string { return c.ID() }

// RuledOut lists what the evidence excludes, each name once, in the order of the diagnosis.
func RuledOut(d flow.Diagnosis) []string {
	var list []string
	for _, r := range d.RuledOut {
		list = append(list, CauseName(r.Cause))
	}
	return list
}
