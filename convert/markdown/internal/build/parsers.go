package build

import (
	gext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/limit"
)

// Parsers are goldmark's, as extensions change them.
type Parsers struct {
	// Those that extensions wrap or replace; nil: there is none.
	Fence, HTML, Code, Paragraph parser.BlockParser
	Table                        parser.ParagraphTransformer
	Strike                       parser.InlineParser

	Headings   []parser.HeadingOption
	Items      ItemReader // list markers beside those of CommonMark
	JSX        bool       // tags may have expressions in braces
	SpacedBold bool       // ** words ** are bold
	CJK        bool       // marks of emphasis may touch Chinese, Japanese and Korean signs
	Dedent     *bool      // the indentation in regions between lines of marks means nothing

	HeadingLabels bool // the words of headings are labels of references to them

	blocks, inlines, paragraphs, asts []util.PrioritizedValue
	shared                            map[any]any
}

func newParsers(limits *limit.Limits) *Parsers {
	return &Parsers{
		Fence: parser.NewFencedCodeBlockParser(), HTML: htmlParser{parser.NewHTMLBlockParser()}, Code: parser.NewCodeBlockParser(), Paragraph: parser.NewParagraphParser(),
		Dedent:     new(bool),
		paragraphs: append(linkTransformers(), util.Prioritized(belowLinks{}, 150), util.Prioritized(limit.Paragraphs{Limits: limits}, 300)),
		shared:     map[any]any{},
	}
}

// Block adds a parser of blocks. Those with a lower place look first; goldmark's own stand at hundreds.
func (p *Parsers) Block(place int, b parser.BlockParser) {
	p.blocks = append(p.blocks, util.Prioritized(b, place))
}

// Inline adds a parser of inlines.
func (p *Parsers) Inline(place int, i parser.InlineParser) {
	p.inlines = append(p.inlines, util.Prioritized(i, place))
}

// Tree adds what changes the parsed page as a whole.
func (p *Parsers) Tree(place int, t parser.ASTTransformer) {
	p.asts = append(p.asts, util.Prioritized(t, place))
}

// Transformers are what goldmark does to a paragraph that it closes, in its order; they are known once all extensions
// have had their say.
func (p *Parsers) Transformers() func() []parser.ParagraphTransformer {
	return func() []parser.ParagraphTransformer {
		sorted := append(util.PrioritizedSlice(nil), p.paragraphs...)
		sorted.Sort()
		var out []parser.ParagraphTransformer
		for _, v := range sorted {
			if t, ok := v.Value.(parser.ParagraphTransformer); ok {
				out = append(out, t)
			}
		}
		return out
	}
}

// Shared returns the one value of a type that several extensions set up together; the first one makes it.
func Shared[T any](p *Parsers, make func() *T) *T {
	key := any((*T)(nil))
	if v, ok := p.shared[key].(*T); ok {
		return v
	}
	v := make()
	p.shared[key] = v
	return v
}

// parser puts them together. The parser is safe for concurrent use.
func (p *Parsers) parser() parser.Parser {
	p.Block(atSetext, parser.NewSetextHeadingParser(p.Headings...))
	p.Block(200, parser.NewThematicBreakParser())
	p.Block(300, listParser{p.Items})
	p.Block(400, itemParser{p.Items})
	if p.Code != nil {
		p.Block(500, p.Code)
	}
	p.Block(600, parser.NewATXHeadingParser(p.Headings...))
	p.Block(700, p.Fence)
	p.Block(800, parser.NewBlockquoteParser())
	p.Block(900, p.HTML)
	p.Block(atParagraphs, p.Paragraph)
	p.Inline(100, parser.NewCodeSpanParser())
	p.Inline(200, parser.NewLinkParser())
	p.Inline(300, parser.NewAutoLinkParser())
	p.Inline(400, rawHTMLParser{parser.NewRawHTMLParser()})
	p.Inline(AtEmphasis, emphasisParser{p.CJK, p.SpacedBold})
	if p.Table != nil {
		p.paragraphs = append(p.paragraphs, util.Prioritized(strictTable{p.Table}, 200))
		p.Tree(0, gext.NewTableASTTransformer())
	}
	if p.HeadingLabels {
		p.paragraphs = append(p.paragraphs, util.Prioritized(headingRoot{}, 50))
	}
	if p.Strike != nil {
		p.Inline(AtEmphasis, p.Strike)
	}
	return parser.NewParser(
		parser.WithBlockParsers(p.blocks...),
		parser.WithInlineParsers(p.inlines...),
		parser.WithParagraphTransformers(p.paragraphs...),
		parser.WithASTTransformers(p.asts...),
	)
}

// Places of goldmark's parsers that extensions stand beside. What begins with a mark that nothing else begins with has a
// place below the first.
const (
	atSetext     = 100
	AtEmphasis   = 500
	atParagraphs = 1000
)
