package tui

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/words"
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
	return flow.Failure{Status: code, Code: flow.FromOutside(word), Request: flow.FromOutside("req-1")}
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
func atSecret(t *testing.T, secret string, options ...option) (*walk, *scriptedAPI) {
	t.Helper()
	x, api := offline(t, options...)
	x.start().asKari().types(secret)
	return x, api
}

// atCode is a run in which a code was typed.
func atCode(t *testing.T, code string, options ...option) (*walk, *scriptedAPI) {
	t.Helper()
	x, api := atSecret(t, "246810", options...)
	x.press("enter")
	in[flow.EnteringCode](x)
	return x.types(code), api
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
	x.send(tea.WindowSizeMsg{Width: 40, Height: 12}).shows(f.says[0])
	if x.app.View().Cursor == nil {
		x.t.Errorf("no field is left on a small terminal:\n%s", x.text())
	}
	x.send(tea.WindowSizeMsg{Width: 80, Height: 24})
}

func TestWhatASignInCanBeAnswered(t *testing.T) {
	t.Parallel()
	rows := append(theirs(), []failing{
		fails("wrong secret, unknown user, wrong user type", status(403, "invalid_credentials"), "Not accepted: the customer, the user type, or the PIN or password. Dintero does not say which is wrong", "as company instead", "esc change it", "lost the PIN", "1 try so far").clears(),
		fails("403 without a word, the scope held", status(403, ""), "Not accepted", "as company instead").clears(),
		fails("the scope is named as missing", status(403, "insufficient_scope"), "lacks the scope write:accounts:/auth/users", "can grant it"),
		fails("malformed", status(400, "invalid_parameters"), "as malformed (400)", "Check the customer", "ident: too short").with(func(f *flow.Failure) { f.Details = flow.FromOutside("ident: too short") }),
		fails("nothing at this address", status(404, ""), "There is no Dintero API at this address", "base_url and account"),
		fails("too many", status(429, "too_many_attempts"), "Too many tries", "Wait 5 s").cools().with(after(5)),
		fails("too many, with no time named", status(429, ""), "Too many tries", "Dintero does not say how long"),
		fails("cut off", reached(flow.CutOff, "connection reset"), "No answer came", "may count as a try", "Try again", "connection reset"),
		fails("timed out", reached(flow.TimedOut, "no answer in 30 s"), "No answer came", "may count as a try", "no answer in 30 s"),
		fails("the token was renewed", status(401, ""), "access token had expired. It has been renewed", "may have counted. Send it again").with(renewal(flow.Renewed)),
		fails("denied", status(403, "access_denied"), "denied", "Start again"),
	}...)
	for _, call := range []struct {
		name string
		mode flow.LoginMode
		do   flow.Effect
	}{{"mfa_login", flow.LoginMFA, flow.StartMFALogin{}}, {"login", flow.LoginPassword, flow.LogIn{}}} {
		for _, row := range rows {
			t.Run(call.name+"/"+row.name, func(t *testing.T) {
				t.Parallel()
				x, api := atSecret(t, "246810", calling(call.mode))
				api.once(call.do, row.event())
				x.press("enter")
				in[flow.EnteringSecret](x)
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
		x.shows(fmt.Sprintf("Wait %d s", left)).press("enter")
		if x.asked(do) != asked {
			x.t.Fatalf("sent %d s too early", left)
		}
		x.wait(time.Second).holdsTyped(typed)
	}
	x.hides("Wait 0 s", "Wait 1 s")
}

func TestA403WithUnknownScopesNamesBoth(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		to   func(t *testing.T) (*walk, *scriptedAPI)
		do   flow.Effect
		says string
	}{
		{"signing in", func(t *testing.T) (*walk, *scriptedAPI) { return atSecret(t, "246810") }, flow.StartMFALogin{}, "the PIN or password, or the client's permission"},
		{"checking the code", func(t *testing.T) (*walk, *scriptedAPI) { return atCode(t, "123456") }, flow.AnswerChallenge{}, "the code, or the client's permission"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := row.to(t)
			x.app.state = forgetting(x.app.state)
			api.once(row.do, flow.CallFailed{Failure: flow.Failure{Status: http.StatusForbidden}})
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
	x, api := offline(t)
	api.once(flow.Connect{}, flow.ClientConnected{May: permissions(flow.No)})
	x.start().shows("✗ sign in", "✗ send codes", "write:accounts:/auth/users is missing", "write:accounts:/auth/mfa is missing")
	api.once(flow.StartMFALogin{}, flow.CallFailed{Failure: status(403, "")})
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := atSecret(t, "246810")
			api.once(flow.SendCode{}, row.event())
			x.press("enter").shows(row.says...)
			in[flow.SendFailed](x)
			x.shows("✓ accepted", "a code comes next")
			if row.waits {
				x.press("enter")
				if x.asked(flow.SendCode{}) != 1 {
					t.Fatal("sent again before its time")
				}
				x.wait(30 * time.Second)
			}
			x.shows("The code can be sent now").press("enter")
			in[flow.EnteringCode](x)
			if x.asked(flow.StartMFALogin{}) != 1 {
				t.Error("the secret was sent again")
			}
		})
	}
	for _, row := range []failing{
		fails("expired", status(403, "expired_token")),
		fails("invalid_grant", status(403, "invalid_grant")),
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := atSecret(t, "246810")
			api.once(flow.SendCode{}, row.event())
			x.press("enter").shows("The sign-in has expired", "Start the sign-in again", "+47 ••• •• 999").holdsTyped("")
			in[flow.EnteringSecret](x)
		})
	}
}

