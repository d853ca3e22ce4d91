package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui/traffic"
)

// inspectedLogin is a login with everything that a record keeps of it.
func inspectedLogin() []record.Entry {
	const base = "https://api.dintero.com/v1/accounts/P11223344/"
	var all []record.Entry
	for _, x := range trafficOfALogin() {
		x.Method, x.Try = "POST", 1
		if x.Call == flow.CallSettings || x.Call == flow.CallKeys {
			x.Method = "GET"
		}
		x.Phases = flow.Phases{Wait: x.Took * 3 / 4, Receive: x.Took / 4, Reused: x.Number > 1}
		if x.Number == 1 {
			x.Phases = flow.Phases{DNS: 12 * time.Millisecond, Connect: 31 * time.Millisecond, TLS: 60 * time.Millisecond, Wait: 80 * time.Millisecond, Receive: 4 * time.Millisecond}
		}
		e := record.Entry{Exchange: x, Request: record.Message{Method: x.Method, Address: record.Text{{Text: base + x.Path}}}}
		if x.Status != 0 {
			e.Answer = record.Message{Type: "application/json", Size: 111, Body: record.Text{{Text: `{"error":{"code":"invalid_credentials","message":"Not accepted"}}`}}, Headers: []record.Header{
				{Name: "Content-Type", Value: record.Text{{Text: "application/json"}}}, {Name: "X-Request-Id", Value: record.Text{{Text: "7f3a"}}},
			}}
		}
		if x.Call == flow.CallMFALogin {
			e.Request.Size, e.Request.Type = -1, "application/json"
			e.Request.Headers = []record.Header{{Name: "Authorization", Value: record.Text{{Text: "Bearer "}, {Out: "client_token#1"}}}}
			e.Request.Body = record.Text{{Text: `{"ident":"`}, {Out: "phone_number#1", Form: record.InJSON}, {Text: `","secret":"`}, {Out: "secret#1", Form: record.InJSON}, {Text: `"}`}}
			e.Taken = []record.Taken{{Where: "request.headers.authorization", Kind: "client_token"}, {Where: "request.body.ident", Kind: "phone_number"}, {Where: "request.body.secret", Kind: "secret"}}
		}
		all = append(all, e)
	}
	all[4].Try = 2
	return all
}

// withEntries is a run in which all this went over the wire.
func withEntries(of ...record.Entry) option {
	return func(s *setup) {
		k := &keptTraffic{Record: record.New(), entries: of}
		for _, e := range of {
			k.list = append(k.list, e.Exchange)
		}
		s.session.Traffic = k
	}
}

// requestScenes are the screens of what went over the wire.
func requestScenes() []scene {
	opened := func(keys ...string) func(t *testing.T) *walk {
		return func(t *testing.T) *walk {
			x := offline(t, real, withEntries(inspectedLogin()...)).start().press("ctrl+x", "i", "up", "up", "up")
			return x.press(keys...)
		}
	}
	return []scene{
		{"requests_list", opened()},
		{"requests_sequence", opened("s")},
		{"requests_detail", opened("enter")},
		{"requests_curl", opened("enter", "end")},
		{"requests_body", opened("enter", "r")},
		{"requests_filter", func(t *testing.T) *walk { return opened("/")(t).types("mfa") }},
		{"requests_none", func(t *testing.T) *walk { return offline(t, withEntries()).start().press("ctrl+x", "i") }},
	}
}

func TestEachRequestIsListedAndOpensWhole(t *testing.T) {
	t.Parallel()
	x := online(t, "wrong-secret", sized(80, 40)).start()
	plays()["wrong-secret"](x)
	x.press("ctrl+x").shows("i inspect the requests and the answers").press("i").shows("8 requests", "4 23:40:00 → POST customers/mfa_login 403", "not accepted", "› 8", "received 928 bytes")
	x.press("up", "up", "up", "up").shows("› 4").press("s").shows("program Dintero phone", "› ├── PIN or password ─").press("enter").shows("Request 4", "the sign-in", "Answer 403")
	x.press("left").shows("Request 3")
}

func TestTheListFollowsTheNewestUntilTheCursorWasMoved(t *testing.T) {
	t.Parallel()
	k := &keptTraffic{Record: record.New(), list: trafficOfALogin()[:2]}
	x := offline(t, func(s *setup) { s.session.Traffic = k }).start().press("ctrl+x", "i").shows("› 2")
	k.list = trafficOfALogin()[:4]
	x.send(wakeMsg{}).shows("› 4").press("up").shows("› 3")
	k.list = trafficOfALogin()
	x.send(wakeMsg{}).shows("› 3", "running").press("down", "down", "down", "down").shows("› 7")
	k.list = append(trafficOfALogin(), trafficOfALogin()[0])
	k.list[7].Number = 8
	x.send(wakeMsg{}).shows("› 8")
	k.list = nil
	x.send(wakeMsg{}).shows("Nothing was sent yet")
}

func TestTheFilterLooksInCallPathStatusAndMeaning(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"MFA_LOGIN": "2 of 7", "403": "1 of 7", "not accepted": "1 of 7", "running": "1 of 7", "challenge": "1 of 7", "try 2": "1 of 7", "nothing like it": "0 of 7"} {
		x := offline(t, withEntries(inspectedLogin()...)).start().press("ctrl+x", "i", "/").types(text).shows(want, "/"+text)
		x.press("enter").shows(want).press("esc").hides(want).shows("7 requests", "›").press("esc").hides("7 requests")
	}
	x := offline(t, withEntries(inspectedLogin()...)).start().press("ctrl+x", "i", "up", "up", "up", "/").types("q").press("backspace").types("mfa").shows("› 4").press("enter", "enter").shows("Request 4")
	x.press("right").shows("Request 5").press("right", "right", "right").shows("Request 6").press("esc").shows("› 6").press("esc").shows("› 6", "7 requests")
}

