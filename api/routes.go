package api

import (
	"net/http"

	"dintero-login/flow"
)

// The caps on a body after inflation (R52).
const (
	bodyCap     = 1 << 20
	settingsCap = 128 << 20
)

// route is how a call goes out, and how often it may.
type route struct {
	method  string
	path    string // below <base URL>/accounts/<account>
	retries int    // sends after the first, when no answer came or a 5xx, or after a 401
	cap     int64  // of a good answer's body
}

// routes holds every call. Only what reads is sent more than once, and the request for the
// client's token: every other call may reach the customer, count as a try, or use up a
// code, and the person decides.
var routes = [...]route{
	flow.CallClientToken:    {method: http.MethodPost, path: "/auth/token", retries: 1, cap: bodyCap},
	flow.CallLogin:          {method: http.MethodPost, path: "/customers/login", cap: bodyCap},
	flow.CallMFALogin:       {method: http.MethodPost, path: "/customers/mfa_login", cap: bodyCap},
	flow.CallChallenge:      {method: http.MethodPost, path: "/auth/mfa/challenge", cap: bodyCap},
	flow.CallAnswer:         {method: http.MethodPost, path: "/auth/token", cap: bodyCap},
	flow.CallRecovery:       {method: http.MethodPost, path: "/customers/mfa_login_recovery", cap: bodyCap},
	flow.CallSettings:       {method: http.MethodGet, path: "/customers/settings", retries: 2, cap: settingsCap},
	flow.CallRefresh:        {method: http.MethodPost, path: "/auth/token", cap: bodyCap},
	flow.CallRevoke:         {method: http.MethodPost, path: "/auth/revoke", cap: bodyCap},
	flow.CallKeys:           {method: http.MethodGet, path: "/auth/keys", retries: 2, cap: bodyCap},
	flow.CallChangePassword: {method: http.MethodPost, path: "/customers/change_password", cap: bodyCap},
}
