package source

import (
	"path"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// SpacedAddresses writes the blanks in addresses as CommonMark wants them: Python-Markdown takes
// [words](My page.md "title") for a link.
func SpacedAddresses(x *Text) {
	found := false
	for rest := x.text; !found; {
		i := strings.Index(rest, "](")
		if i < 0 {
			return
		}
		rest = rest[i+2:]
		_, size := spacedAddress(rest)
		found = size > 0
	}
	x.rewrite(func(page *included) {
		code := fenceLine{}
		offset := 0
		for l := range strings.Lines(page.text) {
			at := page.base + tree.Pos(offset)
			offset += len(l)
			if code.in(strings.TrimSpace(l)) || !strings.Contains(l, "](") {
				x.emit(l, at)
				continue
			}
			x.spacedLine(l, at)
		}
	})
}

// spacedLine adds a line with %20 for the blanks in its addresses. Code stays as it is, and so does what stands behind a
// bracket with a backslash.
func (x *Text) spacedLine(l string, at tree.Pos) {
	done, open, escaped := 0, 0, false
	for i := 0; i < len(l); i++ {
		switch l[i] {
		case '\\':
			i++
			escaped = escaped || i < len(l) && l[i] == '['
		case '`':
			i += codeSpan(l[i:]) - 1
		case '[':
			open++
		case ']':
			if open--; open < 0 && escaped || !strings.HasPrefix(l[i:], "](") {
				open = max(open, 0)
				continue
			}
			open = max(open, 0)
			lead, size := spacedAddress(l[i+2:])
			from := i + 2 + lead
			for k := from; k < from+size; k++ {
				if l[k] == ' ' {
					x.emit(l[done:k], at+tree.Pos(done))
					x.emit("%20", at+tree.Pos(k))
					done = k + 1
				}
			}
			if size > 0 {
				i = from + size - 1
			}
		}
	}
	x.emit(l[done:], at+tree.Pos(done))
}

// spacedAddress finds the address with blanks that s, which stands behind "](", begins with: how many blanks are before
// it, and its length; 0 when there is none. What is meant as a remark in parentheses is none: an address has a slash, or
// the ending of a file's name.
func spacedAddress(s string) (lead, size int) {
	end, depth := -1, 0
	for i := 0; i < len(s) && end < 0; i++ {
		switch s[i] {
		case '\n', '<', '>':
			return 0, 0
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				end = i
			}
		}
	}
	if end < 0 {
		return 0, 0
	}
	address := strings.TrimRight(s[:end], " \t")
	if n := len(address); n > 1 && (address[n-1] == '"' || address[n-1] == '\'') { // a title
		i := strings.IndexByte(address, address[n-1])
		if i == n-1 || i == 0 || address[i-1] != ' ' {
			return 0, 0
		}
		address = strings.TrimRight(address[:i], " \t")
	}
	size = len(address)
	address = strings.TrimLeft(address, " \t")
	lead = size - len(address)
	if !strings.Contains(address, " ") || strings.Contains(address, "\t") {
		return 0, 0
	}
	return lead, SpacedSize(address)
}

// SpacedSize is the length of an address with blanks, 0 when it is none.
func SpacedSize(address string) int {
	file, _, _ := strings.Cut(address, "#")
	file, _, _ = strings.Cut(file, "?")
	ending := strings.TrimPrefix(path.Ext(file), ".")
	if len(ending) == 0 || len(ending) > 5 || strings.Contains(ending, " ") {
		if !strings.Contains(file, "/") || strings.Contains(file, "/ ") || strings.Contains(file, " /") {
			return 0
		}
	}
	for i := range len(ending) {
		if !lex.IsWord(rune(ending[i])) {
			return 0
		}
	}
	return len(address)
}
