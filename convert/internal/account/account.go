package account

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platen/convert/tree"
)

// Kinds of what is counted.
const (
	Words  = iota // runs of letters and digits, in prose and in code
	Links         // addresses of links
	Images        // addresses of images
	Code          // lines of code in fences, and pieces of code in prose
	Kinds
)

// A Sum counts what a text has of one kind, and what of it the tree lacks.
type Sum struct{ Source, Lost int }

// Sums are what became of pages.
type Sums struct {
	Pages   int
	Of      [Kinds]Sum
	Dropped map[string]int // what was left out on purpose, by its name
}

// Add adds the sums of another page.
func (s *Sums) Add(t *Sums) {
	s.Pages += t.Pages
	for k := range s.Of {
		s.Of[k].Source += t.Of[k].Source
		s.Of[k].Lost += t.Of[k].Lost
	}
	for name, n := range t.Dropped {
		s.drop(name, n)
	}
}

func (s *Sums) drop(name string, n int) {
	if s.Dropped == nil {
		s.Dropped = map[string]int{}
	}
	s.Dropped[name] += n
}

// An item is a thing of the text that the tree has to have.
type item struct {
	kind int8
	free bool // of a field: the tree may have it anywhere, as an attribute or in an address, and once for several
	part bool // code in a line of prose: looked for and not counted, as outputs count lines
	s    string
	pos  tree.Pos
}

// Check compares a page with its text. raw are the bytes of its file, the texts of included files are in the page. It has to
// be called before anything is left out of the page. Losses of one kind and page are one finding.
func Check(p *tree.Page, raw []byte, report func(tree.Diag)) *Sums {
	s := &Sums{Pages: 1}
	if len(p.Sources) == 0 {
		return s
	}
	x := newScan(p, s)
	x.page(string(raw))
	b := bagOf(p)
	if d, ok := decodingLoss(p, string(raw)); ok {
		report(d)
	}
	x.definitions(b)
	var lost [Kinds][]*item
	for i := range x.items {
		it := &x.items[i]
		if !it.part {
			s.Of[it.kind].Source++
		}
		switch {
		case it.kind == Words && it.free:
			if b.words[it.s] == 0 && !b.hasLoose(it.s) {
				lost[Words] = append(lost[Words], it)
			}
		case it.kind == Words: // by number, below
		case it.kind == Code:
			if !b.hasCode(it.s) {
				lost[Code] = append(lost[Code], it)
			}
		case !b.takeAddress(it.s):
			lost[it.kind] = append(lost[it.kind], it)
		}
	}
	lost[Words] = append(lost[Words], x.missing(b)...)
	for k, items := range lost {
		if items = x.shown(b, items); len(items) > 0 {
			slices.SortStableFunc(items, func(a, b *item) int { return cmp.Or(cmp.Compare(a.pos, b.pos), strings.Compare(a.s, b.s)) })
			s.Of[k].Lost = len(items)
			report(finding(p, k, items))
		}
	}
	return s
}

// names are what is lost, one and many.
var names = [Kinds][2]string{{"word", "words"}, {"link", "links"}, {"image", "images"}, {"line of code", "lines of code"}}

// finding says what is lost: the first place, the first few, and how many there are.
func finding(p *tree.Page, kind int, items []*item) tree.Diag {
	what := names[kind][1]
	if len(items) == 1 {
		what = names[kind][0]
	}
	var shown []string
	for _, it := range items[:min(len(items), 4)] {
		shown = append(shown, shorten(it.s))
	}
	more := ""
	if n := len(items) - len(shown); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return tree.Diag{Page: p, Pos: items[0].pos, Severity: tree.Error, Code: tree.SourceLost,
		Msg: fmt.Sprintf("%d %s of the page did not get into the tree: %q%s", len(items), what, strings.Join(shown, " "), more)}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
