package flow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"testing"
)

// Sentences are read on screens, in scripts and by a support desk, so a key is never part
// of one: whoever shows a Deed writes it in its own way.
func TestNoSentenceHoldsAKey(t *testing.T) {
	t.Parallel()
	aKey := regexp.MustCompile(`(?i)ctrl\+|press (enter|esc|y)\b`)
	var files []string
	for _, pattern := range []string{
		"*.go", "../tui/words/*.go",
	} {
		some, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	literals := 0
	for _, path := range files {
		if filepath.Base(path) == "nokey_test.go" {
			continue
		}
		tokens := token.NewFileSet()
		file, err := parser.ParseFile(tokens, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
				literals++
				if aKey.MatchString(text.Value) {
					t.Errorf("%s: %s", tokens.Position(text.Pos()), text.Value)
				}
			}
			return true
		})
	}
	if literals < 500 {
		t.Errorf("only %d texts were looked at", literals)
	}
}
