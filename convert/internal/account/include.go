package account

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"platen/convert/tree"
)

var (
	snippetForm  = regexp.MustCompile(`^-{1,}8<-{1,}(?:[ \t]+["']([^"']+)["'])?`)
	bangForm     = regexp.MustCompile(`^\{!\s*(\S+)\s*!\}\s*$`)
	quotedForm   = regexp.MustCompile(`^@include[ \t]+(?:'([^'"]+)'|"([^'"]+)")$`)
	importForm   = regexp.MustCompile(`^<<<[ \t]*(\S+)(.*)$`)
	includeValue = regexp.MustCompile(`include[:\s]+(?:virtual=|file=)?["']?([^\s"'{}]+)["']?(?:\{([^}]*)\})?`)
	braceForm    = regexp.MustCompile(`^\{\{\s*#(\w+)\s+([^}]*?)\s*\}\}$`)
)

// codeLine adds a line of code, without what marks lines in it. A line that asks for a file has none of its own.
func (x *scan) codeLine(s string, at int) {
	t := strings.TrimSpace(s)
	if strings.HasPrefix(t, "{{#") || snippetForm.MatchString(strings.TrimLeft(t, ";#/ ")) || importForm.MatchString(t) || bangForm.MatchString(t) {
		if m := braceForm.FindStringSubmatch(t); m != nil {
			x.includeBraces(t, at)
		}
		x.drop("requests for files")
		return
	}
	if c := marker.FindStringIndex(s); c != nil {
		s = s[:c[0]]
	}
	x.code(s, at)
}

// marker is a comment in code that marks lines of it.
var marker = regexp.MustCompile(`\s*(?://|#|<!--|/\*|\{/\*|--|;)\s*(?:\[!code[^\]]*\]|highlight-(?:next-line|start|end)|\(\d+\)!?|!?\[[A-Za-z0-9-]+\])\s*(?:-->|\*/\}?)?\s*$`)

// snippet reads a line that asks for a file: --8<-- "file", <<< file.
func (x *scan) snippet(line string, end int) bool {
	if m := snippetForm.FindStringSubmatch(line); m != nil {
		at := x.i
		x.i = x.next(end)
		if m[1] == "" { // several files, a line each
			for x.i < len(x.src) {
				e := x.lineEnd(x.i)
				l := strings.TrimSpace(x.src[x.i:e])
				x.i = x.next(e)
				if snippetForm.MatchString(l) {
					break
				}
				x.include(l, "", at)
			}
			return true
		}
		x.include(m[1], "", at)
		return true
	}
	if m := bangForm.FindStringSubmatch(line); m != nil {
		at := x.i
		x.i = x.next(end)
		x.include(m[1], "", at)
		return true
	}
	if m := quotedForm.FindStringSubmatch(strings.TrimSpace(line)); m != nil && x.find(m[1]+m[2]) != nil {
		at := x.i
		x.i = x.next(end)
		x.include(m[1]+m[2], "", at)
		return true
	}
	if m := importForm.FindStringSubmatch(line); m != nil {
		at := x.i
		x.i = x.next(end)
		x.include(m[1], "partly", at)
		return true
	}
	return false
}

// includeComment reads <!--@include: file{1,3}#region-->.
func (x *scan) includeComment(text string, at int) {
	if m := includeValue.FindStringSubmatch(text); m != nil {
		x.include(m[1], m[2], at)
	}
	x.drop("requests for files")
}

// includeBraces reads {{#include file:from:to}}; false when it is no such thing.
func (x *scan) includeBraces(text string, at int) bool {
	m := braceForm.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	switch m[1] {
	case "include":
		x.include(firstField(m[2]), "", at)
	case "rustdoc_include", "playground", "playpen":
		x.include(firstField(m[2]), "partly", at)
	case "title":
	default:
		return false
	}
	x.drop("requests for files")
	return true
}

