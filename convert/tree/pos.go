package tree

import (
	"strings"
	"unicode/utf8"
)

// Pos is a byte offset in the texts of a page's Sources, plus one; 0 means unknown.
// Nodes embed it. Offset n is in the source with the greatest Base not above n.
type Pos int32

// Position returns p, so that a struct that embeds a Pos has its Position.
func (p Pos) Position() Pos { return p }

func (Pos) node() {}

// A Source is a text that positions of a page point into: the page itself, a file that it includes.
type Source struct {
	Path string // slash-separated, relative to the source root
	Base Pos    // Pos of the first byte; 1 for the page itself
	Text string // after repair of encoding and line ends; lines count as in the file
}

// A Position is a Pos as people read it.
type Position struct {
	Path   string
	Line   int // from 1; 0 when unknown
	Column int // in runes, from 1; 0 when unknown
}

// source returns the source that holds pos, and the offset in its text.
func (p *Page) source(pos Pos) (Source, int, bool) {
	if pos <= 0 {
		return Source{}, 0, false
	}
	for i := len(p.Sources) - 1; i >= 0; i-- {
		if s := p.Sources[i]; s.Base <= pos && int(pos-s.Base) <= len(s.Text) {
			return s, int(pos - s.Base), true
		}
	}
	return Source{}, 0, false
}

// At returns the path, line and column of pos. It costs a scan of the text before it.
func (p *Page) At(pos Pos) Position {
	s, off, ok := p.source(pos)
	if !ok {
		if len(p.Sources) > 0 {
			return Position{Path: p.Sources[0].Path}
		}
		return Position{Path: p.Path}
	}
	before := s.Text[:off]
	start := strings.LastIndexByte(before, '\n') + 1
	return Position{s.Path, strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1}
}

// Line returns the text of the line that holds pos, without its end, and the byte offset of pos in it.
func (p *Page) Line(pos Pos) (line string, offset int) {
	s, off, ok := p.source(pos)
	if !ok {
		return "", 0
	}
	start := strings.LastIndexByte(s.Text[:off], '\n') + 1
	line, _, _ = strings.Cut(s.Text[start:], "\n")
	return line, off - start
}

// Find returns the range of the first occurrence of raw at or after pos in the same source,
// within 4 KiB; ok is false when there is none. Diagnostics use it to underline a link's target.
func (p *Page) Find(pos Pos, raw string) (start, end Pos, ok bool) {
	s, off, ok := p.source(pos)
	if !ok || raw == "" {
		return 0, 0, false
	}
	text := s.Text[off:min(len(s.Text), off+4096)]
	i := strings.Index(text, raw)
	if i < 0 {
		return 0, 0, false
	}
	return pos + Pos(i), pos + Pos(i+len(raw)), true
}
