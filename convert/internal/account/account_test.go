package account_test

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"platen/convert/internal/account"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// A sample is a page in a dialect, with files that it may include.
type sample struct {
	name, dialect, page string
	files               map[string]string
}

// samples are those of the reader's extensions.
func samples(t *testing.T) []sample {
	names, err := filepath.Glob("../../markdown/testdata/*/*.txt")
	if err != nil || len(names) < 60 {
		t.Fatal(err, len(names))
	}
	var out []sample
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := sample{name: filepath.Base(name), dialect: strings.TrimSpace(string(a.Comment)), files: map[string]string{}}
		for _, f := range a.Files {
			if f.Name == "input.md" {
				s.page = string(f.Data)
			} else {
				s.files[f.Name] = string(f.Data)
			}
		}
		if s.page != "" {
			out = append(out, s)
		}
	}
	return out
}

// read reads a sample.
func (s *sample) read(t *testing.T) *tree.Page {
	d, err := markdown.ParseDialect(s.dialect)
	if err != nil {
		t.Fatal(s.name, err)
	}
	r := &markdown.Reader{Dialect: d, Include: func(p string) ([]byte, error) {
		if f, ok := s.files[p]; ok {
			return []byte(f), nil
		}
		return nil, fs.ErrNotExist
	}}
	p, err := r.Read(t.Context(), "input.md", []byte(s.page), func(tree.Diag) {})
	if err != nil {
		return nil
	}
	return p
}

func losses(p *tree.Page, page string) []string {
	var out []string
	account.Check(p, []byte(page), func(d tree.Diag) { out = append(out, d.String()) })
	return out
}

// TestBalanced finds no loss in any sample of an extension.
func TestBalanced(t *testing.T) {
	for _, s := range samples(t) {
		if p := s.read(t); p != nil {
			for _, l := range losses(p, s.page) {
				t.Errorf("%s: %s", s.name, l)
			}
		}
	}
}

// plain is a page in whose forms no loss may be passed over.
const plain = `# Baking

Flour and *water*, ` + "`kiln --heat 3`" + `, [the oven](oven.md "Its door") and <https://bread.example/one>.

![A loaf](loaf.png) [crumb][1] caf&eacute;, na**i**ve

> Quoted words
> with [an end](#end)

- first item

      indented code
- [ ] second

| left | right |
|------|-------|
| cell | [link](cell.md) |

` + "```go title=\"a.go\"\nfunc main() {}\n```" + `

<p>Markup <a href="html.md">inside</a> <img src="x.png" alt="A picture"></p>

Noted.[^n]

[1]: crumb.md "Title"
[^n]: The note.
`

// TestEachLossIsFound takes the text, the address or the code of one node of a tree away after the other. Each has to be
// missed on the plain page, and most in the samples: what the scanner takes for syntax, and what stands elsewhere once more,
// is not.
func TestEachLossIsFound(t *testing.T) {
	spoilAll(t, []sample{{name: "plain", dialect: "gfm+footnotes+code_meta", page: plain}}, 100)
	spoilAll(t, samples(t), 80)
}

func spoilAll(t *testing.T, list []sample, percent int) {
	found, all := map[string]int{}, map[string]int{}
	for _, s := range list {
		p := s.read(t)
		if p == nil || len(losses(p, s.page)) > 0 {
			continue
		}
		for n := range tree.Preorder(p) {
			kind, undo := spoil(n)
			if undo == nil {
				continue
			}
			all[kind]++
			if len(losses(p, s.page)) > 0 {
				found[kind]++
			} else if testing.Verbose() {
				at := p.At(n.Position())
				t.Logf("%s:%d:%d: %s is not missed", s.name, at.Line, at.Column, kind)
			}
			undo()
		}
	}
	for kind, n := range all {
		if (kind == "texts" || percent == 100) && found[kind]*100 < n*percent {
			t.Errorf("%s: of %d %s only %d are missed", list[0].name, n, kind, found[kind])
		}
	}
	if all["texts"] < 20 {
		t.Errorf("only %d texts were taken away", all["texts"])
	}
}

// spoil takes what readers see of a node away. undo is nil when there is nothing.
func spoil(n tree.Node) (kind string, undo func()) {
	take := func(kind string, p *string) (string, func()) {
		if was := *p; strings.ContainsFunc(was, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			*p = ""
			return kind, func() { *p = was }
		}
		return "", nil
	}
	switch n := n.(type) {
	case *tree.Text:
		return take("texts", &n.S)
	case *tree.Code:
		return take("codes", &n.S)
	case *tree.CodeBlock:
		return take("blocks of code", &n.Text)
	case *tree.Math:
		return take("formulas", &n.TeX)
	case *tree.Link:
		return take("addresses of links", &n.To.Raw)
	case *tree.Image:
		return take("addresses of images", &n.Src.Raw)
	}
	return "", nil
}

// TestMarksBehindLabels reads footnotes that begin with a list or a quotation: their marks are no words.
func TestMarksBehindLabels(t *testing.T) {
	page := "Words.[^1] [^2] [^3]\n\n[^1]: 7) one\n\n[^2]: > - two\n\n[^3]: 3. [ ] three\n"
	s := sample{dialect: "gfm", page: page}
	account.Check(s.read(t), []byte(page), func(d tree.Diag) { t.Error(d) })
}

// TestDropped names what is left out on purpose.
func TestDropped(t *testing.T) {
	page := "---\ntitle: T\n---\n\nWords <!-- a comment --> here, <who>you</who>.\n\n[unused]: https://example.com\n"
	s := sample{dialect: "gfm+front_matter", page: page}
	sums := account.Check(s.read(t), []byte(page), func(d tree.Diag) { t.Error(d) })
	var got []string
	for what, n := range sums.Dropped {
		if n == 1 {
			got = append(got, what)
		}
	}
	slices.Sort(got)
	if want := []string{"comments", "definitions that nothing refers to", "metadata", "names of elements that HTML has not"}; !slices.Equal(got, want) {
		t.Errorf("dropped %q, want %q", got, want)
	}
}
