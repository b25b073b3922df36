package source

import (
	"net/url"
	"path"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// DocFX, with which Microsoft and others publish, has forms that begin a line and stand for other Markdown: includes,
// images, code from files, zones and columns between ::: lines, tabs under headings that link to "#tab/name", and
// quotes that are boxes. They are replaced by the forms that the reader has, before anything else is read.

// DocFX replaces the forms in a page.
func DocFX(x *Text) {
	if t := x.text; strings.Contains(t, ":::") || strings.Contains(t, "[!") || strings.Contains(t, "](#tab/") || strings.Contains(t, "<xref:") {
		x.rewrite(func(page *included) { x.docfx(page, "") })
	}
}

// SeenDocFX reports whether a line is one of the forms.
func SeenDocFX(line []byte) bool {
	s := strings.TrimSpace(string(line))
	lower := strings.ToLower(s)
	switch {
	case strings.HasPrefix(s, ":::"):
		body := strings.TrimSpace(s[3:])
		return strings.HasPrefix(body, "image ") || strings.HasPrefix(body, "zone pivot=") || strings.HasPrefix(body, "zone target=") ||
			strings.HasPrefix(body, "moniker range=") || strings.HasPrefix(body, "row:::") || strings.HasPrefix(body, "code language=")
	case strings.HasPrefix(lower, "[!include"), strings.HasPrefix(lower, "[!code-"):
		_, target := bangTarget(strings.TrimSuffix(strings.TrimPrefix(s, "[!"), "]"))
		return target != ""
	case s[0] == '>':
		lower = strings.TrimLeft(lower[1:], " ")
		return strings.HasPrefix(lower, "[!div class=") || strings.HasPrefix(lower, "[!video http")
	}
	return s[0] == '#' && strings.Contains(s, "](#tab/")
}

// A docFX replaces the forms in one file.
type docFX struct {
	x      *Text
	f      *included
	indent string
	code   fenceLine
	tabs   bool   // a tab is open
	tabsAt string // the indentation of its heading
	quote  string // a box that was a quote is open, and this is its indentation
	box    bool
	row    bool   // inside a row, whose parts authors indent
	rowAt  string // the indentation of the row
	cut    int    // and what of a column's text is no indentation of its own, in columns
}

// docfx adds a file, each line behind indent.
func (x *Text) docfx(f *included, indent string) {
	d := &docFX{x: x, f: f, indent: indent}
	offset := 0
	if f.depth > 0 {
		offset = frontMatterEnd(f.text)
	}
	for l := range strings.Lines(f.text[offset:]) {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		d.line(l, at)
	}
	end := f.base + tree.Pos(len(f.text))
	d.endBox(end)
	if d.tabs {
		d.x.emit("\n\n"+d.indent+d.tabsAt+"------\n", end)
	}
}

func (d *docFX) line(l string, at tree.Pos) {
	trimmed := strings.TrimSpace(l)
	if d.row && trimmed != "" {
		n := min(len(l)-len(strings.TrimLeft(l, " ")), d.cut)
		l, at = d.rowAt+l[n:], at+tree.Pos(n)
	}
	space := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
	switch {
	case d.code.in(trimmed):
		d.x.line(d.indent, l, at)
		return
	case d.box && strings.HasPrefix(trimmed, ">"):
		rest := strings.TrimPrefix(trimmed[1:], " ")
		d.put(space, rest+"\n", at+tree.Pos(len(space)+len(trimmed)-len(rest)))
		return
	case d.box:
		d.endBox(at)
	}
	lead := d.indent + space
	switch {
	case strings.HasPrefix(trimmed, ":::") && d.colons(trimmed, lead, at):
	case strings.HasPrefix(trimmed, "#") && d.tab(trimmed, space, at):
	case d.tabs && space == d.tabsAt && isRuleLine(trimmed):
		d.x.emit("\n"+lead+"------\n\n", at)
		d.tabs = false
	case strings.HasPrefix(trimmed, ">") && d.quoteForm(strings.TrimSpace(trimmed[1:]), space, at):
	case strings.HasPrefix(trimmed, "[!") && d.wholeLine(trimmed, lead, at):
	default:
		d.x.line(d.indent, d.inline(l), at)
	}
}

// put adds a line that was a part of another form, with what is in it replaced.
func (d *docFX) put(space, l string, at tree.Pos) {
	d.x.line(d.indent+space, d.inline(l), at)
}

func (d *docFX) endBox(at tree.Pos) {
	if d.box {
		d.x.emit("\n"+d.indent+d.quote+":::\n\n", at)
		d.box = false
	}
}

// isRuleLine reports whether a line is a thematic break of hyphens or asterisks without spaces, as it ends tabs.
func isRuleLine(s string) bool {
	return len(s) >= 3 && (strings.Trim(s, "-") == "" || strings.Trim(s, "*") == "")
}

// tab replaces a heading "# [Title](#tab/name)" by the title of a tab.
func (d *docFX) tab(s, space string, at tree.Pos) bool {
	title := strings.TrimLeft(s, "#")
	if len(s)-len(title) > 6 || !strings.HasPrefix(title, " ") {
		return false
	}
	title, ok := strings.CutPrefix(strings.TrimSpace(title), "[")
	i := strings.LastIndex(title, "](#tab/")
	if !ok || i < 0 || !strings.HasSuffix(title, ")") || strings.ContainsAny(title[i+7:len(title)-1], "() ") {
		return false
	}
	lead := d.indent + space
	d.x.emit("\n"+lead+"------\n"+lead+"#### [ ", at)
	d.x.emit(title[:i], at+tree.Pos(strings.IndexByte(s, '[')+len(space)+1))
	d.x.emit(" ]\n\n", at)
	d.tabs, d.tabsAt = true, space
	return true
}

// quoteForm replaces a quote that begins with [!div …], a box, or [!VIDEO …], a link to what it shows.
func (d *docFX) quoteForm(s, space string, at tree.Pos) bool {
	name, rest, ok := bangForm(s)
	if !ok || rest != "" {
		return false
	}
	name, arg, _ := strings.Cut(name, " ")
	lead := d.indent + space
	switch strings.ToLower(name) {
	case "div":
		class := classWord(colonAttr(arg, "class"))
		if class == "" {
			return false
		}
		d.x.emit("\n"+lead+"::: {."+class+"}\n\n", at)
		d.box, d.quote = true, space
	case "video":
		arg = strings.TrimSpace(arg)
		if arg == "" || strings.ContainsAny(arg, "<> ") {
			return false
		}
		d.x.emit("\n"+lead+"<"+arg+">\n", at)
	default:
		return false
	}
	return true
}

// maxForm is how long a form in brackets may be, in bytes: at each bracket of a line it is looked for once.
const maxForm = 1000

// bangForm cuts "[!…]" off the beginning of s: the text after the mark, brackets inside it included.
func bangForm(s string) (inside, rest string, ok bool) {
	s, ok = strings.CutPrefix(s, "[!")
	if !ok {
		return "", "", false
	}
	depth := 1
	for i := range min(len(s), maxForm) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return s[:i], s[i+1:], true
			}
		case '\n':
			return "", "", false
		}
	}
	return "", "", false
}

