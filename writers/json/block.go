package json

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

func (p *printer) blocks(bs []tree.Block) {
	for _, b := range bs {
		p.block(b)
	}
}

// inside prints blocks as a list behind a comma.
func (p *printer) inside(bs []tree.Block) {
	p.raw(",")
	p.list(func() { p.blocks(bs) })
}

// div prints a Div with classes of ours.
func (p *printer) div(a *tree.Attr, classes []string, content func(), pairs ...tree.Key) {
	p.node("Div", func() {
		p.raw("[")
		p.attr(a, classes, pairs...)
		p.raw(",")
		p.list(func() {
			if a != nil && len(a.Aliases) > 0 {
				p.node("Plain", func() { p.list(func() { p.anchors(a.Aliases) }) })
			}
			content()
		})
		p.raw("]")
	})
}

// held prints a block that pandoc's has no attributes for in a Div with them, where it has any.
func (p *printer) held(a *tree.Attr, content func()) {
	if a == nil || a.ID == "" && len(a.Aliases)+len(a.Classes)+len(a.Keys) == 0 {
		content()
		return
	}
	p.div(a, nil, content)
}

// named prints a Div with inlines, for titles and summaries.
func (p *printer) named(class, kind string, ns []tree.Inline) {
	p.div(nil, []string{class}, func() { p.node(kind, func() { p.list(func() { p.inlines(ns) }) }) })
}

func (p *printer) block(b tree.Block) {
	switch b := b.(type) {
	case *tree.Paragraph:
		kind := "Para"
		if b.Tight {
			kind = "Plain"
		}
		p.node(kind, func() { p.list(func() { p.inlines(b.Inlines) }) })
	case *tree.Heading:
		p.node("Header", func() {
			p.raw("[" + strconv.Itoa(int(b.Level)) + ",")
			p.attr(b.Attr, nil)
			p.raw(",")
			p.list(func() {
				for _, id := range b.Attr.Aliases {
					if id != b.Slug || p.book == nil {
						p.anchors([]string{id})
					}
				}
				p.inlines(b.Inlines)
			})
			p.raw("]")
		})
	case *tree.CodeBlock:
		p.code(b)
	case *tree.Quote:
		p.held(b.Attr, func() { p.node("BlockQuote", func() { p.list(func() { p.blocks(b.Blocks) }) }) })
	case *tree.Admonition:
		p.admonition(b)
	case *tree.List:
		p.held(b.Attr, func() { p.items(b) })
	case *tree.Procedure:
		p.div(b.Attr, []string{"procedure"}, func() {
			if len(b.Title) > 0 {
				p.named("title", "Plain", b.Title)
			}
			p.blocks(b.Intro)
			p.block(b.Steps)
		})
	case *tree.DefinitionList:
		p.held(b.Attr, func() { p.definitions(b) })
	case *tree.TabGroup:
		p.div(b.Attr, []string{"tabs"}, func() {
			for _, t := range b.Tabs {
				p.div(t.Attr, []string{"tab"}, func() {
					p.named("title", "Plain", t.Title)
					p.blocks(t.Blocks)
				})
			}
		})
	case *tree.Table:
		p.table(b)
	case *tree.Figure:
		p.node("Figure", func() {
			p.raw("[")
			p.attr(b.Attr, nil)
			p.raw(",")
			p.caption(b.Caption)
			p.inside(b.Blocks)
			p.raw("]")
		})
	case *tree.Details:
		var pairs []tree.Key
		if b.Open {
			pairs = []tree.Key{{Name: "open", Value: ""}}
		}
		p.div(b.Attr, []string{"details"}, func() {
			p.named("summary", "Plain", b.Summary)
			p.blocks(b.Blocks)
		}, pairs...)
	case *tree.MathBlock:
		p.held(b.Attr, func() {
			p.node("Para", func() { p.list(func() { p.math("DisplayMath", b.TeX) }) })
		})
	case *tree.Rule:
		p.empty("HorizontalRule")
	case *tree.Div:
		p.div(b.Attr, nil, func() { p.blocks(b.Blocks) })
	case *tree.Element:
		p.div(b.Attr, nil, func() { p.blocks(b.Blocks) }, tree.Key{Name: "element", Value: b.Name})
	case *tree.RawBlock:
		p.node("RawBlock", func() {
			p.raw(`["html",`)
			p.string(b.HTML)
			p.raw("]")
		})
	default:
		panic("json: no case for a block")
	}
}

