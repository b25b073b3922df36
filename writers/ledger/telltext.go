package ledger

import (
	"slices"
	"strings"

	"platen/convert/tree"
)

// marks is what plain text has in place of markup. Its words are the writer's own, but they have to be there: each
// stands for something of the source.
type marks struct {
	tables []*drawnTable  // that come next
	links  map[string]int // the numbers of addresses
	order  []string
	ascii  bool // only ASCII for signs of the writer's
	inline bool // addresses stand behind their words
	none   bool // addresses are left out
}

// mark adds words of the writer's that have to be there.
func (t *teller) mark(s string, pos tree.Pos) {
	t.space()
	t.glued(s, pos)
	t.space()
}

// glued is mark for what may touch a word.
func (t *teller) glued(s string, pos tree.Pos) {
	own := t.own
	t.own = true
	t.add(s, pos)
	t.own = own
}

// shownBy makes the last fact one that is there when the words from word from on are.
func (t *teller) shownBy(from int) {
	f := &t.facts[len(t.facts)-1]
	f.by, f.at, f.end = true, from, t.here()
}

// textContents tells the contents of a page: its sections, as deep as asked for.
func (t *teller) textContents() {
	if t.job.Contents <= 0 {
		return
	}
	t.mayAdd(t.words.Contents, 1)
	t.title()
	var list func(sections []*tree.Section, level int)
	list = func(sections []*tree.Section, level int) {
		for _, s := range sections {
			if s.Level == 1 {
				list(s.Sections, level)
				continue
			}
			t.mayAdd("-", 1)
			if t.job.Numbered && s.Heading != nil {
				t.number(1)
			}
			t.mayAdd(tree.PlainText(s.Title), 1)
			if level < t.job.Contents {
				list(s.Sections, level+1)
			}
		}
	}
	list(tree.NewOutline(t.page).Root.Sections, 1)
}

// textEnd tells what comes after a page's text: its footnotes, and its addresses.
func (t *teller) textEnd() {
	if len(t.page.Notes) > 0 {
		t.mark(t.words.Footnotes, 1)
		t.title()
		for _, n := range t.page.Notes {
			from := len(t.account.words)
			t.mark("[^"+itoa(n.Number)+"]:", n.Pos)
			t.fact(Footnotes, "note "+itoa(n.Number), n.Pos)
			t.shownBy(from)
			t.blocks(n.Blocks)
		}
	}
	if m := t.marks; len(m.order) > 0 {
		t.mark(t.words.Links, 1)
		t.title()
		for i, u := range m.order {
			t.mark("["+itoa(i+1)+"] "+u, 1)
		}
	}
}

// textItem tells the marker of an item.
func (t *teller) textItem(l *tree.List, i int, it *tree.ListItem) {
	marker := "-"
	if l.Ordered {
		marker = ordinal(l, i)
	}
	box := [...]string{"", "[ ]", "[x]"}[it.Task]
	switch {
	case box != "" && l.Ordered:
		marker += " " + box
	case box != "":
		marker = box
	}
	t.space()
	from := len(t.account.words)
	t.mark(marker, it.Pos)
	t.fact(Items, itoa(t.depth), it.Pos)
	t.shownBy(from)
}

// ordinal is the number of an item as the list counts.
func ordinal(l *tree.List, i int) string {
	n := l.Start + i
	s := ""
	switch l.Style {
	case tree.LowerAlpha, tree.UpperAlpha:
		for k := n; k > 0; k = (k - 1) / 26 {
			s = string(rune('a'+(k-1)%26)) + s
		}
	case tree.LowerRoman, tree.UpperRoman:
		if n < 4000 {
			for _, d := range [...]struct {
				n int
				s string
			}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
				for k := n; k >= d.n; k -= d.n {
					s += d.s
					n -= d.n
				}
			}
		}
		n = l.Start + i
	}
	if l.Style == tree.UpperAlpha || l.Style == tree.UpperRoman {
		s = strings.ToUpper(s)
	}
	if s == "" {
		s = itoa(n)
	}
	return s + "."
}

