package source

import (
	"path"
	"strings"

	"platen/convert/tree"
)

// readFile adds the file that {{< readfile "file" >}} names, which stands alone in its line: Markdown, or code when the tag
// or the file's name says so (Docsy). It returns the tag's length, 0 when it stays as it is.
func (t *template) readFile(args, rest string, size int, at tree.Pos) int {
	x := t.x
	before := x.out.String()
	indent := before[strings.LastIndexByte(before, '\n')+1:]
	line, _, _ := strings.Cut(rest[size:], "\n")
	name := hugoNamed(args, "file")
	if name == "" {
		name = hugoArg(args, "path")
	}
	if name == "" || x.Read == nil || strings.Trim(indent, " \t") != "" || strings.TrimSpace(line) != "" {
		return 0
	}
	f, err := x.hugoFile(name, t.file)
	if err != nil {
		x.failed(at, name, err)
		return 0
	}
	lang, kind := hugoNamed(args, "lang"), strings.ToLower(path.Ext(name))
	switch {
	case t.code:
		x.indented(f, f.text, indent)
	case hugoNamed(args, "code") == "true" || lang != "" || kind != ".md" && kind != ".markdown" && kind != ".html":
		if lang == "" && kind != ".txt" {
			lang = strings.TrimPrefix(kind, ".")
		}
		ticks := "```"
		for strings.Contains(f.text, ticks) {
			ticks += "`"
		}
		x.emit(ticks+lang+"\n"+indent, at)
		x.indented(f, f.text, indent)
		x.emit("\n"+indent+ticks, at)
	case indent != "":
		x.indented(f, f.text[frontMatterEnd(f.text):], indent)
	default:
		f.base += tree.Pos(frontMatterEnd(f.text))
		f.text = f.text[frontMatterEnd(f.text):]
		t.fill(f)
	}
	return size
}

// indented adds the end of a file's text; its lines but the first get the indentation that the tag has.
func (x *Text) indented(f *included, text, indent string) {
	at := f.base + tree.Pos(len(f.text)-len(text))
	for i, l := range strings.SplitAfter(strings.TrimRight(text, "\n"), "\n") {
		if i == 0 {
			x.emit(l, at)
		} else {
			x.line(indent, l, at)
		}
		at += tree.Pos(len(l))
	}
}

// hugoFile opens a file by its path from the page's folder, from the top of the pages, or from the project's folder.
func (x *Text) hugoFile(name string, by *included) (f *included, err error) {
	for _, dir := range [...]string{path.Dir(by.name), x.Settings.PagesFolder, "."} {
		if strings.HasPrefix(name, "/") && dir == path.Dir(by.name) && dir != x.Settings.PagesFolder {
			continue
		}
		x.count(0)
		if f, err = x.open(path.Join(dir, name), by); err == nil || err == errNested {
			return f, err
		}
	}
	return nil, err
}

// hugoNamed is the argument of a shortcode that has a name, "" when there is none.
func hugoNamed(s, name string) string {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		key, rest, named := strings.Cut(s, "=")
		if key = strings.TrimSpace(key); !named || strings.ContainsAny(key, " \"'`") {
			if _, after := quoted(s); after != s {
				s = after
				continue
			}
			_, s, _ = strings.Cut(s, " ")
			continue
		}
		rest = strings.TrimLeft(rest, " \t\n")
		value, after := quoted(rest)
		if after == rest {
			value, after, _ = strings.Cut(rest, " ")
		}
		if key == name {
			return value
		}
		s = after
	}
	return ""
}
