package dita

import (
	"strings"

	"platen/convert/tree"
)

// glossary makes a group of glossary entries of a page whose title says that it is a glossary, when nothing but entries
// stands on it behind its first words: definition lists, also below headings like "A", or headings with a text each.
// (DITA 1.3, 3.3.4.1 and 3.3.4.2)
func (pl *planner) glossary(t *topic, blocks []tree.Block, sections []*tree.Section) bool {
	if pl.kind != "" || !onlyWords(t.title) || !pl.namesGlossary(t.title) || len(tree.Unreferred(pl.page)) > 0 {
		return false
	}
	intro := 0
	for intro < len(blocks) && !isDefinitions(blocks[intro]) {
		intro++
	}
	group := &topic{kind: glossgroup, title: t.title, why: whyGlossary, forced: true}
	if !pl.entries(group, blocks[intro:]) {
		return false
	}
	for _, s := range sections {
		if !pl.entrySection(group, s) {
			return false
		}
	}
	if len(group.subs) < 2 {
		return false
	}
	if intro == 0 && len(profileKeys(t.attr())) == 0 {
		t.kind, t.why, t.forced, t.subs = glossgroup, whyGlossary, true, group.subs
		for _, s := range t.subs {
			s.parent = t
		}
		return true
	}
	group.parent = t
	t.body, t.subs = blocks[:intro], []*topic{group}
	return true
}

// namesGlossary reports whether a title is the word for a glossary.
func (pl *planner) namesGlossary(title []tree.Inline) bool {
	s := strings.ToLower(strings.TrimSpace(tree.PlainText(title)))
	base, _, _ := strings.Cut(strings.ToLower(pl.book.Lang(pl.page)), "-")
	for _, lang := range []string{base, "en"} {
		for _, w := range glossaryWords[lang] {
			if s == w {
				return true
			}
		}
	}
	return false
}

func isDefinitions(b tree.Block) bool {
	_, ok := b.(*tree.DefinitionList)
	return ok
}

// entries makes an entry of each definition of lists.
func (pl *planner) entries(group *topic, blocks []tree.Block) bool {
	for _, b := range blocks {
		l, ok := b.(*tree.DefinitionList)
		if !ok || len(profileKeys(l.Attr)) > 0 {
			return false
		}
		for _, id := range l.Attr.IDs() {
			pl.put(id, place{group, ""})
		}
		for _, d := range l.Items {
			if len(d.Terms) == 0 {
				return false
			}
			var body []tree.Block
			for _, b := range d.Bodies {
				body = append(body, b...)
			}
			for i, term := range d.Terms {
				if !onlyWords(term.Inlines) && (i > 0 || !hasWords(term.Inlines)) || !explainsTerm(body) {
					return false
				}
			}
			entry := &topic{kind: glossentry, term: d.Terms[0], others: d.Terms[1:], title: d.Terms[0].Inlines, body: body, why: whyGlossary, forced: true, parent: group}
			pl.leadingIDs(entry)
			group.subs = append(group.subs, entry)
		}
	}
	return true
}

// leadingIDs takes the last of the anchors before a term off it: it leads to the entry and is its id.
func (pl *planner) leadingIDs(entry *topic) {
	n := 0
	for n < len(entry.title) {
		if _, ok := entry.title[n].(*tree.Anchor); !ok {
			break
		}
		n++
	}
	if n == 0 || n == len(entry.title) {
		return
	}
	a := entry.title[n-1].(*tree.Anchor)
	pl.put(a.ID, place{entry, ""})
	entry.name = a.ID
	entry.title = append(entry.title[:n-1:n-1], entry.title[n:]...)
}

// entrySection makes an entry of a heading with a text, or a group of one with definitions.
func (pl *planner) entrySection(group *topic, s *tree.Section) bool {
	if len(s.Sections) > 0 || s.Inside || len(s.Blocks) == 0 || !onlyWords(s.Title) {
		return false
	}
	sub := &topic{kind: glossentry, heading: s.Heading, title: s.Title, why: whyGlossary, forced: true, parent: group, extra: pl.extra[s.Heading]}
	if isDefinitions(s.Blocks[0]) {
		sub.kind = glossgroup
		if !pl.entries(sub, s.Blocks) {
			return false
		}
	} else if sub.body = s.Blocks; !explainsTerm(sub.body) {
		return false
	}
	group.subs = append(group.subs, sub)
	return true
}

// explainsTerm reports whether blocks can be the definition of a term.
func explainsTerm(blocks []tree.Block) bool {
	for _, b := range blocks {
		switch b.(type) {
		case *tree.Heading, *tree.TabGroup, *tree.Details, *tree.Procedure:
			return false
		}
	}
	return true
}

// glossEntry prints the entry of a term: the term, what it means, and other words for it.
func (p *pageWriter) glossEntry(t *topic) {
	p.topic = t
	p.line()
	p.start("glossterm")
	p.inlines(t.title, inTitle|noImage)
	p.flushIDs()
	p.end("glossterm")
	p.filled("glossdef", func() {
		p.blocks(t.body, inBlock)
		p.leftOver(t)
	})
	if len(t.others) > 0 {
		p.open("glossBody")
		for _, o := range t.others {
			p.open("glossAlt")
			p.element("glossSynonym", strings.TrimSpace(tree.PlainText(o.Inlines)), "id", p.attrID(o.Attr))
			p.ids = nil // further names of a word that is here by one of them
			p.close("glossAlt")
		}
		p.close("glossBody")
	}
	p.relatedLinks(t)
}

// family is the type of the topics that a file with this one holds: entries stand in their group.
func (k kind) family() kind {
	if k == glossentry {
		return glossgroup
	}
	return k
}
