package build

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// htmlText adds the text of an HTML block: c.text is not its place when the block's lines do not touch,
// so s is given with a function from an offset in s to one in c.text.
// White space collapses; a run with a line end is a soft break.
func (b *Builder) htmlText(s string, at func(int) int) {
	if b.open(PreElement) != nil {
		b.Text(html.UnescapeString(s), at(0))
		return
	}
	for i := 0; i < len(s); {
		start := i
		line := false
		for i < len(s) && lex.IsSpace(s[i]) {
			line = line || s[i] == '\n'
			i++
		}
		if i > start {
			switch {
			case b.BlankBefore():
			case line && b.open(headingElement) == nil: // a heading is one line
				b.Add(&tree.Break{Pos: b.Page.Pos(at(start))})
			default:
				b.Text(" ", at(start))
			}
		}
		start = i
		for i < len(s) && (!lex.IsSpace(s[i]) || s[i] == ' ' && i+1 < len(s) && !lex.IsSpace(s[i+1])) {
			i++
		}
		b.htmlWords(s[start:i], at(start))
	}
}

// htmlWords adds text without runs of white space, with references resolved.
func (b *Builder) htmlWords(s string, at int) {
	if strings.IndexByte(s, '&') >= 0 {
		b.Text(b.Page.Clean(html.UnescapeString(s)), at)
		return
	}
	if at+len(s) <= len(b.Page.Text) && b.Page.Text[at:at+len(s)] == s {
		b.Raw(at, at+len(s))
		return
	}
	b.Text(s, at)
}

// BlankBefore reports whether white space here would stand at the beginning of a paragraph, after a break
// or after a space.
func (b *Builder) BlankBefore() bool {
	b.resolve()
	if b.active {
		if b.spilled {
			return len(b.buf) > 0 && b.buf[len(b.buf)-1] == ' '
		}
		return b.Page.Text[b.end-1] == ' '
	}
	f := b.Top()
	if len(f.inlines) == 0 {
		return !b.inline && len(b.stack) == 0 || f.Kind.Block()
	}
	switch n := f.inlines[len(f.inlines)-1].(type) {
	case *tree.Break:
		return true
	case *tree.Text:
		return strings.HasSuffix(n.S, " ")
	}
	return false
}

// open returns the innermost open element of a kind, or nil.
func (b *Builder) open(k ElementKind) *Frame {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if b.stack[i].Kind == k {
			return b.stack[i]
		}
	}
	return nil
}

// HTML adds the HTML of a block. s is its text, at maps its offsets to those of the page.
func (b *Builder) HTML(s string, at func(int) int) {
	z := html.NewTokenizer(strings.NewReader(s))
	offset := 0
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			if offset < len(s) { // a tag that does not end
				here := offset
				b.htmlText(s[here:], func(i int) int { return at(here + i) })
			}
			return
		}
		raw := s[offset : offset+len(z.Raw())]
		here := offset
		offset += len(raw)
		switch tt {
		case html.TextToken:
			b.htmlText(raw, func(i int) int { return at(here + i) })
		case html.CommentToken:
			if breakComment(raw) {
				b.AddBlock(PageBreak(b.Page.Pos(at(here))))
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			b.Tag(raw, at(here))
			if f := b.Top(); tt == html.StartTagToken && f.at == at(here) && len(b.stack) > 0 {
				from := offset
				for _, inside := range b.Page.Syntax.content {
					offset += inside(b, f, s[offset:], func(i int) int { return at(from + i) })
				}
				if offset > from {
					z = html.NewTokenizer(strings.NewReader(s[offset:]))
				}
			}
		}
	}
}

// Tag opens or closes an element.
func (b *Builder) Tag(raw string, at int) {
	t, ok := b.Page.TagOf(raw)
	if !ok {
		b.Text(raw, at)
		return
	}
	if t.End {
		b.endTag(t, at)
		return
	}
	b.StartTag(t, at)
}

