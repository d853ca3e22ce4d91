package tui

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// Bad answers, row by row: what the person reads, what to do next, where it can be mended,
// and whether what was typed is still there.

// failing is an answer, and what becomes of it on the screen.
type failing struct {
	name    string
	failure flow.Failure
	says    []string // what happened, what to do next, and the facts that came
	cleared bool     // what was typed is gone
	waits   bool     // enter is good for nothing until Retry-After is over
}

func (f failing) event() flow.CallFailed { return flow.CallFailed{Failure: f.failure} }

// An answer in short.
func status(code int, word string) flow.Failure {
	return flow.Failure{Status: code, API: word != "", Code: flow.FromOutside(word), Request: flow.FromOutside("req-1")}
}

func fails(name string, failure flow.Failure, says ...string) failing {
	return failing{name: name, failure: failure, says: says}
}

func (f failing) clears() failing { f.cleared = true; return f }

func (f failing) cools() failing { f.waits = true; return f }

func (f failing) with(change func(*flow.Failure)) failing {
	change(&f.failure)
	return f
}

func after(seconds int) func(*flow.Failure) {
	return func(f *flow.Failure) { f.RetryAfter = time.Duration(seconds) * time.Second }
}

func renewal(r flow.Renewal) func(*flow.Failure) { return func(f *flow.Failure) { f.Renewal = r } }

func ofClient(f *flow.Failure) { f.Client = true }

func got(what string) func(*flow.Failure) {
	return func(f *flow.Failure) { f.Got = flow.FromOutside(what) }
}

func reached(r flow.Reach, cause string) flow.Failure {
	return flow.Failure{Reach: r, Cause: flow.FromOutside(cause)}
}

// theirs are the answers that mean the same at every call: a fault of theirs or of the way,
// after which what was typed is still there, and trying again is one key.
func theirs() []failing {
	return []failing{
		fails("500", status(500, "server_error"), "Dintero had an error (500)", "ry again", "status 500", "server_error", "req-1"),
		fails("an HTML 502", status(502, ""), "Dintero had an error (502)", "ry again", "status 502", "HTML, 512 bytes").with(got("HTML, 512 bytes")),
		fails("a redirect", status(302, ""), "points elsewhere. It was not followed", "status 302"),
		fails("an empty 200", status(200, ""), "made no sense", "status 200", "nothing").with(got("nothing")),
		fails("a truncated 200", status(200, ""), "made no sense", "JSON, cut after 40 bytes").with(got("JSON, cut after 40 bytes")),
		fails("a key twice in a 200", status(200, ""), "made no sense", "the key mfa_token twice").with(got("the key mfa_token twice")),
		fails("a huge 200", status(200, ""), "made no sense", "more than 1 MiB").with(got("more than 1 MiB")),
		fails("the client's credentials are refused", status(401, "invalid_client"), "does not accept this client's id and secret", "client_id and client_secret").with(renewal(flow.RenewalFailed)).with(ofClient),
		fails("a fresh token is refused", status(401, "invalid_token"), "not even a new one", "account and audience").with(renewal(flow.RenewedTwice)),
		fails("the client may not use the audience", status(403, "unknown_audience"), "may not use the audience", "Check audience"),
		fails("nothing was sent", reached(flow.NotSent, "connection refused"), "was not reached. This request was not sent", "Check the network", "connection refused"),
	}
}

// atSecret is a run in which a secret was typed.
func atSecret(t *testing.T, secret string, options ...option) *walk {
	t.Helper()
	return offline(t, options...).start().asKari().types(secret)
}

// atCode is a run in which a code was typed.
func atCode(t *testing.T, code string, options ...option) *walk {
	t.Helper()
	return atSecret(t, "246810", options...).press("enter").at(flow.EnteringCode{}).types(code)
}

// check wants the screen to say what it should, at the usual size and at the smallest, where
// the first sentence and the field have to stay.
func (f failing) check(x *walk, typed string) {
	x.t.Helper()
	x.shows(f.says...)
	if f.cleared {
		typed = ""
	}
	x.holdsTyped(typed)
	x.send(tea.WindowSizeMsg{Width: 40, Height: 12}).shows(f.says[0]).hasField()
	x.send(tea.WindowSizeMsg{Width: 80, Height: 24})
}