func (t *teller) textAdmonition(b *tree.Admonition) {
	word := t.words.Kind(b.Kind)
	t.space()
	from := len(t.account.words)
	t.mark(strings.ToUpper(word)+":", b.Pos)
	t.account.fact(Notes, "", b.Pos)
	t.shownBy(from)
	title := strings.TrimSpace(tree.PlainText(b.Title))
	if !strings.EqualFold(strings.TrimSuffix(title, ":"), word) {
		t.inlines(b.Title)
	}
	t.blocks(b.Blocks)
}

// shifted tells a sub- or superscript: in text in Unicode's own characters when all of it has them, as it is when it is
// a superscript of letters, else after a sign.
func (t *teller) shifted(list []tree.Inline, sign, own string, pos tree.Pos) {
	if s := tree.PlainText(list); t.marks != nil && s != "" {
		letters := sign == "^" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
		if (strings.Trim(s, own) != "" || t.marks.ascii) && !letters {
			t.glued(sign, pos)
		} else if !letters {
			from := len(t.account.words)
			t.inlines(list)
			for i := from; i < len(t.account.words); i++ {
				if w := &t.account.words[i]; w.s == "-" { // Unicode has a raised minus only
					w.s = "−"
				}
			}
			return
		}
	}
	t.inlines(list)
}

func (t *teller) textImage(n *tree.Image) {
	alt := n.Alt
	if strings.TrimSpace(alt) == "" {
		if n.Decorative {
			return
		}
		alt = n.Src.Raw[strings.LastIndexByte(n.Src.Raw, '/')+1:]
	}
	from := t.here()
	t.glued("["+t.words.Image+": "+alt+"]", n.Pos)
	t.fact(Images, altKey(n.Alt), n.Pos)
	t.shownBy(from)
}

// textLink tells a link's words and the mark behind them. rest is the text after the link: the mark stands behind the
// word that the link ends in.
func (t *teller) textLink(n *tree.Link, rest string) {
	before := t.here()
	t.inlines(n.Inlines)
	if n.To.Page != nil && blankInText(n.Inlines) {
		t.glued(tree.PlainText(n.To.Page.Title), n.Pos)
	}
	t.add(rest, n.Pos)
	url := n.To.URL
	if !n.To.Whole() {
		url = ""
	}
	if n.To.Asset != nil {
		url = n.To.Asset.Path
	}
	m := t.marks
	shown := tree.PlainText(n.Inlines) + rest
	if url == "" || m.none {
		return
	}
	if !hasImage(n.Inlines) && !strings.Contains(url, "\u00a0") && (altKey(shown) == altKey(url) || altKey("mailto:"+shown) == altKey(url)) { // the words are the address
		t.fact(Links, targetKey(&n.To), n.Pos)
		t.shownBy(before)
		return
	}
	t.space()
	from := len(t.account.words)
	if m.inline {
		t.mark("<"+url+">", n.Pos)
	} else {
		k := m.links[url]
		if k == 0 {
			m.order = append(m.order, url)
			k = len(m.order)
			m.links[url] = k
		}
		t.mark("["+itoa(k)+"]", n.Pos)
	}
	t.fact(Links, targetKey(&n.To), n.Pos)
	t.shownBy(from)
}

// blankInText reports whether inlines print nothing.
func blankInText(list []tree.Inline) bool {
	for _, n := range list {
		switch n := n.(type) {
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return false
			}
		case *tree.Code:
			if strings.TrimSpace(n.S) != "" {
				return false
			}
		case *tree.Image:
			if strings.TrimSpace(n.Alt) != "" || !n.Decorative {
				return false
			}
		case *tree.NoteRef, *tree.Math, *tree.Strike:
			return false
		default:
			if !blankInText(tree.Inlines(n)) {
				return false
			}
		}
	}
	return true
}

