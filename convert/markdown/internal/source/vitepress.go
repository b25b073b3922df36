package source

import (
	"path"
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// VitePress puts in the files that <!--@include: file--> and <<< file name, or their parts: #region, {2,5} and {7,}.
func VitePress(x *Text) {
	if strings.Contains(x.text, "@include:") || strings.Contains(x.text, "<<<") {
		x.rewrite(func(page *included) { x.vitepress(page, page.lines(), 0, "") })
	}
}

// vitepress adds lines of a file, the first of which begins at offset, each behind indent.
func (x *Text) vitepress(f *included, lines []string, offset int, indent string) {
	fence := fenceLine{}
	for _, l := range lines {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		trimmed := strings.TrimSpace(l)
		fenced := fence.in(trimmed)
		space := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
		if rest, ok := strings.CutPrefix(trimmed, "<<<"); ok && !fenced && x.codeImport(strings.TrimSpace(rest), at, f, indent+space) {
			continue
		}
		if inside, ok := strings.CutPrefix(trimmed, "<!--"); ok {
			inside, ok = strings.CutSuffix(inside, "-->")
			name, is := strings.CutPrefix(strings.TrimSpace(inside), "@include:")
			if ok && is && x.vitepressPart(strings.TrimSpace(name), at, f, indent+space, fenced) {
				continue
			}
		}
		x.line(indent, l, at)
	}
}

// A partOf is a file and the part of it that is meant: "file.md#region{2,5}", "file.js{1,3 js}[title]".
type partOf struct{ name, region, braces, title string }

func readPartOf(s string) (p partOf) {
	if i := strings.LastIndexByte(s, '['); i > 0 && strings.HasSuffix(s, "]") {
		s, p.title = strings.TrimSpace(s[:i]), s[i:]
	}
	if i := strings.LastIndexByte(s, '{'); i > 0 {
		if end := strings.IndexByte(s[i:], '}'); end > 0 {
			p.braces = s[i+1 : i+end]
			s = strings.TrimSpace(s[:i]) + s[i+end+1:]
		}
	}
	p.name, p.region, _ = strings.Cut(s, "#")
	p.name = strings.TrimSpace(p.name)
	return p
}

// vitepressFile opens a file: "@/" is the pages' folder.
func (x *Text) vitepressFile(name string, by *included) (*included, error) {
	if rest, ok := strings.CutPrefix(name, "@/"); ok {
		return x.open(path.Join(x.Settings.PagesFolder, rest), by)
	}
	if rest, ok := strings.CutPrefix(name, "/"); ok {
		return x.open(path.Join(x.Settings.PagesFolder, rest), by)
	}
	return x.open(path.Join(path.Dir(by.name), name), by)
}

// regionLines are the lines of a region of a file, without marks of regions; ok is false when there is none of that name.
func regionLines(lines []string, region string) (from, to int, ok bool) {
	if region == "" {
		return 0, len(lines), true
	}
	for i, l := range lines {
		name, end := regionMark(l)
		if name != region {
			continue
		}
		if !ok && !end {
			from, to, ok = i+1, len(lines), true
		} else if ok && end {
			return from, i, true
		}
	}
	for i := from; ok && i < len(lines); i++ { // an end without a name
		if name, end := regionMark(lines[i]); end && name == "" {
			return from, i, true
		}
	}
	return from, to, ok
}

// regionMark is the name in a line that begins or ends a region: "// #region a", "<!-- #endregion a -->".
func regionMark(l string) (name string, end bool) {
	l = strings.TrimSpace(l)
	i := strings.Index(l, "region")
	if i < 0 || i > 20 || len(l) > 200 {
		return "", false
	}
	before := strings.ToLower(strings.TrimLeft(l[:i], "/*#<!-;%'\"{ \t"))
	if before != "" && before != "end" && before != "end " {
		return "", false
	}
	name = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(l[i+6:]), "-->"), "*/"))
	return name, before != ""
}

