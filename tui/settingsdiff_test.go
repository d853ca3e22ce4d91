package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dintero-login/api"
	"dintero-login/flow"
)

// shelf are documents beside the account's own: profiles and files by name.
type shelf struct {
	profiles []string
	held     map[string]string
	written  map[string]string
	waits    bool // for whoever reads to go
}

func (d *shelf) Diff(ctx context.Context, before, after []byte) (flow.Diff, bool) {
	was, _ := api.Content(ctx, before)
	is, ok := api.Content(ctx, after)
	return flow.Compare(was, is), ok
}

func (d *shelf) Profiles() []string { return d.profiles }

func (d *shelf) ReadProfile(ctx context.Context, name string) ([]byte, error) {
	if d.waits {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return d.ReadFile(ctx, "profile "+name)
}

func (d *shelf) ReadFile(_ context.Context, path string) ([]byte, error) {
	text, some := d.held[path]
	if !some {
		return nil, errors.New(path + ": there is no such file")
	}
	return []byte(text), nil
}

func (d *shelf) Export(path string, document []byte) error {
	if _, taken := d.written[path]; taken {
		return errors.New(path + ": it is there already, and was not changed")
	}
	d.written[path] = string(document)
	return nil
}

const (
	plainSettings = `{"users":{"mfa":{"enabled":true,"login":{"oob_channel":"sms"}},"head":{"enabled":false}},` +
		`"attributes":[{"name":"shoes","type":"integer"},{"name":"hats","type":"string","private":true},{"name":"gloves","type":"integer"}],"x":{"deep":[1,{"mfa":"yes"}]}}`
	otherSettings = `{"users":{"mfa":{"enabled":false,"login":{"oob_channel":"sms"}},"head":{"enabled":false}},"attributes":[],"x":{"deep":[1.0,{"mfa":"yes"}]}}`
)

func settingsOf(t *testing.T, document string) *flow.Settings {
	t.Helper()
	return api.SettingsIn(t.Context(), []byte(document))
}

// atSettings is the settings screen on a document, with other documents on the shelf.
func atSettings(t *testing.T, document string, options ...option) (*walk, *shelf) {
	t.Helper()
	beside := &shelf{profiles: []string{"shop-test", "other"}, held: map[string]string{}, written: map[string]string{}}
	x := offline(t, append([]option{func(s *setup) { s.session.Documents = beside }}, options...)...)
	x.once(flow.ReadSettings{}, flow.SettingsRead{Settings: settingsOf(t, document)})
	return x.start().press("ctrl+s").shows("Settings"), beside
}

func TestReadingAgainSaysWhatChanged(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, plainSettings)
	again := func(document string) *walk {
		x.once(flow.ReadSettings{}, flow.SettingsRead{Settings: settingsOf(t, document)})
		return x.wait(2 * time.Minute).press("r")
	}
	x.hides("since")
	again(plainSettings).shows("Nothing changed since 23:40.")
	again(otherSettings).shows("5 changed since 23:42:", "! MFA at login: on → off: the PIN alone signs in", "· Attribute gloves: removed, integer", "· x.deep[0]: 1 → 1.0")
	again(`{"users":`).shows("Nothing that could be read changed since 23:44.", "damaged")
	x.press("esc").press("ctrl+s").hides("since 23")
}

func TestManyChangesDoNotPushTheSettingsAway(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, `{}`)
	x.once(flow.ReadSettings{}, flow.SettingsRead{Settings: settingsOf(t, `{"a":[`+strings.Repeat("1,", 30)+`1]}`)})
	x.press("r").shows("32 changed since", "and 24 changes more", "MFA at login")
}

func TestTheSettingsAreComparedWithAProfileOrAFile(t *testing.T) {
	t.Parallel()
	x, beside := atSettings(t, plainSettings)
	beside.held["profile shop-test"], beside.held["old.json"], beside.held["shop-test"] = otherSettings, plainSettings, `[1]`
	x.press("c").shows("Compare with whose settings?", "› Profile", "shop-test", "other", "Nothing about a customer is asked or sent.")
	x.press("enter").shows("Compared", "shop-test → T11223344", "5 differences, 1 for a login", "! MFA at login: off → on: a login asks for a code", "Attribute hats: new, string")
	x.press("esc").shows("MFA at login", "Attributes (3)").hides("Compared")
	x.press("c").types("qn/old.json").press("enter").shows("qn/old.json: there is no such file").press("ctrl+u").types("old.json").press("enter").shows("old.json → T11223344", "Nothing differs.")
	x.press("esc", "c", "up").press("enter").shows("Type the name of a file.").types("shop-test").press("enter").shows("shop-test → T11223344", "[0]: 1 → not there")
	x.press("q").shows("MFA at login").hides("Compared")
	if x.quit {
		t.Error("q ended the program")
	}
}

