package report

import (
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
)

// A Locator finds lines and columns of findings that come in order, from where the one before was: a page
// with many findings on one long line costs one scan.
type Locator struct {
	page   *tree.Page
	source int // index in page.Sources
	offset int // in the source's text
	start  int // of the line that holds offset
	line   int // from 1
	column int // from 1, of offset
}

// at returns what d.Position does.
func (l *Locator) at(d tree.Diag) tree.Position {
	if d.Page == nil || d.Pos <= 0 {
		return d.Position()
	}
	return l.place(d.Page, d.Pos)
}

// place returns what p.At(pos) does.
func (l *Locator) place(p *tree.Page, pos tree.Pos) tree.Position {
	i := len(p.Sources) - 1
	for ; i >= 0; i-- {
		if s := p.Sources[i]; s.Base <= pos && int(pos-s.Base) <= len(s.Text) {
			break
		}
	}
	if i < 0 {
		return tree.Position{Path: p.Path}
	}
	s := p.Sources[i]
	offset := int(pos - s.Base)
	if l.page != p || l.source != i || offset < l.offset {
		*l = Locator{page: p, source: i, line: 1, column: 1}
	}
	passed := s.Text[l.offset:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		l.line += n
		l.start = l.offset + strings.LastIndexByte(passed, '\n') + 1
		l.column = 1
		passed = s.Text[l.start:offset]
	}
	l.column += utf8.RuneCountInString(passed)
	l.offset = offset
	return tree.Position{Path: s.Path, Line: l.line, Column: l.column}
}
