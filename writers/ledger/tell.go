package ledger

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/words"
)

// A teller makes the account of a page of the source as a format has to show it.
type teller struct {
	account
	form
	page     *tree.Page
	words    *words.Words
	contents bool            // the page has the contents, which the output has elsewhere
	titles   map[string]bool // of the contents
	marks    *marks          // of text; nil for other formats
	shapes   *[]pdfTable     // of PDF's tables that come next
	lone     bool            // the page stands for itself
	job      *Job
	depth    int              // of lists
	bullets  int              // how many lists with bullets are around
	loose    []*tree.Footnote // that nothing in the text refers to
	link     bool             // in a link
	narrow   bool             // in a title
	row      bool             // in a paragraph that is links and little else, of DITA
	alone    bool             // in a paragraph that shows nothing but an image
}

// tell returns what an output of the page has to have.
func tell(j *Job, p *tree.Page, f form, m *marks, shapes *[]pdfTable) *account {
	b := j.Book
	t := &teller{form: f, page: p, words: words.For(b.Lang(p)), marks: m, shapes: shapes, lone: b.Lone, job: j}
	t.anchors = make(map[string]tree.Pos, len(p.IDs))
	if f.ids {
		for id, n := range p.IDs {
			t.anchors[id] = n.Position()
		}
	}
	if t.dita != nil {
		for _, b := range p.Blocks { // a title that nobody wrote gives way to one that is there
			if h, ok := b.(*tree.Heading); ok && h.Generated && h != t.dita.root[p] {
				for _, id := range h.Attr.IDs() {
					delete(t.anchors, id)
				}
			}
		}
		for b := range t.dita.left[p] {
			for _, id := range tree.AttrOf(b).IDs() {
				delete(t.anchors, id)
			}
		}
	}
	t.contents = f.contentsApart && p == b.Index
	if t.contents {
		for id, n := range p.IDs {
			if _, ok := n.(*tree.Heading); ok {
				delete(t.anchors, id)
			}
		}
	}
	if t.contents {
		t.titles = map[string]bool{}
		t.navTitles(b.Nav)
	}
	t.pageBlocks()
	t.depth = 0
	if t.marks != nil {
		t.textEnd()
		t.space()
		return &t.account
	}
	t.loose = tree.Unreferred(p)
	for _, n := range p.Notes {
		if t.notesApart {
			t.noteApart(n)
			continue
		}
		t.fact(Footnotes, "note "+itoa(n.Number), n.Pos)
		t.blocks(n.Blocks)
	}
	t.space()
	return &t.account
}

func (t *teller) pageBlocks() {
	title := titleOf(t.page)
	if t.dita != nil {
		title = t.dita.root[t.page]
	}
	if t.titleFirst {
		if title == nil {
			t.mayAdd(tree.PlainText(t.page.Title), 1)
		} else {
			t.block(title)
		}
	}
	for _, b := range t.page.Blocks {
		if h, ok := b.(*tree.Heading); ok && t.titleFirst && (h == title || t.dita != nil && h.Generated) {
			continue
		}
		if t.dita != nil && t.dita.left[t.page][b] {
			continue
		}
		t.may = t.contents && t.ofContents(b)
		t.block(b)
		t.may = false
		if b == tree.Block(title) && t.marks != nil {
			t.textContents()
		}
		if h, ok := b.(*tree.Heading); ok && h.Level == 1 && t.byline && t.lone {
			for _, name := range []string{"subtitle", "author", "version", "date"} {
				s := t.page.Meta.String(name)
				if s == "" {
					s = t.job.Book.Meta.String(name)
				}
				t.mayAdd("·", h.Pos)
				t.mayAdd(s, h.Pos)
			}
		}
	}
}

func (t *teller) navTitles(items []*tree.NavItem) {
	for _, it := range items {
		t.titles[tree.PlainText(it.Title)] = true
		t.navTitles(it.Items)
	}
}

// ofContents reports whether a block of the contents page is a part of the contents, or a heading that may stand
// over nothing but them.
func (t *teller) ofContents(b tree.Block) bool {
	switch b := b.(type) {
	case *tree.Heading:
		return true
	case *tree.List:
		for _, it := range b.Items {
			for i, c := range it.Blocks {
				switch c := c.(type) {
				case *tree.Paragraph:
					if i > 0 || !t.titles[tree.PlainText(c.Inlines)] {
						return false
					}
				case *tree.List:
					if !t.ofContents(c) {
						return false
					}
				default:
					return false
				}
			}
		}
		return true
	}
	return false
}

