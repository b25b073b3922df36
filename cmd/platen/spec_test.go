package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers/html"
)

// A specExample is an example of a specification: Markdown and the HTML that it must give.
type specExample struct {
	Example        int
	Section        string
	Markdown, HTML string
}

// specDifferences are the examples that a dialect gives otherwise, with the reason. The lists may only get shorter.
func specDifferences(file, dialect string) map[int]string {
	switch file + " " + dialect {
	case "commonmark-0.31.2 gfm":
		return map[int]string{
			608: "an address without brackets is a link in GFM",
			611: "an address without brackets is a link in GFM",
			612: "an address without brackets is a link in GFM",
		}
	case "gfm-0.29 gfm":
		return map[int]string{657: "--allow-html keeps all HTML as written; without it more is removed than this filter does"}
	}
	return nil
}

// TestSpecs runs every example of the specifications through the reader and the HTML writer. With --allow-html all
// but the listed ones are the same byte for byte. Without it only those with raw HTML in them may differ:
// its tags are cleaned, made nodes and balanced.
func TestSpecs(t *testing.T) {
	for _, tt := range []struct{ file, dialect string }{{"commonmark-0.31.2", "commonmark"}, {"commonmark-0.31.2", "gfm"}, {"gfm-0.29", "gfm"}} {
		t.Run(tt.file+"/"+tt.dialect, func(t *testing.T) {
			data, err := os.ReadFile("../../testdata/spec/" + tt.file + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var examples []specExample
			if err := json.Unmarshal(data, &examples); err != nil {
				t.Fatal(err)
			}
			known := specDifferences(tt.file, tt.dialect)
			d, err := markdown.ParseDialect(tt.dialect)
			if err != nil {
				t.Fatal(err)
			}
			raw := &markdown.Reader{Dialect: d, AllowHTML: true}
			safe := &markdown.Reader{Dialect: d}
			for _, e := range examples {
				t.Run(fmt.Sprint(e.Example), func(t *testing.T) {
					page := readExample(t, raw, e)
					got := html.Fragment(page)
					if _, ok := known[e.Example]; ok {
						if got == e.HTML {
							t.Errorf("%s: the same now; take it off the list", e.Section)
						}
						return
					}
					if got != e.HTML {
						t.Errorf("%s: %q (-want +got)\n%s", e.Section, e.Markdown, cmp.Diff(e.HTML, got))
					}
					if got := html.Fragment(readExample(t, safe, e)); got != e.HTML && !hasRaw(page) {
						t.Errorf("%s, HTML cleaned: %q (-want +got)\n%s", e.Section, e.Markdown, cmp.Diff(e.HTML, got))
					}
				})
			}
		})
	}
}

func readExample(t *testing.T, r *markdown.Reader, e specExample) *tree.Page {
	t.Helper()
	page, err := r.Read(context.Background(), "example.md", []byte(e.Markdown), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Validate(page); err != nil {
		t.Error(err)
	}
	return page
}

// hasRaw reports whether there is raw HTML in a page.
func hasRaw(p *tree.Page) bool {
	for n := range tree.Preorder(p) {
		switch n.(type) {
		case *tree.RawBlock, *tree.RawInline:
			return true
		}
	}
	return false
}
