package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNoClock holds that no clock decides what comes out: what reads and writes counts steps. The files listed here look at a
// clock for something else.
func TestNoClock(t *testing.T) {
	may := map[string]string{
		"convert/markdown/reader.go": "how long a goroutine without work stays, for its stack",
		"writers/output/temp.go":     "a pause before a lock is tried again",
	}
	clocks := map[string][]string{
		"time":    {"Now", "Since", "Until", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Sleep"},
		"context": {"WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause"},
	}
	met := map[string]bool{}
	for _, root := range []string{"convert", "writers", "fonts"} {
		err := filepath.WalkDir(filepath.Join("..", "..", root), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			rel := strings.TrimPrefix(filepath.ToSlash(name), "../../")
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if p, ok := s.X.(*ast.Ident); ok && slices.Contains(clocks[p.Name], s.Sel.Name) {
						if met[rel] = true; may[rel] == "" {
							t.Errorf("%v: %s.%s: count steps instead", set.Position(n.Pos()), p.Name, s.Sel.Name)
						}
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for rel, why := range may {
		if !met[rel] {
			t.Errorf("%s looks at no clock any more (%s)", rel, why)
		}
	}
}
