package api_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// repository is what the Go files of the repository hold: its comments, each with its
// place, and the names of its tests.
type repository struct {
	comments map[string]string
	tests    map[string]bool
}

func readRepository(t *testing.T) repository {
	t.Helper()
	r := repository{comments: map[string]string{}, tests: map[string]bool{}}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, group := range f.Comments {
			r.comments[files.Position(group.Pos()).String()] = group.Text()
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && strings.HasSuffix(path, "_test.go") {
				r.tests[fn.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func document(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	promiseCited  = regexp.MustCompile(`\bR\d{1,2}\b`)
	sectionsCited = regexp.MustCompile(`\bcontract ([1-9][0-9]*(?:(?:, | to | and )[1-9][0-9]*)*)`)
	elsewhere     = regexp.MustCompile(`\b(?:design|requirements?|findings?) (?:§ ?)?[A-E]?[0-9]`)
	number        = regexp.MustCompile(`[0-9]+`)
)

// What a comment cites by a number is in a document of the repository.
func TestWhatACommentCitesIsInADocument(t *testing.T) {
	t.Parallel()
	promises, contract := document(t, "../.github/SECURITY.md"), document(t, "CONTRACT.md")
	cited := 0
	for place, text := range readRepository(t).comments {
		text = strings.Join(strings.Fields(text), " ")
		for _, promise := range promiseCited.FindAllString(text, -1) {
			cited++
			if !strings.Contains(promises, "\n| "+promise+" |") {
				t.Errorf("%s cites %s, which is no row of SECURITY.md", place, promise)
			}
		}
		for _, found := range sectionsCited.FindAllStringSubmatch(text, -1) {
			for _, section := range number.FindAllString(found[1], -1) {
				cited++
				if !strings.Contains(contract, "\n## "+section+". ") {
					t.Errorf("%s cites contract %s, which is no section of CONTRACT.md", place, section)
				}
			}
		}
		if found := elsewhere.FindString(text); found != "" {
			t.Errorf("%s cites %q, which is not in the repository", place, found)
		}
	}
	if cited < 50 {
		t.Errorf("only %d citations were found", cited)
	}
}

// Each promise of SECURITY.md is held by tests that exist, and a number stands there once.
func TestEachPromiseIsHeldByTests(t *testing.T) {
	t.Parallel()
	tests := readRepository(t).tests
	var numbers []string
	for line := range strings.Lines(document(t, "../.github/SECURITY.md")) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !promiseCited.MatchString(cells[1]) {
			continue
		}
		numbers = append(numbers, strings.TrimSpace(cells[1]))
		for name := range strings.SplitSeq(cells[3], ",") {
			if !tests[strings.TrimSpace(name)] {
				t.Errorf("%s names %q, which is no test", cells[1], strings.TrimSpace(name))
			}
		}
	}
	if once := slices.Compact(slices.Sorted(slices.Values(numbers))); len(once) != len(numbers) || len(once) < 40 {
		t.Errorf("the rows are %v", numbers)
	}
}

// Every folder with Go files is a room of ARCHITECTURE.md, beside the tools in tui/dev.
func TestTheArchitectureNamesEveryRoom(t *testing.T) {
	t.Parallel()
	house := document(t, "../.github/ARCHITECTURE.md")
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		room, _ := filepath.Rel("..", filepath.Dir(path))
		isRoom := filepath.Ext(path) == ".go" && room != "." && !strings.Contains(path, "/dev/")
		if isRoom && !strings.Contains(house, "`"+filepath.ToSlash(room)+"`") {
			t.Errorf("%s is in no room", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
