package dita

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// assignIDs gives each topic whose author has named it its id, and notes where every other anchor ends up. A link to
// any anchor of a heading leads to the topic, so that titles hold no ids.
func (pl *planner) assignIDs(t *topic) {
	a := t.attr()
	if t.name != "" {
		t.id = pl.ids.Take(ncName(t.name), "")
	}
	if a != nil {
		if id := givenID(t); id != "" && t.id == "" {
			t.id = pl.ids.Take(ncName(id), "")
		}
		for _, id := range a.IDs() {
			pl.put(id, place{t, ""})
		}
	}
	note := func(n tree.Node) bool { return pl.note(t, n) }
	notes := func(blocks []tree.Block) {
		for _, b := range blocks {
			tree.Inspect(b, note)
		}
	}
	for _, n := range t.title {
		tree.Inspect(n, note)
	}
	if t.proc != nil && t.proc.Attr != a {
		note(t.proc)
	}
	notes(t.body)
	sections := func(list []*section) {
		for _, s := range list {
			if s.heading != nil {
				tree.Inspect(s.heading, note)
			} else if s.label != nil {
				tree.Inspect(s.label, note)
			}
			notes(s.blocks)
		}
	}
	sections(t.before)
	notes(t.lead)
	if t.steps != nil {
		tree.Inspect(t.steps, note)
	}
	sections(t.after)
	sections(t.sections)
	if t == pl.plan.root { // it shows the footnotes that nothing refers to, and those that they refer to
		for _, n := range tree.Unreferred(pl.page) {
			if _, ok := pl.plan.notes[n]; !ok {
				pl.plan.notes[n] = place{t, ""}
				tree.Inspect(n, note)
			}
		}
	}
	for _, s := range t.related {
		if s.moved = pl.moves(s); s.moved {
			pl.noteMoved(t, s)
		} else {
			sections([]*section{s})
		}
	}
	for _, s := range t.subs {
		pl.assignIDs(s)
	}
}

// givenID is the id that the author gave a topic, "" when it has only the one that its words make.
func givenID(t *topic) string {
	a := t.attr()
	if t.heading != nil && t.heading.Attr.ID == t.heading.Slug {
		return ""
	}
	return a.ID
}

func (pl *planner) put(id string, to place) {
	if _, ok := pl.plan.places[id]; !ok {
		pl.plan.places[id] = to
	}
}

// note records the ids of one node.
func (pl *planner) note(t *topic, n tree.Node) bool {
	switch n := n.(type) {
	case *tree.Text, *tree.Code, *tree.Break:
		return false
	case *tree.Anchor:
		pl.put(n.ID, place{t, pl.ids.Take(ncName(n.ID), "")})
		return false
	case *tree.Link:
		if n.To.Page != nil && n.To.Anchor != "" {
			pl.plan.links = append(pl.plan.links, n.To)
		} else if pl.w.Keys > 0 && isOutside(&n.To) {
			pl.plan.outside = append(pl.plan.outside, n.To.URL)
		} else if pl.w.Keys > 0 && n.To.Guide != nil {
			pl.plan.peers = append(pl.plan.peers, n.To)
		}
	case *tree.Span:
		if pl.w.Keys > 0 {
			if a, ok := abbreviationOf(n); ok && !slices.Contains(pl.plan.abbreviations, a) && len(pl.plan.abbreviations) < maxAbbreviations {
				pl.plan.abbreviations = append(pl.plan.abbreviations, a)
			}
		}
	case *tree.NoteRef:
		if _, ok := pl.plan.notes[n.Note]; !ok {
			pl.plan.notes[n.Note] = place{t, ""}
			for _, b := range n.Note.Blocks {
				tree.Inspect(b, func(m tree.Node) bool { return pl.note(t, m) })
			}
		}
		return false
	}
	if a := tree.AttrOf(n); a != nil {
		if a.ID != "" {
			pl.put(a.ID, place{t, pl.ids.Take(ncName(a.ID), "")})
		}
		for _, id := range a.Aliases {
			pl.put(id, place{t, pl.ids.Take(ncName(id), "")})
		}
	}
	return true
}

// restIDs names what the author has not named, after all that he has: the page's topic by its file, the ones below by
// their titles and those of the topics around them, so that neither another title of the page nor a new section changes
// them, and footnotes by their numbers. A footnote without a reference goes to the page's own topic.
func (pl *planner) restIDs() {
	var topics func(t *topic, above string)
	topics = func(t *topic, above string) {
		own := above
		if t == pl.plan.root {
			if t.id == "" {
				name := path.Base(pages.File(pl.page, "", ".dita"))
				if pl.page.Path == "-" {
					name = slug(tree.PlainText(t.title)) + ".dita"
				}
				if name = shorten(strings.TrimSuffix(name, ".dita"), maxName); name == "" {
					name = "topic"
				}
				t.id = pl.ids.Take(ncName(name), "")
			}
		} else {
			title := slug(tree.PlainText(t.title))
			if title == "" && t.heading != nil {
				title = t.heading.Slug
			}
			if title == "" {
				title = "topic"
			}
			own = strings.TrimPrefix(above+"-"+title, "-")
			if t.kind == glossgroup && t.heading == nil { // its title is the page's
				own = above
			}
			if t.id == "" {
				t.id = pl.ids.Take(ncName(shorten(cmp.Or(own, title), maxName-10)), "")
			} else if t.heading != nil && t.heading.Attr.ID != "" {
				own = t.heading.Attr.ID
			}
		}
		for _, s := range t.subs {
			topics(s, own)
		}
	}
	topics(pl.plan.root, "")
	for _, n := range pl.page.Notes {
		at, ok := pl.plan.notes[n]
		if !ok {
			at.topic = pl.plan.root
		}
		pl.plan.notes[n] = place{at.topic, pl.ids.Take("fn-"+number(n.Number), "")}
	}
}

// otherGuide is where a link into another guide of the set leads: to a topic of its own, or for its contents to its map.
func (p *pageWriter) otherGuide(t *tree.Target) target {
	if t.Front {
		return target{escapePath(t.Guide.Way("dita", p.file.path, t.Guide.Name+".ditamap")), "peer", "ditamap"}
	}
	href := escapePath(t.Guide.Way("dita", p.file.path, pages.Stem(t.Peer)+".dita"))
	if t.Anchor != "" {
		href += "#" + ncName(t.Anchor)
	}
	return target{href, "peer", "dita"}
}

func (p *pageWriter) flattened(pos tree.Pos, msg string) {
	p.sheet.flattened()
	p.report(tree.Diag{Page: p.plan.source, Pos: pos, Severity: tree.Info, Code: tree.Flattened, Msg: msg})
}

// attrID returns the id of a node's element and lets its further ids wait for the next text.
func (p *pageWriter) attrID(a *tree.Attr) string {
	if a == nil || a.ID == "" && len(a.Aliases) == 0 {
		return ""
	}
	id := ""
	for _, s := range a.IDs() {
		switch e := p.elemID(s); {
		case e == "":
		case id == "":
			id = e
		default:
			p.ids = append(p.ids, e)
		}
	}
	return id
}
