package ext

import (
	"bytes"
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var AttributeLists = build.Extension{
	Name: "attribute_lists", Doc: "Attributes in {: #id .class } after headings, links, images and blocks",
	Inlines: attrLists,
	Heading: headingAttr,
	Table:   attrRow,
	Paragraph: func(b *build.Builder, p *tree.Paragraph) bool {
		in, a, ok := endAttr(b.Page, p.Inlines)
		if p.Inlines = in; ok {
			attrLine(b, a, p.Pos)
		}
		return false
	},
	Seen: build.Sign{Starts: "{", Look: func(s *build.Sight) {
		if _, ok := attrsLine(s); ok {
			s.Found()
		}
	}, Page: sizedInBraces},
}

// attrLists gives attributes in braces to the inline before them. Those of a node that has none go; an id
// becomes an anchor. The text of the braces is no text of the page.
func attrLists(c *build.Page, in []tree.Inline) []tree.Inline {
	braces := false
	for i := 1; i < len(in) && !braces; i++ {
		t, ok := in[i].(*tree.Text)
		braces = ok && strings.HasPrefix(t.S, "{") && c.Literal(t) == 0
	}
	if !braces {
		return in
	}
	out := make([]tree.Inline, 0, len(in)+1)
	for _, n := range in {
		t, ok := n.(*tree.Text)
		if !ok || len(out) == 0 || !strings.HasPrefix(t.S, "{") || c.Literal(t) > 0 {
			out = append(out, n)
			continue
		}
		w, size := lex.ReadAttrs(t.S)
		switch last := out[len(out)-1].(type) {
		case *tree.Link, *tree.Image, *tree.Strong, *tree.Emph, *tree.Code, *tree.Span, *tree.InlineElement:
			if size == 0 || !meant(&w, t.S, last) {
				out = append(out, n)
				continue
			}
			out = giveAttr(c, out, last, tree.Attr{ID: w.Id, Classes: w.Classes, Keys: w.Keys})
			if t.S = t.S[size:]; t.S != "" {
				t.Pos += tree.Pos(size)
				out = append(out, t)
			}
		default:
			out = append(out, n)
		}
	}
	return out
}

// meant reports whether what was read in braces behind a node is no text: "`/users/`{id}" is.
func meant(w *lex.Attrs, s string, last tree.Inline) bool {
	if w.Id != "" || w.Classes != nil || w.Keys != nil || strings.HasPrefix(s, "{:") {
		return true
	}
	switch last.(type) {
	case *tree.Link, *tree.Image: // [words](a.md){ data-preview }
		return true
	}
	return false
}

// giveAttr hangs attributes on the last of out.
func giveAttr(c *build.Page, out []tree.Inline, last tree.Inline, a tree.Attr) []tree.Inline {
	kept := tree.Attr{Classes: a.Classes}
	title := ""
	for _, k := range a.Keys {
		switch {
		case k.Name == "title":
			title = c.Clean(k.Value)
		case build.AllowedAttr(k.Name):
			kept.Keys = append(kept.Keys, k)
		}
	}
	p := last.Position()
	link, isLink := last.(*tree.Link)
	if id := c.Clean(build.CleanID(a.ID)); id != "" {
		anchor := &tree.Anchor{Pos: p, ID: id}
		if c.Claim(id, anchor, p) {
			if isLink && link.To.Raw == "" && len(link.Inlines) == 0 {
				out[len(out)-1] = anchor // [](){#id}: a place with a name
				return out
			}
			out = append(out[:len(out)-1], anchor, last)
		}
	}
	switch n := last.(type) {
	case *tree.Link:
		if n.Title == "" {
			n.Title = title
		}
		if kept.Classes != nil || kept.Keys != nil {
			n.Attr = &kept
		}
	case *tree.Image:
		if n.Title == "" {
			n.Title = title
		}
		if kept.Classes != nil || kept.Keys != nil {
			n.Attr = &kept
		}
	case *tree.Span:
		if n.Attr == nil {
			n.Attr = &tree.Attr{}
		}
		n.Attr.Classes = append(n.Attr.Classes, kept.Classes...)
		n.Attr.Keys = append(n.Attr.Keys, kept.Keys...)
		if title != "" {
			n.Attr.Keys = append(n.Attr.Keys, tree.Key{Name: "title", Value: title})
		}
	}
	return out
}

// endAttr takes "{: … }" off the end of a heading's or paragraph's inlines.
func endAttr(c *build.Page, in []tree.Inline) ([]tree.Inline, tree.Attr, bool) {
	if len(in) == 0 {
		return in, tree.Attr{}, false
	}
	t, ok := in[len(in)-1].(*tree.Text)
	if !ok {
		return in, tree.Attr{}, false
	}
	s := strings.TrimRight(t.S, " ")
	at := strings.LastIndexByte(s, '{')
	if at < 0 || at < c.Literal(t) {
		return in, tree.Attr{}, false
	}
	w, n := lex.ReadAttrs(s[at:])
	if n == 0 || at+n != len(s) || w.Id == "" && w.Classes == nil && w.Keys == nil && !strings.HasPrefix(s[at:], "{:") {
		return in, tree.Attr{}, false // a word in braces
	}
	if t.S = strings.TrimRight(s[:at], " "); t.S == "" {
		in = in[:len(in)-1]
		if n := len(in); n > 0 {
			if _, ok := in[n-1].(*tree.Break); ok {
				in = in[:n-1]
			}
		}
	}
	return in, tree.Attr{ID: w.Id, Classes: w.Classes, Keys: w.Keys}, true
}

// attrRow takes a line of attributes below a table, which the table took as a row. They are the table's.
func attrRow(c *build.Page, t *tree.Table) bool {
	if len(t.Bodies) == 0 {
		return false
	}
	body := t.Bodies[len(t.Bodies)-1]
	row := body.Rows[len(body.Rows)-1]
	for i, cell := range row.Cells {
		if len(cell.Blocks) > 0 != (i == 0) {
			return false
		}
	}
	p, ok := firstParagraph(row.Cells[0].Blocks)
	if line := c.From(row.Pos); !ok || len(row.Cells[0].Blocks) > 1 || line != "" && line[0] != '{' {
		return false
	}
	in, a, ok := endAttr(c, p.Inlines)
	if !ok || len(in) > 0 {
		return false
	}
	if body.Rows = body.Rows[:len(body.Rows)-1]; len(body.Rows) == 0 {
		t.Bodies = t.Bodies[:len(t.Bodies)-1]
	}
	if t.Attr == nil {
		t.Attr = &tree.Attr{}
	}
	if id := c.Clean(build.CleanID(a.ID)); c.Claim(id, t, t.Pos) {
		t.Attr.ID = id
	}
	t.Attr.Classes = append(t.Attr.Classes, a.Classes...)
	return true
}

// headingAttr gives a heading the attributes at its end.
func headingAttr(c *build.Page, h *tree.Heading) {
	in, a, ok := endAttr(c, h.Inlines)
	if !ok {
		return
	}
	h.Inlines = in
	if id := c.Clean(build.CleanID(a.ID)); id != "" && c.Claim(id, h, h.Pos) {
		if h.Attr.ID != "" {
			h.Attr.Aliases = append([]string{h.Attr.ID}, h.Attr.Aliases...)
		}
		h.Attr.ID = id
		c.Chosen(h)
	}
	h.Attr.Classes = append(h.Attr.Classes, a.Classes...)
	for _, k := range a.Keys {
		if build.AllowedAttr(k.Name) {
			h.Attr.Keys = append(h.Attr.Keys, tree.Key{Name: k.Name, Value: c.Clean(k.Value)})
		}
	}
}

// attrLine keeps the id that a paragraph's attributes give it: the paragraph, or the block below a line with
// nothing else in it, takes it; a heading takes the one right below it.
func attrLine(b *build.Builder, a tree.Attr, p tree.Pos) {
	b.LineID(b.Page.Clean(build.CleanID(a.ID)), p)
}

// attrsLine reads a line {: … } that has attributes and nothing else.
func attrsLine(s *build.Sight) (w lex.Attrs, ok bool) {
	if !s.Starts("{: ", "{:.", "{:#") {
		return w, false
	}
	line := bytes.TrimRight(s.Line, " \t\r")
	w, n := lex.ReadAttrs(string(line))
	return w, n == len(line)
}

// sizedInBraces looks for a size in braces behind an image: ![words](a.png){width=50%}.
func sizedInBraces(src []byte) int {
	for _, mark := range [...]string{"){width=", "){height=", "){: width=", "){: style=", "){: height="} {
		at := bytes.Index(src, []byte(mark))
		if at < 0 {
			continue
		}
		start := bytes.LastIndexByte(src[:at], '\n') + 1
		line, _, _ := bytes.Cut(src[start:], []byte("\n"))
		if !bytes.Contains(line[:at-start], []byte("![")) || bytes.IndexByte(line[:at-start], '`') >= 0 {
			continue
		}
		return start
	}
	return -1
}
