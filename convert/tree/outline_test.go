package tree

import (
	"fmt"
	"strings"
	"testing"
)

func heading(level int8, title string) *Heading {
	return &Heading{Level: level, Attr: &Attr{ID: title}, Inlines: []Inline{&Text{S: title}}}
}

// shape prints the outline as "level number title", nested by indent.
func shape(sections []*Section, indent string) string {
	var b strings.Builder
	for _, s := range sections {
		fmt.Fprintf(&b, "%s%d %s%s\n", indent, s.Level, strings.TrimPrefix(s.Number+" ", " "), PlainText(s.Title))
		b.WriteString(shape(s.Sections, indent+"  "))
	}
	return b.String()
}

func TestOutline(t *testing.T) {
	para := &Paragraph{Inlines: []Inline{&Text{S: "words"}}}
	tests := []struct {
		name   string
		blocks []Block
		want   string
	}{
		{"nested", []Block{heading(1, "T"), heading(2, "a"), heading(3, "b"), heading(2, "c")},
			"1 T\n  2 1 a\n    3 1.1 b\n  2 2 c\n"},
		{"skipped levels are closed up", []Block{heading(1, "T"), heading(2, "a"), heading(4, "b"), heading(4, "c"), heading(3, "d")},
			"1 T\n  2 1 a\n    3 1.1 b\n    3 1.2 c\n    3 1.3 d\n"},
		{"a second level-1 heading nests what follows", []Block{heading(1, "T"), heading(2, "a"), heading(1, "U"), heading(2, "b")},
			"1 T\n  2 1 a\n  2 2 U\n    3 2.1 b\n"},
		{"no title", []Block{heading(3, "a"), heading(2, "b")}, "2 1 a\n2 2 b\n"},
		{"headings before the title", []Block{heading(2, "a"), heading(1, "T"), heading(2, "b")}, "2 a\n1 T\n  2 1 b\n"},
		{"inside a quote", []Block{heading(1, "T"), &Quote{Blocks: []Block{heading(1, "q")}}, heading(2, "a")},
			"1 T\n  2 q\n  2 1 a\n"},
		{"tabs", []Block{heading(1, "T"), heading(2, "a"), &TabGroup{Tabs: []*Tab{
			{Title: []Inline{&Text{S: "x"}}, Blocks: []Block{heading(4, "in x")}},
			{Title: []Inline{&Text{S: "y"}}, Blocks: []Block{para}}}}, heading(3, "b")},
			"1 T\n  2 1 a\n    3 x\n      4 in x\n    3 y\n    3 1.1 b\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := shape(NewOutline(&Page{Blocks: tt.blocks}).Root.Sections, "")
			if got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestOutlineKeepsAllBlocks(t *testing.T) {
	p1, p2, p3 := &Paragraph{}, &Paragraph{}, &Paragraph{}
	o := NewOutline(&Page{Blocks: []Block{p1, heading(1, "T"), p2, heading(2, "a"), p3}})
	if len(o.Root.Blocks) != 1 || o.Root.Blocks[0] != p1 {
		t.Errorf("before the first heading: got %v", o.Root.Blocks)
	}
	title := o.Root.Sections[0]
	if len(title.Blocks) != 1 || title.Blocks[0] != p2 || title.Sections[0].Blocks[0] != p3 {
		t.Errorf("blocks are not with their headings")
	}
}
