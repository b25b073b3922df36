package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"platen/writers/internal/testkit"
)

// A composer writes random Markdown from constructs.
type composer struct {
	*rand.Rand
	notes int // footnotes so far
	ids   int
}

func (c *composer) pick(list ...string) string { return list[c.IntN(len(list))] }

// word returns a plain word: of many scripts, with signs, and with characters that have no shape.
func (c *composer) word() string {
	switch c.IntN(24) {
	case 0:
		return c.pick("日本語のテキスト", "漢字", "한국어", "中文字符，没有空格。")
	case 1:
		return c.pick("שלום", "العربية", "مرحبا", "עברית 123")
	case 2:
		return c.pick("cafe\u0301", "na\u00efve", "Å\u030a", "e\u0301\u0323")
	case 3:
		return c.pick("soft\u00adhyphen\u00adation", "zero\u200bwidth", "non\u2060break", "a\u00a0b", "x\u202fy")
	case 4:
		return c.pick("👩‍👩‍👧", "🇩🇪", "✅", "☑️", "1️⃣", "👍🏽")
	case 5:
		return c.pick("Donaudampfschifffahrtsgesellschaftskapitänsmützenband", strings.Repeat("wide", 30), "arn:aws:iam::123456789012:role/"+strings.Repeat("long-", 12)+"name")
	case 6:
		return c.pick("\\*star\\*", "a_b_c", "$0.06", "100%", "&amp;", "&lt;tag&gt;", "“quoted”", "it's", "–", "…", "-", "--", "C++", "#1", "1.", "\\- no item", "a/b", "[x]", "~", "^")
	case 7:
		return c.pick("x<sup>2</sup>", "H<sub>2</sub>O", "<kbd>Ctrl</kbd>", "<span id=\"s"+c.id()+"\">span</span>", "<br>", "<br />", "<Region>", "<u>under</u>")
	case 8:
		return c.pick("ﬁn", "½", "²", "①", "Ⅳ", "ﷺ", "µ", "K", "ſ")
	}
	return c.pick("lorem", "ipsum", "dolor", "sit", "amet", "the", "guide", "Note", "Warning", "To", "choose", "OK", "note:", "see", "Instance", "table", "code.", "end,", "(round)", "v1.2.3", "x")
}

func (c *composer) id() string { c.ids++; return fmt.Sprint(c.ids) }

func (c *composer) words(n int) string {
	var b strings.Builder
	for i := range 1 + c.IntN(n) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.word())
	}
	return b.String()
}

// inline is a line of text.
func (c *composer) inline(depth int) string {
	var parts []string
	for range 1 + c.IntN(5) {
		parts = append(parts, c.piece(depth))
	}
	return strings.Join(parts, c.pick(" ", " ", " ", ""))
}

func (c *composer) piece(depth int) string {
	if depth <= 0 {
		return c.words(4)
	}
	switch c.IntN(14) {
	case 0:
		return "**" + c.inline(depth-1) + "**"
	case 1:
		return "*" + c.inline(depth-1) + "*"
	case 2:
		return "~~" + c.words(2) + "~~"
	case 3:
		return "`" + c.pick("code", "a  b", "x := y", "<T>", "--flag", "|") + "`"
	case 4:
		return "[" + c.inline(depth-1) + "](" + c.pick("https://example.com/a", "https://example.com/b?x=1&y=2", "#second", "mailto:a@example.com", "https://example.com/"+c.id(), "missing.md") + ")"
	case 5:
		return "![" + c.pick("alt words", "", "日本", "a [bracket] b") + "](" + c.pick("x.png", "https://example.com/y.png", "missing.svg") + c.pick("", " \"title words\"") + ")"
	case 6:
		c.notes++
		return fmt.Sprintf("[^n%d]", 1+c.IntN(c.notes))
	case 7:
		return "<a name=\"a" + c.id() + "\"></a>"
	case 8:
		return "[![badge " + c.word() + "](" + c.pick("x.png", "https://example.com/b.svg") + ")](https://example.com/" + c.id() + ")"
	case 9:
		return "<https://example.com/auto>"
	}
	return c.words(6)
}

// block is a block whose lines are not indented.
func (c *composer) block(depth int) string {
	if depth <= 0 {
		return c.paragraph()
	}
	switch c.IntN(22) {
	case 0, 1:
		return strings.Repeat("#", 1+c.IntN(6)) + " " + c.inline(1) + c.pick("", "", " {#id"+c.id()+"}", " <a name=\"h"+c.id()+"\"></a>")
	case 2, 3, 4:
		return c.list(depth)
	case 5:
		return c.prefix("> ", c.blocks(depth-1, 3))
	case 6:
		return c.prefix("> ", "[!"+c.pick("NOTE", "WARNING", "TIP", "IMPORTANT", "CAUTION")+"]\n"+c.blocks(depth-1, 2))
	case 7:
		return "**" + c.pick("Note", "Important", "Warning") + "**  \n" + c.paragraph()
	case 8, 9:
		return c.table(depth)
	case 10, 11:
		return c.code()
	case 12:
		return c.words(3) + "\n: " + c.indent("  ", c.blocks(depth-1, 2)) + "\n: " + c.inline(1)
	case 13:
		return "<details>\n<summary>" + c.words(3) + "</summary>\n\n" + c.blocks(depth-1, 2) + "\n\n</details>"
	case 14:
		return c.htmlTable()
	case 15:
		return "**To " + c.words(3) + "**\n\n1. " + c.indent("   ", c.blocks(depth-1, 2)) + "\n\n1. " + c.indent("   ", c.blocks(depth-1, 2))
	case 16:
		return c.pick("---", "***")
	case 17:
		return "------\n#### [ " + c.words(2) + " ]\n\n" + c.blocks(depth-1, 2) + "\n\n------\n#### [ " + c.words(2) + " ]\n\n" + c.blocks(depth-1, 2) + "\n\n------"
	case 18:
		return "<div class=\"box\" id=\"d" + c.id() + "\">\n\n" + c.blocks(depth-1, 2) + "\n\n</div>"
	case 19:
		return "<figure>\n<img src=\"x.png\" alt=\"" + c.pick("figure alt", "") + "\">\n<figcaption>" + c.words(4) + "</figcaption>\n</figure>"
	}
	return c.paragraph()
}

