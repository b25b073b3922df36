package markdown

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

// guidePages calls f for each Markdown page of the guides at hand: PLATEN_GUIDES, else testdata/manual.
func guidePages(t testing.TB, f func(path string, src []byte)) {
	t.Helper()
	root := os.Getenv("PLATEN_GUIDES")
	if root == "" {
		root = filepath.Join("..", "..", "testdata", "manual")
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f(path, src)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWordsAreKept compares each page's words by stock goldmark, as a browser shows them, with those of the tree,
// in order. What differs by intent:
//   - front matter is metadata,
//   - attributes in braces ({#id}) are no text,
//   - comments, script and style are no text in either,
//   - a placeholder (<Region>) is text in the tree and an unknown tag to stock goldmark; the test reads it as text,
//   - a row's surplus cells are kept in the tree, so the test turns that off (two pages of the EC2 guide have them),
//   - an anchor behind a closing fence keeps stock goldmark from seeing its end (two pages of the EC2 guide),
//   - a note's kind stands for its bold word or [!NOTE], in whatever case.
func TestWordsAreKept(t *testing.T) {
	reader := func(d *Dialect) *Reader { d, _ = d.Without("extra_cells"); return &Reader{Dialect: d} }
	auto, mkdocs, mdbook := reader(Auto()), reader(MkDocs()), reader(MDBook())
	pages, words := 0, 0
	guidePages(t, func(path string, src []byte) {
		for _, r := range []*Reader{auto, mkdocs, mdbook} {
			if r == mkdocs && indentedForms.Match(src) {
				continue // stock goldmark reads their bodies as code
			}
			p, err := r.Read(context.Background(), path, src, nil)
			if err != nil {
				t.Errorf("%s: %v", path, err)
				return
			}
			if err := tree.Validate(p); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			got, want := treeWords(p), stockWords(t, src, r.Dialect)
			if r == auto {
				pages++
				words += len(want)
			}
			if slices.Equal(got, want) {
				continue
			}
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			around := func(w []string) string { return strings.Join(w[max(0, i-5):min(len(w), i+12)], " ") }
			t.Errorf("%s (%s): words differ\n got  … %s\n want … %s", path, r.Dialect.Name, around(got), around(want))
		}
	})
	t.Logf("%d pages, %d words", pages, words)
}

var (
	indentedForms = regexp.MustCompile(`(?m)^(!!!|\?\?\?|===) `)
	headingBraces = regexp.MustCompile(`^(#.*?)[ \t]*\{:? ?[#.][^}]*\}[ \t]*$`)
	inlineBraces  = regexp.MustCompile("([^ |]`|[*)])\\{:? ?[#.][^}]*\\}")
	fenceEnds     = regexp.MustCompile("(?m)^([ \t]*```)<a name=.*$")
	matter        = regexp.MustCompile(`^---\n(?s:.*?)\n---\n`)
)

// withoutBraces takes attributes in braces out of a page, but not out of code.
func withoutBraces(src []byte, d *Dialect) []byte {
	var b bytes.Buffer
	code := 0 // the ticks of the fence around
	for l := range bytes.Lines(src) {
		line := bytes.TrimSpace(l)
		if n := len(line) - len(bytes.TrimLeft(line, "`")); n >= 3 && code == 0 {
			code = n
		} else if code > 0 && n >= code && n == len(line) {
			code = 0
		}
		if code == 0 {
			if d.Has("heading_attributes") {
				l = headingBraces.ReplaceAll(bytes.TrimRight(l, "\n"), []byte("$1"))
				l = append(l[:len(l):len(l)], '\n')
			}
			if d.Has("attribute_lists") {
				l = inlineBraces.ReplaceAll(l, []byte("$1"))
			}
		}
		b.Write(l)
	}
	return b.Bytes()
}

// splitWords cuts text into lower-case words of letters and digits.
func splitWords(out []string, s string) []string {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		out = append(out, strings.ToLower(w))
	}
	return out
}

// stockWords are the words of what goldmark makes of the page.
func stockWords(t *testing.T, src []byte, d *Dialect) []string {
	if d.Has("front_matter") {
		src = matter.ReplaceAll(src, nil)
	}
	if d.Has("fence_anchors") {
		src = fenceEnds.ReplaceAll(src, []byte("$1"))
	}
	src = withoutBraces(src, d)
	exts := []goldmark.Extender{extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote}
	if d.Has("definition_lists") {
		exts = append(exts, extension.DefinitionList)
	}
	md := goldmark.New(goldmark.WithExtensions(exts...), goldmark.WithRendererOptions(ghtml.WithUnsafe()))
	var b bytes.Buffer
	if err := md.Convert(src, &b); err != nil {
		t.Fatal(err)
	}
	var words []string
	text := ""
	done := func() { words, text = splitWords(words, text), "" }
	z := html.NewTokenizer(&b)
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			done()
			return words
		case html.TextToken:
			if skip == "" {
				text += html.UnescapeString(string(z.Raw()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			tok := z.Token()
			if bytes.Contains([]byte(raw), []byte(`class="footnote-`)) {
				skip = tok.Data // its number
			}
			switch k := build.ElementOf(tok.Data); {
			case k == build.Dropped:
				skip = tok.Data
			case k == build.UnknownElement:
				text += raw
			case k.Block() || k == build.BreakElement:
				done()
			case k == build.ImageElement:
				for _, a := range tok.Attr {
					if a.Key == "alt" {
						text += a.Val
					}
				}
			}
		case html.EndTagToken:
			tok := z.Token()
			if tok.Data == skip {
				skip = ""
			}
			if build.ElementOf(tok.Data).Block() {
				done()
			}
		}
	}
}

// treeWords are the words of a page in reading order.
func treeWords(p *tree.Page) []string {
	var words []string
	text := ""
	done := func() { words, text = splitWords(words, text), "" }
	var walk func(n tree.Node) bool
	walk = func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Text:
			text += n.S
		case *tree.Code:
			text += n.S
		case *tree.Image:
			text += n.Alt
		case *tree.Break:
			text += " "
		case *tree.CodeBlock:
			done()
			text += n.Text
		case *tree.Admonition:
			done()
			text += n.Kind + " "
		}
		_, inline := n.(tree.Inline)
		tree.Children(n, func(k tree.Node) bool {
			if _, ok := k.(tree.Inline); !ok {
				done()
			}
			return walk(k)
		})
		if !inline {
			done()
		}
		return true
	}
	for _, b := range p.Blocks {
		walk(b)
		done()
	}
	for _, n := range p.Notes {
		walk(n)
		done()
	}
	return words
}
