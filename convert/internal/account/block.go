package account

import (
	"regexp"
	"strings"
)

var (
	fenceForm  = regexp.MustCompile("^(`{3,}|~{3,}|:{3,})(.*)$")
	itemForm   = regexp.MustCompile(`^(?:[-*+]|\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,7}|#|@[\w-]*)[.)])(?:[ \t]+|$)`)
	noteMark   = regexp.MustCompile(`^(?:!!!|\?\?\?\+?)[ \t]*`)
	tabMark    = regexp.MustCompile(`^===[!+]?[ \t]+"`)
	mdxLine    = regexp.MustCompile(`^(?:import|export)[ \t{*"']`)
	importLine = regexp.MustCompile(`^(?:import\s.*\bfrom\s+['"][^'"]+['"];?\s*$|import\s+['"][^'"]+['"];?\s*$|export\s+(?:const|let|default|function)\s)`)
	headLine   = regexp.MustCompile(`^(?: {4,}|\t+)(?:#!|:::)[a-z][\w+-]*\s*$`)
	labelLine  = regexp.MustCompile(`^\([^()\s]+\)=[ \t]*$`)
	tocLine    = regexp.MustCompile(`^(?i:\[toc\]|\[\[_?toc_?\]\]|\{:toc\}|@\[toc\](?:\([^)]*\))?|\[\[_toc_\]\])[ \t]*$`)
	equation   = regexp.MustCompile(`^\$\$(?:.*\$\$)? \(([^()\s]+)\)[ \t]*$`)
	nostyle    = regexp.MustCompile(`^\\(?:newpage|pagebreak)\s*$`)
)

// block reads what only stands at the beginning of a line. It returns true when the line, or more, is read.
func (x *scan) block() bool {
	lineAt := x.i
	end := x.lineEnd(x.i)
	x.marks(end)
	line := x.src[x.i:end]
	switch {
	case line == "":
		x.i = x.next(end)
		return true
	case x.fence(line, lineAt, end), x.snippet(line, end), x.metaBlock(line, lineAt), x.equation(line, end):
		return true
	case strings.HasPrefix(line, "Table: "):
		x.i += len("Table:")
		return false
	case headLine.MatchString(x.src[lineAt:end]):
		x.drop("languages above code")
	case line[0] != '{' && x.i > lineAt && strings.HasPrefix(strings.TrimLeft(x.src[x.next(end):], " "), "{:toc"):
		x.i = x.next(x.next(end))
		x.drop("contents lists made by a mark")
		return true
	case tocLine.MatchString(line):
		x.drop("contents lists made by a mark")
	case labelLine.MatchString(line), nostyle.MatchString(line):
	case strings.HasPrefix(line, "% ") && lineAt == x.i:
		x.drop("comments") // of MyST; elsewhere it is text, and in the tree as well
	case lineAt == x.i && (x.mdx && mdxLine.MatchString(line) || importLine.MatchString(line)):
		x.module()
		return true
	case noteMark.MatchString(line):
		x.noteLine(line, end, len(noteMark.FindString(line)))
		return true
	case tabMark.MatchString(line):
		x.i += 3
		return false
	case strings.HasPrefix(line, "///"):
		x.slash(line, end)
		return true
	default:
		return x.definition(line)
	}
	x.i = x.next(end)
	return true
}

// marks passes over indentation and the marks of quotations and items.
func (x *scan) marks(end int) {
	for x.i < end {
		line := x.src[x.i:end]
		if c := line[0]; c == ' ' || c == '\t' || c == '>' {
			x.i++
			continue
		}
		if m := itemForm.FindString(line); m != "" {
			if rest := line[len(m):]; strings.HasPrefix(m, "*") || strings.HasPrefix(m, "-") || !isLetter(m[0]) || rest != "" {
				x.i += len(m)
				if t := taskForm.FindString(x.src[x.i:end]); t != "" {
					x.i += len(t)
				}
				continue
			}
		}
		return
	}
}

// codeFences are directives in braces whose content is code; that of others is prose.
var codeFences = nameSet("code-block code code-cell literalinclude sourcecode math mermaid eval-rst include parsed-literal prompt doctest testcode testoutput graphviz digraph tikz raw-cell embed")

