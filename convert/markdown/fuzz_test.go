package markdown

import (
	"context"
	"errors"
	"testing"

	"platen/convert/tree"
)

// fuzzDialects are the dialects that FuzzRead chooses from.
var fuzzDialects = []string{"auto", "commonmark", "gfm", "aws+emoji", "mdbook", "mkdocs", "docfx", "myst"}

// FuzzRead: any bytes give a valid tree or an error about a limit, in every dialect.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"# A<a name=\"x\"></a>\n\n1. a\n**Note**  \nb\n\n[^1]\n\n[^1]: n\n",
		"<table id=a><tr><td rowspan=9 colspan=2>x<th><tr><li id=b>y</table><p id=c><a name=d>",
		"<dl><dt id=x>a<dd id=y><pre id=z>b<br><a id=w></a>c</pre></dl><span id=q></span><b id=r>",
		"------\n#### [ A ]\n\nb\n\n------\n",
		"> [!NOTE]\n> x\n\n| a | b |\n|---|---|\n| <ul><li>x</li></ul> | `c\\|d` |\n",
		"!!! note \"T\"\n    x\n\n=== \"A\"\n\n    b\n\n??? tip\n    y\n",
		"---\ntitle: x\nlang: en\n---\n\n{{#include a.md}}\n\n```rust\n# use x;\nfn main() {}\n```\n",
		"<script>x</script><style id=k><a name=l></a></style>\n\ntext <script> <h1 id=m>y</h1> ![<a name=n></a>](o)\n",
		"&#1;&#x202e;\x00\x1b \xff <a title=\"&#2;\" href=x>[y](z)</a>\n",
		"- a\n\n  b\n\n1.\n   + c\n\n   d\n",
		"[a]: <b> 'c'\n[a] [a][] ![a]\n\nwww.x.org http://y.z/~a/~b me@x.org\n",
		"a\n: b\n\n    c\n\n# h {#i .j k=l}\n\n{: #m }\n",
		"<details id=a><summary id=b>x</summary><figure id=c><figcaption id=d>y</figcaption></figure></details>",
		"==a== ^^b^^ ++ctrl+\"x\"++ H~2~O {++c++} {~~d~>e~~} {>>f<<}\n\n*[a]: b\n\n[TOC]\n\n:material-x:{ .y }\n",
		"/// note | T\n    type: x\n\n/// tab\na\n///\n\n/// caption\nb\n///\n",
		"<div markdown id=a>\n    *x*\n\n    - <td markdown>[^1]\n\n[^1]: y\n</div>\n<details markdown><summary>s</summary>t\n",
		"--8<-- \"a\"\n\n--8<--\na:1:2\n--8<--\n\n{% include \"a\" start='#' %}\n",
		"``` { .py #a title=\"b\" hl_lines=\"1-9\" }\n#!x\n```\n\n<video id=v><source src=w></video><iframe src=x>\n",
		"(l)=\n```{note} a\n:class: b\n{ref}`c <l>`\n````{figure} x.png\n---\nname: l\n---\nd\n````\n```\n:::{tab-set}\n::::{tab-item} T\n::::\n:::\n```{include} a.md\n```\n",
		":::row:::\n   :::column:::\n      a\n   :::column-end:::\n:::row-end:::\n# [T](#tab/a)\nb\n---\n> [!div class=\"c\"]\n> [!INCLUDE [t](a.md)]\n:::code source=\"a\" id=\"x\":::\n",
		"<xss id=x>\n\n<xss id=x2></xss>\n\n<section id=s></section><u id=u></u><a id=v href=w></a>",
	} {
		f.Add([]byte(s), uint8(0))
		f.Add([]byte(s), uint8(17))
	}
	f.Fuzz(func(t *testing.T, src []byte, mode uint8) {
		d, err := ParseDialect(fuzzDialects[int(mode&15)%len(fuzzDialects)])
		if err != nil {
			t.Fatal(err)
		}
		r := &Reader{Dialect: d, AllowHTML: mode&16 != 0, Include: func(string) ([]byte, error) { return []byte("# inc<a name=x></a>\n"), nil }}
		p, err := r.Read(context.Background(), "fuzz.md", src, func(tree.Diag) {})
		if err != nil {
			if l := (*LimitError)(nil); !errors.As(err, &l) {
				t.Fatal(err)
			}
			return
		}
		if err := tree.Validate(p); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzExtensions reads any bytes with any choice of extensions, together and each alone.
func FuzzExtensions(f *testing.F) {
	all := Extensions()
	for i := range all {
		f.Add([]byte("# A {#b}\n\n[^1] *[c]: d\n\n!!! note\n    x\n\n[^1]: y\n\n{{< z >}} :::w\n[[v]]\n:::\n\n| a |\n|---|\n| `b|c` |\n"), uint64(1)<<i, false)
	}
	for i, s := range []string{"---\na: b\n---\n$x$ $$y$$ \\(z\\)\n\n~~~{.py #a}\nb\n~~~\n\nterm\n: def\n", "``` js {#a} {#b} {.c}\nx\n```\n\n``` {.py #d} {#e}\ny\n```\n", "{{#include a}} {{a}} {% b %}\n{: .c}\n<!-- d -->\n<tabs><tab title=\"e\">\n\nf\n</tab></tabs>\n", ":h: ==i== ^j^ ~k~ ++l++ [m]{.n} ![o](p){width=1}\n\n=== \"q\"\n    r\n", "```mermaid\nx\n```\n\n> [!NOTE|x]\n> s\n\n- [ ] t\n\n@u #v www.w.org\n"} {
		f.Add([]byte(s), ^uint64(0), i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, src []byte, which uint64, html bool) {
		spec := "commonmark"
		for i, e := range all {
			if which>>(i%64)&1 == 1 {
				spec += "+" + e.Name
			}
		}
		d, err := ParseDialect(spec)
		if err != nil {
			return // some exclude others
		}
		r := &Reader{Dialect: d, AllowHTML: html, Include: func(string) ([]byte, error) { return []byte("# inc\n"), nil }}
		p, err := r.Read(context.Background(), "fuzz.md", src, func(tree.Diag) {})
		if err != nil {
			if l := (*LimitError)(nil); !errors.As(err, &l) {
				t.Fatal(err)
			}
			return
		}
		if err := tree.Validate(p); err != nil {
			t.Fatalf("%s: %v", spec, err)
		}
	})
}
