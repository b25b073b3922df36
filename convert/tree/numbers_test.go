package tree

import "testing"

func TestNumbers(t *testing.T) {
	head := func(level int8, title string, classes ...string) *Heading {
		return &Heading{Level: level, Attr: &Attr{Classes: classes}, Inlines: []Inline{&Text{S: title}}}
	}
	page := func(blocks ...Block) *Page { return &Page{Blocks: blocks} }
	intro := page(head(1, "Introduction"), head(2, "Who"), head(2, "Aside", "unnumbered"), head(3, "In it"))
	concepts := page(head(1, "Concepts"), head(2, "Pools"), head(3, "Deep"))
	preface := page(head(1, "Preface"), head(2, "Thanks"))
	install := page(head(1, "Installation"), head(2, "Step 1"), head(2, "Step 2"))
	item := func(p *Page, items ...*NavItem) *NavItem {
		return &NavItem{Numbered: true, To: Target{Page: p}, Items: items}
	}
	group := &NavItem{Numbered: true, Title: []Inline{&Text{S: "More"}}, Items: []*NavItem{item(install)}}
	b := &Book{Nav: []*NavItem{
		{Kind: NavFront, To: Target{Page: preface}},
		{Kind: NavPart, Items: []*NavItem{item(intro, item(concepts))}},
		{Kind: NavPart, Items: []*NavItem{group}},
	}}
	n := NewNumbers(b)
	if got := n.Item(group); got != "2" {
		t.Errorf("the group has %q", got)
	}
	for _, c := range []struct {
		p    *Page
		want []string
	}{
		{preface, []string{"", ""}},
		{intro, []string{"1", "1.1", "", ""}},
		{concepts, []string{"1.2", "1.2.1", "1.2.1.1"}},
		{install, []string{"2.1", "2.1.1", "2.1.2"}},
	} {
		for i, want := range c.want {
			if got := n.Heading(c.p.Blocks[i].(*Heading)); got != want {
				t.Errorf("%s has %q, want %q", PlainText(c.p.Blocks[i].(*Heading).Inlines), got, want)
			}
		}
	}
}
