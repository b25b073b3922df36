package ledger

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"platen/convert/tree"
)

// An htmlReader reads the main part of a page as a browser parses it.
type htmlReader struct {
	account
	names  *names
	file   string
	depth  int
	prefix string // of ids, in one file
}

// readHTML returns the account of a page's file.
func readHTML(n *names, file string, data []byte) (*account, error) {
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	main := findElement(doc, func(n *html.Node) bool { return n.Data == "main" })
	if main == nil { // a template of the author's
		main = findElement(doc, func(n *html.Node) bool { return n.Data == "body" })
	}
	r := &htmlReader{names: n, file: file}
	r.anchors = map[string]tree.Pos{}
	r.children(main)
	r.space()
	return &r.account, nil
}

func findElement(n *html.Node, ok func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && ok(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := findElement(c, ok); f != nil {
			return f
		}
	}
	return nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attribute(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func (r *htmlReader) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.add(c.Data, 0)
		case html.ElementNode:
			r.element(c)
		}
	}
}

// phrasing are the elements that do not end a word.
var phrasing = map[string]bool{"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "data": true, "del": true, "dfn": true,
	"em": true, "i": true, "ins": true, "kbd": true, "mark": true, "q": true, "s": true, "samp": true, "small": true, "span": true, "strong": true,
	"sub": true, "sup": true, "time": true, "u": true, "var": true, "wbr": true}

var noteRefID = regexp.MustCompile(`fnref\d+(-\d+)?$`)

func (r *htmlReader) element(n *html.Node) {
	id := attribute(n, "id")
	if id != "" {
		r.anchors[strings.TrimPrefix(id, r.prefix)] = 0
	}
	if r.furniture(n) {
		return
	}
	if !phrasing[n.Data] {
		r.space()
		defer r.space()
	}
	if hasClass(n, "p-math") {
		r.formula(n)
		return
	}
	switch n.Data {
	case "a":
		if hasClass(n, "p-img") { // a link in place of an image
			r.space()
			defer r.space()
		}
		if href, ok := hrefOf(n); ok {
			r.fact(Links, r.names.fromHTML(r.file, href), 0)
		}
	case "img":
		if hasClass(n, "only-dark") && n.PrevSibling != nil && hasClass(n.PrevSibling, "only-light") { // the same for another scheme
			return
		}
		r.fact(Images, altKey(attribute(n, "alt")), 0)
		return
	case "aside":
		if attribute(n, "role") == "doc-footnote" {
			r.fact(Footnotes, "note "+id[strings.LastIndex(id, "fn")+len("fn"):], 0)
		}
	case "span":
		if hasClass(n, "p-noimg") {
			r.space()
			r.fact(Images, altKey(textOf(n)), 0)
			return
		}
	case "sup":
		if noteRefID.MatchString(id) {
			r.space()
			r.fact(Footnotes, "reference "+textOf(n), 0)
			return
		}
	case "li":
		if n.Parent != nil && n.Parent.Parent != nil && hasClass(n.Parent.Parent, "p-notes") {
			i := strings.LastIndex(id, "fn")
			r.fact(Footnotes, "note "+id[i+2:], 0)
			break
		}
		r.fact(Items, itoa(r.depth), 0)
	case "ul", "ol":
		if hasClass(n.Parent, "p-notes") {
			break
		}
		r.depth++
		defer func() { r.depth-- }()
	case "td", "th":
		r.fact(Cells, "", 0)
	case "div":
		if attribute(n, "role") == "note" {
			r.fact(Notes, "", 0)
		}
	case "pre":
		r.code(n)
		return
	}
	r.children(n)
}

func hrefOf(n *html.Node) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == "href" {
			return a.Val, true
		}
	}
	return "", false
}

// furniture reports whether the element is the writer's own and says nothing of the source.
func (r *htmlReader) furniture(n *html.Node) bool {
	switch {
	case n.Data == "script", n.Data == "style", n.Data == "button", n.Data == "nav", n.Data == "input":
		return true
	case n.Data == "svg", hasClass(n, "p-vh"), hasClass(n, "p-no"), hasClass(n, "p-num"), hasClass(n, "p-box"), hasClass(n, "p-back"), attribute(n, "role") == "doc-backlink":
		return true
	case n.Data == "h2" && hasClass(n.Parent, "p-notes"), n.Data == "h3" && hasClass(n.Parent, "p-notes"):
		return true
	case n.Data == "summary" && n.Parent.Parent != nil && hasClass(n.Parent.Parent, "p-fold"):
		return true
	case hasClass(n.Parent, "p-fold") && n.Data != "details": // lines of the code in the fold once more
		return true
	}
	return false
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	s := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s += textOf(c)
	}
	return s
}

// code reads a block of code line by line.
func (r *htmlReader) code(n *html.Node) {
	text := codeText(n)
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		r.fact(CodeLines, codeLine(line), 0)
		r.add(line, 0)
		r.space()
	}
}

func codeText(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// fromHTML says where an address in a file leads.
func (n *names) fromHTML(file, href string) string {
	if hasScheme(href) || strings.HasPrefix(href, "/") {
		return urlKey(href)
	}
	p, fragment, _ := strings.Cut(href, "#")
	if p == "" && n.prefix != nil {
		return n.inOne(unescape(fragment))
	}
	target := file
	if p != "" {
		target = path.Join(path.Dir(file), unescape(p))
	}
	if page := n.page[target]; page != nil {
		return pageKey(page.Path, unescape(fragment))
	}
	if n.assets[target] {
		return "file " + target
	}
	if stem, ok := strings.CutSuffix(p, ".html"); ok && n.lone {
		return peerKey(unescape(stem)+".html", unescape(fragment))
	}
	return urlKey(href)
}
