package account

import (
	"regexp"
	"strings"
)

var (
	fenceForm = regexp.MustCompile("^(`{3,}|~{3,}|:{3,})(.*)$")
	itemForm  = regexp.MustCompile(`^(?:[-*+]|\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,7}|#|@[\w-]*)[.)])(?:[ \t]+|$)`)
	noteMark  = regexp.MustCompile(`^(?:!!!|\?\?\?\+?)[ \t]*`)
	tabMark   = regexp.MustCompile(`^===[!+]?[ \t]+"`)
	mdxLine   = regexp.MustCompile(`^(?:import|export)[ \t{*"']`)
	labelLine = regexp.MustCompile(`^\([^()\s]+\)=[ \t]*$`)
	blockID   = regexp.MustCompile(`[ \t]\^[\w-]+[ \t]*$`)
	tocLine   = regexp.MustCompile(`^(?i:\[toc\]|\[\[_?toc_?\]\]|\{:toc\}|@\[toc\](?:\([^)]*\))?|\[\[_toc_\]\])[ \t]*$`)
	nostyle   = regexp.MustCompile(`^\\(?:newpage|pagebreak)\s*$`)
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
	case x.fence(line, lineAt, end), x.snippet(line, end), x.metaBlock(line, lineAt):
		return true
	case tocLine.MatchString(line):
		x.drop("contents lists made by a mark")
	case labelLine.MatchString(line), nostyle.MatchString(line):
	case strings.HasPrefix(line, "% ") && lineAt == x.i && len(x.files) >= 0:
		x.put(line, x.i, true)
		for k := len(x.items) - 1; k >= 0 && x.items[k].free && int(x.items[k].pos-x.base) >= x.i; k-- {
			x.items = x.items[:k] // a remark of MyST; elsewhere text that is in the tree as well
		}
		x.drop("comments")
	case x.mdx && lineAt == x.i && mdxLine.MatchString(line):
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
var codeFences = nameSet("code-block code code-cell literalinclude sourcecode math mermaid eval-rst include raw parsed-literal prompt doctest testcode testoutput graphviz digraph tikz raw-cell embed")

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
	if m[1][0] == ':' || strings.HasPrefix(info, "{") && !strings.HasPrefix(info, "{.") && !strings.HasPrefix(info, "{#") || strings.HasPrefix(info, "admonish") {
		name := strings.Trim(firstField(info), "{}:")
		if !codeFences[name] {
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
	if sign[0] == ':' && docfxFence.MatchString(info) {
		x.quotedWords(info, at+strings.Index(x.src[at:end], info))
		return true
	}
	x.fences = append(x.fences, sign)
	from := at + strings.Index(x.src[at:end], info)
	skip := len(firstField(info))
	if k := strings.IndexByte(info, '['); k > 0 && k < skip {
		skip = k
	}
	if k := strings.IndexByte(info, '}'); strings.HasPrefix(info, "{") && k > 0 {
		skip = k + 1
	}
	if rest := info[skip:]; strings.HasPrefix(strings.TrimSpace(rest), "{") || strings.Contains(rest, "=\"") {
		x.quotedWords(rest, from+skip)
		if k := strings.IndexByte(rest, '{'); k > 0 {
			x.inlineRange(from+skip, from+skip+k)
		}
	} else if name == "image" || name == "figure" || name == "toctree" || name == "include" {
		x.put(rest, from+skip, true)
	} else {
		x.inlineRange(from+skip, from+len(info))
	}
	x.options(strings.HasPrefix(info, "{"))
	return true
}

// inlineRange reads inlines of a part of a line.
func (x *scan) inlineRange(from, to int) {
	i, src := x.i, x.src
	x.i, x.src = from, src[:to]
	for x.i < to {
		x.prose()
	}
	x.i, x.src = i, src
}

var optionLine = regexp.MustCompile(`^[ \t>]*:([\w-]+):[ \t]*(.*)$`)

// options reads the lines of options at the beginning of a directive. The words of some are seen.
func (x *scan) options(directive bool) {
	if !directive {
		return
	}
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
	}
}

// codeFence reads code up to its end.
func (x *scan) codeFence(sign, info string, at, lineAt, end int) {
	x.quotedWords(info, at+strings.Index(x.src[at:end], info))
	quotes := strings.Count(x.src[lineAt:x.i], ">")
	x.i = x.next(end)
	if strings.HasPrefix(info, "{") {
		x.options(true)
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
		if n := run(text, sign[0]); n >= len(sign) && strings.TrimSpace(text[n:]) == "" || n >= len(sign) && strings.HasPrefix(strings.TrimSpace(text[n:]), "<a ") {
			x.i += len(line) - len(text) + n
			return
		}
		x.codeLine(text, end-len(text))
		x.i = x.next(end)
	}
}

// definition reads [label]: address and abbreviations; what stands behind a footnote's label is prose.
func (x *scan) definition(line string) bool {
	rest := x.rest()
	switch {
	case strings.HasPrefix(line, "[^"):
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
	if k := strings.IndexByte(line, '|'); k > 0 {
		x.put(line[:k], x.i, true)
		x.inlineRange(x.i+k, end)
	} else {
		x.put(line, x.i, true)
	}
	x.i = x.next(end)
	for x.i < len(x.src) { // options of the block
		e := x.lineEnd(x.i)
		l := strings.TrimSpace(x.src[x.i:e])
		if !slashOption.MatchString(l) {
			return
		}
		x.put(l, x.i, true)
		x.i = x.next(e)
	}
}

var slashOption = regexp.MustCompile(`^(?:type|attrs|open|new|select|title|name):\s`)

// module passes over import and export lines of MDX, up to an empty line outside of brackets.
func (x *scan) module() {
	x.drop("code that the site runs")
	for x.i < len(x.src) {
		at := x.i
		x.i = x.next(x.i)
		k := blankLine.FindStringIndex("\n" + x.src[at:])
		if k == nil {
			x.i = len(x.src)
			return
		}
		block := x.src[at : at+max(k[0]-1, 0)]
		if open := strings.IndexAny(block, "{(["); open >= 0 && unclosed(block) {
			if n := closing(x.src[at+strings.IndexByte(block, '{')+0:], '{', '}'); strings.IndexByte(block, '{') >= 0 && n > 0 {
				x.i = x.next(at + strings.IndexByte(block, '{') + n)
				return
			}
		}
		x.i = min(len(x.src), at+max(k[0], 1))
		return
	}
}

func unclosed(s string) bool { return strings.Count(s, "{") > strings.Count(s, "}") }

// metaBlock reads +++ between cells, and metadata in the middle of a page (pandoc).
func (x *scan) metaBlock(line string, lineAt int) bool {
	if strings.HasPrefix(line, "+++") && lineAt == x.i {
		x.i = x.next(x.i)
		return true
	}
	return false
}
