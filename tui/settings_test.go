package tui

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

func TestTheSettingsThatALoginTurnsOnComeFirst(t *testing.T) {
	t.Parallel()
	x, _ := offline(t)
	x.start().press("ctrl+s").shows("Settings", "T11223344", "MFA at login", "a login asks for a code", "Code by", "SMS", "Recovery by",
		"e-mail", "the first of two codes", "Shared phone", "yes", "no login by SMS alone", "More settings (5)", "Attributes (2)", "Raw JSON")
	x.shows("3 differ from the default").hides("shoe_size", "loyalty")
}

func TestEveryFieldIsShownKnownOrNot(t *testing.T) {
	t.Parallel()
	x, _ := offline(t, sized(80, 40))
	x.start().press("ctrl+s", "enter").shows("Customer ids", "uuid", "HEAD check", "users.shoe_size.enabled", "true", "15780000 s (182 days 15 h)")
	x.press("tab", "enter").shows("loyalty", "integer", "hidden from customers", "nicknames", "several values")
	x.shows("users.shoe_size.enabled", "Event expiry")
}

func TestASettingInWords(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		path, raw, label, value, meaning string
	}{
		{"users.mfa.enabled", "true", "MFA at login", "on", "a login asks for a code"},
		{"users.mfa.enabled", "false", "MFA at login", "off", "PIN or password is enough"},
		{"users.mfa.enabled", "null", "MFA at login", "null", ""},
		{"users.mfa.login.oob_channel", "sms", "Code by", "SMS", "to the phone number"},
		{"users.mfa.login.oob_channel", "email", "Code by", "e-mail", "to the e-mail address"},
		{"users.mfa.login.oob_channel", "pigeon", "Code by", "pigeon", ""},
		{"users.mfa.login.challenge_type", "oob", "Code is", "oob", "sent out of band"},
		{"users.mfa.login.challenge_type", "totp", "Code is", "totp", ""},
		{"users.mfa.login_recovery.challenge_type", "oob", "Recovery is", "oob", "sent out of band"},
		{"users.mfa.login_recovery.oob_channel", "email", "Recovery by", "e-mail", "the first of two codes"},
		{"users.phone_number_validation.allow_duplicates", "true", "Shared phone", "yes", "no login by SMS alone"},
		{"users.phone_number_validation.allow_duplicates", "false", "Shared phone", "no", "one customer per number"},
		{"users.phone_number_validation.allow_duplicates", "", "Shared phone", "", ""},
		{"users.customer_id_format", "uuid", "Customer ids", "uuid", "random, one for each customer"},
		{"users.customer_id_format", "sequence", "Customer ids", "sequence", "serial; own ids may clash"},
		{"users.customer_id_format", "\x1b[31m", "Customer ids", "^[[31m", ""},
		{"users.head.enabled", "true", "HEAD check", "on", "tells if a customer exists"},
		{"users.head.enabled", "false", "HEAD check", "off", "no existence check"},
		{"users.verifications.phone_number", "sms", "New phone", "SMS", "a changed number is verified"},
		{"auto_tokens.phone_number", "[]", "Phone token", "none", "from the number"},
		{"auto_tokens.phone_number[0].type", "SHA256", "Phone token", "SHA256", "token 1, from the number"},
		{"auto_tokens.email[1].type", "HMAC-SHA256", "E-mail token", "HMAC-SHA256", "token 2, from the e-mail"},
		{"tokens.event_expiry", "[]", "Event expiry", "none", "time to live"},
		{"tokens.event_expiry[0].status", "OPT_OUT", "Expiry of", "OPT_OUT", "event 1"},
		{"tokens.event_expiry[0].time_to_live", "15780000", "Event expiry", "15780000 s (182 days 15 h)", "event 1, time to live"},
		{"tokens.event_expiry[2].time_to_live", "soon", "Event expiry", "soon", "event 3, time to live"},
		{"auto_tokens.phone_number[0].salt", "x", "", "x", ""},
		{"users.shoe_size.enabled", "true", "", "true", ""},
	} {
		t.Run(row.path+" "+row.raw, func(t *testing.T) {
			t.Parallel()
			doc := &flow.Settings{Fields: []flow.Field{{Path: flow.FromOutside(row.path), Value: flow.FromOutside(row.raw)}}}
			for _, l := range slices.Concat(doc.ForLogin(), doc.Others()) {
				if got := wordsOf(l, 100); !l.Missing && got != (settingWords{row.label, row.value, row.meaning}) {
					t.Errorf("got %+v, want %q, %q and %q", got, row.label, row.value, row.meaning)
				}
			}
		})
	}
}