func TestWhatASignInCanBeAnswered(t *testing.T) {
	t.Parallel()
	rows := append(theirs(), []failing{
		fails("wrong secret, unknown user, wrong user type", status(403, "invalid_credentials"), "Not accepted. Dintero does not say which of these is wrong", "as company instead", "esc change it", "lost the PIN", "1 try so far").clears(),
		fails("403 without a word, the scope held", status(403, ""), "Not accepted", "as company instead").clears(),
		fails("the scope is named as missing", status(403, "insufficient_scope"), "lacks the scope write:accounts:/auth/users", "can grant it"),
		fails("malformed", status(400, "invalid_parameters"), "as malformed (400)", "Check the customer", "ident: too short").with(func(f *flow.Failure) { f.Details = flow.FromOutside("ident: too short") }),
		fails("nothing at this address", status(404, ""), "There is no Dintero API at this address", "base_url and account"),
		fails("too many", status(429, "too_many_attempts"), "Too many tries", "Wait 5 s").cools().with(after(5)),
		fails("too many, with no time named", status(429, ""), "Too many tries", "Dintero does not say how long"),
		fails("cut off", reached(flow.CutOff, "connection reset"), "No answer came", "The try may have counted", "Try again", "connection reset"),
		fails("timed out", reached(flow.TimedOut, "no answer in 30 s"), "No answer came", "The try may have counted", "no answer in 30 s"),
		fails("the token was renewed", status(401, ""), "access token had expired. It has been renewed", "may have counted. Send it again").with(renewal(flow.Renewed)),
		fails("denied", status(403, "access_denied"), "denied", "Start again"),
	}...)
	for _, call := range []struct {
		name string
		mode flow.LoginMode
		do   flow.Effect
	}{{"mfa_login", flow.LoginMFA, flow.StartMFALogin{}}, {"login", flow.LoginPassword, flow.LogIn{}}} {
		for _, row := range rows {
			part(t, call.name+"/"+row.name, func(t *testing.T) {
				x := atSecret(t, "246810", calling(call.mode)).once(call.do, row.event())
				x.press("enter").at(flow.EnteringSecret{})
				row.check(x, "246810")
				row.checkWait(x, call.do, "246810")
				if row.cleared {
					x.types("246810")
				}
				x.press("enter")
				if _, still := x.app.state.(flow.EnteringSecret); still {
					t.Errorf("the next try did not go on:\n%s", x.text())
				}
			})
		}
	}
}

// checkWait lets a countdown run down: enter before its end asks for nothing.
func (f failing) checkWait(x *walk, do flow.Effect, typed string) {
	x.t.Helper()
	if !f.waits {
		return
	}
	asked := x.asked(do)
	for left := 5; left > 0; left-- {
		x.shows(fmt.Sprintf("Wait %d s", left)).press("enter").asks(do, asked).wait(time.Second).holdsTyped(typed)
	}
	x.hides("Wait 0 s", "Wait 1 s")
}

func TestA403WithUnknownScopesNamesBoth(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		to   func(t *testing.T, typed string, options ...option) *walk
		do   flow.Effect
		says string
	}{
		{"signing in", atSecret, flow.StartMFALogin{}, "the PIN or password, or the client's permission"},
		{"checking the code", atCode, flow.AnswerChallenge{}, "the code, or the client's permission"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.to(t, "123456").fails(row.do, flow.Failure{Status: http.StatusForbidden})
			x.app.state = forgetting(x.app.state)
			x.press("enter").shows("Not accepted", row.says, "scopes are not known").holdsTyped("")
		})
	}
}

// forgetting is a state that does not know what the client may do.
func forgetting(s flow.State) flow.State {
	next, _ := flow.Next(s, flow.ClientConnected{})
	next, _ = flow.Next(next, flow.SettingsRead{Settings: accountSettings(flow.Yes)})
	return next
}

func TestA403WithTheScopeKnownToBeMissingNamesIt(t *testing.T) {
	t.Parallel()
	x := offline(t).once(flow.Connect{}, flow.ClientConnected{May: permissions(flow.No)})
	x.start().shows("✗ sign in", "✗ send codes", "write:accounts:/auth/users is missing", "write:accounts:/auth/mfa is missing")
	x.fails(flow.StartMFALogin{}, status(403, ""))
	x.asKari().types("246810").press("enter").shows("lacks the scope write:accounts:/auth/users").holdsTyped("246810")
}

