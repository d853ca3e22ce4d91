package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// steer makes a request below /sandbox with the admin_token.
func (r *rig) steer(method, path, body string) *http.Request {
	r.t.Helper()
	request := r.request(method, "", body)
	request.URL.Path = path
	request.Header.Set("Authorization", "Bearer "+r.s.admin.Reveal())
	return request
}

// mailbox is the answer to GET /sandbox/messages, which has to list so many.
func (r *rig) mailbox(request *http.Request, count int) (list []map[string]string, raw []byte) {
	r.t.Helper()
	raw = r.do(request).want(200, "").raw
	if err := json.Unmarshal(raw, &list); err != nil || len(list) != count {
		r.t.Fatalf("%v, %d messages, want %d, in %s", err, len(list), count, raw)
	}
	return list, raw
}

func TestScenarioEndpoint(t *testing.T) {
	r := parallel(t, Options{})
	for _, test := range []struct {
		name, body string
		status     int
		code       string
		scenario   string
	}{
		{"a scenario", `{"name":"hostile-text"}`, 204, "", "hostile-text"},
		{"another, while that one runs", `{"name":"slow"}`, 204, "", "slow"},
		{"while every call is slow", `{"name":"expired"}`, 204, "", "expired"},
		{"an unknown one", `{"name":"expird"}`, 400, "invalid_parameters", "expired"},
		{"none", `{}`, 400, "invalid_parameters", "expired"},
		{"a number", `{"name":1}`, 400, "invalid_parameters", "expired"},
		{"something else", `{"scenario":"happy"}`, 400, "invalid_parameters", "expired"},
		{"not JSON", `happy`, 400, "invalid_parameters", "expired"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := r.on(t)
			got := r.do(r.steer("PUT", "/sandbox/scenario", test.body)).want(test.status, test.code)
			if r.s.Scenario() != test.scenario {
				t.Errorf("the scenario is %s, want %s", r.s.Scenario(), test.scenario)
			}
			if strings.Contains(string(got.raw), "HOSTILE") {
				t.Errorf("a scenario reached the steering: %s", got.raw)
			}
		})
	}
	if got := r.do(r.steer("PUT", "/sandbox/scenario", `{"name":"sad"}`)); !strings.Contains(string(got.raw), "old-code") {
		t.Errorf("does not name the scenarios: %s", got.raw)
	}
}

func TestMessagesEndpoint(t *testing.T) {
	r := parallel(t, Options{})
	if got := r.do(r.steer("GET", "/sandbox/messages", "")).want(200, ""); string(got.raw) != "[]" {
		t.Errorf("got %s, want an empty list", got.raw)
	}
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	list, raw := r.mailbox(r.steer("GET", "/sandbox/messages", ""), 1)
	m := list[0]
	if len(m) != 6 || m["channel"] != "sms" || m["to"] != karisPhone || m["text"] != "Your code is "+m["code"] ||
		m["sent_at"] != "2026-11-22T00:12:00Z" || m["delivered_at"] != m["sent_at"] {
		t.Errorf("got %s", raw)
	}
	r.answer(mfaToken, oobCode, m["code"]).want(200, "")
}

func TestSteeringNeedsTheAdminToken(t *testing.T) {
	r := parallel(t, Options{})
	for _, authorization := range []string{"", "Bearer", "Bearer x", "Bearer " + r.token, "Basic " + r.s.admin.Reveal()} {
		for _, request := range []*http.Request{r.steer("GET", "/sandbox/messages", ""), r.steer("PUT", "/sandbox/scenario", `{"name":"slow"}`)} {
			request.Header.Set("Authorization", authorization)
			r.do(request).want(401, "invalid_token")
		}
	}
	foreign := r.steer("GET", "/sandbox/messages", "")
	foreign.Host = "login.example"
	r.do(foreign).want(404, "not_found")
	r.token = r.s.admin.Reveal()
	r.get("/customers/settings").want(401, "invalid_token")
}
