package phone

import (
	"slices"
	"testing"
	"time"

	"dintero-login/flow"
)

var dawn = time.Date(2026, time.November, 20, 23, 40, 0, 0, time.UTC)

// play is a phone beside a login, on a clock that a test moves.
type play struct {
	phone Phone
	state flow.State
	now   flow.Moment
}

func (x *play) wall() time.Time { return dawn.Add(x.now) }

func (x *play) wait(d time.Duration) *play {
	x.now += d
	return x
}

func (x *play) do(e flow.Event) *play {
	from := x.state
	x.state, _ = flow.Next(from, e)
	x.phone = x.phone.Follow(from, e, x.state, x.wall())
	return x
}

// signsIn begins a login, or begins it again, as far as the wait for the message to go out.
func (x *play) signsIn() *play {
	return x.do(flow.SecretEntered{Secret: flow.Conceal("246810"), At: x.now}).
		do(flow.ChallengeOffered{MFAToken: flow.Conceal("m"), Channel: flow.SMS, At: x.now})
}

func (x *play) asksAgain() *play { return x.wait(30 * time.Second).do(flow.ResendWanted{At: x.now}) }

func (x *play) wentOut() *play { return x.do(flow.CodeSent{OobCode: flow.Conceal("o"), At: x.now}) }

// fails has the call that runs fail.
func (x *play) fails(f flow.Failure) *play {
	call := flow.CallAnswer
	if _, sending := x.state.(flow.SendingCode); sending {
		call = flow.CallChallenge
	}
	return x.do(flow.CallFailed{Call: call, Failure: f, At: x.now})
}

func (x *play) types(code string) *play {
	return x.do(flow.CodeEntered{Code: flow.Conceal(code), At: x.now})
}

func (x *play) refused() *play {
	return x.fails(flow.Failure{Status: 403, API: true, Code: flow.FromOutside("invalid_grant")})
}

// letter is a message that is sent now, and comes when it is handed over.
func (x *play) letter(code string) Message {
	return Message{Number: 1, Channel: flow.SMS, Text: flow.Conceal("Your code is " + code), Code: flow.Conceal(code), Sent: x.wall(), Expires: x.wall().Add(5 * time.Minute)}
}

func (x *play) gets(messages ...Message) *play {
	for _, m := range messages {
		m.At = x.wall()
		x.phone = x.phone.Receive(m, x.now)
	}
	return x
}

func (x *play) notes() []string {
	var all []string
	for i := range x.phone.messages {
		all = append(all, x.phone.note(i, x.wall()))
	}
	return all
}

func begun(t *testing.T) *play {
	t.Helper()
	x := &play{state: flow.New(flow.Account{}, flow.Draft{})}
	x.do(flow.CustomerChosen{Draft: flow.Draft{Phone: "99999999", Email: "kari@example.com"}, Ident: "+4799999999"})
	if _, at := x.state.(flow.EnteringSecret); !at {
		t.Fatalf("the login begins at %T", x.state)
	}
	return x
}

