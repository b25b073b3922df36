package account

import (
	"html"
	"regexp"
	"strings"

	"platen/convert/tree"
)

// A scan reads one page's text, and the files that it includes.
type scan struct {
	page0  *tree.Page
	sums   *Sums
	items  []item
	defs   []definition
	uses   map[string]bool // labels that a bracket has
	labels []labelled
	pics   []picture
	closed map[string]bool // names of elements that have an end tag; nil before one is asked for
	files  map[string]*tree.Source
	depth  int

	// of the text that is read now
	blockTo int // where the block ends that code was found in last
	src     string
	base    tree.Pos
	mdx     bool
	i       int
	// fences whose content is prose, the innermost last
	fences []string
	opens  []int // brackets that are open
}

// A definition is [label]: address "title".
type definition struct {
	label string
	addr  item
	title []item
}

// A picture is the description of an image.
type picture struct {
	label, addr string // one of them
	from, to    tree.Pos
}

// A labelled is what stands in the brackets behind words: a label, or text when nothing defines it.
type labelled struct {
	label string
	words []item
}

func newScan(p *tree.Page, s *Sums) *scan {
	x := &scan{page0: p, sums: s, uses: map[string]bool{}, files: map[string]*tree.Source{}}
	for i := range p.Sources {
		if i > 0 {
			x.files[p.Sources[i].Path] = &p.Sources[i]
		}
	}
	return x
}

// page reads the page's own text.
func (x *scan) page(raw string) {
	s := x.page0.Sources[0]
	x.begin(s.Text, s.Base, s.Path)
	x.frontMatter()
	x.run()
}

func (x *scan) begin(text string, base tree.Pos, path string) {
	x.src, x.base, x.i = text, base, 0
	x.mdx = strings.HasSuffix(strings.ToLower(path), ".mdx")
	x.fences, x.opens, x.blockTo = nil, nil, 0
}

// put adds the words of a piece of text at an offset.
func (x *scan) put(s string, at int, free bool) {
	eachWord(s, func(w string, i int) {
		x.items = append(x.items, item{kind: Words, free: free, s: w, pos: x.base + tree.Pos(at+i)})
	})
}

// code adds a line of code, or a piece of it in prose.
func (x *scan) code(s string, at int) {
	done := 0
	for _, m := range filledIn.FindAllStringIndex(s, -1) { // a program may have filled it in
		x.put(s[done:m[0]], at+done, false)
		done = m[1]
	}
	x.put(s[done:], at+done, false)
	if strings.TrimSpace(s) != "" {
		x.items = append(x.items, item{kind: Code, s: s, pos: x.base + tree.Pos(at)})
	}
}

// filledIn is a form of templates, which are filled in in code too.
var filledIn = regexp.MustCompile(`\{\{.*?\}\}|\{%.*?%\}`)

func (x *scan) link(kind int8, addr string, at int) {
	addr = strings.TrimSpace(addr)
	if addr == "" || addr[0] == '#' && len(addr) == 1 || templated(addr) {
		return
	}
	x.items = append(x.items, item{kind: kind, s: addr, pos: x.base + tree.Pos(at)})
}

// templated reports whether an address is made by a program of the site.
func templated(s string) bool {
	return strings.Contains(s, "{{") || strings.Contains(s, "{%") || strings.HasPrefix(s, "{") || strings.Contains(s, "<%") || strings.Contains(s, "${")
}

func (x *scan) drop(name string) { x.sums.drop(name, 1) }

// rest is the text from here on.
func (x *scan) rest() string { return x.src[x.i:] }