func TestWhatSendingAgainCanBeAnswered(t *testing.T) {
	t.Parallel()
	for _, row := range []failing{
		fails("500", status(500, ""), "had an error (500)", "SMS 1"),
		fails("too many", status(429, ""), "Too many", "in 5 s").with(after(5)),
	} {
		t.Run(row.name+" leaves the first code good", func(t *testing.T) {
			t.Parallel()
			x, api := atCode(t, "73")
			api.once(flow.SendCode{}, row.event())
			x.wait(30*time.Second).press("ctrl+x", "n")
			in[flow.EnteringCode](x)
			x.shows(row.says...).holdsTyped("73").types("951846").press("enter")
			in[flow.SignedIn](x)
		})
	}
}

func TestWhatACodeCanBeAnswered(t *testing.T) {
	t.Parallel()
	rows := append(theirs(), []failing{
		fails("wrong", status(403, "invalid_grant"), "Not accepted. Is it from SMS 1?", "wrong tries: 1").clears(),
		fails("403 without a word, the scope held", status(403, ""), "Not accepted. Is it from SMS 1?", "wrong tries: 1").clears(),
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := atCode(t, "123456")
			api.once(flow.AnswerChallenge{}, row.event())
			x.press("enter")
			in[flow.EnteringCode](x)
			row.check(x, "123456")
			row.checkWait(x, flow.AnswerChallenge{}, "123456")
			if row.cleared {
				x.types("654321")
			}
			x.press("enter")
			in[flow.SignedIn](x)
			if x.asked(flow.AnswerChallenge{}) != 2 || x.asked(flow.SendCode{}) != 1 {
				t.Error("want two answers and one message")
			}
		})
	}
}

func TestAThirdCodeIsOneTooMany(t *testing.T) {
	t.Parallel()
	x, api := atCode(t, "123456")
	owed := flow.CallFailed{Failure: flow.Failure{Status: 403, Code: flow.FromOutside("mfa_required"), MFAToken: flow.Conceal(mfaCanary)}}
	api.once(flow.AnswerChallenge{}, owed).once(flow.AnswerChallenge{}, owed)
	x.press("enter")
	in[flow.EnteringCode](x)
	x.holdsTyped("").types("234567").press("enter").shows("third code", "Start again")
	in[flow.EnteringSecret](x)
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
			t.Run(way.name+"/"+row.name, func(t *testing.T) {
				t.Parallel()
				x, api := offline(t)
				api.once(way.do, row.event())
				x.start().asKariByMail().press("ctrl+x", "l", way.key).shows(row.says...)
				in[flow.ChoosingRecovery](x)
				if row.waits {
					x.press(way.key)
					if x.asked(way.do) != 1 {
						t.Fatal("asked again before its time")
					}
				}
				x.wait(30 * time.Second).press(way.key)
				if x.asked(way.do) != 2 {
					t.Errorf("asked %d times, want a second try", x.asked(way.do))
				}
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := atCode(t, codeCanary)
			api.once(flow.RefreshSession{}, row.event())
			x.press("enter", "r").shows(row.says...).shows("Signed in", "Ends")
			in[flow.SignedIn](x)
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := atCode(t, codeCanary)
			api.once(flow.SignOut{}, row.event())
			x.press("enter", "ctrl+x", "x", "y").shows(row.says...).shows("Who is signing in?").holdsTyped("")
			in[flow.ChoosingCustomer](x)
		})
	}
}

