package source

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// Snippets are files that a page includes by lines such as --8<-- "file.md", or by a list of file names between two
// lines --8<-- (PyMdown Extensions, Snippets). They work in code as well: the lines are replaced before anything else
// is read. The notation is shown when a semicolon stands before it.

// Snippets puts in the files that --8<-- lines and tags name, and those that the project appends to every page.
func Snippets(x *Text) {
	if strings.Contains(x.text, "8<-") || strings.Contains(x.text, "{%") || strings.Contains(x.text, "{!") || len(x.Settings.SnippetsAppended) > 0 {
		x.rewrite(x.snippets)
	}
}

// snippets adds the page with its snippets.
func (x *Text) snippets(page *included) {
	x.snippetLines(page, page.lines(), 0, "")
	for _, name := range x.Settings.SnippetsAppended {
		f, err := x.snippetFile(name, page)
		if err != nil {
			continue // said once for the project, not on each page
		}
		x.emit("\n\n", f.base)
		x.snippetLines(f, f.lines(), 0, "")
	}
}

// snippetLines adds lines of a file, the first of which begins at offset, each behind indent.
func (x *Text) snippetLines(f *included, lines []string, offset int, indent string) {
	block := false
	around, code := x.inCode, fenceLine{}
	defer func() { x.inCode = around }()
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		x.inCode = code.in(strings.TrimSpace(l)) || around
		at := f.base + tree.Pos(offset)
		offset += len(l)
		if space := strings.TrimLeft(l, " \t"); strings.HasPrefix(space, "{%") || strings.HasPrefix(space, "{!") {
			space = l[:len(l)-len(space)]
			if t, ok := readIncludeTag(lines[i:]); ok && x.includeTag(t, at+tree.Pos(len(space)), f, indent+space) {
				for _, more := range lines[i+1 : i+t.lines] {
					offset += len(more)
				}
				i += t.lines - 1
				continue
			}
		}
		if block || strings.Contains(l, "8<-") {
			s := readSnippet(l)
			switch {
			case s.section:
				continue
			case s.mark && s.escaped:
				i := strings.IndexByte(l, ';')
				x.line(indent, l[:i], at)
				x.emit(l[i+1:], at+tree.Pos(i+1))
				continue
			case s.mark && s.name == "":
				block = !block
				continue
			case s.mark && !block:
				x.snippet(s.name, at+tree.Pos(len(s.indent)), f, indent+s.indent)
				continue
			case block:
				name := strings.TrimSpace(l)
				if name == "" {
					x.emit("\n", at)
				} else if name[0] != ';' {
					space := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
					x.snippet(name, at+tree.Pos(len(space)), f, indent+space)
					x.emit("\n", at)
				}
				continue
			}
		}
		x.line(indent, l, at)
	}
}

// line adds a line behind an indent; a blank one gets none.
func (x *Text) line(indent, l string, at tree.Pos) {
	if indent != "" && l != "\n" && l != "" {
		x.emit(indent, at)
	}
	x.emit(l, at)
}

// A snippetLine is a line with the notation in it.
type snippetLine struct {
	indent  string
	mark    bool   // the line is a mark
	escaped bool   // a semicolon stands before the mark
	name    string // the file in quotes; "" for the lines around a block
	section bool   // the line marks the start or end of a section
}

func readSnippet(l string) (s snippetLine) {
	if name, _ := sectionMark(l); name != "" {
		s.section = !strings.Contains(l[:strings.Index(l, "8<-")], ";")
		return s
	}
	rest := strings.TrimLeft(l, " \t")
	s.indent = l[:len(l)-len(rest)]
	if t := strings.TrimLeft(rest, ";"); len(t) < len(rest) {
		s.escaped, rest = true, t
	}
	before := strings.TrimLeft(rest, "-")
	behind, ok := strings.CutPrefix(before, "8<")
	if !ok || len(before) == len(rest) || !strings.HasPrefix(behind, "-") {
		return s
	}
	behind = strings.TrimLeft(behind, "-")
	name := strings.Trim(behind, " \t\n")
	switch {
	case name == "":
		s.mark = behind == name || behind == "\n"
	case behind[0] != ' ' && behind[0] != '\t':
	case len(name) > 2 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0]:
		s.mark, s.name = true, name[1:len(name)-1]
	}
	return s
}

