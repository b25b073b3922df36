package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A generator makes documents: half of them by a grammar, half by changing examples of the specifications.
type generator struct{ examples []string }

func newGenerator(dir string) (*generator, error) {
	g := &generator{}
	for _, name := range []string{"commonmark-0.31.2.json", "gfm-0.29.json"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		var list []struct{ Markdown string }
		if err := json.Unmarshal(data, &list); err != nil {
			return nil, err
		}
		for _, e := range list {
			g.examples = append(g.examples, e.Markdown)
		}
	}
	return g, nil
}

func (g *generator) document(r *rand.Rand) string {
	s := blocks(r, 0)
	if r.IntN(2) == 0 {
		s = g.bred(r)
	}
	return strings.TrimRight(s, "\n") + "\n"
}

// bred changes examples: pieces are put together, taken out, doubled, and others put in.
func (g *generator) bred(r *rand.Rand) string {
	s := pick(r, g.examples...)
	for range r.IntN(3) {
		s += pick(r, "", "\n", "\n\n") + pick(r, g.examples...)
	}
	for range 1 + r.IntN(5) {
		lines := strings.SplitAfter(s, "\n")
		switch at := r.IntN(len(lines)); r.IntN(7) {
		case 0:
			lines = append(lines[:at:at], lines[at+1:]...)
		case 1:
			lines[at] += lines[at]
		case 2:
			lines[at] = pick(r, "> ", "- ", "  ", "    ", "1. ", "\t", "* ", "## ", "   ", "10) ") + lines[at]
		case 3:
			k := r.IntN(len(lines))
			lines[at], lines[k] = lines[k], lines[at]
		default:
			if l := lines[at]; len(l) > 0 {
				k := r.IntN(len(l))
				for k > 0 && !utf8.RuneStart(l[k]) {
					k--
				}
				lines[at] = l[:k] + pick(r, signs...) + l[k:]
			}
		}
		s = strings.Join(lines, "")
	}
	return s
}

var signs = []string{"*", "**", "_", "`", "``", "[", "]", "(", ")", "![", "](", "<", ">", "\\", "&amp;", "&#65;", "!", "#", "~", "~~", "|", "\n", "\n\n", " ", "\t", "    ", "x", "-", "+", "=", ":", "\"", "'", "<b>", "</b>", "<!-- c -->", "[x]", "www.a.com", "https://a.b/c", "a@b.c", "é", "1."}

func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// blocks makes a few blocks.
func blocks(r *rand.Rand, depth int) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		b.WriteString(block(r, depth))
		b.WriteString(pick(r, "\n", "\n", "\n\n", ""))
	}
	return b.String()
}

func block(r *rand.Rand, depth int) string {
	n := 14
	if depth > 2 {
		n = 10
	}
	switch r.IntN(n) {
	case 0:
		return strings.Repeat("#", 1+r.IntN(7)) + pick(r, " ", " ", "\t", "") + inlines(r, 2) + pick(r, "", " #", " ##", "#") + "\n"
	case 1:
		return inlines(r, 3) + "\n" + pick(r, "===", "---", "=", "--", "= =") + "\n"
	case 2:
		return pick(r, "---", "***", "_ _ _", "- - -", "--", "   ***", "    ---") + "\n"
	case 3:
		f := pick(r, "```", "~~~", "````", "``")
		return f + pick(r, "", "go", " a b", " x`y") + "\n" + pick(r, "", "code\n", "  in\n\nmore\n", "<b>\n") + pick(r, f, f+"`", "", "   "+f) + "\n"
	case 4:
		return prefix(r, "    ", "    ", "code\n\n  more\n")
	case 5:
		return pick(r, "<div>\n", "<p>x\n", "<!-- a\n", "<script>\n", "<b>\n", "</div>\n", "<?a\n", "<![CDATA[\n", "<pre>\n", "<x-y z>\n") + inlines(r, 2) + "\n" + pick(r, "</div>\n", "-->\n", "</script>\n", "\n", "?>\n", "]]>\n")
	case 6:
		return pick(r, "[a]: ", "[B]:", "[c d]:\n", "[*e*]:   ") + pick(r, "/u", "<v w>", "x.md \"t\"", "y 'a\nb'", "z (t)", "<>", "") + pick(r, "", " ", " x") + "\n"
	case 7:
		return table(r)
	case 10, 11:
		return prefix(r, pick(r, "> ", ">", "   > "), pick(r, "> ", ">", ""), blocks(r, depth+1))
	case 12:
		m := pick(r, "- ", "* ", "+ ", "-   ", "-\t", " - ", "-     ", "- [ ] ", "- [x] ", "-\n  ")
		return prefix(r, m, pick(r, "  ", "    ", "   ", "\t"), blocks(r, depth+1))
	case 13:
		m := strconv.Itoa(r.IntN(12)) + pick(r, ". ", ") ", ".  ", ".")
		return prefix(r, m, pick(r, "   ", "    ", "  "), blocks(r, depth+1))
	}
	return paragraph(r)
}

