package dita

import (
	"strings"

	"platen/convert/tree"
)

// phrases are the elements of DITA that a class of words names, with the node in which the words of such an element stand
// for other formats: <uicontrol> in Markdown, or [File]{.uicontrol}.
var phrases = map[string]string{
	"uicontrol": "strong", "wintitle": "strong",
	"filepath": "code", "cmdname": "code", "parmname": "code", "apiname": "code", "codeph": "code", "varname": "code",
	"userinput": "code", "systemoutput": "code", "msgph": "code", "msgnum": "code",
	"term": "emph", "keyword": "",
}

// ditaPhrase prints words that the source calls an element of DITA, when they are such as it can hold.
func (p *pageWriter) ditaPhrase(n *tree.Span) bool {
	if n.Attr == nil || len(n.Attr.Classes) != 1 {
		return false
	}
	name := n.Attr.Classes[0]
	if name == "menucascade" {
		way, used := p.menuWay(n.Inlines, 0, false, uiText)
		if len(n.Inlines) == 0 || len(way) < 2 || used != len(n.Inlines) {
			return false
		}
		p.cascade(way, p.universal(n.Attr)...)
		return true
	}
	shown, ok := phrases[name]
	if !ok {
		return false
	}
	words, ok := phraseWords(n.Inlines, shown)
	if !ok {
		return false
	}
	p.start(name, p.universal(n.Attr)...)
	p.text(words)
	p.end(name)
	return true
}

// definedTerm prints a <dfn> of nothing but words.
func (p *pageWriter) definedTerm(n *tree.InlineElement) bool {
	words, ok := phraseWords(n.Inlines, "")
	if !ok || n.Name != "dfn" {
		return false
	}
	p.start("term", p.universal(n.Attr)...)
	p.text(words)
	p.end("term")
	return true
}

// phraseWords returns words that stand in one node of a kind, or in none; ok is false when they are more than words.
func phraseWords(in []tree.Inline, shown string) (words string, ok bool) {
	if len(in) == 1 {
		switch n := in[0].(type) {
		case *tree.Strong:
			if shown == "strong" {
				in = n.Inlines
			}
		case *tree.Emph:
			if shown == "emph" {
				in = n.Inlines
			}
		case *tree.Code:
			return n.S, shown == "code" && n.Role == ""
		}
	}
	if len(in) != 1 {
		return "", false
	}
	t, ok := in[0].(*tree.Text)
	if !ok {
		return "", false
	}
	return t.S, true
}

// hazard prints a hazard statement when its parts are those that DITA asks for, in their order.
func (p *pageWriter) hazard(b *tree.Admonition) bool {
	if !b.Attr.HasClass("hazardstatement") || len(b.Title) > 0 {
		return false
	}
	order := []string{"typeofhazard", "consequence", "howtoavoid"}
	at, types, ways := 0, 0, 0
	for _, part := range b.Blocks {
		d, ok := part.(*tree.Div)
		if !ok || d.Attr == nil || len(d.Attr.Classes) != 1 {
			return false
		}
		for at < len(order) && order[at] != d.Attr.Classes[0] {
			at++
		}
		par, ok := onlyParagraph(d.Blocks)
		if !ok || at == len(order) || !onlyWords(par.Inlines) {
			return false
		}
		switch order[at] {
		case "typeofhazard":
			types++
		case "howtoavoid":
			ways++
		}
	}
	typ := noteTypes[b.Kind]
	if types != 1 || ways == 0 || typ == "" {
		return false
	}
	p.open("hazardstatement", p.universal(b.Attr, "type", typ)...)
	p.open("messagepanel")
	for _, part := range b.Blocks {
		d := part.(*tree.Div)
		par, _ := onlyParagraph(d.Blocks)
		p.line()
		p.start(d.Attr.Classes[0], p.universal(d.Attr)...)
		p.text(strings.TrimSpace(tree.PlainText(par.Inlines)))
		p.end(d.Attr.Classes[0])
	}
	p.close("messagepanel")
	p.close("hazardstatement")
	return true
}
