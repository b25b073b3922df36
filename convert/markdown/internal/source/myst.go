package source

import (
	"cmp"
	"path"
	"regexp"
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// MyST, in which Jupyter Book and Sphinx read Markdown, has directives, which are fences with a name in braces, roles,
// which are code with one, and labels. They are replaced by forms that the reader has before anything else is read.

// MyST replaces the forms in a page.
func MyST(x *Text) {
	if t := x.text; strings.Contains(t, "{") && (strings.Contains(t, "`{") || strings.Contains(t, "}`") || strings.Contains(t, ":{") || strings.Contains(t, "{{")) ||
		strings.Contains(t, ")=\n") || strings.Contains(t, "+++") || strings.Contains(t, "project:") ||
		strings.Contains(t, "{#") || strings.Contains(t, "{.") || strings.Contains(t, "{attribution=") || strings.Contains(t, "$$ (") {
		x.rewrite(func(page *included) { x.myst(page, "") })
	}
}

// SeenMyST reports whether a line opens a directive that only MyST has.
func SeenMyST(line []byte) bool {
	d, ok := readFence(strings.TrimSpace(string(line)))
	return ok && d.char == '`' && d.name != "mermaid" && (lex.IsNoteName(d.name) || mystForms[d.name] != 0 && mystForms[d.name] != mystChunk)
}

// A mystForm says what a directive becomes.
type mystForm uint8

const (
	mystDiv      mystForm = iota // its text, whatever its name is
	mystCode                     // code; what stands behind the name is the language
	mystFormula                  // a formula
	mystImage                    // an image; what stands behind the name is the file
	mystFigure                   // an image, and its text is the caption
	mystTitled                   // a note with a title
	mystDetails                  // text that unfolds
	mystTab                      // a tab
	mystTabs                     // tabs
	mystFile                     // a file that is included
	mystListing                  // code from a file
	mystChunk                    // code; its name is the language (Quarto, R Markdown)
	mystList                     // a table of lists
	mystCSV                      // a table of lines
	mystGlossary                 // terms, and below them what they mean
	mystIndex                    // lines of the index that lead here
	mystNothing                  // what a site makes of itself: lists of pages, indexes
)

var mystForms = map[string]mystForm{
	"code": mystCode, "code-block": mystCode, "code-cell": mystCode, "sourcecode": mystCode, "eval-rst": mystCode, "prompt": mystCode,
	"parsed-literal": mystCode, "mermaid": mystChunk, "r": mystChunk, "python": mystChunk, "julia": mystChunk, "bash": mystChunk,
	"sql": mystChunk, "ojs": mystChunk, "dot": mystChunk, "math": mystFormula, "image": mystImage, "figure": mystFigure,
	"admonition": mystTitled, "seealso": mystTitled, "dropdown": mystDetails, "tab-item": mystTab, "tab": mystTab,
	"tab-set": mystTabs, "tabs": mystTabs, "include": mystFile, "literalinclude": mystListing,
	"list-table": mystList, "csv-table": mystCSV, "glossary": mystGlossary,
	"toctree": mystNothing, "tableofcontents": mystNothing, "contents": mystNothing, "index": mystIndex,
	"bibliography": mystNothing, "meta": mystNothing,
}

// A directive is the line that opens one.
type directive struct {
	char  byte // of the fence
	ticks int
	name  string
	arg   string
}

// readFence reads "```{name} words" without white space at its ends.
func readFence(s string) (d directive, ok bool) {
	if s == "" || s[0] != '`' && s[0] != '~' && s[0] != ':' {
		return d, false
	}
	n := lex.Run([]byte(s), s[0])
	rest := s[n:]
	end := strings.IndexByte(rest, '}')
	if n < 3 || !strings.HasPrefix(rest, "{") || end < 2 {
		return d, false
	}
	name := rest[1:end]
	for _, b := range []byte(name) {
		if !lex.IsLetter(b) && b != '-' && b != '_' && b != ':' && (b < '0' || b > '9') {
			return d, false
		}
	}
	return directive{s[0], n, name, strings.TrimSpace(rest[end+1:])}, true
}

// An openDirective is a directive whose end has not come yet.
type openDirective struct {
	directive
	form    mystForm
	options bool // its options may follow
	keys    map[string]string
	yaml    bool // they stand between --- lines
	begun   bool // what it becomes has begun
	lead    string
	key     string // the last option

	// Of tables: rows and columns so far, how many are headings, where rows and cells begin, the open cell, and a line that
	// goes on. A glossary's cell is a definition.
	rows, columns, heads, stubs int
	indent, cells               int
	cell, held                  string
}

// A myst replaces the forms in one file.
type myst struct {
	x      *Text
	f      *included
	indent string
	code   fenceLine
	open   []*openDirective
	words  map[string]string // substitutions, by name
	below  string            // the next line
	terms  bool              // terms of the page are labels: {.glossary} stands above them
	said   string            // who said what stands in the quotation that comes or is open
	at     tree.Pos          // of the line
}

// myst adds a file, each line behind indent.
func (x *Text) myst(f *included, indent string) {
	m := &myst{x: x, f: f, indent: indent, words: x.substitutions()}
	offset := 0
	if f.depth > 0 {
		offset = frontMatterEnd(f.text)
	}
	for l := range strings.Lines(f.text[offset:]) {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		m.below = firstLine(f.text[offset:])
		m.line(l, at)
	}
	m.quoted(f.base + tree.Pos(len(f.text)))
	for len(m.open) > 0 {
		m.x.emit("\n", f.base+tree.Pos(len(f.text)))
		m.close(f.base + tree.Pos(len(f.text)))
	}
}

// quoted ends a quotation with who said it.
func (m *myst) quoted(at tree.Pos) {
	if m.said != "" {
		m.x.emit(m.indent+">\n"+m.indent+"> — "+m.said+"\n", at)
		m.said = ""
	}
}

// blockAttributes is a line of attributes above a block.
var blockAttributes = regexp.MustCompile(`^\{(?:\s*(?:[#.][^\s{}#.]+|[\w-]+=(?:"[^"{}]*"|[^\s"{}]+)))+\s*\}$`)

// attributes takes a line of attributes: its id is an anchor, and attribution is who said the quotation below it.
func (m *myst) attributes(s, lead string, at tree.Pos) bool {
	for _, f := range strings.Fields(strings.Trim(s, "{}")) {
		if id, ok := strings.CutPrefix(f, "#"); ok && isLabel(id) {
			m.x.emit(lead+`<a name="`+id+`"></a>`+"\n", at)
		}
	}
	m.terms = m.terms || strings.Contains(s, ".glossary")
	if _, who, ok := strings.Cut(s, `attribution="`); ok {
		who, _, _ = strings.Cut(who, `"`)
		m.said = m.roles(who)
	}
	return true
}

func (m *myst) line(l string, at tree.Pos) {
	m.at = at
	trimmed := strings.TrimSpace(l)
	lead := m.indent + l[:len(l)-len(strings.TrimLeft(l, " \t"))]
	if n := len(m.open); n > 0 {
		d := m.open[n-1]
		if trimmed != "" && trimmed[0] == d.char && lex.Run([]byte(trimmed), d.char) >= d.ticks && strings.Trim(trimmed, string(d.char)) == "" &&
			m.code.char == 0 && len(lead)-len(d.lead) < 4 {
			m.quoted(at)
			m.close(at)
			return
		}
		if d.options && m.option(d, trimmed) {
			return
		}
		m.begin(d, at)
		switch d.form {
		case mystNothing, mystImage, mystFile, mystListing:
			return
		case mystIndex:
			m.indexEntry(d, trimmed, at)
			return
		case mystList, mystCSV, mystGlossary:
			m.part(d, strings.TrimPrefix(l, strings.TrimPrefix(d.lead, m.indent)), at)
			return
		case mystCode, mystChunk, mystFormula:
			m.x.line(m.indent, l, at)
			return
		}
	}
	if m.code.char == 0 && len(m.open) < maxIncludes {
		if d, ok := readFence(trimmed); ok {
			m.open = append(m.open, &openDirective{directive: d, form: mystForms[d.name], options: true, keys: map[string]string{}, lead: lead})
			return
		}
	}
	if m.said != "" && (trimmed == "" || trimmed[0] != '>') {
		m.quoted(at)
	}
	switch {
	case m.code.in(trimmed):
		m.x.line(m.indent, l, at)
	case strings.HasPrefix(trimmed, "(") && strings.HasSuffix(trimmed, ")=") && isLabel(trimmed[1:len(trimmed)-2]):
		m.x.emit(lead+"<a name=\""+trimmed[1:len(trimmed)-2]+"\"></a>\n", at)
	case blockAttributes.MatchString(trimmed) && m.attributes(trimmed, lead, at):
	case strings.HasPrefix(l, "% "): // a comment
	case strings.HasSuffix(trimmed, ")") && formulaLabel(trimmed) != "":
		m.x.emit(lead+formulaLabel(trimmed)+"\n", at)
	case m.terms && strings.HasPrefix(m.below, ": ") && trimmed != "" && trimmed[0] != ':':
		m.x.emit(lead+termAnchors(trimmed)+m.roles(trimmed)+"\n", at)
	case strings.HasPrefix(l, "+++") && isBlockBreak(trimmed):
		m.x.emit("\n", at)
	default:
		m.x.line(m.indent, m.roles(l), at)
	}
}

// part takes a line of a table or a glossary.
func (m *myst) part(d *openDirective, l string, at tree.Pos) {
	switch d.form {
	case mystList:
		m.listRow(d, l, at)
	case mystCSV:
		m.csvRow(d, l, at)
	default:
		m.glossaryLine(d, l, at)
	}
}

// formulaLabel is a line that ends a formula with its label, "$$ (label)", with the label as an attribute; "" for others.
func formulaLabel(l string) string {
	head, label, ok := strings.Cut(strings.TrimSuffix(l, ")"), "$$ (")
	if !ok || !isLabel(label) || strings.Trim(head, "> \t") != "" && !strings.HasPrefix(strings.TrimLeft(head, "> \t"), "$$") {
		return ""
	}
	return head + "$$ {#" + label + "}"
}

// isBlockBreak reports whether a line divides blocks: "+++", with words or metadata behind it.
func isBlockBreak(l string) bool {
	return l == "+++" || strings.HasPrefix(l, "+++ ") || strings.HasPrefix(l, "+++{")
}

// isLabel reports whether s can be the name of a place.
func isLabel(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t\"'<>&()")
}

