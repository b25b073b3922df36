package convert

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"platen/convert/internal/asset"
	"platen/convert/internal/link"
	"platen/convert/near"
	"platen/convert/tree"
)

// outcomes returns, for each link and image of a page, its Raw and where it leads.
func outcomes(p *tree.Page) []string {
	var out []string
	for n := range tree.Preorder(p) {
		var to *tree.Target
		switch n := n.(type) {
		case *tree.Link:
			to = &n.To
		case *tree.Image:
			to = &n.Src
		default:
			continue
		}
		s := to.Raw + " → "
		switch {
		case to.Page != nil:
			s += "page " + to.Page.Path
		case to.Asset != nil:
			s += "asset " + to.Asset.Path
		case to.Peer != "":
			s += "peer " + to.Peer
		case to.URL != "":
			s += "url " + to.URL
		default:
			s += "dead"
		}
		if to.Anchor != "" {
			s += " #" + to.Anchor
		}
		out = append(out, s)
	}
	return out
}

// linkPage makes a page of links and the wanted outcomes from "raw → outcome" lines.
func linkPage(bang string, lines []string) (text string, want []string) {
	var b strings.Builder
	b.WriteString("# Links\n\n")
	for i, l := range lines {
		raw, _, _ := strings.Cut(l, " → ")
		fmt.Fprintf(&b, "%s[l%d](<%s>)\n\n", bang, i, raw)
	}
	return b.String(), lines
}

