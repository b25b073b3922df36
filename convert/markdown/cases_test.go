package markdown

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"platen/convert/tree"
)

// dump reads src and returns the tree's dump and the diagnostics, one a line.
func dump(t testing.TB, r *Reader, src string) (nodes, diags string) {
	t.Helper()
	var lines []string
	p, err := r.Read(context.Background(), "input.md", []byte(src), func(d tree.Diag) { lines = append(lines, d.String()+"\n") })
	if err != nil {
		return "error: " + err.Error() + "\n", ""
	}
	if err := tree.Validate(p); err != nil {
		t.Errorf("invalid tree: %v", err)
	}
	var b strings.Builder
	if err := tree.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String(), strings.Join(lines, "")
}

var update = flag.Bool("update", false, "rewrite the trees and diagnostics in testdata")

// rewrite puts what comes out into a case's file.
func rewrite(t *testing.T, file string, a *txtar.Archive, nodes, diags string) {
	t.Helper()
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "tree" || f.Name == "diag" })
	a.Files = append(a.Files, txtar.File{Name: "tree", Data: []byte(nodes)})
	if diags != "" {
		a.Files = append(a.Files, txtar.File{Name: "diag", Data: []byte(diags)})
	}
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEveryExtensionHasASample asks for testdata/ext/NAME.txt for each extension, in which it is on and shows what it reads.
func TestEveryExtensionHasASample(t *testing.T) {
	for _, e := range Extensions() {
		a, err := txtar.ParseFile("testdata/ext/" + e.Name + ".txt")
		if err != nil {
			t.Error(err)
			continue
		}
		with, err := ParseDialect(strings.TrimSpace(string(a.Comment)))
		if err != nil || !with.Has(e.Name) {
			t.Errorf("%s is off in its sample (%v)", e.Name, err)
			continue
		}
		without, err := with.Without(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "input.md" })
		on, _ := dump(t, &Reader{Dialect: with}, string(a.Files[i].Data))
		off, _ := dump(t, &Reader{Dialect: without}, string(a.Files[i].Data))
		if on == off {
			t.Errorf("the sample of %s is read alike without it", e.Name)
		}
	}
}

// TestCases runs testdata/*.txt and testdata/ext/*.txt: the comment is the dialect, input.md is read, other .md and .rs files can be
// included, tree and diag are what comes out.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	samples, err2 := filepath.Glob("testdata/ext/*.txt")
	if files = append(files, samples...); err != nil || err2 != nil || len(files) == 0 {
		t.Fatal("no cases", err, err2)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range a.Files {
				parts[f.Name] = string(f.Data)
			}
			d, err := ParseDialect(strings.TrimSpace(string(a.Comment)))
			if err != nil {
				t.Fatal(err)
			}
			r := &Reader{Dialect: d, Include: func(path string) ([]byte, error) {
				if s, ok := parts[path]; ok {
					return []byte(s), nil
				}
				return nil, fmt.Errorf("%s: %w", path, os.ErrNotExist)
			}}
			nodes, diags := dump(t, r, parts["input.md"])
			if *update {
				rewrite(t, file, a, nodes, diags)
				return
			}
			if nodes != parts["tree"] {
				t.Errorf("tree:\n%swant:\n%s", nodes, parts["tree"])
			}
			if diags != parts["diag"] {
				t.Errorf("diagnostics:\n%swant:\n%s", diags, parts["diag"])
			}
		})
	}
}

func TestParseDialect(t *testing.T) {
	for _, tt := range []struct{ spec, name, err string }{
		{"", "auto", ""},
		{"gfm", "gfm", ""},
		{"commonmark+footnotes-tables", "commonmark", ""},
		{"gmf", "", `unknown dialect "gmf"; did you mean "gfm"?`},
		{"gfm+footnote", "", `unknown extension "footnote"; did you mean "footnotes"?`},
		{"gfm-tabels", "", `did you mean "tables"?`},
	} {
		d, err := ParseDialect(tt.spec)
		switch {
		case tt.err != "":
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%q: got %v, want %s", tt.spec, err, tt.err)
			}
		case err != nil:
			t.Errorf("%q: %v", tt.spec, err)
		case d.Name != tt.name:
			t.Errorf("%q: got %s, want %s", tt.spec, d.Name, tt.name)
		}
	}
	d, _ := ParseDialect("commonmark+footnotes+emoji-tables")
	if got := strings.Join(d.Extensions, " "); got != "emoji footnotes" {
		t.Errorf("extensions: %s", got)
	}
}

func TestLimits(t *testing.T) {
	r := &Reader{Limits: Limits{Depth: 8, Columns: 4, Delimiters: 100, InlineBytes: 5000, Definitions: 5, Cells: 20, DepthBlanks: 50, PageBytes: 10000}}
	for _, tt := range []struct{ name, src, want string }{
		{"quotes", strings.Repeat(">", 9) + "a", "limit-depth"},
		{"lists in a line", strings.Repeat("- ", 9) + "a", "limit-depth"},
		{"lists by indentation", nested(9), "limit-depth"},
		{"elements", strings.Repeat("<div>\n", 9), "limit-depth"},
		{"blank lines", "- a\n" + strings.Repeat("\n", 60), "limit-depth-blanks"},
		{"columns", "a|b|c|d|e\n-|-|-|-|-\n", "limit-columns"},
		{"spans", "<table><tr><td colspan=9>x</table>", "limit-columns"},
		{"cells", "|a|b|\n|-|-|\n" + strings.Repeat("|x|\n", 12), "limit-cells"},
		{"brackets", strings.Repeat("[", 101), "limit-delimiters"},
		{"brackets in lines", strings.Repeat("[x *a\n", 60), "limit-delimiters"},
		{"a long paragraph", strings.Repeat("word word\n", 600), "limit-inline-bytes"},
		{"definitions", strings.Repeat("[a]: b\n", 6), "limit-definitions"},
		{"page", strings.Repeat("a\n\n", 4000), "limit-page-bytes"},
	} {
		_, err := r.Read(context.Background(), "a.md", []byte(tt.src), nil)
		l, ok := err.(*LimitError)
		if !ok || l.Limit != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	for name, src := range map[string]string{
		"a thematic break": strings.Repeat("- ", 40) + "\n",
		"fenced code":      "```\n" + strings.Repeat(">", 40) + "\n" + strings.Repeat("[", 200) + "\n```\n",
		"indented code":    "a\n\n" + strings.Repeat("    - - - - - - - - - - -\n", 3),
		"eight levels":     nested(8),
	} {
		if _, err := r.Read(context.Background(), "a.md", []byte(src), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// nested is a list n levels deep.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// Positions lead to the node in the source, behind front matter, in items and in included files.
func TestPositions(t *testing.T) {
	src := "---\ntitle: x\n---\n# Head\n\n- item *emph*\n\n  ```go\n  code\n  ```\n\n<div>html <b>bold</b></div>\n"
	p, err := (&Reader{}).Read(context.Background(), "a.md", []byte(src), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Heading": "4:1", "Emph": "6:8", "CodeBlock": "8:3", "Strong": "12:11"}
	for n := range tree.Preorder(p) {
		name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*tree.")
		if w, ok := want[name]; ok {
			at := p.At(n.Position())
			if got := fmt.Sprintf("%d:%d", at.Line, at.Column); got != w {
				t.Errorf("%s at %s, want %s", name, got, w)
			}
			delete(want, name)
		}
	}
	for name := range want {
		t.Errorf("no %s", name)
	}
}
