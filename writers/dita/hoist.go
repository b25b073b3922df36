package dita

import "platen/convert/tree"

// hoist returns the page with the containers that say nothing in DITA, a div or a section of HTML, opened where a heading
// or a procedure stands in them, so that these become topics. What the author hung on the container is kept on a
// container around each run of its blocks, and on its headings.
func (pl *planner) hoist(p *tree.Page) *tree.Page {
	open := false
	for _, b := range p.Blocks {
		if d, ok := b.(*tree.Details); ok && holdsTopics(d.Blocks) || holdsTopics(opened(b)) {
			open = true
			break
		}
	}
	if !open {
		return p
	}
	q := *p
	q.Blocks = pl.lift(nil, p.Blocks, nil)
	return &q
}

// opened returns the blocks of a container that may be opened, nil for another block.
func opened(b tree.Block) []tree.Block {
	switch b := b.(type) {
	case *tree.Div:
		return b.Blocks
	case *tree.Element:
		return b.Blocks
	case *tree.RawBlock:
		return b.Blocks
	}
	return nil
}

// holdsTopics reports whether a heading or a titled procedure is among blocks or in the containers among them.
func holdsTopics(blocks []tree.Block) bool {
	for _, b := range blocks {
		switch b := b.(type) {
		case *tree.Heading:
			return true
		case *tree.Procedure:
			if len(b.Title) > 0 {
				return true
			}
		default:
			if holdsTopics(opened(b)) {
				return true
			}
		}
	}
	return false
}

// liftDetails makes a topic of details with topics in them: a heading of the summary, and those inside a level lower.
func (pl *planner) liftDetails(out []tree.Block, d *tree.Details, level int8, keys []tree.Key) []tree.Block {
	h := &tree.Heading{Pos: d.Pos, Level: min(level+1, 6), Attr: &tree.Attr{}, Inlines: d.Summary}
	if d.Attr != nil {
		a := *d.Attr
		h.Attr = &a
	}
	h.Attr.Classes = append([]string{"details"}, h.Attr.Classes...)
	first := len(out)
	out = pl.lift(append(out, h), d.Blocks, keys)
	least := int8(0)
	for _, b := range out[first+1:] {
		if in, ok := b.(*tree.Heading); ok && (least == 0 || in.Level < least) {
			least = in.Level
		}
	}
	if least == 0 {
		return out
	}
	h.Level = max(2, least)
	for i, b := range out[first+1:] {
		if in, ok := b.(*tree.Heading); ok {
			lower := *in
			lower.Level += h.Level - least + 1
			out[first+1+i] = &lower
			if k, ok := pl.extra[in]; ok {
				pl.extra[&lower] = k
			}
		}
	}
	return out
}

func (pl *planner) lift(out, blocks []tree.Block, keys []tree.Key) []tree.Block {
	level := int8(1)
	for i, b := range blocks {
		c := opened(b)
		if d, ok := b.(*tree.Details); ok && len(d.Summary) > 0 && holdsTopics(d.Blocks) && pl.nestsNext(blocks[i+1:]) {
			out = pl.liftDetails(out, d, level, keys)
			continue
		}
		if h, ok := b.(*tree.Heading); ok {
			level = h.Level
		}
		switch {
		case c != nil && holdsTopics(c):
			a := tree.AttrOf(b)
			if ids := a.IDs(); len(ids) > 0 { // the next block takes them
				out = append(out, &tree.Div{Pos: b.Position(), Attr: &tree.Attr{ID: a.ID, Aliases: a.Aliases}})
			}
			out = pl.lift(out, c, append(keys[:len(keys):len(keys)], profileKeys(a)...))
		case len(keys) == 0:
			out = append(out, b)
		default:
			if h, ok := b.(*tree.Heading); ok {
				if pl.extra == nil {
					pl.extra = map[*tree.Heading][]tree.Key{}
				}
				pl.extra[h] = keys
				out = append(out, h)
				break
			}
			out = append(out, &tree.Div{Pos: b.Position(), Attr: &tree.Attr{Keys: keys}, Blocks: []tree.Block{b}})
		}
	}
	return out
}
