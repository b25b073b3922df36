package html

import (
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// allPages is the address of the page that has the whole contents.
func (s *site) allPages() string {
	if s.home == nil {
		return "index.html"
	}
	return s.stem + "-contents.html"
}

// writeContents writes the contents that are too long for each page: as a script, as browsers load no data from a disk,
// and as a page for readers without scripts.
func (s *site) writeContents(out writers.Output, report func(tree.Diag)) error {
	if s.fullNav {
		return nil
	}
	b := []byte("platenContents(")
	b = append(s.appendContents(b, s.nav.items), ");\n"...)
	if err := pages.Put(out, s.stem+"-contents.js", b); err != nil || s.home == nil {
		return err
	}
	title := words.For(s.book.Lang(nil)).AllPages
	page := &tree.Page{Path: s.allPages(), Title: []tree.Inline{&tree.Text{S: title}}}
	return pages.Put(out, s.allPages(), s.listPage(page, title, report))
}

// appendContents appends the lines as a list of [words, address from the top, lines below, 1 for a part].
func (s *site) appendContents(b []byte, items []*navNode) []byte {
	b = append(b, '[')
	first := true
	for _, n := range items {
		if n.kind == tree.NavSeparator {
			continue
		}
		if !first {
			b = append(b, ",\n"...)
		}
		first = false
		title := n.plain
		if s.w.NumberSections && n.number != "" {
			title = n.number + " " + title
		}
		b = append(append(append(b, '['), scriptString(title)...), ',')
		switch {
		case n.to != nil:
			to := n.to.href
			if n.anchor != "" {
				to = string(markup.AppendFragment([]byte(to), n.anchor))
			}
			b = append(b, scriptString(to)...)
		case n.url != "":
			b = append(b, scriptString(strings.ReplaceAll(string(markup.AppendURL(nil, n.url)), "&amp;", "&"))...)
		default:
			b = append(b, `""`...)
		}
		part := n.kind == tree.NavPart
		if len(n.items) > 0 || part {
			b = append(b, ',')
			b = s.appendContents(b, n.items)
			if part {
				b = append(b, ",1"...)
			}
		}
		b = append(b, ']')
	}
	return append(b, ']')
}
