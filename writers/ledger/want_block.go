package ledger

import (
	"fmt"
	"strings"
	"unicode"

	"platen/convert/tree"
)

func (t *expectation) blocks(blocks []tree.Block) {
	for _, b := range blocks {
		t.block(b)
	}
}

func (t *expectation) block(b tree.Block) {
	if t.dita != nil {
		par, ok := b.(*tree.Paragraph)
		t.row = ok && rowOfLinks(par)
	}
	t.space()
	switch b := b.(type) {
	case *tree.Paragraph:
		t.alone = onlyImage(b.Inlines)
		if img, ok := oneImage(b.Inlines); ok && t.xmlNames && img.Title != img.Alt { // a figure with a title
			t.mayAdd(img.Title, img.Pos)
		}
		t.inlines(b.Inlines)
		t.alone = false
	case *tree.Heading:
		if t.job.Numbered && (t.marks != nil || t.labels) {
			t.number(b.Pos)
		}
		t.narrow = true
		t.titled(b.Inlines, b.Pos, t.untitled(b))
		t.narrow = false
		t.title()
	case *tree.CodeBlock:
		t.code(b)
	case *tree.Quote:
		if t.marks != nil {
			t.mayAdd(">", b.Pos)
		}
		t.blocks(b.Blocks)
	case *tree.Admonition:
		t.admonition(b)
	case *tree.List:
		t.list(b)
	case *tree.Procedure:
		t.inlines(b.Title)
		t.blocks(b.Intro)
		t.list(b.Steps)
	case *tree.DefinitionList:
		for _, it := range b.Items {
			if t.terms {
				t.depth++
				t.fact(Items, itoa(t.depth), it.Pos)
				t.facts[len(t.facts)-1].own = true
			}
			for _, n := range it.Terms {
				t.space()
				t.inlines(n.Inlines)
			}
			for _, body := range it.Bodies {
				t.blocks(body)
			}
			if t.terms {
				t.depth--
			}
		}
	case *tree.TabGroup:
		for _, tab := range b.Tabs {
			t.space()
			if t.marks != nil {
				t.mark("[", tab.Pos)
			}
			t.inlines(tab.Title)
			t.space()
			if t.marks != nil {
				t.mark("]", tab.Pos)
			}
			t.blocks(tab.Blocks)
		}
	case *tree.Table:
		t.table(b)
	case *tree.Figure:
		t.figure(b)
	case *tree.Details:
		standIn := t.words.Expand
		if t.labels {
			standIn = "Details"
		}
		t.titled(b.Summary, b.Pos, standIn)
		t.space()
		t.blocks(b.Blocks)
	case *tree.MathBlock:
		t.formula(b.TeX, b.Drawn, b.Pos, true)
	case *tree.Rule:
	case *tree.Div:
		t.blocks(b.Blocks)
	case *tree.Element:
		t.blocks(b.Blocks)
	case *tree.RawBlock:
		t.blocks(b.Blocks)
	default:
		panic(fmt.Sprintf("ledger: no case for a %T", b))
	}
	t.space()
}

// titled tells words that have to be a name for something. Where there are none, the writer may put one of its own.
func (t *expectation) titled(list []tree.Inline, pos tree.Pos, standIn string) {
	t.inlines(list)
	if t.standIns && strings.TrimSpace(tree.PlainText(list)) == "" {
		t.mayAdd(standIn, pos)
	}
}

// number adds a number of the writer's, "2.1", which may be there.
func (t *expectation) number(pos tree.Pos) {
	t.space()
	t.account.words = append(t.account.words, word{s: "1", pos: pos, may: true, own: true, number: true})
}

// title marks the last word as that of a line that may be underlined.
func (t *expectation) title() {
	t.space()
	if n := len(t.account.words); n > 0 {
		t.account.words[n-1].title = true
	}
}

// untitled is what stands for the words of a heading that has none.
func (t *expectation) untitled(h *tree.Heading) string {
	switch title := tree.PlainText(t.page.Title); {
	case t.labels:
		return t.words.Heading
	case t.xmlNames && h == titleOf(t.page) && title != "":
		return title
	}
	return t.words.Untitled
}

func (t *expectation) admonition(b *tree.Admonition) {
	if t.marks != nil {
		t.textAdmonition(b)
		return
	}
	kind := ""
	if t.noteKinds {
		kind = noteKind(b.Kind)
	}
	t.fact(Notes, kind, b.Pos)
	word := t.words.Kind(b.Kind)
	title := strings.TrimSpace(tree.PlainText(b.Title))
	same := strings.EqualFold(strings.TrimSuffix(title, ":"), word)
	switch {
	case same && !t.kindWords: // the kind says it
		may := t.may
		t.may = true
		t.inlines(b.Title)
		t.space()
		t.may = may
	case title == "" && t.kindWords:
		t.own = true
		t.inlines(b.Title)
		t.add(word, b.Pos)
		t.space()
		t.own = false
	default:
		t.inlines(b.Title)
	}
	t.blocks(b.Blocks)
}

// noteKind is a kind of note without its synonyms.
func noteKind(kind string) string {
	switch kind {
	case "":
		return "note"
	case "hint":
		return "tip"
	}
	return kind
}

