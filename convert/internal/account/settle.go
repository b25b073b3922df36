package account

import (
	"regexp"
	"slices"
	"strings"

	"platen/convert/tree"
)

// definitions adds the addresses of definitions that a label refers to; one that nothing refers to is dropped on purpose.
func (x *scan) definitions(b *bag) {
	met := map[string]bool{}
	x.describe(b)
	defined := map[string]bool{}
	for _, d := range x.defs {
		defined[d.label] = true
	}
	for _, l := range x.labels {
		switch {
		case defined[l.label]:
		case strings.Contains(l.label, ".") && !strings.Contains(l.label, " "):
			x.drop("names of things in code")
		default:
			x.items = append(x.items, l.words...)
		}
	}
	for _, d := range x.defs {
		switch {
		case met[d.label]:
			x.drop("second definitions")
		case !x.uses[d.label]:
			x.drop("definitions that nothing refers to")
		case d.addr.s != "":
			x.items = append(x.items, d.addr)
			if b.address[address(d.addr.s)] > 0 {
				x.items = append(x.items, d.title...)
			}
		}
		met[d.label] = true
	}
}

// standIns are descriptions that a program wrote where there was none.
var standIns = regexp.MustCompile(`^\\?\[?Image NOT FOUND\\?\]?$`)

// describe takes the descriptions of images away that are left out: of one that is the same for dark screens, and what
// stands in for a description.
func (x *scan) describe(b *bag) {
	for _, p := range x.pics {
		addr := p.addr
		for _, d := range x.defs {
			if addr == "" && d.label == p.label {
				addr = d.addr.s
			}
		}
		text, _ := x.between(p.from, p.to)
		switch {
		case b.dark[address(addr)]:
			x.drop("descriptions of images for dark screens")
		case standIns.MatchString(text):
			x.drop("stand-ins for descriptions")
		default:
			continue
		}
		x.items = slices.DeleteFunc(x.items, func(it item) bool { return it.kind == Words && it.pos >= p.from && it.pos < p.to })
	}
}

// between is the text of a range.
func (x *scan) between(from, to tree.Pos) (string, bool) {
	for _, s := range x.page0.Sources {
		if s.Base <= from && int(to-s.Base) <= len(s.Text) {
			return s.Text[from-s.Base : to-s.Base], true
		}
	}
	return "", false
}

// missing returns the words that the tree has fewer of. Of a word that stands in several places the ones are taken around
// which most is missing.
func (x *scan) missing(b *bag) []*item {
	places := map[string][]int{}
	for i := range x.items {
		if it := &x.items[i]; it.kind == Words && !it.free {
			places[it.s] = append(places[it.s], i)
		}
	}
	short := map[string]int{}
	for w, list := range places {
		n := len(list) - b.words[w]
		if n > 0 {
			n -= b.kinds[strings.ToLower(w)] // the word that makes a note is its kind
		}
		if n > 0 {
			short[w] = n
		}
	}
	near := func(i int) (n int) {
		for k := max(i-3, 0); k < min(i+4, len(x.items)); k++ {
			if short[x.items[k].s] > 0 {
				n++
			}
		}
		return n
	}
	var out []*item
	for w, n := range short {
		list := places[w]
		slices.SortStableFunc(list, func(i, j int) int { return near(j) - near(i) })
		for _, i := range list[:n] {
			out = append(out, &x.items[i])
		}
	}
	return out
}

// shown takes those out of a list that stand in the tree's text as they are written: a form that the dialect does not know.
func (x *scan) shown(b *bag, items []*item) []*item {
	return slices.DeleteFunc(items, func(it *item) bool {
		if it.kind == Words {
			return false
		}
		line, _ := x.page0.Line(it.pos)
		s := squeeze(strings.TrimLeft(line, " \t>-*+#"))
		return s != "" && strings.Contains(b.text, s)
	})
}
