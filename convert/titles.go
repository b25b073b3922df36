package convert

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"platen/convert/internal/name"
	"platen/convert/internal/site"
	"platen/convert/tree"
)

// setTitle finds the page's title, and gives a page without a level-1 heading one.
func setTitle(p *tree.Page, forced, contents []tree.Inline, book string) {
	first := firstHeading(p)
	if first == nil {
		first = hoistHeading(p)
	}
	if first == nil && len(forced) == 0 && p.Meta.String("title") == "" {
		if first = topHeading(p); first != nil {
			first.Level = 1
		}
	}
	switch {
	case len(forced) > 0:
		p.Title = forced
	case p.Meta.String("title") != "":
		p.Title = []tree.Inline{&tree.Text{S: p.Meta.String("title")}}
	case first != nil && tree.PlainText(first.Inlines) != "":
		p.Title = titleInlines(first.Inlines)
	case len(contents) > 0:
		p.Title = contents
	default:
		if s := pathTitle(p.Path, book); s != "" {
			p.Title = []tree.Inline{&tree.Text{S: s}}
		}
	}
	if len(p.Title) > 0 && (first == nil || len(forced) == 0 && titleAbove(p, first)) {
		addHeading(p)
	}
}

// titleAbove reports whether the title that a page's front matter says stands above headings of level 1 that are its
// parts: there are several, and the first one says something else.
func titleAbove(p *tree.Page, first *tree.Heading) bool {
	title, words := bareWords(p.Meta.String("title")), bareWords(tree.PlainText(first.Inlines))
	if title == "" || strings.Contains(words, title) || strings.Contains(title, words) {
		return false
	}
	n := 0
	for _, b := range p.Blocks {
		if h, ok := b.(*tree.Heading); ok && h.Level == 1 {
			n++
		}
	}
	return n > 1
}

