package sandbox_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"

	"dintero-login/tui/cli"
)

// TestMain makes this test binary the program too, by its name, and looks for goroutines
// that are left over.
func TestMain(m *testing.M) {
	testscript.Main(leakless{m}, map[string]func(){
		"dintero-login": func() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

type leakless struct{ *testing.M }

func (m leakless) Run() (code int) {
	goleak.VerifyTestMain(m.M, goleak.Cleanup(func(ended int) { code = ended }))
	return code
}