func (t *expectation) figure(b *tree.Figure) {
	if !t.captionLead {
		t.blocks(b.Blocks)
		t.counted(b.Caption, b.Pos)
		t.blocks(b.Caption)
		return
	}
	if len(b.Blocks) == 1 {
		if only, ok := b.Blocks[0].(*tree.Table); ok && len(only.Caption) == 0 { // the caption is the table's
			named := *only
			named.Caption = b.Caption
			t.space()
			t.table(&named)
			return
		}
	}
	lead := 0
	if len(b.Caption) > 0 {
		if _, ok := b.Caption[0].(*tree.Paragraph); ok {
			lead = 1
		}
	}
	for _, c := range b.Blocks {
		switch c.(type) {
		case *tree.Table, *tree.Figure, *tree.TabGroup, *tree.Div, *tree.Element, *tree.RawBlock: // a fig cannot hold them
			lead = 0
		}
	}
	t.blocks(b.Caption[:lead])
	t.blocks(b.Blocks)
	t.blocks(b.Caption[lead:])
}

// counted tells the number that may stand before a caption.
func (t *expectation) counted(caption []tree.Block, pos tree.Pos) {
	if !t.job.Counted || len(caption) == 0 {
		return
	}
	t.mayAdd(t.words.Figure, pos)
	t.mayAdd(t.words.Table, pos)
	t.number(pos)
	t.mayAdd(".", pos)
}

func (t *expectation) code(b *tree.CodeBlock) {
	t.add(b.Title, b.Pos)
	t.space()
	if b.Text == "" {
		return
	}
	n, shown := 0, 0
	for line := range strings.SplitSeq(strings.TrimSuffix(b.Text, "\n"), "\n") {
		if n++; !t.hiddenLines && tree.InLines(b.Hidden, n) {
			continue
		}
		if s := b.Sign(n); t.signs && s != "" {
			line = s + " " + line
		}
		key := codeLine(line)
		if t.codeInk {
			key = inkOf(line)
		}
		t.fact(CodeLines, key, b.Pos)
		t.facts[len(t.facts)-1].index = shown
		shown++
		if t.codeInk && key == "" {
			t.facts[len(t.facts)-1].may = true
		}
		if strings.Trim(b.Text, "\n") == "" { // code without any
			t.facts[len(t.facts)-1].may = true
		}
		from := len(t.account.words)
		t.account.code = true
		t.add(line, b.Pos)
		t.space()
		t.account.code = false
		if t.marks != nil {
			t.shownBy(from)
		}
	}
}

// codeLine is a line of code as it is compared: without spaces at its end and characters that no output may hold.
func codeLine(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\t' {
			return strings.Map(func(r rune) rune {
				if r != '\t' && classOf(r) == classNone {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func (t *expectation) list(l *tree.List) {
	if l == nil {
		return
	}
	t.depth++
	for i, it := range l.Items {
		if t.marks != nil {
			t.textItem(l, i, it)
			t.blocks(it.Blocks)
			continue
		}
		t.fact(Items, itoa(t.depth), it.Pos)
		if t.labels {
			t.label(l, i, it)
			continue
		}
		if t.boxes && it.Task != tree.NoTask {
			t.mayAdd([...]string{"", "☐", "☑"}[it.Task], it.Pos)
		}
		t.blocks(it.Blocks)
	}
	t.depth--
}

// label tells an item with what is before it: its number, its bullet or what its box says.
func (t *expectation) label(l *tree.List, i int, it *tree.ListItem) {
	bullets := t.bullets
	switch {
	case it.Task == tree.Todo:
		t.mark(t.words.Todo, it.Pos)
	case it.Task == tree.Done:
		t.mark(t.words.Done, it.Pos)
	case l.Ordered:
		t.mark(ordinal(l, i), it.Pos)
	default:
		t.mark([]string{"•", "–", "·"}[min(t.bullets, 2)], it.Pos)
	}
	if !l.Ordered {
		t.bullets++
	}
	t.blocks(it.Blocks)
	t.bullets = bullets
}

func (t *expectation) table(b *tree.Table) {
	if t.shapes != nil {
		t.partedTable(b)
		return
	}
	if t.marks != nil {
		t.textTable(b)
		return
	}
	t.counted(b.Caption, b.Pos)
	t.blocks(b.Caption)
	rows := func(rows []*tree.Row) {
		for _, r := range rows {
			for _, c := range r.Cells {
				t.fact(Cells, "", c.Pos)
				t.facts[len(t.facts)-1].may = t.may
				t.blocks(c.Blocks)
			}
		}
	}
	may := t.may
	t.may = may || t.dita != nil && nothingIn(b.Head) // a head of empty cells is none in DITA
	rows(b.Head)
	t.may = may
	for _, body := range b.Bodies {
		rows(body.Rows)
	}
	rows(b.Foot)
}

// nothingIn reports whether no cell of rows has anything in it.
func nothingIn(rows []*tree.Row) bool {
	for _, r := range rows {
		for _, c := range r.Cells {
			for _, b := range c.Blocks {
				if par, ok := b.(*tree.Paragraph); !ok || len(par.Inlines) > 0 {
					return false
				}
			}
		}
	}
	return true
}