// fact is account.fact for what an output may lack while may is set.
func (t *teller) fact(kind Kind, key string, pos tree.Pos) {
	t.account.fact(kind, key, pos)
	t.facts[len(t.facts)-1].may = t.may
}

// noteApart makes an account of its own of a footnote.
func (t *teller) noteApart(n *tree.Footnote) {
	main := t.account
	t.account, t.bullets = account{}, 0
	t.blocks(n.Blocks)
	t.space()
	note := t.account
	t.account = main
	if !t.refNumbers && slices.Contains(t.loose, n) { // it stands where it is
		t.fact(Footnotes, "reference", n.Pos)
		f := &t.facts[len(t.facts)-1]
		f.own, f.free = true, true
	}
	t.notes = append(t.notes, &note)
}

func (t *teller) blocks(blocks []tree.Block) {
	for _, b := range blocks {
		t.block(b)
	}
}

func (t *teller) block(b tree.Block) {
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
		t.add(b.TeX, b.Pos)
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
func (t *teller) titled(list []tree.Inline, pos tree.Pos, standIn string) {
	t.inlines(list)
	if t.standIns && strings.TrimSpace(tree.PlainText(list)) == "" {
		t.mayAdd(standIn, pos)
	}
}

// number adds a number of the writer's, "2.1", which may be there.
func (t *teller) number(pos tree.Pos) {
	t.space()
	t.account.words = append(t.account.words, word{s: "1", pos: pos, may: true, own: true, number: true})
}

// title marks the last word as that of a line that may be underlined.
func (t *teller) title() {
	t.space()
	if n := len(t.account.words); n > 0 {
		t.account.words[n-1].title = true
	}
}

// untitled is what stands for the words of a heading that has none.
func (t *teller) untitled(h *tree.Heading) string {
	switch title := tree.PlainText(t.page.Title); {
	case t.labels:
		return t.words.Heading
	case t.xmlNames && h == titleOf(t.page) && title != "":
		return title
	}
	return t.words.Untitled
}

func (t *teller) admonition(b *tree.Admonition) {
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

func (t *teller) figure(b *tree.Figure) {
	if !t.captionLead {
		t.blocks(b.Blocks)
		t.blocks(b.Caption)
		return
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

// mayAdd adds words of the writer's, which may be there.
func (t *teller) mayAdd(s string, pos tree.Pos) {
	if s == "" {
		return
	}
	may := t.may
	t.space()
	t.may, t.own = true, true
	t.add(s, pos)
	t.space()
	t.may, t.own = may, false
}

func (t *teller) code(b *tree.CodeBlock) {
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

func (t *teller) list(l *tree.List) {
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
func (t *teller) label(l *tree.List, i int, it *tree.ListItem) {
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

func (t *teller) table(b *tree.Table) {
	if t.shapes != nil {
		t.partedTable(b)
		return
	}
	if t.marks != nil {
		t.textTable(b)
		return
	}
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

func (t *teller) inlines(list []tree.Inline) {
	for i := 0; i < len(list); i++ {
		l, ok := list[i].(*tree.Link)
		if !ok || t.marks == nil {
			t.inline(list[i])
			continue
		}
		rest := ""
		if i+1 < len(list) {
			if n, ok := list[i+1].(*tree.Text); ok {
				end := strings.IndexFunc(n.S, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
				if end < 0 {
					end = len(n.S)
				}
				if rest = n.S[:end]; rest != "" {
					t.textLink(l, rest)
					t.add(n.S[end:], n.Pos+tree.Pos(end))
					i++
					continue
				}
			}
		}
		t.textLink(l, "")
	}
}

func (t *teller) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		if t.dita != nil {
			t.menuText(n)
			break
		}
		t.add(n.S, n.Pos)
	case *tree.Code:
		t.add(n.S, n.Pos)
	case *tree.Math:
		t.add(n.TeX, n.Pos)
	case *tree.Break:
		t.space()
	case *tree.Link:
		t.linked(n)
	case *tree.Image:
		if t.marks != nil {
			t.textImage(n)
		} else {
			t.image(n)
		}
	case *tree.Strike:
		if t.marks != nil {
			t.glued("~~", n.Pos)
			t.inlines(n.Inlines)
			t.glued("~~", n.Pos)
			break
		}
		t.inlines(n.Inlines)
	case *tree.Sub:
		t.shifted(n.Inlines, "_", "0123456789+-−=()", n.Pos)
	case *tree.Sup:
		t.shifted(n.Inlines, "^", "0123456789+-−=()ni", n.Pos)
	case *tree.NoteRef:
		if !t.xmlNames { // DITA has no place for a reference in some places
			t.space()
		}
		if t.marks != nil {
			from := t.here()
			t.glued("[^"+itoa(n.Note.Number)+"]", n.Pos)
			t.fact(Footnotes, "reference "+itoa(n.Note.Number), n.Pos)
			t.shownBy(from)
			break
		}
		if t.notesApart && !t.refNumbers {
			t.fact(Footnotes, "reference", n.Pos)
			f := &t.facts[len(t.facts)-1]
			f.free, f.may = true, t.narrow || t.link || t.may
			break
		}
		t.fact(Footnotes, "reference "+itoa(n.Note.Number), n.Pos)
	case *tree.Anchor:
	default:
		t.inlines(tree.Inlines(n))
	}
}

// rowOfLinks reports whether a paragraph is links with nothing but commas and words like "and" between them.
func rowOfLinks(par *tree.Paragraph) bool {
	links := 0
	for _, n := range par.Inlines {
		switch n := n.(type) {
		case *tree.Link:
			links++
		case *tree.Break:
		case *tree.Text:
			switch strings.ToLower(strings.Trim(n.S, " ,.;")) {
			case "", "and", "or", "&", "und", "et", "y", "e", "en":
			default:
				return false
			}
		default:
			return false
		}
	}
	return links > 0
}

// menuText adds words among which signs may stand for a way through menus, which DITA marks instead.
func (t *teller) menuText(n *tree.Text) {
	s, from := n.S, 0
	if t.row && !t.link { // between links that a list of links has
		may := t.may
		t.may = true
		t.add(s, n.Pos)
		if strings.Trim(s, " ,.;") != "" {
			t.space()
		}
		t.may = may
		return
	}
	for i := 0; i < len(s); {
		size := 0
		for _, sign := range []string{"->", "=>", ">>", ">", "→", "›", "»", "⇒", "▸", "➔", "|"} {
			if strings.HasPrefix(s[i:], sign) {
				size = len(sign)
				break
			}
		}
		if size == 0 && s[i] == ',' && strings.TrimSpace(s) == "," {
			size = 1
		}
		if size == 0 {
			i++
			continue
		}
		t.add(s[from:i], n.Pos+tree.Pos(from))
		may := t.may
		t.may = true
		t.add(s[i:i+size], n.Pos+tree.Pos(i))
		t.may = may
		i += size
		from = i
	}
	t.add(s[from:], n.Pos+tree.Pos(from))
}

func (t *teller) linked(n *tree.Link) {
	if n.To.Dead() || t.link || t.ownFile && !t.inFile(&n.To) {
		t.inlines(n.Inlines)
		return
	}
	key := targetKey(&n.To)
	switch {
	case t.xmlNames:
		key = t.dita.target(&n.To)
	case t.job.One && n.To.URL != "" && !n.To.Whole() && n.To.URL[0] != '/': // seen from the file at the guide's top
		key = urlKey(fromTop(t.page.Path, n.To.URL))
	}
	t.fact(Links, key, n.Pos)
	f := &t.facts[len(t.facts)-1]
	f.free = t.relatedOK
	if t.ownFile && !shows(n.Inlines) { // nothing to click
		f.may, f.own = true, true
	}
	t.link = true
	if t.xmlNames {
		t.titled(n.Inlines, n.Pos, n.To.URL)
	} else {
		t.inlines(n.Inlines)
	}
	t.link = false
	if t.job.PageRefs && n.To.Page != nil {
		t.mayAdd("("+strings.ToLower(t.words.Page), n.Pos)
		t.number(n.Pos)
		t.mayAdd(")", n.Pos)
	}
}

// fromTop returns an address that is relative to a page's file as one that is relative to the guide's top.
func fromTop(page, address string) string {
	ref := address
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	at := path.Join(path.Dir(page), ref)
	if strings.HasSuffix(ref, "/") {
		at += "/"
	}
	return at + address[len(ref):]
}

// inFile reports whether a link leads somewhere from one file with all pages of a guide, or one page, in it.
func (t *teller) inFile(to *tree.Target) bool {
	if to.Page != nil {
		return !t.lone || to.Page == t.page
	}
	s, _, _ := strings.Cut(to.URL, ":")
	switch strings.ToLower(s) {
	case "http", "https", "mailto", "tel":
		return true
	}
	return false
}

// shows reports whether inlines show anything.
func shows(list []tree.Inline) bool {
	for _, n := range list {
		switch n := n.(type) {
		case *tree.Image:
			return true
		default:
			if shows(tree.Inlines(n)) {
				return true
			}
		}
	}
	return strings.TrimSpace(tree.PlainText(list)) != ""
}

func oneImage(list []tree.Inline) (*tree.Image, bool) {
	if len(list) != 1 {
		return nil, false
	}
	n, ok := list[0].(*tree.Image)
	return n, ok
}

// onlyImage reports whether all that inlines show is one image.
func onlyImage(list []tree.Inline) bool {
	n := 0
	var count func(list []tree.Inline) bool
	count = func(list []tree.Inline) bool {
		for _, i := range list {
			switch i := i.(type) {
			case *tree.Image:
				n++
			case *tree.Link:
				if !count(i.Inlines) {
					return false
				}
			case *tree.Anchor, *tree.Break:
			case *tree.Text:
				if strings.TrimSpace(i.S) != "" {
					return false
				}
			default:
				return false
			}
		}
		return true
	}
	return count(list) && n == 1
}

// image tells of an image. Where one cannot be shown its alternative text is among the words instead: see shownAsWords.
func (t *teller) image(n *tree.Image) {
	t.space()
	key := altKey(n.Alt)
	if key == "" {
		key = anyKey
	}
	if t.ownFile && hasScheme(n.Src.URL) { // a frame that leads to where it is
		t.fact(Links, urlKey(n.Src.URL), n.Pos)
		f := &t.facts[len(t.facts)-1]
		f.may, f.own = true, true
	}
	alt := n.Alt
	if strings.TrimSpace(alt) == "" {
		switch alt = t.words.Image; {
		case t.xmlNames && n.Decorative:
			alt = ""
		case t.xmlNames && n.Src.Raw != "":
			alt += ": " + path.Base(n.Src.Raw)
		case t.labels && n.Decorative:
			alt = ""
		case t.labels && n.Src.Raw != "" && !strings.HasPrefix(n.Src.Raw, "data:"):
			alt += " " + path.Base(strings.TrimRight(n.Src.Raw, "/"))
		}
	}
	if (t.xmlNames && n.Src.URL == "" || t.labels && !t.alone) && n.Src.Asset == nil && strings.TrimSpace(alt) != "" {
		from := t.here()
		t.mark("["+alt+"]", n.Pos)
		t.fact(Images, key, n.Pos)
		t.shownBy(from)
		return
	}
	if t.job.RemoteLinks && n.Src.Asset == nil && strings.Contains(n.Src.URL, "//") {
		t.remoteLink(n, key)
		return
	}
	t.fact(Images, key, n.Pos)
	if n.Decorative && (t.decor || t.xmlNames && n.Src.Asset == nil && n.Src.URL == "") {
		t.facts[len(t.facts)-1].may = true
	}
}

// remoteLink tells of an image for which there is a link. In a link there is its alternative text.
func (t *teller) remoteLink(n *tree.Image, key string) {
	if t.link {
		t.fact(Images, anyKey, n.Pos)
		return
	}
	t.fact(Links, urlKey(n.Src.URL), n.Pos)
	t.facts[len(t.facts)-1].own = true
	from := t.here()
	if n.Alt != "" {
		t.mark(n.Alt, n.Pos)
	} else {
		t.mayAdd(stem(path.Base(n.Src.URL)), n.Pos)
	}
	t.fact(Images, key, n.Pos)
	t.shownBy(from)
}

func altKey(s string) string {
	var c cutter
	c.add(s, 0)
	c.space()
	var b strings.Builder
	for i, w := range c.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.s)
	}
	return b.String()
}

// targetKey says where a link leads, in the same words for all formats.
func targetKey(t *tree.Target) string {
	switch {
	case t.Page != nil:
		return pageKey(t.Page.Path, t.Anchor)
	case t.Asset != nil:
		return "file " + t.Asset.Path
	case t.Peer != "":
		return peerKey(t.Peer, t.Anchor)
	}
	return urlKey(t.URL)
}

func pageKey(path, anchor string) string {
	if anchor == "" {
		return "page " + path
	}
	return "page " + path + "#" + anchor
}

// peerKey is for a page that another run converts; its extension is the format's.
func peerKey(path, anchor string) string {
	if i := strings.LastIndexByte(path, '.'); i > strings.LastIndexByte(path, '/') {
		path = path[:i]
	}
	if anchor != "" {
		anchor = "#" + anchor
	}
	return "peer " + path + anchor
}

func urlKey(u string) string { return "address " + unescape(u) }

// unescape decodes what is percent-encoded; formats differ in what they encode.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(n))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}
