package dita

import (
	"fmt"
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// room says what inlines may not use where they stand.
type room uint8

const (
	noLink   room = 1 << iota // no xref
	noNote                    // no fn
	noImage                   // no image
	oneLine                   // a soft break is a space
	asLines                   // a hard break is a line end (lines, pre)
	inNarrow                  // a title or shortdesc, which has no cite in DITA 1.2
)

const (
	inText      room = 0
	inTitle          = noLink | noNote | oneLine | inNarrow
	inShortdesc      = noNote | inNarrow
	inTerm           = noNote
	inCmd            = oneLine
	inLink           = noLink | noNote
	inNote           = noNote
	inLines          = noImage | oneLine | asLines
	inBold           = noNote | noImage // b, i, sub, sup and their like
)

// flushIDs writes the waiting ids.
func (p *pageWriter) flushIDs() {
	for _, id := range p.ids {
		p.void("ph", "id", id)
	}
	p.ids = p.ids[:0]
}

// inlines writes inlines without any space between them.
func (p *pageWriter) inlines(inlines []tree.Inline, r room) {
	if len(p.ids) > 0 {
		p.flushIDs()
	}
	if p.mark != "" {
		p.text(p.mark)
		p.mark = ""
	}
	skip := 0
	for i, n := range inlines {
		if skip > 0 {
			skip--
			continue
		}
		switch n := n.(type) {
		case *tree.Text:
			p.text(n.S)
		case *tree.Emph:
			if k := p.slantedWay(inlines, i, r, slantedText); k > 0 {
				skip = k - 1
				continue
			}
			p.styled("i", n.Inlines, r)
		case *tree.Strong:
			if k := p.control(inlines, i, r); k > 0 {
				skip = k - 1
				continue
			}
			p.styled("b", n.Inlines, r)
		case *tree.Strike:
			p.phrase("strikethrough", n.Inlines, r)
		case *tree.Sub:
			p.styled("sub", n.Inlines, r)
		case *tree.Sup:
			p.styled("sup", n.Inlines, r)
		case *tree.Code:
			if k := p.slantedWay(inlines, i, r, codeText); k > 0 {
				skip = k - 1
				continue
			}
			p.code(p.codeElement(inlines, i), n)
		case *tree.Link:
			p.link(n, r)
		case *tree.Image:
			p.image(n, r, false)
		case *tree.Break:
			p.lineBreak(n, r)
		case *tree.Math:
			p.math(n)
		case *tree.NoteRef:
			p.noteRef(n, r)
		case *tree.Anchor:
			if id := p.elemID(n.ID); id != "" {
				p.void("ph", "id", id)
			}
		case *tree.Span:
			p.span(n, r)
		case *tree.InlineElement:
			p.inlineElement(n, r)
		case *tree.RawInline:
			p.inlines(n.Inlines, r)
		default:
			panic(fmt.Sprintf("no DITA for a %T", n))
		}
	}
}

// styled writes b, i and their like, which hold neither images nor footnotes: a ph with a class stands in
// for them where those are inside.
func (p *pageWriter) styled(name string, inlines []tree.Inline, r room) {
	if needsRoom(inlines) {
		p.phrase(name, inlines, r)
		return
	}
	p.start(name)
	p.inlines(inlines, r|inBold)
	p.end(name)
}

func (p *pageWriter) phrase(class string, inlines []tree.Inline, r room) {
	p.start("ph", "outputclass", class)
	p.inlines(inlines, r)
	p.end("ph")
}

// needsRoom reports whether an image or a footnote is inside.
func needsRoom(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Break, *tree.Math, *tree.Anchor, *tree.Link:
		case *tree.Image, *tree.NoteRef:
			return true
		default:
			if needsRoom(tree.Inlines(n)) {
				return true
			}
		}
	}
	return false
}

// codeRoles are the elements for the roles of code.
var codeRoles = map[string]string{"kbd": "userinput", "samp": "systemoutput", "var": "varname"}

func (p *pageWriter) code(name string, n *tree.Code) {
	p.start(name)
	p.text(n.S)
	p.end(name)
}

func (p *pageWriter) lineBreak(n *tree.Break, r room) {
	switch {
	case n.Hard && r&asLines != 0, !n.Hard && r&oneLine == 0:
		p.buf = append(p.buf, '\n')
	default:
		p.buf = append(p.buf, ' ')
	}
}

// A target is where an xref leads.
type target struct{ href, scope, format string }

