package api

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

// A row per call of the contract: what goes out, exactly, and what comes of the answer.
func TestEveryCallGoesOutAsDocumentedAndEndsInItsEvent(t *testing.T) {
	t.Parallel()
	at := 7 * time.Second
	signedInEvent := flow.TokenReceived{At: at, Token: flow.Token{
		Access: flow.Conceal(accessToken), Refresh: flow.Conceal(refresh), ExpiresIn: 24 * time.Hour,
	}}
	byMail := flow.Identity{By: flow.ByEmail, Ident: "kari@example.com", As: flow.AsCompany}
	for _, tt := range []struct {
		name, path, body string
		do               flow.Effect
		call             flow.Call
		answer           string
		want             flow.Event
	}{
		{
			"login by phone number", "/customers/login",
			`{"audience":"the-audience","type":"customer","password":` + inJSON(password) + `,"ident_type":"phone_number","ident":"+4799999999"}`,
			effect[flow.CallLogin], flow.CallLogin, signedIn, signedInEvent,
		},
		{
			"login by e-mail", "/customers/login",
			`{"audience":"the-audience","type":"company","password":` + inJSON(password) + `,"email":"kari@example.com"}`,
			flow.LogIn{Identity: byMail, Secret: flow.Conceal(password)},
			flow.CallLogin, signedIn, signedInEvent,
		},
		{
			"login without a refresh token", "/customers/login",
			`{"audience":"the-audience","type":"customer","password":` + inJSON(password) + `,"ident_type":"phone_number","ident":"+4799999999"}`,
			effect[flow.CallLogin], flow.CallLogin, `{"access_token":"` + accessToken + `","refresh_token":null,"new":[{"a":1}]}`,
			flow.TokenReceived{At: at, Token: flow.Token{Access: flow.Conceal(accessToken)}},
		},
		{
			"mfa_login by phone number", "/customers/mfa_login",
			`{"ident_type":"phone_number","ident":"+4799999999","audience":"the-audience","type":"customer","secret":` + inJSON(password) + `}`,
			effect[flow.CallMFALogin], flow.CallMFALogin, offered,
			flow.ChallengeOffered{MFAToken: flow.Conceal(mfaToken), Channel: flow.Email, At: at},
		},
		{
			"mfa_login by e-mail, no channel named", "/customers/mfa_login",
			`{"ident_type":"email","ident":"kari@example.com","audience":"the-audience","type":"company","secret":` + inJSON(password) + `}`,
			flow.StartMFALogin{Identity: byMail, Secret: flow.Conceal(password)},
			flow.CallMFALogin, `{"mfa_token":"` + mfaToken + `"}`,
			flow.ChallengeOffered{MFAToken: flow.Conceal(mfaToken), At: at},
		},
		{
			"challenge by e-mail", "/auth/mfa/challenge", `{"challenge_type":"oob","mfa_token":"` + mfaToken + `","oob_channel":"email"}`,
			effect[flow.CallChallenge], flow.CallChallenge, sent,
			flow.CodeSent{OobCode: flow.Conceal(oobCode), At: at},
		},
		{
			"challenge by SMS names it too", "/auth/mfa/challenge", `{"challenge_type":"oob","mfa_token":"` + mfaToken + `","oob_channel":"sms"}`,
			flow.SendCode{MFAToken: flow.Conceal(mfaToken), Channel: flow.SMS},
			flow.CallChallenge, sent,
			flow.CodeSent{OobCode: flow.Conceal(oobCode), At: at},
		},
		{
			"answer", "/auth/token",
			`{"grant_type":"mfa_oob","mfa_token":"` + mfaToken + `","oob_code":"` + oobCode + `","binding_code":"` + code + `"}`,
			effect[flow.CallAnswer], flow.CallAnswer, signedIn, signedInEvent,
		},
		{
			"recovery", "/customers/mfa_login_recovery",
			`{"ident_type":"phone_number","ident":"+4799999999","audience":"the-audience","type":"customer"}`,
			effect[flow.CallRecovery], flow.CallRecovery, recovery,
			flow.RecoveryStarted{MFAToken: flow.Conceal(mfaToken), OobCode: flow.Conceal(oobCode), At: at},
		},
		{
			"mail a link", "/customers/change_password", `{"email":"kari@example.com","audience":"the-audience","type":"company"}`,
			effect[flow.CallChangePassword], flow.CallChangePassword, ``,
			flow.LinkMailed{At: at},
		},
		{
			"refresh", "/auth/token", `{"grant_type":"refresh_token","refresh_token":"` + refresh + `"}`,
			effect[flow.CallRefresh], flow.CallRefresh, signedIn, signedInEvent,
		},
		{
			"sign out", "/auth/revoke", `{"token":"` + refresh + `"}`,
			effect[flow.CallRevoke], flow.CallRevoke, ``,
			flow.SignedOut{},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			status := http.StatusOK
			if tt.answer == "" {
				status = http.StatusNoContent
			}
			s := newServer(t).on(tt.call, says(status, tt.answer))
			if got := s.adapter(t).Perform(t.Context(), tt.do); got != tt.want {
				t.Errorf("got %#v\nwant %#v", got, tt.want)
			}
			all := s.requests(-1)
			if len(all) != 2 || all[0].call != flow.CallClientToken {
				t.Fatalf("got %d requests, want the client's token and the call", len(all))
			}
			all[1].is(t, "POST", tt.path, tt.body, bearer)
		})
	}
}

// bearer is what the calls of newServer's adapters are authorized by.
var bearer = "Bearer " + newJWT(`{"scope":"write:accounts:/auth/users read:customers"}`)

