package formula

import (
	"strings"
	"unicode/utf8"
)

// script writes a superscript or subscript: small where there are signs for it, else behind a mark.
func (l *liner) script(n *node, table, mark string) string {
	s := l.text(n)
	if s == "" {
		return ""
	}
	if t, ok := small(s, table); ok {
		return t
	}
	if utf8.RuneCountInString(s) > 1 && !enclosed(s) {
		s = "(" + s + ")"
	}
	return mark + s
}

// enclosed reports whether s stands in brackets of its own.
func enclosed(s string) bool {
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1
}

func (l *liner) scripts(n *node) string {
	base := unwrap(n.Children[0])
	var up, down *node
	switch n.Name {
	case "msup", "mover":
		up = n.Children[1]
	case "msub", "munder":
		down = n.Children[1]
	default:
		down, up = n.Children[1], n.Children[2]
	}
	sum := isLarge(base) && base.Name != "mmultiscripts" || base.Name == "mo" || base.Name == "mi" && utf8.RuneCountInString(words(base)) > 1
	if strings.HasPrefix(n.Name, "mu") || n.Name == "mover" {
		if s, ok := l.accent(n.Name, base, up, down); ok {
			return s
		}
		if !sum && !limits(base) && !braced(base) {
			return l.stacked(n.Children[0], down, up)
		}
	}
	s := strings.TrimSpace(l.node(n.Children[0]))
	if !sum && s != "" && !braced(base) && !single(n.Children[0]) && !isName(n.Children[0]) && !isBar(last(n.Children[0])) {
		s = "(" + s + ")"
	}
	if s == "" && up != nil && down != nil { // before a sign
		return l.script(up, raised, "^") + l.script(down, lowered, "_")
	}
	if down != nil {
		s += l.script(down, lowered, "_")
	}
	if up != nil {
		s += l.script(up, raised, "^")
	}
	if base.Name == "mo" && strings.ContainsRune(relations, []rune(words(base) + " ")[0]) {
		return " " + s + " "
	}
	return s
}

// stacked writes what has something above or below it. (Unicode Technical Note 28, 3.4)
func (l *liner) stacked(base, down, up *node) string {
	s := l.bracketed(base)
	if s == "" {
		return l.fail()
	}
	if down != nil {
		s += "┬" + l.bracketed(down)
	}
	if up != nil {
		s += "┴" + l.bracketed(up)
	}
	return s
}

// braces are those above and below a part of a formula.
const braces = "⏞⏟⏜⏝⎴⎵"

// braced reports whether n is a part of a formula with a brace above or below it.
func braced(n *node) bool {
	n = unwrap(n)
	return (n.Name == "munder" || n.Name == "mover") && unwrap(n.Children[1]).Name == "mo" && strings.ContainsRune(braces, last(n.Children[1]))
}

// limits reports whether scripts below and above n are those of an operator: \operatorname*{arg\,max}_x.
func limits(n *node) bool {
	n = unwrap(n)
	if n.Name != "mrow" {
		return n.Name == "mtext" || n.Name == "mi" && utf8.RuneCountInString(words(n)) > 1
	}
	for _, k := range n.Children {
		if k = unwrap(k); k.Name != "mspace" && !limits(k) && k.Name != "mo" {
			return false
		}
	}
	return len(n.Children) > 0
}

// accent writes a letter with a mark above or below it.
func (l *liner) accent(kind string, base, up, down *node) (string, bool) {
	mark := up
	if kind == "munder" {
		mark = down
	}
	if kind == "munderover" || unwrap(mark).Name != "mo" {
		return "", false
	}
	sign := words(unwrap(mark))
	s := l.text(base)
	if s != "" && braced(&node{Name: kind, Children: []*node{base, mark}}) { // (Unicode Technical Note 28, 3.11)
		return sign + "(" + s + ")", true
	}
	one := utf8.RuneCountInString(s) == 1
	if kind == "munder" {
		if strings.Contains("_¯–―‾-−ˉ", sign) && s != "" {
			if utf8.RuneCountInString(s) > 12 || strings.ContainsAny(s, " /") {
				return "underline(" + s + ")", true
			}
			return each(s, "\u0332"), true
		}
		return "", false
	}
	c := accents[sign]
	switch {
	case c == "" || s == "":
	case one:
		return s + c, true
	case c == "\u0304" && utf8.RuneCountInString(s) <= 12 && !strings.ContainsAny(s, " /"):
		return each(s, "\u0305"), true
	case c == "\u0304":
		return "overline(" + s + ")", true
	case c == "\u0302":
		return "hat(" + s + ")", true
	case c == "\u0303":
		return "tilde(" + s + ")", true
	case c == "\u20d7":
		return "vec(" + s + ")", true
	}
	return "", false
}

// each puts a combining mark behind every sign.
func each(s, mark string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
		b.WriteString(mark)
	}
	return b.String()
}

// multiscripts writes scripts before and behind a sign: in small forms where all have one, else large.
func (l *liner) multiscripts(n *node, large bool) string {
	var before, after string
	to := &after
	for i, k := range n.Children[1:] {
		if k.Name == "mprescripts" {
			to = &before
			continue
		}
		s := l.text(k)
		if s == "" {
			continue
		}
		table, mark := lowered, "_"
		if (i%2 == 1) != (to == &before) {
			table, mark = raised, "^"
		}
		if large {
			*to += mark + l.bracketed(k)
			continue
		}
		t, ok := small(s, table)
		if !ok {
			return l.multiscripts(n, true)
		}
		if table == raised {
			*to = t + *to
		} else {
			*to += t
		}
	}
	if large && before != "" { // (Unicode Technical Note 28, 3.1)
		before = "(" + before + ")"
	}
	return before + l.text(n.Children[0]) + after
}
