package dita

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// A mapWriter prints the map.
type mapWriter struct {
	printer
	w     *Writer
	guide *guide
	at    *file // stands for the map itself in links
	done  map[*file]bool
	subs  *[]part         // maps of chapters; nil where these have none
	names pages.Names     // of the maps of chapters
	keyed bool            // there is a map of keys
	late  []*tree.NavItem // lines of the contents that only the back matter can hold
}

// maps returns the map of the guide: its title and metadata, the contents, and what the contents leave out; then the maps
// that it refers to.
func (w *Writer) maps(g *guide) []part {
	all := []part{{name: g.book.Name + ".ditamap"}}
	m := &mapWriter{w: w, guide: g, at: &file{dir: "."}, done: map[*file]bool{}, subs: &all, names: pages.Names{"keys": 2, "values": 2}}
	if g.keys != nil {
		if data := w.keyMap(g); data != nil {
			all, m.keyed = append(all, part{keyMapName(g.book), data}), true
		}
		if data := w.abbreviationsFile(g); data != nil {
			all = append(all, part{abbreviationsName(g.book), data})
		}
	}
	if w.Map == MapPlain {
		m.plain()
	} else {
		m.book()
	}
	all[0].data = append(m.buf, '\n')
	return all
}

// pageMap returns the map of a lone page that became several files.
func (w *Writer) pageMap(g *guide, pl *plan) []byte {
	m := &mapWriter{w: w, guide: g, at: &file{dir: pl.files[0].dir}, done: map[*file]bool{}}
	m.doctype("map", w.publicID("Map"), "map.dtd")
	m.open("map", "xml:lang", g.book.Lang(pl.page))
	m.element("title", tree.PlainText(pl.root.title))
	m.maybeFilled("topicref", func() { m.pieces(pl) }, "href", relative(m.at.dir, pl.files[0].path))
	m.close("map")
	m.buf = append(m.buf, '\n')
	return m.buf
}

func (m *mapWriter) plain() {
	b := m.guide.book
	m.doctype("map", m.w.publicID("Map"), "map.dtd")
	m.open("map", "xml:lang", b.Lang(nil))
	m.element("title", b.Title())
	m.meta("topicmeta", inTopicmeta)
	m.keyDefs()
	m.index("topicref")
	for _, it := range b.Nav {
		if it.Kind != tree.NavSeparator {
			m.chapter(it, "topicref", "topichead")
		}
	}
	m.rest("topicref")
	if m.hasAbbreviations() {
		m.empty("topicref", "href", escapePath(abbreviationsName(m.guide.book)))
	}
	m.reltable()
	m.close("map")
}

// book prints a bookmap, whose order is fixed (DITA 1.3, 3.6.2.1): front matter, chapters, parts, back
// matter. A chapter after a part is a part with a topic of its own.
func (m *mapWriter) book() {
	b := m.guide.book
	m.doctype("bookmap", m.w.publicID("BookMap"), "bookmap.dtd")
	m.open("bookmap", "xml:lang", b.Lang(nil))
	m.open("booktitle")
	m.element("mainbooktitle", b.Title())
	m.close("booktitle")
	m.meta("bookmeta", inBookmeta)
	nav := b.Nav
	if nav == nil {
		nav = flatNav(b)
	}
	m.open("frontmatter")
	m.open("booklists")
	m.empty("toc")
	m.close("booklists")
	m.keyDefs()
	m.index("topicref")
	for _, it := range nav {
		if it.Kind == tree.NavFront {
			m.item(it, "topicref", "topichead")
		}
	}
	m.close("frontmatter")
	parts := false
	end := appendices(nav, b.Lang(nil))
	for _, it := range nav[:end] {
		switch it.Kind {
		case tree.NavPart:
			parts = true
			m.part(it)
		case tree.NavChapter, tree.NavDraft:
			if outside(it) {
				continue // it takes no number: it follows in the back matter
			}
			name := "chapter"
			if parts {
				name = "part"
			}
			m.chapter(it, name, name)
		}
	}
	m.appendices(nav[end:])
	m.back(nav)
	m.reltable()
	m.close("bookmap")
}

// outside reports whether a line of the contents leads out of the guide.
func outside(it *tree.NavItem) bool {
	return it.To.Page == nil && it.To.URL != "" && len(it.Items) == 0
}

// flatNav is a contents list of all pages for a guide without one.
func flatNav(b *tree.Book) []*tree.NavItem {
	var nav []*tree.NavItem
	for _, p := range b.Pages {
		if p != b.Index {
			nav = append(nav, &tree.NavItem{Title: p.Title, To: tree.Target{Page: p}})
		}
	}
	return nav
}

// back prints the back matter: the contents' own, then pages that the contents do not name.
func (m *mapWriter) back(nav []*tree.NavItem) {
	m.filled("backmatter", func() {
		if m.hasAbbreviations() {
			m.open("booklists")
			m.empty("abbrevlist", "href", escapePath(abbreviationsName(m.guide.book)))
			m.close("booklists")
		}
		for _, it := range nav {
			if it.Kind == tree.NavBack || it.Kind == tree.NavChapter && outside(it) {
				m.item(it, "topicref", "topichead")
			}
		}
		for _, it := range m.late {
			m.item(it, "topicref", "topichead")
		}
		m.rest("topicref")
	})
}

