package cli

import (
	"context"
	"regexp"
	"strings"
	"sync"
	"testing"

	"dintero-login/flow"
)

// kept is a log that a test reads; while blocked is locked it takes nothing.
type kept struct {
	blocked sync.Mutex
	mu      sync.Mutex
	text    strings.Builder
}

func (k *kept) Write(line []byte) (int, error) {
	k.blocked.Lock()
	defer k.blocked.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.text.Write(line)
	k.text.WriteByte('\n')
	return len(line), nil
}

func (k *kept) Close() error { return nil }

func (k *kept) read() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text.String()
}

// answers is an API that answers every effect alike.
type answers struct{ event flow.Event }

func (a answers) Perform(context.Context, flow.Effect) flow.Event { return a.event }

func TestADesksRecordNamesTheAgentAndNoCustomer(t *testing.T) {
	t.Parallel()
	kari := flow.Identity{By: flow.ByPhone, Ident: "+4799999999"}
	out := &kept{}
	log := newDeskLog("kari", make([]byte, 32), out)
	log.begins("T11223344")
	for _, do := range []flow.Effect{
		flow.Connect{},
		flow.ReadSettings{},
		flow.AskExistence{Identity: kari},
		flow.StartMFALogin{Identity: kari, Secret: flow.Conceal("246810")},
		flow.SendCode{MFAToken: flow.Conceal("mfa-canary"), Channel: flow.SMS},
		flow.AnswerChallenge{Code: flow.Conceal("118204")},
		flow.MailLink{Email: "Kari@Example.com"},
		flow.StartRecovery{Identity: kari},
	} {
		log.around(answers{flow.CallFailed{Call: flow.CallAnswer, Failure: flow.Failure{Status: 403, Message: flow.FromOutside("+4799999999")}}}).Perform(t.Context(), do)
	}
	log.close()
	log.line("too late")
	got := out.read()
	for _, want := range []string{
		`session begins account=T11223344 agent=kari`, `existence asked customer=[0-9a-f]{32} agent=kari`,
		`message kind=code channel=sms customer=[0-9a-f]{32} agent=kari`, `message kind=link channel=email customer=[0-9a-f]{32} agent=kari`,
		`message kind=recovery customer=[0-9a-f]{32} agent=kari`, `refused call=answer status=403 customer=[0-9a-f]{32} agent=kari`, `session ends agent=kari`,
	} {
		if !regexp.MustCompile(`(?m)^desk: ` + want + `$`).MatchString(got) {
			t.Errorf("no line is %q:\n%s", want, got)
		}
	}
	if named := regexp.MustCompile(`(?i)99999999|example|246810|118204|canary|too late`).FindString(got); named != "" {
		t.Errorf("the record names %q:\n%s", named, got)
	}
	if lines := strings.Count(got, "\n"); lines != 11 {
		t.Errorf("%d lines, want 11: a session's two, four that reach or ask about a customer, five refusals:\n%s", lines, got)
	}
}

func TestAPseudonymIsOneCustomersOnThisHostAlone(t *testing.T) {
	t.Parallel()
	here, there := &deskLog{key: make([]byte, 32)}, &deskLog{key: append(make([]byte, 31), 1)}
	kari := here.pseudonym(flow.ByPhone, "+4799999999")
	if kari != here.pseudonym(flow.ByPhone, "4799999999") || here.pseudonym(flow.ByEmail, "KARI@example.com") != here.pseudonym(flow.ByEmail, "kari@example.com") {
		t.Error("one customer has two pseudonyms")
	}
	if kari == there.pseudonym(flow.ByPhone, "+4799999999") || kari == here.pseudonym(flow.ByPhone, "+4799999998") || kari == here.pseudonym(flow.ByEmail, "+4799999999") {
		t.Error("two have the same pseudonym")
	}
}

func TestALogThatTakesNothingHoldsNoCallUp(t *testing.T) {
	t.Parallel()
	out := &kept{}
	out.blocked.Lock()
	log := newDeskLog("kari", nil, out)
	for range 1000 {
		log.line("x")
	}
	log.close()
	out.blocked.Unlock()
	<-log.done
	if got := strings.Count(out.read(), "\n"); got < 256 || got > 257 {
		t.Errorf("%d lines were kept, want the 256 that may wait and the one that was being written", got)
	}
}
