package config

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhereTheConfigIsLookedFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		flag     string
		variable string
		there    []string
		want     string
		by       string
		guest    bool
	}{
		{"the flag first", "flag.toml", "variable.toml", []string{"work/config.toml"}, "flag.toml", "--config", false},
		{"then the variable", "", "variable.toml", []string{"work/config.toml"}, "variable.toml", "DINTERO_LOGIN_CONFIG", false},
		{"then the working directory", "", "", []string{"work/config.toml", "user/dintero-login/config.toml"}, "work/config.toml", "working directory", true},
		{"then the user's folder", "", "", []string{"user/dintero-login/config.toml"}, "user/dintero-login/config.toml", "user's config folder", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			for _, path := range tt.there {
				write(t, filepath.Join(root, path), whole, 0o600)
			}
			place, err := Find(Options{
				File: tt.flag, LookupEnv: env(map[string]string{FileVariable: tt.variable}),
				WorkDir: filepath.Join(root, "work"), ConfigDir: filepath.Join(root, "user"),
			})
			got, _ := filepath.Rel(root, place.Path)
			if tt.flag != "" || tt.variable != "" {
				got = place.Path
			}
			if err != nil || got != filepath.FromSlash(tt.want) || place.By != tt.by || place.Guest != tt.guest {
				t.Errorf("got %+v, %v; want %s by %s", place, err, tt.want, tt.by)
			}
		})
	}
}

func TestNoConfigSaysWhereItLooked(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	_, err := Load(t.Context(), Options{LookupEnv: env(nil), WorkDir: filepath.Join(root, "w\x1b"), ConfigDir: filepath.Join(root, "c")})
	var missing *NotFoundError
	if !errors.As(err, &missing) {
		t.Fatalf("got %v, want a *NotFoundError", err)
	}
	want := "no config (looked in " + filepath.Join(root, "w^[", "config.toml") + ", " +
		filepath.Join(root, "c", "dintero-login", "config.toml") + "); --demo for the demo"
	fails(t, "none", err, want, ErrConfig)
	if inFolder("", "config.toml") != "."+string(filepath.Separator)+"config.toml" {
		t.Error("the working directory's file does not read as such")
	}
}

func TestANamedConfigThatCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	large, binary := filepath.Join(folder, "large"), filepath.Join(folder, "binary")
	write(t, large, strings.Repeat("#", 1048577), 0o600)
	full := filepath.Join(folder, "full")
	write(t, full, whole+strings.Repeat("#", 1048576-len(whole)), 0o600)
	loaded(t, named(full))
	write(t, binary, "# å\na = \"\xff\"\n", 0o600)
	for path, want := range map[string]string{
		filepath.Join(folder, "none"): "there is no such file (named by NAMER)",
		folder:                        "this is a folder, not a file (named by NAMER)",
		large:                         "it is larger than 1024 KiB (named by NAMER)",
		binary:                        "2:6: this is not UTF-8 text; save the file as UTF-8",
	} {
		for namer, o := range map[string]Options{
			"--config":   named(path),
			FileVariable: {LookupEnv: env(map[string]string{FileVariable: path})},
		} {
			_, err := Load(t.Context(), o)
			wanted := path + ": " + strings.Replace(want, "NAMER", namer, 1)
			wanted = strings.Replace(wanted, ": 2:", ":2:", 1) + " (--demo ignores this file)"
			fails(t, namer, err, wanted, ErrConfig)
		}
	}
}
