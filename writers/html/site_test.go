package html

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"platen/convert/tree"
)

// TestSharedFiles: pages lead to the shared files from every folder; a page alone has no script.
func TestSharedFiles(t *testing.T) {
	files := written(t, &Writer{}, guide())
	for _, name := range []string{"platen.css", "platen.js", "platen-search.js", "platen-index.js", "platen-index-1.js", "platen-text-1.js"} {
		if files[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	if page := string(files["ref/d.html"]); !strings.Contains(page, `<script src="../platen.js"`) || !strings.Contains(page, `role="search"`) {
		t.Errorf("no script or search in %s", page)
	}
	if s := unpacked(t, files["platen-index.js"]); !strings.Contains(s, `["set%20up/a%3Ab.html","A",2]`) {
		t.Errorf("the index: %s", s)
	}
	if s := unpacked(t, files["platen-text-1.js"]); !strings.Contains(s, `["x y","Sub","`) {
		t.Errorf("the texts: %s", s)
	}
	files = written(t, &Writer{NoSearch: true}, guide())
	for name, data := range files {
		if strings.Contains(name, "search") || strings.Contains(name, "index-") || strings.Contains(string(data), `role="search"`) {
			t.Errorf("search in %s", name)
		}
	}
	for _, w := range []*Writer{{File: "all.html"}, {}} {
		b := guide()
		b.Lone = w.File == ""
		for name, data := range written(t, w, b) {
			if strings.HasSuffix(name, ".js") || strings.Contains(string(data), "<script") {
				t.Errorf("script in %s", name)
			}
		}
	}
}

// unpacked returns the data of a script of the index.
func unpacked(t *testing.T, script []byte) string {
	var out strings.Builder
	for _, s := range regexp.MustCompile(`"([A-Za-z0-9+/=]*)"`).FindAllSubmatch(script, -1) {
		data, err := base64.StdEncoding.DecodeString(string(s[1]))
		if err == nil {
			data, err = io.ReadAll(flate.NewReader(bytes.NewReader(data)))
		}
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
	}
	return out.String()
}

// TestSharedNamesAreFree: files of the guide keep their names.
func TestSharedNamesAreFree(t *testing.T) {
	for _, path := range []string{"platen.js", "Platen-Search.js", "platen-index-7.js"} {
		b := guide()
		b.Assets = []*tree.Asset{asset(path, "text/plain", "own")}
		files := written(t, &Writer{}, b)
		if string(files[path]) != "own" || files["platen2.js"] == nil || !strings.Contains(string(files["index.html"]), `src="platen2.js"`) {
			t.Errorf("%s: the guide's own file is lost or the others have no name", path)
		}
	}
}

// TestContentsFold: short contents are whole in each page, long ones only on the page's path.
func TestContentsFold(t *testing.T) {
	for _, n := range []int{5, 200} {
		b := &tree.Book{Name: "g"}
		for i := range 3 {
			group := &tree.NavItem{Title: text(fmt.Sprintf("Group %d", i))}
			for j := range n / 2 {
				p := &tree.Page{Path: fmt.Sprintf("p%d-%d.md", i, j), Title: text(fmt.Sprintf("Page %d %d", i, j))}
				b.Pages = append(b.Pages, p)
				group.Items = append(group.Items, &tree.NavItem{Title: p.Title, To: tree.Target{Page: p}})
			}
			b.Nav = append(b.Nav, group)
		}
		page := string(written(t, &Writer{}, b)["p1-0.html"])
		side := page[strings.Index(page, `<nav class="p-side"`):strings.Index(page, `<div class="p-body">`)]
		if strings.Count(side, "<details open>") != 1 || !strings.Contains(side, `<a href="p1-1.html">`) {
			t.Errorf("%d pages: the page's own group is not open: %s", 3*(n/2), side)
		}
		if whole := strings.Contains(side, `<a href="p2-1.html">`); whole != (n == 5) {
			t.Errorf("%d pages: whole contents: %v", 3*(n/2), whole)
		}
	}
}

// TestContentsShare: each page carries the way to it with what is beside, and all pages together no more lines of
// contents than the guide may have; scripts are told where lines are left out.
func TestContentsShare(t *testing.T) {
	const chapters, pages = 60, 60
	b := &tree.Book{}
	page := func(name string) *tree.Page {
		p := &tree.Page{Path: name + ".md", Title: []tree.Inline{&tree.Text{S: name}}}
		b.Pages = append(b.Pages, p)
		return p
	}
	line := func(p *tree.Page) *tree.NavItem { return &tree.NavItem{Title: p.Title, To: tree.Target{Page: p}} }
	for i := range chapters {
		c := line(page(fmt.Sprintf("c%d", i)))
		for k := range pages {
			c.Items = append(c.Items, line(page(fmt.Sprintf("c%d-p%d", i, k))))
		}
		b.Nav = append(b.Nav, c)
	}
	s := newSite(&Writer{NoSearch: true}, b, func(tree.Diag) {})
	p := &printer{}
	all := 0
	for _, e := range s.entries {
		p.start(s, e, func(tree.Diag) {})
		p.sidebar()
		side := string(p.Finish())
		all += strings.Count(side, "<li")
		want := []string{`aria-current="page">` + e.title + "</a>"}
		for n := e.nav.parent; n != nil && n.to != nil; n = n.parent {
			want = append(want, `href="`+n.to.href+`"`)
		}
		for _, near := range []*entry{e.prev, e.next} {
			if near != nil && near.nav.parent == e.nav.parent {
				want = append(want, `href="`+near.href+`"`)
			}
		}
		for _, w := range want {
			if !strings.Contains(side, w) {
				t.Fatalf("no %s in the contents of %s:\n%s", w, e.out, side)
			}
		}
		switch n := strings.Count(side, "p-cut") + strings.Count(side, "p-from"); {
		case n < 2, n > 4:
			t.Fatalf("%d ends of lists in the contents of %s:\n%s", n, e.out, side)
		}
	}
	if all > allLines {
		t.Errorf("%d lines of contents in %d pages", all, len(s.entries))
	}
	if least := allLines / 2; all < least {
		t.Errorf("%d lines of contents in %d pages, where %d would do", all, len(s.entries), allLines)
	}
}

// TestPublished: with a base address pages have canonical links, and there are lists for machines.
func TestPublished(t *testing.T) {
	b := guide()
	b.Meta["description"] = "All of *it*"
	b.Pages[2].Meta = tree.Meta{"description": "The D"}
	b.Pages[1].Path = "ref/é.md"
	files := written(t, &Writer{BaseURL: "https://example.com/docs"}, b)
	if page := string(files["ref/d.html"]); !strings.Contains(page, `<link rel="canonical" href="https://example.com/docs/ref/d.html">`) {
		t.Errorf("no canonical link: %s", page)
	}
	if got := string(files["sitemap.xml"]); !strings.Contains(got, "<url><loc>https://example.com/docs/set%20up/a%3Ab.html</loc></url>\n<url><loc>https://example.com/docs/ref/%C3%A9.html</loc></url>\n") {
		t.Errorf("sitemap: %s", got)
	}
	want := `# The \<Guide>

> All of \*it\*

## Contents

- [First](https://example.com/docs/set%20up/a%3Ab.html)
- Reference
  - [C](https://example.com/docs/ref/%C3%A9.html)
  - [D & E](https://example.com/docs/ref/d.html): The D
`
	if got := string(files["llms.txt"]); got != want {
		t.Errorf("llms.txt: %s", got)
	}
	for name := range written(t, &Writer{}, guide()) {
		if name == "sitemap.xml" || name == "llms.txt" {
			t.Errorf("%s without a base address", name)
		}
	}
}

func TestRedirects(t *testing.T) {
	b := guide()
	b.Pages[2].Meta = tree.Meta{
		"aliases":       []any{"old.html", "/top/", "/a/b", "../up.md", "Another name", "d.html", "/set up/a:b.html", "https://example.com/x", "/../../out.html"},
		"redirect_from": "/old \"place\".html",
	}
	b.Pages[1].Meta = tree.Meta{"aliases": []any{"/ref/D.html", "/ref/old.html"}}
	files := written(t, &Writer{BaseURL: "https://example.com/"}, b)
	for name, to := range map[string]string{"ref/old.html": "index.html", "top/index.html": "../ref/d.html", "a/b/index.html": "../../ref/d.html", "up.html": "ref/d.html", "out.html": "ref/d.html", `old "place".html`: "ref/d.html"} {
		page := string(files[name])
		if !strings.Contains(page, `<meta http-equiv="refresh" content="0; url=`+to+`">`) || !strings.Contains(page, `<a href="`+to+`">`) {
			t.Errorf("%s does not lead to %s: %s", name, to, page)
		}
		if strings.Count(page, "example.com") != 1 {
			t.Errorf("%s has no canonical link", name)
		}
	}
	if len(files) != 3+1+2+5+6+3 {
		t.Errorf("%d files", len(files))
	}
	if !strings.Contains(string(files["ref/d.html"]), "<main") {
		t.Error("a redirect took the place of a page")
	}
	b.Site = &tree.Site{}
	for name, to := range map[string]string{"web.html": "https://example.com/x", "call.html": "tel:1", "mail.html": "mailto:a@example.com", "run.html": "javascript:x"} {
		b.Site.Redirects = append(b.Site.Redirects, tree.Redirect{From: name, To: tree.Target{URL: to}})
	}
	files = written(t, &Writer{}, b)
	if files["web.html"] == nil || files["call.html"] != nil || files["mail.html"] != nil || files["run.html"] != nil {
		t.Error("a former address may lead to another page and starts no program")
	}
}

func TestTemplate(t *testing.T) {
	for _, bad := range []string{"{{", "{{.Nothing}}", "{{template \"x\"}}"} {
		if _, err := ParseTemplate("t.html", bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
	tp, err := ParseTemplate("t.html", `<!DOCTYPE html><html lang="{{.Lang}}"><head>{{.Head}}<link rel="icon" href="{{.Root}}icon.png"></head><body class="mine">{{.Header}}{{.Contents}}{{.Breadcrumb}}{{.OnThisPage}}{{.Main}}{{.Neighbours}}{{.Footer}}<p>{{.Meta.author}} {{.Title}} {{.Guide}}</p><p>{{.Path}} {{.URL}} - {{if .Home}}home{{end}}</p><b>{{with .Prev}}{{.URL}}{{end}} {{range .Nav}}{{.Title}} {{.URL}}{{end}}</b></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	b := guide()
	b.Meta["author"] = "A & B"
	files := written(t, &Writer{Template: tp}, b)
	page := string(files["ref/d.html"])
	for _, want := range []string{`<body class="mine"><a class="p-skip"`, `<link rel="icon" href="../icon.png">`, `<script src="../platen.js"`, `<p>A &amp; B D The &lt;Guide&gt;</p>`, `<p>ref/d.md ref/d.html - </p>`, `<b>index.html First ../set%20up/a%3Ab.htmlReference index.html</b>`, `<nav class="p-side"`, `<h1 id="d">`, `rel="prev"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if !strings.Contains(string(files["index.html"]), `<body class="mine">`) {
		t.Error("the contents page has another frame")
	}
	if all := string(written(t, &Writer{Template: tp, File: "all.html"}, b)["all.html"]); !strings.Contains(all, `<body class="mine">`) || !strings.Contains(all, `id="ref-d--d"`) {
		t.Error("the guide in one file has another frame")
	}
}
