package sandbox

import (
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// steer answers the calls by which another program reads the messages and switches the
// scenario: GET /sandbox/messages and PUT /sandbox/scenario. They take the admin_token as
// Bearer, and no scenario changes them.
func (x *exchange) steer() {
	x.run = &run{scenario: scenarios[0]}
	x.end(x.steerTo(x.r.Method + " " + x.r.URL.Path))
}

func (x *exchange) steerTo(call string) (any, *refusal) {
	token, ok := bearer(x.r.Header.Get("Authorization"))
	if !ok || subtle.ConstantTimeCompare([]byte(token), []byte(x.s.admin.Reveal())) != 1 {
		x.w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		return nil, invalidToken("this call needs the admin_token as Bearer")
	}
	switch call {
	case "GET /sandbox/messages":
		return x.s.messagesInTheClear(), nil
	case "PUT /sandbox/scenario":
		given, refused := x.body()
		if refused == nil {
			refused = given.check([]field{{name: "name"}})
		}
		if refused != nil {
			return nil, refused
		}
		if err := x.s.SetScenario(given["name"]); err != nil {
			return nil, invalidParameters(problem{"name", "must be one of " + strings.Join(scenarioNames(), ", ")})
		}
		return nil, nil
	default:
		return nil, notFound("there are GET /sandbox/messages and PUT /sandbox/scenario")
	}
}

type openMessage struct {
	Account     string    `json:"account,omitempty"` // where there is more than one
	Channel     string    `json:"channel"`
	To          string    `json:"to"`
	Text        string    `json:"text"`
	Code        string    `json:"code"`
	SentAt      time.Time `json:"sent_at"`
	DeliveredAt time.Time `json:"delivered_at"`
}

// MarshalJSON escapes what a terminal would not draw.
func (m openMessage) MarshalJSON() ([]byte, error) {
	type plain openMessage
	return printable(json.Marshal(plain(m)))
}

// messagesInTheClear is the mailbox with its codes, for the holder of the admin_token.
func (s *Sandbox) messagesInTheClear() []openMessage {
	open := []openMessage{}
	for _, m := range s.Messages() {
		account := m.Account
		if len(s.inOrder) == 1 {
			account = ""
		}
		open = append(open, openMessage{account, m.Channel, m.To, m.Text, m.Code.Reveal(), m.SentAt, m.DeliveredAt})
	}
	return open
}

// openAPI describes contract 1 to 8 and the steering calls, field by field: what the
// sandbox takes and answers, and no more. Tests hold every exchange against it.
//
//go:embed openapi.json
var openAPI []byte

const openAPIPath = "/openapi.json"

// describeItself is GET /openapi.json. It is outside of /v1, needs no token, and no
// scenario touches it.
func (x *exchange) describeItself() {
	x.run = &run{scenario: scenarios[0]}
	if x.r.Method != http.MethodGet {
		x.w.Header().Set("Allow", http.MethodGet)
		x.refuse(notFound("this path takes GET only"))
		return
	}
	x.writeText(http.StatusOK, "application/json", openAPI)
}