func TestWhatSendingACodeCanBeAnswered(t *testing.T) {
	t.Parallel()
	rows := append(theirs(), []failing{
		fails("too many", status(429, "slow_down"), "Too many", "can be sent in 5 s").cools().with(after(5)),
		fails("the scope is missing", status(403, "insufficient_scope"), "lacks the scope write:accounts:/auth/mfa", "can grant it"),
		fails("forbidden though the scope is held", status(403, ""), "refused sending the code (403)", "request id", "req-1"),
		fails("malformed", status(400, ""), "rejected sending the code as malformed"),
		fails("no such channel", status(403, "unsupported_challenge_type"), "channel is not available", "ctrl+x e"),
		fails("the token was renewed", status(401, ""), "access token had expired. It has been renewed", "Send it again").with(renewal(flow.Renewed)),
		fails("cut off", reached(flow.CutOff, "reset"), "may or may not be on its way", "Wait a minute", "in 30 s").cools(),
		fails("timed out", reached(flow.TimedOut, "30 s"), "may or may not be on its way", "Wait a minute", "in 30 s").cools(),
	}...)
	for _, row := range rows {
		part(t, row.name, func(t *testing.T) {
			x := atSecret(t, "246810").once(flow.SendCode{}, row.event())
			x.press("enter").shows(row.says...).at(flow.SendFailed{})
			x.shows("✓ accepted", "a code comes next")
			if row.waits {
				x.press("enter").asks(flow.SendCode{}, 1)
				x.wait(30 * time.Second)
			}
			x.shows("The code can be sent now").press("enter").at(flow.EnteringCode{}).asks(flow.StartMFALogin{}, 1)
		})
	}
	for _, row := range []failing{
		fails("expired", status(403, "expired_token")),
		fails("invalid_grant", status(403, "invalid_grant")),
	} {
		part(t, row.name, func(t *testing.T) {
			x := atSecret(t, "246810").once(flow.SendCode{}, row.event())
			x.press("enter").shows("The sign-in has expired", "Start the sign-in again", "+47 ••• •• 999").holdsTyped("")
			x.at(flow.EnteringSecret{})
		})
	}
}

func TestWhatSendingAgainCanBeAnswered(t *testing.T) {
	t.Parallel()
	for _, row := range []failing{
		fails("500", status(500, ""), "had an error (500)", "SMS 1"),
		fails("too many", status(429, ""), "Too many", "in 5 s").with(after(5)),
	} {
		part(t, row.name+" leaves the first code good", func(t *testing.T) {
			x := atCode(t, "73").once(flow.SendCode{}, row.event())
			x.wait(30*time.Second).press("ctrl+x", "n").at(flow.EnteringCode{})
			x.shows(row.says...).holdsTyped("73").types("951846").press("enter").at(flow.SignedIn{})
		})
	}
}

func TestWhatACodeCanBeAnswered(t *testing.T) {
	t.Parallel()
	rows := append(theirs(), []failing{
		fails("wrong", status(403, "invalid_grant"), "Not accepted. Is it from SMS 1?", "wrong tries: 1").clears(),
		fails("403 without a word, the scope held", status(403, ""), "Not accepted. The answer does not look like Dintero's own", "a firewall refuses the call", "wrong tries: 1").clears(),
		fails("expired", status(403, "expired_token"), "has expired", "ctrl+x n").clears(),
		fails("locked out", status(429, "too_many_attempts"), "Too many tries. Wait 5 s", "send a new code").cools().with(after(5)),
		fails("cut off", reached(flow.CutOff, "reset"), "the code may have been used", "send a new code", "reset"),
		fails("timed out", reached(flow.TimedOut, "30 s"), "the code may have been used", "send a new code"),
		fails("the token was renewed", status(401, ""), "access token had expired. It has been renewed", "Send it again").with(renewal(flow.Renewed)),
		fails("the scope is missing", status(403, "insufficient_scope"), "lacks the scope write:accounts:/auth/users", "can grant it"),
		fails("malformed", status(400, ""), "as malformed"),
		fails("nothing at this address", status(404, ""), "There is no Dintero API at this address", "base_url"),
		fails("still pending", status(403, "authorization_pending"), "waiting for an answer", "Try again in a moment"),
		fails("denied", status(403, "access_denied"), "denied", "Start again"),
	}...)
	for _, row := range rows {
		part(t, row.name, func(t *testing.T) {
			x := atCode(t, "123456").once(flow.AnswerChallenge{}, row.event()).press("enter").at(flow.EnteringCode{})
			row.check(x, "123456")
			row.checkWait(x, flow.AnswerChallenge{}, "123456")
			if row.cleared {
				x.types("654321")
			}
			x.press("enter").at(flow.SignedIn{}).asks(flow.AnswerChallenge{}, 2).asks(flow.SendCode{}, 1)
		})
	}
}

