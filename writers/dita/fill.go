package dita

import (
	"strings"

	"platen/convert/tree"
)

// fill puts the blocks and subsections of a section into t. Procedures, and tabs and details that hold topics, become
// nested topics; what follows such a procedure is its tail, since a topic's own text cannot go on after a nested one.
// A bold line among them names what follows, so it becomes the title of a nested topic as well.
func (pl *planner) fill(t *topic, blocks []tree.Block, sections []*tree.Section) {
	pl.nested(t, blocks)
	for _, s := range t.subs {
		s.parent = t
		pl.finish(s)
	}
	parts, rest := pl.parts(t, sections)
	if !pl.makeTask(t, parts, len(rest) > 0 || len(t.subs) > 0) {
		rest = pl.keep(t, parts, sections)
	}
	for _, s := range rest {
		sub := &topic{kind: concept, heading: s.Heading, title: s.Title, parent: t, extra: pl.extra[s.Heading]}
		pl.force(sub, classKind(s.Heading.Attr), whyClass)
		pl.fill(sub, s.Blocks, s.Sections)
		t.subs = append(t.subs, sub)
	}
}

// nested deals the blocks of a section out to t and to the topics that procedures, tabs and details become.
func (pl *planner) nested(t *topic, blocks []tree.Block) {
	cur := t
	nests := pl.nests(blocks)
	for i, b := range blocks {
		switch b := b.(type) {
		case *tree.Paragraph:
			title, rest, ok := boldTitle(b)
			if !ok || !nests || titles(blocks, i) {
				break
			}
			if r := pl.speech.role(tree.PlainText(title)); r != noRole && cur.steps != nil && rest == nil {
				break
			}
			if (cur == t || rest != nil && cur.steps == nil) && !procedural(title) {
				break
			}
			cur = &topic{kind: concept, title: title, why: whyBold}
			if rest != nil {
				cur.body = []tree.Block{rest}
			}
			t.subs = append(t.subs, cur)
			continue
		case *tree.Procedure:
			if !pl.taskable(b.Steps) {
				break
			}
			if len(b.Title) == 0 {
				if cur != t || t.steps != nil {
					break
				}
				t.kind, t.steps, t.why = task, b.Steps, whyProcedure
				t.body = append(t.body, b.Intro...)
				t.proc = b
				continue
			}
			cur = &topic{kind: task, proc: b, title: b.Title, body: b.Intro, steps: b.Steps, named: true, why: whyProcedure}
			t.subs = append(t.subs, cur)
			continue
		case *tree.TabGroup:
			if !pl.tasks() || !holdsProcedure(b) || !pl.nestsNext(blocks[i+1:]) {
				break
			}
			for _, tab := range b.Tabs {
				cur = &topic{kind: concept, class: "tab", tab: tab, title: tab.Title, why: whyTab}
				pl.inside(cur, tab.Blocks)
				t.subs = append(t.subs, cur)
			}
			continue
		}
		if cur.steps != nil {
			cur.tail = append(cur.tail, b)
		} else {
			cur.body = append(cur.body, b)
		}
	}
}

// inside is fill for the blocks of a tab or details, with headings among them.
func (pl *planner) inside(t *topic, blocks []tree.Block) {
	root := &tree.Section{}
	type open struct {
		s     *tree.Section
		level int
	}
	stack := []open{{root, 0}}
	for _, b := range pl.lift(nil, blocks, nil) {
		h, ok := b.(*tree.Heading)
		if !ok {
			s := stack[len(stack)-1].s
			s.Blocks = append(s.Blocks, b)
			continue
		}
		level := pl.outline.Level(h)
		for len(stack) > 1 && stack[len(stack)-1].level >= level {
			stack = stack[:len(stack)-1]
		}
		s := &tree.Section{Heading: h, Title: h.Inlines}
		up := stack[len(stack)-1].s
		up.Sections = append(up.Sections, s)
		stack = append(stack, open{s, level})
	}
	pl.fill(t, root.Blocks, root.Sections)
	t.class = strings.TrimPrefix(t.class, " ")
}

// finish gives a nested topic without subsections its parts.
func (pl *planner) finish(t *topic) {
	if t.steps == nil {
		if t.tab == nil {
			parts, _ := pl.parts(t, nil)
			if !pl.makeTask(t, parts, len(t.subs) > 0) {
				pl.keep(t, parts, nil)
			}
		}
		return
	}
	pl.resume(t)
	pl.setTail(t, pl.split(t.tail))
	t.tail = nil
}

