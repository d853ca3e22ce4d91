package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// What a log may tell of a request is an allowlist (R33): the words of the contract and
// the ids of accounts, known or not.

const (
	untold       = "…"
	toldSegments = 8
)

func toldMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace:
		return method
	default:
		return untold
	}
}

// toldPath keeps the place of what it leaves out, so that a wrong path can be mended.
func toldPath(path string) string {
	segments := strings.SplitN(path, "/", toldSegments+1)
	for i, segment := range segments {
		if segment != "" && !isTold(segment) {
			segments[i] = untold
		}
	}
	return strings.Join(segments, "/")
}

func isTold(segment string) bool {
	if accountShape(segment) || slices.Contains([]string{"v1", "accounts", "sandbox", "messages", "scenario", "openapi.json"}, segment) {
		return true
	}
	for _, to := range routes {
		for word := range strings.SplitSeq(to.path, "/") {
			if word == segment {
				return true
			}
		}
	}
	return false
}