func hasImage(list []tree.Inline) bool {
	for _, n := range list {
		if _, ok := n.(*tree.Image); ok || hasImage(tree.Inlines(n)) {
			return true
		}
	}
	return false
}

// textTable tells a table as it is drawn when the next drawing is this one, else as records.
func (t *teller) textTable(b *tree.Table) {
	t.blocks(b.Caption)
	rows := len(b.Head) + len(b.Foot)
	for _, g := range b.Bodies {
		rows += len(g.Rows)
	}
	m := t.marks
	for k := 0; k < len(m.tables) && k < 8; k++ {
		d := m.tables[k]
		save := t.save()
		rest := m.tables[k+1:]
		d.read(len(b.Head), rows)
		var inner []*drawnTable
		for _, c := range d.cells {
			inner = append(inner, c.tables()...)
		}
		m.tables = inner
		t.drawn(b)
		d.used = true
		got := &account{}
		for _, c := range d.cells {
			c.account(got)
		}
		if alike(t.account.words[save.words:], got.words) {
			m.tables = rest
			return
		}
		d.used = false
		t.restore(save)
	}
	t.records(b)
}

// alike reports whether words are those of a drawing, but for a few: then it is that table with a fault in it.
func alike(want, got []word) bool {
	lost := 0
	for _, h := range align(want, got).hunks {
		lost += max(h.w2-h.w1, h.g2-h.g1)
	}
	return lost == 0 || lost*5 < len(want)
}

// A saved is the state of a teller.
type saved struct {
	words, facts, order int
	tables              []*drawnTable
}

func (t *teller) save() saved {
	t.space()
	return saved{len(t.account.words), len(t.facts), len(t.marks.order), t.marks.tables}
}

func (t *teller) restore(s saved) {
	t.space()
	t.account.words, t.facts = t.account.words[:s.words], t.facts[:s.facts]
	for _, u := range t.marks.order[s.order:] {
		delete(t.marks.links, u)
	}
	t.marks.order, t.marks.tables = t.marks.order[:s.order], s.tables
}

// drawn tells the cells of a drawn table. Rows that lack cells are drawn with empty ones.
func (t *teller) drawn(b *tree.Table) {
	t.eachRow(b, func(row []*place, _ bool) {
		for k, p := range row {
			if p.col == k && p.first {
				t.fact(Cells, "", p.pos())
				if p.cell == nil {
					t.facts[len(t.facts)-1].own = true
					continue
				}
				t.blocks(p.cell.Blocks)
			}
		}
	})
}

// A place is a cell in the grid of a table. It is in each place that the cell spans.
type place struct {
	cell  *tree.Cell // nil for one that the row lacks
	col   int        // of its left edge
	cols  int
	down  int // rows that it still spans below this one
	first bool
}

func (p *place) pos() tree.Pos {
	if p.cell == nil {
		return 0
	}
	return p.cell.Pos
}

// eachRow calls f for the rows of a table with the cell of each column.
func (t *teller) eachRow(b *tree.Table, f func(row []*place, head bool)) {
	n := len(b.Cols)
	group := func(rows []*tree.Row, head bool) {
		above := make([]*place, n)
		for i, r := range rows {
			row := make([]*place, n)
			for k, p := range above {
				if p != nil && p.down > 0 {
					row[k] = p
				}
			}
			for _, p := range row {
				if p != nil {
					p.first = false
				}
			}
			at := 0
			for _, c := range r.Cells {
				for at < n && row[at] != nil {
					at++
				}
				if at == n {
					break
				}
				p := &place{cell: c, col: at, down: min(int(c.RowSpan), len(rows)-i), first: true}
				for p.cols < int(c.ColSpan) && at < n && row[at] == nil {
					row[at] = p
					p.cols++
					at++
				}
			}
			for k := range row {
				if row[k] == nil {
					row[k] = &place{col: k, cols: 1, down: 1, first: true}
				}
			}
			f(row, head)
			var last *place
			for _, p := range row {
				if p != last {
					p.down--
				}
				last = p
			}
			above = row
		}
	}
	group(b.Head, true)
	for _, g := range b.Bodies {
		group(g.Rows, false)
	}
	group(b.Foot, false)
}