// option takes a line of a directive's options: ":name: value", or YAML between --- lines.
func (m *myst) option(d *openDirective, s string) bool {
	switch {
	case s == "---":
		if !d.yaml && len(d.keys) > 0 {
			d.options = false
			return false
		}
		if d.yaml {
			d.options = false
		}
		d.yaml = !d.yaml
		return true
	case d.yaml:
		key, value, _ := strings.Cut(s, ":")
		d.keys[strings.TrimSpace(key)] = strings.Trim(strings.TrimSpace(value), `"'`)
		return true
	case len(s) > 2 && s[0] == ':' && s[1] == ' ' && d.key != "": // the value goes on
		d.keys[d.key] = strings.TrimSpace(strings.TrimPrefix(d.keys[d.key], ">") + " " + strings.TrimSpace(s[1:]))
		return true
	case len(s) > 2 && s[0] == ':' && s[1] != ':':
		if key, value, ok := strings.Cut(s[1:], ":"); ok && !strings.Contains(key, " ") {
			d.key, d.keys[key] = key, strings.TrimSpace(value)
			return true
		}
	}
	d.options = false
	return s == ""
}

// id is how a directive's name is written: with what the directive begins with, or on a line before it.
func (d *openDirective) id(name string) (with, line string) {
	if !isLabel(name) {
		return "", ""
	}
	switch d.form {
	case mystCode, mystChunk:
		return " {#" + name + "}", ""
	case mystTab: // its title's
		return `<a name="` + name + `"></a>`, ""
	case mystFigure, mystList, mystCSV:
		return ` id="` + name + `"`, ""
	}
	return "", `<a name="` + name + `"></a>`
}