func (c *composer) paragraph() string {
	lines := []string{c.inline(2)}
	for range c.IntN(3) {
		lines = append(lines, c.inline(2))
	}
	return strings.Join(lines, c.pick("\n", "\n", "  \n", "\\\n"))
}

func (c *composer) blocks(depth, n int) string {
	var all []string
	for range 1 + c.IntN(n) {
		all = append(all, c.block(depth))
	}
	return strings.Join(all, "\n\n")
}

// indent puts the indent before all lines but the first.
func (c *composer) indent(by, s string) string {
	return strings.ReplaceAll(s, "\n", "\n"+by)
}

func (c *composer) prefix(by, s string) string { return by + strings.ReplaceAll(s, "\n", "\n"+by) }

func (c *composer) list(depth int) string {
	marker := c.pick("- ", "* ", "1. ", "7) ")
	var items []string
	for i := range 1 + c.IntN(4) {
		m := marker
		if m == "1. " {
			m = fmt.Sprintf("%d. ", 1+i)
		}
		by := strings.Repeat(" ", len(m))
		switch c.IntN(8) {
		case 0:
			items = append(items, strings.TrimRight(m, " "))
		case 1:
			items = append(items, m+c.pick("[ ] ", "[x] ")+c.indent(by, c.paragraph()))
		case 2:
			items = append(items, m+c.inline(1)+"\n"+by+c.indent(by, c.list(depth-1)))
		case 3, 4:
			if depth > 0 {
				items = append(items, m+c.indent(by, c.blocks(depth-1, 3)))
				break
			}
			fallthrough
		default:
			items = append(items, m+c.inline(1))
		}
		if depth < -6 {
			break
		}
	}
	return strings.Join(items, c.pick("\n", "\n\n"))
}

func (c *composer) table(int) string {
	n := 1 + c.IntN(5)
	row := func(cell func() string) string {
		s := "|"
		for range n {
			s += " " + strings.ReplaceAll(cell(), "|", "\\|") + " |"
		}
		return s
	}
	lines := []string{row(func() string { return c.words(3) }), row(func() string { return c.pick("---", ":--", "--:", ":-:") })}
	for range c.IntN(5) {
		lines = append(lines, row(func() string {
			switch c.IntN(6) {
			case 0:
				return ""
			case 1:
				return c.words(2) + "<br>" + c.words(2)
			case 2:
				return "<ul><li>" + c.words(2) + "</li><li>" + c.words(2) + "</li></ul>"
			case 3:
				return "<pre>" + c.pick("a b", "x<br />y") + "</pre>"
			}
			return c.inline(1)
		}))
	}
	return strings.Join(lines, "\n")
}

func (c *composer) htmlTable() string {
	cell := func(attr string) string { return "<td" + attr + ">" + c.words(2) + "</td>" }
	return "<table>\n<tr><th rowspan=\"2\">" + c.words(2) + "</th>" + cell(" colspan=\"2\"") + "</tr>\n<tr>" + cell("") + cell("") + "</tr>\n<tr>" +
		cell(c.pick("", " colspan=\"2\"", " colspan=\"3\"", " rowspan=\"5\"")) + cell("") + "</tr>\n</table>"
}

func (c *composer) code() string {
	var lines []string
	for range c.IntN(6) {
		lines = append(lines, c.pick("", "  ", "func main() {", "\treturn 1", "    four", "> quote", "- item", "---", "====", "日本語 // x", "$ ls -l", "}", strings.Repeat("long line ", 15), "| a | b |", "[1]", "trailing  ", "<tag>"))
	}
	if c.IntN(5) == 0 && len(lines) > 0 {
		return "    x\n    " + strings.Join(lines, "\n    ")
	}
	return "```" + c.pick("", "go", "sh", "text", "json") + "\n" + strings.Join(lines, "\n") + "\n```"
}

// document is a page with its footnotes.
func (c *composer) document() string {
	s := ""
	if c.IntN(4) > 0 {
		s = "# " + c.inline(1) + "\n\n"
	}
	s += c.blocks(3, 5) + "\n\n## Second\n\n" + c.blocks(3, 3) + "\n"
	for i := range c.notes {
		if c.IntN(8) > 0 {
			s += fmt.Sprintf("\n[^n%d]: %s\n", i+1, c.indent("    ", c.blocks(1, 2)))
		}
	}
	switch c.IntN(8) {
	case 0:
		s = strings.ReplaceAll(s, "\n", "\r\n")
	case 1:
		s = "\ufeff" + s
	}
	return s
}

func compose(seed uint64) string {
	return (&composer{Rand: rand.New(rand.NewPCG(seed, 1))}).document()
}

// FuzzBalance writes random pages in all formats: each output balances. The seeds are run by every go test;
// go test -fuzz Balance ./writers/ledger goes on.
func FuzzBalance(f *testing.F) {
	for seed := range uint64(24) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		b := page(t, compose(seed))
		for format, w := range formats() {
			if format == "pdf" && seed < 24 && seed%4 > 0 {
				continue // it costs ten times what the others do
			}
			if _, found := check(t, format, b, testkit.Write(t, w, b)); len(found) > 0 {
				t.Errorf("seed %d: %v", seed, found[0])
			}
		}
	})
}
