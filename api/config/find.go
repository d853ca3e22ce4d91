package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dintero-login/flow"
)

// The environment variables that choose the file and the profile.
const (
	FileVariable    = "DINTERO_LOGIN_CONFIG"
	ProfileVariable = "DINTERO_LOGIN_PROFILE"
)

// Options tells where to look for the config. The zero Options are the documented places.
type Options struct {
	File      string                      // --config; empty when it was not given
	LookupEnv func(string) (string, bool) // os.LookupEnv when nil
	WorkDir   string                      // where ./config.toml is looked for; the working directory when empty
	ConfigDir string                      // the folder above dintero-login/config.toml; os.UserConfigDir when empty
	Hide      []string                    // more variables that hold secrets, such as --secret-env's; no child inherits them
}

func (o Options) lookup() func(string) (string, bool) {
	if o.LookupEnv != nil {
		return o.LookupEnv
	}
	return os.LookupEnv
}

// Place is a config file, and how it was found.
type Place struct {
	Path  string // as it will be opened
	By    string // "--config", "DINTERO_LOGIN_CONFIG", "working directory" or "user's config folder"
	Guest bool   // found in the working directory: it may not read files, run commands or name other hosts than the vendor's
	named bool   // by --config or the variable
}

// NotFoundError means that no config file was named and none was found. It is an ErrConfig.
type NotFoundError struct {
	Looked []string // every path that was tried, in order
}

// Error lists the paths that were tried.
func (e *NotFoundError) Error() string {
	looked := make([]string, len(e.Looked))
	for i, path := range e.Looked {
		looked[i] = flow.FromOutside(path).Shown()
	}
	return fmt.Sprintf("no config (looked in %s); --demo for the demo", strings.Join(looked, ", "))
}

// Unwrap makes it an ErrConfig.
func (e *NotFoundError) Unwrap() error { return ErrConfig }

// Find returns the config file to use: the one named by --config, else by DINTERO_LOGIN_CONFIG,
// else ./config.toml, else dintero-login/config.toml in the user's config folder. It does not check
// that a named file exists; opening it gives the better error. The error is a *NotFoundError.
func Find(o Options) (Place, error) {
	if o.File != "" {
		return Place{Path: o.File, By: "--config", named: true}, nil
	}
	if path, _ := o.lookup()(FileVariable); path != "" {
		return Place{Path: path, By: FileVariable, named: true}, nil
	}
	guest := Place{Path: inFolder(o.WorkDir, "config.toml"), By: "working directory", Guest: true}
	places := []Place{guest}
	if folder := o.configDir(); folder != "" {
		places = append(places, Place{Path: filepath.Join(folder, "dintero-login", "config.toml"), By: "user's config folder"})
	}
	var missing NotFoundError
	for i, place := range places {
		// A link to nowhere exists, too, and is reported when it is opened.
		info, err := os.Lstat(place.Path)
		if errors.Is(err, fs.ErrNotExist) {
			missing.Looked = append(missing.Looked, place.Path)
			continue
		}
		if i == 0 && len(places) > 1 && err == nil {
			if users, err := os.Stat(places[1].Path); err == nil && os.SameFile(info, users) {
				return places[1], nil // the user's folder is the working directory
			}
		}
		return place, nil
	}
	return Place{}, &missing
}

// configDir returns the folder above dintero-login/config.toml; empty without a home directory.
func (o Options) configDir() string {
	if o.ConfigDir != "" {
		return o.ConfigDir
	}
	folder, _ := os.UserConfigDir()
	return folder
}

// inFolder joins a path and keeps ./ for the working directory, so that it is recognised as such.
func inFolder(folder, name string) string {
	if folder == "" {
		return "." + string(filepath.Separator) + name
	}
	return filepath.Join(folder, name)
}
