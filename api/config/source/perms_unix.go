//go:build unix

package source

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"dintero-login/flow"
)

const (
	openFlags = syscall.O_NONBLOCK // a pipe that nobody writes to must not block the open
	noFollow  = syscall.O_NOFOLLOW // a link must not be opened
)

// Exposed explains why a file must not hold a secret, with the command that fixes it, or returns ""
// if only its owner can read and write it and the owner is us or root. Pipes and terminals store
// nothing and are always right.
func Exposed(info fs.FileInfo, path string) string {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.Mode().IsRegular() {
		return ""
	}
	return exposure(info.Mode().Perm(), int(stat.Uid), os.Geteuid(), path)
}

// exposure is the rule behind Exposed. Write access counts as read access: whoever can change the
// file can redirect the secret.
func exposure(perm fs.FileMode, owner, us int, path string) string {
	foreign := owner != us && owner != 0
	if perm&0o066 == 0 && !foreign {
		return ""
	}
	what := fmt.Sprintf("others may read or change it (mode %04o)", perm)
	if foreign {
		what = fmt.Sprintf("it belongs to user %d, not to you", owner)
	}
	mend := "chmod 600 " + quoted(path)
	if owner != us {
		mend = fmt.Sprintf("sudo chown %d %s && %s", us, quoted(path), mend)
	}
	return what + "; mend it with: " + flow.FromOutside(mend).Shown()
}

// Tampered explains why somebody else may have written a file, or returns "" if only we or root can
// have.
func Tampered(info fs.FileInfo, path string) string {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return tampering(info.Mode().Perm(), int(stat.Uid), os.Geteuid(), path)
}

// tampering is the rule behind Tampered. The group counts as somebody else.
func tampering(perm fs.FileMode, owner, us int, path string) string {
	switch mend := "chmod go-w " + quoted(path); {
	case owner != us && owner != 0:
		return fmt.Sprintf("it belongs to user %d, not to you", owner)
	case perm&0o022 == 0:
		return ""
	case owner != us:
		mend = "sudo " + mend
		fallthrough
	default:
		return fmt.Sprintf("others may change it (mode %04o); mend it with: %s", perm, flow.FromOutside(mend).Shown())
	}
}

// quoted returns a path quoted for a shell.
func quoted(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	special := func(r rune) bool {
		plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !plain && !strings.ContainsRune("_-/.+@%,:=", r)
	}
	if strings.ContainsFunc(path, special) {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