// cellFences are languages in braces: code that a program runs (Quarto, R Markdown).
var cellFences = nameSet("python r julia ojs bash sql dot")

// fence reads a line of three or more signs, and the code behind it.
func (x *scan) fence(line string, lineAt, end int) bool {
	m := fenceForm.FindStringSubmatch(line)
	if m == nil || m[1][0] == '`' && strings.Contains(m[2], "`") {
		return false
	}
	info := strings.TrimSpace(m[2])
	at := end - len(m[2])
	if n := len(x.fences); info == "" || strings.Trim(info, m[1][:1]) == "" {
		for k := n - 1; k >= 0; k-- {
			if f := x.fences[k]; f[0] == m[1][0] && len(m[1]) >= len(f) {
				x.fences = x.fences[:k]
				x.i = x.next(end)
				return true
			}
		}
		if m[1][0] == ':' {
			x.i = x.next(end)
			return true
		}
	}
	if m[1][0] == ':' && docfxFence.MatchString(info) {
		x.i = x.next(end)
		x.quotedWords(info, at+strings.Index(x.src[at:end], info))
		return true
	}
	if m[1][0] == ':' || info == "mdx-code-block" || strings.HasPrefix(info, "{") && !strings.HasPrefix(info, "{.") && !strings.HasPrefix(info, "{#") || strings.HasPrefix(info, "admonish") {
		name := strings.Trim(firstField(info), "{}:")
		if !codeFences[name] && !(strings.HasPrefix(info, "{") && cellFences[name]) {
			return x.proseFence(m[1], info, name, at, end)
		}
	}
	x.codeFence(m[1], info, at, lineAt, end)
	return true
}

func firstField(s string) string {
	f, _, _ := strings.Cut(s, " ")
	return f
}

var docfxFence = regexp.MustCompile(`^(?:image|code|video|zone|row|column|no-loc|image-end|row-end|column-end|zone-end|moniker|moniker-end)\b`)

// proseFence reads the first line of a container.
func (x *scan) proseFence(sign, info, name string, at, end int) bool {
	x.i = x.next(end)
	if sign[0] == ':' && strings.Contains(name, ".") && !strings.Contains(info, " ") {
		x.plugin()
		return true
	}
	x.fences = append(x.fences, sign)
	if name == "index" {
		x.skipFence(sign)
		x.drop("index entries")
		return true
	}
	if name == "toctree" || name == "contents" || name == "tableofcontents" {
		x.skipFence(sign)
		x.drop("contents lists made by a mark")
		return true
	}
	from := at + strings.Index(x.src[at:end], info)
	skip := len(info)
	if k := strings.IndexAny(info, " [{"); k > 0 {
		skip = k
	}
	if k := strings.IndexByte(info, '}'); strings.HasPrefix(info, "{") && k > 0 {
		skip = k + 1
	}
	rest := info[skip:]
	if k := strings.LastIndexByte(rest, '{'); k >= 0 && strings.HasSuffix(rest, "}") {
		x.quotedWords(rest[k:], from+skip+k)
		rest = rest[:k]
	}
	if strings.Contains(rest, "=\"") {
		x.quotedWords(rest, from+skip)
	} else if name == "image" || name == "figure" || name == "figure-md" || name == "include" {
		x.put(rest, from+skip, true)
	} else {
		x.inlineRange(from+skip, from+skip+len(rest))
	}
	if strings.HasPrefix(info, "{") {
		x.options()
	}
	return true
}

// plugin passes over the options of a plugin's block: the indented lines behind it.
func (x *scan) plugin() {
	for x.i < len(x.src) && (x.src[x.i] == ' ' || x.src[x.i] == '\t') {
		x.i = x.next(x.i)
	}
	x.drop("options of plugins")
}

// equation reads a formula's end with its label, $$ (label), which is words only where there are no labels.
func (x *scan) equation(line string, end int) bool {
	m := equation.FindStringSubmatchIndex(line)
	if m == nil {
		return false
	}
	x.inlineRange(x.i, x.i+m[2]-1)
	x.put(line[m[2]:m[3]], x.i+m[2], true)
	x.i = x.next(end)
	return true
}

