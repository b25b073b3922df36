package html

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"platen/convert/tree"
	"platen/writers/internal/testkit"
)

func text(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }

func para(in ...tree.Inline) *tree.Paragraph { return &tree.Paragraph{Inlines: in} }

func h(level int8, id, s string, aliases ...string) *tree.Heading {
	return &tree.Heading{Level: level, Attr: &tree.Attr{ID: id, Aliases: aliases}, Inlines: text(s)}
}

// Expected pieces of the main part of a lone page.
func TestNodes(t *testing.T) {
	url := tree.Target{URL: "https://example.com/a?b=1&c=[d]"}
	note := &tree.Footnote{Label: "n", Number: 1, Refs: 2, Blocks: []tree.Block{para(text("note")...)}}
	for _, tt := range []struct {
		name  string
		block tree.Block
		want  string
	}{
		{"text is escaped", para(text(`<b> & "q" ` + "\x00\u0085\ufffe")...), "<p>&lt;b&gt; &amp; \"q\" \ufffd\ufffd\ufffd</p>"},
		{"link", para(&tree.Link{To: url, Title: `a"b`, Inlines: text("x")}), `<a href="https://example.com/a?b=1&amp;c=%5Bd%5D" title="a&quot;b">x</a>`},
		{"dead link is text", para(&tree.Link{To: tree.Target{Raw: "x"}, Inlines: text("x")}), "<p>x</p>"},
		{"link without text", para(&tree.Link{To: tree.Target{Raw: "u", URL: "u"}}), `<a href="u" aria-label="u"></a>`},
		{"peer", para(&tree.Link{To: tree.Target{Peer: "b c.md", Anchor: "d"}, Inlines: text("x")}), `href="b%20c.html#d"`},
		{"white space in an id", para(&tree.Anchor{ID: "a b"}), `<span id="a%20b"></span>`},
		{"aliases of a heading", h(2, "x", "X", "y", "z"), `<h2 id="x"><span id="y"></span><span id="z"></span>X</h2>`},
		{"heading without text", h(2, "x", ""), `<span class="p-vh">Untitled</span>`},
		{"a header cell without text is no header", &tree.Table{Cols: make([]tree.Column, 1), Head: []*tree.Row{{Cells: []*tree.Cell{{Scope: tree.ScopeCol, ColSpan: 1, RowSpan: 1}}}}}, "<thead>\n<tr><td></td></tr>"},
		{"row header", &tree.Table{Cols: make([]tree.Column, 1), Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{{Scope: tree.ScopeRow, ColSpan: 1, RowSpan: 9, Blocks: []tree.Block{para(text("h")...)}}}}}}}}, `<th scope="row">`},
		{"no link in a link", para(&tree.Link{To: url, Inlines: []tree.Inline{&tree.NoteRef{Note: note, N: 2}}}), `<sup id="fnref1-2">1</sup></a>`},
		{"label with a link does not fold", &tree.Details{Summary: []tree.Inline{&tree.Link{To: url, Inlines: text("x")}}}, `<div class="p-open"><p class="p-title"><a `},
		{"missing image", para(&tree.Image{Src: tree.Target{Raw: "a.png"}, Alt: "alt & text"}), `<span class="p-noimg">alt &amp; text</span>`},
		{"remote image", para(&tree.Image{Src: tree.Target{URL: "https://example.com/a.png"}, Alt: "x"}), `alt="x" loading="lazy" decoding="async" referrerpolicy="no-referrer">`},
		{"image in a link has a name", para(&tree.Link{To: url, Inlines: []tree.Inline{&tree.Image{Src: tree.Target{URL: "https://example.com/logo.png"}}}}), `alt="logo"`},
		{"image with the author's size", para(&tree.Image{Src: tree.Target{URL: "a.png"}, Alt: "x", Attr: &tree.Attr{Keys: []tree.Key{{Name: "width", Value: "30px"}, {Name: "height", Value: "50%"}}}}), `width="30" loading`},
		{"no script by name", &tree.Element{Name: "script", Blocks: []tree.Block{para(text("x")...)}}, "<div>\n<p>x</p>"},
		{"no script in a line", para(&tree.InlineElement{Name: "script", Inlines: text("x")}), "<p>x</p>"},
		{"no handlers", &tree.Div{Attr: &tree.Attr{Classes: []string{`a"b`}, Keys: []tree.Key{{Name: "onclick", Value: "x"}, {Name: "style", Value: "y"}, {Name: "lang", Value: "not a tag"}, {Name: "dir", Value: "rtl"}}}}, `<div class="a&quot;b" dir="rtl">`},
		{"task", &tree.List{Tight: true, Items: []*tree.ListItem{{Task: tree.Done, Blocks: []tree.Block{&tree.Paragraph{Tight: true, Inlines: text("x")}}}}}, `<li class="p-task"><input type="checkbox" checked disabled aria-label="done"> x</li>`},
		{"long code takes the focus", &tree.CodeBlock{Text: strings.Repeat("x", 40) + "\n"}, `<pre tabindex="0" role="group" aria-label="Code">`},
		{"short code does not", &tree.CodeBlock{Text: "x\n"}, "<pre><code>x\n</code></pre>"},
		{"hidden lines fold", &tree.CodeBlock{Text: "a\nb\nc\n", Hidden: [][2]int{{1, 2}}}, "<details><summary>Show hidden lines (2)</summary><pre><code>a\nb\nc\n</code></pre>\n</details>\n<pre><code><span class=\"l\">c\n</span></code></pre>\n</div>"},
		{"all lines are hidden", &tree.CodeBlock{Text: "a\n", Hidden: [][2]int{{1, 1}}}, "<details><summary>Show hidden lines (1)</summary><pre><code>a\n</code></pre>\n</details>\n</div>"},
		{"code in a cell breaks at its joints", &tree.Table{Cols: make([]tree.Column, 1), Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{{RowSpan: 1, ColSpan: 1, Blocks: []tree.Block{para(&tree.Code{S: "--resource-path a/b.c_d"})}}}}}}}}, "<code>--resource-<wbr>path a/<wbr>b.<wbr>c_<wbr>d</code>"},
		{"numbers and marks", &tree.CodeBlock{Text: "a\nb\n", Start: 7, Marks: [][2]int{{2, 2}}}, `<pre class="p-nums"><code style="counter-set:n 6"><span class="l">a` + "\n" + `</span><span class="l h">b`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := lone(tt.block)
			if got := mainOf(t, written(t, &Writer{}, b)["page.html"]); !strings.Contains(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestBacklinks leads from a footnote back to each place that refers to it.
func TestBacklinks(t *testing.T) {
	note := &tree.Footnote{Label: "n", Number: 1, Refs: 3, Blocks: []tree.Block{para(text("note")...)}}
	b := lone(para(&tree.NoteRef{Note: note, N: 1}, &tree.NoteRef{Note: note, N: 2}), para(&tree.NoteRef{Note: note, N: 3}))
	b.Pages[0].Notes = []*tree.Footnote{note}
	got := string(written(t, &Writer{}, b)["page.html"])
	for _, id := range []string{"fnref1", "fnref1-2", "fnref1-3"} {
		if strings.Count(got, `id="`+id+`"`) != 1 || strings.Count(got, `class="p-back" href="#`+id+`"`) != 1 {
			t.Errorf("%s is not there and led to once:\n%s", id, got)
		}
	}
}

// guide makes a book of three pages in two folders, without a contents page.
func guide() *tree.Book {
	a := &tree.Page{Path: "set up/a:b.md", Title: text("A"), Blocks: []tree.Block{h(1, "a", "A"), h(2, "x y", "Sub")}}
	c := &tree.Page{Path: "ref/README.md", Title: text("C"), Blocks: []tree.Block{h(1, "c", "C")}}
	d := &tree.Page{Path: "ref/d.md", Title: text("D"), Blocks: []tree.Block{h(1, "d", "D"), para(
		&tree.Link{To: tree.Target{Page: a, Anchor: "x y"}, Inlines: text("one")},
		&tree.Link{To: tree.Target{Page: c}, Inlines: text("two")})}}
	for _, p := range []*tree.Page{a, c, d} {
		p.IDs = map[string]tree.Node{}
		tree.InspectPage(p, func(n tree.Node) bool {
			for _, id := range tree.AttrOf(n).IDs() {
				p.IDs[id] = n
			}
			return true
		})
	}
	return &tree.Book{Name: "guide", Meta: tree.Meta{"title": "The <Guide>"}, Pages: []*tree.Page{a, c, d}, Nav: []*tree.NavItem{
		{Title: text("First"), To: tree.Target{Page: a}, Numbered: true},
		{Title: text("Reference"), Numbered: true, Items: []*tree.NavItem{{Title: text("C"), To: tree.Target{Page: c}, Numbered: true}, {Title: text("D & E"), To: tree.Target{Page: d}, Numbered: true}}},
	}}
}

func TestGuide(t *testing.T) {
	files := written(t, &Writer{NumberSections: true}, guide())
	for _, name := range []string{"index.html", "platen.css", "set up/a:b.html", "ref/index.html", "ref/d.html"} {
		if files[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	page := string(files["ref/d.html"])
	for _, want := range []string{
		`<a href="../set%20up/a%3Ab.html#x%20y">one</a>`, `<a href="index.html">two</a>`, `href="../platen.css"`, `<title>D – The &lt;Guide&gt;</title>`,
		`<a href="d.html" aria-current="page">2.2 D &amp; E</a>`, `<span class="p-no">2.2</span> D`, `rel="prev" href="index.html"`, `<a class="p-home" href="../index.html">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if s := string(files["set up/a:b.html"]); !strings.Contains(s, `id="x%20y"`) {
		t.Error("the id with a space is lost")
	}
	if s := mainOf(t, files["index.html"]); !strings.Contains(s, `<a href="ref/d.html">2.2 D &amp; E</a>`) {
		t.Errorf("contents: %s", s)
	}
}

func TestWholeGuideInOneFile(t *testing.T) {
	files := written(t, &Writer{File: "guide.html", EmbedAssets: true}, guide())
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	page := string(files["guide.html"])
	for _, want := range []string{`<h1>The &lt;Guide&gt;</h1>`, `<h2 id="ref-d--d">D</h2>`, `<h3 id="set-up-a:b--x%20y">Sub</h3>`, `href="#set-up-a%3Ab--x%20y"`, `<style>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if n := strings.Count(page, "<h1"); n != 1 {
		t.Errorf("%d h1", n)
	}
}

func TestClashIsReported(t *testing.T) {
	b := &tree.Book{Name: "g", Pages: []*tree.Page{{Path: "a.md"}, {Path: "A.markdown"}}}
	var codes []tree.DiagCode
	m := &memory{}
	if err := (&Writer{}).Write(context.Background(), m, b, func(d tree.Diag) { codes = append(codes, d.Code) }); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(codes) != "[output-clash]" || m.files["a.html"] == nil {
		t.Errorf("codes %v", codes)
	}
}

func TestSameBytesOnAnyNumberOfProcessors(t *testing.T) {
	b := testkit.Guides(t)[0].Load(t)
	var first map[string][]byte
	for _, n := range []int{1, 2, 8} {
		was := runtime.GOMAXPROCS(n)
		files := written(t, &Writer{}, b)
		runtime.GOMAXPROCS(was)
		if first == nil {
			first = files
		}
		for name, data := range files {
			if !bytes.Equal(data, first[name]) {
				t.Errorf("%s differs with %d processors", name, n)
			}
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (&Writer{}).Write(ctx, &memory{}, guide(), func(tree.Diag) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestPages: a page that has changed since the others were prepared is written as it is, with its title and tags.
func TestPages(t *testing.T) {
	b := guide()
	pages := (&Writer{Tags: true}).Pages(b)
	write := func() string {
		t.Helper()
		m := &memory{}
		if err := pages.Write(context.Background(), m, b.Pages[2], func(tree.Diag) {}); err != nil {
			t.Fatal(err)
		}
		return string(m.files["ref/d.html"])
	}
	if got := write(); !strings.Contains(got, "<title>D – ") {
		t.Errorf("got %s", got)
	}
	*b.Pages[2] = tree.Page{Path: b.Pages[2].Path, Title: text("E"), Blocks: []tree.Block{para(text("new")...)}, Meta: tree.Meta{"tags": []any{"fresh"}}}
	if got := write(); !strings.Contains(got, "<title>E – ") || !strings.Contains(got, "<p>new</p>") || !strings.Contains(got, "fresh") {
		t.Errorf("got %s", got)
	}
}

func TestWritePage(t *testing.T) {
	b := guide()
	m := &memory{}
	if err := (&Writer{}).WritePage(context.Background(), m, b, b.Pages[2], func(tree.Diag) {}); err != nil {
		t.Fatal(err)
	}
	if all := written(t, &Writer{}, b); len(m.files) != 1 || !bytes.Equal(m.files["ref/d.html"], all["ref/d.html"]) {
		t.Error("the page is not the one of the whole run")
	}
}

func asset(name, mime, data string) *tree.Asset {
	return &tree.Asset{Path: name, MIME: mime, W: 4, H: 2, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(data)), nil }}
}

func TestAssets(t *testing.T) {
	png := asset("img/a b.png", "image/png", "PNG")
	b := lone(para(&tree.Image{Src: tree.Target{Asset: png}, Alt: "x"}))
	b.Assets = []*tree.Asset{png}
	files := written(t, &Writer{}, b)
	if string(files["img/a b.png"]) != "PNG" || !strings.Contains(string(files["page.html"]), `<img src="img/a%20b.png" alt="x" width="4" height="2"`) {
		t.Errorf("copied: %s", mainOf(t, files["page.html"]))
	}
	files = written(t, &Writer{File: "x.html", EmbedAssets: true}, b)
	if len(files) != 1 || !strings.Contains(string(files["x.html"]), `<img src="data:image/png;base64,UE5H" alt="x" width="4" height="2">`) {
		t.Errorf("embedded: %s", mainOf(t, files["x.html"]))
	}
}

func TestLinkedFilesAreCopiedBesideAPageThatHoldsItsImages(t *testing.T) {
	zip := asset("files/a.zip", "application/zip", "ZIP")
	b := lone(para(&tree.Link{To: tree.Target{Asset: zip}, Inlines: text("x")}))
	b.Assets = []*tree.Asset{zip, asset("unused.zip", "application/zip", "")}
	files := written(t, &Writer{File: "x.html", EmbedAssets: true}, b)
	if len(files) != 2 || string(files["files/a.zip"]) != "ZIP" {
		t.Errorf("%d files", len(files))
	}
}

func TestOutputIsBounded(t *testing.T) {
	big := asset("a.png", "image/png", strings.Repeat("x", 20<<20))
	image := para(&tree.Image{Src: tree.Target{Asset: big}, Alt: "x"})
	b := lone(image)
	b.Assets = []*tree.Asset{big}
	if n := len(written(t, &Writer{File: "x.html", EmbedAssets: true}, b)["x.html"]); n < 20<<20 {
		t.Errorf("a large image: %d bytes", n)
	}
	b.Pages[0].Blocks = []tree.Block{image, image, image}
	var codes []tree.DiagCode
	m := &memory{}
	if err := (&Writer{File: "x.html", EmbedAssets: true}).Write(context.Background(), m, b, func(d tree.Diag) { codes = append(codes, d.Code) }); err != nil {
		t.Fatal(err)
	}
	if len(m.files) != 0 || fmt.Sprint(codes) != "[limit]" {
		t.Errorf("the same image thrice: %v", codes)
	}
}

func TestByline(t *testing.T) {
	b := lone(h(1, "a", "A"))
	b.Meta = tree.Meta{"author": "Ann & Bo", "date": "2026-01-02", "rights": "CC0"}
	page := string(written(t, &Writer{File: "x.html"}, b)["x.html"])
	for _, want := range []string{`<header class="p-by">Ann &amp; Bo · 2026-01-02</header>`, `<footer class="p-foot">CC0</footer>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestFragment(t *testing.T) {
	p := &tree.Page{Blocks: []tree.Block{h(2, "x", "A & B"), &tree.List{Tight: true, Items: []*tree.ListItem{{Blocks: []tree.Block{&tree.Paragraph{Tight: true, Inlines: text("a")},
		&tree.List{Ordered: true, Start: 3, Items: []*tree.ListItem{{Blocks: []tree.Block{para(text("b")...)}}}}}}}}, &tree.Rule{}}}
	want := "<h2>A &amp; B</h2>\n<ul>\n<li>a\n<ol start=\"3\">\n<li>\n<p>b</p>\n</li>\n</ol>\n</li>\n</ul>\n<hr />\n"
	if got := Fragment(p); got != want {
		t.Errorf("got %q", got)
	}
}

// FuzzText: whatever words a tree holds, the page has them back and its elements are balanced.
func FuzzText(f *testing.F) {
	f.Add("a <b> & c", "id x", "https://example.com/?a=b&c", "go")
	f.Add("</main><script>", "\"><", "javascript:x", "</code>")
	f.Add("\x00\xff\ufffe", " ", "%zz", "a\"b")
	f.Fuzz(func(t *testing.T, s, id, url, lang string) {
		target := tree.Target{Raw: url, URL: url}
		b := lone(&tree.Heading{Level: 2, Attr: &tree.Attr{ID: "h" + id, Classes: []string{s}, Keys: []tree.Key{{Name: "title", Value: s}}}, Inlines: text(s)},
			para(&tree.Text{S: s}, &tree.Link{To: target, Title: s, Inlines: text("l" + s)}, &tree.Image{Src: target, Alt: s, Title: s}, &tree.Code{S: s}, &tree.InlineElement{Name: s, Inlines: text(s)}),
			&tree.CodeBlock{Lang: lang, Title: s, Text: s + "\n"}, &tree.Element{Name: s}, &tree.Admonition{Kind: s, Blocks: []tree.Block{para(text("end")...)}})
		b.Meta = tree.Meta{"title": s, "lang": lang, "description": s, "version": url}
		page := written(t, &Writer{File: "page.html", NumberSections: true, TOC: 2}, b)["page.html"]
		balanced(t, page)
	})
}

// balanced reports elements that are not closed in order, and script.
func balanced(t *testing.T, page []byte) {
	t.Helper()
	void := map[string]bool{"meta": true, "link": true, "br": true, "hr": true, "img": true, "input": true, "wbr": true, "col": true}
	var open []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			if len(open) > 0 {
				t.Errorf("open at the end: %v", open)
			}
			return
		case html.StartTagToken:
			tok := z.Token()
			if tok.Data == "script" || tok.Data == "iframe" {
				t.Errorf("a %s in the page", tok.Data)
			}
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s has %s", tok.Data, a.Key)
				}
			}
			if !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v in %s", tok.Data, open, page)
			}
			open = open[:len(open)-1]
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, g := range testkit.Guides(b) {
		b.Run(g.Name, func(b *testing.B) {
			book := g.Load(b)
			size := 0
			for _, p := range book.Pages {
				for _, s := range p.Sources {
					size += len(s.Text)
				}
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if err := (&Writer{}).Write(context.Background(), &memory{}, book, func(tree.Diag) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
