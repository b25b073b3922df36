package markdown

import (
	"strings"

	"platen/convert/tree"
)

// code prints code between fences that are longer than those in it.
func (p *printer) code(b *tree.CodeBlock) {
	info := p.info(b)
	c, n := byte('`'), 3
	if strings.ContainsRune(info, '`') {
		c = '~'
	}
	for line := range strings.Lines(b.Text) {
		line = strings.TrimLeft(line, " ")
		k := 0
		for k < len(line) && line[k] == c {
			k++
		}
		n = max(n, k+1)
	}
	fence := strings.Repeat(string(c), n)
	if p.f.code == "myst" && p.directive(b, strings.Repeat("`", n)) {
		return
	}
	if b.Title != "" && p.f.code == "" && !strings.Contains(b.Info, b.Title) {
		p.text(p.inlines([]tree.Inline{&tree.Strong{Inlines: []tree.Inline{&tree.Text{S: b.Title}}}}, place{item: true}))
		p.blank()
	}
	p.line(fence + info)
	p.codeLines(b)
	p.line(fence)
}

// directive prints code as a directive of MyST, where it has more than a language, and reports whether it did.
func (p *printer) directive(b *tree.CodeBlock, fence string) bool {
	if (b.Attr == nil || b.Attr.ID == "") && b.Title == "" && b.Start == 0 && b.Marks == nil && b.Focus == nil || strings.ContainsAny(b.Title, "\n\"") || b.Attr != nil && !plainName(b.Attr.ID) {
		return false
	}
	p.line(strings.TrimSpace(fence + "{code-block} " + b.Lang))
	option := func(name, value string) {
		if value != "" {
			p.line(":" + name + ": " + value)
		}
	}
	if b.Attr != nil {
		option("name", b.Attr.ID)
	}
	option("caption", b.Title)
	if b.Start > 0 {
		option("lineno-start", itoa(b.Start))
	}
	option("emphasize-lines", marked(b))
	p.line("")
	p.codeLines(b)
	p.line(fence)
	return true
}

func (p *printer) codeLines(b *tree.CodeBlock) {
	at := 0
	for line := range strings.Lines(b.Text) {
		at++
		line = strings.TrimSuffix(line, "\n")
		if p.f.hidden && b.Lang == "rust" {
			switch t := strings.TrimLeft(line, " \t"); {
			case tree.InLines(b.Hidden, at):
				line = strings.TrimRight("# "+line, " ")
			case t == "#" || strings.HasPrefix(t, "# ") || strings.HasPrefix(t, "##"):
				line = line[:len(line)-len(t)] + "#" + t
			}
		}
		if t := strings.TrimLeft(line, " \t;"); p.f.code == "mkdocs" && strings.HasPrefix(t, "-") && strings.HasPrefix(strings.TrimLeft(t, "-"), "8<-") {
			blank := len(line) - len(strings.TrimLeft(line, " \t"))
			line = line[:blank] + ";" + line[blank:]
		}
		p.line(line)
	}
}

// info is what stands behind a fence.
func (p *printer) info(b *tree.CodeBlock) string {
	lang := escapeInfo(b.Lang)
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	marks := marked(b)
	switch p.f.code {
	case "mkdocs":
		if b.Attr != nil && !strings.ContainsAny(b.Lang, " {}") {
			if lang != "" {
				add("." + lang)
			}
			for _, c := range b.Attr.Classes {
				add("." + c)
			}
			if b.Attr.ID != "" {
				add("#" + b.Attr.ID)
			}
		}
		if b.Title != "" {
			add(`title="` + b.Title + `"`)
		}
		if marks != "" {
			add(`hl_lines="` + strings.ReplaceAll(marks, ",", " ") + `"`)
		}
		if b.Start > 0 {
			add(`linenums="` + itoa(b.Start) + `"`)
		}
	case "docusaurus", "myst":
		if b.Title != "" {
			add(`title="` + b.Title + `"`)
		}
		if marks != "" {
			add("{" + marks + "}")
		}
		if b.Start == 1 {
			add("showLineNumbers")
		} else if b.Start > 1 {
			add("showLineNumbers=" + itoa(b.Start))
		}
	case "vitepress":
		if b.Start == 1 {
			lang += ":line-numbers"
		} else if b.Start > 1 {
			lang += ":line-numbers=" + itoa(b.Start)
		}
		if marks != "" {
			add("{" + marks + "}")
		}
		if b.Title != "" {
			add("[" + b.Title + "]")
		}
	default:
		if !strings.ContainsAny(b.Info, "\n\r") && strings.HasPrefix(b.Info, b.Lang) {
			return escapeInfo(b.Info)
		}
	}
	if p.f.code == "mkdocs" && b.Attr != nil && !strings.ContainsAny(b.Lang, " {}") {
		return " { " + strings.Join(parts, " ") + " }"
	}
	return strings.TrimSpace(lang + " " + strings.Join(parts, " "))
}

// escapeInfo escapes what in an info string would be read as something else.
func escapeInfo(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) || s[i] == '&' && isEntity(s[i:]) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// ranges is line ranges as fences have them: "1,3-4".
// marked are the lines that are highlighted and those that readers are led to, of which no dialect has a form for all languages.
func marked(b *tree.CodeBlock) string {
	if b.Focus == nil {
		return ranges(b.Marks)
	}
	var all [][2]int
	for n := range strings.Count(b.Text, "\n") {
		if !b.Marked(n + 1) {
			continue
		}
		if k := len(all); k > 0 && all[k-1][1] == n {
			all[k-1][1] = n + 1
		} else {
			all = append(all, [2]int{n + 1, n + 1})
		}
	}
	return ranges(all)
}

func ranges(rs [][2]int) string {
	var parts []string
	for _, r := range rs {
		s := itoa(r[0])
		if r[1] > r[0] {
			s += "-" + itoa(r[1])
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ",")
}