func TestAMissingFieldIsSaidToBeMissingAndNotTheDefault(t *testing.T) {
	t.Parallel()
	x, api := offline(t)
	api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: &flow.Settings{Document: []byte("{}")}})
	x.start().shows("not in the settings: assumed").press("ctrl+s").shows("MFA at login not in the document", "0 differ")
}

func TestTheDocumentIsShownAsATree(t *testing.T) {
	t.Parallel()
	x, _ := offline(t)
	x.start().press("ctrl+s", "shift+tab", "enter").shows("the document, as it came", "users", "attributes")
	x.press("esc").shows("MFA at login").press("esc").shows("Who is signing in?")
}

func TestTheSettingsCanBeReadToTheEndOnASmallTerminal(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{40, 12}, {30, 8}, {80, 24}} {
		t.Run(fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			x, _ := offline(t, sized(size.width, size.height))
			up := slices.Repeat([]string{"pgup"}, 60)
			x.start().press("ctrl+s", "enter", "tab", "enter").press(up...).shows("Settings")
			seen := x.flat()
			for range 90 {
				x.press("down")
				seen += " " + x.flat()
			}
			for _, want := range []string{"MFA at login", "Recovery by", "shoe_size", "Attributes", "nicknames", "Raw JSON"} {
				if !contains(seen, want) {
					t.Errorf("%q never came into sight", want)
				}
			}
			x.press(up...).shows("Settings")
		})
	}
}

func TestTheCursorsPartComesIntoSight(t *testing.T) {
	t.Parallel()
	x, _ := offline(t, sized(40, 12))
	x.start().press("ctrl+s", "enter", "tab").shows("Attributes").press("tab").shows("Raw JSON").press("tab").shows("More settings")
}

func TestAValueThatReadsLikeAPartDoesNotMoveTheCursor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, value string
		keys        []string
		want        string
	}{
		{"a value like the last part", "▸ Raw JSON", []string{"enter"}, "▾ More settings"},
		{"a value like the part that is open", "▾ More settings", []string{"enter"}, "▾ More settings"},
		{"an attribute like the part that is open", "▾ Attributes", []string{"tab", "enter"}, "▾ Attributes"},
		{"an attribute like the last part", "▸ Raw JSON", []string{"tab", "enter", "tab"}, "▸ Raw JSON"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, api := offline(t, sized(60, 12))
			doc := accountSettings(flow.Yes)
			for range 40 {
				doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside("a.b"), Value: flow.FromOutside(row.value)})
				doc.Attributes = append(doc.Attributes, flow.Attribute{Name: flow.FromOutside("c"), Type: flow.FromOutside(row.value)})
			}
			api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: doc})
			x.start().press("ctrl+s").press(row.keys...)
			for _, line := range strings.Split(x.text(), "\n") {
				if strings.HasPrefix(line, row.want+" (") {
					return
				}
			}
			t.Errorf("the cursor's part is out of sight:\n%s", x.text())
		})
	}
}

func TestTheSettingsAreAnOverlayFromAnywhereAndDisturbNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
	}{
		{"the customer", func(t *testing.T) *walk { x, _ := offline(t); return x.start().types("999 9") }},
		{"the secret", func(t *testing.T) *walk { x, _ := atSecret(t, "24"); return x }},
		{"the code", func(t *testing.T) *walk { x, _ := atCode(t, "48"); return x }},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := row.at(t)
			typed := x.typedHere()
			x.press("ctrl+s").shows("MFA at login").types("j1").shows("MFA at login").paste("123").press("esc").hides("MFA at login")
			x.holdsTyped(typed)
			if x.quit {
				t.Error("q ended the program in the middle of a login")
			}
		})
	}
}

func TestRepliesReachTheFlowBehindAnOverlay(t *testing.T) {
	t.Parallel()
	x, _ := atSecret(t, "246810")
	x.hold(flow.StartMFALogin{}).press("enter", "ctrl+s").release().shows("MFA at login").press("esc").shows("SMS 1")
	in[flow.EnteringCode](x)
}

