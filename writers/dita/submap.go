package dita

import (
	"path"
	"strings"

	"platen/convert/tree"
)

// submap puts an entry of the contents with all below it into a map of its own, and refers to that.
func (m *mapWriter) submap(it *tree.NavItem, name string) {
	sub := &mapWriter{w: m.w, guide: m.guide, at: m.at, done: m.done}
	title := strings.TrimSpace(tree.PlainText(it.Title))
	if pl := m.guide.of[it.To.Page]; title == "" && it.To.Page != nil && pl != nil {
		title = tree.PlainText(pl.root.title)
	}
	sub.doctype("map", m.w.publicID("Map"), "map.dtd")
	sub.open("map", "xml:lang", m.guide.book.Lang(it.To.Page))
	sub.element("title", title)
	sub.item(it, "topicref", "topichead")
	sub.close("map")
	file := m.subName(it, title)
	*m.subs = append(*m.subs, part{file, append(sub.buf, '\n')})
	m.empty(name, "href", escapePath(file), "format", "ditamap")
}

// subName is the file of a submap: named after the page of its chapter, or after its title.
func (m *mapWriter) subName(it *tree.NavItem, title string) string {
	stem := slug(title)
	if pl := m.guide.of[it.To.Page]; it.To.Page != nil && pl != nil {
		stem = strings.ReplaceAll(strings.TrimSuffix(pl.files[0].path, ".dita"), "/", "-")
	}
	if stem == "" {
		stem = "chapter"
	}
	book := m.guide.book.Name
	name := m.names.Take(shorten(stem, maxName-len(book)-len("-.ditamap-999")), "")
	return path.Base(book) + "-" + name + ".ditamap"
}

// hasSubmap reports whether an entry has a map of its own: a chapter with topics below it.
func (m *mapWriter) hasSubmap(it *tree.NavItem) bool {
	return m.w.Submaps && m.subs != nil && len(it.Items) > 0 && it.Kind != tree.NavSeparator
}

// chapter prints a chapter, or a reference to its map.
func (m *mapWriter) chapter(it *tree.NavItem, name, head string) {
	if m.hasSubmap(it) {
		m.submap(it, name)
		return
	}
	m.item(it, name, head)
}

// appendices returns where the appendices of a guide begin in its contents: entries at the end whose titles say so.
func appendices(nav []*tree.NavItem, lang string) int {
	from := len(nav)
	for i := len(nav) - 1; i >= 0; i-- {
		it := nav[i]
		switch {
		case it.Kind == tree.NavSeparator, it.Kind == tree.NavBack, it.Kind == tree.NavChapter && outside(it):
			continue
		case it.Kind != tree.NavFront && isAppendix(it, lang):
			from = i
			continue
		}
		break
	}
	return from
}

// isAppendix reports whether a title begins with the word appendix.
func isAppendix(it *tree.NavItem, lang string) bool {
	title := strings.ToLower(strings.TrimSpace(tree.PlainText(it.Title)))
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	for _, words := range [][]string{appendixWords["en"], appendixWords[base]} {
		for _, w := range words {
			if rest, ok := strings.CutPrefix(title, w); ok && (w[0] >= 0x80 || rest == "" || !isWordByte(rest[0])) {
				return true
			}
		}
	}
	return false
}

// isWordByte reports whether a byte goes on with a word.
func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

// appendices prints the appendices: each of them, or the part of the book that holds them. (DITA 1.3, 3.6.2)
func (m *mapWriter) appendices(nav []*tree.NavItem) {
	var list []*tree.NavItem
	for _, it := range nav {
		if it.Kind != tree.NavSeparator && it.Kind != tree.NavBack && !(it.Kind == tree.NavChapter && outside(it)) {
			list = append(list, it)
		}
	}
	if len(list) == 1 && list[0].Kind == tree.NavPart && len(list[0].Items) > 0 {
		m.entry(list[0], "appendices", "appendices", func() {
			for _, c := range list[0].Items {
				switch {
				case c.Kind == tree.NavSeparator:
				case outside(c):
					m.late = append(m.late, c) // appendices alone can stand here
				default:
					m.chapter(c, "appendix", "appendix")
				}
			}
		})
		return
	}
	for _, it := range list {
		m.chapter(it, "appendix", "appendix")
	}
}
