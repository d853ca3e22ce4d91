package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// call is what a request asks for; scenarios choose by it.
type call int

const (
	callClientToken call = iota
	callLogin
	callMFALogin
	callRecovery
	callChallenge
	callAnswer
	callSettings
	callRefresh
	callRevoke
	callKeys
	callChangePassword
	callExists
	callCount
)

// begins reports whether the call begins a login.
func (c call) begins() bool { return c == callLogin || c == callMFALogin || c == callRecovery }

// isFact reports whether the call only tells a client about the account or itself.
func (c call) isFact() bool {
	return c == callClientToken || c == callSettings || c == callKeys || c == callExists
}

// The scopes of contract 1 to 8 that more than one call knows.
const (
	scopeUsers   = "write:accounts:/auth/users"
	scopeNoMFA   = "write:accounts:/auth/users/no-mfa"
	scopeMFA     = "write:accounts:/auth/mfa"
	scopeRefresh = "create:accounts:auth:refresh_token"
	scopeWrite   = "write:accounts"
	scopeAdmin   = "admin:accounts"
)

// route is a call with what it takes: where it is, which scopes allow it (any one of
// them; none: a client's token is enough), and what its body holds.
type route struct {
	call      call
	method    string
	path      string // below /v1/accounts/{aid}/
	scopes    []string
	basic     bool // HTTP Basic instead of a token
	continues bool // carries a login on: the mfa_token says whose, and whose scenario holds
	fields    []field
	query     []string // the parameters that the handler takes
	handle    func(*exchange) (any, *refusal)
}

var scopesToRead = []string{"admin:customers", "read:customers", "public:customers"}

const tokenPath = "auth/token"

var (
	identFields = []field{
		{name: "ident_type", oneOf: []string{byPhone, byEmail}},
		{name: "ident"},
		{name: "audience"},
		{name: "type", oneOf: userTypes},
	}
	userTypes      = []string{"customer", "company"}                                    // who may log in
	customerTypes  = slices.Concat(userTypes, []string{"contact", "employee", "other"}) // who may be on file
	channels       = []string{sms, email}
	challengeTypes = []string{"oob"}
)

// routes are the calls of the contract, by section. The token endpoint's stand in grants.
var routes = []route{
	{
		call: callLogin, method: http.MethodPost, path: "customers/login", scopes: []string{scopeUsers, scopeNoMFA},
		fields: []field{
			{name: "audience"},
			{name: "type", oneOf: userTypes},
			{name: "password", min: 4, max: 255},
			{name: "email", optional: true},
			{name: "ident_type", optional: true, oneOf: []string{byPhone, byEmail}},
			{name: "ident", optional: true},
		},
		handle: (*exchange).passwordLogin,
	},
	{
		call: callMFALogin, method: http.MethodPost, path: "customers/mfa_login", scopes: []string{scopeUsers},
		fields: slices.Concat(identFields, []field{{name: "secret"}}), handle: (*exchange).mfaLogin,
	},
	{
		call: callChallenge, method: http.MethodPost, path: "auth/mfa/challenge", continues: true, scopes: []string{scopeMFA, scopeWrite, scopeAdmin},
		fields: []field{{name: "challenge_type", oneOf: challengeTypes}, {name: "mfa_token"}, {name: "oob_channel", optional: true, oneOf: channels}},
		handle: (*exchange).challenge,
	},
	{method: http.MethodPost, path: tokenPath},
	{
		call: callRecovery, method: http.MethodPost, path: "customers/mfa_login_recovery", scopes: []string{scopeUsers},
		fields: identFields, handle: (*exchange).recovery,
	},
	{
		call: callSettings, method: http.MethodGet, path: "customers/settings", scopes: scopesToRead,
		handle: (*exchange).settings,
	},
	{
		call: callExists, method: http.MethodHead, path: "customers/users", scopes: scopesToRead,
		query: []string{byEmail, byPhone}, handle: (*exchange).exists,
	},
	{
		call: callRevoke, method: http.MethodPost, path: "auth/revoke", scopes: []string{scopeAdmin, scopeWrite, scopeRefresh},
		fields: []field{{name: "token"}}, handle: (*exchange).revoke,
	},
	{call: callKeys, method: http.MethodGet, path: "auth/keys", scopes: []string{scopeAdmin, "read:accounts"}, handle: (*exchange).publicKeys},
	{
		call: callChangePassword, method: http.MethodPost, path: "customers/change_password", scopes: []string{scopeUsers},
		fields: []field{{name: "email"}, {name: "audience"}, {name: "type", oneOf: userTypes}}, handle: (*exchange).changePassword,
	},
}

// grants are what POST auth/token does, by grant_type.
var grants = map[string]route{
	"client_credentials": {call: callClientToken, basic: true, fields: []field{{name: "grant_type"}, {name: "audience"}}, handle: (*exchange).clientToken},
	"mfa_oob":            answerRoute,
	"mfa-oob":            answerRoute, // the prose of contract 5 has both spellings
	"refresh_token":      {call: callRefresh, fields: []field{{name: "grant_type"}, {name: "refresh_token"}}, handle: (*exchange).refresh},
}

var answerRoute = route{
	call: callAnswer, continues: true, scopes: []string{scopeUsers, scopeNoMFA, scopeWrite, scopeAdmin},
	fields: []field{{name: "grant_type"}, {name: "mfa_token"}, {name: "oob_code"}, {name: "binding_code"}},
	handle: (*exchange).answer,
}

// route finds the call that a method and a path ask for. A wrong method is a 404, as
// the contract knows no 405, but says which one is right.
func (x *exchange) route() (route, *refusal) {
	id, path, _ := strings.Cut(strings.TrimPrefix(x.r.URL.Path, "/v1/accounts/"), "/")
	x.account = x.s.accounts[id]
	if x.account == nil || x.r.URL.Path != "/v1/accounts/"+id+"/"+path {
		return route{}, notFound("there is nothing at this path")
	}
	for _, to := range routes {
		if to.path != path {
			continue
		}
		if to.method != x.r.Method {
			x.w.Header().Set("Allow", to.method)
			return route{}, notFound("this path takes " + to.method + " only")
		}
		return to, nil
	}
	return route{}, notFound("there is nothing at this path")
}

func routeOfGrant(grantType string) (route, *refusal) {
	to, known := grants[grantType]
	if !known {
		return route{}, invalidParameters(problem{"grant_type", "must be client_credentials, mfa_oob or refresh_token"})
	}
	return to, nil
}