func TestTheDetailShowsEverythingButTheSecrets(t *testing.T) {
	t.Parallel()
	x := offline(t, real, sized(80, 60), withEntries(inspectedLogin()...)).start().press("ctrl+x", "i", "up", "up", "up", "enter")
	x.shows("Request 4", "403 · not accepted", "23:39:43.000", "84 ms", "wait 63 ms", "receive 21 ms", "kept from before", "7f3a", "Authorization: Bearer client_token#1",
		`{"ident":"phone_number#1","secret":"secret#1"}`, "length not shown", "Answer 403", "secret in request.body.secret", "curl --request POST",
		`'{"ident ":"'"$PHONE_NUMBER_1"'","secret":"'"$SECRET_1"'"}'`, "$SECRET_1 (escaped for JSON)")
	x.press("r").shows("Request 4", "without what was taken out", `"secret": "secret#1"`).press("esc", "a").shows("Answer 4", "invalid_credentials").press("esc", "esc").shows("› 4")
}

func TestTheCurlLineIsCopiedAfterAQuestion(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start().press("ctrl+x", "i", "enter", "c").shows("Send the curl line to the terminal's clipboard?").press("esc").hides("Send the curl")
	x.press("c").wait(time.Second).press("y").shows("Sent to the terminal")
	if len(x.clipboard) != 1 || !strings.HasPrefix(x.clipboard[0], "curl http://127.0.0.1:") {
		t.Errorf("on the clipboard is %q", x.clipboard)
	}
	x.press("ctrl+x", "p").press("c").shows("Not in presenter mode").hides(x.app.session.Account)
	desk := offline(t, withEntries(inspectedLogin()...), func(s *setup) { s.session.Desk = true }).start().press("ctrl+x", "i", "enter", "c").hides("clipboard", "copies it", "c curl")
	if len(x.clipboard)+len(desk.clipboard) != 1 {
		t.Error("copied where nothing may be")
	}
}

func TestAnAudienceDoesNotReadTheAccountOfARequest(t *testing.T) {
	t.Parallel()
	x := offline(t, real, sized(80, 60), withEntries(inspectedLogin()...)).start().press("ctrl+x", "i", "up", "up", "up", "enter").shows("accounts/P11223344/")
	x.press("ctrl+x", "p").hides("P11223344").shows("accounts/P••••••••/")
}

func BenchmarkAKeyAmong1000Exchanges(b *testing.B) {
	var all []record.Entry
	for i := range 1000 {
		e := inspectedLogin()[i%7]
		e.Number = i + 1
		all = append(all, e)
	}
	x := traffic.New(true).With(traffic.Given{Entries: all})
	x, _ = x.Update(tea.WindowSizeMsg{Width: 80, Height: 19})
	for _, name := range []string{"up", "s", "pgup", "pgdown", "home", "end", "enter", "left", "end", "esc", "/", "m", "f"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = x.Update(press(name))
			}
		})
		if name == "esc" {
			x, _ = x.Clear()
			continue
		}
		x, _ = x.Update(press(name))
	}
}

// hostileRequests put the payload into every text of what went over the wire.
func hostileRequests() []scene {
	evil := record.Text{{Text: apart(hostile)}}
	var all []record.Entry
	for i := range 5 {
		e := inspectedLogin()[3]
		e.Number = i + 1
		e.Exchange.Request, e.Failure.Code, e.Failure.Message = flow.FromOutside(apart(hostile)), flow.FromOutside(hostile), flow.FromOutside(hostile)
		message := record.Message{Method: apart(hostile), Address: evil, Headers: []record.Header{{Name: apart(hostile), Value: evil}}, Body: evil, Type: hostile, Size: -1}
		e.Request, e.Answer = message, message
		e.Request.Body = record.Text{{Text: `{"` + "\x1b[2J\u202e" + `":"` + apart(hostile) + `"}`}}
		e.Taken = []record.Taken{{Where: apart(hostile), Kind: apart(hostile)}}
		all = append(all, e)
	}
	all[4].Answer.Dropped, all[4].Answer.Body = apart(hostile), nil
	of := func(keys ...string) func(t *testing.T) *walk {
		return func(t *testing.T) *walk {
			return offline(t, withEntries(all...)).start().press("ctrl+x", "i").press(keys...)
		}
	}
	return []scene{
		{"hostile requests", of()},
		{"a hostile sequence", of("s")},
		{"a hostile request", of("enter")},
		{"a hostile answer", of("enter", "pgdown", "pgdown")},
		{"a hostile line of curl", of("enter", "left", "end")},
		{"a hostile body", of("enter", "r")},
		{"a hostile filter", func(t *testing.T) *walk { return of("/")(t).paste(hostile) }},
		{"a hostile name of a bundle", func(t *testing.T) *walk {
			return offline(t, withEntries(all...)).start().press("ctrl+x", "b", "ctrl+u").paste(hostile).press("enter")
		}},
		{"a bundle at a hostile place", func(t *testing.T) *walk {
			x := offline(t, withEntries(all...)).start().press("ctrl+x", "b")
			return x.send(bundleWrittenMsg{made: x.app.overlay.(bundleScreen).made, path: apart(hostile)})
		}},
		{"a hostile error of a bundle", func(t *testing.T) *walk {
			x := offline(t, withEntries(all...)).start().press("ctrl+x", "b")
			return x.send(bundleWrittenMsg{made: x.app.overlay.(bundleScreen).made, err: errors.New(hostile)})
		}},
	}
}
