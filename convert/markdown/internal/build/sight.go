package build

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"platen/convert/markdown/internal/lex"
)

// An evidence is a form on a page that no dialect reads as plain words.
type evidence struct {
	Extension string // what reads the form: "admonitions"
	Line      int    // where the form was seen first, from 1
	Text      string // the line, shortened
}

// A Sign is how a page shows that it has an extension's form: it costs a look at the beginning of each line.
type Sign struct {
	Starts string // the first bytes of lines that Look wants to see
	Code   bool   // lines in code fences too
	Look   func(*Sight)
	// Page looks at a page as a whole, when no line showed anything. It returns the offset of the line with the form, -1 for
	// none.
	Page func(src []byte) int
}

// A Sight is a line of a page, seen by a sign.
type Sight struct {
	Src    []byte // the page
	Line   []byte // without the spaces before it
	Indent int    // how many those are
	Next   int    // offset of the line below
	Before byte   // the first byte of the line before, 0 when that is blank

	// Mark is the sign's own: 0 at the beginning of the page.
	Mark int

	number int // of the line, from 1
	signs  []seenSign
	wanted *[256]uint64 // by the first byte of a line: the signs that want to see it, by their bits
	at     int          // the sign that looks
}

// A seenSign is a sign while a page is looked at.
type seenSign struct {
	*Extension
	mark  int
	kept  evidence
	found evidence
}

// Found says that the line shows the extension's form; the first one counts.
func (s *Sight) Found() {
	if f := &s.signs[s.at]; f.found.Line == 0 {
		f.found = s.evidence()
	}
}

// Keep keeps the line until another one shows what it means: then Show says that it is the form, and Forget that it is not.
func (s *Sight) Keep() { s.signs[s.at].kept = s.evidence() }

// Kept reports whether a line is kept.
func (s *Sight) Kept() bool { return s.signs[s.at].kept.Line > 0 }

// Show says that the line that is kept shows the form.
func (s *Sight) Show() {
	if f := &s.signs[s.at]; f.found.Line == 0 {
		f.found = f.kept
	}
	s.Forget()
}

// Forget drops the line that is kept.
func (s *Sight) Forget() { s.signs[s.at].kept = evidence{} }

func (s *Sight) evidence() evidence {
	return evidence{s.signs[s.at].Name, s.number, lex.Short(strings.ToValidUTF8(strings.TrimSpace(string(s.Line[:min(len(s.Line), 100)])), "\uFFFD"))}
}

// look shows the line to the signs that want to see it.
func (s *Sight) look(code bool) {
	for left := s.wanted[s.Line[0]]; left != 0; left &= left - 1 {
		i := bits.TrailingZeros64(left)
		if f := &s.signs[i]; !code || f.Seen.Code {
			s.at, s.Mark = i, f.mark
			f.Seen.Look(s)
			f.mark = s.Mark
		}
	}
}

// Signs are those of extensions, for many pages. They are safe for concurrent use.
type Signs struct {
	signs  []seenSign
	wanted [256]uint64
	sights sync.Pool // of *Sight, which has room for the signs
}

// NewSigns returns the signs of extensions.
func NewSigns(exts []*Extension) *Signs {
	s := &Signs{}
	for _, e := range exts {
		if e.Seen.Look == nil {
			continue
		}
		for _, b := range []byte(e.Seen.Starts) {
			s.wanted[b] |= 1 << len(s.signs) // of the extensions less than 64 have a sign
		}
		s.signs = append(s.signs, seenSign{Extension: e})
	}
	return s
}

// Seen looks for the forms of extensions in a page: lines outside of code that begin as nothing else does, with what has
// to follow them. The result is sorted by extension, one evidence for each.
func (all *Signs) Seen(src []byte) []evidence {
	s, ok := all.sights.Get().(*Sight)
	if !ok {
		s = &Sight{}
	}
	defer all.sights.Put(s)
	*s = Sight{Src: src, wanted: &all.wanted, signs: append(s.signs[:0], all.signs...)}
	s.lines()
	var out []evidence
	for i := range s.signs {
		f := &s.signs[i]
		if f.found.Line == 0 && f.Seen.Page != nil {
			s.page(i)
		}
		if f.found.Line > 0 {
			out = append(out, f.found)
		}
	}
	slices.SortFunc(out, func(a, b evidence) int { return strings.Compare(a.Extension, b.Extension) })
	s.Src, s.Line = nil, nil
	return out
}

func (s *Sight) lines() {
	var fence byte // inside a code fence: its character
	ticks := 0
	for at := 0; at < len(s.Src); {
		s.number++
		end := bytes.IndexByte(s.Src[at:], '\n')
		if end < 0 {
			end = len(s.Src) - at
		}
		line := s.Src[at : at+end]
		at = min(at+end+1, len(s.Src))
		i := 0
		for i < len(line) && line[i] == ' ' {
			i++
		}
		if i == len(line) || line[i] == '\r' {
			s.Before = 0
			continue
		}
		c := line[i]
		s.Line, s.Indent, s.Next = line[i:], i, at
		if fence != 0 {
			if c == fence && lex.IsFenceEnd(bytes.TrimRight(line[i:], "\r"), fence, ticks) {
				fence = 0
			} else if s.wanted[c] != 0 {
				s.look(true)
			}
			continue
		}
		opens := c == '`' || c == '~'
		if s.wanted[c] != 0 && (i < 4 || opens) {
			s.look(false)
		}
		if opens {
			if n := lex.Run(line[i:], c); n >= 3 && (c == '~' || bytes.IndexByte(line[i+n:], '`') < 0) {
				fence, ticks = c, n
				continue
			}
		}
		s.Before = c
	}
}

// page lets a sign look at the page as a whole.
func (s *Sight) page(i int) {
	at := s.signs[i].Seen.Page(s.Src)
	if at < 0 {
		return
	}
	s.number = 1 + bytes.Count(s.Src[:at], []byte("\n"))
	s.Line, _, _ = bytes.Cut(s.Src[at:], []byte("\n"))
	s.at = i
	s.Found()
}

// IndentedBelow reports whether the next line that is not blank is indented by four columns.
func (s *Sight) IndentedBelow() bool {
	at := s.Next
	for range 3 {
		line := s.Src[at:]
		end := bytes.IndexByte(line, '\n')
		if end < 0 {
			end = len(line)
		}
		line = bytes.TrimRight(line[:end], "\r")
		if len(bytes.TrimSpace(line)) > 0 {
			return bytes.HasPrefix(line, []byte("    ")) || line[0] == '\t'
		}
		if at += end + 1; at >= len(s.Src) {
			return false
		}
	}
	return false
}

// Starts reports whether the line begins with one of several texts.
func (s *Sight) Starts(with ...string) bool {
	for _, w := range with {
		if len(s.Line) >= len(w) && string(s.Line[:len(w)]) == w {
			return true
		}
	}
	return false
}
