package source

import (
	"encoding/csv"
	"html"
	"slices"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// A list-table is a list of lists, a csv-table lines of values; both become HTML tables with Markdown in their cells. The
// terms of a glossary stand above indented lines; they become a definition list.

// maxTableColumns bounds a row of a csv-table.
const maxTableColumns = 1000

// beginTable adds what a table begins with; id is its attribute.
func (m *myst) beginTable(d *openDirective, id string, at tree.Pos) {
	m.block(d.lead+"<table"+id+">", at)
	if d.arg != "" {
		m.block(d.lead+"<caption>"+html.EscapeString(d.arg)+"</caption>", at)
	}
	d.heads, _ = strconv.Atoi(d.keys["header-rows"])
	d.stubs, _ = strconv.Atoi(d.keys["stub-columns"])
	if head := d.keys["header"]; head != "" && d.form == mystCSV {
		d.heads++
		m.csvRow(d, head, at)
	}
}

// block adds a line of HTML between blank lines.
func (m *myst) block(s string, at tree.Pos) { m.x.emit("\n"+s+"\n\n", at) }

// listRow takes a line of a list-table: "* - cell" begins a row, "  - cell" a cell, all else goes on with one.
func (m *myst) listRow(d *openDirective, l string, at tree.Pos) {
	s := strings.TrimLeft(l, " \t")
	indent := len(l) - len(s)
	row := len(s) > 1 && (s[0] == '*' || s[0] == '-') && (s[1] == ' ' || s[1] == '\t') && (d.rows == 0 || indent <= d.indent)
	if row {
		m.endRow(d, at)
		d.indent, d.rows, d.columns = indent, d.rows+1, 0
		m.block(d.lead+"<tr>", at)
		rest := strings.TrimLeft(s[1:], " \t")
		indent += len(s) - len(rest)
		s, d.cells = rest, indent
	}
	if dash := strings.TrimSpace(s); d.rows > 0 && indent == d.cells && (dash == "-" || dash == "*" || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ")) {
		m.endCell(d, at)
		d.columns++
		name := "td"
		if d.rows <= d.heads || d.columns <= d.stubs {
			name = "th"
		}
		d.cell = name
		m.block(d.lead+"<"+name+">", at)
		s, indent = " "+s[1:], d.cells+2
	}
	if d.cell == "" {
		return
	}
	if strings.TrimSpace(s) == "" {
		m.x.emit("\n", at)
		return
	}
	s = strings.Repeat(" ", max(0, indent-d.cells-2)) + strings.TrimLeft(s, " \t")
	if !m.code.in(strings.TrimSpace(s)) {
		s = m.roles(s)
	}
	m.x.line(m.indent+d.lead, s, at)
}

func (m *myst) endCell(d *openDirective, at tree.Pos) {
	m.code = fenceLine{}
	if d.cell != "" {
		m.block(d.lead+"</"+d.cell+">", at)
		d.cell = ""
	}
}

func (m *myst) endRow(d *openDirective, at tree.Pos) {
	m.endCell(d, at)
	if d.rows > 0 {
		m.block(d.lead+"</tr>", at)
	}
}

// csvRow adds a line of a csv-table. A value in quotes may go on below: it then waits for its end.
func (m *myst) csvRow(d *openDirective, l string, at tree.Pos) {
	d.held += strings.TrimSuffix(l, "\n")
	if strings.Count(d.held, `"`)%2 == 1 && len(d.held) < 1<<16 {
		d.held += " "
		return
	}
	line := d.held
	d.held = ""
	if strings.TrimSpace(line) == "" {
		return
	}
	r := csv.NewReader(strings.NewReader(line))
	r.TrimLeadingSpace, r.LazyQuotes = true, true
	if sep := []rune(d.keys["delim"]); len(sep) == 1 && sep[0] != '"' {
		r.Comma = sep[0]
	} else if d.keys["delim"] == "tab" {
		r.Comma = '\t'
	}
	values, err := r.Read()
	if err != nil || len(values) > maxTableColumns {
		values = []string{line}
	}
	d.rows++
	m.block(d.lead+"<tr>", at)
	for i, v := range values {
		name := "td"
		if d.rows <= d.heads || i < d.stubs {
			name = "th"
		}
		m.block(d.lead+"<"+name+">", at)
		m.x.line(d.lead, m.roles(strings.TrimSpace(v))+"\n", at)
		m.block(d.lead+"</"+name+">", at)
	}
	m.block(d.lead+"</tr>", at)
}

// termAnchors are the labels of a term; roles name it in either case.
func termAnchors(term string) (s string) {
	label := termLabel(term)
	for _, id := range slices.Compact([]string{label, strings.ToLower(label)}) {
		s += `<a name="` + html.EscapeString(id) + `"></a>`
	}
	return s
}

// glossaryLine takes a line of a glossary.
func (m *myst) glossaryLine(d *openDirective, l string, at tree.Pos) {
	s := strings.TrimSpace(l)
	switch {
	case s == "":
		m.x.emit("\n", at)
	case l[0] != ' ' && l[0] != '\t' && s[0] != ':':
		if d.cell != "" {
			m.x.emit("\n", at)
		}
		d.cell = ""
		term, _, _ := strings.Cut(s, " : ") // behind it is what the term is sorted by
		m.x.emit(d.lead+termAnchors(term)+m.roles(term)+"\n", at)
	case d.cell == "" && s[0] != ':':
		d.cell = "dd"
		m.x.emit(d.lead+":   "+m.roles(s)+"\n", at)
	case d.cell == "":
		d.cell = "dd"
		m.x.emit(d.lead+m.roles(s)+"\n", at)
	default:
		m.x.emit(d.lead+"    "+m.roles(s)+"\n", at)
	}
}

// termLabel is the id of a term of a glossary, as Sphinx has it.
func termLabel(term string) string {
	return "term-" + strings.Join(strings.Fields(strings.Trim(term, "*_`")), "-")
}