func TestAThirdCodeIsOneTooMany(t *testing.T) {
	t.Parallel()
	x := atCode(t, "123456").fails(flow.AnswerChallenge{}, owed()).fails(flow.AnswerChallenge{}, owed()).press("enter").at(flow.EnteringCode{})
	x.holdsTyped("").types("234567").press("enter").shows("third code", "Start again").at(flow.EnteringSecret{})
}

func TestWhatARecoveryCanBeAnswered(t *testing.T) {
	t.Parallel()
	for _, row := range append(theirs(), []failing{
		fails("no recovery for this customer", status(403, "recovery_unavailable"), "Recovery is not available", "Mail a link"),
		fails("too many", status(429, ""), "Too many", "Wait 5 s").cools().with(after(5)),
		fails("cut off", reached(flow.CutOff, "reset"), "may or may not be on its way", "Wait a minute"),
	}...) {
		for _, way := range []struct {
			name, key string
			do        flow.Effect
		}{{"two codes", "2", flow.StartRecovery{}}, {"a link", "1", flow.MailLink{}}} {
			if row.name == "no recovery for this customer" && way.key == "1" {
				continue
			}
			part(t, way.name+"/"+row.name, func(t *testing.T) {
				x := offline(t).once(way.do, row.event()).start().asKariByMail().press("ctrl+x", "l", way.key).shows(row.says...)
				x.at(flow.ChoosingRecovery{})
				if row.waits {
					x.press(way.key).asks(way.do, 1)
				}
				x.wait(30*time.Second).press(way.key).asks(way.do, 2)
			})
		}
	}
}

func TestWhatARefreshCanBeAnswered(t *testing.T) {
	t.Parallel()
	for _, row := range append(theirs(), []failing{
		fails("the refresh token is used up", status(403, "invalid_grant"), "refresh token is no longer valid", "sign in again"),
		fails("expired", status(403, "expired_token"), "refresh token is no longer valid"),
		fails("cut off", reached(flow.CutOff, "reset"), "No answer came to the refresh", "Try again"),
	}...) {
		part(t, row.name, func(t *testing.T) {
			x := atCode(t, codeCanary).once(flow.RefreshSession{}, row.event())
			x.press("enter", "r").shows(row.says...).shows("Signed in", "Ends").at(flow.SignedIn{})
		})
	}
}

func TestASignOutThatDidNotGetThroughIsSaidAndForgetsAllTheSame(t *testing.T) {
	t.Parallel()
	for _, row := range []failing{
		fails("500", status(500, ""), "had an error (500)", "status 500"),
		fails("not reached", reached(flow.NotSent, "no route"), "was not reached", "no route"),
		fails("cut off", reached(flow.CutOff, "reset"), "No answer came to the sign-out"),
	} {
		part(t, row.name, func(t *testing.T) {
			x := atCode(t, codeCanary).once(flow.SignOut{}, row.event())
			x.press("enter", "ctrl+x", "x", "y").shows(row.says...).shows("Who is signing in?").holdsTyped("")
			x.at(flow.ChoosingCustomer{})
		})
	}
}