// wholeLine replaces a line that is an include of Markdown or of code.
func (d *docFX) wholeLine(s, lead string, at tree.Pos) bool {
	inside, rest, ok := bangForm(s)
	if !ok || rest != "" {
		return false
	}
	name, target := bangTarget(inside)
	switch lower := strings.ToLower(name); {
	case target == "":
		return false
	case lower == "include":
		part, err := d.x.open(d.file(target), d.f)
		if err != nil {
			d.x.failed(at, target, err)
			d.x.emit(lead+standIn(inside, target)+"\n", at)
			return true
		}
		d.x.emit("\n", at)
		d.x.docfx(part, lead)
		d.x.emit("\n\n", at)
		return true
	case lower == "code" || strings.HasPrefix(lower, "code-"):
		file, query, _ := strings.Cut(target, "?")
		file, lines, _ := strings.Cut(file, "#")
		q, _ := url.ParseQuery(query)
		id := q.Get("name")
		if id == "" && !strings.HasPrefix(lines, "L") {
			id = lines
		}
		return d.codeFile(file, strings.TrimPrefix(strings.TrimPrefix(lower, "code"), "-"), id, q.Get("range"), lead, at)
	}
	return false
}

// bangTarget splits `INCLUDE [title](path "x")` into its name and the path.
func bangTarget(s string) (name, target string) {
	i := strings.IndexByte(s, '[')
	j := strings.LastIndex(s, "](")
	if i < 0 || j < i || !strings.HasSuffix(s, ")") {
		return "", ""
	}
	target, _, _ = strings.Cut(strings.TrimSpace(s[j+2:len(s)-1]), " ")
	return strings.TrimSpace(s[:i]), strings.Trim(target, "<>")
}

