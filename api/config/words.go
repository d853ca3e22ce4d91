package config

import (
	"slices"

	"dintero-login/api/config/tomlfile"
)

// listed is up to how many choices a sentence lists beside the nearest one.
const listed = 6

// OneOf returns nil if word is among the choices. The error continues a sentence that begins with a
// name, as in "--print must be json or none, did you mean json?". It does not repeat the word, which
// may be a misplaced secret, and is an ErrConfig.
func OneOf(word string, choices []string) error {
	if slices.Contains(choices, word) {
		return nil
	}
	if near := tomlfile.DidYouMean(word, choices); near != "" && len(choices) > listed {
		return fault("is not one of the %d that there are%s", len(choices), near)
	}
	return fault("must be %s%s", tomlfile.List(choices), tomlfile.DidYouMean(word, choices))
}

// Choices returns the values that a key of a profile may have, or nil if they are not a few words.
func Choices(key string) []string {
	r, _ := ruleOf(key)
	return r.words
}
