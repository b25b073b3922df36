package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/icon"
	"platen/convert/tree"
)

// A token is a piece of a line. Which marks emphasis gets, and which characters are escaped, hangs on what stands beside.
type token struct {
	kind  tokenKind
	s     string // of words, markup and breaks
	tag   string // of open and close: the HTML element, em, strong or del
	mate  int    // the index of the token that closes, of one that opens
	label bool   // words of a link or an image
	mark  string // of open: the marks that were chosen; "" for the HTML element
}

type tokenKind int8

const (
	wording tokenKind = iota
	markup            // as it is
	opens
	closes
	breaks // a line end, with what stands before it
)

// A place says where inlines are printed.
type place struct {
	cell  bool // in a table of pipes
	line  bool // in one line: a heading
	item  bool // first in an item of a list
	first bool // first in the page
	label bool // in a link
	alone bool // an image would be a figure
}

// inlines returns the inlines as Markdown, lines ended by line feeds.
func (p *printer) inlines(ns []tree.Inline, at place) string {
	t := tokens{p: p, at: at}
	t.add(ns)
	t.merge()
	return t.print()
}

// tokens is a line in the making.
type tokens struct {
	p    *printer
	at   place
	list []token
	open []int // indices of tokens that open, and are not closed

	out    []byte
	counts [utf8.RuneSelf]int // of characters that mark words up

	// Of the words that are printed:
	run   run  // that was looked at last
	dot   int  // the full stop that was found last
	noDot bool // and there is none behind it
}

func (t *tokens) raw(s string) {
	if t.at.cell {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	t.list = append(t.list, token{kind: markup, s: s})
}

func (t *tokens) add(ns []tree.Inline) {
	for _, n := range ns {
		t.node(n)
	}
}

// wrapped adds inlines between two marks.
func (t *tokens) wrapped(tag string, ns []tree.Inline) {
	i := len(t.list)
	t.list = append(t.list, token{kind: opens, tag: tag})
	t.add(ns)
	t.list[i].mate = len(t.list)
	t.list = append(t.list, token{kind: closes, tag: tag, mate: i})
}

// element adds inlines in an HTML element.
func (t *tokens) element(name, attrs string, ns []tree.Inline) {
	t.raw("<" + name + attrs + ">")
	t.add(ns)
	t.raw("</" + name + ">")
}

func (t *tokens) node(n tree.Inline) {
	p := t.p
	switch n := n.(type) {
	case *tree.Text:
		t.list = append(t.list, token{kind: wording, s: n.S, label: t.at.label})
	case *tree.Emph:
		t.wrapped("em", n.Inlines)
	case *tree.Strong:
		t.wrapped("strong", n.Inlines)
	case *tree.Strike:
		t.wrapped("del", n.Inlines)
	case *tree.Sub:
		t.element("sub", "", n.Inlines)
	case *tree.Sup:
		t.element("sup", "", n.Inlines)
	case *tree.Code:
		t.code(n)
	case *tree.Link:
		t.link(n)
	case *tree.Image:
		t.image(n)
	case *tree.Break:
		t.lineEnd(n.Hard)
	case *tree.Math:
		if p.f.math == "" {
			t.code(&tree.Code{S: n.TeX})
			return
		}
		t.raw(formula(n.TeX))
	case *tree.NoteRef:
		t.noteRef(n)
	case *tree.Anchor:
		t.raw(anchor(n.ID))
	case *tree.Span:
		if name := t.icon(n); name != "" {
			t.raw(":" + name + ":")
			return
		}
		t.element("span", attributes(n.Attr), n.Inlines)
	case *tree.InlineElement:
		t.element(n.Name, attributes(n.Attr), n.Inlines)
	case *tree.RawInline:
		t.raw(n.HTML)
	default:
		panic("markdown: no case for an inline")
	}
}

// icon is the name of an icon that nothing else is said of, in the dialect of MkDocs that has names for them; else "".
func (t *tokens) icon(n *tree.Span) string {
	if t.p.f.code != "mkdocs" || n.Attr == nil || len(n.Attr.IDs()) > 0 || len(n.Attr.Classes) != 1 || len(n.Attr.Keys) != 1 || n.Attr.Classes[0] != "icon" {
		return ""
	}
	name := n.Attr.Get("data-icon")
	set, _, _ := strings.Cut(name, "-")
	if i, ok := icon.Find(name); !ok || i.Sign != tree.PlainText(n.Inlines) || set != "material" && set != "octicons" && set != "fontawesome" && set != "simple" {
		return ""
	}
	return name
}

// code adds code between as many backticks as it needs, or in its HTML element.
func (t *tokens) code(n *tree.Code) {
	if n.Role != "" || n.S == "" || strings.ContainsAny(n.S, "\n\r") || t.at.cell && strings.Contains(n.S, `\|`) {
		name := n.Role
		if name == "" {
			name = "code"
		}
		t.raw("<" + name + ">")
		if n.S != "" {
			t.list = append(t.list, token{kind: wording, s: n.S, label: t.at.label})
		}
		t.raw("</" + name + ">")
		return
	}
	mark := strings.Repeat("`", freeRun(n.S, '`', 1))
	s := n.S
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' && strings.Trim(s, " ") != "" {
		s = " " + s + " "
	}
	t.raw(mark + s + mark)
}

