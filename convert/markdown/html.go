package markdown

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"platen/convert/tree"
)

// htmlText adds the text of an HTML block: c.text is not its place when the block's lines do not touch,
// so s is given with a function from an offset in s to one in c.text.
// White space collapses; a run with a line end is a soft break.
func (b *builder) htmlText(s string, at func(int) int) {
	if b.open(preElement) != nil {
		b.str(html.UnescapeString(s), at(0))
		return
	}
	for i := 0; i < len(s); {
		start := i
		line := false
		for i < len(s) && isSpace(s[i]) {
			line = line || s[i] == '\n'
			i++
		}
		if i > start {
			switch {
			case b.blankBefore():
			case line:
				b.add(&tree.Break{Pos: b.c.pos(at(start))})
			default:
				b.str(" ", at(start))
			}
		}
		start = i
		for i < len(s) && (!isSpace(s[i]) || s[i] == ' ' && i+1 < len(s) && !isSpace(s[i+1])) {
			i++
		}
		b.htmlWords(s[start:i], at(start))
	}
}

// htmlWords adds text without runs of white space, with references resolved.
func (b *builder) htmlWords(s string, at int) {
	if strings.IndexByte(s, '&') >= 0 {
		b.str(b.c.clean(html.UnescapeString(s)), at)
		return
	}
	if at+len(s) <= len(b.c.text) && b.c.text[at:at+len(s)] == s {
		b.raw(at, at+len(s))
		return
	}
	b.str(s, at)
}

// blankBefore reports whether white space here would stand at the beginning of a paragraph, after a break
// or after a space.
func (b *builder) blankBefore() bool {
	b.resolve()
	if b.active {
		if b.spilled {
			return len(b.buf) > 0 && b.buf[len(b.buf)-1] == ' '
		}
		return b.c.text[b.end-1] == ' '
	}
	f := b.top()
	if len(f.inlines) == 0 {
		return !b.inline && len(b.stack) == 0 || f.kind.block()
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
func (b *builder) open(k elementKind) *frame {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if b.stack[i].kind == k {
			return b.stack[i]
		}
	}
	return nil
}

// htmlBlock adds the HTML of a block. s is its text, at maps its offsets to those of the page.
func (b *builder) htmlBlock(s string, at func(int) int) {
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
				b.addBlock(pageBreak(b.c.pos(at(here))))
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			b.tag(raw, at(here))
			if f := b.top(); tt == html.StartTagToken && f.at == at(here) && len(b.stack) > 0 {
				from := offset
				for _, inside := range b.c.s.content {
					offset += inside(b, f, s[offset:], func(i int) int { return at(from + i) })
				}
				if offset > from {
					z = html.NewTokenizer(strings.NewReader(s[offset:]))
				}
			}
		}
	}
}

// tag opens or closes an element.
func (b *builder) tag(raw string, at int) {
	t, ok := b.c.tagOf(raw)
	if !ok {
		b.str(raw, at)
		return
	}
	if t.end {
		b.endTag(t, at)
		return
	}
	b.startTag(t, at)
}

func (b *builder) startTag(t tag, at int) {
	c := b.c
	p := c.pos(at)
	kind := elementOf(t.name)
	b.autoClose(kind, t.name)
	switch kind {
	case cleanedVoid:
		c.cleanedDiag(p, len(t.raw), "<"+t.name+">")
	case cleaned, dropped: // reported when it is known that they are no placeholders
	default:
		c.checkAttrs(&t, p)
	}
	switch kind {
	case breakElement:
		b.add(&tree.Break{Pos: p, Hard: true})
		return
	case imageElement:
		im := c.image(&t, p)
		if f := b.picture(); f != nil && f.dark != "" {
			im.Dark.Raw, f.dark = f.dark, ""
		}
		b.add(im)
		return
	case ruleElement:
		b.addBlock(&tree.Rule{Pos: p})
		b.anchor(&t, p)
		return
	case embedElement:
		if !b.media(&t, p) {
			c.cleanedDiag(p, len(t.raw), "<"+t.name+">")
		}
		return
	case ignoredVoid, cleanedVoid:
		if m := b.open(mediaElement); m != nil && t.name == "source" && !m.shown {
			m.shown = b.media(&t, p)
		} else if f := b.picture(); f != nil && t.name == "source" && f.dark == "" {
			f.dark = darkSource(&t)
		}
		return
	case colElement:
		b.flush()
		f := b.top()
		f.parts = append(f.parts, &part{frame: frame{kind: kind, tag: t, pos: p}})
		return
	case anchorElement:
		if href, ok := t.get("href"); !ok || strings.TrimSpace(href) == "" {
			b.flush()
			if id, _ := t.get("id"); id != "" {
				b.anchorNamed(id, p)
			}
			if name, _ := t.get("name"); name != "" {
				if id, _ := t.get("id"); id != name {
					b.anchorNamed(name, p)
				}
			}
			b.top().anchors++
			return
		}
		b.closeNearest(func(f *frame) bool { return f.kind == anchorElement })
	}
	b.flush()
	c.deep(len(b.stack)+c.depth+1, p)
	f := &frame{kind: kind, tag: t, pos: p, at: at}
	if kind == mediaElement {
		f.shown = b.media(&t, p)
	}
	switch kind {
	case itemElement, cellElement, termElement, definitionElement, summaryElement, captionElement, figcaptionElement:
		f.tight = true
	case paragraphElement:
	default:
		f.tight = b.top().tight
	}
	b.stack = append(b.stack, f)
}