// holdsProcedure reports whether a tab has a titled procedure that could be a task.
func holdsProcedure(g *tree.TabGroup) bool {
	for _, tab := range g.Tabs {
		for _, b := range tab.Blocks {
			if p, ok := b.(*tree.Procedure); ok && len(p.Title) > 0 {
				return true
			}
		}
	}
	return false
}

// nests reports whether any of a section's blocks becomes a nested topic.
func (pl *planner) nests(blocks []tree.Block) bool {
	for i, b := range blocks {
		switch b := b.(type) {
		case *tree.Procedure:
			if len(b.Title) > 0 && pl.taskable(b.Steps) {
				return true
			}
		case *tree.TabGroup:
			if pl.tasks() && holdsProcedure(b) && pl.nestsNext(blocks[i+1:]) {
				return true
			}
		}
	}
	return false
}

// nestsNext reports whether what follows a tab group or details can do without the section's own text: it is a nested
// topic, too.
func (pl *planner) nestsNext(rest []tree.Block) bool {
	if len(rest) == 0 {
		return true
	}
	switch b := rest[0].(type) {
	case *tree.Heading:
		return true
	case *tree.Procedure:
		return len(b.Title) > 0 && pl.taskable(b.Steps)
	case *tree.TabGroup:
		return holdsProcedure(b) && pl.nestsNext(rest[1:])
	case *tree.Details:
		return len(b.Summary) > 0 && holdsTopics(b.Blocks) && pl.nestsNext(rest[1:])
	case *tree.Paragraph:
		if onlyAnchors(b) {
			return pl.nestsNext(rest[1:])
		}
		title, rest, ok := boldTitle(b)
		return ok && (rest == nil || procedural(title))
	}
	return false
}

func onlyAnchors(b *tree.Paragraph) bool {
	for _, n := range b.Inlines {
		if _, ok := n.(*tree.Anchor); !ok {
			return false
		}
	}
	return true
}

// boldTitle returns the words of a paragraph's first line, with its anchors, when that is nothing but bold
// words, and the other lines as a paragraph, nil when there are none.
func boldTitle(b *tree.Paragraph) (title []tree.Inline, rest *tree.Paragraph, ok bool) {
	title, rest, ok = boldLine(b)
	return title, rest, ok && !strings.HasSuffix(strings.TrimSpace(tree.PlainText(title)), ":")
}

// boldLine is boldTitle for a line that may end in a colon.
func boldLine(b *tree.Paragraph) (title []tree.Inline, rest *tree.Paragraph, ok bool) {
	found := false
line:
	for i, n := range b.Inlines {
		switch n := n.(type) {
		case *tree.Anchor:
			title = append(title, n)
		case *tree.Strong:
			if found {
				return nil, nil, false
			}
			found = true
			title = append(title, n.Inlines...)
		case *tree.Break:
			if !n.Hard {
				return nil, nil, false
			}
			rest = &tree.Paragraph{Pos: n.Pos, Tight: b.Tight, Inlines: b.Inlines[i+1:]}
			break line
		case *tree.Text:
			if s := strings.TrimSpace(n.S); s != "" && (s != ":" && s != "：" || !found) {
				return nil, nil, false
			} else if s != "" {
				title = append(title, n)
			}
		default:
			return nil, nil, false
		}
	}
	return title, rest, found && strings.TrimSpace(tree.PlainText(title)) != ""
}

// titles reports whether the block at i is a bold line that names the table or the code right after it.
func titles(blocks []tree.Block, i int) bool {
	par, ok := blocks[i].(*tree.Paragraph)
	if !ok || i+1 == len(blocks) {
		return false
	}
	switch next := blocks[i+1].(type) {
	case *tree.Table:
		if len(next.Caption) > 0 {
			return false
		}
	case *tree.CodeBlock:
		if next.Title != "" {
			return false
		}
	default:
		return false
	}
	title, rest, ok := boldTitle(par)
	return ok && rest == nil && !needsRoom(title)
}

// procedural reports whether a title says how to do something.
func procedural(title []tree.Inline) bool { return tree.SaysHowTo(tree.PlainText(title)) }

// taskable reports whether the list can be steps: items begin with words, or with code or an image, and one has words.
func (pl *planner) taskable(l *tree.List) bool {
	if !pl.tasks() || l == nil {
		return false
	}
	words := false
	for _, it := range l.Items {
		words = words || command(it.Blocks) >= 0
	}
	return words
}
