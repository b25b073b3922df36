package convert

import (
	"strings"

	"platen/convert/tree"
)

// procedures makes Procedure nodes in all of the page's block lists: a paragraph that is only bold
// and says how to do something, and the ordered list after it, with at most maxIntro short blocks between.
func procedures(p *tree.Page) {
	m := procedureMaker{page: p}
	m.visit = m.node
	p.Blocks = m.blocks(p.Blocks)
	for _, n := range p.Notes {
		m.node(n)
	}
}

// titleProcedure makes a Procedure of the one ordered list that is all of a page whose title says how to do something.
func titleProcedure(p *tree.Page) {
	if len(p.Blocks) != 2 {
		return
	}
	h, ok := p.Blocks[0].(*tree.Heading)
	l, isList := p.Blocks[1].(*tree.List)
	if ok && isList && l.Ordered && tree.SaysHowTo(tree.PlainText(h.Inlines)) {
		p.Blocks[1] = &tree.Procedure{Pos: l.Pos, Steps: l}
	}
}

// maxIntro is how many paragraphs or notes may stand between a procedure's title and its steps.
const maxIntro = 2

type procedureMaker struct {
	page  *tree.Page
	visit func(tree.Node) bool
}

// node looks into the block lists under n.
func (m *procedureMaker) node(n tree.Node) bool { return blockLists(n, m.blocks, m.visit) }

// blocks looks into each block, then joins titles with their steps. It works in place.
func (m *procedureMaker) blocks(blocks []tree.Block) []tree.Block {
	for _, b := range blocks {
		m.node(b)
	}
	to := 0
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if p, ok := b.(*tree.Paragraph); ok {
			if steps := stepsAfter(blocks, i); steps > 0 {
				if title, ok := procedureTitle(p); ok {
					b = m.make(p, title, blocks[i+1:steps], blocks[steps].(*tree.List))
					i = steps
				}
			}
		}
		if to != i {
			blocks[to] = b
		}
		to++
	}
	clear(blocks[to:])
	return blocks[:to]
}

// stepsAfter returns the index of the ordered list that belongs to a title at i, or 0.
func stepsAfter(blocks []tree.Block, i int) int {
	for j := i + 1; j < len(blocks) && j <= i+1+maxIntro; j++ {
		switch b := blocks[j].(type) {
		case *tree.List:
			if b.Ordered && b.Start <= 1 {
				return j
			}
			return 0
		case *tree.Paragraph:
			if _, ok := procedureTitle(b); ok {
				return 0
			}
		case *tree.Admonition:
		default:
			return 0
		}
	}
	return 0
}

// procedureTitle returns the one Strong of a paragraph that is a procedure's title: nothing else is in
// it but anchors, white space and a colon.
func procedureTitle(p *tree.Paragraph) (*tree.Strong, bool) {
	var title *tree.Strong
	for _, n := range p.Inlines {
		switch n := n.(type) {
		case *tree.Strong:
			if title != nil || !tree.SaysHowTo(tree.PlainText(n.Inlines)) {
				return nil, false
			}
			title = n
		case *tree.Anchor, *tree.Break:
		case *tree.Text:
			if s := strings.TrimSpace(n.S); s != "" && (s != ":" || title == nil) {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return title, title != nil
}

// make builds the node. The title paragraph's anchors become the procedure's own.
func (m *procedureMaker) make(p *tree.Paragraph, title *tree.Strong, intro []tree.Block, steps *tree.List) *tree.Procedure {
	proc := &tree.Procedure{Pos: p.Pos, Steps: steps}
	if len(intro) > 0 {
		proc.Intro = append([]tree.Block(nil), intro...)
	}
	add := func(n tree.Inline) {
		if a, ok := n.(*tree.Anchor); ok {
			if proc.Attr == nil {
				proc.Attr = &tree.Attr{}
			}
			if proc.Attr.ID == "" {
				proc.Attr.ID = a.ID
			} else {
				proc.Attr.Aliases = append(proc.Attr.Aliases, a.ID)
			}
			m.page.IDs[a.ID] = proc
			return
		}
		proc.Title = append(proc.Title, n)
	}
	for _, n := range p.Inlines {
		switch n := n.(type) {
		case *tree.Strong:
			for _, c := range n.Inlines {
				add(c)
			}
		case *tree.Break:
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				add(n)
			}
		default:
			add(n)
		}
	}
	return proc
}