// is checks a request and all its headers that matter.
func (r seen) is(t *testing.T, method, path, body, authorization string) {
	t.Helper()
	if r.method != method || r.uri != base+path {
		t.Errorf("got %s %s, want %s %s", r.method, r.uri, method, base+path)
	}
	contentType := ""
	if method == "POST" {
		contentType = "application/json"
		sameJSON(t, r.body, body)
	} else if r.body != body {
		t.Errorf("sent %q, want %q", r.body, body)
	}
	for name, want := range map[string]string{
		"Authorization": authorization, "Content-Type": contentType, "Accept": "application/json", "User-Agent": "dintero-login",
		"Idempotency-Key": "", "Cookie": "",
	} {
		if got := r.header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// Nothing is trimmed, not even what no field and no line could have given.
func TestWhatWasTypedGoesOutByteForByte(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallLogin, says(403, ``)).on(flow.CallMFALogin, says(403, ``)).on(flow.CallAnswer, says(403, ``))
	a := s.adapter(t)
	for _, text := range []string{" 2468 ", "\t2468\r\n", "\n2468", "2468\n", "\u00a02468\u3000", "\ufeff24\u200b68\u200d", " ", "e\u0301", "é", "２４６８", "O\u212A", strings.Repeat("x", 255)} {
		typed := flow.Conceal(text)
		for field, do := range map[string]flow.Effect{
			"password":     flow.LogIn{Identity: kari, Secret: typed},
			"secret":       flow.StartMFALogin{Identity: kari, Secret: typed},
			"binding_code": flow.AnswerChallenge{MFAToken: flow.Conceal(mfaToken), OobCode: flow.Conceal(oobCode), Code: typed},
		} {
			a.Perform(t.Context(), do)
			var sent map[string]string
			all := s.requests(-1)
			if err := json.Unmarshal([]byte(all[len(all)-1].body), &sent); err != nil || sent[field] != text {
				t.Errorf("%s: sent %q, %v; want %q", field, sent[field], err, text)
			}
		}
	}
}

func TestTheClientsTokenIsAskedForWithBasicAndTheAudience(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	if got := ends[flow.ClientConnected](t, s.adapter(t), flow.Connect{}); got.May.Of(flow.CallMFALogin).Held != flow.Yes {
		t.Errorf("got %+v", got)
	}
	s.requests(-1)[0].is(t, "POST", "/auth/token", `{"grant_type":"client_credentials","audience":"the-audience"}`,
		"Basic "+base64.StdEncoding.EncodeToString([]byte("the-client:"+clientSecret)))
}

func TestSettingsAndKeysAreReadWithGET(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, says(200, good[flow.CallSettings])).on(flow.CallKeys, says(200, good[flow.CallKeys]))
	a := s.adapter(t)
	if got := ends[flow.SettingsRead](t, a, flow.ReadSettings{}); got.Settings.MFA != flow.Yes {
		t.Errorf("got %+v", got)
	}
	s.requests(flow.CallSettings)[0].is(t, "GET", "/customers/settings", "", bearer)
	if got := ends[flow.KeysRead](t, a, flow.ReadKeys{}); !got.Keys.Has(foreign("k1")) || !got.Keys.Whole() {
		t.Errorf("got %+v", got)
	}
	s.requests(flow.CallKeys)[0].is(t, "GET", "/auth/keys", "", bearer)
}

func TestTheMFAGrantTypeIsTheProfiles(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallAnswer, says(200, signedIn))
	cfg := s.config()
	cfg.MFAGrantType = "mfa-oob"
	adapter(t, cfg).Perform(t.Context(), effect[flow.CallAnswer])
	sameJSON(t, s.requests(flow.CallAnswer)[0].body,
		`{"grant_type":"mfa-oob","mfa_token":"`+mfaToken+`","oob_code":"`+oobCode+`","binding_code":"`+code+`"}`)
}

func TestWithoutARefreshTokenSignOutSendsNothing(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ends[flow.SignedOut](t, s.adapter(t), flow.SignOut{})
	s.read(t, -1, 0)
}

func TestAnotherGoodStatusIsTakenWhenTheBodyIsRight(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallAnswer, says(201, signedIn)).on(flow.CallChallenge, says(204, ""))
	a := s.adapter(t)
	ends[flow.TokenReceived](t, a, effect[flow.CallAnswer])
	if f := fails(t, a, flow.CallChallenge); f.Status != 204 || f.Got != flow.FromOutside("empty body") {
		t.Errorf("got %+v", f)
	}
}

func TestACallWithNothingToSayIsDoneByItsStatus(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer reply
		got    string // empty when it is taken
	}{
		"nothing":     {says(204, ``), ""},
		"JSON":        {says(200, `{"anything":1}`), ""},
		"JSON, cut":   {truncated(200, `{"any`), ""},
		"a page":      {says(200, `<html>`), "HTML, 6 bytes"},
		"a page, cut": {truncated(200, `<htm`), "HTML, cut short after 4 bytes"},
		"words":       {says(200, `OK`), "text, 2 bytes"},
	} {
		for _, call := range []flow.Call{flow.CallRevoke, flow.CallChangePassword} {
			s := newServer(t).on(call, tt.answer)
			e, failed := s.adapter(t).Perform(t.Context(), effect[call]).(flow.CallFailed)
			if failed != (tt.got != "") || e.Failure.Got != foreign(tt.got) {
				t.Errorf("%s, %s: got %+v", names[call], name, e)
			}
		}
	}
}

func inJSON(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}

func sameJSON(t *testing.T, got, want string) {
	t.Helper()
	var g, w any
	if err := errors.Join(json.Unmarshal([]byte(got), &g), json.Unmarshal([]byte(want), &w)); err != nil || !reflect.DeepEqual(g, w) {
		t.Errorf("sent %s, %v\nwant %s", got, err, want)
	}
}