func TestFactsThatFailAreSaidWhereNothingIsTypedYet(t *testing.T) {
	t.Parallel()
	t.Run("the client's credentials", func(t *testing.T) {
		t.Parallel()
		x, api := offline(t)
		api.once(flow.Connect{}, flow.CallFailed{Failure: status(401, "invalid_client")})
		x.start().shows("does not accept this client's id and secret", "client_id and client_secret", "status 401")
		x.types("999").holdsTyped("999").press("ctrl+s").shows("Settings", "not read")
	})
	t.Run("the network", func(t *testing.T) {
		t.Parallel()
		x, api := offline(t)
		api.once(flow.Connect{}, flow.CallFailed{Failure: reached(flow.NotSent, "no such host")})
		x.start().shows("was not reached", "Check the network", "no such host", "settings not read: assumed")
	})
	t.Run("the settings", func(t *testing.T) {
		t.Parallel()
		x, api := offline(t)
		api.once(flow.ReadSettings{}, flow.CallFailed{Failure: status(500, "")})
		x.start().shows("✓ sign in", "settings not read: assumed", "then a code").press("ctrl+s").shows("had an error (500)", "status 500")
		x.press("r").shows("MFA at login", "on").press("esc").shows("set by the account")
		if x.asked(flow.ReadSettings{}) != 2 {
			t.Error("the settings were not read again")
		}
	})
	t.Run("the settings may not be read", func(t *testing.T) {
		t.Parallel()
		x, api := offline(t)
		api.once(flow.ReadSettings{}, flow.CallFailed{Failure: status(403, "insufficient_scope")})
		x.start().press("ctrl+s").shows("lacks the scope read:customers", "can grant it")
	})
	t.Run("a damaged document is shown as far as it goes", func(t *testing.T) {
		t.Parallel()
		x, api := offline(t)
		doc := accountSettings(flow.Yes)
		doc.Damage = flow.FromOutside("cut after 812 bytes")
		api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: doc})
		x.start().press("ctrl+s").shows("damaged", "cut after 812 bytes", "MFA at login")
	})
}

// everyProblem is each Reason at each call, with each status that words differ by.
func everyProblem(look func(p flow.Problem)) {
	for r := flow.NoReason + 1; r <= flow.Unexpected; r++ {
		for call := flow.CallClientToken; call <= flow.CallChangePassword; call++ {
			for _, f := range []flow.Failure{
				{},
				{Status: 401},
				{Status: 404},
				{Status: 409},
				{Status: 423},
				{Status: 429, RetryAfter: 5 * time.Second},
				{Status: 500},
				{Status: 302},
				{Status: 200},
				{Client: true},
				{Client: true, Renewal: flow.RenewalFailed},
			} {
				look(flow.Problem{Reason: r, Call: call, Scope: "write:accounts:/auth/users", Failure: f})
			}
		}
	}
}

func TestEachReasonHasASentenceOfItsOwn(t *testing.T) {
	t.Parallel()
	everyProblem(func(p flow.Problem) {
		said := words.Say(p)
		for _, text := range []string{said.Happened, said.Next} {
			if text == "" || text[len(text)-1] != '.' {
				t.Errorf("reason %d at call %d says %q, want a sentence", p.Reason, p.Call, text)
			}
		}
		if contains(said.Happened+said.Next, "the call") {
			t.Errorf("reason %d: call %d has no name: %q", p.Reason, p.Call, said.Happened)
		}
		if said.Happened == words.Say(flow.Problem{Reason: flow.Unexpected, Call: p.Call, Failure: p.Failure}).Happened &&
			p.Reason != flow.Unexpected && p.Reason != flow.CodeOwed && !p.OfClient() { // a code that is owed is never told
			t.Errorf("reason %d at call %d has no words of its own", p.Reason, p.Call)
		}
	})
}