// lineEnd is where the line of an offset ends, before its line end.
func (x *scan) lineEnd(at int) int {
	if n := strings.IndexByte(x.src[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(x.src)
}

// next is where the line behind an offset's begins.
func (x *scan) next(at int) int { return min(len(x.src), x.lineEnd(at)+1) }

var metaEnd = map[string]*regexp.Regexp{
	"---": regexp.MustCompile(`(?m)^(---|\.\.\.)[ \t]*$`),
	"+++": regexp.MustCompile(`(?m)^\+\+\+[ \t]*$`),
	";;;": regexp.MustCompile(`(?m)^;;;[ \t]*$`),
}

// frontMatter passes over metadata at the top.
func (x *scan) frontMatter() {
	x.i = len(x.src) - len(strings.TrimLeft(x.rest(), "\n\ufeff"))
	line := strings.TrimRight(x.src[x.i:x.lineEnd(x.i)], " \t")
	if end := metaEnd[line]; end != nil {
		from := x.next(x.i)
		if m := end.FindStringIndex(x.src[from:]); m != nil && strings.TrimSpace(firstLine(x.src[from:])) != "" {
			x.i = x.next(from + m[0])
			x.drop("metadata")
		}
		return
	}
	for strings.HasPrefix(x.rest(), "% ") || strings.HasPrefix(x.rest(), "%\n") { // pandoc's title block
		x.i = x.next(x.i)
		for strings.HasPrefix(x.rest(), " ") {
			x.i = x.next(x.i)
		}
		x.drop("metadata")
	}
	if m := looseMeta.FindString(x.rest()); m != "" {
		x.put(m, x.i, true)
	}
}

// looseMeta is metadata without lines around it (MultiMarkdown, MkDocs).
var looseMeta = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_-]*:[ \t].*\n)+\n`)

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// run reads blocks to the end.
func (x *scan) run() {
	for x.i < len(x.src) {
		if x.block() {
			continue
		}
		x.prose()
	}
}

// prose reads inlines up to the end of the line, or behind it where something is open over it.
func (x *scan) prose() {
	for x.i < len(x.src) {
		c := x.src[x.i]
		if c == '\n' {
			x.i++
			return
		}
		if !x.inline(c) {
			x.i++
		}
	}
}

// inline reads what begins here. A run of letters is words.
func (x *scan) inline(c byte) bool {
	switch {
	case isAlnum(c) || c >= 0x80:
		j := x.i + 1
		for j < len(x.src) && (isAlnum(x.src[j]) || x.src[j] >= 0x80) {
			j++
		}
		x.words(j)
		return true
	case c == '\\' && x.i+1 < len(x.src) && isPunct(x.src[x.i+1]):
		x.i += 2
		return true
	case c == '`':
		return x.codeSpan()
	case c == '<':
		return x.angle()
	case c == '&':
		return x.entity()
	case c == '[':
		return x.bracket()
	case c == ']':
		return x.bracketEnd()
	case c == '{':
		return x.brace()
	case c == ':':
		return x.colon()
	case c == '(':
		if m := signForm.FindString(x.rest()); m != "" {
			x.i += len(m)
			return true
		}
	case c == '^' && (x.i == 0 || isSpace(x.src[x.i-1])):
		if m := blockName.FindString(x.rest()); m != "" {
			x.i += len(m)
			x.drop("names of blocks")
			return true
		}
	case c == '+':
		if m := keysForm.FindString(x.rest()); m != "" {
			x.i += len(m)
			x.drop("names of keys")
			return true
		}
	case c == '@' && (x.i == 0 || !isAlnum(x.src[x.i-1])):
		if m := crossReference.FindString(x.rest()); m != "" {
			x.put(m, x.i, true) // it has the words of what it leads to
			x.i += len(m)
			return true
		}
	case c == '%' && strings.HasPrefix(x.rest(), "%%"):
		return x.remark()
	}
	return false
}

var (
	signForm       = regexp.MustCompile(`^\((?:(?i:c|r|tm|p)|@[\w-]+)\)`)                // (c), and (@example) of pandoc
	crossReference = regexp.MustCompile(`^@(?:fig|tbl|sec|eq|lst|thm|exm|def)-[\w.:-]+`) // of Quarto
	blockName      = regexp.MustCompile(`^\^[\w-]+[ \t]*(?:\n|$)`)
	keysForm       = regexp.MustCompile(`^\+\+[\w-]+(?:\+(?:[\w-]+|"[^"\n]*"))*\+\+`)
)

var careOf = regexp.MustCompile(`^/o(?:[^\w]|$)`)