func TestTheNoteOnAMessageSaysWhatItsCodeIsWorth(t *testing.T) {
	t.Parallel()
	lost := flow.Failure{Reach: flow.CutOff}
	for _, row := range []struct {
		name   string
		do     func(x *play)
		want   []string
		newest string
	}{
		{"one code", func(x *play) { x.signsIn().wentOut().gets(x.letter("1")) }, []string{"new"}, "1"},
		{"one that comes before the answer that it went out", func(x *play) { x.signsIn().gets(x.letter("1")).wentOut() }, []string{"new"}, "1"},
		{"a second one", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().wentOut().gets(x.letter("2"))
		}, []string{"replaced", "new"}, "2"},
		{"the second one first", func(x *play) {
			x.signsIn().wentOut()
			first := x.letter("1")
			x.asksAgain().wentOut().gets(x.letter("2"), first)
		}, []string{"new", "replaced"}, "2"},
		{"a second one that has not come", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().wentOut()
		}, []string{"replaced"}, ""},
		{"a second one that has not come, and the first comes now", func(x *play) {
			x.signsIn().wentOut()
			first := x.letter("1")
			x.asksAgain().wentOut().gets(first)
		}, []string{"replaced"}, ""},
		{"a second one that comes before the answer that it went out", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().gets(x.letter("2"))
		}, []string{"replaced", "new"}, "2"},
		{"one that went out while the settings came", func(x *play) {
			x.signsIn()
			first := x.letter("1")
			x.wait(time.Second).do(flow.SettingsRead{Settings: &flow.Settings{}}).wentOut().gets(first)
		}, []string{"new"}, "1"},
		{"a second one that is only asked for", func(x *play) { x.signsIn().wentOut().gets(x.letter("1")).asksAgain() }, []string{"new"}, "1"},
		{"a second one that was refused", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().fails(flow.Failure{Status: 429})
		}, []string{"new"}, "1"},
		{"a second one that may have gone out", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().fails(lost)
		}, []string{"may be replaced"}, "1"},
		{"a second one that may have gone out, and then comes", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().fails(lost).gets(x.letter("2"))
		}, []string{"replaced", "new"}, "2"},
		{"a second one whose sending was cancelled", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().do(flow.Back{At: x.now})
		}, []string{"may be replaced"}, "1"},
		{"five, the last one first", func(x *play) {
			x.signsIn().wentOut()
			var late []Message
			for _, code := range []string{"1", "2", "3", "4"} {
				late = append(late, x.letter(code))
				x.asksAgain().wentOut()
			}
			slices.Reverse(late)
			x.gets(x.letter("5")).gets(late...)
		}, []string{"new", "replaced", "replaced", "replaced", "replaced"}, "5"},
		{"a code just before it expires", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).wait(5*time.Minute - 1)
		}, []string{"new"}, "1"},
		{"a code that expires", func(x *play) { x.signsIn().wentOut().gets(x.letter("1")).wait(5 * time.Minute) }, []string{"expired"}, "1"},
		{"a replaced code that expires", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).asksAgain().wentOut().gets(x.letter("2")).wait(time.Hour)
		}, []string{"replaced", "expired"}, "2"},
		{"a code that is being checked", func(x *play) { x.signsIn().wentOut().gets(x.letter("1")).types("1") }, []string{"new"}, "1"},
		{"a code that was accepted", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("1").do(flow.TokenReceived{At: x.now})
		}, []string{"used"}, ""},
		{"an accepted code that expires", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("1").do(flow.TokenReceived{At: x.now}).wait(time.Hour)
		}, []string{"used"}, ""},
		{"a code whose answer was lost", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("1").fails(lost)
		}, []string{"may be used"}, "1"},
		{"a code whose check was cancelled", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("1").do(flow.Back{At: x.now})
		}, []string{"may be used"}, "1"},
		{"a code that an error of the server answered", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("1").fails(flow.Failure{Status: 500})
		}, []string{"may be used"}, "1"},
		{"a code whose answer was lost, and then it is accepted", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("1").fails(lost).types("1").do(flow.TokenReceived{At: x.now})
		}, []string{"used"}, ""},
		{"another code whose answer was lost", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).types("7").fails(lost)
		}, []string{"new"}, "1"},
		{"another code that was refused", func(x *play) { x.signsIn().wentOut().gets(x.letter("1")).types("7").refused() }, []string{"new"}, "1"},
		{"the first code of a recovery", func(x *play) {
			x.recovers().gets(x.letter("1")).types("1").owed()
		}, []string{"used"}, ""},
		{"the second code of a recovery", func(x *play) {
			x.recovers().gets(x.letter("1")).types("1").owed().wentOut().gets(x.letter("2"))
		}, []string{"used", "new"}, "2"},
		{"the first code of a recovery, sent twice", func(x *play) {
			x.recovers().gets(x.letter("1")).asksAgain().do(flow.RecoveryStarted{MFAToken: flow.Conceal("m"), OobCode: flow.Conceal("o"), At: x.now})
			x.gets(x.letter("2")).types("2").owed().wentOut().gets(x.letter("3"))
		}, []string{"replaced", "used", "new"}, "3"},
		{"the first code of a recovery, sent again and not come", func(x *play) {
			x.recovers().gets(x.letter("1")).asksAgain().do(flow.RecoveryStarted{MFAToken: flow.Conceal("m"), OobCode: flow.Conceal("o"), At: x.now})
		}, []string{"replaced"}, ""},
		{"both codes of a recovery, accepted", func(x *play) {
			x.recovers().gets(x.letter("1")).types("1").owed().wentOut().gets(x.letter("2")).types("2").do(flow.TokenReceived{At: x.now})
		}, []string{"used", "used"}, ""},
		{"a code of a sign-in that was left, which comes at the PIN", func(x *play) {
			x.signsIn().wentOut()
			first := x.letter("1")
			x.wait(time.Second).do(flow.Back{At: x.now}).do(flow.Agreed{At: x.now}).gets(first)
		}, []string{"from an earlier sign-in"}, ""},
		{"a code of a sign-in that was left, which comes at the next code", func(x *play) {
			x.signsIn().wentOut()
			first := x.letter("1")
			x.wait(time.Minute).do(flow.Back{At: x.now}).do(flow.Agreed{At: x.now}).signsIn().wentOut().gets(first, x.letter("2"))
		}, []string{"from an earlier sign-in", "new"}, "2"},
		{"a code that was asked for and sent only after the sign-in was left", func(x *play) {
			x.signsIn().do(flow.Back{At: x.now}).do(flow.Back{At: x.now}).wait(time.Second)
			late := x.letter("1")
			x.wait(time.Minute).signsIn().wentOut().gets(late, x.letter("2"))
		}, []string{"from an earlier sign-in", "new"}, "2"},
		{"a mail with a link", func(x *play) { x.gets(Message{Channel: flow.Email, Text: flow.Conceal("a link"), Sent: x.wall()}) }, []string{""}, ""},
		{"a mail with a link, and a sign-in after it", func(x *play) {
			x.gets(Message{Channel: flow.Email, Text: flow.Conceal("a link"), Sent: x.wall()}).wait(time.Hour).signsIn().wentOut().gets(x.letter("1"))
		}, []string{"", "new"}, "1"},
		{"codes, once the PIN is asked for again", func(x *play) {
			x.signsIn().wentOut().gets(x.letter("1")).do(flow.Back{At: x.now}).do(flow.Agreed{At: x.now})
		}, nil, ""},
		{"everything, once another customer is asked for", func(x *play) {
			x.gets(Message{Text: flow.Conceal("a link"), Sent: x.wall()}).do(flow.Back{At: x.now})
		}, nil, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := begun(t)
			row.do(x)
			if got := x.notes(); !slices.Equal(got, row.want) {
				t.Errorf("the notes are %q, want %q (at %T)", got, row.want, x.state)
			}
			if got := x.phone.Newest().Reveal(); got != row.newest {
				t.Errorf("the newest is %q, want %q", got, row.newest)
			}
		})
	}
}

