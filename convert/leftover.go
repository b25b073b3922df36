package convert

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// A leftForm is a form of some dialect that stayed text.
type leftForm int8

const (
	leftWiki leftForm = iota
	leftShortcode
	leftInclude
	leftTemplate
	leftTag
	leftColons
	leftCallout
	leftComponent
	leftAttributes
	leftStrong
	leftAddress
	leftForms
)

// leftDocs says how a form is shown, which extensions read it, and what else helps.
var leftDocs = [leftForms]struct {
	form       string
	extensions []string
	hint       string
}{
	leftWiki:       {"[[…]]", nil, "write [words](page.md)"},
	leftShortcode:  {"{{<…>}}", []string{"shortcodes"}, "those of a site's own are run by its program"},
	leftInclude:    {"{{#…}}", []string{"includes"}, "other templates are filled in by their own program"},
	leftTemplate:   {"{{…}}", nil, "a program that is not run here fills it in: write what it stands for"},
	leftTag:        {"{%…%}", []string{"liquid"}, "those of a site's own are run by its program"},
	leftColons:     {":::", []string{"fenced_divs"}, "it stands at the beginning of a line and has one that closes it"},
	leftCallout:    {"[!…]", []string{"callouts"}, "GitHub knows NOTE, TIP, IMPORTANT, WARNING and CAUTION"},
	leftComponent:  {"<Name", []string{"jsx"}, `write \< where it is no component`},
	leftAttributes: {"{: …}", []string{"attribute_lists", "heading_attributes"}, "it stands behind what it is about"},
	leftAddress:    {"](… …)", []string{"spaced_addresses"}, "write [words](<my page.md>)"},
	leftStrong:     {"** … **", nil, "take away the blanks inside of the signs"},
}

// leftBytes is how much of a page's source is looked at for whether a form was written with an escape, in bytes.
const leftBytes = 8 << 20

// leftSpan is how far apart the ends of a form may be, in bytes.
const leftSpan = 400

// A leftover counts what looks like syntax in the text of a page.
type leftover struct {
	count [leftForms]int
	first [leftForms]tree.Pos
	end   [leftForms]tree.Pos
	bytes int  // of the source that were looked at
	raw   int8 // whether the page has text that is kept from templates: 0 not known, 1 yes, -1 no
}

// text looks at a line of text.
func (l *leftover) text(p *tree.Page, n *tree.Text) {
	at := n.Pos // in the source
	for i := 0; i < len(n.S); i++ {
		if !leftFirst[n.S[i]] {
			continue
		}
		form, size := leftAt(n.S, i)
		if size == 0 {
			continue
		}
		if l.bytes > leftBytes {
			return
		}
		sign := needle(n.S[i:])
		if before, ok := l.lineTo(p, at, sign); ok {
			start := at + tree.Pos(before)
			at = start + tree.Pos(len(sign))
			if meant(p, start, form) && !l.verbatim(p, form) {
				l.add(form, start, at)
			}
		}
		i += size - 1
	}
}

// lineTo returns how far behind a place, on its line, a sign stands.
func (l *leftover) lineTo(p *tree.Page, at tree.Pos, sign string) (int, bool) {
	line, off := p.Line(at)
	l.bytes += len(line)
	i := strings.Index(line[min(off, len(line)):], sign)
	return i, i >= 0
}

