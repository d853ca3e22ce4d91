package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dintero-login/api/config"
	"dintero-login/api/sandbox"
	"dintero-login/tui"
)

// everyScenario is the value of --guide without a list.
const everyScenario = "all"

// guideFlag declares --guide, whose list may be left out. The flag alone takes one only after an
// equals sign; listOfGuide takes the argument that follows it.
func (p *program) guideFlag(f *pflag.FlagSet) {
	f.StringVar(&p.flags.login.guide, "guide", "", "the demo with captions for an audience; a `LIST` tells only these scenarios: --guide happy,expired")
	f.Lookup("guide").NoOptDefVal = everyScenario
}

// listOfGuide takes an argument as the list of --guide, and refuses any other.
func (p *program) listOfGuide(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || p.flags.login.guide != everyScenario {
		return noArgs(cmd, args)
	}
	p.flags.login.guide = strings.Join(args, ",")
	return nil
}

// told returns the names of the scenarios that --guide lists, in their order and each once; nil for
// all.
func (f loginFlags) told() []string {
	if f.guide == "" || f.guide == everyScenario {
		return nil
	}
	var names []string
	for name := range strings.SplitSeq(f.guide, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// wrongGuide returns a sentence for each scenario of the list that does not exist. It does not
// repeat the name.
func (f loginFlags) wrongGuide() []string {
	names, told := choices()["scenario"], f.told()
	if told == nil && f.guide != everyScenario {
		return []string{"--guide is empty: leave the list out, or name a scenario"}
	}
	var wrongs []string
	for i, name := range told {
		if err := config.OneOf(name, names); err != nil {
			wrongs = append(wrongs, fmt.Sprintf("--guide: scenario %d of the list %s", i+1, err))
		}
	}
	return wrongs
}

// completeGuide offers the scenarios that the list does not have yet.
func completeGuide(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	listed := strings.Split(before, ",")
	var offered []cobra.Completion
	for _, s := range sandbox.Scenarios() {
		if next := before + s.Name; strings.HasPrefix(next, typed) && !slices.Contains(listed, s.Name) {
			offered = append(offered, next)
		}
	}
	return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeArguments offers the list of --guide, where that was given.
func (p *program) completeArguments(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if p.flags.login.guide == everyScenario && len(args) == 0 {
		return completeGuide(cmd, args, typed)
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// toldScenarios returns the sandbox's scenarios with these names; all of them for none.
func toldScenarios(names []string) []tui.Scenario {
	all := Scenarios()
	if names == nil {
		return all
	}
	var told []tui.Scenario
	for _, name := range names {
		i := slices.IndexFunc(all, func(s tui.Scenario) bool { return s.Name == name })
		told = append(told, all[i])
	}
	return told
}
