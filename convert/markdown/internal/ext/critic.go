package ext

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
)

var Critic = build.Extension{
	Name: "critic", Doc: "Critic Markup: {++added++} {--deleted--} {~~old~>new~~} {==marked==} {>>comment<<}",
	Parsers: func(p *build.Parsers) { p.Inline(150, criticParser{}) },
}

var kindEdit = ast.NewNodeKind("Edit")

// edit is an edge of an edited place: it stands for tags.
type edit struct {
	ast.BaseInline
	tags []string
}

func (n *edit) Kind() ast.NodeKind { return kindEdit }

// Build opens and closes the elements.
func (n *edit) Build(b *build.Builder) {
	if n.tags[0] == commentTag && !b.BlankBefore() {
		b.Text(" ", n.Pos()) // its words do not join the word before
	}
	for _, tag := range n.tags {
		b.Tag(tag, n.Pos())
	}
}

func (n *edit) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// A criticMark is a form of Critic Markup, and what its edges mean.
type criticMark struct {
	open, close     string
	openTag, endTag string
}

// commentTag stands for the beginning of a comment.
const commentTag = `<span class="comment">`

func criticMarks() []criticMark {
	return []criticMark{
		{"{++", "++}", "<ins>", "</ins>"},
		{"{--", "--}", "<del>", "</del>"},
		{"{~~", "~~}", "<del>", "</ins>"},
		{"{==", "==}", "<mark>", "</mark>"},
		{"{>>", "<<}", commentTag, "</span>"},
	}
}

// criticParser reads {++added++}, {--deleted--}, {~~old~>new~~}, {==marked==} and {>>a comment<<}. Both edges are in
// one paragraph; an edge without the other is text.
type criticParser struct{}

func (criticParser) Trigger() []byte { return []byte("{+-~=<") }

// An openEdit is an edit whose end was seen ahead.
type openEdit struct {
	end  int // offset of its end mark in the page
	mark criticMark
}

// criticState is what the parser knows of the paragraph that it is in.
type criticState struct {
	parent ast.Node
	open   []openEdit
	none   map[string]int // by end mark: it does not come before this offset
}

var criticKey = parser.NewContextKey()

func (criticParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 {
		return nil
	}
	st, _ := pc.Get(criticKey).(*criticState)
	if st == nil || st.parent != parent {
		st = &criticState{parent: parent, none: map[string]int{}}
		pc.Set(criticKey, st)
	}
	at := segment.Start
	emit := func(size int, tags ...string) ast.Node {
		n := &edit{tags: tags}
		n.SetPos(at)
		block.Advance(size)
		return n
	}
	if k := len(st.open) - 1; k >= 0 {
		m := st.open[k].mark
		switch {
		case at == st.open[k].end:
			st.open = st.open[:k]
			return emit(3, m.endTag)
		case m.open == "{~~" && bytes.HasPrefix(line, []byte("~>")):
			return emit(2, "</del>", "<ins>")
		}
	}
	if line[0] != '{' {
		return nil
	}
	for _, m := range criticMarks() {
		if !bytes.HasPrefix(line, []byte(m.open)) || st.has(m) {
			continue
		}
		limit := maxOffset
		if k := len(st.open) - 1; k >= 0 {
			limit = st.open[k].end
		}
		if limit <= st.none[m.close] {
			return nil
		}
		end := endMark(block, m, limit)
		if end < 0 {
			st.none[m.close] = limit
			return nil
		}
		st.open = append(st.open, openEdit{end, m})
		return emit(3, m.openTag)
	}
	return nil
}

// maxOffset is more than any offset in a page.
const maxOffset = 1 << 40

// has reports whether an edit of the kind is open: they do not nest.
func (st *criticState) has(m criticMark) bool {
	for _, o := range st.open {
		if o.mark.open == m.open {
			return true
		}
	}
	return false
}

// endMark finds the first end mark in the rest of the paragraph, before limit.
func endMark(block text.Reader, m criticMark, limit int) int {
	row, pos := block.Position()
	defer block.SetPosition(row, pos)
	block.Advance(3)
	change := m.open != "{~~"
	for {
		line, segment := block.PeekLine()
		if line == nil || segment.Start >= limit {
			return -1
		}
		if !change {
			change = bytes.Contains(line, []byte("~>"))
		}
		if i := bytes.Index(line, []byte(m.close)); i >= 0 {
			if !change || segment.Start+i >= limit {
				return -1
			}
			return segment.Start + i
		}
		block.AdvanceLine()
	}
}