func TestEscEndsReadingAnotherProfile(t *testing.T) {
	t.Parallel()
	x, beside := atSettings(t, plainSettings)
	beside.waits = true
	x.press("c")
	x.update(press("enter"))
	x.shows("One moment.")
	x.update(press("enter"))
	x.update(press("down"))
	x.shows("One moment.").press("esc").shows("MFA at login").hides("One moment", "Compared", "canceled")
}

func TestTheSettingsAreWrittenToANewFile(t *testing.T) {
	t.Parallel()
	x, beside := atSettings(t, plainSettings)
	beside.written["taken.json"] = ""
	x.press("e").shows("Write the settings to which new file?", "settings-T11223344.json", "Only you can read the file")
	x.press("ctrl+u").types("taken.json").press("enter").shows("✗ taken.json: it is there already, and was not changed").press("esc").shows("MFA at login")
	x.press("e", "enter").shows("Written to settings-T11223344.json, which only you can read.", "MFA at login")
	if got := beside.written["settings-T11223344.json"]; got != plainSettings {
		t.Errorf("got %q, want the document byte for byte", got)
	}
}

func TestAnAudienceAndADeskHaveNoFiles(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, plainSettings)
	x.press("ctrl+x", "p")
	x.press("e").shows("Not in presenter mode.").hides("which new file").press("c").shows("Not in presenter mode.").hides("whose settings")
	x, _ = atSettings(t, plainSettings, func(s *setup) { s.session.Desk = true })
	x.press("e", "c").shows("MFA at login").hides("which new file", "whose settings").press("f1").hides("write to a file", "compare with")
	x, _ = atSettings(t, plainSettings, func(s *setup) { s.session.Documents = nil })
	x.press("e", "c").shows("MFA at login").hides("which new file", "whose settings")
}

func TestOnlyWhatIsNotTheDefaultIsListedOnWish(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, strings.Replace(plainSettings, `"head":{"enabled":false}`, `"head":{"enabled":true}`, 1))
	x.press("d").shows("only the 2 differ from the default", "MFA at login", "HEAD check").hides("Code by", "Attributes", "Raw JSON", "x.deep")
	x.press("d").shows("2 differ from the default", "Code by", "Attributes", "Raw JSON").hides("only the", "HEAD check")
}

func TestTheAttributesAreSortedByAColumn(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, plainSettings)
	order := func(names ...string) {
		t.Helper()
		at := -1
		for _, name := range names {
			next := strings.Index(x.text(), name)
			if next < at {
				t.Errorf("%s is in the wrong place:\n%s", name, x.text())
			}
			at = next
		}
	}
	x.press("tab", "tab", "enter").shows("name type, several, hidden").hides("name ▾")
	order("shoes", "hats", "gloves")
	x.press("s").shows("name ▾")
	order("gloves", "hats", "shoes")
	x.press("s").shows("type ▾")
	order("shoes", "gloves", "hats") // equal ones stay as they came
	x.press("s").shows("several ▾").press("s").shows("hidden ▾")
	order("hats", "shoes", "gloves")
	x.press("s").hides("hidden ▾", "name ▾").press("down", "enter").shows("name ▾")
}

func TestOneSearchGoesThroughRowsAndDocument(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, plainSettings)
	x.press("/").types("MFA").shows("/MFA", "4 hits, 2 in the document", "users.mfa.login.oob_channel", "enter go to the hit")
	x.press("enter").shows("hit 1 of 4", "› MFA at login").press("N").shows("hit 4 of 4", "› x.deep[1].mfa", "▾ More settings")
	x.press("enter").shows("the document, as it came", `"mfa": "yes"`, "x.deep[1].mfa").press("i").shows("› x.deep[1].mfa", "hit 4 of 4")
	x.press("n").shows("the document, as it came").press("esc").shows("hit 4 of 4").press("N").shows("hit 3 of 4")
	x.press("esc").hides("hit ").press("n").hides("hit ").press("/").types("q").shows("/q", "no hit here, 0 in the document").press("enter", "esc").hides("/q")
	x.press("/").types("GLOVES").press("enter").shows("› gloves", "hit 1 of 1, 1 in the document", "▾ Attributes").press("esc", "esc").hides("MFA at login")
}

func TestFromAValueToItsPlaceAndBack(t *testing.T) {
	t.Parallel()
	x, _ := atSettings(t, plainSettings)
	x.press("enter").shows("users.mfa.enabled", `> "enabled": true`).press("i").shows("› MFA at login").hides("as it came")
	x.press("enter", "down").shows("users.mfa.login").press("i").shows("› ").hides("as it came")
	x.press("home", "down", "down", "enter").shows("It is not in the document.")
	x.press("tab", "tab", "enter", "down", "down", "down", "enter").shows("attributes[1]").press("down", "down", "down").shows("attributes[1].private").press("i").shows("› hats")
	x.press("end", "enter", "end").shows("the document").press("i").shows("No row is about this.")
}
