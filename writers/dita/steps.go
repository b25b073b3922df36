package dita

import (
	"strings"

	"platen/convert/tree"
)

// mostAround is how many blocks may stand before a list of commands, and after it, in a section that is a task
// by its words. Where more do, the section explains something and has a list.
const mostAround = 3

// makeTask makes a task of a topic with a list of steps: the one that its parts name, or that is a list of commands
// with few words around it. With topics of its own below it a topic is an overview, unless its author says otherwise.
func (pl *planner) makeTask(t *topic, parts []*namedPart, overview bool) bool {
	if t.steps != nil { // a procedure that the page's heading names
		pl.resume(t)
		pl.setTail(t, pl.split(t.tail))
		t.tail = nil
		if n := len(pl.split(t.body)); len(parts) > n {
			pl.after(t, headed(parts))
		}
		return true
	}
	if !pl.tasks() || (t.forced && t.kind != task) || pl.kind == reference {
		return false
	}
	forced := t.forced && t.kind == task
	at, list := pl.findSteps(parts, forced)
	if list < 0 {
		if forced {
			pl.setTaskParts(t, parts, -1, -1)
		}
		return forced
	}
	l := parts[at].blocks[list].(*tree.List)
	why := ""
	switch {
	case forced:
	case overview:
		why = "topics of its own are below it"
	case parts[at].role == stepsRole:
	case list > mostAround && parts[at].role == noRole, pl.around(parts, at, list) > mostAround:
		why = "much text stands around it"
	}
	if why != "" {
		if len(l.Items) > 1 && pl.speech.imperative(l) {
			t.notTask(why)
			pl.info(l.Pos, tree.TaskNot, "this list of commands is no task: %s", why)
		}
		return false
	}
	if !forced && pl.otherList(parts, at, list) {
		t.notTask("another ordered list stands beside it")
		pl.info(l.Pos, tree.TaskNot, "this list of commands is no task: another ordered list stands beside it")
		return false
	}
	switch {
	case forced:
	case parts[at].role == stepsRole:
		t.why = whyLabels
	default:
		t.why = whyCommands
	}
	pl.setTaskParts(t, parts, at, list)
	return true
}

func headed(parts []*namedPart) []*namedPart {
	var out []*namedPart
	for _, p := range parts {
		if p.heading != nil {
			out = append(out, p)
		}
	}
	return out
}

// findSteps returns the part and the block that is the list of steps, -1 when there is none.
func (pl *planner) findSteps(parts []*namedPart, forced bool) (at, list int) {
	named := -1
	for i, p := range parts {
		if p.role == stepsRole {
			named = i
			break
		}
	}
	for i, p := range parts {
		if named >= 0 && i != named {
			continue
		}
		if p.role > stepsRole {
			break
		}
		for k, b := range p.blocks {
			l, ok := stepList(b)
			if !ok {
				continue
			}
			if !pl.taskable(l) || named < 0 && !forced && (len(l.Items) < 2 || !pl.speech.imperative(l)) {
				if named < 0 && !forced {
					return -1, -1
				}
				continue
			}
			if named < 0 && !forced && k > 0 && pl.speech.explains(p.blocks[k-1]) {
				return -1, -1
			}
			p.blocks[k] = l
			return i, k
		}
	}
	return -1, -1
}

// stepList returns the ordered list that a block is.
func stepList(b tree.Block) (*tree.List, bool) {
	switch b := b.(type) {
	case *tree.List:
		return b, b.Ordered
	}
	return nil, false
}

// around is how many blocks without a name stand after a list that are no further steps.
func (pl *planner) around(parts []*namedPart, at, list int) int {
	blocks := parts[at].blocks
	last := list
	for i := list + 1; i < len(blocks); i++ {
		if l, ok := stepList(blocks[i]); ok && pl.goesOnWith(blocks, last, i, l) {
			last = i
		}
	}
	return len(blocks) - last - 1
}

// otherList reports whether an ordered list stands beside the steps that is not their continuation.
func (pl *planner) otherList(parts []*namedPart, at, list int) bool {
	for i, p := range parts {
		last := -1
		if i == at {
			last = list
		}
		for k, b := range p.blocks {
			if i == at && k == list {
				continue
			}
			if g, ok := b.(*tree.TabGroup); ok && p.role == noRole && holdsProcedure(g) {
				return true
			}
			l, ok := stepList(b)
			if !ok || p.role != noRole && p.role != stepsRole {
				continue
			}
			if last < 0 || k < last || !pl.goesOnWith(p.blocks, last, k, l) {
				return true
			}
			last = k
		}
	}
	return false
}

