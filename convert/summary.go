package convert

import (
	"context"
	"path"
	"strings"

	"platen/convert/tree"
)

// readSummary reads the contents from SUMMARY.md, as mdBook and GitBook have it: links before the first
// list are front matter, lists are chapters, headings parts, rules separators, links after the lists
// back matter; a link without an address is a draft.
func (l *loader) readSummary(ctx context.Context, file string) *contents {
	f := stat(l.src.FS, file)
	var ds []tree.Diag
	p, err := l.readPage(ctx, &f, func(d tree.Diag) { ds = append(ds, d) })
	if err != nil {
		l.report(unreadable(f.path, err))
		return nil
	}
	for _, d := range ds {
		l.report(d)
	}
	s := summary{nav: &[]*tree.NavItem{}}
	top := s.nav
	for i, b := range p.Blocks {
		switch b := b.(type) {
		case *tree.Heading:
			if i == 0 && b.Level == 1 {
				continue // "# Summary"
			}
			part := &tree.NavItem{Pos: b.Pos, Kind: tree.NavPart, Title: titleInlines(b.Inlines)}
			*top = append(*top, part)
			s.nav, s.body = &part.Items, true
		case *tree.Paragraph:
			if s.body && lastList(p.Blocks, i) {
				s.nav = top
			}
			s.affix(b.Inlines)
		case *tree.List:
			s.body = true
			*s.nav = append(*s.nav, s.items(b)...)
		case *tree.Rule:
			*s.nav = append(*s.nav, &tree.NavItem{Pos: b.Pos, Kind: tree.NavSeparator})
		}
	}
	if len(*top) == 0 {
		return nil
	}
	base := path.Base(file)
	return &contents{from: base, base: base, path: file, page: p, nav: *top}
}

type summary struct {
	nav  *[]*tree.NavItem // where the next entries go
	body bool             // a list or a part was there
}

// lastList reports that no list follows the block at i: what comes is back matter.
func lastList(blocks []tree.Block, i int) bool {
	for _, b := range blocks[i:] {
		if _, ok := b.(*tree.List); ok {
			return false
		}
	}
	return true
}

// affix adds the links of a paragraph as chapters before or after the numbered ones.
func (s *summary) affix(in []tree.Inline) {
	kind := tree.NavFront
	if s.body {
		kind = tree.NavBack
	}
	for _, n := range in {
		if link, ok := n.(*tree.Link); ok {
			it := linkItem(link)
			if it.Kind == tree.NavChapter {
				it.Kind = kind
			}
			*s.nav = append(*s.nav, it)
		}
	}
}

func linkItem(n *tree.Link) *tree.NavItem {
	it := &tree.NavItem{Pos: n.Pos, Title: titleInlines(n.Inlines)}
	it.To.Raw = strings.TrimSpace(n.To.Raw)
	if it.To.Raw == "" || it.To.Raw == "#" {
		it.To.Raw, it.Kind = "", tree.NavDraft
	}
	return it
}

// items returns a list's chapters.
func (s *summary) items(list *tree.List) []*tree.NavItem {
	var out []*tree.NavItem
	for _, li := range list.Items {
		var it *tree.NavItem
		for _, b := range li.Blocks {
			switch b := b.(type) {
			case *tree.Paragraph:
				if it != nil {
					continue
				}
				if link := leadingLink(b.Inlines); link != nil {
					it = linkItem(link)
				} else if title := titleInlines(b.Inlines); len(title) > 0 {
					it = &tree.NavItem{Pos: li.Pos, Title: title}
				}
			case *tree.List:
				if it == nil {
					out = append(out, s.items(b)...)
				} else {
					it.Items = append(it.Items, s.items(b)...)
				}
			}
		}
		if it != nil {
			it.Numbered = true
			out = append(out, it)
		}
	}
	return out
}