// StartTag opens an element, or adds one that has no content. at is the offset of its tag.
func (b *Builder) StartTag(t lex.Tag, at int) {
	c := b.Page
	p := c.Pos(at)
	kind := ElementOf(t.Name)
	b.autoClose(kind, t.Name)
	switch kind {
	case CleanedVoid:
		c.cleanedDiag(p, len(t.Raw), "<"+t.Name+">")
	case cleaned, Dropped: // reported when it is known that they are no placeholders
	default:
		c.checkAttrs(&t, p)
	}
	switch kind {
	case UnknownElement:
		if strings.HasSuffix(t.Raw, "/>") && b.unknown(&t, p, nil) {
			return
		}
	case BreakElement:
		b.Add(&tree.Break{Pos: p, Hard: true})
		return
	case ImageElement:
		im := c.Image(&t, p)
		if f := b.picture(); f != nil && f.dark != "" {
			im.Dark.Raw, f.dark = f.dark, ""
		}
		b.Add(im)
		return
	case RuleElement:
		b.AddBlock(&tree.Rule{Pos: p})
		b.anchor(&t, p)
		return
	case embedElement:
		if !b.media(&t, p) {
			c.cleanedDiag(p, len(t.Raw), "<"+t.Name+">")
		}
		return
	case IgnoredVoid, CleanedVoid:
		if m := b.open(mediaElement); m != nil && t.Name == "source" && !m.shown {
			m.shown = b.media(&t, p)
		} else if f := b.picture(); f != nil && t.Name == "source" && f.dark == "" {
			f.dark = darkSource(&t)
		}
		return
	case ColElement:
		b.Flush()
		f := b.Top()
		f.parts = append(f.parts, &part{Frame: Frame{Kind: kind, Tag: t, Pos: p}})
		return
	case anchorElement:
		if href, ok := t.Get("href"); !ok || strings.TrimSpace(href) == "" {
			b.Flush()
			if id, _ := t.Get("id"); id != "" {
				b.Anchor(id, p)
			}
			if name, _ := t.Get("name"); name != "" {
				if id, _ := t.Get("id"); id != name {
					b.Anchor(name, p)
				}
			}
			b.Top().anchors++
			return
		}
		b.closeNearest(func(f *Frame) bool { return f.Kind == anchorElement })
	}
	b.Flush()
	c.deep(len(b.stack)+c.depth+1, p)
	f := &Frame{Kind: kind, Tag: t, Pos: p, at: at}
	if kind == mediaElement {
		f.shown = b.media(&t, p)
	}
	switch kind {
	case itemElement, cellElement, termElement, definitionElement, summaryElement, captionElement, figcaptionElement:
		f.tight = true
	case paragraphElement:
	default:
		f.tight = b.Top().tight
	}
	b.stack = append(b.stack, f)
}

// unknown asks extensions for what an element says whose name HTML does not know.
func (b *Builder) unknown(t *lex.Tag, p tree.Pos, f *Frame) bool {
	for _, add := range b.Page.Syntax.hooks.unknown {
		if add(b, t, p, f) {
			return true
		}
	}
	return false
}

// anchor adds an anchor for the id of an element whose node cannot carry one.
func (b *Builder) anchor(t *lex.Tag, p tree.Pos) {
	if id, ok := t.Get("id"); ok {
		b.Anchor(id, p)
	}
}

// Anchor adds an anchor with an id, unless the page has that id already.
func (b *Builder) Anchor(id string, p tree.Pos) {
	id = CleanID(id)
	a := &tree.Anchor{Pos: p, ID: id}
	if b.Page.Claim(id, a, p) {
		b.Add(a)
	}
}

// CleanID takes what no id can hold out of one: white space.
func CleanID(id string) string {
	if strings.ContainsAny(id, " \t\n\f\r") {
		return strings.Join(strings.Fields(id), "-")
	}
	return id
}

func (b *Builder) endTag(t lex.Tag, at int) {
	c := b.Page
	if t.Name == "a" {
		if f := b.Top(); f.anchors > 0 {
			f.anchors--
			return
		}
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		f := b.stack[i]
		if f.Tag.Name == t.Name {
			b.closeTo(i + 1)
			b.close(c.Pos(at))
			return
		}
		if barrier(f.Kind, ElementOf(t.Name)) {
			break
		}
	}
	switch ElementOf(t.Name) {
	case UnknownElement:
		if b.Page.openNames[t.Name] == 0 {
			b.placeholder(t.Raw, at, UnknownElement)
		}
	case BreakElement: // browsers read </br> as <br>
		b.Add(&tree.Break{Pos: c.Pos(at), Hard: true})
	}
}

