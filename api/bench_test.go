package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"dintero-login/api/record"
	"dintero-login/api/sandbox"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// The benchmarks make the same three requests to the same server: mfa_login, challenge,
// answer. `make bench` wants the first within 1.1 times the second.

func benchServer(b *testing.B) *server {
	b.Helper()
	s := &server{replies: map[flow.Call][]reply{}}
	signed := `{"access_token":"` + newJWT(`{"sub":"3f2a","aud":"the-audience","exp":1900000000,"scope":"user:customers"}`) +
		`","token_type":"Bearer","expires_in":86400}`
	s.on(flow.CallClientToken, granted("write:accounts:/auth/users"))
	answers := map[string][]byte{
		base + "/customers/mfa_login": []byte(offered),
		base + "/auth/mfa/challenge":  []byte(sent),
		base + "/auth/token":          []byte(signed),
	}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if len(r.Header.Get("Authorization")) > 6 && r.Header.Get("Authorization")[:6] == "Basic " {
			granted("write:accounts:/auth/users")(w, r)
			return
		}
		_, _ = w.Write(answers[r.URL.Path])
	}))
	b.Cleanup(s.Close)
	return s
}

func BenchmarkThreeRequestLogin(b *testing.B) { benchmarkLogin(b, nil) }

// BenchmarkThreeRequestLoginRecorded is the same with the record that every login has.
func BenchmarkThreeRequestLoginRecorded(b *testing.B) { benchmarkLogin(b, record.New().Observe) }

func benchmarkLogin(b *testing.B, observer wire.Observer) {
	s := benchServer(b)
	config := s.config()
	config.Observer = observer
	a, err := New(config)
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	login := func() {
		offer, _ := a.Perform(b.Context(), effect[flow.CallMFALogin]).(flow.ChallengeOffered)
		sent, _ := a.Perform(b.Context(), flow.SendCode{MFAToken: offer.MFAToken, Channel: offer.Channel}).(flow.CodeSent)
		done, ok := a.Perform(b.Context(), flow.AnswerChallenge{
			MFAToken: offer.MFAToken, OobCode: sent.OobCode, Code: flow.Conceal(code),
		}).(flow.TokenReceived)
		if !ok || !done.Token.Claims.Decoded {
			b.Fatalf("got %+v", done)
		}
	}
	login() // the client's token and the connection are there
	b.ReportAllocs()
	for b.Loop() {
		login()
	}
}

// BenchmarkBareNetHTTP is the floor: an http.Client, and encoding/json into structs.
func BenchmarkBareNetHTTP(b *testing.B) {
	s := benchServer(b)
	client := &http.Client{Transport: &http.Transport{}, Timeout: s.config().Timeout}
	defer client.CloseIdleConnections()
	bearer := "Bearer " + newJWT(`{"scope":"write:accounts:/auth/users"}`)
	fatal := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	post := func(path string, body, into any) {
		out, err := json.Marshal(body)
		fatal(err)
		r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, s.URL+base+path, bytes.NewReader(out))
		fatal(err)
		r.Header.Set("Authorization", bearer)
		r.Header.Set("Content-Type", "application/json")
		answer, err := client.Do(r)
		fatal(err)
		fatal(json.NewDecoder(answer.Body).Decode(into))
		_, _ = io.Copy(io.Discard, answer.Body) // else the connection is not kept
		_ = answer.Body.Close()
	}
	login := func() {
		var offer struct {
			MFAToken   string `json:"mfa_token"`
			OobChannel string `json:"oob_channel"`
			Links      []struct{ Rel, Href string }
		}
		post("/customers/mfa_login", struct {
			IdentType string `json:"ident_type"`
			Ident     string `json:"ident"`
			Audience  string `json:"audience"`
			Type      string `json:"type"`
			Secret    string `json:"secret"`
		}{"phone_number", "+4799999999", "the-audience", "customer", password}, &offer)
		var sent struct {
			OobCode string `json:"oob_code"`
		}
		post("/auth/mfa/challenge", struct {
			ChallengeType string `json:"challenge_type"`
			MFAToken      string `json:"mfa_token"`
			OobChannel    string `json:"oob_channel"`
		}{"oob", offer.MFAToken, offer.OobChannel}, &sent)
		var done struct {
			AccessToken string `json:"access_token"`
			ExpiresIn   int    `json:"expires_in"`
		}
		post("/auth/token", struct {
			GrantType   string `json:"grant_type"`
			MFAToken    string `json:"mfa_token"`
			OobCode     string `json:"oob_code"`
			BindingCode string `json:"binding_code"`
		}{"mfa_oob", offer.MFAToken, sent.OobCode, code}, &done)
		if done.AccessToken == "" {
			b.Fatal("no token")
		}
	}
	login()
	b.ReportAllocs()
	for b.Loop() {
		login()
	}
}

// The two benchmarks make the same whole login on the sandbox. `make bench` wants the first within
// 1.05 times the second.
func BenchmarkSandboxLoginRecorded(b *testing.B) { benchmarkSandbox(b, record.New().Observe) }

func BenchmarkSandboxLogin(b *testing.B) { benchmarkSandbox(b, nil) }

func benchmarkSandbox(b *testing.B, observer wire.Observer) {
	var code flow.Secret
	box, err := sandbox.Start(sandbox.Options{OnMessage: func(m sandbox.Message) { code = m.Code }})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = box.Close() }()
	d := box.Describe()
	a, err := New(Config{
		BaseURL: d.BaseURL, Account: d.Account, Audience: d.Audience, ClientID: d.ClientID, Observer: observer,
		ClientSecret: func(context.Context) (flow.Secret, error) { return d.ClientSecret, nil },
	})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	login := func() {
		offer, _ := a.Perform(b.Context(), flow.StartMFALogin{Identity: flow.Identity{Ident: "+4799999999"}, Secret: flow.Conceal("246810")}).(flow.ChallengeOffered)
		sent, _ := a.Perform(b.Context(), flow.SendCode{MFAToken: offer.MFAToken, Channel: offer.Channel}).(flow.CodeSent)
		answer := flow.AnswerChallenge{MFAToken: offer.MFAToken, OobCode: sent.OobCode, Code: code}
		if done, ok := a.Perform(b.Context(), answer).(flow.TokenReceived); !ok {
			b.Fatalf("got %+v", done)
		}
	}
	login() // the client's token, the connection and the key are there
	for b.Loop() {
		login()
	}
}
