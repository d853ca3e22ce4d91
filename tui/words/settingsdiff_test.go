package words

import (
	"strings"
	"testing"

	"dintero-login/flow"
)

// documentOf is a document of lines such as a.b=1 and a.c="text".
func documentOf(lines ...string) flow.Content {
	var c flow.Content
	for _, line := range lines {
		path, value, _ := strings.Cut(line, "=")
		text := strings.Trim(value, `"`)
		c.Values = append(c.Values, flow.Field{Path: flow.FromOutside(path), Value: flow.FromOutside(text), Text: text != value})
	}
	return c
}

func TestAChangeIsASentence(t *testing.T) {
	t.Parallel()
	shoes := []string{`attributes[0].name="shoes"`, `attributes[0].type="integer"`}
	for want, sides := range map[string][2][]string{
		"MFA at login: on → off: the PIN alone signs in":                    {{"users.mfa.enabled=true"}, {"users.mfa.enabled=false"}},
		"MFA at login: off → on: a login asks for a code":                   {{"users.mfa.enabled=false"}, {"users.mfa.enabled=true"}},
		"MFA at login: on → not there: default off":                         {{"users.mfa.enabled=true"}, {}},
		"MFA at login: not there → on: a login asks for a code":             {{}, {"users.mfa.enabled=true"}},
		`MFA at login: on → "true"`:                                         {{"users.mfa.enabled=true"}, {`users.mfa.enabled="true"`}},
		`MFA at login: "" → off: the PIN alone signs in`:                    {{`users.mfa.enabled=""`}, {"users.mfa.enabled=false"}},
		"MFA at login: off → null":                                          {{"users.mfa.enabled=false"}, {"users.mfa.enabled=null"}},
		"Code by: SMS → e-mail: codes go to the e-mail address":             {{`users.mfa.login.oob_channel="sms"`}, {`users.mfa.login.oob_channel="email"`}},
		"Code by: SMS → pigeon":                                             {{`users.mfa.login.oob_channel="sms"`}, {`users.mfa.login.oob_channel="pigeon"`}},
		"Recovery by: e-mail → SMS: a recovery begins at the phone number":  {{`users.mfa.login_recovery.oob_channel="email"`}, {`users.mfa.login_recovery.oob_channel="sms"`}},
		"Shared phone: no → yes: a phone number may have several customers": {{"users.phone_number_validation.allow_duplicates=false"}, {"users.phone_number_validation.allow_duplicates=true"}},
		"Customer ids: uuid → sequence: serial; own ids may clash":          {{`users.customer_id_format="uuid"`}, {`users.customer_id_format="sequence"`}},
		"HEAD check: off → on: tells if a customer exists":                  {{"users.head.enabled=false"}, {"users.head.enabled=true"}},
		"Phone token 2: SHA256 → HMAC: from the number":                     {{`auto_tokens.phone_number[1].type="SHA256"`}, {`auto_tokens.phone_number[1].type="HMAC"`}},
		"Event expiry 1: 60 s (1 min) → 61 s (1 min): time to live":         {{"tokens.event_expiry[0].time_to_live=60"}, {"tokens.event_expiry[0].time_to_live=61"}},
		"a.b: 1 → 1.0":                           {{"a.b=1"}, {"a.b=1.0"}},
		`a.b: 1 → "1"`:                           {{"a.b=1"}, {`a.b="1"`}},
		`a.b: "" → x`:                            {{`a.b=""`}, {`a.b="x"`}},
		"a.b: not there → 5":                     {{}, {"a.b=5"}},
		"the document: {} → []":                  {{"={}"}, {"=[]"}},
		"a, no. 2: not there → 2":                {{"a=1"}, {"a=1", "a=2"}},
		"a: ^[[2J → ‹U+202E›":                    {{"a=\x1b[2J"}, {"a=\u202e"}},
		"Attribute shoes: new, integer":          {{}, shoes},
		"Attribute shoes: removed, integer":      {shoes, {}},
		"Attribute shoes: new":                   {{}, shoes[:1]},
		"Attribute shoes: type integer → string": {shoes, {shoes[0], `attributes[0].type="string"`}},
		"Attribute shoes: private not there → true: hidden from customers":                                   {shoes, append(shoes[:2:2], "attributes[0].private=true")},
		"Attribute shoes: private true → false: customers see it":                                            {append(shoes[:2:2], "attributes[0].private=true"), append(shoes[:2:2], "attributes[0].private=false")},
		"Attribute shoes: private true → not there":                                                          {append(shoes[:2:2], "attributes[0].private=true"), shoes},
		"a: " + strings.Repeat("x", 50) + "… → " + strings.Repeat("x", 50) + "…, other beyond what is shown": {{"a=" + strings.Repeat("x", 60)}, {"a=" + strings.Repeat("x", 61)}},
	} {
		d := flow.Compare(documentOf(sides[0]...), documentOf(sides[1]...))
		if len(d.Changes) != 1 {
			t.Errorf("%s: got %d changes", want, len(d.Changes))
			continue
		}
		if got := ChangeOf(d.Changes[0], 50).Sentence(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestHowMuchDiffers(t *testing.T) {
	t.Parallel()
	cut := flow.FromOutside("cut short at byte 9")
	for want, d := range map[string]flow.Diff{
		"Nothing differs.":                              {},
		"Nothing that could be read differs.":           {Uncompared: 1, AfterCut: cut},
		"1 difference":                                  {Count: 1, Changes: make([]flow.Change, 1)},
		"3 differences, 1 for a login":                  {Count: 3, Login: 1, Changes: make([]flow.Change, 3)},
		"50000 differences; the first 20000 are listed": {Count: 50_000, Changes: make([]flow.Change, 20_000)},
	} {
		if got := DiffHead(d); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	got := strings.Join(DiffNotes(flow.Diff{Uncompared: 2, AfterCut: cut}, "shop", "old.json"), "\n")
	if want := "Not read to the end: old.json, cut short at byte 9.\nNot compared, since the other document ends too early: 2 values."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := DiffNotes(flow.Diff{}, "a", "b"); got != nil {
		t.Errorf("got %q of two whole documents", got)
	}
}

func TestADefaultInWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ value, want string }{{"true", "default off"}, {"false", "the default"}, {"", "default off"}} {
		doc := &flow.Settings{Fields: []flow.Field{{Path: flow.FromOutside("users.mfa.enabled"), Value: flow.FromOutside(tt.value)}}}
		if got := Default(doc.ForLogin()[0]); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.value, got, tt.want)
		}
	}
	missing := (&flow.Settings{}).ForLogin()[1]
	if got := Default(missing); got != "default SMS" {
		t.Errorf("got %s, want default SMS", got)
	}
}
