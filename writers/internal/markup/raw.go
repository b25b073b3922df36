package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// html prints HTML of the source: as it is, or in XHTML such that it is well-formed.
func (p *Printer) html(s string) {
	if !p.Form.XML {
		p.Raw(s)
		return
	}
	nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil { // a parser of HTML reads everything
		p.Text(s)
		return
	}
	for _, n := range nodes {
		p.node(n)
	}
}

// node prints a parsed piece of HTML without what a book may not hold: what runs or loads something, and frames. Ids
// are left out, as those of the source's own are the page's.
func (p *Printer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		p.Text(n.Data)
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Link, atom.Meta, atom.Base, atom.Template:
		return
	}
	name := n.Data
	printed := n.Namespace == "" && bookElements[n.DataAtom]
	if printed {
		p.Raw("<" + name)
		for _, a := range n.Attr {
			switch a.Key {
			case "class", "title", "lang", "colspan", "rowspan":
				p.Pair(a.Key, a.Val)
			}
		}
		if n.DataAtom == atom.Br || n.DataAtom == atom.Hr || n.DataAtom == atom.Wbr {
			p.Empty()
			return
		}
		p.Raw(">")
	}
	if n.DataAtom == atom.Img {
		for _, a := range n.Attr {
			if a.Key == "alt" {
				p.Text(a.Val)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	if printed {
		p.Raw("</" + name + ">")
	}
}

// bookElements are those that raw HTML keeps in XHTML; of others the content is kept.
var bookElements = map[atom.Atom]bool{atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Blockquote: true, atom.Br: true, atom.Cite: true, atom.Code: true,
	atom.Dd: true, atom.Del: true, atom.Dfn: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Em: true, atom.Hr: true, atom.I: true, atom.Ins: true,
	atom.Kbd: true, atom.Li: true, atom.Mark: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true,
	atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Th: true, atom.Thead: true,
	atom.Tr: true, atom.U: true, atom.Ul: true, atom.Var: true, atom.Wbr: true}
