package source

import (
	"path"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// Quarto puts in the files that lines {{< include file >}} name, in code as well, and does what other shortcodes of Quarto's
// own ask for. Those of extensions stay.
func Quarto(x *Text) {
	if strings.Contains(x.text, "{{<") {
		x.rewrite(func(page *included) { x.quarto(page, 0, "") })
	}
}

// quarto adds a file from an offset on, each line behind indent.
func (x *Text) quarto(f *included, offset int, indent string) {
	code := fenceLine{}
	for l := range strings.Lines(f.text[offset:]) {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		trimmed := strings.TrimSpace(l)
		inCode := code.in(trimmed)
		if !strings.Contains(l, "{{<") || strings.Contains(l, "{{{<") {
			x.line(indent, l, at)
			continue
		}
		space := l[:len(l)-len(strings.TrimLeft(l, " \t>"))]
		if body, size := readHugo(trimmed); size == len(trimmed) {
			if name, ok := strings.CutPrefix(body, "include "); ok && x.quartoPart(hugoArg(name, "file"), at, f, indent+space, inCode) {
				continue
			}
		}
		if inCode {
			x.line(indent, l, at)
			continue
		}
		x.quartoLine(indent, l, at)
	}
}

// quartoPart adds an included file; false keeps the line.
func (x *Text) quartoPart(name string, at tree.Pos, by *included, indent string, inCode bool) bool {
	if name == "" || x.Read == nil {
		return false
	}
	file := path.Join(path.Dir(by.name), name)
	if rest, ok := strings.CutPrefix(name, "/"); ok { // from the project's folder
		file = path.Join(x.Settings.PagesFolder, rest)
	}
	part, err := x.open(file, by)
	if err != nil {
		if !inCode {
			x.failed(at, name, err)
		}
		return false
	}
	x.quarto(part, frontMatterEnd(part.text), indent)
	if x.lastBytes(1) != "\n" {
		x.emit("\n", at)
	}
	return true
}

// quartoLine adds a line with what its shortcodes stand for.
func (x *Text) quartoLine(indent, l string, at tree.Pos) {
	if indent != "" {
		x.emit(indent, at)
	}
	done := 0
	for i := 0; i < len(l); i++ {
		if l[i] == '`' {
			i += codeSpan(l[i:]) - 1
			continue
		}
		if !strings.HasPrefix(l[i:], "{{<") {
			continue
		}
		body, size := readHugo(l[i:])
		s, ok := x.quartoWords(body)
		if size == 0 || !ok {
			i += 2
			continue
		}
		x.emit(l[done:i], at+tree.Pos(done))
		x.emit(s, at+tree.Pos(i))
		i += size - 1
		done = i + 1
	}
	x.emit(l[done:], at+tree.Pos(done))
}

// quartoWords is the Markdown that a shortcode of Quarto's own stands for.
func (x *Text) quartoWords(body string) (string, bool) {
	word, rest, _ := strings.Cut(body, " ")
	rest = strings.TrimSpace(rest)
	first, _, _ := strings.Cut(rest, " ")
	first = strings.Trim(first, `"'`)
	switch word {
	case "video", "embed":
		if first == "" || strings.ContainsAny(first, "<>") {
			return "", false
		}
		title := hugoKey(rest, "title")
		if title == "" {
			title = first
		}
		return "[" + escapeLabel(title) + "](<" + first + ">)", true
	case "meta", "var":
		if s := x.Page.Meta.String(first); s != "" && word == "meta" {
			return s, true
		}
		return x.variable(first)
	case "kbd":
		return "<kbd>" + lex.Short(strings.Trim(first, `"'`)) + "</kbd>", first != ""
	case "pagebreak":
		return `\newpage`, true
	case "br":
		return "<br>", true
	}
	return "", false
}

// hugoKey is the value of a named argument, "" when there is none.
func hugoKey(args, name string) string {
	_, rest, ok := strings.Cut(args, name+"=")
	if !ok {
		return ""
	}
	value, _ := quoted(rest)
	return value
}