func paragraph(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString(pick(r, "", "", " ", "   ", "    ") + inlines(r, 4) + pick(r, "", "", "  ", "\\", " ") + "\n")
	}
	return b.String()
}

func table(r *rand.Rand) string {
	cols := 1 + r.IntN(3)
	row := func() string {
		var b strings.Builder
		b.WriteString(pick(r, "| ", "|", ""))
		for i := range cols + r.IntN(2)*r.IntN(2) {
			if i > 0 {
				b.WriteString(pick(r, " | ", "|"))
			}
			b.WriteString(strings.ReplaceAll(inlines(r, 1), "\n", " "))
		}
		b.WriteString(pick(r, " |", "|", ""))
		return b.String() + "\n"
	}
	var b strings.Builder
	b.WriteString(row())
	for i := range cols {
		if i > 0 || r.IntN(2) == 0 {
			b.WriteString("|")
		}
		b.WriteString(pick(r, "---", ":--", "--:", ":-:", " - "))
	}
	b.WriteString(pick(r, "|", "") + "\n")
	for range r.IntN(3) {
		b.WriteString(row())
	}
	return b.String()
}

// prefix puts a mark before the first line and another before the others.
func prefix(r *rand.Rand, first, others, s string) string {
	var b strings.Builder
	for i, l := range strings.SplitAfter(s, "\n") {
		switch {
		case l == "":
			continue
		case i == 0:
			b.WriteString(first)
		case l == "\n" && r.IntN(2) == 0:
		case r.IntN(12) > 0: // else a lazy line
			b.WriteString(others)
		}
		b.WriteString(l)
	}
	return b.String()
}

// inlines makes a few inlines.
func inlines(r *rand.Rand, n int) string {
	var b strings.Builder
	for range 1 + r.IntN(n) {
		b.WriteString(inline(r, 0) + pick(r, " ", " ", "", "\n"))
	}
	return strings.TrimSpace(b.String())
}

func inline(r *rand.Rand, depth int) string {
	n := 22
	if depth > 2 {
		n = 8
	}
	in := func() string { return inline(r, depth+1) }
	switch r.IntN(n) {
	case 0:
		return pick(r, "`a`", "``b`c``", "` d `", "`e", "` `", "`<f>`", "`\\`")
	case 1:
		return pick(r, "\\*", "\\[", "\\a", "\\\\", "&amp;", "&copy;", "&#35;", "&x;", "&nbsp;", "\\`")
	case 2:
		return pick(r, "<b>", "</b>", "<i a=\"b\">", "<br/>", "<a b='c'", "<!-- d -->", "<?e?>", "<f g=h i>", "< b>", "<33>", "<https://a.b/c>", "<x@y.z>", "<m:abc>")
	case 3:
		return pick(r, "*", "**", "_", "__", "***", "~", "~~", "[", "]", "![", "(", ")", "!", "`", "<", ">", "|", "\"", "'", "~~~")
	case 4:
		return pick(r, "https://a.b/c_d", "www.example.com/x)", "http://a.com.", "x@y.zz", "ftp://f.g", "www.a", "mailto:q@r.ss", "(https://a.b/(c))", "http://a.b&amp;c")
	case 8, 9:
		return "*" + in() + in() + "*"
	case 10, 11:
		return "**" + in() + "**"
	case 12:
		return "_" + in() + "_"
	case 13:
		return "__" + in() + " " + in() + "__"
	case 14, 15:
		return pick(r, "[", "![") + in() + pick(r, "](/u)", "](<v w> \"t\")", "]( x.md 'q' )", "][a]", "][]", "]", "](y", "](a(b)c)", "](\n/z)", "](&amp; (t))", "][c  d]", "](\\))")
	case 16:
		return "~~" + in() + "~~"
	case 17:
		return "~" + in() + "~"
	case 18:
		return "***" + in() + "*" + in() + "**"
	}
	return pick(r, "word", "two words", "a_b_c", "1*2", "é", "日本", "x.", "(y)", "“z”", "A-b", "50%", "B", "c d")
}
