package ext

import (
	"strconv"
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var CodeMeta = build.Extension{
	Name: "code_meta", Doc: "Titles, marked lines and line numbers behind a code fence's language: title=\"a.js\" {1,3-5}",
	Code: func(c *build.Page, b *tree.CodeBlock) tree.Block {
		if b.Info != "" {
			codeMeta(c, b)
		}
		return nil
	},
}

// codeMeta reads what stands behind the language of a code fence: title="a.js" or [a.js], {1,3-5}, showLineNumbers=5
// (Docusaurus), :line-numbers=5 (VitePress), and pandoc's {.python #id startFrom="5"}; then the comments in the
// code that mark lines.
func codeMeta(c *build.Page, b *tree.CodeBlock) {
	info := b.Info
	if strings.HasPrefix(info, "{") {
		if end := strings.IndexByte(info, '}'); end > 0 && lineRanges(info[1:end]) != nil { // {1,3-5}, without a language
			b.Lang = ""
			metaWords(c, b, info)
			return
		}
		w, n := lex.ReadAttrs(info)
		if n == 0 || n < len(info) {
			return
		}
		codeAttrs(c, b, &w)
		return
	}
	if strings.HasPrefix(b.Lang, "title=") { // no language
		b.Lang = ""
	}
	if i := strings.IndexAny(b.Lang, ":{["); i > 0 && !strings.HasPrefix(b.Lang, "c:") {
		b.Lang = b.Lang[:i]
	} else if i == 0 {
		b.Lang = ""
	}
	metaWords(c, b, info[len(b.Lang):])
}

// metaWords reads what stands behind the language.
func metaWords(c *build.Page, b *tree.CodeBlock, rest string) {
	for rest != "" {
		switch r := rest[0]; {
		case r == '{':
			end := strings.IndexByte(rest, '}')
			if end < 0 {
				rest = ""
				break
			}
			if marks := lineRanges(rest[1:end]); marks != nil {
				b.Marks = append(b.Marks, marks...)
			} else if w, n := lex.ReadAttrs(rest[:end+1]); n > 0 {
				codeAttrs(c, b, &w)
			}
			rest = rest[end+1:]
		case r == '[':
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				rest = ""
				break
			}
			if b.Title == "" {
				b.Title = strings.TrimSpace(rest[1:end])
			}
			rest = rest[end+1:]
		default:
			i := 0
			for i < len(rest) && !lex.IsSpace(rest[i]) && rest[i] != '=' && rest[i] != '{' && rest[i] != '[' {
				i++
			}
			key, value := strings.TrimPrefix(rest[:i], ":"), ""
			rest = rest[i:]
			if lines, n := keyRanges(rest); n > 0 {
				markKey(b, key, lines)
				rest = rest[n:]
				break
			}
			if strings.HasPrefix(rest, "=") {
				value, i = metaValue(rest[1:])
				rest = rest[1+i:]
			} else if i == 0 {
				rest = rest[1:]
			}
			codeKey(c, b, key, value)
		}
	}
	b.Marks, b.Focus = lex.JoinRanges(b.Marks), lex.JoinRanges(b.Focus)
	b.Added, b.Removed = lex.JoinRanges(b.Added), lex.JoinRanges(b.Removed)
	magicComments(c, b)
}

// keyRanges reads the lines behind a key, "={1,3-4}", and their length as written; 0 when there are none.
func keyRanges(s string) ([][2]int, int) {
	inside, ok := strings.CutPrefix(s, "={")
	end := strings.IndexByte(inside, '}')
	if !ok || end < 0 {
		return nil, 0
	}
	lines := lineRanges(inside[:end])
	if lines == nil {
		return nil, 0
	}
	return lines, end + 3
}

