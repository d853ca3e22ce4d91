package tui_test

import (
	"os"
	"testing"

	"dintero-login/tui"
	"dintero-login/tui/cli"
)

func TestMain(m *testing.M) {
	tui.OpenDemo, tui.Scenarios = cli.OpenDemo, cli.Scenarios
	os.Exit(m.Run())
}