// freeRun returns the smallest length from least on that no run of c in s has.
func freeRun(s string, c byte, least int) int {
	var has [64]bool
	longest := 0
	for i := 0; i < len(s); i++ {
		n := 0
		for i < len(s) && s[i] == c {
			n++
			i++
		}
		if n > 0 && n < len(has) {
			has[n] = true
		}
		longest = max(longest, n)
	}
	for n := least; n < len(has); n++ {
		if !has[n] {
			return n
		}
	}
	return longest + 1
}

func (t *tokens) lineEnd(hard bool) {
	switch {
	case t.at.cell || t.at.line:
		if hard {
			t.raw("<br />")
		} else {
			t.list = append(t.list, token{kind: wording, s: " ", label: t.at.label})
		}
	case hard:
		t.list = append(t.list, token{kind: breaks, s: "\\\n"})
	default:
		t.list = append(t.list, token{kind: breaks, s: "\n"})
	}
}

func (t *tokens) noteRef(n *tree.NoteRef) {
	if t.p.f.notes {
		t.raw("[^" + t.p.label(n.Note) + "]")
		return
	}
	t.raw("<sup>" + itoa(n.Note.Number) + "</sup>")
}

// merge joins words beside each other, and counts marks.
func (t *tokens) merge() {
	at := make([]int, len(t.list)+1)
	var out []token
	for i, k := range t.list {
		if n := len(out); k.kind == wording && n > 0 && out[n-1].kind == wording && out[n-1].label == k.label {
			out[n-1].s += k.s
			at[i] = n - 1
			continue
		}
		at[i] = len(out)
		out = append(out, k)
	}
	for i := range out {
		if out[i].kind == opens || out[i].kind == closes {
			out[i].mate = at[out[i].mate]
		}
		switch out[i].kind {
		case wording, markup:
			for j := range len(out[i].s) {
				if c := out[i].s[j]; c < utf8.RuneSelf {
					t.counts[c]++
				}
			}
		case opens:
			t.counts['*'] += 2
			t.counts['_'] += 2
			t.counts['~'] += 2
		}
	}
	t.list = out
}

// first is the rune that token i begins with, as a neighbour sees it.
func (t *tokens) first(i int) rune {
	if i >= len(t.list) {
		return '\n'
	}
	switch k := t.list[i]; k.kind {
	case wording, markup:
		r, _ := utf8.DecodeRuneInString(k.s)
		return r
	case breaks:
		if k.s != "\n" {
			return '\\'
		}
		return '\n'
	}
	return '*'
}

// last is the rune that token i ends with.
func (t *tokens) last(i int) rune {
	switch k := t.list[i]; k.kind {
	case wording, markup:
		r, _ := utf8.DecodeLastRuneInString(k.s)
		return r
	case breaks:
		return '\n'
	}
	return '*'
}

func (t *tokens) print() string {
	for i := range t.list {
		switch k := &t.list[i]; k.kind {
		case wording:
			t.words(i)
		case markup:
			t.markup(i)
		case opens:
			k.mark = t.choose(i)
			t.open = append(t.open, i)
			t.mark(k.mark, "<"+k.tag+">")
		case closes:
			t.open = t.open[:len(t.open)-1]
			t.mark(t.list[k.mate].mark, "</"+k.tag+">")
		case breaks:
			if k.s != "\n" && (len(t.out) == 0 || t.out[len(t.out)-1] == '\n' || i+1 == len(t.list) || t.list[i+1].kind == breaks) {
				t.out = append(t.out, "<br />"...)
				if len(t.out) > len("<br />") && i+1 < len(t.list) && t.list[i+1].kind != breaks {
					t.out = append(t.out, '\n')
				}
				continue
			}
			if k.s == "\n" && (len(t.out) == 0 || i+1 == len(t.list) || t.out[len(t.out)-1] == '\n') {
				continue // nothing stands before it, or behind it
			}
			if k.s != "\n" && t.p.f.spaces {
				t.out = append(t.out, "  \n"...)
				continue
			}
			t.out = append(t.out, k.s...)
		}
	}
	return string(t.out)
}

