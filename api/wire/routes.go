package wire

import (
	"net/http"

	"dintero-login/flow"
)

// The limits of a body after decompression, in bytes (R52).
const (
	bodyCap     = 1 << 20
	settingsCap = 128 << 20
)

// Route is how a call is sent, and how often.
type Route struct {
	Method  string
	Path    string // below <base URL>/accounts/<account>
	Retries int    // requests after the first: without an answer, or after a 5xx or a 401
	cap     int64  // of a good answer's body
	name    string // as errors name the call
}

// routes holds every call. Only reads and the request for the client's token are repeated: every
// other call may reach the customer, count as a try or use up a code, so a person decides.
var routes = [...]Route{
	flow.CallClientToken:    {Method: http.MethodPost, Path: "/auth/token", Retries: 1, cap: bodyCap, name: "client token"},
	flow.CallLogin:          {Method: http.MethodPost, Path: "/customers/login", cap: bodyCap, name: "login"},
	flow.CallMFALogin:       {Method: http.MethodPost, Path: "/customers/mfa_login", cap: bodyCap, name: "mfa_login"},
	flow.CallChallenge:      {Method: http.MethodPost, Path: "/auth/mfa/challenge", cap: bodyCap, name: "challenge"},
	flow.CallAnswer:         {Method: http.MethodPost, Path: "/auth/token", cap: bodyCap, name: "answer"},
	flow.CallRecovery:       {Method: http.MethodPost, Path: "/customers/mfa_login_recovery", cap: bodyCap, name: "mfa_login_recovery"},
	flow.CallSettings:       {Method: http.MethodGet, Path: "/customers/settings", Retries: 2, cap: settingsCap, name: "settings"},
	flow.CallRefresh:        {Method: http.MethodPost, Path: "/auth/token", cap: bodyCap, name: "refresh"},
	flow.CallRevoke:         {Method: http.MethodPost, Path: "/auth/revoke", cap: bodyCap, name: "revoke"},
	flow.CallKeys:           {Method: http.MethodGet, Path: "/auth/keys", Retries: 2, cap: bodyCap, name: "keys"},
	flow.CallChangePassword: {Method: http.MethodPost, Path: "/customers/change_password", cap: bodyCap, name: "change_password"},
	flow.CallExists:         {Method: http.MethodHead, Path: "/customers/users", Retries: 2, cap: bodyCap, name: "existence"},
}

// RouteOf returns the route of a call.
func RouteOf(call flow.Call) Route { return routes[call] }