// goesOnWith reports whether the list at i goes on with the steps of the one at last: it counts on, or it holds commands
// and nothing between the two leads over to it.
func (pl *planner) goesOnWith(blocks []tree.Block, last, i int, l *tree.List) bool {
	before, ok := blocks[last].(*tree.List)
	if !ok || len(l.Attr.IDs()) > 0 || !pl.taskable(l) {
		return false
	}
	if l.Start > 1 && l.Start >= before.Start+len(before.Items) {
		return true
	}
	if len(l.Items) > 1 && !pl.speech.imperative(l) || i-last > mostAround+1 {
		return false
	}
	if par, ok := blocks[i-1].(*tree.Paragraph); ok && i-1 > last {
		if text := strings.TrimSpace(tree.PlainText(par.Inlines)); strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") {
			return false
		}
		if _, _, bold := boldLine(par); bold {
			return false
		}
	}
	return true
}

// resume joins lists of commands after a task's steps with them, and what stands between with the step
// before: a list whose text is indented too little falls apart like this, and a task has one list of steps.
func (pl *planner) resume(t *topic) {
	blocks := append([]tree.Block{t.steps}, t.tail...)
	from := 1
	for i := 1; i < len(blocks); i++ {
		l, ok := stepList(blocks[i])
		if !ok || !pl.goesOnWith(blocks, 0, i, l) && !(len(l.Attr.IDs()) == 0 && pl.taskable(l) && t.named && (len(l.Items) == 1 || pl.speech.imperative(l))) {
			continue
		}
		steps := *t.steps
		n := len(steps.Items) - 1
		last := *steps.Items[n]
		last.Blocks = append(last.Blocks[:len(last.Blocks):len(last.Blocks)], blocks[from:i]...)
		steps.Items = append(append(steps.Items[:n:n], &last), l.Items...)
		t.steps, from = &steps, i+1
		blocks[0] = &steps
	}
	t.tail = blocks[from:]
}

// setTaskParts gives a task what stands before its steps, the steps and what stands after them.
func (pl *planner) setTaskParts(t *topic, parts []*namedPart, at, list int) {
	t.kind = task
	t.body, t.tail = nil, nil
	lastPrereq := -1
	for i, p := range parts {
		if p.role == prereqRole && (i <= at || at < 0) {
			lastPrereq = i
		}
	}
	var behind []*namedPart
	for i, p := range parts {
		blocks := p.blocks
		if i == at {
			t.steps = blocks[list].(*tree.List)
			t.tail = blocks[list+1:]
			blocks = blocks[:list]
		}
		switch {
		case i > at && at >= 0:
			behind = append(behind, p)
		case p.role == stepsRole:
			t.lead = blocks
			if p.title != nil {
				t.lead = append([]tree.Block{labelOf(p)}, blocks...)
			}
		case p.role == prereqRole && i == lastPrereq:
			blocks, lead := pl.leadIn(blocks, i == at)
			t.before = append(t.before, &section{elem: "prereq", heading: p.heading, title: p.title, label: p.label, blocks: blocks})
			if len(lead) > 0 {
				t.before = append(t.before, &section{elem: "context", blocks: lead})
			}
		case i > lastPrereq && lastPrereq >= 0 && (p.role == contextRole || p.role == noRole):
			t.addContext(p, blocks)
		case at < 0 && p.role > stepsRole:
			behind = append(behind, p)
		default:
			if p.title != nil {
				t.body = append(t.body, labelOf(p))
			}
			t.body = append(t.body, blocks...)
		}
	}
	if t.steps != nil {
		pl.resume(t)
	}
	pl.setTail(t, append([]*namedPart{{blocks: t.tail}}, behind...))
	t.tail = nil
}

// addContext adds to the task's context, of which there is one.
func (t *topic) addContext(p *namedPart, blocks []tree.Block) {
	if len(blocks) == 0 {
		return
	}
	if n := len(t.before); t.before[n-1].elem == "context" {
		s := t.before[n-1]
		if p.title != nil {
			s.blocks = append(s.blocks, labelOf(p))
		}
		s.blocks = append(s.blocks, blocks...)
		return
	}
	t.before = append(t.before, &section{elem: "context", heading: p.heading, title: p.title, label: p.label, blocks: blocks})
}