// standIn is what shows that an included file is missing: the title that the author gave it, else its path.
func standIn(inside, target string) string {
	if i, j := strings.IndexByte(inside, '['), strings.LastIndex(inside, "]("); i >= 0 && i+1 < j {
		return inside[i+1 : j]
	}
	return "`" + strings.ReplaceAll(target, "`", "") + "`"
}

// file is a path that the present file names, relative to the source root; "~/" is the root.
func (d *docFX) file(name string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		return path.Clean(rest)
	}
	if s, err := url.PathUnescape(name); err == nil {
		name = s
	}
	return path.Join(path.Dir(d.f.name), name)
}

// colons replaces a line that begins with ":::".
func (d *docFX) colons(s, lead string, at tree.Pos) bool {
	body := strings.TrimSpace(strings.TrimLeft(s, ":"))
	open := !strings.HasSuffix(body, ":::")
	body = strings.TrimSpace(strings.TrimSuffix(body, ":::"))
	name, args, _ := strings.Cut(body, " ")
	switch name {
	case "zone", "moniker", "row", "column":
		class := "." + name
		for _, key := range [...]string{"pivot", "target", "range", "span"} {
			if v := strings.Map(plainAttr, colonAttr(args, key)); v != "" {
				class += ` data-` + key + `="` + v + `"`
			}
		}
		d.x.emit("\n"+lead+"::: {"+class+"}\n\n", at)
		d.opened(name, lead)
	case "zone-end", "moniker-end", "row-end", "column-end":
		d.x.emit("\n"+lead+":::\n\n", at)
		if name == "row-end" {
			d.row, d.cut = false, 0
		}
	case "image-end":
		d.x.emit("\n", at)
	case "image":
		if open {
			return false
		}
		d.x.emit(lead, at)
		d.x.emit(d.inline(s)+"\n", at)
		if colonAttr(args, "type") == "complex" {
			d.x.emit("\n", at)
		}
	case "code":
		src := colonAttr(args, "source")
		return !open && src != "" && d.codeFile(src, colonAttr(args, "language"), colonAttr(args, "id"), colonAttr(args, "range"), lead, at)
	default:
		return false
	}
	return true
}

// opened notes a row, and that a column's text is indented in it.
func (d *docFX) opened(name, lead string) {
	switch space := strings.TrimPrefix(lead, d.indent); {
	case name == "row":
		d.row, d.rowAt, d.cut = true, space, len(space)+3
	case name == "column" && d.row:
		d.cut = len(d.rowAt) + 6
	}
}

// plainAttr drops what would end an attribute.
func plainAttr(r rune) rune {
	if r < ' ' || strings.ContainsRune("\"{}\\", r) {
		return -1
	}
	return r
}

// classWord is s as the name of a class, its first word.
func classWord(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), " ")
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r < 0x80 && lex.IsLetter(byte(r)) || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// colonAttr returns the value of name="value" in s.
func colonAttr(s, name string) string {
	for rest := s; ; {
		i := strings.Index(rest, name+"=")
		if i < 0 {
			return ""
		}
		value := rest[i+len(name)+1:]
		if (i == 0 || rest[i-1] == ' ') && value != "" && (value[0] == '"' || value[0] == '\'') {
			if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
				return value[1 : 1+end]
			}
		}
		rest = value
	}
}
