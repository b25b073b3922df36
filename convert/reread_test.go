package convert

import (
	"context"
	"testing"
	"testing/fstest"

	"platen/convert/tree"
)

// TestReread: a page that is read again stands where the old one did, with its title and live links.
func TestReread(t *testing.T) {
	fsys := fstest.MapFS{
		"index.md": {Data: []byte("# Guide\n\n- [One](one.md)\n- [Two](two.md)\n")},
		"one.md":   {Data: []byte("# One\n\n[two](two.md#end)\n")},
		"two.md":   {Data: []byte("# Two\n\n## End\n\n[one](one.md)\n")},
	}
	g, err := Open(context.Background(), Source{FS: fsys, Name: "g"}, Options{}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	one, two := g.Book.Nav[0].To.Page, g.Book.Nav[1].To.Page
	fsys["one.md"].Data = []byte("# One more\n\n[two](two.md#end), [self](#new) and [gone](three.md)\n\n## New\n")
	p, err := g.Reread(context.Background(), "one.md", func(tree.Diag) {})
	if err != nil || p != one || tree.PlainText(p.Title) != "One more" {
		t.Fatalf("%v, %v", p, err)
	}
	var links []*tree.Link
	tree.InspectPage(p, func(n tree.Node) bool {
		if l, ok := n.(*tree.Link); ok {
			links = append(links, l)
		}
		return true
	})
	if len(links) != 3 || links[0].To.Page != two || links[0].To.Anchor != "end" || links[1].To.Anchor != "new" || !links[2].To.Dead() {
		t.Errorf("links %+v", links)
	}
	if p, err := g.Reread(context.Background(), "three.md", func(tree.Diag) {}); p != nil || err != nil {
		t.Errorf("a page that is not there: %v, %v", p, err)
	}
	if err := tree.Validate(one); err != nil {
		t.Error(err)
	}
}