// target returns where t leads; ok is false for a dead one.
func (p *pageWriter) target(t *tree.Target) (to target, ok bool) {
	switch {
	case t.Page != nil:
		pl := p.guide.of[t.Page]
		if pl == nil || t.Anchor != "" && t.Page.IDs[t.Anchor] == nil {
			return target{}, false
		}
		return target{href: pl.href(p.file, t.Anchor)}, true
	case t.Asset != nil:
		return target{href: relative(p.file.dir, t.Asset.Path), format: format(t.Asset.Path)}, true
	case t.Guide != nil:
		return p.otherGuide(t), true
	case t.Peer != "":
		href := escapePath(pages.Stem(p.fromPage(t.Peer)) + ".dita")
		if t.Anchor != "" {
			href += "#" + ncName(t.Anchor)
		}
		return target{href, "peer", "dita"}, true
	case t.URL != "":
		return target{escapeURL(t.URL), "external", urlFormat(t.URL)}, true
	}
	return target{}, false
}

// fromPage turns a path relative to the page into one relative to the present file.
func (p *pageWriter) fromPage(rel string) string {
	root := p.plan.files[0]
	if p.file == root {
		return rel
	}
	return relative(p.file.dir, path.Join(root.dir, rel))
}

// href is the way from a file to an anchor of the plan's page.
func (pl *plan) href(from *file, anchor string) string {
	to := place{topic: pl.root}
	if anchor != "" {
		if at, ok := pl.places[anchor]; ok {
			to = at
		}
	}
	return to.href(from)
}

func (to place) href(from *file) string {
	to.topic = to.topic.real()
	f := to.topic.file
	if f == from {
		if to.elem == "" {
			return "#" + to.topic.id
		}
		return "#" + to.topic.id + "/" + to.elem
	}
	href := relative(from.dir, f.path)
	if to.elem != "" {
		return href + "#" + to.topic.id + "/" + to.elem
	}
	if to.topic != f.root {
		return href + "#" + to.topic.id
	}
	return href
}

// format is the format attribute for a file that is no DITA.
func format(name string) string {
	if ext := strings.TrimPrefix(strings.ToLower(path.Ext(name)), "."); ext != "" && ext != "dita" && ext != "ditamap" {
		return ext
	}
	return "file"
}

// urlFormat is the format attribute for an outside address.
func urlFormat(url string) string {
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	if i := strings.LastIndexByte(url, '/'); i > 0 && url[i-1] != '/' {
		switch ext := strings.ToLower(path.Ext(url[i:])); ext {
		case ".pdf", ".zip", ".txt", ".json", ".xml", ".csv":
			return ext[1:]
		}
	}
	return "html"
}

// escapeURL escapes what no address may hold.
func escapeURL(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F || strings.ContainsRune("\"<>\\^`{|}", r) }) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (p *pageWriter) link(n *tree.Link, r room) {
	to, ok := p.target(&n.To)
	if !ok || r&noLink != 0 {
		if ok {
			p.flattened(n.Pos, "a link in a title is no link in DITA; it stands under the related links")
			p.related = append(p.related, n)
		}
		if id := p.attrID(n.Attr); id != "" {
			p.start("ph", "id", id)
			p.inlines(n.Inlines, r)
			p.end("ph")
			return
		}
		p.inlines(n.Inlines, r)
		return
	}
	p.sheet.link(to)
	if key := p.guide.keys.outside(&n.To); key != "" {
		p.start("xref", p.universal(n.Attr, "keyref", key)...)
	} else if key := p.guide.keys.peer(&n.To); key != "" { // the address is for who has no keys
		p.start("xref", p.universal(n.Attr, "keyref", key, "href", to.href, "scope", to.scope, "format", to.format)...)
	} else {
		p.start("xref", p.universal(n.Attr, "href", to.href, "scope", to.scope, "format", to.format)...)
	}
	from := len(p.buf)
	p.inlines(n.Inlines, r&^noImage|inLink)
	if len(p.buf) == from && n.To.URL != "" {
		p.text(n.To.URL)
	}
	if n.Title != "" {
		p.start("desc")
		p.text(n.Title)
		p.end("desc")
	}
	p.end("xref")
}

// image writes an image, or its alternative text where there is none to show or no room for it.
func (p *pageWriter) image(n *tree.Image, r room, block bool) {
	attrs := p.universal(n.Attr)
	href, scope, ok := p.imageSource(n)
	if !ok || r&noImage != 0 {
		alt := n.Alt
		switch {
		case strings.TrimSpace(alt) != "":
			alt = "[" + alt + "]" // apart from the words beside it
		case !n.Decorative: // an image that nothing is shown of is lost
			if alt = p.words.Image; n.Src.Raw != "" {
				alt += ": " + path.Base(n.Src.Raw)
			}
			alt = "[" + alt + "]"
		}
		if len(attrs) > 0 {
			p.start("ph", attrs...)
			p.text(alt)
			p.end("ph")
			return
		}
		p.text(alt)
		return
	}
	placement := ""
	if block {
		placement = "break"
	}
	p.start("image", append(attrs, "href", href, "scope", scope, "placement", placement,
		"width", size(n.Attr.Get("width")), "height", size(n.Attr.Get("height")))...)
	alt := n.Alt
	if alt == "" && !n.Decorative {
		alt = n.Title
	}
	p.start("alt")
	p.text(alt)
	p.end("alt")
	p.end("image")
}