// vitepressPart adds the lines of Markdown that a comment names; false keeps the comment. In code, which shows how that is
// written, nothing is said of a file that is not there.
func (x *Text) vitepressPart(ref string, at tree.Pos, by *included, indent string, code bool) bool {
	p := readPartOf(ref)
	f, err := x.vitepressFile(p.name, by)
	if err != nil {
		if !code {
			x.failed(at, p.name, err)
			x.line(indent, `\<!--@include: `+ref+"-->\n", at) // as text: a comment would vanish
		}
		return !code
	}
	lines := f.lines()
	from, to, ok := regionLines(lines, p.region)
	if !ok {
		x.Report(at, tree.Warning, tree.AnchorMissing, "the included file has no region "+strconv.Quote(lex.Short(p.region)), "")
		return false
	}
	if p.region == "" && p.braces == "" {
		skip := frontMatterEnd(f.text)
		for n := 0; n < skip && from < to; from++ {
			n += len(lines[from])
		}
	}
	from, to = inRange(p.braces, from, to)
	offset := 0
	for _, l := range lines[:from] {
		offset += len(l)
	}
	x.vitepress(f, lines[from:to], offset, indent)
	if out := x.lastBytes(1); out != "\n" {
		x.emit("\n", at)
	}
	return true
}

// inRange are the lines "2,5", "7,", ",10" or "1-3" of some.
func inRange(s string, from, to int) (int, int) {
	a, b, ok := strings.Cut(strings.ReplaceAll(s, "-", ","), ",")
	if s == "" {
		return from, to
	}
	first, last := from, to
	if n, err := strconv.Atoi(strings.TrimSpace(a)); err == nil && n > 0 {
		first = from + n - 1
		if !ok {
			last = first + 1
		}
	}
	if n, err := strconv.Atoi(strings.TrimSpace(b)); err == nil && n > 0 {
		last = from + n
	}
	last = min(last, to)
	return min(first, last), last
}

// codeImport adds a file, or a region of it, as a code block; false keeps the line.
func (x *Text) codeImport(ref string, at tree.Pos, by *included, indent string) bool {
	p := readPartOf(ref)
	if p.name == "" || strings.ContainsAny(p.name, " <>") {
		return false
	}
	f, err := x.vitepressFile(p.name, by)
	if err != nil {
		x.failed(at, p.name, err)
		return false
	}
	lines := f.lines()
	from, to, ok := regionLines(lines, p.region)
	if !ok {
		x.Report(at, tree.Warning, tree.AnchorMissing, "the included file has no region "+strconv.Quote(lex.Short(p.region)), "")
		return false
	}
	marks, lang, _ := strings.Cut(p.braces, " ")
	if marks != "" && strings.Trim(marks, "0123456789,-") != "" {
		marks, lang = "", p.braces
	}
	if lang = strings.TrimSpace(lang); lang == "" {
		lang = strings.TrimPrefix(path.Ext(p.name), ".")
	}
	ticks := "```"
	for strings.Contains(f.text, ticks) {
		ticks += "`"
	}
	head := ticks + lang
	if marks != "" {
		head += " {" + marks + "}"
	}
	if p.title == "" {
		p.title = "[" + path.Base(p.name) + "]"
	}
	x.line(indent, head+" "+p.title+"\n", at)
	offset, cut := 0, lex.CommonIndent(lines[from:to])
	for i, l := range lines[:to] {
		pos := f.base + tree.Pos(offset)
		offset += len(l)
		if name, end := regionMark(l); i < from || p.region != "" && (name != "" || end) {
			continue
		}
		n := min(cut, max(0, len(l)-1))
		if p.region == "" {
			n = 0
		}
		x.line(indent, l[n:], pos+tree.Pos(n))
	}
	if x.lastBytes(1) != "\n" {
		x.emit("\n", at)
	}
	x.line(indent, ticks+"\n", at)
	return true
}
