//go:build !windows

package cli

import (
	"io"
	"log/syslog"
)

// systemLog is the machine's log of who was let in to do what. The error says that there is none.
func systemLog() (io.WriteCloser, error) {
	return syslog.New(syslog.LOG_AUTHPRIV|syslog.LOG_INFO, "dintero-login")
}