// begin adds what a directive begins with.
func (m *myst) begin(d *openDirective, at tree.Pos) {
	if d.begun {
		return
	}
	d.begun, d.options = true, false
	put := func(s string) { m.x.emit(d.lead+s+"\n", at) }
	m.x.emit("\n", at)
	id, line := d.id(cmp.Or(d.keys["name"], d.keys["label"]))
	if line != "" {
		put(line)
		m.x.emit("\n", at)
	}
	fence := strings.Repeat(string(d.char), d.ticks)
	switch d.form {
	case mystIndex:
		m.indexEntry(d, d.arg, at)
	case mystCode, mystChunk:
		lang, _, _ := strings.Cut(d.arg, " ")
		if d.form == mystChunk {
			lang = d.name
		}
		if lang == "ipython" || lang == "ipython3" {
			lang = "python"
		}
		if d.name == "eval-rst" { // another language: nothing of it is read
			lang = "rst"
		}
		put(codeSign(d, m.codeTitle(d)) + classWord(lang) + m.codeTitle(d) + id)
	case mystFormula:
		put(strings.ReplaceAll(fence, ":", "`") + "math")
		if d.arg != "" {
			put(d.arg)
		}
	case mystImage, mystFigure:
		if d.form == mystFigure {
			put("<figure" + id + ">\n")
		}
		if src := strings.Trim(d.arg, "<>"); src != "" && !strings.ContainsAny(src, "<>") {
			put("![" + escapeLabel(d.keys["alt"]) + "](<" + src + ">)")
		}
		if d.form == mystFigure {
			put("\n" + d.lead + "<figcaption>\n")
		}
	case mystList, mystCSV:
		m.beginTable(d, id, at)
	case mystTitled:
		title := d.arg
		if d.name == "seealso" {
			title = strings.TrimSpace("See also " + d.arg)
		}
		kind := d.keys["class"]
		if !lex.IsNoteName(kind) {
			kind = "note"
		}
		put(":::" + kind + " " + m.roles(title) + "\n")
	case mystDetails:
		put("::: details " + m.roles(d.arg) + "\n")
	case mystTab:
		put("------\n" + d.lead + "#### [ " + m.roles(d.arg) + " ]" + id + "\n")
	case mystFile:
		if part, err := m.x.open(path.Join(path.Dir(m.f.name), d.arg), m.f); err != nil {
			m.x.failed(at, d.arg, err)
			put("`" + strings.ReplaceAll(d.arg, "`", "") + "`")
		} else {
			m.x.myst(part, d.lead)
		}
	case mystListing:
		c := docFX{x: m.x, f: m.f}
		c.codeFile(d.arg, d.keys["language"], "", d.keys["lines"], d.lead, at)
	case mystDiv:
		m.beginDiv(d, put, at)
	}
}

