package dita

import (
	"path"
	"strings"

	"platen/convert/tree"
)

// kind is a topic's type: the name of its root element.
type kind string

const (
	mixed     kind = ""
	concept   kind = "concept"
	task      kind = "task"
	reference kind = "reference"
)

// A topic is one DITA topic of a page: what stands in it and what is nested in it. A task's body is its
// context, tail is what follows its steps.
type topic struct {
	kind    kind
	id      string
	class   string // outputclass
	heading *tree.Heading
	tab     *tree.Tab
	proc    *tree.Procedure
	title   []tree.Inline
	body    []tree.Block
	steps   *tree.List
	tail    []tree.Block
	subs    []*topic
	file    *file
}

// attr is what the author hung on the node that the topic is made of.
func (t *topic) attr() *tree.Attr {
	switch {
	case t.heading != nil:
		return t.heading.Attr
	case t.tab != nil:
		return t.tab.Attr
	case t.proc != nil:
		return t.proc.Attr
	}
	return nil
}

// A file is one topic file.
type file struct {
	path, dir string
	root      *topic
}

// A place is where an anchor ends up: a topic, or an element in it.
type place struct {
	topic *topic
	elem  string // "" is the topic itself
}

// A plan says what becomes of one page.
type plan struct {
	page   *tree.Page // what is printed: of the contents page, what is no contents
	source *tree.Page // the book's page
	root   *topic
	files  []*file // the first one holds root
	places map[string]place
	notes  map[*tree.Footnote]place // where each footnote stands
}

// planner makes the plan of one page.
type planner struct {
	w       *Writer
	book    *tree.Book
	page    *tree.Page
	kind    kind // what the author says the page is; "" leaves it to its content
	outline *tree.Outline
	plan    *plan
	ids     idSet
}

// newPlan plans a page. It reads nothing but the page, so pages can be planned in parallel.
func newPlan(w *Writer, b *tree.Book, p *tree.Page) *plan {
	source := p
	if p == b.Index {
		p = frontMatter(b, p)
	}
	pl := &planner{w: w, book: b, page: p, kind: w.pageKind(p), outline: tree.NewOutline(p), ids: idSet{},
		plan: &plan{page: p, source: source, places: make(map[string]place, len(p.IDs)), notes: map[*tree.Footnote]place{}}}
	pl.plan.root = pl.root()
	if pl.kind == reference {
		setKind(pl.plan.root, reference)
	}
	pl.assignIDs(pl.plan.root)
	pl.restIDs()
	pl.files(pl.plan.root, 0)
	return pl.plan
}

// pageKind is what the author, or else the command, says a page is.
func (w *Writer) pageKind(p *tree.Page) kind {
	if k := p.Meta.String("topic-type"); k != "" {
		return kind(k)
	}
	for _, pattern := range w.Reference {
		name := p.Path
		if strings.HasSuffix(pattern, "/") {
			pattern = strings.TrimPrefix(pattern, "./")
			if strings.HasPrefix(name, pattern) {
				return reference
			}
			continue
		}
		if !strings.Contains(pattern, "/") {
			name = path.Base(name)
		}
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return reference
		}
	}
	return ""
}

// root is the page's own topic: its first heading when nothing of weight stands beside it.
func (pl *planner) root() *topic {
	o := pl.outline.Root
	top := o.Sections[:0:0]
	for _, s := range o.Sections {
		if !s.Inside {
			top = append(top, s)
		}
	}
	if len(top) > 0 && top[0].Level == 1 {
		t := &topic{kind: concept, heading: top[0].Heading, title: top[0].Title}
		pl.fill(t, append(o.Blocks[:len(o.Blocks):len(o.Blocks)], top[0].Blocks...))
		pl.sections(t, top[0].Sections)
		pl.sections(t, top[1:])
		return t
	}
	t := &topic{kind: concept, title: pl.page.Title}
	pl.fill(t, o.Blocks)
	pl.sections(t, top)
	return t
}

func (pl *planner) sections(t *topic, sections []*tree.Section) {
	for _, s := range sections {
		if s.Inside {
			continue
		}
		sub := &topic{kind: concept, heading: s.Heading, title: s.Title}
		pl.fill(sub, s.Blocks)
		pl.sections(sub, s.Sections)
		t.subs = append(t.subs, sub)
	}
}

