package main

import (
	"bytes"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
)

// guides returns the manual and the guides in the folder that PLATEN_GUIDES names, by name.
func guides(t *testing.T) map[string]string {
	found := map[string]string{"manual": manualDir}
	dir := os.Getenv("PLATEN_GUIDES")
	if dir == "" {
		return found
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			found[e.Name()] = guideFolder(filepath.Join(dir, e.Name()))
		}
	}
	return found
}

// guideFolder returns where the pages of a published guide are.
func guideFolder(dir string) string {
	if info, err := os.Stat(filepath.Join(dir, "doc_source")); err == nil && info.IsDir() {
		return filepath.Join(dir, "doc_source")
	}
	return dir
}

// convertGuide reads a guide and writes it in all formats with so many processors.
func convertGuide(t *testing.T, dir string, processors int) (*tree.Book, map[string]*memory, []tree.Diag) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	var found report.Collector
	book, err := convert.Load(t.Context(), convert.Source{FS: os.DirFS(dir), Name: filepath.Base(dir)}, convert.Options{}, found.Report)
	if err != nil {
		t.Fatal(err)
	}
	mems := map[string]*memory{}
	var jobs []convert.Job
	for _, f := range options.Formats() {
		if f.Name == "pdf" && len(book.Pages) > 50 {
			continue // writers/pdf has a test of its own for that
		}
		mems[f.Name] = &memory{files: map[string][]byte{}}
		jobs = append(jobs, convert.Job{Writer: f.Make(&options.Settings{Options: &options.Options{}}), Out: mems[f.Name]})
	}
	if err := convert.Write(t.Context(), book, jobs, found.Report); err != nil {
		t.Fatal(err)
	}
	return book, mems, found.Sorted(book)
}

// TestGuides converts whole guides: nothing fails, every page comes out in every format, and the bytes and
// the diagnostics are the same with one processor and with eight.
func TestGuides(t *testing.T) {
	for name, dir := range guides(t) {
		t.Run(name, func(t *testing.T) {
			book, one, found := convertGuide(t, dir, 1)
			_, eight, again := convertGuide(t, dir, 8)
			for _, d := range found {
				if d.Severity == tree.Error {
					t.Error(d)
				}
			}
			if len(found) != len(again) {
				t.Errorf("%d diagnostics with one processor, %d with eight", len(found), len(again))
			} else {
				for i := range found {
					if found[i].String() != again[i].String() {
						t.Errorf("diagnostic %d: %s and %s", i, found[i], again[i])
					}
				}
			}
			for format, m := range one {
				if len(m.files) != len(eight[format].files) {
					t.Errorf("%s: %d files with one processor, %d with eight", format, len(m.files), len(eight[format].files))
				}
				for file, data := range m.files {
					if !bytes.Equal(data, eight[format].files[file]) {
						t.Errorf("%s: %s differs between one and eight processors", format, file)
					}
				}
			}
			for _, p := range book.Pages {
				if one["text"].named(p, ".txt") == nil {
					t.Errorf("%s has no text", p.Path)
				}
			}
		})
	}
}

var (
	fencedCode = regexp.MustCompile("(?ms)^[ \t>]*(```|~~~).*?^[ \t>]*(```|~~~)[ \t]*$")
	inlineCode = regexp.MustCompile("`[^`\n]+`")
	anchorName = regexp.MustCompile(`<a (?:name|id)="([^"]+)"`)
	idInHTML   = regexp.MustCompile(` id="([^"]+)"`)
)

// TestAnchorsKept finds every <a name> of the sources as an id in the HTML.
func TestAnchorsKept(t *testing.T) {
	for name, dir := range guides(t) {
		t.Run(name, func(t *testing.T) {
			_, mems, _ := convertGuide(t, dir, runtime.NumCPU())
			n := 0
			err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || filepath.Ext(p) != ".md" {
					return err
				}
				src, err := os.ReadFile(p)
				if err != nil {
					return err
				}
				rel, _ := filepath.Rel(dir, p)
				page := htmlOf(mems["html"], filepath.ToSlash(rel))
				if page == nil {
					return nil // left out by the project file
				}
				ids := map[string]bool{}
				for _, m := range idInHTML.FindAllSubmatch(page, -1) {
					ids[html.UnescapeString(string(m[1]))] = true
				}
				src = inlineCode.ReplaceAll(fencedCode.ReplaceAll(src, nil), nil)
				for _, m := range anchorName.FindAllSubmatch(src, -1) {
					n++
					if id := html.UnescapeString(string(m[1])); !ids[id] {
						t.Errorf("%s: the anchor %q is not in the HTML", rel, id)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d anchors", n)
		})
	}
}

// htmlOf returns the HTML of a source file: pages may lie in a folder of the project.
func htmlOf(m *memory, source string) []byte {
	for name := strings.TrimSuffix(source, ".md"); ; {
		for _, file := range []string{name + ".html", strings.TrimSuffix(name, "README") + "index.html"} {
			if data := m.files[file]; data != nil {
				return data
			}
		}
		_, rest, ok := strings.Cut(name, "/")
		if !ok {
			return nil
		}
		name = rest
	}
}
