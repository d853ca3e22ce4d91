package config

import (
	"strings"
	"unicode/utf8"

	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

var (
	accountShape  = tomlfile.Shape(`^[PT][0-9]{8}$`)
	nameShape     = tomlfile.Shape(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)
	variableShape = tomlfile.Shape(`^[A-Za-z_][A-Za-z0-9_]{0,127}$`)
	regionShape   = tomlfile.Shape(`^[A-Za-z]{2}$`)
)

const nameRule = "a profile's name must be at most 40 letters, digits and . _ -"

const (
	longestWord = 512
	longestPath = 4096
)

func account(s string) (ready, wrong string) {
	if !accountShape(s) {
		return "", "must be T (test) or P (production) and 8 digits, as in T12345678"
	}
	return s, ""
}

func region(s string) (ready, wrong string) {
	if !regionShape(s) {
		return "", `must be a country's two letters, as in "NO"`
	}
	return strings.ToUpper(s), ""
}

func variable(s string) (ready, wrong string) {
	if !variableShape(s) {
		return "", "must be the name of an environment variable, not the secret itself: letters, digits and _"
	}
	return s, ""
}

func path(s string) (ready, wrong string) {
	if s == "" || len(s) > longestPath || strings.ContainsRune(s, 0) {
		return "", "must be the path of a file"
	}
	return s, ""
}

// longestContact is the longest contact, in characters: it has to fit on a screen.
const longestContact = 200

func contact(s string) (ready, wrong string) {
	odd := func(r rune) bool { return !flow.Printable(r) }
	if strings.TrimSpace(s) == "" || utf8.RuneCountInString(s) > longestContact || strings.ContainsFunc(s, odd) {
		return "", "must be one line of at most 200 characters that says whom to turn to"
	}
	return s, ""
}

// word returns a check for text without spaces and without the given characters.
func word(without string) func(string) (ready, wrong string) {
	return func(s string) (ready, wrong string) {
		switch {
		case s == "":
			return "", "must not be empty"
		case len(s) > longestWord:
			return "", "must not be longer than 512 characters"
		case !printable(s):
			return "", "must be plain ASCII without spaces"
		case without != "" && strings.ContainsAny(s, without):
			return "", "must not hold " + without
		}
		return s, ""
	}
}

// printable reports whether text is visible ASCII, without spaces.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
