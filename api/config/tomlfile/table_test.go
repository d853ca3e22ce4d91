package tomlfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestATableOfAnotherFileTellsWhereItsKeysStand(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry-53cr37"
	const document = `[[shops]]
name = "one"
[[shops.tills]]
id = 1
[[shops.tills]]
idd = "` + canary + `"
[[shops]]
tills = [{ id = "x" }, { id = 2 }]
open = "` + canary + `"
[[shops]]
[[shops.tills]]
id = "` + canary + `"
on = false
kind = "` + canary + `"
words = ["a", 1]
`
	path := written(t, "shops.toml", document)
	var names []string
	err := ReadTable(path, 1<<20, func(root Table) {
		root.Known("shops")
		for _, shop := range root.Tables("shops") {
			shop.Known("name", "tills", "open")
			name, ok := shop.Text("name")
			if ok {
				names = append(names, name)
			}
			if !ok && !shop.Has("tills") {
				shop.Report("", "this shop has nothing")
			}
			shop.Switch("open", false)
			for _, till := range shop.Tables("tills") {
				till.Known("id", "on", "kind", "words")
				till.Text("id")
				if till.Switch("on", true) != !till.Has("on") {
					t.Error("on is not what the file says, or true")
				}
				till.OneOf("kind", "a", "a", "b")
				till.Texts("words")
			}
		}
	})
	var broken *BrokenError
	if !errors.As(err, &broken) || !errors.Is(err, Err) || strings.Contains(err.Error(), canary) {
		t.Fatalf("got %v", err)
	}
	want := []string{
		"4:1: id must be text in quotes, not a number",
		`6:1: unknown key "idd", did you mean id?`,
		"8:12: id must be text in quotes, not a number", // in a list on one line the first place has to do
		"9:1: open must be true or false, without quotes",
		"14:1: kind must be a or b",
		`15:1: words must be a list of texts, as in ["one", "two"]`,
	}
	got := strings.Split(err.Error(), "\n")
	if len(got) != len(want) || len(names) != 1 {
		t.Fatalf("got\n%s\nand %v", err, names)
	}
	for i, line := range got {
		if line != path+":"+want[i] {
			t.Errorf("got  %s\nwant %s", line, want[i])
		}
	}
}

func TestATableOfAnotherFileHasThatFilesTroubles(t *testing.T) {
	t.Parallel()
	never := func(Table) { t.Error("a file that is not there, or not TOML, was looked at") }
	folder, large, syntax := t.TempDir(), written(t, "large.toml", strings.Repeat("#", 1048577)), written(t, "syntax.toml", "a = \"1\nb = 2\n")
	for path, want := range map[string]string{
		folder:                             folder + ": this is a folder, not a file",
		filepath.Join(folder, "none.toml"): filepath.Join(folder, "none.toml") + ": there is no such file",
		large:                              large + ": it is larger than 1024 KiB",
		syntax:                             syntax + ":1:7: the quote that ends this text is missing",
	} {
		if err := ReadTable(path, 1<<20, never); err == nil || err.Error() != want || !errors.Is(err, Err) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// written is the path of a new file.
func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHowFarApartTwoWordsAre(t *testing.T) {
	t.Parallel()
	for pair, want := range map[string]int{"/": 0, "a/": 1, "/ab": 2, "abc/acb": 1, "kitten/sitting": 3, "æøå/æøa": 1} {
		a, b, _ := strings.Cut(pair, "/")
		if got := Distance(a, b); got != want || Distance(b, a) != want {
			t.Errorf("%s: got %d, want %d", pair, got, want)
		}
	}
}
