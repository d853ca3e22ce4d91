package tui_test

import (
	"os"
	"runtime/debug"
	"testing"

	"dintero-login/tui"
	"dintero-login/tui/cli"
)

func TestMain(m *testing.M) {
	tui.OpenDemo, tui.Scenarios = cli.OpenDemo, cli.Scenarios
	debug.SetGCPercent(400) // thousands of short-lived screens: a quarter of the time was the collector's
	os.Exit(m.Run())
}
