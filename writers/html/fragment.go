package html

import (
	"strconv"

	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// Fragment returns the page's blocks alone, in the form of the CommonMark specification's examples:
// no sections, ids, highlighting or classes of ours. Links keep the address as written unless
// they were resolved. It is for tests against specifications and for embedding text elsewhere.
func Fragment(page *tree.Page) string {
	f := &fragment{}
	f.blocks(page.Blocks)
	f.notes(page.Notes)
	return string(f.buf)
}

type fragment struct{ buf []byte }

func (f *fragment) raw(s string)  { f.buf = append(f.buf, s...) }
func (f *fragment) text(s string) { f.buf = markup.AppendAttr(f.buf, s) }

// line starts a line of its own.
func (f *fragment) line() {
	if n := len(f.buf); n > 0 && f.buf[n-1] != '\n' {
		f.buf = append(f.buf, '\n')
	}
}

func (f *fragment) blocks(blocks []tree.Block) {
	for _, b := range blocks {
		f.block(b)
	}
}

func (f *fragment) within(name string, blocks []tree.Block) {
	f.line()
	f.raw("<" + name + ">\n")
	f.blocks(blocks)
	f.line()
	f.raw("</" + name + ">\n")
}

func (f *fragment) titled(name string, inlines []tree.Inline) {
	f.line()
	f.raw("<" + name + ">")
	f.inlines(inlines)
	f.raw("</" + name + ">\n")
}

func (f *fragment) block(b tree.Block) {
	switch b := b.(type) {
	case *tree.Paragraph:
		if b.Tight {
			f.inlines(b.Inlines)
			return
		}
		f.titled("p", b.Inlines)
	case *tree.Heading:
		f.titled("h"+strconv.Itoa(int(b.Level)), b.Inlines)
	case *tree.CodeBlock:
		f.code(b)
	case *tree.Quote:
		f.within("blockquote", b.Blocks)
	case *tree.Admonition:
		f.line()
		f.raw("<div class=\"" + string(markup.AppendAttr(nil, b.Kind)) + "\">\n")
		if len(b.Title) > 0 {
			f.titled("p", b.Title)
		}
		f.blocks(b.Blocks)
		f.line()
		f.raw("</div>\n")
	case *tree.List:
		f.list(b)
	case *tree.Procedure:
		if len(b.Title) > 0 {
			f.raw("<p><strong>")
			f.inlines(b.Title)
			f.raw("</strong></p>\n")
		}
		f.blocks(b.Intro)
		f.list(b.Steps)
	case *tree.DefinitionList:
		f.line()
		f.raw("<dl>\n")
		for _, it := range b.Items {
			for _, t := range it.Terms {
				f.titled("dt", t.Inlines)
			}
			for _, body := range it.Bodies {
				f.raw("<dd>")
				f.blocks(body)
				f.raw("</dd>\n")
			}
		}
		f.raw("</dl>\n")
	case *tree.TabGroup:
		for _, t := range b.Tabs {
			f.titled("p", t.Title)
			f.blocks(t.Blocks)
		}
	case *tree.Table:
		f.table(b)
	case *tree.Figure:
		f.within("figure", b.Blocks)
		f.blocks(b.Caption)
	case *tree.Details:
		f.line()
		f.raw("<details>\n")
		f.titled("summary", b.Summary)
		f.blocks(b.Blocks)
		f.line()
		f.raw("</details>\n")
	case *tree.MathBlock:
		f.line()
		f.raw("<pre><code>")
		f.text(b.TeX)
		f.raw("</code></pre>\n")
	case *tree.Rule:
		f.line()
		f.raw("<hr />\n")
	case *tree.Div:
		f.within("div", b.Blocks)
	case *tree.Element:
		f.within("div", b.Blocks)
	case *tree.RawBlock:
		f.line()
		f.raw(b.HTML)
		f.line()
	}
}

func (f *fragment) code(b *tree.CodeBlock) {
	f.line()
	f.raw("<pre><code")
	if b.Lang != "" {
		f.raw(` class="language-`)
		f.text(b.Lang)
		f.raw(`"`)
	}
	f.raw(">")
	f.text(b.Text)
	f.raw("</code></pre>\n")
}

func (f *fragment) list(l *tree.List) {
	f.line()
	name := "ul"
	if l.Ordered {
		name = "ol"
	}
	f.raw("<" + name)
	if l.Ordered && l.Start != 1 {
		f.raw(` start="` + strconv.Itoa(l.Start) + `"`)
	}
	f.raw(">\n")
	for _, it := range l.Items {
		f.raw("<li>")
		switch it.Task {
		case tree.Todo:
			f.raw(`<input disabled="" type="checkbox"> `)
		case tree.Done:
			f.raw(`<input checked="" disabled="" type="checkbox"> `)
		}
		for _, b := range it.Blocks {
			if p, ok := b.(*tree.Paragraph); ok && p.Tight {
				f.inlines(p.Inlines)
				continue
			}
			f.line()
			f.block(b)
		}
		f.raw("</li>\n")
	}
	f.raw("</" + name + ">\n")
}

func (f *fragment) table(t *tree.Table) {
	f.line()
	f.raw("<table>\n")
	f.rows("thead", t.Head, t.Cols)
	for _, b := range t.Bodies {
		f.rows("tbody", b.Rows, t.Cols)
	}
	f.rows("tfoot", t.Foot, t.Cols)
	f.raw("</table>\n")
}

func (f *fragment) rows(group string, rows []*tree.Row, cols []tree.Column) {
	if len(rows) == 0 {
		return
	}
	f.raw("<" + group + ">\n")
	for _, r := range rows {
		f.raw("<tr>\n")
		for i, c := range r.Cells {
			name := "td"
			if c.Scope != tree.ScopeNone || group == "thead" {
				name = "th"
			}
			align := c.Align
			if align == tree.AlignDefault && i < len(cols) {
				align = cols[i].Align
			}
			f.raw("<" + name)
			if align != tree.AlignDefault {
				f.raw(` align="` + [...]string{"", "left", "center", "right"}[align] + `"`)
			}
			f.raw(">")
			f.blocks(c.Blocks)
			f.raw("</" + name + ">\n")
		}
		f.raw("</tr>\n")
	}
	f.raw("</" + group + ">\n")
}

func (f *fragment) notes(notes []*tree.Footnote) {
	if len(notes) == 0 {
		return
	}
	f.raw("<ol>\n")
	for _, n := range notes {
		f.within("li", n.Blocks)
	}
	f.raw("</ol>\n")
}

func (f *fragment) inlines(inlines []tree.Inline) {
	for _, n := range inlines {
		f.inline(n)
	}
}

func (f *fragment) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		f.text(n.S)
	case *tree.Emph:
		f.wrap("em", n.Inlines)
	case *tree.Strong:
		f.wrap("strong", n.Inlines)
	case *tree.Strike:
		f.wrap("del", n.Inlines)
	case *tree.Sub:
		f.wrap("sub", n.Inlines)
	case *tree.Sup:
		f.wrap("sup", n.Inlines)
	case *tree.Code:
		name := "code"
		if n.Role != "" {
			name = n.Role
		}
		f.raw("<" + name + ">")
		f.text(n.S)
		f.raw("</" + name + ">")
	case *tree.Link:
		f.raw(`<a href="`)
		f.address(&n.To)
		f.raw(`"`)
		if n.Title != "" {
			f.raw(` title="`)
			f.text(n.Title)
			f.raw(`"`)
		}
		f.raw(">")
		f.inlines(n.Inlines)
		f.raw("</a>")
	case *tree.Image:
		f.raw(`<img src="`)
		f.address(&n.Src)
		f.raw(`" alt="`)
		f.text(n.Alt)
		f.raw(`"`)
		if n.Title != "" {
			f.raw(` title="`)
			f.text(n.Title)
			f.raw(`"`)
		}
		f.raw(" />")
	case *tree.Break:
		if n.Hard {
			f.raw("<br />")
		}
		f.raw("\n")
	case *tree.Math:
		f.raw("<code>")
		f.text(n.TeX)
		f.raw("</code>")
	case *tree.NoteRef:
		f.raw("<sup>" + strconv.Itoa(n.Note.Number) + "</sup>")
	case *tree.Anchor:
		f.raw(`<a name="`)
		f.text(n.ID)
		f.raw(`"></a>`)
	case *tree.RawInline:
		f.raw(n.HTML)
	case *tree.InlineElement:
		if markup.Known(n.Name) {
			f.wrap(n.Name, n.Inlines)
			return
		}
		f.inlines(n.Inlines)
	default:
		f.inlines(tree.Inlines(n))
	}
}

func (f *fragment) wrap(name string, inlines []tree.Inline) {
	f.raw("<" + name + ">")
	f.inlines(inlines)
	f.raw("</" + name + ">")
}

// address prints a link's target: as resolved, else as written.
func (f *fragment) address(t *tree.Target) {
	switch {
	case t.URL != "":
		f.buf = markup.AppendURL(f.buf, t.URL)
	default:
		f.buf = markup.AppendURL(f.buf, t.Raw)
	}
}