// markKey notes the lines behind a key: highlight={1,3-4}, focus={2} (Mintlify, Nextra), ins={2} del={3} (Starlight).
func markKey(b *tree.CodeBlock, key string, lines [][2]int) {
	switch key {
	case "highlight", "mark", "hl":
		b.Marks = append(b.Marks, lines...)
	case "focus":
		b.Focus = append(b.Focus, lines...)
	case "ins", "add":
		b.Added = append(b.Added, lines...)
	case "del", "remove":
		b.Removed = append(b.Removed, lines...)
	}
}

// metaValue reads a value, in quotes or not, and returns it with its length as written.
func metaValue(s string) (string, int) {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end], end + 2
		}
	}
	if strings.HasPrefix(s, "{") {
		if n := lex.Braces(s, 0); n > 0 {
			return lex.JsxWords(s[:n]), n
		}
	}
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i], i
	}
	return s, len(s)
}

func codeKey(c *build.Page, b *tree.CodeBlock, key, value string) {
	switch key {
	case "title", "filename", "file":
		if b.Title == "" {
			b.Title = value
		}
	case "showLineNumbers", "line-numbers", "numberLines", "linenums":
		b.Start = 1
		if n, err := strconv.Atoi(value); err == nil && n >= 0 {
			b.Start = max(1, n)
		}
	}
}

// codeAttrs gives a code block attributes in braces.
func codeAttrs(c *build.Page, b *tree.CodeBlock, w *lex.Attrs) {
	var classes []string
	for _, s := range w.Classes {
		switch {
		case s == "numberLines" || s == "number-lines":
			b.Start = max(1, b.Start)
		case b.Lang == "" || strings.HasPrefix(b.Lang, "{"):
			b.Lang = c.Clean(s)
		default:
			classes = append(classes, c.Clean(s))
		}
	}
	if strings.HasPrefix(b.Lang, "{") {
		b.Lang = ""
		if len(w.Words) > 0 {
			b.Lang = c.Clean(strings.TrimPrefix(w.Words[0], "="))
		}
	}
	for _, k := range w.Keys {
		switch k.Name {
		case "startfrom", "start-from":
			if n, err := strconv.Atoi(k.Value); err == nil && n > 0 {
				b.Start = n
			}
		case "filename", "title", "caption", "lst-cap":
			if b.Title == "" {
				b.Title = c.Clean(k.Value)
			}
		}
	}
	id := c.Clean(build.CleanID(w.Id))
	if b.Attr != nil && b.Attr.ID != "" || id != "" && !c.Claim(id, b, b.Pos) { // the first one counts
		id = ""
	}
	if id != "" || classes != nil {
		if b.Attr == nil {
			b.Attr = &tree.Attr{}
		}
		if id != "" {
			b.Attr.ID = id
		}
		b.Attr.Classes = append(b.Attr.Classes, classes...)
	}
}

// lineRanges reads "1,3-5", nil when it is none.
func lineRanges(s string) [][2]int {
	var out [][2]int
	for part := range strings.SplitSeq(s, ",") {
		from, to, is := strings.Cut(strings.TrimSpace(part), "-")
		a, err := strconv.Atoi(strings.TrimSpace(from))
		if err != nil || a < 1 {
			return nil
		}
		z := a
		if is {
			if z, err = strconv.Atoi(strings.TrimSpace(to)); err != nil || z < a {
				return nil
			}
		}
		if n := len(out); n > 0 && out[n-1][1]+1 == a { // 3,4 is 3-4
			out[n-1][1] = z
			continue
		}
		out = append(out, [2]int{a, z})
	}
	return out
}

