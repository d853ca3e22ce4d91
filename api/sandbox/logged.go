package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// A log line of a request is an allowlist (R33): the words of the contract and the ids of
// accounts, known or not.

const (
	leftOut      = "…"
	loggedLength = 8 // segments of a path
)

func loggedMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace:
		return method
	default:
		return leftOut
	}
}

// loggedPath keeps the place of what it leaves out, so that a wrong path can be mended.
func loggedPath(path string) string {
	segments := strings.SplitN(path, "/", loggedLength+1)
	for i, segment := range segments {
		if segment != "" && !mayBeLogged(segment) {
			segments[i] = leftOut
		}
	}
	return strings.Join(segments, "/")
}

func mayBeLogged(segment string) bool {
	ours := []string{"v1", "accounts", "sandbox", "messages", "scenario", "openapi.json"}
	return accountShape(segment) || slices.Contains(ours, segment) || slices.ContainsFunc(routes, func(to route) bool {
		return slices.Contains(strings.Split(to.path, "/"), segment)
	})
}
