package pdf

import (
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// An inliner turns inlines into a paragraph's pieces. Ref of a piece is the number of its structure node,
// or below zero -1 - the number of its ref.
type inliner struct {
	m    *measurer
	out  []typeset.Inline
	look look
	node int32
	ref  int32
	link int32 // 1-based link that the pieces belong to
	sole bool  // the link shows one image and nothing else
	// linkEnd is the size of the text after a link that ended just now; 0: none did.
	linkEnd float64
	wrap    bool   // line ends are spaces: headings
	lang    string // other than the paragraph's
	// anchors wait for the next piece of text.
	anchors []string
}

// inlines returns the pieces of the inlines, whose structure node is given.
func (m *measurer) inlines(list []tree.Inline, l look, node int32) []typeset.Inline {
	in := inliner{m: m, look: l, node: node, ref: node, out: make([]typeset.Inline, 0, len(list)+2)}
	in.list(list)
	if len(in.anchors) > 0 { // nothing follows them
		m.dests = append(m.dests, in.anchors...)
	}
	return in.out
}

func (in *inliner) list(list []tree.Inline) {
	for _, n := range list {
		in.inline(n)
	}
}

// with runs f with another look.
func (in *inliner) with(change func(*look), list []tree.Inline) {
	old := in.look
	change(&in.look)
	in.list(list)
	in.look = old
}

// separators makes spaces of the characters that end lines and paragraphs in plain text. (Unicode 17, 23.1)
var separators = strings.NewReplacer("\u2028", " ", "\u2029", " ")

// text adds a piece.
func (in *inliner) text(s string) {
	if s == "" {
		return
	}
	if in.linkEnd > 0 && strings.HasPrefix(s, "—") { // a dash would touch the line under the link
		in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Box: &typeset.Box{Width: 0.17 * in.linkEnd}, Ref: in.ref})
	}
	in.linkEnd = 0
	if strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029") { // that fonts have not
		s = separators.Replace(s)
	}
	ref := in.ref
	if len(in.anchors) > 0 && strings.TrimSpace(s) != "" { // a space may vanish at a line's end
		ref = in.m.newRef(refer{node: in.node, link: in.link, anchors: in.anchors})
		in.anchors = nil
	}
	in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Text: s, Ref: ref, Lang: in.lang})
}

func (in *inliner) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		in.text(n.S)
	case *tree.Emph:
		in.stressed("Em", func() { in.with(func(l *look) { l.italic = !l.italic }, n.Inlines) })
	case *tree.Strong:
		in.stressed("Strong", func() { in.with(func(l *look) { l.bold = true }, n.Inlines) })
	case *tree.Strike:
		in.with(func(l *look) { l.strike = true }, n.Inlines)
	case *tree.Sub:
		in.with(func(l *look) { l.rise -= 0.18 * l.size; l.size *= 0.7 }, n.Inlines)
	case *tree.Sup:
		in.with(func(l *look) { l.rise += 0.36 * l.size; l.size *= 0.7 }, n.Inlines)
	case *tree.Code:
		in.code(n.S, n.Role == "var")
	case *tree.Math:
		in.formula(n)
	case *tree.Break:
		if n.Hard && !in.wrap {
			in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Break: true, Ref: in.ref})
		} else {
			in.text(" ")
		}
	case *tree.Link:
		in.linked(n)
	case *tree.Image:
		in.image(n)
	case *tree.NoteRef:
		in.noteRef(n)
	case *tree.Anchor:
		in.anchors = append(in.anchors, n.ID)
	case *tree.Span:
		in.anchored(n.Attr)
		in.indexed(n.Attr, n.Inlines)
		in.spoken(n.Attr, true, func() { in.list(n.Inlines) })
	case *tree.InlineElement:
		in.anchored(n.Attr)
		in.indexed(n.Attr, n.Inlines)
		in.spoken(n.Attr, n.Name == "abbr", func() { in.element(n) })
	case *tree.RawInline:
		in.list(n.Inlines)
	default:
		panic("pdf: an inline without a case")
	}
}

// element sets an inline element in the look that its name asks for.
func (in *inliner) element(n *tree.InlineElement) {
	in.with(func(l *look) {
		switch n.Name {
		case "cite", "dfn", "var":
			l.italic = !l.italic
		case "u", "ins":
			l.under = true
		case "small":
			l.size *= 0.85
		}
	}, n.Inlines)
}