func (p *pageWriter) imageSource(n *tree.Image) (href, scope string, ok bool) {
	switch {
	case n.Src.Asset != nil:
		return relative(p.file.dir, n.Src.Asset.Path), "", true
	case n.Src.URL != "":
		return escapeURL(n.Src.URL), "external", true
	}
	return "", "", false
}

// size returns a length that the width and height of an image can have: a number, with a unit or without.
func size(s string) string {
	n := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	if n == "" || strings.Trim(n, "0123456789.") != "" {
		return ""
	}
	switch s[len(n):] {
	case "", "px", "pt", "pc", "in", "cm", "mm", "em":
		return s
	}
	return ""
}

func (p *pageWriter) span(n *tree.Span, r room) {
	if p.ditaPhrase(n) || r&inNarrow == 0 && p.abbreviated(n) {
		return
	}
	title := n.Attr.Get("title")
	class := ""
	if n.Attr != nil {
		class = strings.Join(n.Attr.Classes, " ")
	}
	attrs := p.universal(n.Attr, "outputclass", class)
	if title == "" && class == "" && len(attrs) == 2 {
		p.inlines(n.Inlines, r)
		return
	}
	p.start("ph", attrs...)
	if title != "" {
		p.void("data", "name", "title", "value", title)
	}
	p.indexTerms(n.Attr, n.Inlines, r)
	p.inlines(n.Inlines, r)
	p.end("ph")
}

func (p *pageWriter) inlineElement(n *tree.InlineElement, r room) {
	if p.definedTerm(n) {
		return
	}
	name, class := "ph", ""
	switch n.Name {
	case "cite", "q", "u":
		if n.Name == "cite" && r&inNarrow != 0 || needsRoom(n.Inlines) {
			class = n.Name
		} else {
			name, r = n.Name, r|inBold
		}
	default:
		class = n.Name
	}
	p.start(name, p.universal(n.Attr, "outputclass", class)...)
	p.inlines(n.Inlines, r)
	p.end(name)
}

// noteRef writes a footnote at its first reference, or a reference to it.
func (p *pageWriter) noteRef(n *tree.NoteRef, r room) {
	first := !p.isPlaced(n.Note)
	if first && r&noNote == 0 {
		p.placed = append(p.placed, n.Note)
		if n.Note.Refs > 1 {
			p.footnote(n.Note, p.plan.notes[n.Note].elem)
			p.callNote(n.Note)
			return
		}
		p.footnote(n.Note, "")
		return
	}
	called := r&noLink == 0
	if called {
		p.callNote(n.Note)
	}
	if first {
		p.placed = append(p.placed, n.Note)
		p.queue = append(p.queue, queued{n.Note, called, false})
		if !called {
			p.flattened(n.Pos, "a footnote cannot stand here in DITA; it follows at the next place that can hold it")
		}
	}
}

func (p *pageWriter) isPlaced(n *tree.Footnote) bool {
	for _, m := range p.placed {
		if m == n {
			return true
		}
	}
	return false
}

func (p *pageWriter) callNote(n *tree.Footnote) {
	p.void("xref", "href", p.plan.notes[n].href(p.file), "type", "fn")
}

// footnote writes an fn. With an id it is shown where an xref calls it, without where it stands.
func (p *pageWriter) footnote(n *tree.Footnote, id string) {
	p.fn = true
	defer func() { p.fn = false }()
	p.start("fn", "id", id)
	if par, ok := onlyParagraph(n.Blocks); ok {
		p.inlines(par.Inlines, inNote)
		p.end("fn")
		return
	}
	p.depth++
	p.blocks(n.Blocks, inFootnote)
	p.flushIDs()
	p.close("fn")
}

// flushNotes writes the waiting footnotes; those inside them join the queue.
func (p *pageWriter) flushNotes() {
	if p.fn { // fn does not nest: they follow the one at hand
		return
	}
	for len(p.queue) > 0 {
		q := p.queue[0]
		p.queue = p.queue[1:]
		id := ""
		if q.called || q.note.Refs > 1 || q.loose && q.note.Refs > 0 {
			id = p.plan.notes[q.note].elem
		}
		p.footnote(q.note, id)
		if id != "" && !q.called {
			p.callNote(q.note)
		}
	}
}

func onlyParagraph(blocks []tree.Block) (*tree.Paragraph, bool) {
	if len(blocks) != 1 {
		return nil, false
	}
	par, ok := blocks[0].(*tree.Paragraph)
	return par, ok
}

// elemID is the id that an anchor has in the file; "" when it is a topic's own.
func (p *pageWriter) elemID(anchor string) string { return p.plan.places[anchor].elem }
