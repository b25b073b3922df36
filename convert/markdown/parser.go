package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newParser returns goldmark's parser with what the dialect turns on. It is safe for concurrent use.
func newParser(d *Dialect, limits *Limits) parser.Parser {
	var headings []parser.HeadingOption
	if d.on.headingAttributes {
		headings = append(headings, parser.WithHeadingAttribute())
	}
	fence := parser.NewFencedCodeBlockParser()
	if d.on.fenceAnchors {
		fence = fenceParser{fence}
	}
	html := parser.NewHTMLBlockParser()
	if d.on.markdownInHTML {
		html = markdownHTMLParser{html}
	}
	if d.on.jsx {
		html = mdxHTMLParser{html}
	}
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(headings...), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(listParser{d.on.fancyLists}, 300),
		util.Prioritized(itemParser{d.on.fancyLists}, 400),
		util.Prioritized(parser.NewATXHeadingParser(headings...), 600),
		util.Prioritized(fence, 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(html, 900),
	}
	if d.on.jsx {
		blocks = append(blocks, mdxBlocks()...)
	} else {
		blocks = append(blocks,
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewParagraphParser(), 1000))
	}
	if d.on.fencedDivs || d.on.docfx || d.on.myst {
		blocks = append(blocks, util.Prioritized(colonParser{dedent: d.on.jsx}, 95))
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(rawHTMLParser{parser.NewRawHTMLParser()}, 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	}
	paragraphs := parser.DefaultParagraphTransformers()
	paragraphs = append(paragraphs, util.Prioritized(limitParagraph{limits}, 300))
	var asts []util.PrioritizedValue
	if d.on.definitionLists {
		blocks = append(blocks,
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102))
	}
	if d.on.tables {
		table := extension.NewTableParagraphTransformer()
		if d.on.extraCells {
			table = extraCells{table}
		}
		paragraphs = append(paragraphs, util.Prioritized(table, 200))
		asts = append(asts, util.Prioritized(extension.NewTableASTTransformer(), 0))
	}
	if d.on.admonitions || d.on.contentTabs {
		blocks = append(blocks, util.Prioritized(indentedParser{d.on.admonitions, d.on.contentTabs, transformers(paragraphs)}, 90))
	}
	if d.on.footnotes {
		blocks = append(blocks, util.Prioritized(footnoteParser{}, 999))
		inlines = append(inlines, util.Prioritized(noteRefParser{}, 101))
	}
	if d.on.strikethrough && d.on.doubleTildes {
		inlines = append(inlines, util.Prioritized(markParser{'~', "del"}, 500))
	} else if d.on.strikethrough {
		inlines = append(inlines, util.Prioritized(extension.NewStrikethroughParser(), 500))
	}
	if d.on.slashBlocks {
		blocks = append(blocks, util.Prioritized(slashParser{}, 85))
	}
	if d.on.abbreviations {
		blocks = append(blocks, util.Prioritized(abbreviationParser{}, 95))
	}
	if d.on.marks {
		inlines = append(inlines, util.Prioritized(markParser{'=', "mark"}, 500))
	}
	if d.on.inserts {
		inlines = append(inlines, util.Prioritized(markParser{'^', "ins"}, 500))
	}
	if d.on.lineBlocks {
		blocks = append(blocks, util.Prioritized(lineBlockParser{}, 96))
	}
	if d.on.classNotes {
		blocks = append(blocks, util.Prioritized(blockAttrsParser{}, 82))
	}
	if d.on.imageSizes {
		inlines = append(inlines, util.Prioritized(sizedImageParser{}, 62))
	}
	if d.on.fancyLists {
		inlines = append(inlines, util.Prioritized(exampleRefParser{}, 61))
	}
	if d.on.inlineNotes {
		inlines = append(inlines, util.Prioritized(inlineNoteParser{}, 60))
	}
	if d.on.superscript {
		inlines = append(inlines, util.Prioritized(scriptParser{'^', "sup"}, 490))
	}
	if d.on.subscript {
		inlines = append(inlines, util.Prioritized(scriptParser{'~', "sub"}, 490))
	}
	if d.on.keys {
		inlines = append(inlines, util.Prioritized(keysParser{}, 480))
	}
	if d.on.critic {
		inlines = append(inlines, util.Prioritized(criticParser{}, 150))
	}
	if d.on.taskLists {
		inlines = append(inlines, util.Prioritized(extension.NewTaskCheckBoxParser(), 0))
	}
	if d.on.jsx {
		inlines = append(inlines, util.Prioritized(mdxInlineParser{}, 350))
	}
	if m := (mathMarks{d.on.mathDollars, d.on.mathBackslash, d.on.mathDouble}); m != (mathMarks{}) {
		blocks = append(blocks, util.Prioritized(mathParser{m}, 83))
		inlines = append(inlines, util.Prioritized(mathInlineParser{m}, 50))
	}
	if d.on.shortcodes || d.on.liquid {
		blocks = append(blocks, util.Prioritized(shortcodeParser{d.on.shortcodes, d.on.liquid}, 84))
		inlines = append(inlines, util.Prioritized(shortcodeInlineParser{d.on.shortcodes, d.on.liquid}, 349))
	}
	if d.on.autolinks {
		inlines = append(inlines, util.Prioritized(urlGuard{}, 450))
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(paragraphs...),
		parser.WithASTTransformers(asts...),
	)
}

// transformers are paragraph transformers in the order in which goldmark calls them.
func transformers(values []util.PrioritizedValue) []parser.ParagraphTransformer {
	sorted := append(util.PrioritizedSlice(nil), values...)
	sorted.Sort()
	var out []parser.ParagraphTransformer
	for _, v := range sorted {
		if t, ok := v.Value.(parser.ParagraphTransformer); ok {
			out = append(out, t)
		}
	}
	return out
}
