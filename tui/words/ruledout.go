package words

import "dintero-login/flow"

// RuledOut names what a diagnosis excludes by facts that are as a login needs them, each once,
// in the order of the facts.
func RuledOut(d flow.Diagnosis) []string {
	var by flow.Fact
	for _, r := range d.RuledOut {
		by |= r.By
	}
	var list []string
	for _, f := range (by & d.Known).Each() {
		if name := fault(f); name != "" {
			list = append(list, name)
		}
	}
	return list
}

// fault is a single fact as the noun for what is wrong where it is not so; empty where that
// says nothing beside the other facts.
func fault(f flow.Fact) string {
	var faults [flow.Facts]string = [...]string{
		"network", "", "firewall", "access", "scopes", "clock", "", "MFA", "", "shared number",
		"number", "everyone affected", "PIN", "sending", "older code", "lost try", "",
	}
	return faults[f.Index()]
}