// meant reports whether a form stands in the source without a backslash, and colons behind nothing but the marks of
// quotes and items.
func meant(p *tree.Page, pos tree.Pos, form leftForm) bool {
	line, at := p.Line(pos)
	before := line[:at]
	return !strings.HasSuffix(before, `\`) && (form != leftColons || strings.Trim(before, " \t>-+*.0123456789") == "")
}

func (l *leftover) add(form leftForm, start, end tree.Pos) {
	if l.count[form]++; l.count[form] == 1 {
		l.first[form], l.end[form] = start, end
	}
}

// address looks at an address for a template that nobody filled in.
func (l *leftover) address(p *tree.Page, pos tree.Pos, raw string) {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '{' {
			continue
		}
		form, size := braces(raw[i:], false)
		if size == 0 || form == leftAttributes || l.bytes > leftBytes {
			continue
		}
		l.bytes += leftSpan
		if l.verbatim(p, form) {
			return
		}
		start, end, ok := p.Find(pos, needle(raw[i:]))
		if !ok {
			start, end = pos, 0
		}
		l.add(form, start, end)
		i += size
	}
}

// needle is the beginning of a form as it has to stand in the source: its signs, and a few plain letters.
func needle(s string) string {
	i := min(2, len(s))
	if i < len(s) && strings.IndexByte("<%#", s[i]) >= 0 {
		i++
	}
	for i < len(s) && i < 12 && (isWord(s[i]) || s[i] == ' ') {
		i++
	}
	return s[:i]
}

// verbatim reports whether a template's form stands in a page that keeps some of them from being read.
func (l *leftover) verbatim(p *tree.Page, form leftForm) bool {
	if form < leftShortcode || form > leftTag {
		return false
	}
	if l.raw == 0 {
		l.raw = -1
		for _, s := range p.Sources {
			if strings.Contains(s.Text, "{% raw") || strings.Contains(s.Text, "{%- raw") || strings.Contains(s.Text, "v-pre") {
				l.raw = 1
			}
		}
	}
	return l.raw > 0
}

// leftFirst has the bytes that a form begins with.
var leftFirst = [256]bool{'[': true, '{': true, ':': true, '<': true, '*': true, ']': true}

// leftAt returns the form that begins at s[i], and its length; 0 when there is none.
func leftAt(s string, i int) (leftForm, int) {
	rest := s[i:min(len(s), i+leftSpan)]
	switch rest[0] {
	case '[':
		if strings.HasPrefix(rest, "[[") {
			return leftWiki, wikiLen(rest)
		}
		if end := strings.IndexByte(rest, ']'); i == 0 && end > 2 && rest[1] == '!' && letters(rest[2:end]) {
			return leftCallout, end + 1
		}
	case '{':
		return braces(rest, i > 0 && s[i-1] == '$')
	case ':':
		if n := len(rest) - len(strings.TrimLeft(rest, ":")); n >= 3 && strings.TrimSpace(s[:i]) == "" {
			if after := rest[n:]; after == "" || after[0] == ' ' || after[0] == '{' || isLetter(after[0]) {
				return leftColons, n
			}
		}
	case '<':
		if i == 0 || !isWord(s[i-1]) {
			return leftComponent, componentLen(rest)
		}
	case ']':
		return leftAddress, addressLen(rest)
	case '*':
		if i == 0 || !isWord(s[i-1]) && strings.IndexByte(`*/\`, s[i-1]) < 0 {
			return leftStrong, strongLen(rest)
		}
	}
	return 0, 0
}

// wikiLen is the length of [[Page#Part|words]]; 0 for what has no letter, or brackets inside.
func wikiLen(s string) int {
	end := strings.Index(s, "]]")
	if end < 3 || strings.ContainsAny(s[2:end], "[]") || s[2] == ' ' || !strings.ContainsFunc(s[2:end], func(r rune) bool { return r >= 0x80 || isLetter(byte(r)) }) {
		return 0
	}
	return end + 2
}

// braces is what begins with a brace: {{ name }}, {% tag %}, {: .class}, {#id}, {.class}.
func braces(s string, dollar bool) (leftForm, int) {
	if len(s) < 3 || dollar {
		return 0, 0
	}
	end := strings.IndexByte(s, '}')
	switch c := s[2]; s[1] {
	case '{':
		switch {
		case c == '<' || c == '%':
			return leftShortcode, 2
		case c == '#':
			return leftInclude, 2
		case strings.IndexByte(" .$/-\"", c) >= 0 || isLetter(c):
			return leftTemplate, 2
		}
	case '%':
		return leftTag, 2
	case ':':
		if end > 0 && (strings.IndexByte(" .#", c) >= 0 || isLetter(c)) {
			return leftAttributes, end + 1
		}
	case '#', '.':
		if end > 2 && isLetter(c) && !strings.ContainsAny(s[2:end], "{(,;") {
			return leftAttributes, end + 1
		}
	}
	return 0, 0
}

// componentLen is the length of the beginning of <Name> or </Name>; 0 for a name all in capitals, which is a placeholder.
func componentLen(s string) int {
	i := 1
	if strings.HasPrefix(s, "</") {
		i = 2
	}
	start := i
	for i < len(s) && (isWord(s[i]) || s[i] == '.') {
		i++
	}
	name := s[start:i]
	if name == "" || name[0] < 'A' || name[0] > 'Z' || strings.ToUpper(name) == name || i < len(s) && strings.IndexByte(" />", s[i]) < 0 {
		return 0
	}
	return i
}

// strongLen is the length of "** words **" that did not become strong.
func strongLen(s string) int {
	if !strings.HasPrefix(s, "**") || len(s) < 5 || s[2] == '*' || s[2] == '/' {
		return 0
	}
	end := strings.Index(s[2:], "**") + 2
	after := end + 2
	if end < 4 || s[end-1] == '/' || after < len(s) && (isWord(s[after]) || strings.IndexByte(`*/\`, s[after]) >= 0) ||
		!strings.ContainsFunc(s[2:end], func(r rune) bool { return r >= 0x80 || isLetter(byte(r)) }) {
		return 0
	}
	return after
}

// addressLen is the length of "](my page.md)", an address with blanks that is none to CommonMark; 0 for a remark in
// parentheses, which does not end as a file's name does.
func addressLen(s string) int {
	end := strings.IndexByte(s, ')')
	if end < 0 || !strings.HasPrefix(s, "](") {
		return 0
	}
	file, _, _ := strings.Cut(s[2:end], "#")
	file, _, _ = strings.Cut(file, " \"")
	dot := strings.LastIndexByte(file, '.')
	if dot < 1 || !strings.Contains(strings.TrimSpace(file), " ") || len(file)-dot < 3 || len(file)-dot > 6 || !letters(file[dot+1:]) {
		return 0
	}
	return end + 1
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isWord(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' || c == '_' }

// letters reports whether s is a kind of note: letters and hyphens, maybe what Obsidian hangs on behind a bar.
func letters(s string) bool {
	s, _, _ = strings.Cut(s, "|")
	for i := range len(s) {
		if !isLetter(s[i]) && s[i] != '-' {
			return false
		}
	}
	return len(s) > 1
}

// sayLeft reports once for each form what is left of it in all pages.
func (l *loader) sayLeft(left []leftover) {
	for form := range leftForms {
		places, pages, first := 0, 0, -1
		for i := range left {
			if n := left[i].count[form]; n > 0 {
				places, pages = places+n, pages+1
				if first < 0 {
					first = i
				}
			}
		}
		if places == 0 {
			continue
		}
		doc := &leftDocs[form]
		l.report(tree.Diag{Page: l.pages[first], Pos: left[first].first[form], End: left[first].end[form], Severity: tree.Warning, Code: tree.RawSyntax,
			Msg: fmt.Sprintf("%s stays text, as here: %s in %s", doc.form, counted(places, "place"), counted(pages, "page")), Hint: l.leftHint(form)})
	}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// leftHint names the extensions that read a form and are not on.
func (l *loader) leftHint(form leftForm) string {
	doc := &leftDocs[form]
	d := l.reader.Dialect
	var off []string
	for _, e := range doc.extensions {
		if !d.Has(e) {
			off = append(off, e)
		}
	}
	if len(off) == 0 {
		return doc.hint
	}
	return fmt.Sprintf("--from %s+%s reads it; %s", d.Name, strings.Join(off, " or +"), doc.hint)
}
