package report

import (
	"regexp"
	"slices"
	"strings"

	"platen/convert/tree"
)

// excuseComment is a comment that excuses findings by their codes: <!-- platen-ignore dead-link no-alt -->.
var excuseComment = regexp.MustCompile(`<!--\s*platen-ignore((?:[\s,]+[a-z][a-z-]*)+)\s*-->`)

// An excuse says which findings of a page are meant to be so: a comment on a line of its own speaks of the block after
// it, any other of its line.
type excuse struct {
	codes    []string
	from, to tree.Pos // to is behind it
}

// excuses are those of pages, as far as they were asked for.
type excuses map[*tree.Page][]excuse

// covers reports whether a finding is excused.
func (all excuses) covers(d *tree.Diag) bool {
	if d.Page == nil || d.Pos <= 0 || d.Severity == tree.Error && Incomplete(d.Code) {
		return false
	}
	list, known := all[d.Page]
	if !known {
		list = excusesOf(d.Page)
		all[d.Page] = list
	}
	return slices.ContainsFunc(list, func(e excuse) bool {
		return e.from <= d.Pos && d.Pos < e.to && slices.Contains(e.codes, string(d.Code))
	})
}

// excusesOf looks for the comments in the texts of a page.
func excusesOf(p *tree.Page) []excuse {
	var list []excuse
	for _, s := range p.Sources {
		if !strings.Contains(s.Text, "platen-ignore") {
			continue
		}
		end := s.Base + tree.Pos(len(s.Text)) + 1
		for _, m := range excuseComment.FindAllStringSubmatchIndex(s.Text, -1) {
			e := excuse{codes: strings.FieldsFunc(s.Text[m[2]:m[3]], func(r rune) bool { return strings.ContainsRune(" \t\r\n,", r) })}
			start := strings.LastIndexByte(s.Text[:m[0]], '\n') + 1
			stop := len(s.Text)
			if i := strings.IndexByte(s.Text[m[1]:], '\n'); i >= 0 {
				stop = m[1] + i
			}
			switch {
			case inCode(p, s, m[0]):
				continue
			case strings.Trim(s.Text[start:m[0]], " \t>") == "" && strings.TrimSpace(s.Text[m[1]:stop]) == "":
				e.from, e.to = blockBehind(slices.Concat(asNodes(p.Blocks), asNodes(p.Notes)), s.Base+tree.Pos(m[1]), end)
			default:
				e.from, e.to = s.Base+tree.Pos(start), s.Base+tree.Pos(stop)+1
			}
			list = append(list, e)
		}
	}
	return list
}

func asNodes[N tree.Node](list []N) []tree.Node {
	nodes := make([]tree.Node, len(list))
	for i, n := range list {
		nodes[i] = n
	}
	return nodes
}

// blockBehind returns where the first block behind pos begins and where what follows it does. The blocks end at end.
func blockBehind(blocks []tree.Node, pos, end tree.Pos) (from, to tree.Pos) {
	for i, b := range blocks {
		if _, ok := b.(tree.Inline); ok {
			continue
		}
		next := end
		for _, n := range blocks[i+1:] { // those of an included text stand elsewhere
			if at := n.Position(); at > b.Position() && at < end {
				next = at
				break
			}
		}
		if at := b.Position(); pos <= at && at < end {
			return at, next
		}
		var inner []tree.Node
		tree.Children(b, func(n tree.Node) bool {
			inner = append(inner, n)
			return true
		})
		if from, to = blockBehind(inner, pos, next); from > 0 {
			return from, to
		}
	}
	return 0, 0
}

// inCode reports whether what looks like a comment stands in code, which shows it.
func inCode(p *tree.Page, s tree.Source, at int) bool {
	if at > 0 && s.Text[at-1] == '`' {
		return true
	}
	pos := s.Base + tree.Pos(at)
	for c := range tree.CodeBlocks(p) {
		if c.Pos > 0 && c.Pos <= pos {
			first := s.Text[max(0, min(int(c.Pos-s.Base), at)):at]
			if c.Pos >= s.Base && strings.Count(c.Text, "platen-ignore") > strings.Count(first, "platen-ignore") {
				return true
			}
		}
	}
	return false
}
