package markdown

import (
	gext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

var definitionLists = extn{
	Name: "definition_lists", Doc: "A term, then its definition on a line that starts with a colon",
	Parsers: func(p *parsers) {
		p.Block(101, gext.NewDefinitionListParser())
		p.Block(102, gext.NewDefinitionDescriptionParser())
	},
}

var headingAttributes = extn{
	Name: "heading_attributes", Doc: "Attributes in {#id .class} at a heading's end",
	Parsers: func(p *parsers) { p.Headings = append(p.Headings, parser.WithHeadingAttribute()) },
}

var strikethrough = extn{
	Name: "strikethrough", Doc: "Struck-out text in ~~tildes~~",
	Parsers: func(p *parsers) { p.Strike = gext.NewStrikethroughParser() },
}

var doubleTildes = extn{
	Name: "double_tildes", Doc: "Struck-out text stands in two tildes only, not in one",
	Parsers: func(p *parsers) {
		if p.Strike != nil {
			p.Strike = markParser{'~', "del"}
		}
	},
}

var tables = extn{
	Name: "tables", Doc: "Pipe tables",
	Parsers: func(p *parsers) { p.Table = gext.NewTableParagraphTransformer() },
}

var taskLists = extn{
	Name: "task_lists", Doc: "Items that start with [ ] or [x]",
	Parsers: func(p *parsers) { p.Inline(0, gext.NewTaskCheckBoxParser()) },
}