// bareWords are the letters and digits of a text, in lower case.
func bareWords(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// pathTitle is the title of a page that says none: its stem; for an index page its folder's name.
func pathTitle(p, book string) string {
	if p == "-" {
		return ""
	}
	s := name.Stem(path.Base(p))
	if name.IsIndex(p) {
		if dir := path.Dir(p); dir != "." {
			return path.Base(dir)
		}
		if book != "" {
			return book
		}
	}
	return s
}

// firstHeading returns the page's first level-1 heading that stands in Page.Blocks.
func firstHeading(p *tree.Page) *tree.Heading {
	for _, b := range p.Blocks {
		if h, ok := b.(*tree.Heading); ok && h.Level == 1 {
			return h
		}
	}
	return nil
}

// topHeading returns the heading that a page begins with, of whatever level: what stands before it has no words.
func topHeading(p *tree.Page) *tree.Heading {
	for _, b := range p.Blocks {
		if h, ok := b.(*tree.Heading); ok {
			if tree.PlainText(h.Inlines) == "" {
				return nil
			}
			return h
		}
		if hasWords(b) {
			return nil
		}
	}
	return nil
}

// hasWords reports whether there is anything to read in a node but images.
func hasWords(n tree.Node) bool {
	switch n := n.(type) {
	case *tree.Text:
		return strings.TrimSpace(n.S) != ""
	case *tree.Code, *tree.CodeBlock, *tree.Math, *tree.MathBlock, *tree.Table, *tree.List:
		return true
	}
	found := false
	tree.Children(n, func(c tree.Node) bool {
		found = found || hasWords(c)
		return !found
	})
	return found
}

// hoistHeading brings the page's first level-1 heading out of the box around it, as READMEs have it
// (<div align="center"><h1>…): what is in the box before and after it keeps a box each.
func hoistHeading(p *tree.Page) *tree.Heading {
	for i, b := range p.Blocks {
		var inside []tree.Block
		switch b := b.(type) {
		case *tree.Div:
			inside = b.Blocks
		case *tree.Element:
			inside = b.Blocks
		}
		for j, c := range inside {
			h, ok := c.(*tree.Heading)
			if !ok || h.Level != 1 {
				continue
			}
			var parts []tree.Block
			// The box keeps its id where its first content is.
			before, after := box(b, inside[:j], true), box(b, inside[j+1:], j == 0)
			if before == nil && after == nil && len(tree.AttrOf(b).IDs()) > 0 {
				return nil
			}
			if at := tree.AttrOf(b).Get("align"); at != "" && h.Attr.Get("align") == "" { // it stays where the box has it
				h.Attr.Keys = append(h.Attr.Keys, tree.Key{Name: "align", Value: at})
			}
			for _, part := range [...]tree.Block{before, h, after} {
				if part != nil {
					parts = append(parts, part)
				}
			}
			if j == 0 && after != nil {
				rename(p, b, after)
			} else if before != nil {
				rename(p, b, before)
			}
			p.Blocks = slices.Concat(p.Blocks[:i], parts, p.Blocks[i+1:])
			return h
		}
	}
	return nil
}

// box returns a copy of a Div or Element around other blocks, nil for none.
func box(b tree.Block, blocks []tree.Block, ids bool) tree.Block {
	if len(blocks) == 0 {
		return nil
	}
	attr := tree.AttrOf(b)
	if attr != nil && !ids {
		attr = &tree.Attr{Classes: attr.Classes, Keys: attr.Keys}
	}
	switch b := b.(type) {
	case *tree.Div:
		return &tree.Div{Pos: b.Pos, Attr: attr, Blocks: blocks}
	case *tree.Element:
		return &tree.Element{Pos: b.Pos, Name: b.Name, Attr: attr, Blocks: blocks}
	}
	return nil
}

// rename makes the ids of one node lead to another.
func rename(p *tree.Page, from, to tree.Node) {
	for _, id := range tree.AttrOf(from).IDs() {
		p.IDs[id] = to
	}
}

// addHeading puts the page's title before its blocks, as a heading with an id of its own.
func addHeading(p *tree.Page) {
	base := slug(tree.PlainText(p.Title))
	if base == "" {
		base = "page"
	}
	id := base
	for n := 1; p.IDs[id] != nil; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	h := &tree.Heading{Pos: 1, Level: 1, Generated: true, Slug: id, Attr: &tree.Attr{ID: id}, Inlines: p.Title}
	if p.IDs == nil {
		p.IDs = map[string]tree.Node{}
	}
	p.IDs[id] = h
	p.Blocks = append([]tree.Block{h}, p.Blocks...)
}

// titleInlines returns a heading's inlines as they can be shown elsewhere: no anchors, note references
// or links, images as their text. The heading's own slice comes back when there is nothing to leave out.
func titleInlines(in []tree.Inline) []tree.Inline {
	if plain(in) {
		return in
	}
	var out []tree.Inline
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Anchor, *tree.NoteRef:
		case *tree.Link:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.Span:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.InlineElement:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.RawInline:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.Image:
			if n.Alt != "" {
				out = append(out, &tree.Text{Pos: n.Pos, S: n.Alt})
			}
		case *tree.Break:
			out = append(out, &tree.Text{Pos: n.Pos, S: " "})
		case *tree.Emph:
			out = append(out, &tree.Emph{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Strong:
			out = append(out, &tree.Strong{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Strike:
			out = append(out, &tree.Strike{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Sub:
			out = append(out, &tree.Sub{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Sup:
			out = append(out, &tree.Sup{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		default:
			out = append(out, n)
		}
	}
	return trimSpace(out)
}

// plain reports that inlines hold nothing that titleInlines would change.
func plain(in []tree.Inline) bool {
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Math:
		case *tree.Emph, *tree.Strong, *tree.Strike, *tree.Sub, *tree.Sup:
			if !plain(tree.Inlines(n)) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// trimSpace drops white space at the ends that left-out nodes had beside them.
func trimSpace(in []tree.Inline) []tree.Inline {
	for len(in) > 0 {
		t, ok := in[0].(*tree.Text)
		if !ok {
			break
		}
		if s := strings.TrimLeft(t.S, " "); s != "" {
			if s != t.S {
				in[0] = &tree.Text{Pos: t.Pos, S: s}
			}
			break
		}
		in = in[1:]
	}
	for len(in) > 0 {
		t, ok := in[len(in)-1].(*tree.Text)
		if !ok {
			break
		}
		if s := strings.TrimRight(t.S, " "); s != "" {
			if s != t.S {
				in[len(in)-1] = &tree.Text{Pos: t.Pos, S: s}
			}
			break
		}
		in = in[:len(in)-1]
	}
	return in
}

// guideTitle is the title that a guide is named for: its own, else its index page's.
func guideTitle(b *tree.Book, index *tree.Page) string {
	switch title := b.Meta.String("title"); {
	case title != "":
		return title
	case b.Index != nil:
		return tree.PlainText(b.Index.Title)
	case index != nil && firstHeading(index) != nil && !firstHeading(index).Generated:
		return tree.PlainText(index.Title)
	}
	return ""
}

// titleGuide gives a guide that has no title its folder's name: the first page in the order of the files is not what it is
// about.
func (l *loader) titleGuide(b *tree.Book, s *site.Site, index *tree.Page) {
	if b.Meta.String("title") != "" || b.Index != nil {
		return
	}
	title := guideTitle(b, index)
	if title == "" {
		title = folderTitle(l.src.Name)
	}
	if title != "" {
		b.Meta["title"] = title
	}
}

// folderTitle makes words of a folder's name: "brick-handbook" is "Brick handbook".
func folderTitle(folder string) string { return site.FolderTitle(strings.TrimSuffix(folder, ".wiki")) }

// titles sets the titles of all pages, then those of contents entries without one. named says that pages are called as their
// files are when they have no heading of level 1.
func (l *loader) titles(b *tree.Book, c *contents, named bool) {
	given := make(map[*tree.Page][]tree.Inline, len(b.Pages))
	eachNav(c.nav, func(it *tree.NavItem) {
		if p := it.To.Page; p != nil && it.To.Anchor == "" && given[p] == nil && len(it.Title) > 0 {
			given[p] = it.Title
		}
	})
	for _, p := range b.Pages {
		var forced []tree.Inline
		if named && p.Meta.String("title") == "" && firstHeading(p) == nil {
			forced = textInlines(strings.ReplaceAll(name.Stem(path.Base(p.Path)), "-", " "))
		}
		setTitle(p, forced, given[p], cmp.Or(b.Meta.String("title"), l.src.Name))
		titleProcedure(p)
	}
	eachNav(c.nav, func(it *tree.NavItem) {
		switch {
		case len(it.Title) > 0:
		case it.To.Page != nil:
			it.Title = it.To.Page.Title
		case it.To.Raw != "":
			it.Title = textInlines(it.To.Raw)
		}
	})
}

// contentsTitle is the title that the contents give to a page.
func contentsTitle(c *contents, p *tree.Page) (title []tree.Inline) {
	eachNav(c.nav, func(it *tree.NavItem) {
		if it.To.Page == p && it.To.Anchor == "" && title == nil {
			title = it.Title
		}
	})
	return title
}
