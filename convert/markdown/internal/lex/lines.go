package lex

import (
	"bytes"
	"slices"
	"strings"
)

// JoinRanges sorts ranges of lines and joins those that touch.
func JoinRanges(in [][2]int) [][2]int {
	slices.SortFunc(in, func(a, b [2]int) int { return a[0] - b[0] })
	out := in[:0]
	for _, r := range in {
		if k := len(out); k > 0 && r[0] <= out[k-1][1]+1 {
			out[k-1][1] = max(out[k-1][1], r[1])
		} else {
			out = append(out, r)
		}
	}
	return out
}

// Short cuts a piece of source for a message.
func Short(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// QuoteEnd is the offset of the quote that ends s, -1 when there is none; a backslash escapes one.
func QuoteEnd(s string, q byte) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case q:
			return i
		}
	}
	return -1
}

// TrimEnd is line without its line end. It is never empty.
func TrimEnd(line []byte) []byte {
	if n := len(line); n > 1 && line[n-1] == '\n' {
		return line[:n-1]
	}
	return line
}

// Marker is the length of the list marker that line begins with, 0 when there is none.
func Marker(line []byte) int {
	n := 0
	switch c := line[0]; {
	case c == '-' || c == '+' || c == '*':
		n = 1
	case '0' <= c && c <= '9':
		for n < len(line) && n < 10 && '0' <= line[n] && line[n] <= '9' {
			n++
		}
		if n == len(line) || n > 9 || line[n] != '.' && line[n] != ')' {
			return 0
		}
		n++
	default:
		return 0
	}
	if n == len(line) || line[n] == ' ' || line[n] == '\t' {
		return n
	}
	return 0
}

// IsBreak reports whether line is a thematic break.
func IsBreak(line []byte) bool {
	c, n := line[0], 0
	if c != '-' && c != '*' {
		return false
	}
	for _, b := range line {
		switch b {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

// IsFenceEnd reports whether line ends a fence of as many ticks.
func IsFenceEnd(line []byte, c byte, ticks int) bool {
	n := Run(line, c)
	rest := bytes.TrimRight(line[n:], " \t")
	return n >= ticks && (len(rest) == 0 || bytes.HasPrefix(rest, []byte("<a name=")))
}

// DelimiterRow is the number of columns of a table's delimiter row, 0 for other lines.
func DelimiterRow(line []byte) int {
	switch line[0] {
	case '|', '-', ':':
	default:
		return 0
	}
	n, dash := 1, false
	for _, b := range line {
		switch b {
		case '|':
			n++
		case '-':
			dash = true
		case ':', ' ', '\t':
		default:
			return 0
		}
	}
	if !dash || n == 1 && bytes.IndexByte(line, ':') < 0 {
		return 0
	}
	if line[0] == '|' {
		n--
	}
	if t := bytes.TrimRight(line, " \t"); t[len(t)-1] == '|' {
		n--
	}
	return n
}

// CommonIndent is how many bytes of white space all lines that are not blank begin with.
func CommonIndent(lines []string) int {
	indent, found := "", false
	for _, l := range lines {
		rest := strings.TrimLeft(l, " \t")
		if rest == "" || rest == "\n" {
			continue
		}
		space := l[:len(l)-len(rest)]
		if !found {
			indent, found = space, true
		}
		n := 0
		for n < min(len(space), len(indent)) && space[n] == indent[n] {
			n++
		}
		indent = indent[:n]
	}
	return len(indent)
}
