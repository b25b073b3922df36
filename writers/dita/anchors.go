package dita

import "platen/convert/tree"

// assignIDs gives each topic of an author's heading its id and notes where every other anchor ends up.
func (pl *planner) assignIDs(t *topic) {
	a := t.attr()
	if a != nil && a.ID != "" {
		t.id = pl.ids.take(ncName(a.ID))
		pl.put(a.ID, place{t, ""})
	}
	if a != nil {
		for _, id := range a.Aliases {
			pl.put(id, place{t, pl.ids.take(ncName(id))})
		}
	}
	note := func(n tree.Node) bool { return pl.note(t, n) }
	for _, n := range t.title {
		tree.Inspect(n, note)
	}
	if t.proc != nil && t.proc.Attr != a {
		note(t.proc)
	}
	for _, b := range t.body {
		tree.Inspect(b, note)
	}
	if t.steps != nil {
		tree.Inspect(t.steps, note)
	}
	for _, b := range t.tail {
		tree.Inspect(b, note)
	}
	if t == pl.plan.root { // it shows the footnotes that nothing refers to, and those that they refer to
		for _, n := range tree.Unreferred(pl.page) {
			if _, ok := pl.plan.notes[n]; !ok {
				pl.plan.notes[n] = place{t, ""}
				tree.Inspect(n, note)
			}
		}
	}
	for _, s := range t.subs {
		pl.assignIDs(s)
	}
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
		pl.put(n.ID, place{t, pl.ids.take(ncName(n.ID))})
		return false
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
			pl.put(a.ID, place{t, pl.ids.take(ncName(a.ID))})
		}
		for _, id := range a.Aliases {
			pl.put(id, place{t, pl.ids.take(ncName(id))})
		}
	}
	return true
}

// restIDs names what the author has not named, after all that he has: topics by their titles, footnotes by
// their numbers. A footnote without a reference goes to the page's own topic.
func (pl *planner) restIDs() {
	var topics func(t *topic)
	topics = func(t *topic) {
		if t.id == "" {
			id := slug(tree.PlainText(t.title))
			if id == "" {
				id = "topic"
			}
			t.id = pl.ids.take(ncName(id))
		}
		for _, s := range t.subs {
			topics(s)
		}
	}
	topics(pl.plan.root)
	for _, n := range pl.page.Notes {
		at, ok := pl.plan.notes[n]
		if !ok {
			at.topic = pl.plan.root
		}
		pl.plan.notes[n] = place{at.topic, pl.ids.take("fn-" + number(n.Number))}
	}
}
