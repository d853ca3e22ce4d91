package flow

// Failing is the evidence and a call that failed: what that means, where it is known what the
// client may do, and what the call itself shows. It is EvidenceOf for a call that was made
// elsewhere, with no state around it.
func (e Evidence) Failing(failed CallFailed, may Permissions) Evidence {
	e.Problem = problemOf(failed, may)
	if held := may.Of(failed.Call).Held; held != Unknown {
		e = e.With(FactScope, held)
	}
	return e.Problem.shows(e)
}
