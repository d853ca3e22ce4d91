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

// route is how a call goes out, and how often it may (R54, design 2).
type route struct {
	method  string
	path    string // below <base URL>/accounts/<account>
	retries int    // sends after the first, when no answer came or a 5xx
	repeats bool   // once more with a fresh client's token after a 401
	cap     int64  // of a good answer's body
}

// routes holds contract 1 to 8. Neither a challenge, an answer nor a recovery is ever
// repeated: each reaches the customer or uses up a code, and the person decides. A
// revocation is repeated after a 401, for nobody could send it again: all is forgotten
// after it.
var routes = [...]route{
	flow.CallClientToken:    {method: http.MethodPost, path: "/auth/token", retries: 1, cap: bodyCap},
	flow.CallLogin:          {method: http.MethodPost, path: "/customers/login", repeats: true, cap: bodyCap},
	flow.CallMFALogin:       {method: http.MethodPost, path: "/customers/mfa_login", repeats: true, cap: bodyCap},
	flow.CallChallenge:      {method: http.MethodPost, path: "/auth/mfa/challenge", cap: bodyCap},
	flow.CallAnswer:         {method: http.MethodPost, path: "/auth/token", cap: bodyCap},
	flow.CallRecovery:       {method: http.MethodPost, path: "/customers/mfa_login_recovery", cap: bodyCap},
	flow.CallSettings:       {method: http.MethodGet, path: "/customers/settings", retries: 2, repeats: true, cap: settingsCap},
	flow.CallRefresh:        {method: http.MethodPost, path: "/auth/token", cap: bodyCap},
	flow.CallRevoke:         {method: http.MethodPost, path: "/auth/revoke", repeats: true, cap: bodyCap},
	flow.CallKeys:           {method: http.MethodGet, path: "/auth/keys", retries: 2, repeats: true, cap: bodyCap},
	flow.CallChangePassword: {method: http.MethodPost, path: "/customers/change_password", cap: bodyCap},
}
