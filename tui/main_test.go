package tui_test

import (
	"os"
	"testing"

	"dintero-login/tui"
	"dintero-login/tui/cli"
)

func TestMain(m *testing.M) {
	tui.OpenDemo, tui.Stories = cli.OpenDemo, cli.Stories
	os.Exit(m.Run())
}
