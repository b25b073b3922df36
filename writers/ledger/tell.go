package ledger

import (
	"fmt"
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
	page  *tree.Page
	words *words.Words
	depth int // of lists
	link  bool
}

// tell returns what an output of the page has to have.
func tell(b *tree.Book, p *tree.Page, f form) *account {
	t := &teller{form: f, page: p, words: words.For(b.Lang(p))}
	t.anchors = make(map[string]tree.Pos, len(p.IDs))
	for id, n := range p.IDs {
		t.anchors[id] = n.Position()
	}
	t.blocks(p.Blocks)
	for _, n := range p.Notes {
		t.footnote(n)
	}
	t.space()
	return &t.account
}

func (t *teller) footnote(n *tree.Footnote) {
	depth := t.depth
	t.depth = 0
	t.fact(Footnotes, "note "+strconv.Itoa(n.Number), n.Pos)
	t.blocks(n.Blocks)
	t.depth = depth
}

func (t *teller) blocks(blocks []tree.Block) {
	for _, b := range blocks {
		t.block(b)
	}
}

func (t *teller) block(b tree.Block) {
	t.space()
	switch b := b.(type) {
	case *tree.Paragraph:
		t.inlines(b.Inlines)
	case *tree.Heading:
		t.inlines(b.Inlines)
	case *tree.CodeBlock:
		t.code(b)
	case *tree.Quote:
		t.blocks(b.Blocks)
	case *tree.Admonition:
		t.fact(Notes, "", b.Pos)
		if len(b.Title) > 0 {
			t.inlines(b.Title)
		} else if t.kindWords {
			t.own(t.words.Kind(b.Kind), b.Pos)
		}
		t.blocks(b.Blocks)
	case *tree.List:
		t.list(b)
	case *tree.Procedure:
		t.inlines(b.Title)
		t.blocks(b.Intro)
		t.list(b.Steps)
	case *tree.DefinitionList:
		for _, it := range b.Items {
			for _, n := range it.Terms {
				t.space()
				t.inlines(n.Inlines)
			}
			for _, body := range it.Bodies {
				t.blocks(body)
			}
		}
	case *tree.TabGroup:
		for _, tab := range b.Tabs {
			t.space()
			t.inlines(tab.Title)
			t.blocks(tab.Blocks)
		}
	case *tree.Table:
		t.table(b)
	case *tree.Figure:
		t.blocks(b.Blocks)
		t.blocks(b.Caption)
	case *tree.Details:
		t.inlines(b.Summary)
		if t.standIn != "" {
			t.own(t.standIn, b.Pos)
		}
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

// own adds words of the writer's, which may be there.
func (t *teller) own(s string, pos tree.Pos) {
	t.space()
	t.may = true
	t.add(s, pos)
	t.space()
	t.may = false
}

func (t *teller) code(b *tree.CodeBlock) {
	t.add(b.Title, b.Pos)
	t.space()
	if b.Text == "" {
		return
	}
	n := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(b.Text, "\n"), "\n") {
		if n++; !t.hiddenLines && within(b.Hidden, n) {
			continue
		}
		t.fact(CodeLines, codeLine(line), b.Pos)
		t.add(line, b.Pos)
		t.space()
	}
}

func within(ranges [][2]int, n int) bool {
	for _, r := range ranges {
		if n >= r[0] && n <= r[1] {
			return true
		}
	}
	return false
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
	for _, it := range l.Items {
		t.fact(Items, strconv.Itoa(t.depth), it.Pos)
		t.blocks(it.Blocks)
	}
	t.depth--
}

func (t *teller) table(b *tree.Table) {
	t.blocks(b.Caption)
	rows := func(rows []*tree.Row) {
		for _, r := range rows {
			for _, c := range r.Cells {
				t.fact(Cells, "", c.Pos)
				t.blocks(c.Blocks)
			}
		}
	}
	rows(b.Head)
	for _, body := range b.Bodies {
		rows(body.Rows)
	}
	rows(b.Foot)
}

func (t *teller) inlines(list []tree.Inline) {
	for _, n := range list {
		t.inline(n)
	}
}

func (t *teller) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		t.add(n.S, n.Pos)
	case *tree.Code:
		t.add(n.S, n.Pos)
	case *tree.Math:
		t.add(n.TeX, n.Pos)
	case *tree.Break:
		t.space()
	case *tree.Link:
		if !n.To.Dead() && !t.link {
			t.fact(Links, targetKey(&n.To), n.Pos)
			t.link = true
			t.inlines(n.Inlines)
			t.link = false
			return
		}
		t.inlines(n.Inlines)
	case *tree.Image:
		t.image(n)
	case *tree.NoteRef:
		t.fact(Footnotes, "reference "+strconv.Itoa(n.Note.Number), n.Pos)
	case *tree.Anchor:
	default:
		t.inlines(tree.Inlines(n))
	}
}

func (t *teller) image(n *tree.Image) {
	key := altKey(n.Alt)
	if key == "" {
		key = anyKey
	}
	t.fact(Images, key, n.Pos)
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
