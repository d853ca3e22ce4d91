package cli

import (
	"context"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui"
)

func TestProgramAndSandboxOfTheDemoShareAClockThatCanBeTurned(t *testing.T) {
	t.Parallel()
	started := time.Now()
	p := &program{now: time.Now, clock: func() flow.Moment { return time.Since(started) }}
	p.flags.account.sandbox.Scenario = "late-code"
	opened, err := p.startDemo()
	if err == nil {
		opened, err = p.connect(context.Background(), opened)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer opened.close()
	session, _, err := p.session(opened)
	if err != nil {
		t.Fatal(err)
	}
	wall, moment := session.Wall(), session.Clock()
	kari := session.Sandbox.People[0]
	identity := flow.Identity{By: flow.ByPhone, Ident: kari.Phone, As: kari.As}
	offered, ok := session.API.Perform(context.Background(), flow.StartMFALogin{Identity: identity, Secret: kari.Secret}).(flow.ChallengeOffered)
	if !ok {
		t.Fatal("the PIN was not accepted")
	}
	session.API.Perform(context.Background(), flow.SendCode{MFAToken: offered.MFAToken, Channel: flow.SMS})
	select {
	case <-session.Sandbox.Messages:
		t.Fatal("a message that is 20 s late came at once")
	default:
	}
	session.Sandbox.Turn(20 * time.Second)
	var late tui.Message
	select {
	case late = <-session.Sandbox.Messages:
	default:
		t.Fatal("after a turn of 20 s no message is there")
	}
	if passed := late.At.Sub(late.Sent); passed < 20*time.Second || passed > time.Minute {
		t.Errorf("the phone says that it took %s, want 20 s", passed)
	}
	for name, passed := range map[string]time.Duration{"the time of day": session.Wall().Sub(wall), "the time since the start": session.Clock() - moment} {
		if passed < 20*time.Second || passed > time.Minute {
			t.Errorf("%s went %s forward, want 20 s", name, passed)
		}
	}
}
