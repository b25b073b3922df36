package markdown

import (
	"bytes"
	"slices"
	"strings"
)

// An Evidence is a form on a page that no dialect reads as plain words and that Auto does not know.
type Evidence struct {
	Extension string // what reads the form: "admonitions"
	Line      int    // where the form was seen first, from 1
	Text      string // the line, shortened
}

// Seen looks for forms of other dialects in a page of which no project says how it is written: lines outside of
// code that begin as nothing else does, with what has to follow them. It costs a look at the beginning of each line.
// The result is sorted by extension, one Evidence for each.
func Seen(src []byte) []Evidence {
	e := evidence{src: src}
	e.scan()
	e.imageAttrs()
	slices.SortFunc(e.found, func(a, b Evidence) int { return strings.Compare(a.Extension, b.Extension) })
	return e.found
}

type evidence struct {
	src      []byte
	found    []Evidence
	line     int
	fence    byte // inside a code fence: its character
	ticks    int
	colons   Evidence // a ::: line that waits for the one that closes it
	dollars  int      // the offset behind a line $$, 0 for none
	imported Evidence
	before   byte // the first character of the line before
}

// add notes a form; the first one of an extension stays.
func (e *evidence) add(extension string, line []byte) {
	for i := range e.found {
		if e.found[i].Extension == extension {
			return
		}
	}
	e.found = append(e.found, e.seen(extension, line))
}

func (e *evidence) seen(extension string, line []byte) Evidence {
	return Evidence{Extension: extension, Line: e.line, Text: short(strings.ToValidUTF8(strings.TrimSpace(string(line[:min(len(line), 100)])), "\uFFFD"))}
}

func (e *evidence) scan() {
	for at := 0; at < len(e.src); {
		e.line++
		end := bytes.IndexByte(e.src[at:], '\n')
		if end < 0 {
			end = len(e.src) - at
		}
		line := e.src[at : at+end]
		at = min(at+end+1, len(e.src))
		i := 0
		for i < len(line) && line[i] == ' ' {
			i++
		}
		if i == len(line) || line[i] == '\r' {
			e.before = 0
			continue
		}
		c := line[i]
		if e.fence != 0 {
			if c == e.fence && isFenceEnd(bytes.TrimRight(line[i:], "\r"), e.fence, e.ticks) {
				e.fence = 0
			} else if isInclude(line[i:]) {
				e.add("includes", line[i:]) // code is what mdBook's guides include most
			}
			continue
		}
		if c == '`' || c == '~' {
			if seenMyST(line[i:]) {
				e.add("myst", line[i:])
			}
			if n := run(line[i:], c); n >= 3 && (c == '~' || bytes.IndexByte(line[i+n:], '`') < 0) {
				e.fence, e.ticks = c, n
				continue
			}
		}
		if i < 4 {
			e.look(line[i:], at, i)
		}
		e.before = c
	}
}

// imageAttrs looks for a size in braces behind an image: ![words](a.png){width=50%}.
func (e *evidence) imageAttrs() {
	for _, mark := range [...]string{"){width=", "){height=", "){: width=", "){: style=", "){: height="} {
		at := bytes.Index(e.src, []byte(mark))
		if at < 0 {
			continue
		}
		start := bytes.LastIndexByte(e.src[:at], '\n') + 1
		line, _, _ := bytes.Cut(e.src[start:], []byte("\n"))
		if !bytes.Contains(line[:at-start], []byte("![")) || bytes.IndexByte(line[:at-start], '`') >= 0 {
			continue
		}
		e.line = 1 + bytes.Count(e.src[:start], []byte("\n"))
		e.add("attribute_lists", line)
		return
	}
}

