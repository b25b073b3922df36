package markup

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
	"platen/writers/internal/highlight"
)

// narrow is how many columns of code fit on the narrowest screens; blocks with longer lines scroll
// and take the focus.
const narrow = 32

func (p *Printer) code(b *tree.CodeBlock) {
	p.Aliases(b.Attr)
	if b.Title != "" {
		p.Raw(`<div class="p-file"><p>`)
		p.Text(b.Title)
		p.Raw("</p>\n")
	}
	tokens := p.highlighted(b)
	if len(b.Hidden) > 0 && !p.Form.Book {
		p.foldedCode(b, tokens)
	} else {
		p.pre(b, b.Attr, tokens)
	}
	if b.Title != "" {
		p.Raw("</div>\n")
	}
}

// maxColored is how much code of a page is coloured, in bytes; colouring costs a hundred times what printing does.
const maxColored = 1 << 20

func (p *Printer) highlighted(b *tree.CodeBlock) []highlight.Token {
	if b.Lang != "" && !highlight.Known(b.Lang) {
		p.Report(tree.Diag{Page: p.Page, Pos: b.Pos, Severity: tree.Info, Code: tree.UnknownLang, Msg: "code in the unknown language " + strconv.Quote(b.Lang)})
	}
	if p.colored += len(b.Text); p.colored > maxColored {
		return []highlight.Token{{Kind: highlight.Plain, Text: b.Text}}
	}
	return highlight.Tokens(b.Lang, b.Text)
}

// pre prints the tokens of a block.
func (p *Printer) pre(b *tree.CodeBlock, a *tree.Attr, tokens []highlight.Token) {
	p.Raw("<pre")
	class := ""
	if b.Start > 0 {
		class = "p-nums"
	}
	if b.Sign(1) != "" {
		class = strings.TrimPrefix(class+" p-diff", " ")
	}
	if len(b.Focus) > 0 && !p.Form.Book {
		class = strings.TrimPrefix(class+" p-focus", " ")
	}
	p.attr(a, class)
	p.leftToRight()
	if !p.Form.Book && long(tokens) {
		p.Raw(` tabindex="0" role="group"`)
		p.Pair("aria-label", p.Words.Code)
	}
	p.Raw("><code")
	if b.Lang != "" {
		p.Pair("class", "language-"+b.Lang)
	}
	if b.Start > 1 {
		p.style("counter-" + map[bool]string{false: "set", true: "reset"}[p.Form.Book] + ":n " + strconv.Itoa(b.Start-1)) // what older readers of books know
	}
	p.Raw(">")
	if b.Start > 0 || len(b.Marks) > 0 || len(b.Focus) > 0 || len(b.Hidden) > 0 || b.Sign(1) != "" {
		p.codeLines(b, tokens)
	} else {
		p.tokens(tokens)
	}
	p.Raw("</code></pre>\n")
}

// long reports whether a line is longer than narrow.
func long(tokens []highlight.Token) bool {
	col := 0
	for _, t := range tokens {
		for s := t.Text; ; {
			i := strings.IndexByte(s, '\n')
			if i < 0 {
				col += columns(s, narrow)
				break
			}
			if col+columns(s[:i], narrow) > narrow {
				return true
			}
			s, col = s[i+1:], 0
		}
		if col > narrow {
			return true
		}
	}
	return false
}

// columns counts characters; when s surely has more than enough, its bytes.
func columns(s string, enough int) int {
	if len(s) > 4*enough {
		return len(s)
	}
	return utf8.RuneCountInString(s)
}

var kindClass = [...]string{highlight.Keyword: "k", highlight.Name: "n", highlight.String: "s", highlight.Number: "m", highlight.Comment: "c"}

func (p *Printer) tokens(tokens []highlight.Token) {
	for _, t := range tokens {
		if t.Kind == highlight.Plain {
			p.Text(t.Text)
			continue
		}
		p.Raw(`<span class="`)
		p.Raw(kindClass[t.Kind])
		p.Raw(`">`)
		p.Text(t.Text)
		p.Raw("</span>")
	}
}

// codeLines prints each line in an element of its own, for numbers and marks, hidden ones only in books.
func (p *Printer) codeLines(b *tree.CodeBlock, tokens []highlight.Token) {
	for i, line := range splitLines(tokens) {
		hidden := tree.InLines(b.Hidden, i+1)
		if hidden && !p.Form.Book {
			continue
		}
		name := lineElement[b.Sign(i+1)]
		p.Raw("<")
		p.Raw(name)
		p.Raw(` class="l`)
		if tree.InLines(b.Marks, i+1) || p.Form.Book && tree.InLines(b.Focus, i+1) {
			p.Raw(" h")
		}
		if tree.InLines(b.Focus, i+1) && !p.Form.Book {
			p.Raw(" f")
		}
		if hidden {
			p.Raw(" x")
		}
		p.Raw(`">`)
		p.tokens(line)
		p.Raw("</")
		p.Raw(name)
		p.Raw(">")
	}
}

// lineElement is the element of a line of code by its sign.
var lineElement = map[string]string{"": "span", " ": "span", "+": "ins", "-": "del"}

// foldedCode prints the lines that are shown, and before them the whole code in a fold: the style sheet shows it instead
// of them while it is open. No hidden line stands in sight where there is no style sheet.
func (p *Printer) foldedCode(b *tree.CodeBlock, tokens []highlight.Token) {
	n, lines := 0, splitLines(tokens)
	for i := range lines {
		if tree.InLines(b.Hidden, i+1) {
			n++
		}
	}
	p.open("div", b.Attr, "p-fold")
	p.Raw("\n<details><summary>")
	p.Text(strings.ReplaceAll(p.Words.HiddenLines, "%d", itoa(n)))
	p.Raw("</summary>")
	whole := *b
	whole.Hidden = nil
	p.pre(&whole, nil, tokens)
	p.Raw("</details>\n")
	if n < len(lines) {
		p.pre(b, nil, tokens)
	}
	p.close("div")
}

// splitLines cuts tokens after each newline.
func splitLines(tokens []highlight.Token) [][]highlight.Token {
	var lines [][]highlight.Token
	var line []highlight.Token
	for _, t := range tokens {
		for {
			i := strings.IndexByte(t.Text, '\n')
			if i < 0 {
				break
			}
			lines = append(lines, append(line, highlight.Token{Kind: t.Kind, Text: t.Text[:i+1]}))
			line, t.Text = nil, t.Text[i+1:]
		}
		if t.Text != "" {
			line = append(line, t)
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}