// inlineRange reads inlines of a part of a line.
func (x *scan) inlineRange(from, to int) {
	i, src := x.i, x.src
	x.i, x.src, x.blockTo = from, src[:to], 0
	for x.i < to {
		x.prose()
	}
	x.i, x.src, x.blockTo = i, src, 0
}

var optionLine = regexp.MustCompile(`^[ \t>]*:([\w-]+):[ \t]*(.*)$`)

// options reads the lines of options at the beginning of a directive. The words of some are seen.
func (x *scan) options() {
	if strings.HasPrefix(strings.TrimLeft(x.rest(), " >"), "---\n") {
		if k := strings.Index(x.src[x.next(x.i):], "---"); k >= 0 {
			x.i = x.next(x.next(x.i) + k)
		}
		return
	}
	for x.i < len(x.src) {
		end := x.lineEnd(x.i)
		m := optionLine.FindStringSubmatchIndex(x.src[x.i:end])
		if m == nil {
			return
		}
		if name := x.src[x.i+m[2] : x.i+m[3]]; wordy[name] {
			x.put(x.src[x.i+m[4]:x.i+m[5]], x.i+m[4], true)
		}
		x.i = x.next(end)
		for strings.HasPrefix(x.rest(), ":    ") || strings.HasPrefix(x.rest(), ":\t") {
			x.i = x.next(x.i)
		}
	}
}

// skipFence passes over the lines of a container up to its end.
func (x *scan) skipFence(sign string) {
	for x.i < len(x.src) && !strings.HasPrefix(strings.TrimLeft(x.rest(), " \t>"), sign) {
		x.i = x.next(x.i)
	}
}

// codeFence reads code up to its end.
func (x *scan) codeFence(sign, info string, at, lineAt, end int) {
	x.quotedWords(info, at+strings.Index(x.src[at:end], info))
	quotes := strings.Count(x.src[lineAt:x.i], ">")
	column := x.i - lineAt
	x.i = x.next(end)
	if strings.HasPrefix(info, "{") {
		x.options()
		x.cellOptions()
	}
	for x.i < len(x.src) {
		end = x.lineEnd(x.i)
		line := x.src[x.i:end]
		text := strings.TrimLeft(line, " \t")
		q := 0
		for q < quotes && strings.HasPrefix(text, ">") {
			text = strings.TrimLeft(text[1:], " \t")
			q++
		}
		if q < quotes && quotes > 0 {
			return // the quotation ends, and the code with it
		}
		if n := run(text, sign[0]); len(line)-len(text) > column+3 {
			// deeper than the end of this code may stand
		} else if n >= len(sign) && strings.TrimSpace(text[n:]) == "" || n >= len(sign) && strings.HasPrefix(strings.TrimSpace(text[n:]), "<a ") {
			x.i += len(line) - len(text) + n
			return
		}
		if column >= 2 && text == line && text != "" && (x.inItem(lineAt, column) || !x.fenceBelow(sign)) {
			return // the item that the code stands in ends, and the code with it
		}
		x.codeLine(text, end-len(text))
		x.i = x.next(end)
	}
}

// inItem reports whether a line that is indented by some columns stands in an item of a list.
func (x *scan) inItem(lineAt, column int) bool {
	for at := lineAt; at > 0; {
		end := at - 1
		at = strings.LastIndexByte(x.src[:end], '\n') + 1
		line := x.src[at:end]
		text := strings.TrimLeft(line, " \t")
		if m := itemMark.FindString(text); m != "" && len(line)-len(text)+len(m) <= column {
			return true
		}
		if text == line && text != "" {
			return false
		}
	}
	return false
}

var itemMark = regexp.MustCompile(`^(?:[-*+]|\d{1,9}[.)])[ \t]+`)

// fenceBelow reports whether a line further down could close a fence.
func (x *scan) fenceBelow(sign string) bool {
	for line := range strings.SplitSeq(x.rest(), "\n") {
		if text := strings.TrimLeft(line, " \t>"); strings.HasPrefix(text, sign) && strings.Trim(text, sign[:1]+" \t\r") == "" {
			return true
		}
	}
	return false
}

