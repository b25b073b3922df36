package pandoc

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

func (r *reader) blocks(vs []any) []tree.Block {
	r.deeper()
	defer r.higher()
	var out []tree.Block
	for _, v := range vs {
		t, c := node(v)
		if b := r.block(t, c); b != nil {
			out = append(out, b)
		}
	}
	return out
}

func (r *reader) block(t string, c any) tree.Block {
	switch t {
	case "Plain", "Para":
		return r.paragraph(list(c), t == "Plain")
	case "LineBlock":
		p := &tree.Paragraph{}
		for i, line := range list(c) {
			if i > 0 {
				p.Inlines = append(p.Inlines, &tree.Break{Hard: true})
			}
			p.Inlines = append(p.Inlines, r.inlines(list(line))...)
		}
		return p
	case "Header":
		h := &tree.Heading{Level: int8(min(max(number(part(c, 0)), 1), 6))}
		h.Attr = r.attr(part(c, 1), h)
		for _, n := range r.inlines(list(part(c, 2))) {
			if a, ok := n.(*tree.Anchor); ok {
				h.Attr.Aliases = append(h.Attr.Aliases, a.ID)
				r.page.IDs[a.ID] = h
				continue
			}
			h.Inlines = append(h.Inlines, n)
		}
		if h.Attr.ID == "" {
			r.bare = append(r.bare, h)
		}
		return h
	case "CodeBlock":
		return r.codeBlock(c)
	case "RawBlock":
		format, s := text(part(c, 0)), text(part(c, 1))
		if strings.HasPrefix(format, "html") {
			if r.AllowHTML {
				return &tree.RawBlock{HTML: ended(s)}
			}
			r.lost("raw HTML", "is left out")
			return nil
		}
		r.lost("raw "+format, "is code")
		return &tree.CodeBlock{Lang: format, Info: format, Text: ended(s)}
	case "BlockQuote":
		return &tree.Quote{Blocks: r.blocks(list(c))}
	case "BulletList":
		return r.items(&tree.List{}, list(c))
	case "OrderedList":
		l := &tree.List{Ordered: true, Start: max(number(part(part(c, 0), 0)), 0)}
		switch kind(part(part(c, 0), 1)) {
		case "LowerAlpha":
			l.Style = tree.LowerAlpha
		case "UpperAlpha":
			l.Style = tree.UpperAlpha
		case "LowerRoman":
			l.Style = tree.LowerRoman
		case "UpperRoman":
			l.Style = tree.UpperRoman
		}
		return r.items(l, list(part(c, 1)))
	case "DefinitionList":
		return r.definitions(list(c))
	case "HorizontalRule":
		return &tree.Rule{}
	case "Table":
		return r.table(c)
	case "Figure":
		f := &tree.Figure{}
		f.Attr = some(r.attr(part(c, 0), f))
		f.Caption = r.blocks(list(part(part(c, 1), 1)))
		f.Blocks = r.blocks(list(part(c, 2)))
		return f
	case "Div":
		return r.div(c)
	case "Null":
		return nil
	}
	r.lost(t, "is left out")
	return nil
}

// paragraph is a paragraph, or the formula that stands alone in one.
func (r *reader) paragraph(vs []any, tight bool) tree.Block {
	if len(vs) == 1 {
		if t, c := node(vs[0]); t == "Math" && kind(part(c, 0)) == "DisplayMath" {
			return &tree.MathBlock{TeX: text(part(c, 1))}
		}
	}
	return &tree.Paragraph{Tight: tight, Inlines: r.inlines(vs)}
}

// ended is text that ends in a line end, unless it is empty.
func ended(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}

func (r *reader) codeBlock(c any) tree.Block {
	b := &tree.CodeBlock{Text: text(part(c, 1))}
	if b.Text != "" {
		b.Text += "\n"
	}
	a := r.attr(part(c, 0), b)
	numbered := takeClass(a, "numberLines") || takeClass(a, "number-lines")
	if len(a.Classes) > 0 {
		b.Lang, a.Classes = a.Classes[0], a.Classes[1:]
		b.Info = b.Lang
	}
	b.Title, _ = take(a, "title")
	if s, ok := take(a, "startfrom"); ok {
		if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 1e9 {
			b.Start = n
		}
	}
	if numbered && b.Start == 0 {
		b.Start = 1
	}
	for name, to := range map[string]*[][2]int{"highlight": &b.Marks, "hidden": &b.Hidden, "added": &b.Added, "removed": &b.Removed, "focus": &b.Focus} {
		if s, ok := take(a, name); ok {
			*to = ranges(s)
		}
	}
	b.Attr = some(a)
	return b
}

