package markdown_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	md "platen/convert/markdown"
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

// TestGuidesSame prints each page of the manual and of the guides of PLATEN_GUIDES: it is read as the same tree, and printed
// again it is the same bytes.
func TestGuidesSame(t *testing.T) {
	for _, g := range testkit.Guides(t) {
		name := dialectOf(g.Name)
		d, err := md.ParseDialect(name)
		if err != nil {
			t.Fatal(err)
		}
		r := &md.Reader{Dialect: d}
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			pages, differ, moved := 0, 0, 0
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
				one := printed(t, name, p)
				again := read(t, r, one)
				want, got := dump(t, p), dump(t, again)
				if plainQuotes.Replace(want) != plainQuotes.Replace(got) {
					differ++
					t.Errorf("%s %s: another tree (-want +got)\n%s", name, file, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
				}
				if two := printed(t, name, again); two != one && plainQuotes.Replace(two) != plainQuotes.Replace(one) {
					moved++
					t.Errorf("%s %s: printed twice it is not the same (-once +twice)\n%s", name, file, cmp.Diff(strings.Split(one, "\n"), strings.Split(two, "\n")))
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s in %s: %d pages, %d with another tree, %d no fixed point", g.Name, name, pages, differ, moved)
		})
	}
}
