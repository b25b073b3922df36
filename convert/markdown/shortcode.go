package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// A siteTag is a tag of Hugo, {{< name args >}} or {{% name args %}}, or of Jekyll, {% name args %}, as read.
type siteTag struct {
	liquid bool
	end    bool // {{< /name >}}, {% endname %}
	void   bool // {{< name />}}
	name   string
	args   []string
	keys   []tree.Key
	size   int
}

// readShortcode reads the tag that line begins with.
func readShortcode(line []byte) (s siteTag, ok bool) {
	var stop string
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
		stop = ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		stop = "%}}"
	case bytes.HasPrefix(line, []byte("{%")):
		stop, s.liquid = "%}", true
	default:
		return s, false
	}
	at := len(stop)
	line = line[:min(len(line), maxAttrs)]
	n := bytes.Index(line[at:], []byte(stop))
	if n < 0 || bytes.IndexByte(line[:at+n], '\n') >= 0 {
		return s, false
	}
	s.size = at + n + len(stop)
	body := strings.TrimSpace(strings.Trim(strings.TrimSpace(string(line[at:at+n])), "-"))
	if rest, is := strings.CutPrefix(body, "/"); is && !s.liquid {
		body, s.end = strings.TrimSpace(rest), true
	}
	if rest, is := strings.CutSuffix(body, "/"); is && !s.liquid && !s.end {
		body, s.void = rest, true
	}
	i := 0
	for i < len(body) && (isNameByte(body[i]) || body[i] == '/' || body[i] == '.') {
		i++
	}
	s.name = body[:i]
	if s.liquid {
		if rest, is := strings.CutPrefix(s.name, "end"); is && rest != "" {
			s.name, s.end = rest, true
		}
	}
	s.readArgs(body[i:])
	return s, s.name != "" && isLetter(s.name[0])
}

// readArgs reads words, "words in quotes" and key="value".
func (s *siteTag) readArgs(body string) {
	for {
		body = strings.TrimLeft(body, " \t,")
		if body == "" {
			return
		}
		i := 0
		for i < len(body) && (isNameByte(body[i]) || body[i] == '.') {
			i++
		}
		key := ""
		if i > 0 && i < len(body) && (body[i] == '=' || body[i] == ':') && i+1 < len(body) {
			key = strings.ToLower(body[:i])
			body = strings.TrimLeft(body[i+1:], " ")
		}
		value, n := metaValue(body)
		if n == 0 {
			return
		}
		if body[0] == '`' {
			if end := strings.IndexByte(body[1:], '`'); end >= 0 {
				value, n = body[1:1+end], end+2
			}
		}
		if key != "" {
			s.keys = append(s.keys, tree.Key{Name: key, Value: value})
		} else {
			s.args = append(s.args, value)
		}
		body = body[n:]
	}
}

// closes returns the tags that end the one read.
func (s *siteTag) closes() []string {
	if s.liquid {
		return []string{"{% end" + s.name + " %}", "{%- end" + s.name + " -%}", "{% end" + s.name + " -%}", "{%- end" + s.name + " %}", "{%end" + s.name + "%}"}
	}
	return []string{"{{< /" + s.name + " >}}", "{{% /" + s.name + " %}}", "{{</ " + s.name + " >}}", "{{%/ " + s.name + " %}}", "{{</" + s.name + ">}}"}
}

// shortcodeParser reads shortcodes that stand on a line of their own.
type shortcodeParser struct{ hugo, liquid bool }

func (shortcodeParser) Trigger() []byte             { return []byte{'{'} }
func (shortcodeParser) CanInterruptParagraph() bool { return true }
func (shortcodeParser) CanAcceptIndentedLine() bool { return false }

