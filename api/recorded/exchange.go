package recorded

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dintero-login/api"
	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// exchange is a call of the contract with what it shows. It holds no text of the input but
// what may leave.
type exchange struct {
	place
	at      time.Time
	order   int // in the input
	failure flow.Failure
	failed  bool
	told    bool // the answer's body was recorded

	who      uint64 // the customer, as a hash; 0 where not told
	byEmail  bool
	login    uint64 // the mfa_token that it went out with, or else that came of it
	bearer   uint64 // the client token that it went out with
	channel  flow.Channel
	messages bool  // the answer confirms a message
	asked    asked // of an existence check
	skew     time.Duration
	dated    bool // both clocks are told
}

// exchange reads an entry; false where it is not a call of the contract.
func (c *calls) exchange(e entry) (exchange, bool) {
	x := exchange{at: e.at, told: e.told}
	body, sent := object(e.body), object(e.sent)
	var ok bool
	if x.place, ok = placeOf(e.method, e.target); !ok {
		if e.target != "" || e.method != "" && e.status == 0 && e.trouble == "" {
			return x, false
		}
		if x.place, ok = placeFrom(e, body); !ok {
			return x, false
		}
	}
	fields := c.remember(e, sent, body)
	if x.token {
		x.resolve(fields, e.authorization)
	}
	secrets := make([]flow.Secret, 0, len(fields))
	for _, f := range fields {
		if f.Name != "type" && f.Name != "audience" && f.Name != "grant_type" {
			secrets = append(secrets, flow.Conceal(f.Value))
		}
	}
	if e.status == 0 {
		x.failure, x.failed = unanswered(e), true
	} else {
		request := wire.Request{Call: x.call, Body: fields, Secrets: secrets}
		if err := wire.Recorded(request, e.status, e.header, []byte(e.body), e.cut, e.at); err != nil {
			x.failure, x.failed = err.Failure, true
		}
		x.asked = asked{e.status, strings.Contains(e.header.Get("Content-Type"), "json")}
	}
	tidy(&x)
	x.identify(c, e, fields, body)
	if e.status != 0 && !e.at.IsZero() && e.header.Get("Date") != "" && e.reachedByClock() {
		x.skew, x.dated = wire.Skew(e.header, e.at, e.at.Add(time.Minute)), true
	}
	c.learn(x, e, body)
	return x, true
}

// object is a body as an object; an empty one where it is none.
func object(text string) *strict.Object {
	if !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "{") {
		return &strict.Object{}
	}
	return strict.Open([]byte(text))
}

// reachedByClock reports whether the entry's time is the recorder's own, and not the answer's.
func (e entry) reachedByClock() bool {
	date, err := http.ParseTime(e.header.Get("Date"))
	return err == nil && !date.Equal(e.at)
}

// tidy takes out of a failure what leaves in no form. What may leave is cleaned at the end, when
// all secrets have been seen.
func tidy(x *exchange) {
	if !x.told || x.failure.Status/100 == 3 { // nobody saw the body; a redirect has the address
		x.failure.Got = flow.Foreign{}
	}
	x.failure.Details = flow.Foreign{}
}

// remember gives the fields that were sent, and keeps in mind what must not leave.
func (c *calls) remember(e entry, sent, body *strict.Object) wire.Fields {
	var fields wire.Fields
	for _, in := range sent.Inside {
		text := in.Scalar()
		fields = append(fields, wire.Field{Name: in.Key, Value: text})
		switch in.Key {
		case "type", "audience", "grant_type", "ident_type", "challenge_type", "oob_channel":
		default:
			c.secrets.add(text)
		}
	}
	for _, key := range []string{"access_token", "refresh_token", "mfa_token", "oob_code"} {
		v, _ := body.Find(key)
		c.secrets.add(v.Scalar())
	}
	scheme, credentials, _ := strings.Cut(e.authorization, " ")
	c.secrets.add(credentials)
	if plain, err := base64.StdEncoding.DecodeString(credentials); err == nil && strings.EqualFold(scheme, "basic") {
		credentials = string(plain)
	}
	if id, secret, ok := strings.Cut(credentials, ":"); ok && strings.EqualFold(scheme, "basic") {
		c.secrets.add(id, secret)
	}
	c.secrets.add(e.query()...)
	return fields
}

// identify finds out whose call it is. What the customer and the tokens are is not kept.
func (x *exchange) identify(c *calls, e entry, fields wire.Fields, body *strict.Object) {
	for _, f := range fields {
		switch f.Name {
		case "ident", "email":
			x.who = c.hash(strings.ToLower(f.Value))
			x.byEmail = strings.Contains(f.Value, "@") || strings.HasPrefix(f.Value, "email#") // the pseudonym of one
		case "mfa_token":
			x.login = c.hash(f.Value)
		case "oob_channel":
			x.channel = channelOf(f.Value)
		}
	}
	for _, ident := range e.query() {
		x.who = c.hash(strings.ToLower(ident))
	}
	if token, ok := body.Find("mfa_token"); ok && x.login == 0 {
		x.login = c.hash(token.Scalar())
	}
	if channel, ok := body.Find("oob_channel"); ok {
		x.channel = channelOf(channel.Scalar())
	}
	x.messages = !x.failed && (x.call == flow.CallChallenge || x.call == flow.CallRecovery)
	if scheme, token, _ := strings.Cut(e.authorization, " "); strings.EqualFold(scheme, "bearer") {
		x.bearer = c.hash(token)
	}
}

func channelOf(name string) flow.Channel {
	return map[string]flow.Channel{"sms": flow.SMS, "email": flow.Email}[name]
}