// sectionMark returns the name in "--8<-- [start:name]" or "[end:name]", which may stand anywhere in a line.
func sectionMark(l string) (name string, start bool) {
	i := strings.Index(l, "-8<-")
	if i < 0 {
		return "", false
	}
	rest := strings.TrimLeft(l[i+4:], "-")
	inside, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t"), "[")
	end := strings.IndexByte(inside, ']')
	if !ok || end < 0 || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
		return "", false
	}
	kind, name, ok := strings.Cut(inside[:end], ":")
	kind, name = strings.ToLower(strings.TrimSpace(kind)), strings.TrimSpace(name)
	if !ok || kind != "start" && kind != "end" || !isSectionName(name) {
		return "", false
	}
	return name, kind == "start"
}

func isSectionName(s string) bool {
	if s == "" || !lex.IsLetter(s[0]) {
		return false
	}
	for _, b := range []byte(s) {
		if !lex.IsLetter(b) && b != '-' && b != '_' && (b < '0' || b > '9') {
			return false
		}
	}
	return true
}

// snippet adds the file, or the part of one, that target names.
func (x *Text) snippet(target string, at tree.Pos, by *included, indent string) {
	if strings.HasPrefix(target, ";") {
		return
	}
	if schemeEnd := strings.Index(target, "://"); schemeEnd > 0 {
		x.Report(at, tree.Warning, tree.OutsideRoot, fmt.Sprintf("the snippet %q lies on another server and is not loaded", lex.Short(target)), "save it in the source folder")
		return
	}
	if x.Read == nil {
		x.line(indent, target+"\n", at)
		return
	}
	name, part := target, ""
	if i := strings.LastIndexByte(target, ':'); i >= 0 && isSectionName(target[i+1:]) {
		name, part = target[:i], target[i+1:]
	} else if i := strings.IndexByte(target, ':'); i >= 0 && strings.Trim(target[i:], "0123456789:,-") == "" {
		name, part = target[:i], target[i+1:]
	}
	f, err := x.snippetFile(name, by)
	if err != nil {
		x.failed(at, name, err)
		return
	}
	lines := f.lines()
	for _, r := range snippetRanges(lines, part) {
		if r[0] < 0 {
			x.Report(at, tree.Warning, tree.AnchorMissing, fmt.Sprintf("the included file has no section %q", lex.Short(part)), "")
			return
		}
		offset := 0
		for _, l := range lines[:r[0]] {
			offset += len(l)
		}
		cut := 0
		if part != "" && x.Settings.DedentSnippets {
			cut = lex.CommonIndent(lines[r[0]:r[1]])
		}
		if cut == 0 {
			x.snippetLines(f, lines[r[0]:r[1]], offset, indent)
		} else {
			for _, l := range lines[r[0]:r[1]] {
				n := min(cut, len(l)-1)
				x.snippetLines(f, []string{l[n:]}, offset+n, indent)
				offset += len(l)
			}
		}
	}
	if n := x.out.Len(); n > 0 && x.out.String()[n-1] != '\n' {
		x.emit("\n", at)
	}
}

// snippetFile reads a snippet below one of the project's folders for them.
func (x *Text) snippetFile(name string, by *included) (f *included, err error) {
	bases := x.Settings.SnippetFolders
	if len(bases) == 0 {
		bases = []string{"."}
	}
	outside := path.IsAbs(name)
	for _, base := range append(bases[:len(bases):len(bases)], x.Settings.PagesFolder, path.Dir(x.Page.Path)) {
		file := path.Join(base, name)
		if path.Base(base) == name {
			file = base // a folder for snippets can be a single file
		}
		if f, err = x.open(file, by); err == nil || err == errNested {
			return f, err
		}
		outside = outside || err == errOutside
	}
	if outside {
		return nil, errOutside
	}
	return nil, err
}

// snippetRanges are the lines that part names: "" all, "name" a section, "2:4,7:" ranges of lines from 1; a negative
// number counts from the end. A section that is not there is {-1, -1}.
func snippetRanges(lines []string, part string) [][2]int {
	if part == "" {
		return [][2]int{{0, len(lines)}}
	}
	if isSectionName(part) {
		from := -1
		for i, l := range lines {
			if name, start := sectionMark(l); name == part {
				if start && from < 0 {
					from = i + 1
				} else if !start && from >= 0 {
					return [][2]int{{from, i}}
				}
			}
		}
		if from < 0 {
			return [][2]int{{-1, -1}}
		}
		return [][2]int{{from, len(lines)}}
	}
	number := func(s string, none int) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			return none
		}
		if n < 0 {
			n += len(lines) + 1
		}
		return min(max(n, 1), len(lines))
	}
	var out [][2]int
	for _, r := range strings.Split(part, ",") {
		a, b, _ := strings.Cut(r, ":")
		from, to := number(a, 1)-1, number(b, len(lines))
		if from >= 0 && from < to {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}