// include reads the text of a file that is asked for, as far as the request says which part of it: lines from and to. Parts
// by name are found by what marks them. A file that is not there is a finding of the reader's.
func (x *scan) include(name, lines string, at int) {
	name, part := cutPart(name)
	s := x.find(name)
	if s == nil || x.depth > 8 {
		return
	}
	if lines == "" {
		lines = part
	}
	text, offset, ok := slice(s.Text, lines)
	if !ok {
		text, offset, ok = region(s.Text, strings.TrimLeft(lines, "#"))
	}
	if !ok {
		x.drop("parts of files")
		return
	}
	saved := *x
	x.depth++
	x.begin(text, s.Base+tree.Pos(offset), s.Path)
	switch strings.ToLower(path.Ext(s.Path)) {
	case ".md", ".mdx", ".markdown", ".mkd", ".qmd", ".myst", ".inc":
		x.frontMatter()
		x.run()
	case ".svg":
		x.drop("drawings")
	default:
		x.put(text, 0, false)
	}
	saved.items, saved.defs, saved.labels, saved.pics = x.items, x.defs, x.labels, x.pics
	*x = saved
}

// region is the part of a text between two lines that give it a name: ANCHOR: name (mdBook), [start:name] (MkDocs),
// #region name (VitePress).
func region(text, name string) (part string, offset int, ok bool) {
	if name == "" || strings.ContainsAny(name, " ,=?&") {
		return "", 0, false
	}
	q := regexp.QuoteMeta(name)
	from := regexp.MustCompile(`(?m)^.*(?:ANCHOR:\s*|\[start:|#\s?region\s+)` + q + `(?:[^\w-].*)?$\n?`).FindStringIndex(text)
	if from == nil {
		return "", 0, false
	}
	to := regexp.MustCompile(`(?m)^.*(?:ANCHOR_END:\s*|\[end:|#\s?endregion(?:\s+|\b))`).FindStringIndex(text[from[1]:])
	if to == nil {
		return "", 0, false
	}
	part = text[from[1] : from[1]+to[0]]
	return part, from[1], !strings.Contains(part, "ANCHOR:") && !strings.Contains(part, "[start:") && !strings.Contains(part, "region ")
}

// cutPart takes the part off a name: file:2:10, file:anchor, file#region, file{1-3}.
func cutPart(name string) (file, part string) {
	for _, sign := range []string{"{", "#", ":"} {
		if k := strings.Index(name, sign); k > 0 {
			return name[:k], strings.Trim(name[k+1:], "}")
		}
	}
	return name, ""
}

// find returns an included file by a name that a page has for it.
func (x *scan) find(name string) *tree.Source {
	name = path.Clean(strings.TrimLeft(strings.TrimPrefix(name, "@"), "/~"))
	for strings.HasPrefix(name, "../") {
		name = name[3:]
	}
	for i := range x.page0.Sources {
		if s := &x.page0.Sources[i]; i > 0 && (s.Path == name || strings.HasSuffix(s.Path, "/"+name)) {
			return s
		}
	}
	return nil
}

// slice is the part of a text that lines say: "", "5", "2:10", "1-3", "1,3". ok is false for what is none of these.
func slice(text, lines string) (part string, offset int, ok bool) {
	if lines == "" {
		return text, 0, true
	}
	from, to, found := strings.Cut(strings.NewReplacer("-", ":", ",", ":").Replace(lines), ":")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	switch {
	case from == "" && found:
		a, err1 = 1, nil
	case !found:
		b, err2 = a, err1
	}
	if to == "" && found {
		b, err2 = 1<<30, nil
	}
	if err1 != nil || err2 != nil || a < 1 || b < a {
		return "", 0, false
	}
	start, line := 0, 1
	for line < a {
		k := strings.IndexByte(text[start:], '\n')
		if k < 0 {
			return "", 0, true
		}
		start += k + 1
		line++
	}
	end := start
	for line <= b && end < len(text) {
		k := strings.IndexByte(text[end:], '\n')
		if k < 0 {
			end = len(text)
			break
		}
		end += k + 1
		line++
	}
	return text[start:end], start, true
}