func (p shortcodeParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	s, ok := readShortcode(line[at:])
	if !ok || s.liquid && !p.liquid || !s.liquid && !p.hugo {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	n := newRegion(hugoRegion, s.name)
	if s.liquid {
		n.syntax = liquidRegion
	}
	n.args, n.keys = s.args, s.keys
	n.start, n.stop = segment.Start+at, segment.Start+at+s.size
	rest := trimLine(line, at+s.size)
	if s.end {
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		n.syntax, n.void, n.name = strayRegion, true, string(line[at:at+s.size])
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	to, mark := -1, ""
	if !s.void {
		for _, m := range s.closes() {
			if i := endTag(pc, src, m, n.stop); i >= 0 && (to < 0 || i < to) {
				to, mark = i, m
			}
		}
	}
	switch {
	case to < 0 || openRegions(pc) >= maxRegions:
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		n.void = true
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	case s.name == "highlight" || s.name == "code" || s.name == "mermaid":
		n.void, n.closed = true, true
		n.setBody(n.stop, to)
		reader.Advance(at + to + len(mark) - n.start)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	case len(rest) > 0 && to < segment.Stop:
		if !bytes.HasSuffix(rest, []byte(mark)) {
			return nil, parser.NoChildren
		}
		n.void, n.closed = true, true
		n.setTitle(src, n.stop, to)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	case len(rest) > 0:
		reader.Advance(at + s.size)
		return n, parser.HasChildren
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (shortcodeParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return continueRegion(node.(*region), shortcodeCloser, reader, pc)
}

func (shortcodeParser) Close(ast.Node, text.Reader, parser.Context) {}

// shortcodeCloser finds the region that a line with an end tag closes; words before the tag belong in it.
func shortcodeCloser(line []byte, pc parser.Context) *region {
	line = bytes.Trim(line, " \t\r\n")
	i := bytes.LastIndex(line, []byte("{%"))
	if k := bytes.LastIndex(line, []byte("{{")); k > i || i > 0 && line[i-1] == '{' {
		i = max(k, i-1)
	}
	if i < 0 {
		return nil
	}
	s, ok := readShortcode(line[i:])
	if !ok || !s.end || s.size != len(line)-i {
		return nil
	}
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		n, ok := b.Node.(*region)
		if !ok || n.name != s.name || n.syntax != hugoRegion && n.syntax != liquidRegion {
			continue
		}
		if i > 0 {
			n.ending = true
			return nil
		}
		return n
	}
	return nil
}

// key is a named argument, "" when it is not there.
func (n *region) key(names ...string) string {
	for _, name := range names {
		for _, k := range n.keys {
			if k.Name == name {
				return k.Value
			}
		}
	}
	return ""
}

// arg is a positional argument, from 0.
func (n *region) arg(i int) string {
	if i < len(n.args) {
		return n.args[i]
	}
	return ""
}

// shortcode adds what a shortcode says, as far as its name tells; the others keep their content and are reported.
func (b *builder) shortcode(n *region) {
	c := b.c
	p := c.nodePos(n)
	name := strings.ToLower(n.name)
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	written := c.text[n.start:n.stop]
	switch name {
	case "highlight", "code", "mermaid":
		if ls := n.Lines(); ls.Len() > 0 {
			code := &tree.CodeBlock{Pos: p, Lang: language(c.clean(n.arg(0))), Text: c.codeBody(c.text[ls.At(0).Start:ls.At(0).Stop], n)}
			if name == "mermaid" {
				code.Lang = name
			}
			if code.Lang == "" {
				code.Lang = language(c.clean(n.key("lang", "language")))
			}
			code.Info = code.Lang
			code.Title = c.clean(n.key("title", "file", "filename"))
			b.addBlock(code)
			return
		}
	case "figure", "img", "image":
		if src := n.key("src"); src != "" {
			b.shortcodeFigure(n, src)
			return
		}
	}
	if n.void && !n.closed {
		c.diag(p, tree.Warning, tree.Shortcode, short(written)+" is not known and is kept as text", "")
		b.addBlock(&tree.Paragraph{Pos: p, Inlines: plainWords(p, written)})
		return
	}
	title := plainWords(p, c.clean(n.key("title", "summary", "header", "heading", "name")))
	switch name {
	case "alert", "admonition", "callout", "notice", "hint", "pageinfo", "panel", "box", "message":
		kind := strings.ToLower(n.key("type", "color", "style", "kind", "icon"))
		if kind == "" && len(n.args) > 0 {
			kind = strings.ToLower(n.arg(0))
		}
		if title == nil {
			title = plainWords(p, c.clean(n.arg(1)))
		}
		if !isNoteName(kind) {
			kind = "note"
		}
		b.noteRegion(n, kind, title, nil)
		return
	case "details", "expand", "collapse", "spoiler", "accordion":
		if title == nil {
			title = plainWords(p, c.clean(n.arg(0)))
		}
		if title == nil {
			title = plainWords(p, "Details")
		}
		b.detailsRegion(n, title, false)
		return
	case "tabs", "tabpane", "tabbed":
		b.tabGroup(n, func(r *region) bool {
			return (r.syntax == hugoRegion || r.syntax == liquidRegion) && (r.name == "tab" || r.name == "tabitem")
		}, func(r *region) []tree.Inline {
			s := r.key("title", "name", "header", "label", "tabname")
			if s == "" {
				s = r.arg(0)
			}
			if s == "" {
				s = "Tab"
			}
			return plainWords(c.nodePos(r), c.clean(s))
		})
		return
	case "raw", "steps", "cards", "columns", "column", "row":
		b.children(n)
		return
	}
	if isNoteName(name) {
		if title == nil {
			title = plainWords(p, c.clean(n.arg(0)))
		}
		b.noteRegion(n, name, title, nil)
		return
	}
	c.diag(p, tree.Warning, tree.Shortcode, short(written)+" is not known; its content is kept", "")
	if title != nil {
		b.addBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{&tree.Strong{Pos: p, Inlines: title}}})
	}
	b.children(n)
}

func (b *builder) shortcodeFigure(n *region, src string) {
	c := b.c
	p := c.nodePos(n)
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: c.clean(src)}, Alt: c.clean(n.key("alt", "caption", "title"))}
	for _, k := range [...]string{"width", "height"} {
		if v := n.key(k); v != "" {
			if im.Attr == nil {
				im.Attr = &tree.Attr{}
			}
			im.Attr.Keys = append(im.Attr.Keys, tree.Key{Name: k, Value: c.clean(v)})
		}
	}
	para := &tree.Paragraph{Pos: p, Inlines: []tree.Inline{im}}
	caption := plainWords(p, c.clean(strings.TrimSpace(n.key("title")+" "+n.key("caption"))))
	if caption == nil {
		b.addBlock(para)
		return
	}
	b.addBlock(&tree.Figure{Pos: p, Blocks: []tree.Block{para}, Caption: []tree.Block{&tree.Paragraph{Pos: p, Inlines: caption}}})
}

// shortcodeInlineParser reads shortcodes in a line, which stay text.
type shortcodeInlineParser struct{ hugo, liquid bool }

func (shortcodeInlineParser) Trigger() []byte { return []byte{'{'} }

func (p shortcodeInlineParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	s, ok := readShortcode(line)
	if !ok || segment.Padding > 0 || s.liquid && !p.liquid || !s.liquid && !p.hugo {
		return nil
	}
	block.Advance(s.size)
	n := newMDXInline(segment.Start, segment.Start+s.size)
	n.shortcode = true
	return n
}
