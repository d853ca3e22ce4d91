package config

import (
	"fmt"
	"slices"
	"strings"

	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

// builder makes a Loaded from a document, and continues after each problem.
type builder struct {
	tomlfile.Document
	*tomlfile.Report
	place  Place
	lookup func(string) (string, bool)
	hide   []string

	sensitive sensitive
}

// sensitive is a key that holds a secret or a command, and its place.
type sensitive struct {
	key string
	at  tomlfile.Spot
}

func (b *builder) build() Loaded {
	l := Loaded{Place: b.place, Theme: "auto", themeOrigin: byDefault}
	l.hide = slices.DeleteFunc(slices.Clone(b.hide), func(name string) bool { return name == "" })
	b.unknown(b.Values, nil, []string{"default_profile", "profiles", "ui"})
	tables := b.table(b.Values, "profiles")
	for name := range tables {
		if !nameShape(name) {
			b.Add(b.At("profiles", name), "%s", nameRule)
			continue
		}
		if values := b.table(tables, "profiles", name); values != nil {
			l.profiles = append(l.profiles, b.profile(name, values))
		}
	}
	if _, there := b.Values["profiles"]; !there || tables != nil && len(tables) == 0 {
		b.Add(tomlfile.Spot{}, "there is no profile in it; a profile is a table [profiles.NAME]")
	}
	slices.SortFunc(l.profiles, func(x, y Profile) int {
		return b.At("profiles", x.Name).Compare(b.At("profiles", y.Name))
	})
	hide := l.SecretVariables()
	for i := range l.profiles {
		l.profiles[i].hide = hide
	}
	b.choose(&l)
	b.ui(&l)
	return l
}

// choose sets the profile that is used without --profile.
func (b *builder) choose(l *Loaded) {
	if value, ok := b.Values["default_profile"]; ok {
		name, isText := value.(string)
		switch at := b.At("default_profile"); {
		case !isText:
			b.Add(at, "default_profile must be text in quotes, not %s", tomlfile.Kind(value))
		case !slices.Contains(l.Names(), name):
			b.Add(at, "default_profile must be the name of a profile%s", tomlfile.DidYouMean(name, l.Names()))
		}
		l.chosen, l.chosenBy = name, b.origin("default_profile")
	}
	if name, _ := b.lookup(ProfileVariable); name != "" {
		l.chosen, l.chosenBy = name, ProfileVariable
	}
}

func (b *builder) ui(l *Loaded) {
	ui := b.table(b.Values, "ui")
	b.unknown(ui, []string{"ui"}, []string{"theme"})
	value, ok := ui["theme"]
	if !ok {
		return
	}
	themes := []string{"auto", "dark", "light"}
	theme, _ := value.(string)
	if !slices.Contains(themes, theme) {
		b.Add(b.At("ui", "theme"), "theme must be %s%s", tomlfile.List(themes), tomlfile.DidYouMean(theme, themes))
		return
	}
	l.Theme, l.themeOrigin = theme, b.origin("ui", "theme")
}

// table returns the table at path, looked up in its parent table, or nil if there is none. Any
// other value at path is a problem.
func (b *builder) table(above map[string]any, path ...string) map[string]any {
	value, ok := above[path[len(path)-1]]
	if !ok {
		return nil
	}
	table, ok := value.(map[string]any)
	if !ok {
		name := strings.Join(path, ".")
		b.Add(b.At(path...), "%s must be a table, written [%s], not %s", name, name, tomlfile.Kind(value))
	}
	return table
}

// unknown reports the keys of the table at path that are not among those allowed.
func (b *builder) unknown(values map[string]any, path, allowed []string) {
	at := func(key string) tomlfile.Spot { return b.At(append(slices.Clone(path), key)...) }
	b.Report.Unknown(values, allowed, at, func(key string) string {
		if below := tomlfile.Nearest(key, ruleKeys()); len(path) == 0 && below != "" {
			return ", did you mean " + below + " below [profiles.NAME]?"
		}
		return ""
	})
}

// origin is file:line of a key, safe to show.
func (b *builder) origin(path ...string) string {
	return fmt.Sprintf("%s:%d", flow.FromOutside(b.place.Path).Shown(), b.At(path...).Line)
}
