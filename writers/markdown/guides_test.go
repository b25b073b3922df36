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

// knownPages are the pages of known guides whose trees are not the same, by the end of their path, with the reason.
func knownPages() map[string]string {
	return map[string]string{
		"jest-docusaurus/docs/Architecture.md":                  "an anchor alone is part of the paragraph that follows; only a component leaves it alone",
		"vue-vitepress/src/guide/essentials/list.md":            "an item outside of a list is a tight paragraph, which only a list or a cell has",
		"myst-sphinx/docs/live-preview.md":                      "an anchor right below a tab's title is the tab's",
		"myst-sphinx/docs/syntax/optional.md":                   "two tight paragraphs in a definition are apart as loose ones",
		"jekyll/docs/_docs/continuous-integration/travis-ci.md": "a line end in a heading below the second level is a blank",
		"ec2/doc_source/ec2rl_moduledev.md":                     "two blanks in a cell with code make it one of Markdown, whose paragraph is loose",
		"ec2/doc_source/ri-convertible-exchange.md":             "two notes in a row make a tight list a loose one",
		"ec2/doc_source/storage-optimized-instances.md":         "an id that is there twice leaves two line ends, which are one",
	}
}

// moves is the page whose second print differs, too: the anchor below a tab's title is at the title from then on.
const moves = "myst-sphinx/docs/live-preview.md"

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
				known := ""
				for end, why := range knownPages() {
					if strings.HasSuffix(filepath.ToSlash(file), "/"+end) {
						known = why
					}
				}
				switch other := plainQuotes.Replace(want) != plainQuotes.Replace(got); {
				case !other && known != "":
					t.Errorf("%s is the same, and listed as not: %s", file, known)
				case other && known != "":
					differ++
				case other:
					differ++
					t.Errorf("%s %s: another tree (-want +got)\n%s", name, file, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
				}
				if two := printed(t, name, again); two != one && plainQuotes.Replace(two) != plainQuotes.Replace(one) && !strings.HasSuffix(filepath.ToSlash(file), moves) {
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
