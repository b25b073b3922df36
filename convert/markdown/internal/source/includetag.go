package source

import (
	"path"
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// Files are included in MkDocs guides by tags as well: {% include-markdown "../README.md" start="…" end="…" %} of the
// plugin of that name, which may go over lines, and {! file.md !}.

// maxTagLines is how many lines a tag can go over.
const maxTagLines = 30

// An includeTag is such a tag.
type includeTag struct {
	word    string // "include", "include-markdown", "!"
	file    string
	options map[string]string
	lines   int // that it takes
}

// readIncludeTag reads the tag that lines begin with; ok is false when there is none.
func readIncludeTag(lines []string) (t includeTag, ok bool) {
	first := strings.TrimSpace(lines[0])
	if rest, is := strings.CutPrefix(first, "{!"); is {
		if rest, is = strings.CutSuffix(rest, "!}"); is {
			t = includeTag{word: "!", file: strings.Trim(strings.TrimPrefix(rest, ">"), " "), lines: 1}
			return t, t.file != "" && !strings.ContainsAny(t.file, "!{}\"'")
		}
	}
	if !strings.HasPrefix(first, "{%") {
		return t, false
	}
	var text strings.Builder
	for i, l := range lines {
		if i == maxTagLines {
			return t, false
		}
		text.WriteString(l)
		if !strings.Contains(l, "%}") {
			continue
		}
		inside, behind, _ := strings.Cut(strings.TrimSpace(text.String())[2:], "%}")
		inside = strings.Trim(inside, "- \t\n")
		t.word, inside, _ = strings.Cut(inside, " ")
		if strings.TrimSpace(behind) != "" || t.word != "include" && t.word != "include-markdown" {
			return t, false
		}
		t.lines, t.options = i+1, map[string]string{}
		t.file, inside = quoted(strings.TrimSpace(inside))
		for inside != "" {
			name, rest, is := strings.Cut(inside, "=")
			if !is {
				break
			}
			var value string
			if value, inside = quoted(strings.TrimSpace(rest)); value == "" {
				value, inside, _ = strings.Cut(strings.TrimSpace(rest), " ")
			}
			t.options[strings.TrimSpace(name)] = value
			inside = strings.TrimSpace(inside)
		}
		return t, t.file != ""
	}
	return t, false
}

// quoted reads a string in quotes and returns it with what is behind it; "" when there is none.
func quoted(s string) (value, rest string) {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return "", s
	}
	end := lex.QuoteEnd(s[1:], s[0])
	if end < 0 {
		return "", s
	}
	return strings.NewReplacer(`\"`, `"`, `\'`, `'`, `\n`, "\n", `\\`, `\`).Replace(s[1 : 1+end]), s[end+2:]
}

// includeTag adds the file that a tag names; false keeps the tag as text.
func (x *Text) includeTag(t includeTag, at tree.Pos, by *included, indent string) bool {
	if x.Read == nil || t.word == "!" && x.Settings.NoIncludeMarks || t.word != "!" && x.Settings.NoIncludeTags {
		return false
	}
	f, err := x.tagFile(t.file, by)
	if err != nil {
		if !x.inCode { // code may show how that is written
			x.failed(at, t.file, err)
		}
		return false
	}
	from, to := 0, len(f.text)
	if s := t.options["start"]; s != "" {
		if i := strings.Index(f.text, s); i >= 0 {
			from = i + len(s)
		}
	}
	if s := t.options["end"]; s != "" {
		if i := strings.Index(f.text[from:], s); i >= 0 {
			to = from + i
		}
	}
	lines := strings.SplitAfter(f.text[from:to], "\n")
	if n := len(lines) - 1; n > 0 && lines[n] == "" {
		lines = lines[:n]
	}
	if n, err := strconv.Atoi(t.options["heading-offset"]); err == nil && n > 0 && n < 6 {
		x.offsetHeadings(f, lines, from, indent, strings.Repeat("#", n))
	} else {
		x.snippetLines(f, lines, from, indent)
	}
	if n := x.out.Len(); n > 0 && x.out.String()[n-1] != '\n' {
		x.emit("\n", at)
	}
	return true
}

// offsetHeadings adds lines with more marks before their headings.
func (x *Text) offsetHeadings(f *included, lines []string, offset int, indent, marks string) {
	code := false
	for _, l := range lines {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		if t := strings.TrimSpace(l); strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
			code = !code
		}
		if !code && l[0] == '#' {
			x.line(indent, marks, at)
			x.emit(l, at)
			continue
		}
		x.line(indent, l, at)
	}
}

// tagFile reads a file as tags name it: from the folder of the file that has the tag, else from the pages' folder, else
// as snippets are found.
func (x *Text) tagFile(name string, by *included) (*included, error) {
	if strings.Contains(name, "://") {
		return nil, errOutside
	}
	plain := strings.TrimPrefix(name, "/")
	for _, dir := range [...]string{path.Dir(by.name), x.Settings.PagesFolder} {
		if f, err := x.open(path.Join(dir, plain), by); err == nil || err == errNested {
			return f, err
		}
	}
	return x.snippetFile(plain, by)
}
