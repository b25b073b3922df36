package dita

import (
	"strings"

	"platen/convert/tree"
)

// A part is a run of a topic's blocks that a label or a heading names. The first one has no name.
type namedPart struct {
	role    role
	label   *tree.Paragraph
	title   []tree.Inline
	heading *tree.Heading
	blocks  []tree.Block
}

// split cuts blocks at the bold lines that name a part of a how-to.
func (pl *planner) split(blocks []tree.Block) []*namedPart {
	parts := []*namedPart{{}}
	for i, b := range blocks {
		if par, ok := b.(*tree.Paragraph); ok && i+1 < len(blocks) && !titles(blocks, i) {
			if title, rest, ok := boldLine(par); ok {
				if r := pl.speech.role(tree.PlainText(title)); r != noRole && r != topicsRole {
					p := &namedPart{role: r, label: par, title: title}
					if rest != nil {
						p.blocks = []tree.Block{rest}
					}
					parts = append(parts, p)
					continue
				}
			}
		}
		last := parts[len(parts)-1]
		last.blocks = append(last.blocks, b)
	}
	return parts
}

// parts returns the parts of a topic: those of its own text, and its subsections that are parts by their headings. rest
// are the other subsections.
func (pl *planner) parts(t *topic, sections []*tree.Section) (parts []*namedPart, rest []*tree.Section) {
	if t.steps != nil {
		parts = append(pl.split(t.body), pl.split(t.tail)...)
	} else {
		parts = pl.split(append(t.body[:len(t.body):len(t.body)], t.tail...))
	}
	for _, s := range sections {
		if s.Inside {
			continue
		}
		r := pl.speech.role(tree.PlainText(s.Title))
		if s.Heading.Attr.HasClass("example") {
			r = exampleRole
		}
		if r == noRole || r == topicsRole || hasOutside(s.Sections) || pl.nests(s.Blocks) || classKind(s.Heading.Attr) != "" {
			rest = append(rest, s)
			continue
		}
		parts = append(parts, &namedPart{role: r, heading: s.Heading, title: s.Title, blocks: s.Blocks})
	}
	return parts, rest
}

func hasOutside(sections []*tree.Section) bool {
	for _, s := range sections {
		if !s.Inside {
			return true
		}
	}
	return false
}

// keep lets a topic that is no task have its parts as they are: bold lines and nested topics, but for the last ones that
// are nothing but links. It returns the sections that become topics.
func (pl *planner) keep(t *topic, parts []*namedPart, sections []*tree.Section) []*tree.Section {
	if n := len(parts); t.steps == nil && n > 1 {
		last := parts[n-1]
		if last.heading == nil && last.role == relatedRole && onlyLinks(last.blocks) {
			t.related = append(t.related, &section{title: last.title, label: last.label, blocks: last.blocks})
			t.body = t.body[:len(t.body)-len(last.blocks)-1]
		}
	}
	var rest []*tree.Section
	for i, s := range sections {
		if s.Inside {
			continue
		}
		blocks := s.Blocks
		switch {
		case len(rest) == 0 && len(t.subs) == 0 && t.kind != task && !hasOutside(s.Sections) && !pl.nests(blocks) && s.Heading.Attr.HasClass("section"):
			t.sections = append(t.sections, &section{elem: "section", heading: s.Heading, title: s.Title, blocks: blocks})
		case len(rest) == 0 && len(t.subs) == 0 && t.kind != task && !hasOutside(s.Sections) && !pl.nests(blocks) && s.Heading.Attr.HasClass("example"):
			t.sections = append(t.sections, &section{elem: "example", heading: s.Heading, title: s.Title, blocks: blocks})
		case lastOutside(sections[i+1:]) && !hasOutside(s.Sections) && onlyLinks(s.Blocks) && pl.speech.role(tree.PlainText(s.Title)) == relatedRole:
			t.related = append(t.related, &section{heading: s.Heading, title: s.Title, blocks: s.Blocks})
		default:
			rest = append(rest, s)
		}
	}
	return rest
}

// lastOutside reports whether no sections follow but those in blocks.
func lastOutside(sections []*tree.Section) bool { return !hasOutside(sections) }

// onlyLinks reports whether blocks are lists of nothing but links that lead somewhere.
func onlyLinks(blocks []tree.Block) bool {
	for _, b := range blocks {
		if par, ok := b.(*tree.Paragraph); ok {
			if rowOfLinks(par) == nil {
				return false
			}
			continue
		}
		l, ok := b.(*tree.List)
		if !ok || len(l.Attr.IDs()) > 0 {
			return false
		}
		for _, it := range l.Items {
			if itemLink(it) == nil {
				return false
			}
		}
	}
	return len(blocks) > 0
}

// rowOfLinks returns the links that a paragraph is, with nothing but commas and words like "and" between them.
func rowOfLinks(par *tree.Paragraph) []*tree.Link {
	var links []*tree.Link
	for _, n := range par.Inlines {
		switch n := n.(type) {
		case *tree.Link:
			if n.To.Dead() || needsRoom(n.Inlines) || n.Attr != nil || !hasWords(n.Inlines) {
				return nil
			}
			links = append(links, n)
		case *tree.Break:
		case *tree.Text:
			switch strings.ToLower(strings.Trim(n.S, " ,.;")) {
			case "", "and", "or", "and the", "or the", "the", "&", "und", "et", "y", "e", "en":
			default:
				return nil
			}
		default:
			return nil
		}
	}
	return links
}

// itemLink returns the one link that a list item is.
func itemLink(it *tree.ListItem) *tree.Link {
	if len(it.Blocks) != 1 || it.Task != tree.NoTask || len(it.Attr.IDs()) > 0 {
		return nil
	}
	par, ok := it.Blocks[0].(*tree.Paragraph)
	if !ok {
		return nil
	}
	var link *tree.Link
	for _, n := range par.Inlines {
		switch n := n.(type) {
		case *tree.Link:
			if link != nil || n.To.Dead() || needsRoom(n.Inlines) || n.Attr != nil {
				return nil
			}
			link = n
		case *tree.Text:
			if strings.Trim(n.S, " .") != "" {
				return nil
			}
		default:
			return nil
		}
	}
	if link == nil || !hasWords(link.Inlines) {
		return nil
	}
	return link
}