// beginDiv adds what a note, or a directive of no known kind, begins with.
func (m *myst) beginDiv(d *openDirective, put func(s string), at tree.Pos) {
	if lex.IsNoteName(d.name) {
		put(":::" + strings.ToLower(d.name))
		m.x.emit("\n", at)
		if d.arg != "" { // its text may begin here
			put(m.roles(d.arg))
		}
		return
	}
	arg, _, _ := strings.Cut(d.arg, "(")
	if (d.name == "figure-md" || strings.Contains(d.name, ":")) && isLabel(arg) { // its argument is a label, or the name of a thing in code
		put(`<a name="` + arg + `"></a>`)
		m.x.emit("\n", at)
		if d.name == "figure-md" {
			d.arg = ""
		}
	}
	put("::: {." + classWord(strings.ReplaceAll(d.name, ":", "-")) + "}\n")
	if d.arg != "" {
		put(m.roles(d.arg) + "\n")
	}
}

// codeTitle is what stands behind the language for a file's name and a caption, numbers and marks of lines.
func (m *myst) codeTitle(d *openDirective) string {
	title, file := strings.ReplaceAll(d.keys["caption"], `"`, ""), strings.ReplaceAll(d.keys["filename"], `"`, "")
	switch {
	case title == "":
		title = file
	case file != "" && !strings.Contains(title, file):
		title = file + ": " + title
	}
	out := ""
	if title != "" {
		out = ` title="` + title + `"`
	}
	if lines := strings.ReplaceAll(d.keys["emphasize-lines"], " ", ""); lines != "" && strings.Trim(lines, "0123456789,-") == "" {
		out += " {" + lines + "}"
	}
	first := d.keys["lineno-start"]
	if _, on := d.keys["linenos"]; on || first != "" {
		out += " showLineNumbers"
		if n, err := strconv.Atoi(first); err == nil && n > 0 {
			out += "=" + strconv.Itoa(n)
		}
	}
	return out
}

// codeSign is the fence of a directive's code: tildes where backticks may not stand behind it.
func codeSign(d *openDirective, title string) string {
	sign := strings.ReplaceAll(string(d.char), ":", "`")
	if strings.Contains(title, "`") {
		sign = "~"
	}
	return strings.Repeat(sign, d.ticks)
}

// close adds what the innermost directive ends with.
func (m *myst) close(at tree.Pos) {
	d := m.open[len(m.open)-1]
	m.begin(d, at)
	m.open = m.open[:len(m.open)-1]
	put := func(s string) { m.x.emit("\n"+d.lead+s+"\n\n", at) }
	switch d.form {
	case mystCode, mystChunk, mystFormula:
		m.x.emit(d.lead+codeSign(d, m.codeTitle(d))+"\n\n", at)
	case mystFigure:
		put("</figcaption>\n" + d.lead + "</figure>")
	case mystList:
		m.endRow(d, at)
		put("</table>")
	case mystCSV:
		put("</table>")
	case mystTabs:
		put("------")
	case mystTab:
		if n := len(m.open); n == 0 || m.open[n-1].form != mystTabs {
			put("------")
		}
	case mystDiv, mystTitled, mystDetails: // a blank line behind it would be one between items
		m.x.emit("\n"+d.lead+":::\n", at)
	}
}
