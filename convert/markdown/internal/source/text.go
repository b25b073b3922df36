package source

import (
	"sort"
	"strings"

	"platen/convert/markdown/internal/limit"
	"platen/convert/tree"
)

// A Text is a page's text before it is parsed. Extensions that read it as a whole cut metadata off its top and put
// other files in.
type Text struct {
	Page     *tree.Page
	Read     func(path string) ([]byte, error) // a file by its path below the source root; nil: there are none
	Above    func(path string) bool            // whether Read has a file above the source root; nil: it has none
	Limits   *limit.Limits
	Settings Settings
	Report   func(p tree.Pos, sev tree.Severity, code tree.DiagCode, msg, hint string)
	Clean    func(string) string // without what no output can hold

	text   string
	base   int     // where text begins in the page's own text, as long as that is all that is in it
	pieces []Piece // where the text comes from, once others are in it
	out    strings.Builder
	next   tree.Pos // base of the next source
	files  map[string]*included
	inCode bool // what is being included stands in a code fence
	work   int  // bytes looked at, of files as often as they are included
}

// A Piece is a run of the text that is parsed, and where it comes from.
type Piece struct {
	Offset int // in the text that is parsed
	Pos    tree.Pos
}

// Take sets the text of the page, which is its first source.
func (x *Text) Take(text string) {
	x.text, x.next, x.files = text, tree.Pos(len(text))+2, map[string]*included{}
}

// Text returns what is left to parse, where it begins in the page's own text, and where it comes from once other files
// are in it.
func (x *Text) Text() (text string, base int, pieces []Piece) { return x.text, x.base, x.pieces }

// cut takes n bytes off the top.
func (x *Text) cut(n int) {
	x.base += n
	x.text = x.text[n:]
}

// rewrite replaces the text by what pass makes of it. A text that was rewritten before has positions of its own for the
// time, below which nothing else lies.
func (x *Text) rewrite(pass func(page *included)) {
	page := included{name: x.Page.Path, text: x.text, base: tree.Pos(x.base + 1), split: new([]string)}
	before := x.pieces
	if before != nil {
		page.base = x.next
		x.next += tree.Pos(len(x.text)) + 1
		report := x.Report
		defer func() { x.Report = report }()
		x.Report = func(p tree.Pos, sev tree.Severity, code tree.DiagCode, msg, hint string) {
			if at := p - page.base; at >= 0 && int(at) <= len(page.text) {
				p = PieceAt(before, int(at))
			}
			report(p, sev, code, msg, hint)
		}
	}
	x.pieces = []Piece{}
	x.out.Reset()
	pass(&page)
	if before != nil {
		x.pieces = through(x.pieces, x.out.Len(), page.base, len(page.text), before)
	}
	x.text = x.out.String()
}

// through returns pieces of a text of some size with those that lie in a text at base, itself made of pieces, resolved.
func through(pieces []Piece, size int, base tree.Pos, length int, before []Piece) []Piece {
	out := make([]Piece, 0, len(pieces))
	for i, p := range pieces {
		at := int(p.Pos - base)
		if at < 0 || at > length {
			out = append(out, p)
			continue
		}
		end := size
		if i+1 < len(pieces) {
			end = pieces[i+1].Offset
		}
		out = append(out, Piece{p.Offset, PieceAt(before, at)})
		for k := sort.Search(len(before), func(k int) bool { return before[k].Offset > at }); k < len(before) && before[k].Offset < at+end-p.Offset; k++ {
			out = append(out, Piece{p.Offset + before[k].Offset - at, before[k].Pos})
		}
	}
	return out
}

// emit adds a string that stands at a position.
func (x *Text) emit(s string, at tree.Pos) {
	if s == "" {
		return
	}
	if n := len(x.pieces); n == 0 || x.pieces[n-1].Pos+tree.Pos(x.out.Len()-x.pieces[n-1].Offset) != at {
		x.pieces = append(x.pieces, Piece{x.out.Len(), at})
	}
	x.out.WriteString(s)
	if most := x.Limits.PageBytes; x.out.Len() > most {
		panic(&limit.Error{Limit: "limit-page-bytes", Value: most, What: "a page that grows by what it includes"})
	}
}

// PieceAt is the position of an offset of a text that was put together.
func PieceAt(pieces []Piece, offset int) tree.Pos {
	i := sort.Search(len(pieces), func(i int) bool { return pieces[i].Offset > offset }) - 1
	if i < 0 {
		return 0
	}
	p := pieces[i]
	return p.Pos + tree.Pos(offset-p.Offset)
}
