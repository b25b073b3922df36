package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"platen/writers/output"
)

// long is when the files of age were written.
var long = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// age makes all files in folders old: age out guide.
func age(ts *testscript.TestScript, neg bool, args []string) {
	for _, dir := range args {
		ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			return os.Chtimes(p, long, long)
		}))
	}
}

// writtenSince expects just these files in a folder, of those that have an extension, to have been written
// since age: written out .html a.html sub/b.html. The extension . is any, and the manifest is left aside.
func writtenSince(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	var got []string
	ts.Check(filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == output.ManifestName || args[1] != "." && filepath.Ext(p) != args[1] {
			return err
		}
		info, err := d.Info()
		if err == nil && !info.ModTime().Equal(long) {
			rel, _ := filepath.Rel(dir, p)
			got = append(got, filepath.ToSlash(rel))
		}
		return err
	}))
	want := slices.Clone(args[2:])
	slices.Sort(want)
	slices.Sort(got)
	if slices.Equal(got, want) == neg {
		ts.Fatalf("%s: written were %q", args[0], got)
	}
}

// damage changes a byte in the middle of every record of a cache: damage c.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	records, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.platen"))
	ts.Check(err)
	if len(records) == 0 {
		ts.Fatalf("there is no record in %s", args[0])
	}
	for _, name := range records {
		data, err := os.ReadFile(name)
		ts.Check(err)
		data[len(data)/2] ^= 1
		ts.Check(os.WriteFile(name, data, 0o666))
	}
}

// sample writes the first code block of a language in a page to a file: sample page.md yaml platen.yaml.
func sample(ts *testscript.TestScript, neg bool, args []string) {
	parts := strings.Split("\n"+ts.ReadFile(args[0]), "\n```") // text, block, text, block, …
	for i := 1; i+1 < len(parts); i += 2 {
		if lang, text, _ := strings.Cut(parts[i], "\n"); lang == args[1] {
			ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text+"\n"), 0o666))
			return
		}
	}
	ts.Fatalf("no block of %s in %s", args[1], args[0])
}

// edit replaces a piece of a file's text: edit guide/a.md 'old' 'new'.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if !strings.Contains(string(data), args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(string(data), args[1], args[2], 1)), 0o666))
}
