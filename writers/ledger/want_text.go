package ledger

import (
	"path"
	"strings"

	"platen/convert/tree"
)

// marks is what plain text has in place of markup. Its words are the writer's own, but they have to be there: each
// stands for something of the source.
type marks struct {
	tables []*drawnTable  // that come next
	links  map[string]int // the numbers of addresses
	order  []string
	ascii  bool   // only ASCII for signs of the writer's
	math   string // how formulas are shown
	inline bool   // addresses stand behind their words
	none   bool   // addresses are left out
}

// mark adds words of the writer's that have to be there.
func (t *expectation) mark(s string, pos tree.Pos) {
	t.space()
	t.glued(s, pos)
	t.space()
}

// glued is mark for what may touch a word.
func (t *expectation) glued(s string, pos tree.Pos) {
	own := t.own
	t.own = true
	t.add(s, pos)
	t.own = own
}

// shownBy makes the last fact one that is there when the words from word from on are.
func (t *expectation) shownBy(from int) {
	f := &t.facts[len(t.facts)-1]
	f.by, f.at, f.end = true, from, t.here()
}

// textContents tells the contents of a page: its sections, as deep as asked for.
func (t *expectation) textContents() {
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
func (t *expectation) textEnd() {
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
func (t *expectation) textItem(l *tree.List, i int, it *tree.ListItem) {
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

func (t *expectation) textAdmonition(b *tree.Admonition) {
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

// shifted tells a sub- or superscript: in text in Unicode's own characters when all of it has them, and as it is at the
// end of an ordinal number or where it is in brackets, else after a sign.
func (t *expectation) shifted(list []tree.Inline, sign, own string, pos tree.Pos) {
	if t.marks == nil {
		t.inlines(list)
		return
	}
	s := t.printed(list)
	switch {
	case s == "", s[0] == '[':
	case strings.Trim(s, own) == "" && !t.marks.ascii:
		from := len(t.account.words)
		t.inlines(list)
		for i := from; i < len(t.account.words); i++ {
			if w := &t.account.words[i]; w.s == "-" { // Unicode has a raised minus only
				w.s = "−"
			}
		}
		return
	case sign == "^" && ordinalEnd(s):
	default:
		t.glued(sign, pos)
	}
	t.inlines(list)
}

// ordinalEnd reports whether s is the end of an ordinal number in English: 4th.
func ordinalEnd(s string) bool {
	switch strings.ToLower(s) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// printed is about what inlines are in text: their words, with brackets for what stands in some and for addresses.
func (t *expectation) printed(list []tree.Inline) string {
	var b strings.Builder
	for _, n := range list {
		switch n := n.(type) {
		case *tree.Text:
			b.WriteString(n.S)
		case *tree.Code:
			b.WriteString(n.S)
		case *tree.Math:
			b.WriteString(n.TeX)
		case *tree.Break:
			b.WriteByte(' ')
		case *tree.NoteRef:
			b.WriteString("[^")
		case *tree.Image:
			if !n.Decorative || strings.TrimSpace(n.Alt) != "" {
				b.WriteString("[")
			}
		case *tree.Strike:
			b.WriteString("~~" + t.printed(n.Inlines) + "~~")
		case *tree.Link:
			s := t.printed(n.Inlines)
			b.WriteString(s)
			if address := t.address(n); address != "" && address != s && !t.marks.none {
				b.WriteString(" [")
			}
		default:
			b.WriteString(t.printed(tree.Inlines(n)))
		}
	}
	return b.String()
}

func (t *expectation) textImage(n *tree.Image) {
	alt := n.Alt
	if strings.TrimSpace(alt) == "" {
		if n.Decorative {
			return
		}
		if !strings.HasPrefix(n.Src.Raw, "data:") {
			file, _, _ := strings.Cut(n.Src.Raw, "?")
			alt = file[strings.LastIndexByte(file, '/')+1:]
		}
	}
	shown := t.words.Image
	if strings.TrimSpace(alt) != "" {
		shown += ": " + alt
	}
	from := t.here()
	t.glued("["+shown+"]", n.Pos)
	t.fact(Images, altKey(n.Alt), n.Pos)
	t.shownBy(from)
}

// textLink tells a link's words and the mark behind them. rest is the text after the link: the mark stands behind the
// word that the link ends in.
func (t *expectation) textLink(n *tree.Link, rest string) {
	before := t.here()
	t.inlines(n.Inlines)
	if n.To.Page != nil && blankInText(n.Inlines) {
		t.glued(tree.PlainText(n.To.Page.Title), n.Pos)
	}
	t.add(rest, n.Pos)
	url := t.address(n)
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

// address is what text says of where a link leads; "": nothing.
func (t *expectation) address(n *tree.Link) string {
	switch {
	case n.To.Asset != nil:
		return n.To.Asset.Path
	case n.To.Guide != nil:
		file := strings.ReplaceAll(n.To.Peer[:len(n.To.Peer)-len(path.Ext(n.To.Peer))]+".txt", " ", "%20")
		if at := n.To.Guide.Address("text", file); at != "" {
			return at
		}
		return n.To.Guide.Way("text", t.page.Path, file)
	case n.To.Whole():
		return n.To.URL
	}
	return ""
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
