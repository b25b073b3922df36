package dita

import (
	"fmt"
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// kind is a topic's type: the name of its root element.
type kind string

const (
	concept   kind = "concept"
	task      kind = "task"
	reference kind = "reference"

	glossgroup kind = "glossgroup" // a glossary: nothing but entries
	glossentry kind = "glossentry"
)

// A topic is one DITA topic of a page: what stands in it and what is nested in it. A task's body is what comes before
// its steps; before and after are the parts of a task that a label or heading names, and what follows its steps.
type topic struct {
	kind     kind
	id       string
	class    string // outputclass
	extra    []tree.Key
	heading  *tree.Heading
	tab      *tree.Tab
	proc     *tree.Procedure
	term     *tree.Term   // of a glossary
	others   []*tree.Term // that mean the same
	name     string       // the anchor of the term
	title    []tree.Inline
	body     []tree.Block
	before   []*section   // prereq, context
	lead     []tree.Block // before the first step
	steps    *tree.List
	tail     []tree.Block // after the last one, while it is planned
	after    []*section   // result, example, postreq
	sections []*section   // of a concept or reference
	related  []*section   // lists of links
	subs     []*topic
	parent   *topic
	file     *file
	forced   bool   // the author says what it is
	head     bool   // it is a line of the map and no file
	named    bool   // a bold line that says how to do something is its title
	why      string // what made it what it is, for the sheet of topics; "" is nothing in particular
}

// A section is a part of a topic that has a name: an element of a task, a section or an example.
type section struct {
	elem    string
	heading *tree.Heading // whose ids are the section's
	title   []tree.Inline // its label
	label   *tree.Paragraph
	blocks  []tree.Block
	moved   bool // its links are in the map
}

// attr is what the author hung on the node that the topic is made of.
func (t *topic) attr() *tree.Attr {
	switch {
	case t.heading != nil:
		return t.heading.Attr
	case t.tab != nil:
		return t.tab.Attr
	case t.term != nil:
		return t.term.Attr
	case t.proc != nil:
		return t.proc.Attr
	}
	return nil
}

// A file is one topic file.
type file struct {
	path, dir string
	root      *topic
	mixed     bool // topics of several types, below the root dita
	closed    bool // a topic of it is in another file, and so is all that follows
}

// A place is where an anchor ends up: a topic, or an element in it.
type place struct {
	topic *topic
	elem  string // "" is the topic itself
}

// A plan says what becomes of one page.
type plan struct {
	page          *tree.Page // what is printed: of the contents page, what is no contents
	source        *tree.Page // the book's page
	root          *topic
	files         []*file // the first one holds root
	places        map[string]place
	notes         map[*tree.Footnote]place // where each footnote stands
	links         []tree.Target            // to places in pages
	outside       []string                 // addresses that links lead to, for keys
	peers         []tree.Target            // in other guides of the set that links lead to, for keys
	abbreviations []abbreviation           // for keys
	met           conditions               // values of profiling attributes, once the page is written
}

// planner makes the plan of one page.
type planner struct {
	w       *Writer
	book    *tree.Book
	page    *tree.Page
	speech  *speech
	kind    kind   // what the author says the page is; "" leaves it to its content
	why     string // where he says so
	outline *tree.Outline
	extra   map[*tree.Heading][]tree.Key
	plan    *plan
	ids     pages.Names
	report  func(tree.Diag)
}

// newPlan plans a page. It reads nothing but the page, so pages can be planned in parallel.
func newPlan(w *Writer, b *tree.Book, p *tree.Page, report func(tree.Diag)) *plan {
	source := p
	if p == b.Index {
		p = frontMatter(b, p)
	}
	pl := &planner{w: w, book: b, speech: speechFor(b.Lang(p)), ids: pages.Names{}, report: report,
		plan: &plan{source: source, places: make(map[string]place, len(p.IDs)), notes: map[*tree.Footnote]place{}}}
	pl.kind = pl.pageKind(p)
	if w.Contents != ContentsKeep && source != b.Index {
		p = pl.withoutContents(p)
	}
	p = pl.hoist(p)
	p = pl.procedures(p)
	pl.page, pl.plan.page, pl.outline = p, p, tree.NewOutline(p)
	if pl.kind == "" && source != b.Index && pl.looksUp(pl.outline) {
		pl.kind, pl.why = reference, whyLookedUp
	}
	pl.plan.root = pl.root()
	if pl.kind == reference {
		setKind(pl.plan.root, reference, pl.why)
	}
	pl.assignIDs(pl.plan.root)
	pl.restIDs()
	return pl.plan
}

func (pl *planner) info(pos tree.Pos, code tree.DiagCode, format string, args ...any) {
	pl.report(tree.Diag{Page: pl.plan.source, Pos: pos, Severity: tree.Info, Code: code, Msg: fmt.Sprintf(format, args...)})
}

// root is the page's own topic: its first heading when nothing of weight stands beside it.
func (pl *planner) root() *topic {
	o := pl.outline.Root
	var top []*tree.Section
	for _, s := range o.Sections {
		if !s.Inside {
			top = append(top, s)
		}
	}
	first := topHeading(o, top)
	if first == nil {
		t := &topic{kind: concept, title: pl.page.Title}
		pl.force(t, pl.kind, pl.why)
		if !pl.glossary(t, o.Blocks, top) {
			pl.fill(t, o.Blocks, top)
		}
		return t
	}
	t := &topic{kind: concept, heading: first.Heading, title: first.Title}
	if pl.kind == "" {
		pl.kind, pl.why = classKind(first.Heading.Attr), whyClass
	}
	pl.force(t, pl.kind, pl.why)
	blocks := append(o.Blocks[:len(o.Blocks):len(o.Blocks)], first.Blocks...)
	sections := first.Sections
	if first.Heading.Generated && len(first.Blocks) == 0 && len(o.Blocks) == 0 && len(first.Sections) > 0 {
		if s := first.Sections[0]; !s.Inside && (len(first.Sections) == 1 && pl.page.Meta.String("title") == "" || tree.PlainText(s.Title) == tree.PlainText(first.Title)) {
			// a page that begins with a heading of another level has one title, and that is it
			t.heading, t.title, blocks = s.Heading, s.Title, s.Blocks
			sections = append(s.Sections[:len(s.Sections):len(s.Sections)], first.Sections[1:]...)
		}
	}
	for _, s := range top {
		if s != first {
			sections = append(sections[:len(sections):len(sections)], s)
		}
	}
	if !pl.glossary(t, blocks, sections) {
		pl.fill(t, blocks, sections)
	}
	return t
}

// topHeading is the section that is the page: the one of level 1 when it comes first, or the only one of all.
func topHeading(o *tree.Section, top []*tree.Section) *tree.Section {
	switch {
	case len(top) == 0:
		return nil
	case top[0].Level == 1:
		return top[0]
	case len(top) == 1 && len(o.Blocks) == 0:
		return top[0]
	}
	return nil
}

// force makes a topic what its author says it is.
func (pl *planner) force(t *topic, k kind, why string) {
	if k != "" {
		t.kind, t.forced, t.why = k, true, why
	}
}

// withoutContents is the page without contents lists that the map has anyway, and without the lines that name them.
func (pl *planner) withoutContents(p *tree.Page) *tree.Page {
	left := tree.ContentsLists(pl.book, p)
	if len(left) == 0 {
		return p
	}
	q := *p
	q.Blocks = make([]tree.Block, 0, len(p.Blocks))
	for _, b := range p.Blocks {
		if !left[b] {
			q.Blocks = append(q.Blocks, b)
		} else if _, ok := b.(*tree.List); ok {
			pl.info(b.Position(), tree.ContentsLeft, "a list of the topics below is left out: the map has it")
		}
	}
	return &q
}

// setKind types all topics that are no tasks and that their authors have not typed.
func setKind(t *topic, k kind, why string) {
	if t.steps == nil && !t.forced {
		t.kind, t.why = k, why
	}
	for _, s := range t.subs {
		setKind(s, k, why)
	}
}

// tasks reports whether lists of the page may become tasks.
func (pl *planner) tasks() bool { return pl.w.Tasks != TasksOff && pl.kind != concept }

// pageKind is what the author, or else the command, says a page is: front matter, then the patterns of the command.
func (pl *planner) pageKind(p *tree.Page) kind {
	key := pl.w.typeKey()
	if s := p.Meta.String(key); s != "" {
		pl.why = whyMeta
		switch k := kind(strings.ToLower(s)); k {
		case concept, task, reference:
			return k
		case "topic":
			return concept
		}
		pl.unknownType(p, key, s)
	}
	if k := schemaKind(p.Meta.String("$schema")); k != "" {
		pl.why = whySchema
		return k
	}
	for _, g := range []struct {
		patterns []string
		kind     kind
	}{{pl.w.TaskPages, task}, {pl.w.ConceptPages, concept}, {pl.w.Reference, reference}} {
		if matches(g.patterns, p.Path) {
			pl.why = whyPattern
			return g.kind
		}
	}
	return ""
}

// schemaKind is the type that MDITA's $schema names: "urn:oasis:names:tc:dita:xsd:task.xsd".
func schemaKind(schema string) kind {
	name := strings.ToLower(schema[strings.LastIndexAny(schema, ":/")+1:])
	name, _, _ = strings.Cut(name, ".")
	switch k := kind(name); k {
	case concept, task, reference:
		return k
	}
	return ""
}

// unknownType reports a topic type that there is none of, at its line of the front matter.
func (pl *planner) unknownType(p *tree.Page, key, value string) {
	hint := "it may be concept, task or reference"
	if k := nearest(value); k != "" {
		hint = fmt.Sprintf("did you mean %q?", string(k))
	}
	pl.report(tree.Diag{Page: pl.plan.source, Pos: metaPos(p, key), Severity: tree.Error, Code: tree.TopicType,
		Msg: fmt.Sprintf("%s: %q is no topic type; the page's content decides", key, value), Hint: hint})
}

// metaPos is the place of a key in the page's front matter; the page's beginning when it is not found.
func metaPos(p *tree.Page, key string) tree.Pos {
	if len(p.Sources) == 0 {
		return 0
	}
	at := 0
	for line := range strings.Lines(p.Sources[0].Text) {
		if strings.HasPrefix(strings.ToLower(strings.TrimLeft(line, "\"' ")), key) {
			return p.Sources[0].Base + tree.Pos(at)
		}
		if at += len(line); at > 1<<16 {
			break
		}
	}
	return p.Sources[0].Base
}

// nearest is the type that a word is a misspelling of: the same letters but for two.
func nearest(s string) kind {
	s = strings.ToLower(s)
	for _, k := range []kind{task, concept, reference} {
		if distance(s, string(k)) <= 2 {
			return k
		}
	}
	return ""
}

// distance is how many letters have to be changed, added or taken to make b of a (Levenshtein).
func distance(a, b string) int {
	if len(a) > 20 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}

// classKind is the type that a heading's class names.
func classKind(a *tree.Attr) kind {
	for _, k := range []kind{task, concept, reference} {
		if a.HasClass(string(k)) {
			return k
		}
	}
	return ""
}

// matches reports whether a page is one of the patterns': of the file's name, of its path if there is a slash in it,
// of all below a folder if it ends in one.
func matches(patterns []string, name string) bool {
	for _, pattern := range patterns {
		name := name
		if strings.HasSuffix(pattern, "/") {
			if strings.HasPrefix(name, strings.TrimPrefix(pattern, "./")) {
				return true
			}
			continue
		}
		if !strings.Contains(pattern, "/") {
			name = path.Base(name)
		}
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return true
		}
	}
	return false
}
