package markdown_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	md "platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers/internal/testkit"
)

// dialectOf is the dialect that the pages of a guide are read and printed in: the one that its name ends in or that its
// program writes, else GitHub's.
func dialectOf(name string) string {
	for _, d := range []struct{ part, dialect string }{
		{"manual", "aws"}, {"ec2", "aws"}, {"comprehend", "aws"}, {"docfx", "docfx"}, {"mkdocs", "mkdocs"}, {"zensical", "mkdocs"},
		{"docusaurus", "docusaurus"}, {"jupyter", "myst"}, {"sphinx", "myst"}, {"mdbook", "mdbook"}, {"rust-by-example", "mdbook"}, {"vitepress", "vitepress"},
	} {
		if strings.Contains(name, d.part) {
			return d.dialect
		}
	}
	return "gfm"
}

// eachPage reads the pages of the manual and of the guides of PLATEN_GUIDES, each guide in a test of its own. page gets the
// guide's reader and its dialect's name.
func eachPage(t *testing.T, page func(t *testing.T, r *md.Reader, dialect, file string, p *tree.Page)) {
	for _, g := range testkit.Guides(t) {
		name := dialectOf(g.Name)
		d, err := md.ParseDialect(name)
		if err != nil {
			t.Fatal(err)
		}
		r := &md.Reader{Dialect: d}
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			pages := 0
			err := filepath.WalkDir(g.Dir, func(file string, e fs.DirEntry, err error) error {
				if err != nil || e.IsDir() || !strings.HasSuffix(file, ".md") && !strings.HasSuffix(file, ".mdx") {
					return err
				}
				src, err := os.ReadFile(file)
				if err != nil {
					return err
				}
				p, err := r.Read(t.Context(), "input.md", src, nil)
				if err != nil {
					return nil // a page that is not read in any format
				}
				pages++
				page(t, r, name, file, p)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s in %s: %d pages", g.Name, name, pages)
		})
	}
}

// TestGuidesSame prints each page: it is read as the same tree, and printed again it is the same bytes.
func TestGuidesSame(t *testing.T) {
	eachPage(t, func(t *testing.T, r *md.Reader, dialect, file string, p *tree.Page) {
		one := printed(t, dialect, p)
		again := read(t, r, one)
		want, got := dump(t, p), dump(t, again)
		if plainQuotes.Replace(want) != plainQuotes.Replace(got) {
			t.Errorf("%s %s: another tree (-want +got)\n%s", dialect, file, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
		if two := printed(t, dialect, again); two != one && plainQuotes.Replace(two) != plainQuotes.Replace(one) {
			t.Errorf("%s %s: printed twice it is not the same (-once +twice)\n%s", dialect, file, cmp.Diff(strings.Split(one, "\n"), strings.Split(two, "\n")))
		}
	})
}
