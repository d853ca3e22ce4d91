package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dintero-login/flow"
)

const documented = `{"users": {"customer_id_format": "uuid",
	"head": {"enabled": false},
	"phone_number_validation": {"allow_duplicates": false},
	"mfa": {"enabled": false,
		"login":          {"challenge_type": "oob", "oob_channel": "sms"},
		"login_recovery": {"challenge_type": "oob", "oob_channel": "email"}},
	"verifications": {"phone_number": "sms"}},
	"auto_tokens": {"phone_number": [{"type": "SHA256"}], "email": [{"type": "SHA256"}, {"type": "HMAC-SHA256"}]},
	"tokens": {"event_expiry": [{"status": "OPT_OUT", "time_to_live": 15780000}]},
	"attributes": [{"name": "shoe_size", "type": "integer", "multiple_values": false, "private": true}]}`

func TestTheDocumentedSettings(t *testing.T) {
	t.Parallel()
	s := decodeSettings(t.Context(), []byte(documented))
	want := []string{
		"users.customer_id_format=uuid", "users.head.enabled=false", "users.phone_number_validation.allow_duplicates=false",
		"users.mfa.enabled=false", "users.mfa.login.challenge_type=oob", "users.mfa.login.oob_channel=sms",
		"users.mfa.login_recovery.challenge_type=oob", "users.mfa.login_recovery.oob_channel=email",
		"users.verifications.phone_number=sms", "auto_tokens.phone_number[0].type=SHA256", "auto_tokens.email[0].type=SHA256",
		"auto_tokens.email[1].type=HMAC-SHA256", "tokens.event_expiry[0].status=OPT_OUT", "tokens.event_expiry[0].time_to_live=15780000",
	}
	if got := listing(s); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if s.MFA != flow.No || s.LoginChannel != flow.SMS || s.RecoveryChannel != flow.Email || !s.Damage.IsEmpty() {
		t.Errorf("got %v %v %v %v", s.MFA, s.LoginChannel, s.RecoveryChannel, s.Damage)
	}
	size := flow.Attribute{Name: foreign("shoe_size"), Type: foreign("integer"), Multiple: flow.No, Private: flow.Yes, At: strings.Index(documented, `{"name"`)}
	if !slices.Equal(s.Attributes, []flow.Attribute{size}) {
		t.Errorf("got %+v", s.Attributes)
	}
	if string(s.Document) != documented {
		t.Error("the document is not as it came")
	}
}

func TestEachValueSaysWhereItBegins(t *testing.T) {
	t.Parallel()
	const document = ` {"a" : [ 12.50, "true" ,true],"b":{ }}`
	var got []string
	for _, f := range decodeSettings(t.Context(), []byte(document)).Fields {
		got = append(got, fmt.Sprint(f.Path, " ", document[f.At:f.At+1], " ", f.Text))
	}
	if want := []string{"a[0] 1 false", `a[1] " true`, "a[2] t false", "b } false"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func listing(s *flow.Settings) []string {
	var all []string
	for _, f := range s.Fields {
		all = append(all, f.Path.Shown()+"="+f.Value.Shown())
	}
	return all
}

// What is not as documented is shown as far as it can be, and marked.
func TestOddSettings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, document string
		fields         []string
		attributes     int
		mfa            flow.Tristate
		damage         string
	}{
		{"nothing", `{}`, nil, 0, flow.Unknown, ""},
		{"only what is unknown", `{"new":{"a":[1,"x",null,true,1.50]}}`, []string{"new.a[0]=1", "new.a[1]=x", "new.a[2]=null", "new.a[3]=true", "new.a[4]=1.50"}, 0, flow.Unknown, ""},
		{"empty ones", `{"a":{},"b":[],"c":[{},[]]}`, []string{"a={}", "b=[]", "c[0]={}", "c[1]=[]"}, 0, flow.Unknown, ""},
		{"escaped", `{"\u0061":"x\ny"}`, []string{"a=x^Jy"}, 0, flow.Unknown, ""},
		{"lists in lists", `{"a":[[1,[2]],3]}`, []string{"a[0][0]=1", "a[0][1][0]=2", "a[1]=3"}, 0, flow.Unknown, ""},
		{"MFA in words", `{"users":{"mfa":{"enabled":"true"}}}`, []string{"users.mfa.enabled=true"}, 0, flow.Unknown, ""},
		{"MFA in another place", `{"users.mfa":{"enabled":true}}`, []string{`["users.mfa"].enabled=true`}, 0, flow.Unknown, ""},
		{"MFA twice", `{"users":{"mfa":{"enabled":false,"enabled":true}}}`, []string{"users.mfa.enabled=false", "users.mfa.enabled=true"}, 0, flow.Unknown, "users.mfa.enabled is there twice, again at byte 33"},
		{"users twice", `{"users":{"mfa":{"enabled":false}},"users":{"mfa":{"enabled":false}}}`, []string{"users.mfa.enabled=false", "users.mfa.enabled=false"}, 0, flow.Unknown, "users is there twice, again at byte 35"},
		{"cut short", `{"users":{"mfa":{"enabled":true,"login":{"oob_ch`, []string{"users.mfa.enabled=true"}, 0, flow.Yes, "cut short at byte 48"},
		{"broken", `{"a":1,"b":x}`, []string{"a=1"}, 0, flow.Unknown, "broken at byte 11"},
		{"twice and broken", `{"a":1,"a":2,]`, []string{"a=1", "a=2"}, 0, flow.Unknown, "broken at byte 13"},
		{"something after it", `{"a":1} {}`, []string{"a=1"}, 0, flow.Unknown, "something after the end at byte 8"},
		{"too deep", `{"a":1,"b":` + strings.Repeat("[", 70), []string{"a=1"}, 0, flow.Unknown, "nested too deep at byte 74"},
		{"no attributes", `{"attributes":[]}`, nil, 0, flow.Unknown, ""},
		{"attributes with more in them", `{"attributes":[{"name":"a","label":"L","x":{"y":1}},{"private":"yes"},{},7]}`, []string{"attributes[0].label=L", "attributes[0].x.y=1", "attributes[1].private=yes", "attributes[3]=7"}, 3, flow.Unknown, ""},
		{"attributes that are no list", `{"attributes":{"name":"a"}}`, []string{"attributes.name=a"}, 0, flow.Unknown, ""},
		{"attributes elsewhere", `{"users":{"attributes":[{"name":"a"}]}}`, []string{"users.attributes[0].name=a"}, 0, flow.Unknown, ""},
	} {
		s := decodeSettings(t.Context(), []byte(tt.document))
		if got := listing(s); !slices.Equal(got, tt.fields) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.fields)
		}
		if len(s.Attributes) != tt.attributes || s.MFA != tt.mfa || s.Damage.Shown() != tt.damage {
			t.Errorf("%s: got %d attributes, MFA %v, damage %q", tt.name, len(s.Attributes), s.MFA, s.Damage.Shown())
		}
	}
}