func TestFactsThatFailAreSaidWhereNothingIsTypedYet(t *testing.T) {
	t.Parallel()
	part(t, "the client's credentials", func(t *testing.T) {
		x := offline(t).fails(flow.Connect{}, status(401, "invalid_client"))
		x.start().shows("does not accept this client's id and secret", "client_id and client_secret", "status 401")
		x.types("999").holdsTyped("999").press("ctrl+s").shows("Settings", "not read")
	})
	part(t, "the network", func(t *testing.T) {
		x := offline(t).fails(flow.Connect{}, reached(flow.NotSent, "no such host"))
		x.start().shows("was not reached", "Check the network", "no such host", "settings not read: assumed")
	})
	part(t, "the settings", func(t *testing.T) {
		x := offline(t).fails(flow.ReadSettings{}, status(500, ""))
		x.start().shows("✓ sign in", "settings not read: assumed", "then a code").press("ctrl+s").shows("had an error (500)", "status 500", "Say “This is on our side", "Turn to Dintero")
		x.press("r").shows("MFA at login", "on").hides("Turn to").press("esc").shows("set by the account").asks(flow.ReadSettings{}, 2)
	})
	part(t, "why the settings are not read is said where they would be", func(t *testing.T) {
		offline(t).fails(flow.ReadSettings{}, status(451, "blocked")).start().press("ctrl+s").shows("Possible", "Ruled out", "Say “", "Turn to")
	})
	part(t, "the settings have to wait", func(t *testing.T) {
		f := status(429, "slow_down")
		f.RetryAfter = 90 * time.Second
		x := offline(t).fails(flow.ReadSettings{}, f).start().shows("Too many requests for now", "can be read again from 23:41:30")
		x.press("ctrl+s").shows("can be read again from 23:41:30").press("r").asks(flow.ReadSettings{}, 1)
		x.press("esc", "ctrl+x").shows("read the settings again in 90 s")
		x.wait(90*time.Second).hides("in 90 s").press("u").asks(flow.ReadSettings{}, 2).hides("can be read again")
	})
	part(t, "the settings may not be read", func(t *testing.T) {
		x := offline(t).fails(flow.ReadSettings{}, status(403, "insufficient_scope"))
		x.start().press("ctrl+s").shows("lacks the scope read:customers", "can grant it")
	})
	part(t, "a damaged document is shown as far as it goes", func(t *testing.T) {
		x := offline(t).reads(func(doc *flow.Settings) { doc.Damage = flow.FromOutside("cut after 812 bytes") })
		x.start().press("ctrl+s").shows("damaged", "cut after 812 bytes", "MFA at login")
	})
}

func TestAnAccountThatWantsACodeIsAskedAgainWithTheOtherCall(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810", calling(flow.LoginPassword)).fails(flow.LogIn{}, status(403, "MFA REQUIRED"))
	x.press("enter").shows("This account asks for a code after all. Nobody is signed in yet", "enter signs in with a code").holdsTyped("246810")
	x.asks(flow.StartMFALogin{}, 0).press("enter").at(flow.EnteringCode{})
}

func TestWithNowhereToSendACodeTheOtherChannelIsOffered(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810")
	unknown := status(404, "NOT FOUND")
	unknown.API, unknown.Message = true, flow.FromOutside("Resource was not found")
	x.fails(flow.SendCode{}, unknown)
	x.press("enter").shows("has expired, or there is no address for the code", "ctrl+x e by e-mail", "Resource was not found")
	x.press("ctrl+x", "e").shows("e-mail 1")
	if got := last[flow.SendCode](x).Channel; got != flow.Email {
		t.Errorf("sent over channel %d", got)
	}
}

func TestARecoveryByOneCodeSaysSo(t *testing.T) {
	t.Parallel()
	x := offline(t).start().asKari().press("ctrl+x", "l", "2").types("118204").press("enter").shows("recovered by 1 code")
	x.at(flow.SignedIn{})
}

func TestAClockIsOffOnTheScreenFromAMinuteOn(t *testing.T) {
	t.Parallel()
	for skew, says := range map[time.Duration]string{time.Minute: "1 min behind", -time.Minute: "1 min ahead of", 59 * time.Second: "", -59 * time.Second: ""} {
		x := offline(t).once(flow.Connect{}, flow.ClientConnected{May: permissions(flow.Yes), Skew: skew}).start().shows("✓ sign in")
		if contains(x.text(), "clock is") != (says != "") || !contains(x.text(), says) {
			t.Errorf("%s off, want %q:\n%s", skew, says, x.text())
		}
	}
}