// resolve tells the calls of POST /auth/token apart, as far as they were recorded.
func (x *exchange) resolve(sent wire.Fields, authorization string) {
	scheme, _, _ := strings.Cut(authorization, " ")
	for _, f := range sent {
		if f.Name == "grant_type" {
			x.token = false
			switch strings.ReplaceAll(f.Value, "-", "_") {
			case "mfa_oob":
				x.call = flow.CallAnswer
			case "refresh_token":
				x.call = flow.CallRefresh
			}
			return
		}
	}
	if strings.EqualFold(scheme, "basic") {
		x.token = false
	}
}

// placeFrom guesses which call an answer without an address is for: by what is in it, and
// else the sign-in, which is what people ask about.
func placeFrom(e entry, body *strict.Object) (place, bool) {
	has := func(key string) bool { _, ok := body.Find(key); return ok }
	from, _ := body.Find("error")
	code, _ := from.Find("code")
	switch plain := strings.ToLower(strings.NewReplacer(" ", "_", "-", "_").Replace(code.Scalar())); {
	case e.trouble != "" && e.target == "":
		return place{call: flow.CallMFALogin}, true
	case has("mfa_token") && has("oob_code"):
		return place{call: flow.CallRecovery}, true
	case has("oob_code"):
		return place{call: flow.CallChallenge}, true
	case has("mfa_token") && has("oob_channel"):
		return place{call: flow.CallMFALogin}, true
	case has("access_token"):
		return place{call: flow.CallAnswer, token: true}, true
	case has("users") && e.status == 200:
		return place{call: flow.CallSettings}, true
	case plain == "invalid_client" || plain == "unauthorized_client" || plain == "unknown_audience":
		return place{call: flow.CallClientToken}, true
	case plain == "invalid_grant" || plain == "expired_token" || plain == "authorization_pending":
		return place{call: flow.CallAnswer}, true
	case plain == "recovery_unavailable":
		return place{call: flow.CallRecovery}, true
	case e.status >= 300 || strings.HasPrefix(strings.TrimSpace(e.body), "<"):
		return place{call: flow.CallMFALogin}, true
	}
	return place{}, false
}

// unanswered is how a call failed to which no status came, as far as the recorder tells. The
// words are ours.
func unanswered(e entry) flow.Failure {
	f := flow.Failure{Reach: flow.CutOff}
	says := func(reach flow.Reach, network flow.Network, text string) flow.Failure {
		return flow.Failure{Reach: reach, Network: network, Cause: flow.FromOutside(text)}
	}
	if number, ok := strings.CutPrefix(e.trouble, "curl "); ok {
		n, _ := strconv.Atoi(number)
		switch n {
		case 5:
			return says(flow.NotSent, flow.NetworkProxy, "the proxy's name could not be looked up")
		case 6:
			return says(flow.NotSent, flow.NetworkName, "the host's name could not be looked up")
		case 7:
			return says(flow.NotSent, flow.NetworkRefused, "no connection")
		case 28:
			if e.reached {
				return says(flow.TimedOut, flow.NetworkUnknown, "no answer in time")
			}
			return says(flow.NotSent, flow.NetworkRefused, "no connection in time")
		case 35:
			return says(flow.NotSent, flow.NetworkUnknown, "no TLS connection")
		case 51, 60, 77:
			return says(flow.NotSent, flow.NetworkUntrusted, "certificate not accepted")
		case 97:
			return says(flow.NotSent, flow.NetworkProxy, "the proxy refused")
		}
		if number == "proxy" {
			return says(flow.NotSent, flow.NetworkProxy, "the proxy answered 407")
		}
		return says(flow.CutOff, flow.NetworkUnknown, "the connection was closed") // it may have been sent
	}
	trouble := strings.ToUpper(e.trouble)
	for _, known := range []struct {
		name    string
		reach   flow.Reach
		network flow.Network
		says    string
	}{
		{"NAME_NOT_RESOLVED", flow.NotSent, flow.NetworkName, "the host's name could not be looked up"},
		{"UNKNOWN_HOST", flow.NotSent, flow.NetworkName, "the host's name could not be looked up"},
		{"PROXY", flow.NotSent, flow.NetworkProxy, "the proxy refused"},
		{"TUNNEL", flow.NotSent, flow.NetworkProxy, "the proxy refused"},
		{"ERR_CERT", flow.NotSent, flow.NetworkUntrusted, "certificate not accepted"},
		{"SEC_ERROR", flow.NotSent, flow.NetworkUntrusted, "certificate not accepted"},
		{"CONNECTION_REFUSED", flow.NotSent, flow.NetworkRefused, "no connection"},
		{"INTERNET_DISCONNECTED", flow.NotSent, flow.NetworkRefused, "no connection"},
		{"ADDRESS_UNREACHABLE", flow.NotSent, flow.NetworkRefused, "no connection"},
		{"CONNECTION_TIMED_OUT", flow.NotSent, flow.NetworkRefused, "no connection in time"},
		{"TIMED_OUT", flow.TimedOut, flow.NetworkUnknown, "no answer in time"},
	} {
		if strings.Contains(trouble, known.name) {
			return says(known.reach, known.network, known.says)
		}
	}
	f.Cause = flow.FromOutside("no answer was recorded")
	return f
}

// learn keeps what a good answer shows about the client and the account.
func (c *calls) learn(x exchange, e entry, body *strict.Object) {
	if x.failed || e.status/100 != 2 {
		return
	}
	switch {
	case x.call == flow.CallClientToken && !x.token:
		if token := body.Secret("access_token"); !token.IsEmpty() && strings.Count(token.Reveal(), ".") == 2 {
			may := api.PermissionsIn(token)
			c.facts.may = &may
		}
	case x.call == flow.CallSettings && strings.HasPrefix(strings.TrimSpace(e.body), "{"):
		c.settings = api.SettingsIn(c.ctx, []byte(e.body))
	}
}