func TestAChannelThatIsThereTwiceIsNotKnown(t *testing.T) {
	t.Parallel()
	s := decodeSettings(t.Context(), []byte(`{"users":{"mfa":{"login":{"oob_channel":"sms","oob_channel":"email"},"login_recovery":{"oob_channel":"email"},"login_recovery":{"oob_channel":1}}}}`))
	if s.LoginChannel != flow.NoChannel || s.RecoveryChannel != flow.NoChannel || s.Damage.IsEmpty() {
		t.Errorf("got %v %v %q", s.LoginChannel, s.RecoveryChannel, s.Damage)
	}
}

func TestEndlessSettingsAreListedUpToABound(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"a":[`)
	for range 20_001 {
		b.WriteString(`1,`)
	}
	b.WriteString(`1],"attributes":[`)
	for range 20_001 {
		b.WriteString(`{"name":"n"},`)
	}
	b.WriteString(`{}],"users":{"mfa":{"enabled":true}}}`)
	s := decodeSettings(t.Context(), []byte(b.String()))
	if len(s.Fields) != 20_000 || len(s.Attributes) != 20_000 || s.MFA != flow.Yes {
		t.Errorf("got %d fields, %d attributes, MFA %v", len(s.Fields), len(s.Attributes), s.MFA)
	}
	if !s.Unlisted || !s.Damage.IsEmpty() {
		t.Errorf("got %v, %q", s.Unlisted, s.Damage)
	}
}

func TestSettingsThatWereCutOffAreShownAsFarAsTheyCame(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, truncated(200, `{"users":{"mfa":{"enabled":true},`))
	got := ends[flow.SettingsRead](t, s.adapter(t), flow.ReadSettings{})
	if got.Settings.MFA != flow.Yes || got.Settings.Damage != foreign("cut short at byte 33") {
		t.Errorf("got %+v", got)
	}
	s.read(t, flow.CallSettings, 3) // another try might have brought all
}

func TestSettingsMayBeLargerThanOtherAnswers(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, says(200, `{"a":"`+strings.Repeat("x", 2<<20)+`"}`))
	if got := ends[flow.SettingsRead](t, s.adapter(t), flow.ReadSettings{}); len(got.Settings.Fields) != 1 {
		t.Errorf("got %T", got)
	}
}

func TestSettingsThatSayTheyAreTooLargeAreNotEvenRead(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(128<<20+1))
	})
	want := flow.Failure{Status: 200, Got: foreign("more than allowed: over 128 MiB")}
	if f := fails(t, s.adapter(t), flow.CallSettings); f != want {
		t.Errorf("got %+v", f)
	}
	s.read(t, flow.CallSettings, 1)
	s = newServer(t).on(flow.CallSettings, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(128<<20))
		_, _ = w.Write([]byte(`{"users":{"mfa":{"enabled":true},`))
	})
	if got := ends[flow.SettingsRead](t, s.adapter(t), flow.ReadSettings{}); got.Settings.MFA != flow.Yes {
		t.Errorf("128 MiB, of which little came: got %+v", got)
	}
}

func FuzzSettings(f *testing.F) {
	f.Add(documented)
	f.Add(`{"attributes":[{"name":{}},[{}],{"a":[]}]}`)
	f.Add(`{"attributes":[[{"name":1}]],"attributes":[{}],"":{"":[]}}`)
	f.Fuzz(func(t *testing.T, document string) {
		if !strings.HasPrefix(document, "{") || strings.Count(document, "{")+strings.Count(document, "[") > 64 {
			t.Skip()
		}
		s := decodeSettings(t.Context(), []byte(document))
		if json.Valid([]byte(document)) != (s.Damage.IsEmpty() || strings.Contains(s.Damage.Shown(), "twice")) {
			t.Errorf("%q: damage %q", document, s.Damage)
		}
	})
}
