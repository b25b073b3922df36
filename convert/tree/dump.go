package tree

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Dump writes the page as indented text, a block a line, its inlines behind it:
//
//	heading 1 #setup ~old-name
//	  "Set up"
//	list tight
//	  item
//	    paragraph tight
//	      "Read " link("setup.md#top" → setup.md#top){"this"} "."
//
// The form is for tests and for people; it is not read back.
func Dump(w io.Writer, p *Page) error {
	d := &dumper{}
	d.blocks(p.Blocks)
	for _, n := range p.Notes {
		d.line("footnote %d %q refs=%d", n.Number, n.Label, n.Refs)
		d.in(func() { d.blocks(n.Blocks) })
	}
	_, err := io.WriteString(w, d.b.String())
	return err
}

type dumper struct {
	b      strings.Builder
	indent int
}

func (d *dumper) line(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	d.b.WriteString(strings.Repeat("  ", d.indent) + strings.TrimRight(s, " ") + "\n")
}

func (d *dumper) in(f func()) { d.indent++; f(); d.indent-- }

func (d *dumper) blocks(blocks []Block) {
	for _, b := range blocks {
		d.block(b)
	}
}

// labelled writes a container's title or caption under a word of its own.
func (d *dumper) labelled(word string, inlines []Inline) {
	if len(inlines) > 0 {
		d.line("%s %s", word, dumpInlines(inlines))
	}
}

func (d *dumper) body(blocks []Block) { d.in(func() { d.blocks(blocks) }) }

func (d *dumper) block(b Block) {
	switch b := b.(type) {
	case *Paragraph:
		d.line("paragraph%s", flag(" tight", b.Tight))
		d.in(func() { d.inlines(b.Inlines) })
	case *Heading:
		d.line("heading %d%s%s", b.Level, dumpAttr(b.Attr), flag(" generated", b.Generated))
		d.in(func() { d.inlines(b.Inlines) })
	case *CodeBlock:
		d.line("code%s%s%s%s%s%s%s%s%s", word(" ", b.Lang), dumpAttr(b.Attr), quoted(" title=", b.Title),
			number0(" start=", b.Start), ranges(" marks=", b.Marks), ranges(" hidden=", b.Hidden), ranges(" added=", b.Added), ranges(" removed=", b.Removed), ranges(" focus=", b.Focus))
		d.in(func() {
			for _, l := range strings.SplitAfter(b.Text, "\n") {
				if l != "" {
					d.line("%q", l)
				}
			}
		})
	case *Quote:
		d.line("quote%s", dumpAttr(b.Attr))
		d.body(b.Blocks)
	case *Admonition:
		d.line("admonition %s%s", b.Kind, dumpAttr(b.Attr))
		d.in(func() { d.labelled("title", b.Title); d.blocks(b.Blocks) })
	case *List:
		kind := "list"
		if b.Ordered {
			kind = "ordered " + strconv.Itoa(b.Start) + [...]string{"", " a", " A", " i", " I"}[b.Style]
		}
		d.line("%s%s%s", kind, flag(" tight", b.Tight), dumpAttr(b.Attr))
		d.in(func() {
			for _, it := range b.Items {
				d.line("item%s%s", [...]string{"", " todo", " done"}[it.Task], dumpAttr(it.Attr))
				d.body(it.Blocks)
			}
		})
	case *Procedure:
		d.line("procedure%s", dumpAttr(b.Attr))
		d.in(func() {
			d.labelled("title", b.Title)
			if len(b.Intro) > 0 {
				d.line("intro")
				d.body(b.Intro)
			}
			d.block(b.Steps)
		})
	case *DefinitionList:
		d.line("definitions%s", dumpAttr(b.Attr))
		d.in(func() {
			for _, it := range b.Items {
				for _, t := range it.Terms {
					d.line("term%s %s", dumpAttr(t.Attr), dumpInlines(t.Inlines))
				}
				for _, body := range it.Bodies {
					d.line("definition")
					d.body(body)
				}
			}
		})
	case *TabGroup:
		d.line("tabs%s", dumpAttr(b.Attr))
		d.in(func() {
			for _, t := range b.Tabs {
				d.line("tab%s %s", dumpAttr(t.Attr), dumpInlines(t.Title))
				d.body(t.Blocks)
			}
		})
	case *Table:
		d.table(b)
	case *Figure:
		d.line("figure%s", dumpAttr(b.Attr))
		d.in(func() {
			d.blocks(b.Blocks)
			if len(b.Caption) > 0 {
				d.line("caption")
				d.body(b.Caption)
			}
		})
	case *Details:
		d.line("details%s%s", flag(" open", b.Open), dumpAttr(b.Attr))
		d.in(func() { d.labelled("summary", b.Summary); d.blocks(b.Blocks) })
	case *MathBlock:
		d.line("math%s %q", dumpAttr(b.Attr), b.TeX)
	case *Rule:
		d.line("rule")
	case *Div:
		d.line("div%s", dumpAttr(b.Attr))
		d.body(b.Blocks)
	case *Element:
		d.line("element %s%s", b.Name, dumpAttr(b.Attr))
		d.body(b.Blocks)
	case *RawBlock:
		d.line("raw %q", b.HTML)
		d.body(b.Blocks)
	default:
		panic(fmt.Sprintf("tree: dump of a %T", b))
	}
}