// leadIn cuts the last paragraph off what stands before the steps when it leads over to them.
func (pl *planner) leadIn(blocks []tree.Block, steps bool) (rest, lead []tree.Block) {
	if n := len(blocks); steps && n > 1 {
		if par, ok := blocks[n-1].(*tree.Paragraph); ok && pl.speech.pointsAhead(tree.PlainText(par.Inlines)) {
			return blocks[:n-1], blocks[n-1:]
		}
	}
	return blocks, nil
}

// labelOf is the name of a part as a block.
func labelOf(p *namedPart) tree.Block {
	if p.heading != nil {
		return p.heading
	}
	if p.label != nil {
		if title, rest, ok := boldLine(p.label); ok && rest != nil {
			return &tree.Paragraph{Pos: p.label.Pos, Inlines: []tree.Inline{&tree.Strong{Pos: p.label.Pos, Inlines: title}}}
		}
		return p.label
	}
	return &tree.Paragraph{Inlines: p.title}
}

// after adds parts that follow the steps.
func (pl *planner) after(t *topic, parts []*namedPart) {
	for _, p := range parts {
		switch {
		case p.role == relatedRole && onlyLinks(p.blocks):
			t.related = append(t.related, &section{heading: p.heading, title: p.title, label: p.label, blocks: p.blocks})
		case p.title == nil:
			pl.loose(t, p.blocks)
		default:
			elem := afterElements[p.role]
			if elem == "" {
				elem = "postreq"
			}
			pl.add(t, &section{elem: elem, heading: p.heading, title: p.title, label: p.label, blocks: p.blocks})
		}
	}
}

// setTail sorts what follows the steps into the elements for it.
func (pl *planner) setTail(t *topic, parts []*namedPart) { pl.after(t, parts) }

// afterElements are the elements for the parts after the steps.
var afterElements = map[role]string{resultRole: "result", exampleRole: "example", postreqRole: "postreq", troubleRole: "postreq"}

// ranks is the order of the elements after the steps. (DITA 1.3, 3.3.1.2)
var ranks = map[string]int{"": 0, "result": 1, "example": 2, "postreq": 3}

// add adds a section after the steps. Elements have their order, and words keep theirs: what comes too late for its
// element joins the last one.
func (pl *planner) add(t *topic, s *section) {
	if n := len(t.after); n > 0 {
		last := t.after[n-1]
		if ranks[s.elem] <= ranks[last.elem] { // there is one of each
			if s.title != nil {
				last.blocks = append(last.blocks[:len(last.blocks):len(last.blocks)], labelOf(&namedPart{heading: s.heading, title: s.title, label: s.label}))
			}
			last.blocks = append(last.blocks[:len(last.blocks):len(last.blocks)], s.blocks...)
			return
		}
	}
	t.after = append(t.after, s)
}

// loose sorts blocks after the steps that nothing names: results and examples by positive signs only.
func (pl *planner) loose(t *topic, blocks []tree.Block) {
	elem, from := "", 0
	flush := func(to int) {
		if from < to {
			e := elem
			if e == "" {
				e = "postreq"
			}
			pl.add(t, &section{elem: e, blocks: blocks[from:to]})
		}
		from = to
	}
	for i, b := range blocks {
		par, ok := b.(*tree.Paragraph)
		if !ok {
			continue
		}
		e := pl.speech.tailElement(tree.PlainText(par.Inlines))
		if e != elem && (e != "" || elem == "result") {
			flush(i)
			elem = e
		}
	}
	flush(len(blocks))
}

// tailElement is the element for a paragraph after the steps, by positive signs; "" when it shows none.
func (s *speech) tailElement(text string) string {
	text = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text), "’", "'"))
	switch {
	case beginsWithAny(text, s.examples):
		return "example"
	case beginsWithAny(text, s.outcome) || s.saysResult(text):
		return "result"
	case beginsWithAny(text, s.next):
		return "postreq"
	}
	return ""
}

// saysResult reports whether a sentence says what happens after a step.
func (s *speech) saysResult(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	if strings.HasSuffix(text, ":") || len(text) > 240 {
		return false
	}
	first, rest := word(text)
	if s.circumstances[first] && !s.glued || s.begins(first, rest) || s.pointsAhead(text) {
		return false
	}
	text = strings.TrimRight(text, "!") + " "
	for _, w := range s.happens {
		if strings.Contains(text, strings.TrimSuffix(w, ".")) {
			return true
		}
	}
	return false
}