func (p *printer) code(b *tree.CodeBlock) {
	var classes []string
	if b.Lang != "" {
		classes = append(classes, b.Lang)
	}
	var pairs []tree.Key
	add := func(name, value string) {
		if value != "" {
			pairs = append(pairs, tree.Key{Name: name, Value: value})
		}
	}
	add("title", b.Title)
	if b.Start > 0 {
		classes = append(classes, "numberLines")
		if b.Start > 1 {
			add("startFrom", strconv.Itoa(b.Start))
		}
	}
	add("highlight", ranges(b.Marks))
	add("hidden", ranges(b.Hidden))
	add("added", ranges(b.Added))
	add("removed", ranges(b.Removed))
	add("focus", ranges(b.Focus))
	p.node("CodeBlock", func() {
		p.raw("[")
		p.attr(b.Attr, classes, pairs...)
		p.raw(",")
		p.string(strings.TrimSuffix(b.Text, "\n"))
		p.raw("]")
	})
}

// ranges is line ranges as "1,3-4".
func ranges(rs [][2]int) string {
	var parts []string
	for _, r := range rs {
		s := strconv.Itoa(r[0])
		if r[1] > r[0] {
			s += "-" + strconv.Itoa(r[1])
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ",")
}

// isKind reports whether a note's kind is told by its class alone.
func isKind(kind string) bool {
	switch kind {
	case "note", "tip", "important", "warning", "caution", "danger":
		return true
	}
	return false
}

// admonition prints a note as pandoc has GitHub's alerts: a Div of its kind, in which a Div has the title.
func (p *printer) admonition(b *tree.Admonition) {
	classes := []string{b.Kind}
	if !isKind(b.Kind) {
		classes = append(classes, "admonition")
	}
	title := b.Title
	if title == nil {
		title = []tree.Inline{&tree.Text{S: p.words.Kind(b.Kind)}}
	}
	p.div(b.Attr, classes, func() {
		if len(title) > 0 {
			p.named("title", "Para", title)
		}
		p.blocks(b.Blocks)
	})
}

func (p *printer) items(b *tree.List) {
	each := func() {
		p.list(func() {
			for i, it := range b.Items {
				if i > 0 {
					p.raw(",")
				}
				p.list(func() { p.item(it) })
			}
		})
	}
	if !b.Ordered {
		p.node("BulletList", each)
		return
	}
	p.node("OrderedList", func() {
		p.raw("[[" + strconv.Itoa(b.Start) + `,{"t":"` + [...]string{"Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"}[b.Style] + `"},{"t":"Period"}],`)
		each()
		p.raw("]")
	})
}

// item prints an item; a box and ids begin its first paragraph.
func (p *printer) item(it *tree.ListItem) {
	box := ""
	switch it.Task {
	case tree.Todo:
		box = "☐"
	case tree.Done:
		box = "☒"
	}
	ids := it.Attr.IDs()
	if box == "" && len(ids) == 0 {
		p.blocks(it.Blocks)
		return
	}
	bs, kind := it.Blocks, "Plain"
	var first []tree.Inline
	if len(bs) > 0 {
		if par, ok := bs[0].(*tree.Paragraph); ok {
			if first, bs = par.Inlines, bs[1:]; !par.Tight {
				kind = "Para"
			}
		}
	}
	p.node(kind, func() {
		p.list(func() {
			p.anchors(ids)
			if box != "" {
				p.node("Str", func() { p.string(box) })
				if len(first) > 0 {
					p.empty("Space")
				}
			}
			p.inlines(first)
		})
	})
	p.blocks(bs)
}

func (p *printer) definitions(b *tree.DefinitionList) {
	p.node("DefinitionList", func() {
		p.list(func() {
			for i, it := range b.Items {
				if i > 0 {
					p.raw(",")
				}
				p.raw("[")
				p.list(func() {
					for k, t := range it.Terms {
						if k > 0 {
							p.empty("LineBreak")
						}
						p.anchors(t.Attr.IDs())
						p.inlines(t.Inlines)
					}
				})
				p.raw(",[")
				for k, body := range it.Bodies {
					if k > 0 {
						p.raw(",")
					}
					p.list(func() { p.blocks(body) })
				}
				p.raw("]]")
			}
		})
	})
}

// caption prints a caption, without a short form.
func (p *printer) caption(bs []tree.Block) {
	p.raw("[null")
	p.inside(bs)
	p.raw("]")
}

func (p *printer) table(t *tree.Table) {
	p.node("Table", func() {
		p.raw("[")
		p.attr(t.Attr, nil)
		p.raw(",")
		p.caption(t.Caption)
		p.raw(",[")
		for i, c := range t.Cols {
			if i > 0 {
				p.raw(",")
			}
			p.raw("[" + alignment(c.Align))
			if c.Width > 0 {
				p.raw(`,{"t":"ColWidth","c":` + strconv.FormatFloat(float64(c.Width), 'g', -1, 32) + "}]")
			} else {
				p.raw(`,{"t":"ColWidthDefault"}]`)
			}
		}
		p.raw(`],[["",[],[]],`)
		p.rows(t.Head, 0, tree.ScopeCol)
		p.raw("],[")
		for i, b := range t.Bodies {
			if i > 0 {
				p.raw(",")
			}
			heads := rowHeads(b)
			p.raw(`[["",[],[]],` + strconv.Itoa(heads) + ",[],")
			p.rows(b.Rows, heads, tree.ScopeNone)
			p.raw("]")
		}
		p.raw(`],[["",[],[]],`)
		p.rows(t.Foot, 0, tree.ScopeNone)
		p.raw("]]")
	})
}

// rowHeads is how many columns head the rows of all of a body, as long as no cell spans several.
func rowHeads(b *tree.Body) int {
	n := -1
	for _, r := range b.Rows {
		k := 0
		for k < len(r.Cells) && r.Cells[k].Scope == tree.ScopeRow && r.Cells[k].ColSpan == 1 && r.Cells[k].RowSpan == 1 {
			k++
		}
		for _, c := range r.Cells {
			if c.RowSpan != 1 {
				return 0
			}
		}
		if n < 0 || k < n {
			n = k
		}
	}
	return max(n, 0)
}

func alignment(a tree.Align) string {
	return `{"t":"Align` + [...]string{"Default", "Left", "Center", "Right"}[a] + `"}`
}

// rows prints rows. Cells that head something else than those of their place do say so.
func (p *printer) rows(rows []*tree.Row, heads int, scope tree.Scope) {
	p.raw("[")
	for i, r := range rows {
		if i > 0 {
			p.raw(",")
		}
		p.raw("[")
		p.attr(r.Attr, nil)
		p.raw(",[")
		for k, c := range r.Cells {
			if k > 0 {
				p.raw(",")
			}
			usual := scope
			if k < heads {
				usual = tree.ScopeRow
			}
			var pairs []tree.Key
			if c.Scope != usual {
				pairs = []tree.Key{{Name: "scope", Value: [...]string{"none", "col", "row"}[c.Scope]}}
			}
			p.raw("[")
			p.attr(c.Attr, nil, pairs...)
			p.raw("," + alignment(c.Align) + "," + strconv.Itoa(int(c.RowSpan)) + "," + strconv.Itoa(int(c.ColSpan)))
			p.inside(c.Blocks)
			p.raw("]")
		}
		p.raw("]]")
	}
	p.raw("]")
}
