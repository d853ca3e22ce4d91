package phone

import (
	"testing"
	"time"

	"dintero-login/flow"
)

func TestTheNewestCodeIsTheLastThatWasSentWhateverTheOrderOfArrival(t *testing.T) {
	t.Parallel()
	dawn := time.Date(2026, time.November, 20, 23, 40, 0, 0, time.UTC)
	at := func(seconds int) time.Time { return dawn.Add(time.Duration(seconds) * time.Second) }
	p := Phone{}.
		Receive(Message{Number: 2, Code: flow.Conceal("222222"), Sent: at(30), At: at(31)}, 0).
		Receive(Message{Number: 1, Code: flow.Conceal("111111"), Sent: at(0), At: at(50)}, 0).
		Receive(Message{Text: flow.Conceal("a mail without a code"), Sent: at(60), At: at(60)}, 0)
	if got := p.Newest().Reveal(); got != "222222" {
		t.Errorf("the newest is %s, want 222222", got)
	}
	for range 80 {
		p = p.Receive(Message{}, 0)
	}
	if len(p.messages) != 64 {
		t.Errorf("the phone keeps %d messages, want 64", len(p.messages))
	}
}
