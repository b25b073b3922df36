package html

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

func (p *printer) code(b *tree.CodeBlock) {
	p.aliases(b.Attr)
	if b.Title != "" {
		p.raw(`<div class="p-file"><p>`)
		p.text(b.Title)
		p.raw("</p>\n")
	}
	tokens := p.highlighted(b)
	if len(b.Hidden) > 0 {
		p.foldedCode(b, tokens)
	} else {
		p.pre(b, b.Attr, tokens)
	}
	if b.Title != "" {
		p.raw("</div>\n")
	}
}

// KnownLanguage reports whether code in the language is coloured; other names get an info.
func KnownLanguage(lang string) bool { return highlight.Known(lang) }

// maxColored is how much code of a page is coloured, in bytes; colouring costs a hundred times what printing does.
const maxColored = 1 << 20

func (p *printer) highlighted(b *tree.CodeBlock) []highlight.Token {
	if b.Lang != "" && !highlight.Known(b.Lang) {
		p.report(tree.Diag{Page: p.page, Pos: b.Pos, Severity: tree.Info, Code: tree.UnknownLang, Msg: "code in the unknown language " + strconv.Quote(b.Lang)})
	}
	if p.colored += len(b.Text); p.colored > maxColored {
		return []highlight.Token{{Kind: highlight.Plain, Text: b.Text}}
	}
	return highlight.Tokens(b.Lang, b.Text)
}

// pre prints the tokens of a block.
func (p *printer) pre(b *tree.CodeBlock, a *tree.Attr, tokens []highlight.Token) {
	p.raw("<pre")
	class := ""
	if b.Start > 0 {
		class = "p-nums"
	}
	p.attr(a, class)
	if long(tokens) {
		p.raw(` tabindex="0" role="group"`)
		p.pair("aria-label", p.words.Code)
	}
	p.raw("><code")
	if b.Lang != "" {
		p.pair("class", "language-"+b.Lang)
	}
	if b.Start > 1 {
		p.raw(` style="counter-set:n `)
		p.int(b.Start - 1)
		p.raw(`"`)
	}
	p.raw(">")
	if b.Start > 0 || len(b.Marks) > 0 || len(b.Hidden) > 0 {
		p.codeLines(b, tokens)
	} else {
		p.tokens(tokens)
	}
	p.raw("</code></pre>\n")
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

func (p *printer) tokens(tokens []highlight.Token) {
	for _, t := range tokens {
		if t.Kind == highlight.Plain {
			p.text(t.Text)
			continue
		}
		p.raw(`<span class="`)
		p.raw(kindClass[t.Kind])
		p.raw(`">`)
		p.text(t.Text)
		p.raw("</span>")
	}
}

// codeLines prints each line in an element of its own, for numbers and marks and to hide some.
func (p *printer) codeLines(b *tree.CodeBlock, tokens []highlight.Token) {
	for i, line := range splitLines(tokens) {
		p.raw(`<span class="l`)
		if tree.InLines(b.Marks, i+1) {
			p.raw(" h")
		}
		if tree.InLines(b.Hidden, i+1) {
			p.raw(" x")
		}
		p.raw(`">`)
		p.tokens(line)
		p.raw("</span>")
	}
}

// foldedCode prints code whose hidden lines one button shows in place. The style sheet hides them until it does.
func (p *printer) foldedCode(b *tree.CodeBlock, tokens []highlight.Token) {
	n := 0
	for i := range splitLines(tokens) {
		if tree.InLines(b.Hidden, i+1) {
			n++
		}
	}
	p.open("div", b.Attr, "p-fold")
	p.raw("\n<details><summary>")
	p.text(strings.ReplaceAll(p.words.HiddenLines, "%d", itoa(n)))
	p.raw("</summary></details>\n")
	p.pre(b, nil, tokens)
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
