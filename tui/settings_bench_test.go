package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

// A key on the settings screen with all attributes open: App's Update and View, at 80×24.
// Drawing what changed is Bubble Tea's, and is not in it.
func BenchmarkSettingsKey(b *testing.B) {
	for _, attributes := range []int{20_000, 100_000} {
		b.Run(fmt.Sprint(attributes), func(b *testing.B) { benchmarkSettingsKey(b, attributes) })
	}
}

func benchmarkSettingsKey(b *testing.B, attributes int) {
	b.Helper()
	doc := accountSettings(flow.Yes)
	doc.Attributes = nil
	for i := range attributes {
		doc.Attributes = append(doc.Attributes, flow.Attribute{
			Name: flow.FromOutside(fmt.Sprintf("no_%06d", i)), Type: flow.FromOutside("string"), Private: flow.Yes,
		})
	}
	c := newClock()
	app := newApp(Session{
		Standing: Test, Account: "T11223344", Host: "api.dintero.com", Region: "NO",
		Login: script.Login{
			Start: flow.New(flow.Account{Reading: flow.Known, Settings: doc}, flow.Draft{}),
			API:   newScript(c), Clock: c.Moment, Wall: c.Wall,
		},
	}, true, false, false)
	defer app.lanes.Stop()
	send := func(msg tea.Msg) string {
		model, _ := app.Update(msg)
		app, _ = model.(App)
		return app.View().Content
	}
	send(tea.WindowSizeMsg{Width: 80, Height: 24})
	send(press("ctrl+s"))
	send(press("tab"))
	send(press("tab"))
	send(press("enter"))
	down := press("pgdown")
	if got := send(down); !strings.Contains(got, "no_000020") {
		b.Fatalf("the attributes are not on the screen:\n%s", got)
	}
	b.ReportAllocs()
	for b.Loop() {
		send(down)
	}
}