// stressed puts what f adds into an element of PDF 2.0, which has them for emphasis.
func (in *inliner) stressed(typ string, f func()) {
	if !in.m.job.std.Modern() {
		f()
		return
	}
	node, ref := in.node, in.ref
	in.within(elem{typ: typ})
	f()
	in.node, in.ref = node, ref
}

// spoken sets what f adds as attributes say that it is read: in another language, or an abbreviation in full, whose
// title says what it means. It is a Span of its own. (ISO 32000-1, 14.9.2, 14.9.5)
func (in *inliner) spoken(a *tree.Attr, abbr bool, f func()) {
	l, title := a.Get("lang"), ""
	if abbr {
		title = a.Get("title")
	}
	if (l == "" || l == in.lang) && title == "" {
		f()
		return
	}
	lang, node, ref := in.lang, in.node, in.ref
	if l == in.lang {
		l = ""
	} else if l != "" {
		in.lang = l
	}
	in.within(elem{typ: "Span", more: &elemMore{lang: l, expansion: title}})
	f()
	in.lang, in.node, in.ref = lang, node, ref
}

// within puts the pieces that follow into a new element of the one at hand.
func (in *inliner) within(e elem) {
	in.node = in.m.newElem(in.node, e)
	if in.ref = in.node; in.link > 0 {
		in.ref = in.m.newRef(refer{node: in.node, link: in.link})
	}
}

// anchored keeps the ids of an inline container.
func (in *inliner) anchored(a *tree.Attr) { in.anchors = append(in.anchors, a.IDs()...) }

// indexed lets the index lead to what follows, where attributes ask for it.
func (in *inliner) indexed(a *tree.Attr, list []tree.Inline) {
	if !a.HasClass("index") {
		return
	}
	if id := in.m.indexed(a, tree.PlainText(list)); id != "" {
		in.anchors = append(in.anchors, id)
	}
}

// code adds code in running text: a Code element of its own.
func (in *inliner) code(s string, italic bool) {
	l, node, ref := in.look, in.node, in.ref
	in.look.code, in.look.italic = true, italic
	in.look.size *= in.m.th.inlineCode
	if in.m.tagCode && in.link == 0 {
		in.node = in.m.newElem(in.node, elem{typ: "Code"})
		in.ref = in.node
	}
	in.text(s)
	in.look, in.node, in.ref = l, node, ref
}

// linked adds a link; one that leads nowhere in this file is its text.
func (in *inliner) linked(n *tree.Link) {
	in.anchored(n.Attr)
	to, ok := in.m.target(&n.To)
	if !ok || in.link != 0 {
		in.list(n.Inlines)
		return
	}
	text := tree.PlainText(n.Inlines)
	if strings.TrimSpace(text) == "" && !hasImage(n.Inlines) { // a link that shows nothing still has to be there
		in.list(n.Inlines)
		return
	}
	to.contents = text
	if n.Title != "" {
		to.contents = n.Title
	}
	l, node, ref := in.look, in.node, in.ref
	in.node = in.m.newElem(node, elem{typ: "Link"})
	to.node = in.node
	in.link = in.m.newLink(to)
	in.ref = in.m.newRef(refer{node: in.node, link: in.link})
	in.look.color = in.m.th.link
	in.look.under = !in.m.quietLinks
	img, _ := onlyImage(n.Inlines)
	in.sole = img != nil
	in.list(n.Inlines)
	in.sole = false
	in.look, in.node, in.ref = l, node, ref
	link := in.link
	in.link = 0
	in.linkEnd = in.look.size
	if in.m.pageRefs && to.page {
		in.pageRef(link)
	}
}

// pageRef adds "(page 12)" after a link into the book, when the last pass found it on another sheet.
func (in *inliner) pageRef(link int32) {
	s := in.m.pageText(link)
	if s == "" {
		return
	}
	old, ref := in.look, in.ref
	in.look.color, in.look.under, in.look.bold, in.look.italic = in.m.th.muted, false, false, false
	in.text(" ")
	in.ref = in.m.newRef(refer{node: in.node, pageOf: link})
	in.text(s)
	in.look, in.ref = old, ref
}

