package api

import (
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

// byteOrderMark may stand before a document that is good otherwise.
const byteOrderMark = "\xef\xbb\xbf"

// What was typed is named as an exact key or value in error.errors, however deep; what the
// profile says is not.
func TestAnAnswerThatNamesWhatWasTyped(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		call   flow.Call
		errors string
		want   bool
	}{
		{flow.CallMFALogin, `[{"field":"secret"}]`, true},
		{flow.CallMFALogin, `[{"ident":"unknown"}]`, true},
		{flow.CallMFALogin, `[{"path":["body","secret"]}]`, true},
		{flow.CallMFALogin, `["secret"]`, true},
		{flow.CallMFALogin, `{"secret":["wrong"]}`, true},
		{flow.CallMFALogin, `"secret"`, true},
		{flow.CallMFALogin, `[{"message":"the secret is wrong"}]`, false},
		{flow.CallMFALogin, `[{"field":"SECRET"}]`, false},
		{flow.CallMFALogin, `[{"field":"audience"}]`, false},
		{flow.CallMFALogin, `[{"field":"password"}]`, false},
		{flow.CallMFALogin, `[]`, false},
		{flow.CallLogin, `[{"field":"password"}]`, true},
		{flow.CallLogin, `[{"field":"secret"}]`, false},
		{flow.CallAnswer, `[{"field":"binding_code"}]`, true},
		{flow.CallAnswer, `[{"field":"grant_type"}]`, false},
	} {
		s := newServer(t).on(tt.call, says(400, `{"error":{"message":"m","errors":`+tt.errors+`}}`))
		if f := fails(t, s.adapter(t), tt.call); f.Named != tt.want || !f.API {
			t.Errorf("%s, %s: got %+v", names[tt.call], tt.errors, f)
		}
	}
}

func TestOnlyTheAPIsOwnErrorObjectIsTakenForIt(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"error":{"code":"NOT FOUND","message":"Customer not found"}}`: true,
		`{"error":{"message":"m"}}`:                                     true,
		byteOrderMark + `{"error":{"message":"m"}}`:                     true,
		`{"error":{}}`:                false,
		`{"error":"not_found"}`:       false,
		`{"message":"not found"}`:     false,
		`<html>not found</html>`:      false,
		``:                            false,
		`{"error":{"message":"m"}} x`: false,
	} {
		s := newServer(t).on(flow.CallMFALogin, says(404, body))
		if f := fails(t, s.adapter(t), flow.CallMFALogin); f.API != want {
			t.Errorf("%q: got %+v", body, f)
		}
	}
}

func TestALifetimeInDigitsAndAByteOrderMarkAreTaken(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallClientToken, says(200, byteOrderMark+`{"access_token":"x","expires_in":"14400"}`)).
		on(flow.CallAnswer, says(200, byteOrderMark+`{"access_token":"y","expires_in":"86400"}`)).
		on(flow.CallSettings, says(200, byteOrderMark+`{"users":{"mfa":{"enabled":true}}}`))
	a := s.adapter(t)
	if got := ends[flow.TokenReceived](t, a, effect[flow.CallAnswer]); got.Token.ExpiresIn != 24*time.Hour {
		t.Errorf("got %+v", got)
	}
	if got := ends[flow.SettingsRead](t, a, flow.ReadSettings{}); got.Settings.MFA != flow.Yes || !got.Settings.Damage.IsEmpty() {
		t.Errorf("got %+v", got)
	}
	for _, odd := range []string{`""`, `"-1"`, `"1.5"`, `"1e3"`, `" 1"`, `"soon"`, `true`, `{}`, `[]`} {
		s.on(flow.CallAnswer, says(200, `{"access_token":"y","expires_in":`+odd+`}`))
		if f := fails(t, a, flow.CallAnswer); !strings.Contains(f.Got.Shown(), "expires_in is not a number") {
			t.Errorf("%s: got %+v", odd, f)
		}
	}
}
