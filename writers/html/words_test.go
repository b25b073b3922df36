package html

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// guides returns the folders to read: platen's manual and the guides in PLATEN_GUIDES.
func guides(t testing.TB) []string {
	dirs := []string{filepath.Join("..", "..", "testdata", "manual")}
	if root := os.Getenv("PLATEN_GUIDES"); root != "" {
		entries, err := os.ReadDir(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			dir := filepath.Join(root, e.Name())
			if s := filepath.Join(dir, "doc_source"); e.IsDir() {
				if _, err := os.Stat(s); err == nil {
					dir = s
				}
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

func load(t testing.TB, dir string) *tree.Book {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		t.Skip(err)
	}
	b, err := convert.Load(context.Background(), convert.Source{FS: os.DirFS(dir), Name: filepath.Base(dir)}, convert.Options{}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Each word of the tree is in the page's main part, in the same order, and no other word is: read back by
// an independent parser.
func TestWordsAreKept(t *testing.T) {
	for _, dir := range guides(t) {
		t.Run(filepath.Base(filepath.Dir(dir))+"/"+filepath.Base(dir), func(t *testing.T) {
			b := load(t, dir)
			files := written(t, &Writer{}, b)
			s := newSite(&Writer{}, b, func(tree.Diag) {})
			ids, words := 0, 0
			for _, e := range s.entries {
				doc, err := html.Parse(bytes.NewReader(files[e.out]))
				if err != nil {
					t.Fatal(err)
				}
				main := find(doc, "main")
				want, got := wordsOfTree(e), wordsOfHTML(main)
				words += len(got)
				if i := differ(want, got); i >= 0 {
					t.Errorf("%s: word %d: the tree has %q, the page %q", e.page.Path, i, around(want, i), around(got, i))
				}
				have := map[string]bool{}
				idsOf(main, have)
				for id := range e.page.IDs {
					ids++
					if !have[markup.CleanID(id)] {
						t.Errorf("%s: id %q is lost", e.page.Path, id)
					}
				}
			}
			t.Logf("%d pages, %d words, %d ids", len(s.entries), words, ids)
			if words < 100 {
				t.Error("too few words to prove anything")
			}
		})
	}
}

func find(n *html.Node, name string) *html.Node {
	if n.Type == html.ElementNode && n.Data == name {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := find(c, name); f != nil {
			return f
		}
	}
	return nil
}

func idsOf(n *html.Node, have map[string]bool) {
	for _, a := range n.Attr {
		if a.Key == "id" {
			have[a.Val] = true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		idsOf(c, have)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// wordsOfHTML returns the words of what is shown, alternative texts with them. The writer's own words are left out:
// labels of notes without a title, stand-ins, numbers of footnotes and links back.
func wordsOfHTML(main *html.Node) []string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Type != html.ElementNode:
			return
		case n.Data == "img":
			b.WriteString(attribute(n, "alt"))
		case n.Data == "br":
			b.WriteByte(' ')
		case attribute(n, "role") == "doc-noteref", attribute(n, "role") == "doc-backlink", attribute(n, "class") == "p-vh":
			return
		case n.Data == "summary" && attribute(n.Parent.Parent, "class") == "p-fold": // of lines of code that are folded
			return
		case attribute(n, "class") == "p-notes":
			for c := n.LastChild.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
			return
		}
		inline := strings.Contains(" a abbr b bdi cite code del dfn em i img ins kbd mark q s samp small span strong sub sup u var wbr ", " "+n.Data+" ")
		if !inline {
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if !inline {
			b.WriteByte('\n')
		}
	}
	walk(main)
	return strings.Fields(b.String())
}

func wordsOfTree(e *entry) []string {
	var b strings.Builder
	p := e.page
	var visit func(n tree.Node)
	visit = func(n tree.Node) {
		_, inline := n.(tree.Inline)
		switch n := n.(type) {
		case *tree.Text:
			b.WriteString(n.S)
		case *tree.Code:
			b.WriteString(n.S)
		case *tree.Math:
			b.WriteString(n.TeX)
		case *tree.Break:
			b.WriteByte(' ')
		case *tree.Image:
			alt := n.Alt
			if alt == "" && n.Src.Dead() {
				alt = "Image"
			}
			b.WriteString(alt)
		case *tree.CodeBlock:
			b.WriteString("\n" + n.Title + "\n" + n.Text)
		case *tree.MathBlock:
			b.WriteString("\n" + n.TeX + "\n")
		case *tree.Admonition:
			if len(n.Title) == 0 {
				b.WriteString("\n" + wordsFor(n.Kind) + "\n")
			}
		case *tree.Details:
			if len(n.Summary) == 0 {
				b.WriteString("\nShow all\n")
			}
		}
		if !inline {
			b.WriteByte('\n')
		}
		first := true
		tree.Children(n, func(c tree.Node) bool {
			// A title's inlines are beside blocks.
			if _, in := c.(tree.Inline); !in && first && !inline {
				b.WriteByte('\n')
				first = false
			}
			visit(c)
			return true
		})
		if !inline {
			b.WriteByte('\n')
		}
	}
	for _, bl := range p.Blocks {
		visit(bl)
	}
	for _, n := range p.Notes {
		visit(n)
	}
	return strings.Fields(b.String())
}

func differ(a, b []string) int {
	if slices.Equal(a, b) {
		return -1
	}
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return len(a)
}

func around(w []string, i int) string {
	return strings.Join(w[min(len(w), max(0, i-3)):min(len(w), i+5)], " ")
}

func wordsFor(kind string) string {
	w := map[string]string{"note": "Note", "": "Note", "tip": "Tip", "hint": "Tip", "important": "Important", "warning": "Warning", "attention": "Warning",
		"caution": "Caution", "danger": "Danger", "error": "Danger", "info": "Info"}[kind]
	if w == "" {
		w = strings.ToUpper(kind[:1]) + kind[1:]
	}
	return w
}
