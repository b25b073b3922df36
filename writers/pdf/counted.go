package pdf

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/words"
)

// A counted is a figure or a table with a caption, numbered through the file.
type counted struct {
	number int
	name   string // "Figure 3."
	title  string // its caption
	id     string // that it is given where it has none
	dest   string
}

// countCaptions numbers what the lists of figures and tables are to have, in the order of the file.
func (j *job) countCaptions() {
	if !j.w.ListOfFigures && !j.w.ListOfTables {
		return
	}
	j.counted = map[tree.Node]*counted{}
	for _, u := range j.units {
		if u.page == nil {
			continue
		}
		w := words.For(j.book.Lang(u.page))
		tree.InspectPage(u.page, func(n tree.Node) bool {
			switch n := n.(type) {
			case *tree.Figure:
				if len(n.Caption) == 0 {
					break
				}
				if len(n.Blocks) == 1 {
					if _, ok := n.Blocks[0].(*tree.Table); ok {
						j.count(u.page, n, n.Attr, n.Caption, w, true)
						break
					}
				}
				j.count(u.page, n, n.Attr, n.Caption, w, false)
			case *tree.Table:
				if len(n.Caption) > 0 {
					j.count(u.page, n, n.Attr, n.Caption, w, true)
				}
			}
			return true
		})
	}
}

// count gives a figure or a table the next number, where its list is wanted.
func (j *job) count(p *tree.Page, n tree.Node, a *tree.Attr, caption []tree.Block, w *words.Words, table bool) {
	list, kind, word, wanted := &j.figures, "figure-", w.Figure, j.w.ListOfFigures
	if table {
		list, kind, word, wanted = &j.tables, "table-", w.Table, j.w.ListOfTables
	}
	if !wanted {
		return
	}
	c := &counted{number: len(*list) + 1, title: blockText(caption)}
	c.name = word + "\u00a0" + itoa(c.number) + "."
	id := ""
	if a != nil {
		id = a.ID
	}
	if id == "" {
		c.id = "list:" + kind + itoa(c.number)
		id = c.id
	}
	c.dest = destName(p, id)
	*list = append(*list, c)
	j.counted[n] = c
}

// blockText is the text of paragraphs as one line.
func blockText(blocks []tree.Block) string {
	var parts []string
	for _, b := range blocks {
		if p, ok := b.(*tree.Paragraph); ok {
			parts = append(parts, tree.PlainText(p.Inlines))
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// numberedCaption is a caption with the number of its figure or table before it, which gets an id where it has none.
func (m *measurer) numberedCaption(n tree.Node, caption []tree.Block) []tree.Block {
	c := m.job.counted[n]
	if c == nil || len(caption) == 0 {
		return caption
	}
	name := []tree.Inline{&tree.Strong{Inlines: []tree.Inline{&tree.Text{S: c.name}}}, &tree.Text{S: " "}}
	if p, ok := caption[0].(*tree.Paragraph); ok {
		first := *p
		first.Inlines = append(name, p.Inlines...)
		return append([]tree.Block{&first}, caption[1:]...)
	}
	return append([]tree.Block{&tree.Paragraph{Inlines: name}}, caption...)
}

// countedID lets the id that a figure or table is given lead to it.
func (m *measurer) countedID(n tree.Node) {
	if c := m.job.counted[n]; c != nil && c.id != "" {
		m.dests = append(m.dests, c.id)
	}
}

// captionLists list the figures and the tables with the numbers of their pages; label finds those.
func (m *measurer) captionLists(level int, label func(dest string) (string, bool)) (lines int) {
	j := m.job
	for _, list := range []struct {
		of    []*counted
		title string
		dest  string
	}{{j.figures, m.words.ListOfFigures, "list-of-figures"}, {j.tables, m.words.ListOfTables, "list-of-tables"}} {
		if len(list.of) == 0 {
			continue
		}
		m.headingText(title{inlines: []tree.Inline{&tree.Text{S: list.title}}, level: level, dest: list.dest, chapter: level == 1 && lines == 0})
		m.gap = min(m.gap, 18)
		c := contentsLines{measurer: m, quiet: true}
		for _, f := range list.of {
			if number, ok := label(f.dest); ok {
				c.line(foundMark{mark: mark{level: 1, title: strings.TrimSpace(f.name + " " + f.title), dest: f.dest}}, number)
			}
		}
		lines += c.lines
		m.space(m.th.para * 3)
	}
	return lines
}

// tableCaption sets a table's caption, above it.
func (m *measurer) tableCaption(t *tree.Table, node int32) {
	if len(t.Caption) == 0 {
		return
	}
	old := m.state()
	m.node = m.newElem(node, elem{typ: "Caption"})
	m.look.size, m.look.lead, m.look.color = m.th.note.size+0.5, m.th.note.lead+0.5, m.th.muted
	from := len(m.flow.slabs)
	m.countedID(t)
	m.blocks(m.numberedCaption(t, t.Caption))
	for i := from; i < len(m.flow.slabs); i++ {
		m.flow.slabs[i].flags |= keepNext
	}
	m.restore(old)
	m.gap = 0
	m.space(4)
}
