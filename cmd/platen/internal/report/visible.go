package report

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"platen/convert/tree"
)

// sourceReach is how many bytes of a line to either side of a finding are looked at.
const sourceReach = 4 * SourceWidth

// lineAt returns the line that holds pos, cut to sourceReach bytes before pos and three times that after it,
// and the offset of pos in it.
func lineAt(p *tree.Page, pos tree.Pos) (line string, offset int) {
	for i := len(p.Sources) - 1; i >= 0; i-- {
		s := p.Sources[i]
		at := int(pos - s.Base)
		if s.Base > pos || at > len(s.Text) {
			continue
		}
		from := max(0, at-sourceReach)
		cutBefore := from > 0
		if n := strings.LastIndexByte(s.Text[from:at], '\n'); n >= 0 {
			from, cutBefore = from+n+1, false
		}
		for cutBefore && from < at && !utf8.RuneStart(s.Text[from]) {
			from++
		}
		rest := s.Text[at:min(len(s.Text), at+3*sourceReach)]
		rest, _, _ = strings.Cut(rest, "\n")
		rest = strings.TrimSuffix(rest, "\r")
		return s.Text[from:at] + rest, at - from
	}
	return "", 0
}

// visible is printable with tabs as four spaces.
func visible(s string) string { return Printable(strings.ReplaceAll(s, "\t", "    ")) }

// Window cuts a line to what can be shown around the marked bytes, tabs as spaces and control characters
// escaped. What is cut off is shown as "…".
func Window(text string, at, end int) (before, marked, after string) {
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	before, marked, after = visible(text[:at]), visible(text[at:end]), visible(text[end:])
	if uniseg.StringWidth(marked) > SourceWidth-20 {
		marked = fit(marked, SourceWidth-20)
		after = "…"
	}
	room := SourceWidth - uniseg.StringWidth(marked)
	if uniseg.StringWidth(before) > room/2 && uniseg.StringWidth(before)+uniseg.StringWidth(after) > room {
		before = "…" + fitEnd(before, room/2)
	}
	room -= uniseg.StringWidth(before)
	if uniseg.StringWidth(after) > room {
		after = fit(after, max(0, room-1)) + "…"
	}
	return before, marked, after
}

// fit returns the beginning of s that is at most so many columns wide.
func fit(s string, columns int) string {
	n := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		from, to := g.Positions()
		if n += uniseg.StringWidth(s[from:to]); n > columns {
			return s[:from]
		}
	}
	return s
}

// fitEnd returns the end of s that is at most so many columns wide.
func fitEnd(s string, columns int) string {
	n := uniseg.StringWidth(s)
	for g := uniseg.NewGraphemes(s); g.Next(); {
		from, to := g.Positions()
		if n <= columns {
			return s[from:]
		}
		n -= uniseg.StringWidth(s[from:to])
	}
	return ""
}
