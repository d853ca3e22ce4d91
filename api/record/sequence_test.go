package record

import (
	"testing"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

func TestTheDiagramHasOurWordsOnly(t *testing.T) {
	t.Parallel()
	w := newWired(t, "dintero-login")
	w.send(t, signIn("+4799999999", "246810"), bearer("client-token-1"), answer(200, `{"mfa_token":"abcdefgh","oob_channel":"sms"}`))
	w.send(t, wire.Request{Call: flow.CallChallenge, Body: wire.Fields{{Name: "oob_channel", Value: "sms"}}}, bearer("client-token-1"), answer(200, `{"oob_code":"abcdefgh"}`))
	w.send(t, wire.Request{Call: flow.CallAnswer, Body: wire.Fields{{Name: "binding_code", Value: "975310"}}}, bearer("client-token-1"), answer(200, `{"access_token":"abcdefgh-1"}`))
	for i := range w.record.ledger.list { // times are the machine's
		w.record.ledger.list[i].Took, w.record.ledger.list[i].Try = 0, 1
	}
	got, err := w.record.Sequence()
	want := `sequenceDiagram
  participant P as this program
  participant D as Dintero
  participant C as the customer
  P->>D: 1 POST mfa login
  D-->>P: 1 200 OK, 0 ms
  P->>D: 2 POST challenge
  D-->>C: 2 message by sms
  D-->>P: 2 200 OK, 0 ms
  C->>P: code
  P->>D: 3 POST answer
  D-->>P: 3 200 OK, 0 ms
`
	if err != nil || string(got) != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, got, want)
	}
}