// noteRef adds a footnote's number: a Reference with a Link.
func (in *inliner) noteRef(n *tree.NoteRef) {
	note := in.m.noteIndex(n.Note)
	old, node, ref := in.look, in.node, in.ref
	in.node = in.m.newElem(in.m.newElem(in.node, elem{typ: "Reference"}), elem{typ: "Link"})
	link := in.m.newLink(linkTo{node: in.node, dest: in.m.noteDest(n.Note), contents: in.m.words.Footnotes + " " + strconv.Itoa(n.Note.Number)})
	if n.N <= 1 {
		in.anchors = append(in.anchors, "fnref:"+strconv.Itoa(n.Note.Number))
	}
	in.ref = in.m.newRef(refer{node: in.node, link: link, note: note + 1, anchors: in.anchors})
	in.anchors = nil
	in.look.rise += 0.36 * in.look.size
	in.look.size *= 0.7
	in.look.color = in.m.th.link
	in.text(strconv.Itoa(n.Note.Number))
	in.look, in.node, in.ref = old, node, ref
}

// image adds an image that flows with the text.
func (in *inliner) image(n *tree.Image) {
	in.anchored(n.Attr)
	pic := in.m.picture(n, in.m.width, in.look)
	if in.sole {
		pic.leads(&in.m.doc.links[in.link-1])
	}
	if pic.asset == nil && pic.decorative {
		return // it would say nothing
	}
	if pic.asset == nil { // words in place of it
		old, node, ref, link := in.look, in.node, in.ref, in.link
		if in.link == 0 && pic.url != "" {
			in.node = in.m.newElem(in.node, elem{typ: "Link"})
			in.link = in.m.newLink(linkTo{node: in.node, url: pic.url, contents: pic.altText()})
			in.ref = in.m.newRef(refer{node: in.node, link: in.link})
			in.look.color = in.m.th.link
		} else {
			in.look.color = in.m.th.muted
		}
		in.look.italic = true
		in.text("[" + pic.altText() + "]")
		in.look, in.node, in.ref, in.link = old, node, ref, link
		return
	}
	r := refer{node: -1, link: in.link, picture: pic, anchors: in.anchors}
	in.anchors = nil
	if !pic.decorative {
		r.node = in.m.newElem(in.node, elem{typ: "Figure", more: &elemMore{alt: pic.altText()}})
		if in.link == 0 {
			in.m.drawingLinks(pic, n, r.node)
		}
	}
	in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Box: &typeset.Box{Width: pic.w, Ascent: pic.h - 0.15*in.look.size, Descent: 0.15 * in.look.size}, Ref: in.m.newRef(r)})
}

func hasImage(list []tree.Inline) bool {
	for _, n := range list {
		if _, ok := n.(*tree.Image); ok || hasImage(tree.Inlines(n)) {
			return true
		}
	}
	return false
}

// dry adds the pieces that measure a cell's width, without elements and links.
func (in *inliner) dry(list []tree.Inline) {
	for _, n := range list {
		old := in.look
		switch n := n.(type) {
		case *tree.Text, *tree.Break, *tree.Anchor:
			in.inline(n)
			in.anchors = in.anchors[:0]
		case *tree.Code:
			in.dryCode(n.S)
		case *tree.Math:
			if n.Drawn == nil {
				in.dryCode(n.TeX)
			} else {
				in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Box: newFormula(n.Drawn, "", in.look).box(in.look)})
			}
		case *tree.NoteRef:
			in.look.size *= 0.7
			in.text(strconv.Itoa(n.Note.Number))
		case *tree.Image:
			if pic := in.m.picture(n, 200, in.look); pic.asset == nil && pic.decorative {
				break
			} else if pic.asset == nil {
				in.text("[" + pic.altText() + "]")
			} else {
				in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Box: &typeset.Box{Width: pic.w}})
			}
		case *tree.Strong:
			in.look.bold = true
			in.dry(n.Inlines)
		case *tree.Emph:
			in.look.italic = !in.look.italic
			in.dry(n.Inlines)
		case *tree.Sub, *tree.Sup:
			in.look.size *= 0.7
			in.dry(tree.Inlines(n))
		default:
			in.dry(tree.Inlines(n))
		}
		in.look = old
	}
}

func (in *inliner) dryCode(s string) {
	in.look.code, in.look.italic = true, false
	in.look.size *= in.m.th.inlineCode
	in.text(s)
}
