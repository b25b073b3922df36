package tree

// Every returns one sample of each kind of node that can stand in a page, complete enough to be written:
// the blocks and the inlines, parts (rows, items, tabs) inside their blocks. Each sample holds the word
// "sample", so that a writer's test can look for it. Anchors, breaks and rules have no words.
func Every() []Node {
	text := func() []Inline { return []Inline{&Text{S: "sample"}} }
	para := func() []Block { return []Block{&Paragraph{Inlines: text()}} }
	tight := func() []Block { return []Block{&Paragraph{Tight: true, Inlines: text()}} }
	note := &Footnote{Label: "1", Number: 1, Refs: 1, Blocks: para()}
	row := func(scope Scope) *Row {
		return &Row{Cells: []*Cell{{Scope: scope, ColSpan: 1, RowSpan: 1, Blocks: tight()}, {Scope: scope, ColSpan: 1, RowSpan: 1, Blocks: tight()}}}
	}
	items := func(task Task) []*ListItem { return []*ListItem{{Task: task, Blocks: tight()}, {Blocks: para()}} }
	url := Target{Raw: "https://example.com/sample", URL: "https://example.com/sample"}
	return []Node{
		&Paragraph{Inlines: text()},
		&Heading{Level: 2, Attr: &Attr{ID: "sample", Aliases: []string{"old-sample"}}, Inlines: text()},
		&CodeBlock{Lang: "go", Info: "go", Title: "sample.go", Start: 1, Marks: [][2]int{{1, 1}}, Text: "sample := 1\n"},
		&Quote{Blocks: para()},
		&Admonition{Kind: "note", Title: text(), Blocks: para()},
		&List{Tight: true, Items: items(Done)},
		&List{Ordered: true, Start: 3, Items: items(NoTask)},
		&Procedure{Title: text(), Intro: para(), Steps: &List{Ordered: true, Start: 1, Items: items(NoTask)}},
		&DefinitionList{Items: []*Definition{{Terms: []*Term{{Inlines: text()}}, Bodies: [][]Block{para()}}}},
		&TabGroup{Tabs: []*Tab{{Attr: &Attr{ID: "tab-1"}, Title: text(), Blocks: para()}, {Attr: &Attr{ID: "tab-2"}, Title: text(), Blocks: para()}}},
		&Table{Caption: para(), Cols: make([]Column, 2), Head: []*Row{row(ScopeCol)}, Bodies: []*Body{{Rows: []*Row{row(ScopeNone)}}}, Foot: []*Row{row(ScopeNone)}},
		&Figure{Blocks: []Block{&CodeBlock{Text: "sample\n"}}, Caption: para()},
		&Details{Summary: text(), Blocks: para()},
		&MathBlock{TeX: `\mathrm{sample}^2`},
		&Rule{},
		&Div{Attr: &Attr{Classes: []string{"box"}}, Blocks: para()},
		&Element{Name: "section", Blocks: para()},
		&RawBlock{HTML: "<p>sample</p>\n", Blocks: para()},
		&Text{S: "sample"},
		&Emph{Inlines: text()},
		&Strong{Inlines: text()},
		&Strike{Inlines: text()},
		&Sub{Inlines: text()},
		&Sup{Inlines: text()},
		&Code{S: "sample"},
		&Link{To: url, Title: "a title", Inlines: text()},
		&Image{Src: url, Title: "a title", Alt: "sample"},
		&Break{Hard: true},
		&Math{TeX: "sample^2"},
		&NoteRef{Note: note, N: 1},
		&Anchor{ID: "sample-anchor"},
		&Span{Attr: &Attr{Keys: []Key{{"title", "a title"}}}, Inlines: text()},
		&InlineElement{Name: "cite", Inlines: text()},
		&RawInline{HTML: "<b>sample</b>", Inlines: text()},
	}
}
