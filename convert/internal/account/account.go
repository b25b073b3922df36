package account

import (
	"fmt"
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
	loud bool // of prose that no form of syntax is near
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
	byWord := map[string][]*item{}
	for i := range x.items {
		it := &x.items[i]
		s.Of[it.kind].Source++
		switch {
		case it.kind == Words && it.free:
			if b.words[it.s] == 0 && !b.hasLoose(it.s) {
				lost[Words] = append(lost[Words], it)
			}
		case it.kind == Words:
			byWord[it.s] = append(byWord[it.s], it)
		case it.kind == Code:
			if !b.hasCode(it.s) {
				lost[Code] = append(lost[Code], it)
			}
		case !b.takeAddress(it.s):
			lost[it.kind] = append(lost[it.kind], it)
		}
	}
	lost[Words] = append(lost[Words], x.missing(b, byWord)...)
	for k, items := range lost {
		if items = x.meant(b, items); len(items) > 0 {
			s.Of[k].Lost = len(items)
			report(finding(p, k, items))
		}
	}
	return s
}

// one and many name what is lost.
var names = [Kinds][2]string{{"word", "words"}, {"link", "links"}, {"image", "images"}, {"line of code", "lines of code"}}

// finding says what is lost: the first places, and how many there are.
func finding(p *tree.Page, kind int, items []*item) tree.Diag {
	first := items[0]
	for _, it := range items {
		if it.pos < first.pos {
			first = it
		}
	}
	what := names[kind][1]
	if len(items) == 1 {
		what = names[kind][0]
	}
	shown := []string{shorten(first.s)}
	for _, it := range items {
		if it != first && len(shown) < 4 {
			shown = append(shown, shorten(it.s))
		}
	}
	more := ""
	if n := len(items) - len(shown); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return tree.Diag{Page: p, Pos: first.pos, Severity: tree.Error, Code: tree.SourceLost,
		Msg: fmt.Sprintf("%d %s of the page did not get into the tree: %q%s", len(items), what, strings.Join(shown, " "), more)}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