// recovers begins a recovery, whose first code goes out.
func (x *play) recovers() *play {
	return x.do(flow.SecretLost{}).do(flow.RecoveryWanted{At: x.now}).
		do(flow.RecoveryStarted{MFAToken: flow.Conceal("m"), OobCode: flow.Conceal("o"), At: x.now})
}

// owed is the answer that accepts the first of two codes.
func (x *play) owed() *play {
	return x.fails(flow.Failure{Status: 403, API: true, Code: flow.FromOutside("mfa_required"), MFAToken: flow.Conceal("m2")})
}

func TestThePhoneKeepsManyMessages(t *testing.T) {
	t.Parallel()
	p := Phone{}
	for range 80 {
		p = p.Receive(Message{}, 0)
	}
	if n := len(p.Messages()); n != 64 {
		t.Errorf("the phone keeps %d messages, want 64", n)
	}
}

func TestThePhoneSaysHowLongItStaysTrue(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		do   func(x *play)
		want time.Duration
	}{
		{"without a message", func(*play) {}, 0},
		{"when one has just come", func(x *play) { x.gets(x.letter("1")) }, 2 * time.Second},
		{"a second later", func(x *play) { x.gets(x.letter("1")).wait(time.Second) }, time.Second},
		{"when it is no longer bright, until its code expires", func(x *play) { x.gets(x.letter("1")).wait(2 * time.Second) }, 298 * time.Second},
		{"when its code has expired", func(x *play) { x.gets(x.letter("1")).wait(5 * time.Minute) }, 0},
		{"with another one after it", func(x *play) { x.gets(x.letter("1")).wait(time.Second).gets(x.letter("2")) }, time.Second},
		{"with a mail", func(x *play) { x.gets(Message{Text: flow.Conceal("a link")}).wait(2 * time.Second) }, 0},
	} {
		x := begun(t)
		row.do(x)
		if got := x.phone.Wake(x.now, x.wall()); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}