// anchor adds an anchor for the id of an element whose node cannot carry one.
func (b *builder) anchor(t *tag, p tree.Pos) {
	if id, ok := t.get("id"); ok {
		b.anchorNamed(id, p)
	}
}

func (b *builder) anchorNamed(id string, p tree.Pos) {
	id = cleanID(id)
	a := &tree.Anchor{Pos: p, ID: id}
	if b.c.claim(id, a, p) {
		b.add(a)
	}
}

// cleanID takes what no id can hold out of one: white space.
func cleanID(id string) string {
	if strings.ContainsAny(id, " \t\n\f\r") {
		return strings.Join(strings.Fields(id), "-")
	}
	return id
}

func (b *builder) endTag(t tag, at int) {
	c := b.c
	if t.name == "a" {
		if f := b.top(); f.anchors > 0 {
			f.anchors--
			return
		}
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		f := b.stack[i]
		if f.tag.name == t.name {
			b.closeTo(i + 1)
			b.close(c.pos(at))
			return
		}
		if barrier(f.kind, elementOf(t.name)) {
			break
		}
	}
	switch elementOf(t.name) {
	case unknownElement:
		if b.c.openNames[t.name] == 0 {
			b.placeholder(t.raw, at, unknownElement)
		}
	case breakElement: // browsers read </br> as <br>
		b.add(&tree.Break{Pos: c.pos(at), Hard: true})
	}
}

// barrier reports whether an end tag of kind k leaves an open element of kind f alone.
func barrier(f, k elementKind) bool {
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
func (b *builder) autoClose(kind elementKind, name string) {
	b.flush()
	var ends, stops func(k elementKind) bool
	is := func(ks ...elementKind) func(elementKind) bool {
		return func(k elementKind) bool {
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
		if !kind.block() || len(b.stack) == 0 {
			return
		}
		ends, stops = is(paragraphElement), is(cellElement, itemElement, definitionElement, quoteElement, divElement, blockElement, detailsElement, figureElement, preElement)
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		k := b.stack[i].kind
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
func (b *builder) closeNearest(ok func(*frame) bool) {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if ok(b.stack[i]) {
			b.closeTo(i)
			return
		}
		if k := b.stack[i].kind; k == cellElement {
			return
		}
	}
}

// closeTo closes elements until n are open.
func (b *builder) closeTo(n int) {
	for len(b.stack) > n {
		b.close(0)
	}
}

// placeholder adds a name in angle brackets as the text that it was meant to be.
func (b *builder) placeholder(raw string, at int, k elementKind) {
	why := "no HTML element"
	if k != unknownElement {
		why = "not closed"
	}
	p := b.c.pos(at)
	b.c.diags = append(b.c.diags, tree.Diag{Page: b.c.p, Pos: p, End: p + tree.Pos(len(raw)), Severity: tree.Info, Code: tree.Placeholder,
		Msg: fmt.Sprintf("%s is %s and is kept as text", short(raw), why), Hint: "write \\" + short(raw) + " to say so"})
	b.asWritten(raw, at)
}

// asWritten adds text as it stands.
func (b *builder) asWritten(s string, at int) {
	if at+len(s) <= len(b.c.text) && b.c.text[at:at+len(s)] == s && strings.IndexByte(s, '\n') < 0 {
		b.raw(at, at+len(s))
		return
	}
	b.str(strings.ReplaceAll(s, "\n", " "), at)
}

// short cuts a piece of source for a message.
func short(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

func (c *conv) cleanedDiag(p tree.Pos, n int, what string) {
	c.diags = append(c.diags, tree.Diag{Page: c.p, Pos: p, End: p + tree.Pos(n), Severity: tree.Warning, Code: tree.HTMLCleaned,
		Msg: what + " is not allowed and was removed", Hint: "--allow-html keeps raw HTML as it is"})
}

// checkAttrs reports attributes that run code.
func (c *conv) checkAttrs(t *tag, p tree.Pos) {
	for i := range t.attrs {
		if n := t.attrs[i].name; strings.HasPrefix(n, "on") && elementOf(t.name) != unknownElement {
			c.cleanedDiag(p, len(t.raw), "the attribute "+short(n))
		}
	}
}