// A script prints these too, and the first of them stands on one line of a screen.
func TestASentenceNamesNoKeyAndFitsALine(t *testing.T) {
	t.Parallel()
	everyProblem(func(p flow.Problem) {
		said := words.Say(p)
		if n := len([]rune(said.Happened)); n >= 70 {
			t.Errorf("reason %d at call %d: %d characters: %s", p.Reason, p.Call, n, said.Happened)
		}
		text := strings.ToLower(said.Happened + " " + said.Next)
		for _, word := range []string{"ctrl", "enter", "press", "esc "} {
			if contains(text, word) {
				t.Errorf("reason %d at call %d names a key: %s", p.Reason, p.Call, text)
			}
		}
	})
}

// What a failing client token says of the client's credentials and of what was typed is
// what happened to them.
func TestAFailingClientTokenSaysWhatWasSent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name        string
		failure     flow.Failure
		reason      flow.Reason
		says, never string
	}{
		{"no secret", flow.Failure{Reach: flow.NotSent, NoSecret: true, Client: true, Cause: flow.FromOutside("X is not set")}, flow.NoClientSecret, "There is no client secret: X is not set. Check where the profile says that it is. What was typed was not sent.", "(X"},
		{"cut off", flow.Failure{Reach: flow.CutOff, Client: true}, flow.NoAnswer, "the client's id and secret were sent. What was typed was not sent.", "count"},
		{"a server's error", flow.Failure{Status: 500, Client: true}, flow.Unexpected, "the client's id and secret were sent. What was typed was not sent.", "count"},
		{"not reached", flow.Failure{Reach: flow.NotSent, Client: true}, flow.NotReached, "The client's id and secret were not sent. Check the network and the host, then try again. What was typed was not sent.", "count"},
		{"a renewal that is refused", flow.Failure{Status: 401, Client: true, Renewal: flow.RenewalFailed}, flow.ClientRefused, "What was typed was sent, and may have counted.", "not sent"},
		{"a renewal that is not answered", flow.Failure{Reach: flow.CutOff, Client: true, Renewal: flow.RenewalBroken}, flow.NoAnswer, "What was typed was sent, and may have counted.", "not sent"},
	} {
		for _, call := range []flow.Call{flow.CallLogin, flow.CallMFALogin, flow.CallAnswer} {
			got := script.Sentence(flow.Problem{Reason: row.reason, Call: call, Failure: row.failure})
			if !contains(got, row.says) || contains(got, row.never) {
				t.Errorf("%s: got %q", row.name, got)
			}
		}
	}
}

func TestAMissingScopeReadsAsASentenceAtEveryCall(t *testing.T) {
	t.Parallel()
	for call := flow.CallLogin; call <= flow.CallChangePassword; call++ {
		if got := words.Say(flow.Problem{Reason: flow.NotAllowed, Call: call}); got.Happened != "This API client lacks a scope." {
			t.Errorf("at %s it says %q of a scope without a name", words.Call(call), got.Happened)
		}
	}
}

