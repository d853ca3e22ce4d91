package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/api/config/source"
)

func quiet(string) {}

func TestAClientsSecretThatCannotBeHadIsKnownBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	write(t, filepath.Join(folder, "empty"), "\n", 0o600)
	write(t, filepath.Join(folder, "nothing"), "", 0o600)
	write(t, filepath.Join(folder, "large"), strings.Repeat("x", 65537), 0o600)
	for line, want := range map[string]string{
		"client_secret_env = 'NONE'":                                      `client_secret_env: the environment variable "NONE" is not set`,
		"client_secret_env = 'EMPTY'":                                     `client_secret_env: the environment variable "EMPTY" is empty`,
		"client_secret_file = '" + filepath.Join(folder, "none") + "'":    "client_secret_file: " + filepath.Join(folder, "none") + ": there is no such file",
		"client_secret_file = '" + filepath.Join(folder, "empty") + "'":   "client_secret_file: " + filepath.Join(folder, "empty") + ": it is empty",
		"client_secret_file = '" + filepath.Join(folder, "nothing") + "'": "client_secret_file: " + filepath.Join(folder, "nothing") + ": it is empty",
		"client_secret_file = '" + filepath.Join(folder, "large") + "'":   "client_secret_file: " + filepath.Join(folder, "large") + ": it is larger than 64 KiB",
		"client_secret_file = '" + folder + "'":                           "client_secret_file: " + folder + ": this is a folder, not a file",
		"client_secret_command = 'no-such-program-anywhere x'":            "client_secret_command: no-such-program-anywhere was not found; is it installed and in the PATH?",
		"client_secret_command = ['" + self + "', '-test.run=^$', '-no-such-flag']": "client_secret_command: " + filepath.Base(self) +
			" ended with exit status 2: flag provided but not defined: -no-such-flag",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			o := file(t, from(line))
			o.LookupEnv = env(map[string]string{"EMPTY": ""})
			_, err := profile(t, o).Access(t.Context(), quiet)
			if want := o.File + ":5: " + want; !strings.HasPrefix(fmt.Sprint(err), want) || !errors.Is(err, source.Err) {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

func TestTheSecretIsGotOnceAtTheStartAndAnewAfterItsFirstUse(t *testing.T) {
	t.Parallel()
	values := map[string]string{"SHOP_SECRET": "first"}
	o := file(t, whole)
	o.LookupEnv = env(values)
	access, err := profile(t, o).Access(t.Context(), quiet)
	if err != nil || access.CA != nil {
		t.Fatalf("got %v, %v", access, err)
	}
	for _, want := range []string{"first", "second", "third"} {
		values["SHOP_SECRET"] = map[string]string{"first": "second", "second": "second", "third": "third"}[want]
		if got, err := access.ClientSecret(t.Context()); err != nil || got.Reveal() != want {
			t.Errorf("got %q, %v; want %s", got.Reveal(), err, want)
		}
	}
	delete(values, "SHOP_SECRET")
	if _, err := access.ClientSecret(t.Context()); !errors.Is(err, source.Err) {
		t.Errorf("the secret is kept: got %v", err)
	}
}

func TestASecretThatTakesLongerThanASecondIsAnnouncedOnce(t *testing.T) {
	t.Parallel()
	o := file(t, whole)
	for took, want := range map[time.Duration]string{
		999 * time.Millisecond:  "",
		1001 * time.Millisecond: "waiting for the client's secret (client_secret_env: SHOP_SECRET)",
		time.Minute:             "waiting for the client's secret (client_secret_env: SHOP_SECRET)",
	} {
		synctest.Test(t, func(t *testing.T) {
			var said []string
			o.LookupEnv = func(name string) (string, bool) {
				if name != "SHOP_SECRET" {
					return "", false
				}
				time.Sleep(took) // on the bubble's own clock, which waits for nothing
				return "canary", true
			}
			if _, err := profile(t, o).Access(t.Context(), func(what string) {
				time.Sleep(time.Hour) // it is waited for
				said = append(said, what)
			}); err != nil {
				t.Error(err)
			}
			if strings.Join(said, "\n") != want {
				t.Errorf("%s: got %q, want %q", took, said, want)
			}
		})
	}
}

func TestACertificateFileIsReadAndItsMistakesAreTheConfigs(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	good := certificate(t)
	write(t, filepath.Join(folder, "good"), "a comment\n"+string(good), 0o644)
	write(t, filepath.Join(folder, "empty"), "", 0o644)
	write(t, filepath.Join(folder, "none"), "no certificate", 0o644)
	write(t, filepath.Join(folder, "broken"), strings.Replace(string(good), "\nM", "\nQ", 1), 0o644)
	write(t, filepath.Join(folder, "full"), string(good)+strings.Repeat("#", 1048576-len(good)), 0o644)
	write(t, filepath.Join(folder, "large"), string(good)+strings.Repeat("#", 1048577-len(good)), 0o644)
	const none = "there is no certificate in it; it must hold PEM, a -----BEGIN CERTIFICATE----- block for each"
	for name, want := range map[string]string{
		"good": "", "full": "",
		"empty": none, "none": none, "broken": none,
		"large":        "it is larger than 1024 KiB",
		"missing\x1b]": "there is no such file",
		".":            "this is a folder, not a file",
	} {
		o := file(t, whole+`ca_file = "`+strings.ReplaceAll(filepath.Join(folder, name), "\x1b", `\u001b`)+`"`)
		o.LookupEnv = env(map[string]string{"SHOP_SECRET": "canary"})
		got, err := profile(t, o).Access(t.Context(), quiet)
		if want != "" {
			want = o.File + ":6: ca_file: " + strings.ReplaceAll(filepath.Join(folder, name), "\x1b", "^[") + ": " + want
		}
		fails(t, name, err, want, ErrConfig)
		if want == "" && !bytes.Contains(got.CA, good) {
			t.Errorf("%s: got %q", name, got.CA)
		}
	}
}

func TestAMissingSecretAndABrokenCertificateFileAreToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := profile(t, file(t, whole+"ca_file = 'none'\n")).Access(t.Context(), quiet)
	if !errors.Is(err, source.Err) || !errors.Is(err, ErrConfig) || strings.Count(fmt.Sprint(err), "\n") != 1 {
		t.Errorf("got %v", err)
	}
}

func TestTheClientsSecretIsLookedForWhenItIsNeeded(t *testing.T) {
	t.Parallel()
	values := map[string]string{}
	o := file(t, whole)
	o.LookupEnv = env(values)
	p := profile(t, o)
	_, err := p.ClientSecret(t.Context())
	fails(t, "not set", err, o.File+`:5: client_secret_env: the environment variable "SHOP_SECRET" is not set`, source.Err)
	values["SHOP_SECRET"] = "canary"
	holds(t, p, "canary")

	o = file(t, from(`client_secret_file = "secret"`))
	write(t, filepath.Join(filepath.Dir(o.File), "secret"), "canary\n", 0o600)
	holds(t, profile(t, o), "canary")
}

func TestNoChildGetsAVariableThatAnyProfileOrFlagNames(t *testing.T) {
	t.Parallel()
	o := file(t, strings.ReplaceAll(whole, "shop", "other")+from(`client_secret_command = "pass"`))
	o.Hide = []string{"PIN", ""} // --secret-env; nothing where it was not given
	l := loaded(t, o)
	p, err := l.Profile("shop")
	want := []string{"PIN", "SHOP_SECRET"}
	if err != nil || !slices.Equal(p.hide, want) || !slices.Equal(l.SecretVariables(), want) {
		t.Errorf("got %q and %q, %v", p.hide, l.SecretVariables(), err)
	}
}