// codes returns the codes of findings.
func codes(ds []string) []string {
	var out []string
	for _, d := range ds {
		out = append(out, d[strings.LastIndexByte(d, '[')+1:len(d)-1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestLinksInGuide(t *testing.T) {
	text, want := linkPage("", []string{
		"b.md → page sub/b.md",
		"b.md#part → page sub/b.md #part",
		"./b.md?x=1#part → page sub/b.md #part",
		"#links → page sub/a.md #links",
		"# → page sub/a.md",
		"#top → page sub/a.md",
		"../top.md → page top.md",
		"/top.md → page top.md",
		"/sub/b → page sub/b.md",
		"b → page sub/b.md",
		"b.html#part → page sub/b.md #part",
		"b/ → page sub/b.md",
		"~/sub/b.md#user-content-part → page sub/b.md #part",
		"b.md#part:~:text=words → page sub/b.md #part",
		"b.md#:~:text=words → page sub/b.md",
		"../area/ → page area/README.md",
		"../area → page area/README.md",
		"../area/index.html → page area/README.md",
		".. → page index.md",
		"/ → page index.md",
		"with%20space.md → page sub/with space.md",
		"with space.md → page sub/with space.md",
		"b.md#caf%C3%A9 → page sub/b.md #café",
		"../data.csv → asset data.csv",
		"https://example.com/a b?q=[x]#y → url https://example.com/a%20b?q=%5Bx%5D#y",
		"//example.com/x → url https://example.com/x",
		"mailto:a@example.com → url mailto:a@example.com",
		"tel:+1234 → url tel:+1234",
		"a#b.md → page sub/a#b.md",
	})
	b, ds := guide(t, map[string]string{
		"index.md": "# Index\n", "top.md": "# Top\n", "area/README.md": "# Area\n", "data.csv": "a,b\n", "sub/a.md": text,
		"sub/b.md": "# B\n\n## Part\n\n## Café\n", "sub/with space.md": "# S\n", "sub/a#b.md": "# Hash\n",
	})
	equal(t, "targets", outcomes(find(t, b, "sub/a.md")), want)
	if len(ds) > 0 {
		t.Errorf("findings: %s", strings.Join(ds, "\n"))
	}
}

// TestSiteLinks: sites that serve x.md as x/ have links that start there.
func TestSiteLinks(t *testing.T) {
	b, ds := guide(t, map[string]string{"mkdocs.yml": "", "docs/a/x.md": "# X\n\n[y](../y/) [z](../../z/#z) [t](../../t.txt) <img src=\"../../i.png\" alt=\"i\">\n", "docs/t.txt": "t", "docs/i.png": picture("png", 1, 1), "docs/a/y.md": "# Y\n", "docs/z.md": "# Z\n"})
	equal(t, "targets", outcomes(find(t, b, "a/x.md")), []string{"../y/ → page a/y.md", "../../z/#z → page z.md #z", "../../t.txt → asset t.txt", "../../i.png → asset i.png"})
	equal(t, "findings", len(ds), 0)
}

// TestRootedLinks: sites put the folder's name before absolute links.
func TestRootedLinks(t *testing.T) {
	b, ds := load(t, Source{FS: files(map[string]string{"a/x.md": "# X\n\n[y](/docs/b/y/#y) [z](/docs/)\n", "b/y.md": "# Y\n", "_index.md": "# I\n"}), Name: "docs"}, Options{})
	equal(t, "targets", outcomes(find(t, b, "a/x.md")), []string{"/docs/b/y/#y → page b/y.md #y", "/docs/ → page _index.md"})
	equal(t, "findings", len(ds), 0)
}

func TestLinksWithFindings(t *testing.T) {
	text, want := linkPage("", []string{
		"B.md → page b.md",
		"sub\\c.md → page sub/c.md",
		"Data.CSV → asset data.csv",
		"b.md#prat → page b.md",
		"#linsk → dead",
		"bb.md → dead",
		"c.md → dead",
		"nothing-like-it.md → dead",
		"empty/ → dead",
		"../up.md → url ../up.md",
		".hidden.md → dead",
		"javascript:alert(1) → dead",
		"b.md#C → page b.md",
		"b.md#PART → page b.md #part",
		"#Links → page a.md #links",
	})
	b, ds := guide(t, map[string]string{
		"a.md": text, "b.md": "# B\n\n## Part\n", "sub/c.md": "# C\n", "data.csv": "x", "empty/x.txt": "x", ".hidden.md": "x"})
	equal(t, "targets", outcomes(find(t, b, "a.md")), want)
	equal(t, "findings", ds, []string{
		`a.md:3:7: warning: link to "B.md": the file is spelled "b.md" [link-case]`,
		`a.md:5:7: warning: link to "sub\c.md": the file is spelled "sub/c.md" [link-case]`,
		`a.md:7:7: warning: link to "Data.CSV": the file is spelled "data.csv" [link-case]`,
		`a.md:9:7: warning: link to "b.md#prat": no such anchor; did you mean "part"? [dead-anchor]`,
		`a.md:11:7: warning: link to "#linsk": no such anchor; did you mean "links"? [dead-anchor]`,
		`a.md:13:7: warning: link to "bb.md": no such page; did you mean "b.md"? [dead-link]`,
		`a.md:15:7: warning: link to "c.md": no such page; did you mean "sub/c.md"? [dead-link]`,
		`a.md:17:7: warning: link to "nothing-like-it.md": no such page [dead-link]`,
		`a.md:19:7: warning: link to "empty/": the folder has no index page [dead-link]`,
		`a.md:21:7: info: link to "../up.md": it leads out of the guide; say where that is: --base-url, or sites in platen.yaml [link-outside]`,
		`a.md:23:8: warning: link to ".hidden.md": the page is not part of this guide [dead-link]`,
		`a.md:25:8: warning: link to "javascript:alert(1)": addresses with "javascript:" are not allowed [bad-scheme]`,
		`a.md:27:8: warning: link to "b.md#C": no such anchor [dead-anchor]`,
		`a.md:29:8: warning: link to "b.md#PART": the anchor is spelled "part" [link-case]`,
		`a.md:31:8: warning: link to "#Links": the anchor is spelled "links" [link-case]`,
	})
}

func TestLoneLinks(t *testing.T) {
	text, want := linkPage("", []string{
		"sibling.md#a%20b → peer sibling.md #a b",
		"sub/deep.md → peer sub/deep.md",
		"sibling.html → peer sibling.md",
		"sub/ → peer sub/README.md",
		"../outside.md → peer ../outside.md",
		"../../etc/passwd → dead",
		"missing.md → dead",
		"data.csv → asset data.csv",
		"#links → page a.md #links",
		"a.md#links → page a.md #links",
	})
	b, ds := load(t, Source{FS: files(map[string]string{"a.md": text, "sibling.md": "x", "sub/deep.md": "x", "sub/README.md": "x", "data.csv": "x"}), Pages: []string{"a.md"}}, Options{})
	equal(t, "targets", outcomes(b.Pages[0]), want)
	equal(t, "codes", codes(ds), []string{"dead-link", "link-outside", "outside-root"})
	equal(t, "findings", len(ds), 7)
}

func TestStdinLinks(t *testing.T) {
	b, ds := load(t, Source{Pages: []string{"-"}, Stdin: []byte("[a](b.md) [c](d.txt) ![e](f.png)\n")}, Options{})
	equal(t, "targets", outcomes(b.Pages[0]), []string{"b.md → peer b.md", "d.txt → dead", "f.png → dead"})
	equal(t, "codes", codes(ds), []string{"dead-link", "image-missing", "link-outside"})
}

// TestSchemes: nothing but the allowed schemes becomes an address, however it is dressed.
func TestSchemes(t *testing.T) {
	for _, raw := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
		" javascript:alert(1)", "%6Aavascript:alert(1)", "javascript%3Aalert(1)", "\\javascript:alert(1)", "vbscript:x", "livescript:x", "mocha:x",
		"data:text/html,<script>alert(1)</script>", "data:image/svg+xml;base64,PHN2Zz4=", "DATA:text/html;base64,AAAA", "data:image/png,x",
		"data:image/png;base64,iVBORw0KGgo=", "file:///etc/passwd", "FILE:/etc/passwd", `\\evil.example\x`, `/\evil.example`, `\/evil.example`, "blob:x",
		"about:blank", "jar:http://x!/y", "feed:javascript:alert(1)", "view-source:javascript:x", "ms-word:ofe|u|http://x", "\u200bjavascript:alert(1)",
		"\ufeffjavascript:alert(1)", "javascript\u200b:alert(1)", "ｊavascript:alert(1)", `C:\Windows\win.ini`, "ftp://example.com/x", "", " ", "canary\x00.png",
		"~/.ssh/id_rsa", "....//....//etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "x?/../../etc/passwd",
	} {
		p := &tree.Page{Path: "a.md"}
		r := link.New(files(nil), ".", []*tree.Page{p}, asset.New(files(nil), ".", nil, nil, asset.Limits{}))
		to := tree.Target{Raw: raw}
		if f := r.Resolve(&to, p, p.Path, &near.Suggester{}); f.Code == "" || !to.Dead() {
			t.Errorf("link %q: %q %+v", raw, f.Code, to)
		}
		to = tree.Target{Raw: raw}
		if raw == "data:image/png;base64,iVBORw0KGgo=" {
			continue
		}
		if f := r.Image(&to, p.Path, &near.Suggester{}); f.Code == "" || !to.Dead() {
			t.Errorf("image %q: %q %+v", raw, f.Code, to)
		}
	}
}

func TestHeadings(t *testing.T) {
	_, ds := guide(t, map[string]string{"a.md": "# A\n\n### Deep\n\n## \n\n## Fine\n\n### Fine\n"})
	equal(t, "findings", ds, []string{
		"a.md:3:1: info: the heading goes from level 1 to 3 [heading-skip]",
		"a.md:5:1: warning: the heading has no text [heading-empty]",
	})
}

// TestManyFindings: a page of dead links is read in linear time and gives a bounded list.
func TestManyFindings(t *testing.T) {
	const n = 20_000
	_, ds := load(t, Source{FS: files(map[string]string{"a.md": strings.Repeat("[x](gone.md#y)\n\n", n)}), Pages: []string{"a.md"}}, Options{})
	if len(ds) != MaxFindings+1 || !strings.Contains(strings.Join(ds, "\n"), tree.MoreFindings(n-MaxFindings)) {
		t.Errorf("%d findings", len(ds))
	}
}

// TestPeerIsNoScheme: a page's name with a colon does not become an address with a scheme.
func TestPeerIsNoScheme(t *testing.T) {
	b, _ := load(t, Source{Pages: []string{"-"}, Stdin: []byte("[x](<./javascript:alert(1).md>) [y](<%2e/vbscript:x.md>)\n")}, Options{})
	equal(t, "targets", outcomes(b.Pages[0]), []string{"./javascript:alert(1).md → peer ./javascript:alert(1).md", "%2e/vbscript:x.md → peer ./vbscript:x.md"})
}