// ranges reads "1,3-4"; what is not in order is left out.
func ranges(s string) [][2]int {
	var out [][2]int
	last := -1
	for part := range strings.SplitSeq(s, ",") {
		from, to, two := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		b := a
		if two && err == nil {
			b, err = strconv.Atoi(to)
		}
		if err != nil || a < 1 || a <= last+1 && last > 0 || b < a || b > 1e9 {
			continue
		}
		out = append(out, [2]int{a, b})
		last = b
	}
	return out
}

func (r *reader) items(l *tree.List, vs []any) tree.Block {
	l.Tight = true
	for _, v := range vs {
		it := &tree.ListItem{Blocks: r.blocks(list(v))}
		if len(it.Blocks) > 0 {
			if p, ok := it.Blocks[0].(*tree.Paragraph); ok {
				it.Task = box(p)
			}
		}
		for _, b := range it.Blocks {
			if p, ok := b.(*tree.Paragraph); ok && !p.Tight {
				l.Tight = false
			}
		}
		l.Items = append(l.Items, it)
	}
	if len(l.Items) == 0 {
		return nil
	}
	return l
}

// box takes the sign of a task's box off a paragraph.
func box(p *tree.Paragraph) tree.Task {
	if len(p.Inlines) == 0 {
		return tree.NoTask
	}
	t, ok := p.Inlines[0].(*tree.Text)
	if !ok {
		return tree.NoTask
	}
	for sign, task := range map[string]tree.Task{"☐": tree.Todo, "☒": tree.Done} {
		if rest, ok := strings.CutPrefix(t.S, sign); ok && (rest == "" || rest[0] == ' ') {
			if t.S = strings.TrimPrefix(rest, " "); t.S == "" {
				p.Inlines = p.Inlines[1:]
			}
			return task
		}
	}
	return tree.NoTask
}

func (r *reader) definitions(vs []any) tree.Block {
	d := &tree.DefinitionList{}
	for _, v := range vs {
		it := &tree.Definition{}
		t := &tree.Term{}
		for _, n := range r.inlines(list(part(v, 0))) {
			if b, ok := n.(*tree.Break); ok && b.Hard {
				it.Terms = append(it.Terms, t)
				t = &tree.Term{}
				continue
			}
			t.Inlines = append(t.Inlines, n)
		}
		it.Terms = append(it.Terms, t)
		for _, body := range list(part(v, 1)) {
			it.Bodies = append(it.Bodies, r.blocks(list(body)))
		}
		d.Items = append(d.Items, it)
	}
	if len(d.Items) == 0 {
		return nil
	}
	return d
}

// aliases takes a paragraph of nothing but names off the blocks of a Div whose further ids they are.
func (r *reader) aliases(a *tree.Attr, vs []any) []any {
	if len(vs) == 0 || kind(vs[0]) != "Plain" {
		return vs
	}
	_, c := node(vs[0])
	var ids []string
	for _, v := range list(c) {
		t, c := node(v)
		if t != "Span" || len(list(part(c, 1))) > 0 {
			return vs
		}
		ids = append(ids, text(part(part(c, 0), 0)))
	}
	for _, id := range ids {
		if id != "" && r.page.IDs[id] == nil {
			a.Aliases = append(a.Aliases, id)
			r.page.IDs[id] = &tree.Anchor{ID: id}
		}
	}
	return vs[1:]
}

// titled takes a Div of that class with one paragraph in it off the blocks.
func (r *reader) titled(vs []any, class string) (title []tree.Inline, rest []any, ok bool) {
	if len(vs) == 0 {
		return nil, vs, false
	}
	t, c := node(vs[0])
	if t != "Div" {
		return nil, vs, false
	}
	classes, inner := list(part(part(c, 0), 1)), list(part(c, 1))
	if len(classes) != 1 || text(classes[0]) != class || len(inner) != 1 {
		return nil, vs, false
	}
	if t, words := node(inner[0]); t == "Plain" || t == "Para" {
		return r.inlines(list(words)), vs[1:], true
	}
	return nil, vs, false
}

