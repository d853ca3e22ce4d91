package terminal

import (
	"io"
	"log"
	"os"
)

// Harden keeps what is typed and what is sent from places that nobody asked for: no core
// dump, none of Bubble Tea's own logs, which are opened from the environment, and nothing
// from Go's standard logger. net/http quotes a server's stray bytes there, and with
// GODEBUG=http2debug=1 every header, bearer tokens too. What cannot be switched off is left
// as it is. A fatal error of Go's runtime itself (GOTRACEBACK) prints addresses and numbers,
// no text.
func Harden() {
	log.SetOutput(io.Discard)
	_ = os.Unsetenv("TEA_TRACE")
	_ = os.Unsetenv("TEA_DEBUG")
	noCoreDump()
}