// fill puts the blocks of a section into t: procedures, and tabs that hold procedures, become nested topics;
// what follows such a procedure is its tail, since a topic's own text cannot go on after a nested one.
// A bold line among them names what follows, so it becomes the title of a nested topic as well.
func (pl *planner) fill(t *topic, blocks []tree.Block) {
	cur := t
	nests := pl.nests(blocks)
	for i, b := range blocks {
		switch b := b.(type) {
		case *tree.Paragraph:
			title, rest, ok := boldTitle(b)
			if !ok || !nests || (cur == t || rest != nil && cur.steps == nil) && !procedural(title) {
				break
			}
			cur = &topic{kind: concept, title: title}
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
				t.kind, t.steps = task, b.Steps
				t.body = append(t.body, b.Intro...)
				t.proc = b
				continue
			}
			cur = &topic{kind: task, proc: b, title: b.Title, body: b.Intro, steps: b.Steps}
			t.subs = append(t.subs, cur)
			continue
		case *tree.TabGroup:
			if !pl.tasks() || !holdsProcedure(b) || !pl.nestsNext(blocks[i+1:]) {
				break
			}
			for _, tab := range b.Tabs {
				cur = &topic{kind: concept, class: "tab", tab: tab, title: tab.Title}
				pl.nest(cur, tab.Blocks)
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
	if t.steps == nil {
		pl.promote(t)
	}
	for _, s := range t.subs {
		pl.resume(s)
	}
	pl.resume(t)
}

// resume joins lists of commands after a task's steps with them, and what stands between with the step
// before: a list whose text is indented too little falls apart like this, and a task has one list of steps.
func (pl *planner) resume(t *topic) {
	from := 0
	for i, b := range t.tail {
		l, ok := b.(*tree.List)
		if !ok || !l.Ordered || len(l.Attr.IDs()) > 0 || !pl.taskable(l) || len(l.Items) > 1 && !imperative(l) {
			continue
		}
		steps := *t.steps
		n := len(steps.Items) - 1
		last := *steps.Items[n]
		last.Blocks = append(last.Blocks[:len(last.Blocks):len(last.Blocks)], t.tail[from:i]...)
		steps.Items = append(append(steps.Items[:n:n], &last), l.Items...)
		t.steps, from = &steps, i+1
	}
	t.tail = t.tail[from:]
}

// nest is fill for blocks with headings among them, those of a tab.
func (pl *planner) nest(t *topic, blocks []tree.Block) {
	type open struct {
		t     *topic
		level int
	}
	stack := []open{{t, 0}}
	start := 0
	flush := func(end int) { pl.fill(stack[len(stack)-1].t, blocks[start:end]) }
	for i, b := range blocks {
		h, ok := b.(*tree.Heading)
		if !ok {
			continue
		}
		flush(i)
		start = i + 1
		level := pl.outline.Level(h)
		for len(stack) > 1 && stack[len(stack)-1].level >= level {
			stack = stack[:len(stack)-1]
		}
		sub := &topic{kind: concept, heading: h, title: h.Inlines}
		parent := stack[len(stack)-1].t
		parent.subs = append(parent.subs, sub)
		stack = append(stack, open{sub, level})
	}
	flush(len(blocks))
}

// mostAround is how many blocks may stand before a list of commands, and after it, in a section that is a task
// by its words. Where more do, the section explains something and has a list.
const mostAround = 3

// promote makes a task of a topic whose text is one ordered list of commands, with words before and after.
func (pl *planner) promote(t *topic) {
	if !pl.tasks() || pl.kind == reference {
		return
	}
	at := -1
	for i, b := range t.body {
		if g, ok := b.(*tree.TabGroup); ok && holdsProcedure(g) {
			return
		}
		l, ok := b.(*tree.List)
		if !ok || !l.Ordered {
			continue
		}
		if at >= 0 {
			return
		}
		at = i
	}
	if at < 0 {
		return
	}
	l := t.body[at].(*tree.List)
	if !pl.taskable(l) {
		return
	}
	if pl.kind != task && (len(l.Items) < 2 || at > mostAround || len(t.body)-at-1 > mostAround || !imperative(l)) {
		return
	}
	t.kind, t.steps, t.tail, t.body = task, l, t.body[at+1:], t.body[:at:at]
}

// taskable reports whether each item of the list can be a step: it begins with words.
func (pl *planner) taskable(l *tree.List) bool {
	if !pl.tasks() || l == nil {
		return false
	}
	for _, it := range l.Items {
		if command(it.Blocks) < 0 {
			return false
		}
	}
	return true
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

// nestsNext reports whether what follows a tab group can do without the section's own text: it is a nested
// topic, too.
func (pl *planner) nestsNext(rest []tree.Block) bool {
	if len(rest) == 0 {
		return true
	}
	switch b := rest[0].(type) {
	case *tree.Procedure:
		return len(b.Title) > 0 && pl.taskable(b.Steps)
	case *tree.TabGroup:
		return holdsProcedure(b) && pl.nestsNext(rest[1:])
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
			if strings.TrimSpace(n.S) != "" {
				return nil, nil, false
			}
		default:
			return nil, nil, false
		}
	}
	text := strings.TrimSpace(tree.PlainText(title))
	return title, rest, found && text != "" && !strings.HasSuffix(text, ":")
}

// procedural reports whether a title says how to do something.
func procedural(title []tree.Inline) bool {
	s := strings.TrimSpace(tree.PlainText(title))
	return strings.HasPrefix(s, "To ") || strings.HasPrefix(s, "How to ")
}

// setKind types all topics that are no tasks.
func setKind(t *topic, k kind) {
	if t.steps == nil {
		t.kind = k
	}
	for _, s := range t.subs {
		setKind(s, k)
	}
}

// tasks reports whether lists of the page may become tasks.
func (pl *planner) tasks() bool { return pl.w.Tasks != TasksOff && pl.kind != concept }

// files deals the topics out to files as Chunk says.
func (pl *planner) files(t *topic, depth int) {
	own := depth == 0 || pl.w.Chunk == ChunkTopic || pl.w.Chunk == ChunkSection && depth == 1
	if own {
		name := pl.w.topicPath(pl.book, pl.page)
		if pl.plan.source == pl.book.Index {
			name = path.Join(path.Dir(name), "frontmatter.dita") // publishers write their contents list as index.html
		}
		if depth > 0 {
			name = strings.TrimSuffix(name, ".dita") + "/" + t.id + ".dita"
		}
		t.file = &file{path: name, dir: path.Dir(name), root: t}
		pl.plan.files = append(pl.plan.files, t.file)
	}
	for _, s := range t.subs {
		s.file = t.file
		pl.files(s, depth+1)
	}
}
