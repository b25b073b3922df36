package dita

import (
	"strings"

	"platen/convert/tree"
)

// moves reports whether a list of links goes into the map's table of relations: that is asked for, there is a map, and all
// of the links lead somewhere.
func (pl *planner) moves(s *section) bool {
	if pl.w.Links != LinksReltable || pl.book.Lone {
		return false
	}
	for _, l := range sectionLinks(s) {
		t := &l.To
		if l.Title != "" || t.Page != nil && t.Anchor != "" && t.Page.IDs[t.Anchor] == nil || t.Page == nil && t.Asset == nil && t.Guide == nil && t.Peer == "" && t.URL == "" {
			return false
		}
	}
	return true
}

// noteMoved notes that what led to a list of links leads to its topic, as the list goes into the map.
func (pl *planner) noteMoved(t *topic, s *section) {
	note := func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Anchor:
			pl.put(n.ID, place{t, ""})
		case *tree.Link:
			if n.To.Page != nil && n.To.Anchor != "" {
				pl.plan.links = append(pl.plan.links, n.To)
			}
		}
		for _, id := range tree.AttrOf(n).IDs() {
			pl.put(id, place{t, ""})
		}
		return true
	}
	if s.heading != nil {
		tree.Inspect(s.heading, note)
	} else if s.label != nil {
		tree.Inspect(s.label, note)
	}
	for _, b := range s.blocks {
		tree.Inspect(b, note)
	}
}

// sectionLinks are the links of a list of links.
func sectionLinks(s *section) (links []*tree.Link) {
	for _, b := range s.blocks {
		switch b := b.(type) {
		case *tree.Paragraph:
			links = append(links, rowOfLinks(b)...)
		case *tree.List:
			for _, it := range b.Items {
				links = append(links, itemLink(it))
			}
		}
	}
	return links
}

// reltable prints the relations of all topics whose lists of links are left to the map: a row for each topic, from it to
// the others. (DITA 1.3, 3.5.1.5)
func (m *mapWriter) reltable() {
	if m.w.Links != LinksReltable {
		return
	}
	from := len(m.buf)
	m.open("reltable")
	m.open("relheader")
	m.empty("relcolspec", "linking", "sourceonly")
	m.empty("relcolspec", "linking", "targetonly")
	m.close("relheader")
	rows := 0
	for _, pl := range m.guide.list {
		if pl != nil {
			p := &pageWriter{w: m.w, guide: m.guide, plan: pl, file: m.at}
			rows += m.relations(p, pl.root)
		}
	}
	m.close("reltable")
	if rows == 0 {
		m.buf = m.buf[:from]
	}
}

// relations prints the rows of a topic and of those below it, and returns how many there are.
func (m *mapWriter) relations(p *pageWriter, t *topic) (rows int) {
	var links []*tree.Link
	for _, s := range t.related {
		if s.moved {
			links = append(links, sectionLinks(s)...)
		}
	}
	if len(links) > 0 {
		m.open("relrow")
		m.open("relcell")
		m.empty("topicref", "href", place{topic: t}.href(m.at))
		m.close("relcell")
		m.open("relcell")
		for _, l := range links {
			m.relation(p, l)
		}
		m.close("relcell")
		m.close("relrow")
		rows++
	}
	for _, s := range t.subs {
		rows += m.relations(p, s)
	}
	return rows
}

// relation refers to the topic that a link leads to, with the link's words where they are not the topic's title.
func (m *mapWriter) relation(p *pageWriter, l *tree.Link) {
	to, ok := p.target(&l.To)
	if !ok { // its page has failed
		return
	}
	words := strings.TrimSpace(tree.PlainText(l.Inlines))
	if pl := m.guide.of[l.To.Page]; l.To.Page != nil && pl != nil {
		at := pl.root
		if in, ok := pl.places[l.To.Anchor]; ok {
			at = in.topic
		}
		if words == strings.TrimSpace(tree.PlainText(at.title)) {
			words = ""
		}
		to.href = place{topic: at}.href(m.at) // a map refers to topics
	}
	m.maybeFilled("topicref", func() {
		if words != "" {
			m.open("topicmeta")
			m.element("linktext", words)
			m.close("topicmeta")
		}
	}, "href", to.href, "scope", to.scope, "format", to.format)
}
