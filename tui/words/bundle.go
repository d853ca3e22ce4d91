package words

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"dintero-login/flow"
)

// InBundle says how many exchanges a bundle holds, and how many older ones are left out.
func InBundle(exchanges, left int) string {
	said := Plural(exchanges, "request")
	if left > 0 {
		said += fmt.Sprintf("; %d older ones are left out", left)
	}
	return said
}

// TakenOut says what kinds of things were taken out of a bundle.
func TakenOut(kinds []string) string {
	if len(kinds) == 0 {
		return "nothing had to be taken out"
	}
	return "taken out: " + strings.ReplaceAll(strings.Join(kinds, ", "), "unknown", "whatever no list knows")
}

// BundleNotice says what a bundle still is, and until when it may be kept.
func BundleNotice(deleteBy string) string {
	return "No secrets; still personal data: delete it by " + deleteBy + "."
}

// Kilobytes is the size of a file.
func Kilobytes(n int) string { return fmt.Sprintf("%.1f kB", float64(n)/1000) }

// Unwritten says why a file could not be written, without its path, which may be foreign.
func Unwritten(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return flow.FromOutside(err.Error()).Shown()
}