// cellOption is a line of options at the top of a cell's code (Quarto): its name and its value.
var cellOption = regexp.MustCompile(`^[ \t>]*(?:#|//|--|%%|%|;;)\|[ \t]*([\w-]*)(.*)(?:\n|$)`)

// cellOptions passes over the options of a cell; labels and captions are seen.
func (x *scan) cellOptions() {
	for {
		m := cellOption.FindStringSubmatchIndex(x.rest())
		if m == nil {
			return
		}
		switch at := x.i + m[4]; x.src[x.i+m[2] : x.i+m[3]] {
		case "label", "fig-cap", "tbl-cap", "lst-cap", "filename":
			x.put(x.src[at:x.i+m[5]], at, true)
		default:
			x.drop("options of cells")
		}
		x.i += m[1]
	}
}

// definition reads [label]: address and abbreviations; what stands behind a footnote's label is prose.
func (x *scan) definition(line string) bool {
	rest := x.rest()
	switch {
	case strings.HasPrefix(line, "[^"):
		if m := noteForm.FindString(line); strings.HasSuffix(m, ":") { // a list may begin behind it
			x.i += len(m)
			x.marks(x.lineEnd(x.i))
		}
		return false
	case strings.HasPrefix(line, "*["):
		if m := abbrForm.FindStringSubmatch(line); m != nil {
			x.i = x.next(x.i)
			x.drop("abbreviations")
			return true
		}
	case strings.HasPrefix(line, "["):
		m := defForm.FindStringSubmatchIndex(rest)
		if m == nil {
			return false
		}
		d := definition{label: labelKey(rest[m[2]:m[3]])}
		mark := len(x.items)
		x.link(Links, strings.Trim(rest[m[4]:m[5]], "<>"), x.i+m[4])
		if len(x.items) > mark {
			d.addr = x.items[mark]
			x.items = x.items[:mark]
		}
		if m[6] >= 0 {
			x.text(rest[m[6]+1:m[7]-1], x.i+m[6]+1, true)
			d.title = append(d.title, x.items[mark:]...)
			x.items = x.items[:mark]
		}
		x.defs = append(x.defs, d)
		x.i += m[1]
		return true
	}
	return false
}

// noteLine reads !!! kind "Title".
func (x *scan) noteLine(line string, end, skip int) {
	if k := strings.IndexByte(line, '"'); k > 0 {
		x.put(line[skip:k], x.i+skip, true)
		x.inlineRange(x.i+k, end)
	} else {
		x.put(line[skip:], x.i+skip, true)
	}
	x.i = x.next(end)
}

// slash reads /// kind | Title.
func (x *scan) slash(line string, end int) {
	mark := len(x.items)
	if k := strings.IndexByte(line, '|'); k > 0 {
		x.inlineRange(x.i+k, end)
	}
	if strings.HasPrefix(strings.TrimLeft(line, "/ "), "html") {
		x.items = x.items[:mark]
	}
	x.i = x.next(end)
	for x.i < len(x.src) { // options of the block
		e := x.lineEnd(x.i)
		l := strings.TrimSpace(x.src[x.i:e])
		if !slashOption.MatchString(l) {
			return
		}
		if title, ok := strings.CutPrefix(l, "title:"); ok {
			x.put(title, e-len(title), true)
		}
		x.i = x.next(e)
	}
}

var slashOption = regexp.MustCompile(`^(?:type|attrs|open|new|select|title|name):\s`)

// module passes over import and export lines of MDX, up to an empty line outside of braces.
func (x *scan) module() {
	x.drop("code that the site runs")
	depth := 0
	for x.i < len(x.src) {
		line := x.src[x.i:x.lineEnd(x.i)]
		x.i = x.next(x.i)
		if depth += strings.Count(line, "{") - strings.Count(line, "}"); depth <= 0 && strings.TrimSpace(line) == "" {
			return
		}
	}
}

// metaBlock reads +++ between cells, and metadata in the middle of a page (pandoc).
func (x *scan) metaBlock(line string, lineAt int) bool {
	if strings.HasPrefix(line, "+++") && lineAt == x.i {
		x.i = x.next(x.i)
		return true
	}
	return false
}