// look looks at a line that does not begin with white space; next is the offset of the line below it, indent the
// columns before it.
func (e *evidence) look(line []byte, next, indent int) {
	switch line[0] {
	case '!', '?':
		if m := bytes.HasPrefix(line, []byte("!!! ")); m || bytes.HasPrefix(line, []byte("??? ")) || bytes.HasPrefix(line, []byte("???+ ")) {
			_, rest, _ := bytes.Cut(line, []byte(" "))
			if len(rest) > 0 && 'a' <= rest[0]|0x20 && rest[0]|0x20 <= 'z' && e.indented(next) {
				e.add("admonitions", line)
			}
		}
	case '=':
		if (bytes.HasPrefix(line, []byte(`=== "`)) || bytes.HasPrefix(line, []byte(`===! "`)) || bytes.HasPrefix(line, []byte(`===+ "`))) && e.indented(next) {
			e.add("content_tabs", line)
		}
	case ':':
		e.colon(line)
	case '[', '>', '#':
		if seenDocFX(line) {
			e.add("docfx", line)
		}
	case '{':
		e.brace(line)
	case '-':
		if rest, ok := bytes.CutPrefix(line, []byte("--8<-- ")); ok && len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
			e.add("snippets", line)
		}
	case 'i':
		if indent == 0 && e.before == 0 && bytes.HasPrefix(line, []byte("import ")) && esmImport(string(bytes.TrimSpace(line))) {
			e.imported = e.seen("jsx", line)
		}
	case '<':
		if e.imported.Line > 0 && len(line) > 1 && 'A' <= line[1] && line[1] <= 'Z' {
			e.addSeen(e.imported)
			e.imported = Evidence{}
		}
	case '*':
		if rest, ok := bytes.CutPrefix(line, []byte("*[")); ok {
			if i := bytes.Index(rest, []byte("]: ")); i > 0 && bytes.IndexByte(rest[:i], '[') < 0 {
				e.add("abbreviations", line)
			}
		}
	case '$':
		if s := bytes.TrimRight(line, " \t\r"); len(s) == 2 && s[1] == '$' {
			if e.dollars == 0 {
				e.dollars = next
				return
			}
			if body := e.src[e.dollars : next-len(line)]; len(body) < 8*maxFormula && bytes.ContainsAny(body, `\^_=`) && !bytes.Contains(body, []byte("\n\n")) {
				e.add("math_dollars", line)
			}
			e.dollars = 0
		}
	}
}

func (e *evidence) addSeen(s Evidence) {
	if !slices.ContainsFunc(e.found, func(f Evidence) bool { return f.Extension == s.Extension }) {
		e.found = append(e.found, s)
	}
}

// indented reports whether the next line that is not blank, at the offset or below it, is indented by four columns.
func (e *evidence) indented(at int) bool {
	for range 3 {
		line := e.src[at:]
		end := bytes.IndexByte(line, '\n')
		if end < 0 {
			end = len(line)
		}
		line = bytes.TrimRight(line[:end], "\r")
		if len(bytes.TrimSpace(line)) > 0 {
			return bytes.HasPrefix(line, []byte("    ")) || line[0] == '\t'
		}
		if at += end + 1; at >= len(e.src) {
			return false
		}
	}
	return false
}

// colon looks for a ::: line that names a note, a known container or attributes, and the line that closes it.
func (e *evidence) colon(line []byte) {
	if seenDocFX(line) {
		e.add("docfx", line)
		return
	}
	line = bytes.TrimRight(line, " \t\r")
	if n := run(line, ':'); n >= 3 && n == len(line) {
		if e.colons.Line > 0 {
			e.addSeen(e.colons)
		}
		e.colons = Evidence{}
		return
	}
	if e.before == '|' && len(line) > 2 && line[1] == ' ' {
		e.add("table_captions", line)
		return
	}
	n := readColons(line, 0, line)
	if n == nil || n.syntax != colonRegion || e.colons.Line > 0 {
		return
	}
	name := strings.ToLower(n.name)
	kind, _ := noteClass([]string{name})
	switch {
	case kind != "", name == "" && len(n.attr.Classes) > 0:
	case name == "details", name == "code-group", name == "tabs", name == "v-pre":
	default:
		return
	}
	e.colons = e.seen("fenced_divs", line)
}

// isInclude reports whether a line begins with one of mdBook's includes.
func isInclude(line []byte) bool {
	for _, word := range [...]string{"{{#include ", "{{#rustdoc_include ", "{{#playground "} {
		if bytes.HasPrefix(line, []byte(word)) {
			return true
		}
	}
	return false
}

// brace looks for includes, shortcodes, tags and attributes in braces.
func (e *evidence) brace(line []byte) {
	switch {
	case isInclude(line):
		e.add("includes", line)
	case bytes.HasPrefix(line, []byte("{{<")), bytes.HasPrefix(line, []byte("{{%")):
		if s, ok := readShortcode(line); ok && len(bytes.TrimSpace(line[s.size:])) == 0 {
			e.add("shortcodes", line)
		}
	case bytes.HasPrefix(line, []byte("{%")):
		if s, ok := readShortcode(line); ok && len(bytes.TrimSpace(line[s.size:])) == 0 {
			e.add("liquid", line)
		}
	case bytes.HasPrefix(line, []byte("{: ")), bytes.HasPrefix(line, []byte("{:.")), bytes.HasPrefix(line, []byte("{:#")):
		line = bytes.TrimRight(line, " \t\r")
		w, n := readAttrs(string(line))
		if n != len(line) {
			return
		}
		e.add("attribute_lists", line)
		if kind, _ := (&blockAttrs{attr: w.attr()}).note(); kind != "" {
			e.add("class_notes", line)
		}
	}
}

// esmImport reports whether a line is an import statement of MDX.
func esmImport(s string) bool {
	s = strings.TrimSuffix(s, ";")
	if s == "" {
		return false
	}
	q := s[len(s)-1]
	return (q == '\'' || q == '"') && strings.Contains(s, " from "+string(q))
}