// magicComments takes the comments that mark lines out of the code: highlight-next-line, highlight-start and
// highlight-end in any language's comment (Docusaurus), [!code highlight] at a line's end (VitePress).
func magicComments(c *build.Page, b *tree.CodeBlock) {
	if !strings.Contains(b.Text, "highlight-") && !strings.Contains(b.Text, "[!code ") {
		return
	}
	var out strings.Builder
	var m lineKinds
	n, next, start := 0, false, 0
	for l := range strings.Lines(b.Text) {
		switch magicComment(l) {
		case "highlight-next-line":
			next = true
			continue
		case "highlight-start":
			start = n + 1
			continue
		case "highlight-end":
			if start > 0 {
				m.add("highlight", start, n)
			}
			start = 0
			continue
		}
		line, kind, count := inlineMagic(l)
		if kind != "" && strings.TrimSpace(line) == "" { // it is about the lines below
			m.add(kind, n+1, n+count)
			continue
		}
		n++
		out.WriteString(line)
		if next {
			m.add("highlight", n, n)
		}
		if kind != "" {
			m.add(kind, n, n+count-1)
		}
		next = false
	}
	b.Text = out.String()
	b.Marks = joined(b.Marks, m.marks, n)
	b.Added, b.Removed, b.Focus = joined(b.Added, m.added, n), joined(b.Removed, m.removed, n), joined(b.Focus, m.focus, n)
}

// lineKinds are ranges of lines by what comments say of them.
type lineKinds struct{ marks, added, removed, focus [][2]int }

func (m *lineKinds) add(kind string, from, to int) {
	if to < from {
		return
	}
	list := &m.marks
	switch kind {
	case "++":
		list = &m.added
	case "--":
		list = &m.removed
	case "focus":
		list = &m.focus
	}
	*list = append(*list, [2]int{from, to})
}

// joined are ranges put together, as far as there are lines.
func joined(list, more [][2]int, lines int) [][2]int {
	if more == nil {
		return list
	}
	for _, r := range more {
		if r[0] <= lines {
			list = append(list, [2]int{r[0], min(r[1], lines)})
		}
	}
	return lex.JoinRanges(list)
}

// magicComment is the word of a line that is nothing but a comment with it.
func magicComment(l string) string {
	l = strings.TrimSpace(l)
	for _, q := range [...][2]string{{"//", ""}, {"#", ""}, {"--", ""}, {"%", ""}, {";", ""}, {"/*", "*/"}, {"<!--", "-->"}, {"{/*", "*/}"}, {"REM", ""}, {"'", ""}, {"\"", ""}} {
		rest, ok := strings.CutPrefix(l, q[0])
		if !ok {
			continue
		}
		if rest, ok = strings.CutSuffix(rest, q[1]); !ok {
			continue
		}
		switch rest = strings.TrimSpace(rest); rest {
		case "highlight-next-line", "highlight-start", "highlight-end":
			return rest
		}
	}
	return ""
}

// inlineMagic takes "// [!code highlight]" off a line. kind is what it says, "" when there is none, and count how many
// lines it is about: [!code ++:3].
func inlineMagic(l string) (line, kind string, count int) {
	at := strings.Index(l, "[!code ")
	if at < 0 {
		return l, "", 0
	}
	end := strings.IndexByte(l[at:], ']')
	if end < 0 {
		return l, "", 0
	}
	word, more, _ := strings.Cut(l[at+len("[!code "):at+end], ":")
	switch word {
	case "highlight", "hl", "focus", "++", "--", "error", "warning", "info":
	case "word": // of which each place is marked
	default:
		return l, "", 0
	}
	count = 1
	if n, err := strconv.Atoi(more); err == nil && n > 0 && word != "word" {
		count = min(n, 1e6)
	}
	head := strings.TrimRight(l[:at], " \t")
	tail := strings.TrimSpace(l[at+end+1:])
	for _, q := range [...][2]string{{"//", ""}, {"#", ""}, {"--", ""}, {"%", ""}, {";", ""}, {"/*", "*/"}, {"{/*", "*/}"}, {"<!--", "-->"}, {"<!---", "-->"}} {
		if h, ok := strings.CutSuffix(head, q[0]); ok && tail == q[1] {
			return strings.TrimRight(h, " \t") + "\n", word, count
		}
	}
	return l, "", 0
}