func (d *dumper) table(t *Table) {
	d.line("table%s", dumpAttr(t.Attr))
	d.in(func() {
		if len(t.Caption) > 0 {
			d.line("caption")
			d.body(t.Caption)
		}
		var cols strings.Builder
		for _, c := range t.Cols {
			cols.WriteString(" " + align(c.Align))
			if c.Width > 0 {
				fmt.Fprintf(&cols, "=%.3g", c.Width)
			}
		}
		d.line("cols%s", cols.String())
		d.rows("head", t.Head)
		for _, b := range t.Bodies {
			d.rows("row", b.Rows)
		}
		d.rows("foot", t.Foot)
	})
}

func (d *dumper) rows(word string, rows []*Row) {
	for _, r := range rows {
		d.line("%s%s", word, dumpAttr(r.Attr))
		d.in(func() {
			for _, c := range r.Cells {
				s := "cell" + [...]string{"", " col", " row"}[c.Scope] + dumpAttr(c.Attr)
				if c.Align != AlignDefault {
					s += " " + align(c.Align)
				}
				if c.ColSpan != 1 {
					s += fmt.Sprintf(" colspan=%d", c.ColSpan)
				}
				if c.RowSpan != 1 {
					s += fmt.Sprintf(" rowspan=%d", c.RowSpan)
				}
				if p, ok := onlyTight(c.Blocks); ok {
					d.line("%s %s", s, dumpInlines(p.Inlines))
					continue
				}
				d.line("%s", s)
				d.body(c.Blocks)
			}
		})
	}
}

// onlyTight returns the paragraph when blocks are one tight paragraph.
func onlyTight(blocks []Block) (*Paragraph, bool) {
	if len(blocks) != 1 {
		return nil, false
	}
	p, ok := blocks[0].(*Paragraph)
	return p, ok && p.Tight
}

func (d *dumper) inlines(inlines []Inline) {
	if len(inlines) > 0 {
		d.line("%s", dumpInlines(inlines))
	}
}

func dumpInlines(inlines []Inline) string {
	var parts []string
	for _, n := range inlines {
		parts = append(parts, dumpInline(n))
	}
	return strings.Join(parts, " ")
}

func dumpInline(n Inline) string {
	inside := func() string { return "{" + dumpInlines(Inlines(n)) + "}" }
	switch n := n.(type) {
	case *Text:
		return strconv.Quote(n.S)
	case *Emph:
		return "emph" + inside()
	case *Strong:
		return "strong" + inside()
	case *Strike:
		return "strike" + inside()
	case *Sub:
		return "sub" + inside()
	case *Sup:
		return "sup" + inside()
	case *Code:
		return "code" + word(":", n.Role) + "(" + strconv.Quote(n.S) + ")"
	case *Link:
		return "link(" + dumpTarget(&n.To) + quoted(" title=", n.Title) + word(" shows=", n.Shows) + dumpAttr(n.Attr) + ")" + inside()
	case *Image:
		dark := ""
		if n.Dark.Raw != "" {
			dark = " dark=" + dumpTarget(&n.Dark)
		}
		return "image(" + dumpTarget(&n.Src) + dark + quoted(" title=", n.Title) + dumpAttr(n.Attr) + flag(" decorative", n.Decorative) + "){" + strconv.Quote(n.Alt) + "}"
	case *Break:
		if n.Hard {
			return "br"
		}
		return "⏎"
	case *Math:
		return "math(" + strconv.Quote(n.TeX) + ")"
	case *NoteRef:
		return fmt.Sprintf("note(%d)", n.Note.Number)
	case *Anchor:
		return "anchor(#" + n.ID + ")"
	case *Span:
		return "span(" + strings.TrimPrefix(dumpAttr(n.Attr), " ") + ")" + inside()
	case *InlineElement:
		return "element(" + n.Name + dumpAttr(n.Attr) + ")" + inside()
	case *RawInline:
		return "raw(" + strconv.Quote(n.HTML) + ")" + inside()
	}
	panic(fmt.Sprintf("tree: dump of a %T", n))
}

func dumpTarget(t *Target) string {
	s := strconv.Quote(t.Raw)
	switch {
	case t.Page != nil:
		s += " → " + t.Page.Path + word("#", t.Anchor)
	case t.Asset != nil:
		s += " → asset " + t.Asset.Path
	case t.Guide != nil:
		s += " → guide " + t.Guide.Up + " page " + t.Peer + word("#", t.Anchor)
	case t.Peer != "":
		s += " → peer " + t.Peer + word("#", t.Anchor)
	case t.URL != "" && t.URL != t.Raw:
		s += " → " + t.URL
	case t.URL == "":
		s += " → dead"
	}
	return s
}

func dumpAttr(a *Attr) string {
	if a == nil {
		return ""
	}
	s := word(" #", a.ID)
	for _, id := range a.Aliases {
		s += " ~" + id
	}
	for _, c := range a.Classes {
		s += " ." + c
	}
	for _, k := range a.Keys {
		s += " " + k.Name + "=" + strconv.Quote(k.Value)
	}
	return s
}

func align(a Align) string { return [...]string{"default", "left", "center", "right"}[a] }

func flag(s string, on bool) string {
	if on {
		return s
	}
	return ""
}

func word(prefix, s string) string { return flag(prefix+s, s != "") }

func quoted(prefix, s string) string { return flag(prefix+strconv.Quote(s), s != "") }

func number0(prefix string, n int) string { return flag(prefix+strconv.Itoa(n), n != 0) }

func ranges(prefix string, rs [][2]int) string {
	var parts []string
	for _, r := range rs {
		parts = append(parts, fmt.Sprintf("%d-%d", r[0], r[1]))
	}
	return word(prefix, strings.Join(parts, ","))
}
