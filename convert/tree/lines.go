package tree

import "slices"

// InLines reports whether a line is in one of the ranges of a code block, which are in their order and apart.
func InLines(ranges [][2]int, line int) bool {
	_, found := slices.BinarySearchFunc(ranges, line, func(r [2]int, line int) int {
		switch {
		case r[1] < line:
			return -1
		case r[0] > line:
			return 1
		}
		return 0
	})
	return found
}

// Marked reports whether a line of a code block stands out, where nothing is dimmed: it is highlighted or readers are led to it.
func (b *CodeBlock) Marked(line int) bool { return InLines(b.Marks, line) || InLines(b.Focus, line) }

// Sign is what stands before a line of a code block that shows a change: "+" and "-" for lines that it brings and takes
// away, a space for others. Code that shows none has no signs: "".
func (b *CodeBlock) Sign(line int) string {
	switch {
	case len(b.Added) == 0 && len(b.Removed) == 0:
		return ""
	case InLines(b.Added, line):
		return "+"
	case InLines(b.Removed, line):
		return "-"
	}
	return " "
}

// apart reports whether ranges of lines are in their order, apart and not empty.
func apart(ranges [][2]int) bool {
	last := 0
	for _, r := range ranges {
		if r[0] <= last || r[1] < r[0] {
			return false
		}
		last = r[1]
	}
	return true
}