var bareAddress = regexp.MustCompile(`^(?:https?|ftp)$`)

// words adds the run of letters up to end. A bare address is one link, and its words.
func (x *scan) words(end int) {
	run := x.src[x.i:end]
	if run == "c" && careOf.MatchString(x.src[end:]) {
		x.i = end + 2 // a sign: care of
		return
	}
	if bareAddress.MatchString(run) && strings.HasPrefix(x.src[end:], "://") {
		stop := end
		for stop < len(x.src) && !isSpace(x.src[stop]) && strings.IndexByte("<>`\"'()[]{}|*_\\", x.src[stop]) < 0 && x.src[stop] < 0x80 {
			stop++
		}
		x.put(x.src[x.i:stop], x.i, false)
		x.i = stop
		return
	}
	x.put(run, x.i, false)
	x.i = end
}

var entityForm = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// named is the name of a character at the beginning of s, "" when there is none.
func named(s string) string {
	if m := entityForm.FindString(s); m != "" && !strings.HasSuffix(html.UnescapeString(m), ";") {
		return m
	}
	return ""
}

// entity reads a character by its name. Letters beside it belong to the same word.
func (x *scan) entity() bool {
	if named(x.rest()) == "" {
		return false
	}
	x.joined(x.i)
	return true
}

// codeSpan reads `code`.
func (x *scan) codeSpan() bool {
	n := run(x.rest(), '`')
	ticks := x.src[x.i : x.i+n]
	from := x.i + n
	limit := x.blockEnd(from)
	for at := from; at < limit; {
		k := strings.Index(x.src[at:limit], ticks)
		if k < 0 {
			break
		}
		at += k
		if size := run(x.src[at:], '`'); size == n {
			x.i = at + n
			if m := rawForm.FindStringSubmatch(x.rest()); m == nil {
				x.span(x.src[from:at], from)
			} else if m[1] == "html" {
				x.inlineRange(from, at)
			} else {
				x.drop("text for other formats")
			}
			return true
		} else {
			at += size
		}
	}
	x.i = from
	return true
}

// blockEnd is where the block ends in which an offset stands, or the row of a table, which code does not leave.
func (x *scan) blockEnd(from int) int {
	if x.inRow() {
		return x.lineEnd(from)
	}
	if from < x.blockTo {
		return x.blockTo // found for what stands before it in the block
	}
	x.blockTo = len(x.src)
	if m := blankLine.FindStringIndex(x.src[from:]); m != nil {
		x.blockTo = from + m[0]
	}
	if m := otherBlock.FindStringIndex(x.src[from:x.blockTo]); m != nil {
		x.blockTo = from + m[0]
	}
	return x.blockTo
}

// inRow reports whether the line is a table's row, or looks like one.
func (x *scan) inRow() bool {
	return strings.HasPrefix(strings.TrimLeft(x.src[strings.LastIndexByte(x.src[:x.i], '\n')+1:x.i], " \t>"), "|")
}

var rawForm = regexp.MustCompile(`^\{=(\w+)\}`)

// otherBlock is where a line begins an item, a heading or a fence: code of the paragraph before does not reach there.
var otherBlock = regexp.MustCompile("\n[ \t>]*(?:[-*+][ \t]|1[.)][ \t]|#{1,6}[ \t]|```|~~~)")

var blankLine = regexp.MustCompile(`\n[ \t>]*\n`)

// span adds a piece of code in prose. One over several lines has no marks of quotations in it.
func (x *scan) span(s string, at int) {
	if strings.Contains(s, "\n") {
		x.put(s, at, false)
		return
	}
	if m := langMark.FindString(s); m != "" {
		s, at = s[len(m):], at+len(m)
	}
	mark := len(x.items)
	x.code(s, at)
	for i := range x.items[mark:] {
		x.items[mark+i].part = x.items[mark+i].kind == Code
	}
}

var langMark = regexp.MustCompile(`^\s*(?:#!|:::)[a-zA-Z][\w+-]*\s+`)

// run is how often s begins with a byte.
func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}
