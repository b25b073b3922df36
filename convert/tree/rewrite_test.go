package tree

import (
	"strings"
	"testing"
)

// TestRewriteReachesAll changes the words of each kind of node and takes out its rules.
func TestRewriteReachesAll(t *testing.T) {
	p := &Page{Title: []Inline{&Text{S: "sample"}}}
	var run []Inline
	for _, n := range Every() {
		switch n := n.(type) {
		case Block:
			p.Blocks = append(p.Blocks, n)
		case Inline:
			run = append(run, n)
		}
	}
	p.Blocks = append(p.Blocks, &Paragraph{Inlines: run})
	p.Notes = []*Footnote{{Blocks: []Block{&Paragraph{Inlines: []Inline{&Text{S: "sample"}}}}}}
	Rewrite(p, func(b Block) []Block {
		if _, ok := b.(*Rule); ok {
			return nil
		}
		return []Block{b}
	}, func(n Inline) []Inline {
		if s, ok := n.(*Text); ok {
			return []Inline{&Text{S: strings.ReplaceAll(s.S, "sample", "new")}, &Text{S: "!"}}
		}
		return []Inline{n}
	})
	if s := PlainText(p.Title); s != "new!" {
		t.Errorf("title %q", s)
	}
	InspectPage(p, func(n Node) bool {
		switch n := n.(type) {
		case *Text:
			if strings.Contains(n.S, "sample") {
				t.Errorf("a text stays %q", n.S)
			}
		case *Rule:
			t.Error("a rule stays")
		}
		return true
	})
}
