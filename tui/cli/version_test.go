package cli

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestTheVersionIsWhatTheBuildRecorded(t *testing.T) {
	t.Parallel()
	recorded := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "2262cfa"}, {Key: "vcs.modified", Value: "true"}}}
	recorded.Main.Version = "v1.2.3"
	clean := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "2262cfa"}, {Key: "vcs.modified", Value: "false"}}}
	for _, row := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"everything", recorded, "dintero-login v1.2.3\nrevision 2262cfa, with local changes\ngo1."},
		{"no version", clean, "dintero-login (devel)\nrevision 2262cfa\ngo1."},
		{"nothing", nil, "dintero-login (devel)\nrevision not recorded\ngo1."},
	} {
		if got := versionText(row.info); !strings.HasPrefix(got, row.want) || strings.Count(got, "\n") != 2 {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}
