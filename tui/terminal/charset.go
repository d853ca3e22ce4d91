package terminal

import (
	"runtime"
	"strings"
)

// TakesUTF8 reports whether the terminal takes UTF-8, by the locale: the first of LC_ALL,
// LC_CTYPE and LANG that says anything decides. Where none does, and on Windows, it does.
func TakesUTF8(getenv func(string) string) bool {
	if runtime.GOOS == "windows" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(getenv(name)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return true
}