func (m *mapWriter) meta(name string, in metaPlace) {
	m.filled(name, func() { m.metadata(m.guide.book.Meta, in, m.w.typeKey()) })
}

// index refers to the front-matter topic, which the contents page becomes.
func (m *mapWriter) index(name string) {
	pl := m.guide.of[m.guide.book.Index]
	if m.guide.book.Index == nil || pl == nil {
		return
	}
	m.maybeFilled(name, func() { m.pieces(pl) }, "keys", m.guide.keys.topic(pl.files[0]), "href", relative(".", pl.files[0].path))
}

// keyDefs refers to the map of keys.
func (m *mapWriter) keyDefs() {
	if m.keyed {
		m.empty("mapref", "href", escapePath(keyMapName(m.guide.book)), "processing-role", "resource-only")
	}
}

// part prints a heading over chapters. In a bookmap its items are chapters.
func (m *mapWriter) part(it *tree.NavItem) {
	m.entry(it, "part", "part", func() {
		for _, c := range it.Items {
			switch {
			case c.Kind == tree.NavSeparator:
			case c.To.Page == nil && c.To.URL != "":
				m.item(c, "topicref", "topichead")
			default:
				m.chapter(c, "chapter", "chapter")
			}
		}
	})
}

func (m *mapWriter) items(items []*tree.NavItem, ref, head string) {
	for _, it := range items {
		m.item(it, ref, head)
	}
}

// item prints a line of the contents and those below it; head is the element for one without a topic.
func (m *mapWriter) item(it *tree.NavItem, ref, head string) {
	if it.Kind != tree.NavSeparator {
		m.entry(it, ref, head, func() { m.items(it.Items, "topicref", "topichead") })
	}
}

func (m *mapWriter) entry(it *tree.NavItem, ref, head string, inside func()) {
	title := strings.TrimSpace(tree.PlainText(it.Title))
	var to target
	var pl *plan
	again, key := "", ""
	switch {
	case it.To.Page != nil && m.guide.of[it.To.Page] != nil:
		pl = m.guide.of[it.To.Page]
		at := place{topic: pl.root}
		if it.To.Anchor != "" {
			if p, ok := pl.places[it.To.Anchor]; ok {
				at.topic = p.topic
			}
		}
		to.href = at.href(m.at)
		if m.done[at.topic.file] {
			again = "no" // its text is in print already
		} else if at.topic == at.topic.file.root && at.topic == pl.root {
			key = m.guide.keys.topic(at.topic.file)
		}
		if at.topic != pl.root {
			pl = nil
		} else if title == strings.TrimSpace(tree.PlainText(pl.root.title)) {
			title = ""
		}
	case it.To.Asset != nil:
		to = target{relative(".", it.To.Asset.Path), "", format(it.To.Asset.Path)}
	case it.To.URL != "":
		to = target{escapeURL(it.To.URL), "external", urlFormat(it.To.URL)}
	}
	name := ref
	if to.href == "" {
		name = head
		if title == "" {
			title = "–"
		}
	}
	locked := ""
	if title != "" && to.href != "" {
		locked = "yes"
	}
	m.maybeFilled(name, func() {
		if title != "" {
			m.open("topicmeta")
			m.element("navtitle", title)
			m.close("topicmeta")
		}
		m.pieces(pl)
		inside()
	}, "keys", key, "href", to.href, "scope", to.scope, "format", to.format, "locktitle", locked, "print", again)
}

// pieces refers to the further files of a page, nested as their topics are.
func (m *mapWriter) pieces(pl *plan) {
	if pl == nil {
		return
	}
	if m.done[pl.files[0]] {
		return
	}
	m.done[pl.files[0]] = true
	m.topicPieces(pl.root)
}

func (m *mapWriter) topicPieces(t *topic) {
	for _, s := range t.subs {
		if s.file == t.file && !s.head && !t.head {
			m.topicPieces(s)
			continue
		}
		if s.head {
			m.open("topichead")
			m.open("topicmeta")
			m.element("navtitle", tree.PlainText(s.title))
			m.close("topicmeta")
			m.topicPieces(s)
			m.close("topichead")
			continue
		}
		m.maybeFilled("topicref", func() { m.topicPieces(s) }, "keys", m.guide.keys.topic(s.file), "href", relative(m.at.dir, s.file.path))
	}
}

// rest refers to the pages that the contents do not name.
func (m *mapWriter) rest(name string) {
	for _, pl := range m.guide.list {
		if pl == nil || m.done[pl.files[0]] {
			continue
		}
		m.maybeFilled(name, func() { m.pieces(pl) }, "keys", m.guide.keys.topic(pl.files[0]), "href", relative(".", pl.files[0].path))
	}
}
