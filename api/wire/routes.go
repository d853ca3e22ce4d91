package wire

import (
	"net/http"

	"dintero-login/flow"
)

// The caps on a body after inflation (R52).
const (
	bodyCap     = 1 << 20
	settingsCap = 128 << 20
)

// Route is how a call goes out, and how often it may.
type Route struct {
	Method  string
	Path    string // below <base URL>/accounts/<account>
	Retries int    // sends after the first, when no answer came or a 5xx, or after a 401
	cap     int64  // of a good answer's body
}

// routes holds every call. Only what reads is sent more than once, and the request for the
// client's token: every other call may reach the customer, count as a try, or use up a
// code, and the person decides.
var routes = [...]Route{
	flow.CallClientToken:    {Method: http.MethodPost, Path: "/auth/token", Retries: 1, cap: bodyCap},
	flow.CallLogin:          {Method: http.MethodPost, Path: "/customers/login", cap: bodyCap},
	flow.CallMFALogin:       {Method: http.MethodPost, Path: "/customers/mfa_login", cap: bodyCap},
	flow.CallChallenge:      {Method: http.MethodPost, Path: "/auth/mfa/challenge", cap: bodyCap},
	flow.CallAnswer:         {Method: http.MethodPost, Path: "/auth/token", cap: bodyCap},
	flow.CallRecovery:       {Method: http.MethodPost, Path: "/customers/mfa_login_recovery", cap: bodyCap},
	flow.CallSettings:       {Method: http.MethodGet, Path: "/customers/settings", Retries: 2, cap: settingsCap},
	flow.CallRefresh:        {Method: http.MethodPost, Path: "/auth/token", cap: bodyCap},
	flow.CallRevoke:         {Method: http.MethodPost, Path: "/auth/revoke", cap: bodyCap},
	flow.CallKeys:           {Method: http.MethodGet, Path: "/auth/keys", Retries: 2, cap: bodyCap},
	flow.CallChangePassword: {Method: http.MethodPost, Path: "/customers/change_password", cap: bodyCap},
	flow.CallExists:         {Method: http.MethodHead, Path: "/customers/users", Retries: 2, cap: bodyCap},
}

// RouteOf is how a call goes out.
func RouteOf(call flow.Call) Route { return routes[call] }
