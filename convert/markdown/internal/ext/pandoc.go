package ext

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
)

var AllSymbolsEscapable = build.Extension{
	Name: "all_symbols_escapable", Doc: "A backslash stands before any sign, and makes a blank one that does not break (pandoc)",
	Words: build.WordReader{Bytes: `\`, Read: func(_ *build.Page, text string, i, end int) (build.Word, int) {
		if i+1 >= end {
			return build.Word{}, 0
		}
		r, n := utf8.DecodeRuneInString(text[i+1 : end])
		switch {
		case r == ' ':
			return build.Word{Text: "\u00a0"}, 2
		case r >= utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
			return build.Word{Text: text[i+1 : i+1+n]}, 1 + n
		}
		return build.Word{}, 0
	}},
}

var ImplicitHeaderReferences = build.Extension{
	Name: "implicit_header_references", Doc: "The words of a heading in brackets are a link to it: [Set up], [words][Set up] (pandoc)",
	Parsers: func(p *build.Parsers) { p.HeadingLabels = true },
	Named:   func(c *build.Page) { c.LinkHeadings() },
}

var TildeDefinitions = build.Extension{
	Name: "tilde_definitions", Doc: "A definition may start with a tilde in place of a colon (pandoc)",
	Parsers: func(p *build.Parsers) { build.Shared(p, func() *tildes { return &tildes{} }).on = true },
}

// tildes says whether definitions may start with a tilde.
type tildes struct{ on bool }

// A colonReader shows the tilde that a line has at a place as a colon, which goldmark asks for.
type colonReader struct {
	text.Reader
	at int
}

func (r colonReader) PeekLine() ([]byte, text.Segment) {
	line, s := r.Reader.PeekLine()
	if r.at >= len(line) {
		return line, s
	}
	line = append([]byte(nil), line...)
	line[r.at] = ':'
	return line, s
}