func (r *reader) div(c any) tree.Block {
	d := &tree.Div{}
	a := r.attr(part(c, 0), d)
	vs := r.aliases(a, list(part(c, 1)))
	own := func(n tree.Node) *tree.Attr {
		for _, id := range a.IDs() {
			r.page.IDs[id] = n
		}
		return some(a)
	}
	switch class := first(a); {
	case class == "details":
		if title, rest, ok := r.titled(vs, "summary"); ok {
			takeClass(a, class)
			n := &tree.Details{Summary: title}
			_, n.Open = take(a, "open")
			n.Attr, n.Blocks = own(n), r.blocks(rest)
			return n
		}
	case class == "tabs":
		if n := r.tabs(vs); n != nil {
			takeClass(a, class)
			n.Attr = own(n)
			return n
		}
	case class == "procedure":
		takeClass(a, class)
		n := &tree.Procedure{}
		n.Title, vs, _ = r.titled(vs, "title")
		n.Intro = r.blocks(vs)
		if k := len(n.Intro) - 1; k >= 0 {
			if l, ok := n.Intro[k].(*tree.List); ok && l.Ordered {
				n.Steps, n.Intro = l, n.Intro[:k]
				n.Attr = own(n)
				return n
			}
		}
		a.Classes = append([]string{class}, a.Classes...)
		if n.Title != nil {
			d.Blocks = append(d.Blocks, &tree.Paragraph{Inlines: []tree.Inline{&tree.Strong{Inlines: n.Title}}})
		}
		d.Attr, d.Blocks = own(d), append(d.Blocks, n.Intro...)
		return d
	case isNote(class) || class != "" && a.HasClass("admonition") && class != "admonition":
		takeClass(a, class)
		takeClass(a, "admonition")
		n := &tree.Admonition{Kind: strings.ToLower(class)}
		title, rest, ok := r.titled(vs, "title")
		if n.Title = title; ok && strings.EqualFold(tree.PlainText(title), class) {
			n.Title = nil
		}
		n.Attr, n.Blocks = own(n), r.blocks(rest)
		return n
	}
	if name, ok := take(a, "element"); ok && (name == "section" || name == "article" || name == "aside" || name == "address") {
		e := &tree.Element{Name: name}
		e.Attr, e.Blocks = own(e), r.blocks(vs)
		return e
	}
	d.Attr, d.Blocks = own(d), r.blocks(vs)
	if len(d.Blocks) == 1 && len(a.Classes) == 0 && len(a.Keys) == 0 { // the attributes of a block that has none in pandoc's tree
		switch b := d.Blocks[0].(type) {
		case *tree.List:
			b.Attr = own(b)
			return b
		case *tree.MathBlock:
			b.Attr = own(b)
			return b
		case *tree.Quote:
			b.Attr = own(b)
			return b
		}
	}
	return d
}

func first(a *tree.Attr) string {
	if len(a.Classes) == 0 {
		return ""
	}
	return a.Classes[0]
}

func isNote(class string) bool {
	switch class {
	case "note", "tip", "important", "warning", "caution", "danger":
		return true
	}
	return false
}

// tabs reads the tabs of a group, nil when the blocks are none.
func (r *reader) tabs(vs []any) *tree.TabGroup {
	for _, v := range vs {
		t, c := node(v)
		if t != "Div" {
			return nil
		}
		if classes := list(part(part(c, 0), 1)); len(classes) == 0 || text(classes[0]) != "tab" {
			return nil
		}
	}
	if len(vs) == 0 {
		return nil
	}
	g := &tree.TabGroup{}
	for _, v := range vs {
		_, c := node(v)
		t := &tree.Tab{}
		a := r.attr(part(c, 0), t)
		takeClass(a, "tab")
		title, rest, _ := r.titled(r.aliases(a, list(part(c, 1))), "title")
		for _, id := range a.IDs() {
			r.page.IDs[id] = t
		}
		t.Title, t.Blocks, t.Attr = title, r.blocks(rest), some(a)
		g.Tabs = append(g.Tabs, t)
	}
	return g
}