// markup prints a token as it is. One that would begin a block at the beginning of a line is kept from it.
func (t *tokens) markup(i int) {
	s := t.list[i].s
	if s == "[" && len(t.out) > 0 && t.out[len(t.out)-1] == '!' && (i == 0 || t.list[i-1].kind == wording) {
		t.out = append(t.out[:len(t.out)-1], `\!`...)
	}
	t.out = append(t.out, s...)
}

func (t *tokens) mark(mark, element string) {
	if mark == "" {
		mark = element
	}
	t.out = append(t.out, mark...)
}

// choose returns the marks of emphasis whose opening token is i: those that read as such where they stand, or none.
func (t *tokens) choose(i int) string {
	k := &t.list[i]
	var marks []string
	switch {
	case k.tag == "em":
		marks = []string{"*", "_"}
	case k.tag == "strong":
		marks = []string{"**", "__"}
	case t.p.f.strike:
		marks = []string{"~~"}
	}
	if k.mate == i+1 {
		return ""
	}
	prev := rune('\n')
	if len(t.out) > 0 {
		prev, _ = utf8.DecodeLastRune(t.out)
	}
	head, tail, next := t.first(i+1), t.last(k.mate-1), t.first(k.mate+1)
	if n := t.chain(i); n > 0 {
		head, tail = t.first(i+n+1), t.last(k.mate-n-1)
		if k.mate == i+2*n+1 {
			return ""
		}
	}
	if i > 0 && t.chain(i-1) > 0 && t.list[i-1].mark != "" && t.list[i-1].mark[0] == '*' {
		return "**"
	}
	for _, m := range marks {
		c := rune(m[0])
		if !leftFlanking(prev, head) || !leftFlanking(next, tail) { // the same rule from the other side
			continue
		}
		if t.touches(i-1, m[0]) || t.touches(k.mate+1, m[0]) && !t.apartFrom(i, m) || t.list[i+1].kind == wording && head == c && t.list[i+1].s == "" {
			continue
		}
		within := false
		for _, o := range t.open {
			within = within || t.list[o].mark != "" && t.list[o].mark[0] == m[0]
		}
		if c == '_' && (isWordRune(prev) || isWordRune(next)) {
			continue
		}
		if within && !t.apartFrom(i, m) && (c != '*' || !outside(prev) || !outside(next) || t.list[i-1].kind == opens || t.kindAt(k.mate+1) == closes) {
			continue
		}
		return m
	}
	return ""
}

// apartFrom reports whether the marks are told from those of the emphasis around, the only one, by their number.
func (t *tokens) apartFrom(i int, mark string) bool {
	return len(t.open) == 1 && t.open[0] < i-1 && len(t.list[t.open[0]].mark) != len(mark)
}

// chain returns how many strong emphases, one in the other, are all that emphasis that begins at i holds: 1 for ***words***,
// 2 for ******words******. Plain emphasis inside of them would be read as the outermost one: then it is 0.
func (t *tokens) chain(i int) int {
	n := 0
	for j := i; t.list[j].kind == opens && t.list[j+1].kind == opens && t.list[j+1].mate == t.list[j].mate-1; j++ {
		if t.list[j].tag == "del" || t.list[j+1].tag == "del" {
			break
		}
		if t.list[j+1].tag == "em" {
			return 0
		}
		n++
	}
	return n
}

func (t *tokens) kindAt(i int) tokenKind {
	if i >= len(t.list) {
		return breaks
	}
	return t.list[i].kind
}

// touches reports whether the token at i is a mark of that character, or may become one.
func (t *tokens) touches(i int, c byte) bool {
	if i < 0 || i >= len(t.list) {
		return false
	}
	switch k := &t.list[i]; k.kind {
	case opens:
		if i < len(t.list) && k.mark != "" {
			return k.mark[0] == c
		}
		return false
	case closes:
		if m := t.list[k.mate].mark; m != "" {
			return m[0] == c
		}
	}
	return false
}

// outside reports whether a rune is white space or punctuation.
func outside(r rune) bool { return unicode.IsSpace(r) || isPunctRune(r) }

// leftFlanking reports whether marks between prev and next can open emphasis. (CommonMark 0.31.2, 6.2)
func leftFlanking(prev, next rune) bool {
	return !unicode.IsSpace(next) && (!isPunctRune(next) || unicode.IsSpace(prev) || isPunctRune(prev))
}

func isPunctRune(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func isWordRune(r rune) bool { return !unicode.IsSpace(r) && !isPunctRune(r) }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
