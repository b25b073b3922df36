package text

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// This file reads the writer's bytes back, knowing nothing of the writer but what its output looks like:
// lines of words, and tables drawn with box characters whose cells are read one after the other.

// tableBegins and tableEnds stand in a list of words where a drawn table begins and ends.
const tableBegins, tableEnds = "┌", "┘"

// readBack returns the words of a text in reading order.
func readBack(text string) []string {
	var out []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		at := tableAt(lines[i])
		end := -1
		if at >= 0 {
			end = tableEnd(lines, i, at)
		}
		if end < 0 {
			out = append(out, wordsOf(lines[i])...)
			continue
		}
		out = append(out, tableBegins)
		for _, c := range cellsOf(lines[i:end+1], at) {
			out = append(out, readBack(c)...)
		}
		out = append(out, tableEnds)
		i = end
	}
	return out
}

// tableAt returns the column where the line begins a table, else -1.
func tableAt(line string) int {
	rest := strings.TrimLeft(line, " >")
	if !strings.HasPrefix(rest, "┌─") || !strings.HasSuffix(rest, "─┐") || strings.Trim(rest, "┌─┬┐") != "" {
		return -1
	}
	return len(line) - len(rest)
}

func tableEnd(lines []string, from, at int) int {
	for i := from + 1; i < len(lines); i++ {
		if len(lines[i]) <= at {
			return -1
		}
		rest := lines[i][at:]
		switch {
		case strings.HasPrefix(rest, "└"):
			return i
		case !strings.HasPrefix(rest, "│") && !strings.HasPrefix(rest, "├") && !strings.HasPrefix(rest, "╞"):
			return -1
		}
	}
	return -1
}

// cellsOf returns the texts of a drawing's cells: the areas that its rules enclose. Without a double rule below
// the header, what is below the last rule before the bottom has a row on each line: a rule is put between them here.
func cellsOf(lines []string, at int) []string {
	if !strings.Contains(strings.Join(lines, "\n"), "╞") {
		var ruled []string
		last := 0
		for i, l := range lines[:len(lines)-1] {
			if strings.HasPrefix(l[at:], "├") || strings.HasPrefix(l[at:], "┌") {
				last = i
			}
		}
		for i, l := range lines {
			if i > last+1 && i < len(lines)-1 {
				ruled = append(ruled, lines[0])
			}
			ruled = append(ruled, l)
		}
		lines = ruled
	}
	var m [][]string // by row and screen column; the second half of a wide character is empty
	for _, l := range lines {
		m = append(m, columnsOf(l[at:]))
	}
	isRule := func(r, c int) bool {
		return c >= len(m[r]) || m[r][c] != "" && strings.Contains("─│┌┐└┘├┤┬┴┼═╞╡╤╧╪", m[r][c])
	}
	seen := map[[2]int]bool{}
	var cells []string
	for r := range m {
		for c := range m[r] {
			if isRule(r, c) || seen[[2]int{r, c}] {
				continue
			}
			var places [][2]int
			for todo := [][2]int{{r, c}}; len(todo) > 0; {
				x := todo[len(todo)-1]
				todo = todo[:len(todo)-1]
				if x[0] < 0 || x[0] >= len(m) || x[1] < 0 || isRule(x[0], x[1]) || seen[x] {
					continue
				}
				seen[x] = true
				places = append(places, x)
				todo = append(todo, [2]int{x[0] - 1, x[1]}, [2]int{x[0] + 1, x[1]}, [2]int{x[0], x[1] - 1}, [2]int{x[0], x[1] + 1})
			}
			sort.Slice(places, func(i, j int) bool {
				return places[i][0] < places[j][0] || places[i][0] == places[j][0] && places[i][1] < places[j][1]
			})
			var b strings.Builder
			row := places[0][0]
			for _, x := range places {
				if x[0] != row {
					b.WriteByte('\n')
					row = x[0]
				}
				b.WriteString(m[x[0]][x[1]])
			}
			cells = append(cells, b.String())
		}
	}
	return cells
}

func columnsOf(line string) []string {
	var out []string
	for _, r := range line {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || r >= 0x1f3fb && r <= 0x1f3ff:
			if len(out) > 0 {
				out[len(out)-1] += string(r)
			}
			continue
		}
		out = append(out, string(r))
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			out = append(out, "")
		}
	}
	return out
}

// wordsOf returns the words of a line: runs of letters, marks and digits; a word each for characters of scripts
// that are written without spaces.
func wordsOf(s string) []string {
	s = norm.NFKC.String(strings.Map(func(r rune) rune {
		if r == '_' || r == '^' || r == 0xad || r == 0x200b { // x^2, H_2O: part of the word
			return -1
		}
		return r
	}, s))
	var out []string
	from := -1
	for i, r := range s {
		single := r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
		if !single && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			out = append(out, s[from:i])
			from = -1
		}
		if single {
			out = append(out, string(r))
		}
	}
	if from >= 0 {
		out = append(out, s[from:])
	}
	return out
}
