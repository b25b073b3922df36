package ext

import (
	"strconv"
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var CodeAttributes = build.Extension{
	Name: "code_attributes", Doc: "Code titles, line numbers and marks: title= linenums= hl_lines= and {.class} behind a fence (MkDocs)",
	Code: func(c *build.Page, b *tree.CodeBlock) tree.Block {
		if b.Info == "" {
			codeHead(b)
			return nil
		}
		ci := readCodeInfo(b.Info)
		ci.apply(c, b)
		return nil
	},
	Span: codeSpanText,
}

// codeInfo is what the info string of a code fence says: "py title="a.py" hl_lines="2 4-6" linenums="10"",
// "{ .py .annotate #id }".
type codeInfo struct {
	lang, title string
	start       int      // number of the first line, 0: not numbered
	marks       [][2]int // highlighted lines
	id          string
	classes     []string
}

// readCodeInfo reads an info string. Words that mean nothing to it are left out; the block keeps the whole string.
func readCodeInfo(info string) codeInfo {
	var ci codeInfo
	for i, w := range infoWords(info) {
		key, value, pair := strings.Cut(w, "=")
		value = unquote(value)
		switch {
		case pair && key == "title":
			ci.title = value
		case pair && key == "hl_lines":
			ci.marks = lineMarks(value)
		case pair && key == "linenums":
			ci.start = firstNumber(value)
		case pair:
		case w[0] == '.' && len(w) > 1 && ci.lang == "":
			ci.lang = w[1:]
		case w[0] == '.' && len(w) > 1:
			ci.classes = append(ci.classes, w[1:])
		case w[0] == '#' && len(w) > 1:
			ci.id = w[1:]
		case i == 0:
			ci.lang = build.Language(w)
		}
	}
	return ci
}

// infoWords splits an info string at spaces, but not inside of quotes. Braces around a list of words are left out.
func infoWords(s string) []string {
	var words []string
	for i := 0; i < len(s); {
		if c := s[i]; c == ' ' || c == '\t' || c == '{' || c == '}' {
			i++
			continue
		}
		start := i
		var quote byte
		for ; i < len(s); i++ {
			c := s[i]
			if quote != 0 {
				if c == quote {
					quote = 0
				}
				continue
			}
			if (c == '"' || c == '\'') && i > start && s[i-1] == '=' && strings.IndexByte(s[i+1:], c) >= 0 {
				quote = c
			} else if c == ' ' || c == '\t' || c == '}' || c == '{' {
				break
			}
		}
		words = append(words, s[start:i])
	}
	return words
}

// unquote takes the quotes off a value.
func unquote(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

// maxMarks is how many ranges of highlighted lines a block can have.
const maxMarks = 1000

// lineMarks reads "2 4-6" or "2,4-6". Ranges that overlap or touch are one.
func lineMarks(s string) [][2]int {
	var out [][2]int
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		from, to, isRange := strings.Cut(w, "-")
		a, err := strconv.Atoi(from)
		b := a
		if isRange && err == nil {
			b, err = strconv.Atoi(to)
		}
		if err != nil || a < 1 || b < a || b > 1e9 || len(out) == maxMarks {
			continue
		}
		if k := len(out) - 1; k >= 0 && a >= out[k][0] && a <= out[k][1]+1 {
			out[k][1] = max(out[k][1], b)
			continue
		}
		out = append(out, [2]int{a, b})
	}
	return out
}

// firstNumber is the number that linenums="5 2" begins with; 1 for words such as "true", 0 for "false".
func firstNumber(s string) int {
	f := strings.Fields(s)
	if len(f) == 0 {
		return 0
	}
	if n, err := strconv.Atoi(f[0]); err == nil {
		return min(max(n, 0), 1e9)
	}
	if strings.EqualFold(f[0], "true") {
		return 1
	}
	return 0
}

// apply sets the block's fields. Marks behind its end are left out.
func (ci *codeInfo) apply(c *build.Page, b *tree.CodeBlock) {
	b.Lang, b.Title, b.Start = ci.lang, ci.title, ci.start
	lines := strings.Count(b.Text, "\n")
	for _, m := range ci.marks {
		if m[0] <= lines {
			b.Marks = append(b.Marks, [2]int{m[0], min(m[1], lines)})
		}
	}
	attr := b.Attr
	if attr == nil {
		attr = &tree.Attr{}
	}
	attr.Classes = append(attr.Classes, ci.classes...)
	if id := c.Clean(build.CleanID(ci.id)); id != "" && attr.ID == "" && c.Claim(id, b, b.Pos) {
		attr.ID = id
	}
	if attr.ID != "" || attr.Classes != nil {
		b.Attr = attr
	}
}

// codeHead takes the first line off an indented code block when it names the language, as the codehilite extension
// has it: ":::python" or "#!python"; the latter asks for line numbers.
func codeHead(b *tree.CodeBlock) {
	line, rest, _ := strings.Cut(b.Text, "\n")
	word, args, _ := strings.Cut(strings.TrimRight(line, " "), " ")
	lang, colons := strings.CutPrefix(word, ":::")
	if !colons {
		var ok bool
		if lang, ok = strings.CutPrefix(word, "#!"); !ok || args != "" {
			return
		}
	}
	if rest == "" || lang == "" || strings.ContainsAny(lang, "/\\:[") {
		return
	}
	ci := readCodeInfo(args)
	b.Lang, b.Info, b.Text, b.Marks = lang, strings.TrimPrefix(line, ":::"), rest, ci.marks
	if !colons {
		b.Info, b.Start = lang, 1
	}
}

// codeSpanText takes the language off inline code: "#!python range(3)", ":::python range(3)".
func codeSpanText(s string) string {
	if len(s) < 5 {
		return s
	}
	rest, ok := strings.CutPrefix(s, "#!")
	if !ok {
		if rest, ok = strings.CutPrefix(s, ":::"); !ok || strings.HasSuffix(s, ":::") {
			return s
		}
	}
	lang, code, ok := strings.Cut(rest, " ")
	if !ok || lang == "" || strings.TrimSpace(code) == "" || strings.ContainsAny(lang, "/\\") {
		return s
	}
	return strings.TrimLeft(code, " ")
}

var FourSpaceLists = build.Extension{
	Name: "four_space_lists", Doc: "Code in lists is indented by four columns for each level, whatever the marker (Python-Markdown)",
	Code: func(c *build.Page, b *tree.CodeBlock) tree.Block {
		if b.Info == "" && c.InItem() {
			fourSpaces(b)
		}
		return nil
	},
}

// fourSpaces takes the spaces off code in a list item that are there because Python-Markdown counts four columns for
// each level, where CommonMark counts the columns of the item's marker: one to three.
func fourSpaces(b *tree.CodeBlock) {
	lines := strings.SplitAfter(b.Text, "\n")
	cut := min(lex.CommonIndent(lines), 3)
	if cut == 0 || strings.HasPrefix(b.Text, "\t") {
		return
	}
	for i, l := range lines {
		lines[i] = l[min(cut, len(l)-len(strings.TrimLeft(l, " "))):]
	}
	b.Text = strings.Join(lines, "")
}
