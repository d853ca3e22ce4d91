package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionText returns what --version prints: the version, the revision and Go, a line each, as far
// as the build recorded them. info may be nil.
func versionText(info *debug.BuildInfo) string {
	version, revision, changed := "(devel)", "not recorded", ""
	if info != nil {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision" && s.Value != "":
				revision = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = ", with local changes"
			}
		}
	}
	return fmt.Sprintf("dintero-login %s\nrevision %s%s\n%s %s/%s", version, revision, changed, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