func TestTheSettingsOnPaper(t *testing.T) {
	t.Parallel()
	doc := accountSettings(flow.Yes)
	doc.Damage = flow.FromOutside("cut\x1b[31m")
	var out bytes.Buffer
	if err := PrintSettings(&out, doc); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"cut^[[31m", "MFA at login", "on", "users.shoe_size.enabled", "loyalty integer", "hidden from customers"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestThePrintedDocumentIsTheSameAndMovesNoCursor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, document, want string }{
		{"plain", `{"a":1}`, "{\"a\":1}\n"},
		{"line breaks stay", "{\n \"a\": 1\n}\n", "{\n \"a\": 1\n}\n"},
		{"tabs and carriage returns between tokens", "{\r\n\t\"a\":1}", "{ \n \"a\":1}\n"},
		{"C1", "{\"a\":\"\u009b2J\"}", "{\"a\":\"\\u009b2J\"}\n"},
		{"bidi", "{\"a\":\"\u202e\"}", "{\"a\":\"\\u202e\"}\n"},
		{"beyond the basic plane", "{\"a\":\"\U000e0041\"}", "{\"a\":\"\\udb40\\udc41\"}\n"},
		{"a blank that is not one", "{\"a\u3164\":\"\u2800\u115f\uffa0\"}", "{\"a\\u3164\":\"\\u2800\\u115f\\uffa0\"}\n"},
		{"variation selectors", "[\"a\ufe0f\U000e0100\"]", "[\"a\\ufe0f\\udb40\\udd00\"]\n"},
		{"DEL, a soft hyphen, a joiner and the grapheme joiner", "[\"\x7f\u00ad\u200d\u034f\"]", "[\"\\u007f\\u00ad\\u200d\\u034f\"]\n"},
		{"line and paragraph separators", "[\"\u2028\u2029\"]", "[\"\\u2028\\u2029\"]\n"},
		{"a byte order mark", "\ufeff{\"a\":1}", "{\"a\":1}\n"},
		{"invalid bytes", "[\"a\xff\xc3b\"]", "[\"a\ufffd\ufffdb\"]\n"},
		{"marks on a letter", "[\"e\u0301\"]", "[\"e\u0301\"]\n"},
		{"a pile of marks", "[\"e\u0301\u0301\u0301\u0301\u0301\"]", "[\"e\u0301\u0301\u0301\u0301\\u0301\"]\n"},
		{"a mark on our own quote", "[\"\u0301\"]", "[\"\\u0301\"]\n"},
		{"letters of others", "[\"æøå 日本 \U0001f600\"]", "[\"æøå 日本 \U0001f600\"]\n"},
		{"a tab and a line break that no string may have", "[\"a\tb\nc\"]", "[\"a\\u0009b\\u000ac\"]\n"},
		{"an escaped quote before a tab", "[\"\\\"\t\"]", "[\"\\\"\\u0009\"]\n"},
		{"an escaped backslash at the end of a string", "[\"\\\\\",\t1]", "[\"\\\\\", 1]\n"},
		{"damaged: a bad escape stays one", "[\"\\\u200b\"]", "[\"\\\ufffd\"]\n"},
		{"damaged: outside of a string", "{\x1b[2J\u3164}", "{\\u001b[2J\\u3164}\n"},
		{"damaged: cut", "[\"a\u202e", "[\"a\\u202e\n"},
		{"an ESC that no JSON may have", "{\"a\":\"\x1b[2J\"}", "{\"a\":\"\\u001b[2J\"}\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if err := script.PrintDocument(&out, &flow.Settings{Document: []byte(row.document)}); err != nil {
				t.Fatal(err)
			}
			if out.String() != row.want {
				t.Errorf("got %q, want %q", out.String(), row.want)
			}
		})
	}
}

func TestReadingTheSettingsWithoutAScreen(t *testing.T) {
	t.Parallel()
	api := newScript(&clock{})
	desk := &desk{api: api}
	doc, problem := script.ReadSettings(t.Context(), desk)
	if doc == nil || problem.Reason != flow.NoReason {
		t.Errorf("got %v and %v", doc, problem.Reason)
	}
	if want := []flow.Effect{flow.Connect{}, flow.ReadSettings{}}; !slices.Equal(desk.asked, want) {
		t.Errorf("asked for %T, want the settings and no more", desk.asked)
	}
	for _, row := range []struct {
		do     flow.Effect
		reason flow.Reason
	}{{flow.Connect{}, flow.ClientRefused}, {flow.ReadSettings{}, flow.TokenRefused}} {
		api.once(row.do, flow.CallFailed{Failure: status(401, "")})
		if doc, problem := script.ReadSettings(t.Context(), api); doc != nil || problem.Reason != row.reason {
			t.Errorf("%T refused: got %v and reason %d, want %d", row.do, doc, problem.Reason, row.reason)
		}
	}
}
