package config

import (
	"slices"

	"dintero-login/api/config/tomlfile"
)

// listed is how many choices a sentence lists beside the nearest one.
const listed = 6

// OneOf is nil when word is among the choices. The error goes on from a name, as in
// "--print must be json or none, did you mean json?"; it does not repeat the word, which
// may be a secret in the wrong place, and is an ErrConfig.
func OneOf(word string, choices []string) error {
	if slices.Contains(choices, word) {
		return nil
	}
	if near := tomlfile.DidYouMean(word, choices); near != "" && len(choices) > listed {
		return fault("is not one of the %d that there are%s", len(choices), near)
	}
	return fault("must be %s%s", tomlfile.List(choices), tomlfile.DidYouMean(word, choices))
}

// Choices is what a key of a profile may be, where that is one of a few words, else nil.
func Choices(key string) []string {
	r, _ := ruleOf(key)
	return r.words
}
