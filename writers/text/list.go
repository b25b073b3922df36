package text

import (
	"strconv"

	"platen/convert/tree"
)

// list prints a list, its items hung behind their markers.
func (p *printer) list(b *tree.List) {
	hang := 2
	if b.Ordered {
		for i := range b.Items {
			hang = max(hang, len(marker(b, i))+1)
		}
	}
	gap := !b.Tight
	for i, it := range b.Items {
		if i > 0 && (gap || apart(b.Items[i-1])) {
			p.wantGap()
		}
		s := "-"
		if b.Ordered {
			s = marker(b, i)
		}
		h := hang
		switch {
		case it.Task != tree.NoTask && b.Ordered:
			s += [...]string{"", " [ ]", " [x]"}[it.Task]
			h += 4
		case it.Task != tree.NoTask:
			s, h = [...]string{"", "[ ]", "[x]"}[it.Task], 4
		}
		m := p.push(s+" ", h)
		p.blocks(it.Blocks)
		p.pop(m)
	}
}

// apart reports whether an item of a tight list holds a blank line, so that the next one needs one before it.
func apart(it *tree.ListItem) bool {
	for i, b := range it.Blocks {
		if i > 0 && !touches(it.Blocks[i-1], b) {
			return true
		}
		if l, ok := b.(*tree.List); ok {
			for _, it := range l.Items {
				if !l.Tight || apart(it) {
					return true
				}
			}
		}
	}
	return false
}

// marker returns the number of an item.
func marker(b *tree.List, i int) string {
	n := b.Start + i
	switch b.Style {
	case tree.LowerAlpha, tree.UpperAlpha:
		if s := alpha(n); s != "" {
			if b.Style == tree.UpperAlpha {
				s = upper(s)
			}
			return s + "."
		}
	case tree.LowerRoman, tree.UpperRoman:
		if s := roman(n); s != "" {
			if b.Style == tree.UpperRoman {
				s = upper(s)
			}
			return s + "."
		}
	}
	return strconv.Itoa(n) + "."
}

func upper(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] -= 'a' - 'A'
	}
	return string(b)
}

// alpha returns n in letters, a to z, aa to zz …; "" when n has none.
func alpha(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// roman returns n as a Roman number; "" when n has none.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	s := ""
	for _, d := range [...]struct {
		n int
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.n; n -= d.n {
			s += d.s
		}
	}
	return s
}
