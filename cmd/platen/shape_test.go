package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// How large parts of the program may be, so that each can be read at once. What only lists data stands in files that
// are called so, and a switch over the types of nodes has a case for each of them.
const (
	maxFileLines     = 500
	maxFunctionLines = 80
	maxFolderFiles   = 45
)

// TestShape measures all Go files of the repository; tests are apart.
func TestShape(t *testing.T) {
	folders := map[string]int{}
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."):
			if file == "../.." {
				return nil
			}
			return fs.SkipDir
		case filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		folders[filepath.Dir(file)]++
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		lines := func(n ast.Node) int { return fset.Position(n.End()).Line - fset.Position(n.Pos()).Line + 1 }
		if n := fset.File(f.Pos()).LineCount(); n > maxFileLines && !strings.HasSuffix(file, "_data.go") {
			t.Errorf("%s has %d lines", file, n)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			if strings.HasSuffix(file, "_data.go") && lines(fn) > 10 {
				t.Errorf("%s: %s does more than a file of data has to", file, fn.Name.Name)
			}
			n := lines(fn)
			for _, s := range fn.Body.List {
				if s, ok := s.(*ast.TypeSwitchStmt); ok {
					n -= lines(s)
				}
			}
			if n > maxFunctionLines {
				t.Errorf("%s: %s has %d lines", file, fn.Name.Name, n)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, n := range folders {
		if n > maxFolderFiles {
			t.Errorf("%s has %d files", dir, n)
		}
	}
	if len(folders) < 40 {
		t.Errorf("only %d folders were looked at", len(folders))
	}
}