// barrier reports whether an end tag of kind k leaves an open element of kind f alone.
func barrier(f, k ElementKind) bool {
	switch f {
	case cellElement, captionElement:
		return k != rowElement && k != sectionElement && k != tableElement
	case tableElement:
		return true
	case listElement:
		return k == itemElement
	}
	return false
}

// autoClose closes what a start tag ends: HTML lets authors leave some end tags out.
func (b *Builder) autoClose(kind ElementKind, name string) {
	b.Flush()
	var ends, stops func(k ElementKind) bool
	is := func(ks ...ElementKind) func(ElementKind) bool {
		return func(k ElementKind) bool {
			for _, x := range ks {
				if x == k {
					return true
				}
			}
			return false
		}
	}
	switch kind {
	case itemElement:
		ends, stops = is(itemElement), is(listElement, cellElement)
	case termElement, definitionElement:
		ends, stops = is(termElement, definitionElement), is(definitionsElement, cellElement)
	case cellElement:
		ends, stops = is(cellElement, captionElement), is(rowElement, tableElement)
	case rowElement:
		ends, stops = is(rowElement, captionElement), is(tableElement)
	case sectionElement, colgroupElement:
		ends, stops = is(sectionElement, captionElement, colgroupElement), is(tableElement)
	default:
		if !kind.Block() || len(b.stack) == 0 {
			return
		}
		ends, stops = is(paragraphElement), is(cellElement, itemElement, definitionElement, quoteElement, DivElement, BlockElement, detailsElement, figureElement, PreElement)
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		k := b.stack[i].Kind
		if ends(k) {
			b.closeTo(i)
			return
		}
		if stops(k) {
			return
		}
	}
}

// closeNearest closes the innermost open element for which ok holds.
func (b *Builder) closeNearest(ok func(*Frame) bool) {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if ok(b.stack[i]) {
			b.closeTo(i)
			return
		}
		if k := b.stack[i].Kind; k == cellElement {
			return
		}
	}
}

// CloseElement closes an element that may be open, whose end tag is at end.
func (b *Builder) CloseElement(f *Frame, end tree.Pos) {
	if i := slices.Index(b.stack, f); i >= 0 {
		b.closeTo(i + 1)
		b.close(end)
	}
}

// closeTo closes elements until n are open.
func (b *Builder) closeTo(n int) {
	for len(b.stack) > n {
		b.close(0)
	}
}

// placeholder adds a name in angle brackets as the text that it was meant to be.
func (b *Builder) placeholder(raw string, at int, k ElementKind) {
	why := "no HTML element"
	if k != UnknownElement {
		why = "not closed"
	}
	p := b.Page.Pos(at)
	b.Page.diags = append(b.Page.diags, tree.Diag{Page: b.Page.Tree, Pos: p, End: p + tree.Pos(len(raw)), Severity: tree.Info, Code: tree.Placeholder,
		Msg: fmt.Sprintf("%s is %s and is kept as text", lex.Short(raw), why), Hint: "write \\" + lex.Short(raw) + " to say so"})
	b.AsWritten(raw, at)
}

// AsWritten adds text as it stands.
func (b *Builder) AsWritten(s string, at int) {
	if at+len(s) <= len(b.Page.Text) && b.Page.Text[at:at+len(s)] == s && strings.IndexByte(s, '\n') < 0 {
		b.Raw(at, at+len(s))
		return
	}
	b.Text(strings.ReplaceAll(s, "\n", " "), at)
}

func (c *Page) cleanedDiag(p tree.Pos, n int, what string) {
	c.diags = append(c.diags, tree.Diag{Page: c.Tree, Pos: p, End: p + tree.Pos(n), Severity: tree.Warning, Code: tree.HTMLCleaned,
		Msg: what + " is not allowed and was removed", Hint: "--allow-html keeps raw HTML as it is"})
}

// checkAttrs reports attributes that run code.
func (c *Page) checkAttrs(t *lex.Tag, p tree.Pos) {
	for i := range t.Attrs {
		if n := t.Attrs[i].Name; strings.HasPrefix(n, "on") && ElementOf(t.Name) != UnknownElement {
			c.cleanedDiag(p, len(t.Raw), "the attribute "+lex.Short(n))
		}
	}
}
