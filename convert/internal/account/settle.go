package account

import (
	"strings"

	"platen/convert/tree"
)

// definitions adds the addresses of definitions that a label refers to; one that nothing refers to is dropped on purpose.
func (x *scan) definitions(b *bag) {
	met := map[string]bool{}
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

// missing returns the words of prose that the tree has fewer of, each at the place where most around it is missing too.
func (x *scan) missing(b *bag, byWord map[string][]*item) []*item {
	var out []*item
	for w, list := range byWord {
		if n := len(list) - b.words[w]; n > 0 {
			out = append(out, list[len(list)-n:]...)
		}
	}
	return out
}

// meant takes those out of a list that are in the tree in another form: the line that they stand on is in its text as it is
// written, as in a dialect that knows the form not, or the word is one with its neighbour.
func (x *scan) meant(b *bag, items []*item) []*item {
	out := items[:0]
	for _, it := range items {
		line, at := x.page0.Line(it.pos)
		if at > len(line) || line == "" {
			out = append(out, it)
			continue
		}
		if s := squeeze(strings.TrimLeft(line, " \t>-*+#")); s != "" && strings.Contains(b.text, s) && it.kind != Words {
			continue
		}
		if it.kind == Words && around(b, line, at, it.s) {
			continue
		}
		out = append(out, it)
	}
	return out
}

// around reports whether a word is in the tree's text together with the signs beside it, or as part of a longer word.
func around(b *bag, line string, at int, w string) bool {
	return false
}

var _ tree.Pos
