package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// drawn is a sequence in short: whom each arrow leads to, and ? where nobody saw it arrive.
func drawn(all []Arrow) string {
	names, kinds := []string{"program", "Dintero", "phone"}, []string{"request", "message", "answer", "no reply", "code"}
	var lines []string
	for _, a := range all {
		line := names[a.From] + ">" + names[a.To] + " " + kinds[a.Carries]
		if a.Carries == AMessage {
			line += fmt.Sprintf(" %s %d", a.Channel.Name(), a.Send)
		}
		if a.Open {
			line += "?"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", ")
}

func TestTheSequenceShowsOnlyWhatIsKnown(t *testing.T) {
	t.Parallel()
	began := time.Unix(1000, 0)
	good := func(c Call) Exchange {
		return Exchange{Number: 1, Call: c, Began: began, Over: true, Took: time.Second, Status: 200}
	}
	refused := func(c Call, status int) Exchange {
		x := good(c)
		x.Status, x.Failed, x.Failure = status, true, Failure{Status: status, API: true}
		return x
	}
	lost := func(c Call, reach Reach) Exchange {
		x := refused(c, 0)
		x.Failure = Failure{Reach: reach}
		return x
	}
	sms := good(CallChallenge)
	sms.Channel, sms.Send = SMS, 2
	running := Exchange{Number: 1, Call: CallChallenge, Began: began, Channel: SMS, Send: 1}
	second := refused(CallAnswer, 403)
	second.Challenged = true
	at := func(c Channel, number int, after time.Duration) Arrival {
		return Arrival{Channel: c, Number: number, Sent: began.Add(after)}
	}
	const asked, answered = "program>Dintero request", "Dintero>program answer"
	const unknown, silent = "program>Dintero request?", "Dintero>program no reply?"
	for _, row := range []struct {
		name    string
		x       Exchange
		arrived []Arrival
		want    []string
	}{
		{"a request and its answer", good(CallMFALogin), nil, []string{asked, answered}},
		{"a request that is refused", refused(CallMFALogin, 403), nil, []string{asked, answered}},
		{"a request that runs", Exchange{Call: CallMFALogin, Began: began}, nil, []string{unknown, silent}},
		{"one that was not sent", lost(CallMFALogin, NotSent), nil, []string{unknown, silent}},
		{"one that was cut off", lost(CallAnswer, CutOff), nil, []string{unknown, silent}},
		{"a message of which an answer says that it went out", sms, nil, []string{asked, "Dintero>phone message sms 2?", answered}},
		{"one that arrived", sms, []Arrival{at(SMS, 2, 0)}, []string{asked, "Dintero>phone message sms 2", answered}},
		{"one that arrived elsewhere", sms, []Arrival{at(Email, 1, time.Second)}, []string{asked, "Dintero>phone message email 1", answered}},
		{"one that is of another time", sms, []Arrival{at(SMS, 2, 2*time.Second), at(SMS, 2, -time.Second)}, []string{asked, "Dintero>phone message sms 2?", answered}},
		{"one that was refused", refused(CallChallenge, 429), nil, []string{asked, answered}},
		{"no answer to the sending", lost(CallChallenge, CutOff), nil, []string{unknown, silent}},
		{"no answer, and the message arrived", lost(CallChallenge, CutOff), []Arrival{at(SMS, 1, 0)}, []string{asked, "Dintero>phone message sms 1", silent}},
		{"a sending that runs, and the message arrived", running, []Arrival{at(SMS, 1, time.Hour)}, []string{asked, "Dintero>phone message sms 1", silent}},
		{"the first code of a recovery", good(CallRecovery), nil, []string{asked, "Dintero>phone message  0?", answered}},
		{"a mail with a link, which no answer promises", good(CallChangePassword), nil, []string{asked, answered}},
		{"a mail with a link that arrived", good(CallChangePassword), []Arrival{at(Email, 0, 0)}, []string{asked, "Dintero>phone message email 0", answered}},
		{"a code is no mail with a link", good(CallChangePassword), []Arrival{at(Email, 1, 0)}, []string{asked, answered}},
		{"a code that was accepted came from a message", good(CallAnswer), nil, []string{"phone>program code", asked, answered}},
		{"so did one that another one follows", second, nil, []string{"phone>program code", asked, answered}},
		{"nobody knows where a wrong one came from", refused(CallAnswer, 403), nil, []string{asked, answered}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got, want := drawn(SequenceOf([]Exchange{row.x}, row.arrived)), strings.Join(row.want, ", "); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// Each message arrives once, also where two exchanges were made at one instant.
func TestAMessageBelongsToOneExchange(t *testing.T) {
	t.Parallel()
	now := time.Unix(1000, 0)
	first := Exchange{Number: 1, Call: CallRecovery, Began: now, Over: true, Status: 200, Send: 1}
	second := Exchange{Number: 2, Call: CallChallenge, Began: now, Over: true, Status: 200, Send: 1, Channel: SMS}
	arrived := []Arrival{{Email, 1, now}, {SMS, 1, now}}
	all := SequenceOf([]Exchange{first, second}, arrived)
	if all[1].Channel != Email || all[1].Open || all[4].Channel != SMS || all[4].Open {
		t.Errorf("got %s", drawn(all))
	}
	lost := second
	lost.Status, lost.Failed = 500, true
	if all = SequenceOf([]Exchange{lost, second}, arrived[1:]); len(all) != 5 || all[3].Carries != AMessage || all[3].Open {
		t.Errorf("where an earlier try failed: %s", drawn(all))
	}
	all = SequenceOf([]Exchange{first, second}, arrived[:1])
	if all[1].Open || !all[4].Open || len(arrived) != 2 {
		t.Errorf("with one message: %s", drawn(all))
	}
}

// No answer carries a code, whatever came.
func TestNoAnswerCarriesACode(t *testing.T) {
	t.Parallel()
	for call := CallClientToken; call <= CallExists; call++ {
		for _, x := range []Exchange{{}, {Over: true, Status: 200}, {Over: true, Status: 403, Failed: true, Challenged: true}, {Over: true, Failed: true}} {
			x.Call = call
			for _, a := range SequenceOf([]Exchange{x}, []Arrival{{SMS, 1, x.Began}}) {
				if a.Carries == ACode && (a.From != Phone || a.To != Program) || a.From == Dintero && a.To == Program && a.Carries != AnAnswer && a.Carries != NoReply {
					t.Errorf("call %d: %+v", call, a)
				}
			}
		}
	}
}
