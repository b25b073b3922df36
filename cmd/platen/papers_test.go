package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestInsideTheCommand finds each file and function that CONTRIBUTING.md names inside the command. A row of its table
// is about a package, whose files it names without the folder.
func TestInsideTheCommand(t *testing.T) {
	data, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "\n## Inside the command\n")
	text, _, _ = strings.Cut(text, "\n## ")
	place := regexp.MustCompile("`([\\w/]+\\.go)(?::(\\w+))?`")
	room := regexp.MustCompile("^\\| `(\\w+)` \\|")
	rooms := map[string]bool{}
	n := 0
	for line := range strings.Lines(text) {
		dir := ""
		if m := room.FindStringSubmatch(line); m != nil {
			dir = "internal/" + m[1]
			rooms[m[1]] = true
		}
		for _, m := range place.FindAllStringSubmatch(line, -1) {
			n++
			var src []byte
			for _, file := range []string{filepath.Join(dir, m[1]), "internal/" + m[1], "../../" + m[1], "../../writers/output/" + m[1]} {
				if src, err = os.ReadFile(file); err == nil {
					break
				}
			}
			if err != nil {
				t.Errorf("there is no %s", m[1])
			} else if !regexp.MustCompile(`(?m)^(func (\([^)]*\) )?|type )` + m[2]).Match(src) {
				t.Errorf("%s has no %s", m[1], m[2])
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d places are named", n)
	}
	list, err := os.ReadDir("internal")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if name := d.Name(); !rooms[name] && name != "cache" && name != "licences" { // which are named in the rows of others
			t.Errorf("%s has no row", name)
		}
	}
}

// TestWalks finds each function and type that CONTRIBUTING.md names with its file: `writers/pdf/table.go:cell`. A file may
// be named by the end of its path where only one such file declares the name.
func TestWalks(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "../.." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go"):
			files = append(files, "/"+strings.TrimPrefix(filepath.ToSlash(name), "../../"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]map[string]bool{}
	n := 0
	for _, m := range regexp.MustCompile("`([\\w/]+\\.go):(\\w+)`").FindAllStringSubmatch(string(text), -1) {
		n++
		found := 0
		for _, file := range files {
			if !strings.HasSuffix(file, "/"+m[1]) {
				continue
			}
			if declared[file] == nil {
				declared[file] = declarations(t, "../.."+file)
			}
			if declared[file][m[2]] {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s:%s is declared in %d files", m[1], m[2], found)
		}
	}
	if n < 60 {
		t.Errorf("only %d places are named", n)
	}
}

// declarations are the names that a file declares at its top: functions, methods, types, variables and constants.
func declarations(t *testing.T, name string) map[string]bool {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			names[d.Name.Name] = true
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names[s.Name.Name] = true
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names[n.Name] = true
					}
				}
			}
		}
	}
	return names
}