func TestExitCodesByReason(t *testing.T) {
	t.Parallel()
	want := map[flow.Reason]int{
		flow.NoReason:       0,
		flow.NoClientSecret: 2,
		flow.ClientRefused:  4, flow.TokenRefused: 4, flow.NotAllowed: 4, flow.AudienceUnknown: 4, flow.Forbidden: 4,
		flow.CodeOwed: 3, flow.CodeOwedAgain: 3, flow.WantsCode: 3, flow.MFAIsOff: 3, flow.NotAccepted: 3, flow.CodeNotAccepted: 3,
		flow.NotAcceptedOrScope: 3, flow.NotAcceptedOrToken: 3, flow.CodeExpired: 3, flow.SignInExpired: 3, flow.NowhereToSend: 3,
		flow.SessionEnded: 3, flow.RecoveryOff: 3, flow.ChannelRefused: 3, flow.StillPending: 3, flow.Denied: 3, flow.MustWait: 3,
		flow.MaybeSent: 5, flow.MaybeUsed: 5, flow.NoAnswer: 5, flow.NotReached: 5, flow.NotTrusted: 5,
		flow.Malformed: 1, flow.NotFound: 1, flow.Unexpected: 1, flow.TokenRenewed: 1, flow.NotKnown: 3,
	}
	for r := flow.NoReason; r <= flow.Unexpected; r++ {
		code, known := want[r]
		if got := script.ExitCode(flow.Problem{Reason: r, Call: flow.CallRecovery}); !known || got != code {
			t.Errorf("reason %d ends with %d, want %d", r, got, code)
		}
	}
	for status, code := range map[int]int{500: 5, 502: 5, 302: 1, 200: 1} {
		if got := script.ExitCode(flow.Problem{Reason: flow.Unexpected, Failure: flow.Failure{Status: status}}); got != code {
			t.Errorf("an unexpected %d ends with %d, want %d", status, got, code)
		}
	}
	for reason, code := range map[flow.Reason]int{flow.Malformed: 4, flow.NotKnown: 4, flow.NotFound: 1, flow.NoAnswer: 5} {
		if got := script.ExitCode(flow.Problem{Reason: reason, Call: flow.CallMFALogin, Failure: flow.Failure{Client: true}}); got != code {
			t.Errorf("reason %d of the client's token ends with %d, want %d", reason, got, code)
		}
	}
}

func TestAProblemInOneLineForALog(t *testing.T) {
	t.Parallel()
	p := flow.Problem{Reason: flow.Malformed, Call: flow.CallMFALogin, Failure: flow.Failure{
		Status: 400, Code: flow.FromOutside("invalid\x1b[31m"), Message: flow.FromOutside("no\r\nway"), Request: flow.FromOutside("req-9"),
	}}
	got := script.Sentence(p)
	for _, part := range []string{"malformed", "Check the customer", "status 400", "invalid^[[31m", "no^M^Jway", "req-9"} {
		if !contains(got, part) {
			t.Errorf("%q does not say %q", got, part)
		}
	}
	if contains(got, "\n") || contains(got, "\x1b") {
		t.Errorf("%q is more than a line of text", got)
	}
}

func TestAnAccountThatWantsACodeIsAskedAgainWithTheOtherCall(t *testing.T) {
	t.Parallel()
	x, api := atSecret(t, "246810", calling(flow.LoginPassword))
	api.once(flow.LogIn{}, flow.CallFailed{Failure: status(403, "MFA REQUIRED")})
	x.press("enter").shows("This account asks for a code after all. Nobody is signed in yet", "enter signs in with a code").holdsTyped("246810")
	if x.asked(flow.StartMFALogin{}) != 0 {
		t.Fatal("the other call was made by itself")
	}
	x.press("enter")
	in[flow.EnteringCode](x)
}

func TestWithNowhereToSendACodeTheOtherChannelIsOffered(t *testing.T) {
	t.Parallel()
	x, api := atSecret(t, "246810")
	unknown := status(404, "NOT FOUND")
	unknown.API, unknown.Message = true, flow.FromOutside("Resource was not found")
	api.once(flow.SendCode{}, flow.CallFailed{Failure: unknown})
	x.press("enter").shows("has expired, or there is no address for the code", "ctrl+x e by e-mail", "Resource was not found")
	x.press("ctrl+x", "e").shows("e-mail 1")
	if got := last[flow.SendCode](x).Channel; got != flow.Email {
		t.Errorf("sent over channel %d", got)
	}
}

func TestARecoveryByOneCodeSaysSo(t *testing.T) {
	t.Parallel()
	x, _ := offline(t)
	x.start().asKari().press("ctrl+x", "l", "2").types("118204").press("enter").shows("recovered by 1 code")
	in[flow.SignedIn](x)
}

func TestAClockIsOffOnTheScreenFromAMinuteOn(t *testing.T) {
	t.Parallel()
	for skew, says := range map[time.Duration]string{time.Minute: "1 min behind", -time.Minute: "1 min ahead of", 59 * time.Second: "", -59 * time.Second: ""} {
		x, api := offline(t)
		api.once(flow.Connect{}, flow.ClientConnected{May: permissions(flow.Yes), Skew: skew})
		x.start().shows("✓ sign in")
		if contains(x.text(), "clock is") != (says != "") || !contains(x.text(), says) {
			t.Errorf("%s off, want %q:\n%s", skew, says, x.text())
		}
	}
}