// longHead is the length in bytes of a header that only the first record has whole.
const longHead = 160

// records tells a table as a record for each row, with the headers before the values.
func (t *teller) records(b *tree.Table) {
	n := len(b.Cols)
	heads := make([][]word, n)
	var rows [][]*place
	head := 0
	t.eachRow(b, func(row []*place, isHead bool) {
		row = slices.Clone(row)
		rows = append(rows, row)
		if !isHead {
			return
		}
		head++
		for k, p := range row {
			if p.first && p.col == k && p.cell != nil {
				heads[k] = append(heads[k], t.apart(p.cell, len(heads[k]) > 0)...)
			}
		}
		for _, p := range row {
			p.first = false
		}
	})
	body := rows[head:]
	if len(body) == 0 {
		for _, h := range heads {
			t.account.words = append(t.account.words, h...)
		}
		return
	}
	empty := make([]bool, n)
	for k := range empty {
		empty[k] = true
		for _, row := range body {
			if c := row[k].cell; c != nil && len(c.Blocks) > 0 {
				empty[k] = false
			}
		}
	}
	seen := map[*tree.Cell]bool{}
	for r, row := range body {
		for k := 0; k < n; {
			p := row[k]
			full := p.cols == n && n > 1
			blocks := p.cell != nil && len(p.cell.Blocks) > 0
			if !full && (blocks || empty[k] && r == 0) {
				t.heads(heads[p.col:min(n, p.col+p.cols)], r)
			}
			if p.cell != nil {
				again := seen[p.cell]
				seen[p.cell] = true
				if blocks {
					from, facts := len(t.account.words), len(t.facts)
					own := t.own
					t.own = again // a cell that spans rows is in each record
					t.blocks(p.cell.Blocks)
					t.own = own
					if !again {
						t.fact(Cells, "", p.cell.Pos)
						t.shownBy(from)
					} else {
						t.facts = t.facts[:facts]
					}
				} else if !again {
					t.fact(Cells, "", p.cell.Pos)
					t.shownBy(len(t.account.words))
				}
			}
			k = p.col + max(1, p.cols)
		}
	}
}

// heads tells the headers before a value: words of the writer's but in the first record.
func (t *teller) heads(heads [][]word, r int) {
	t.space()
	any := false
	for i, h := range heads {
		if len(h) == 0 || i > 0 && slices.EqualFunc(h, heads[i-1], func(a, b word) bool { return a.s == b.s }) {
			continue
		}
		if any {
			t.mark(",", h[0].pos)
		}
		any = true
		size := 0
		for _, w := range h {
			size += len(w.s) + 1
		}
		for _, w := range h {
			w.own = w.own || r > 0
			w.may = r > 0 && size > longHead*3/4 // a long one is cut
			t.account.words = append(t.account.words, w)
		}
		if r > 0 && size > longHead*3/4 {
			t.mayAdd("…", h[0].pos)
		}
	}
	if any {
		t.mark(":", 1)
	}
}

// apart returns the words of a header cell.
func (t *teller) apart(c *tree.Cell, more bool) []word {
	t.space()
	from := len(t.account.words)
	if more {
		t.mark("/", c.Pos)
	}
	first := len(t.account.words)
	t.blocks(c.Blocks)
	t.space()
	out := slices.Clone(t.account.words[from:])
	if len(t.account.words) == first {
		out = nil
	}
	t.account.words = t.account.words[:from]
	for i := range t.facts { // they are where the first record is
		if f := &t.facts[i]; f.at > from {
			f.at = from
			f.end = min(f.end, from)
		}
	}
	t.fact(Cells, "", c.Pos)
	t.shownBy(from)
	return out
}
