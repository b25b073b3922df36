package markdown

import (
	"fmt"
	"path"
	"sort"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// maxIncludes is how deep files may include files.
const maxIncludes = 10

// A piece is a run of the text that is parsed, and where it comes from.
type piece struct {
	offset int // in the text that is parsed
	pos    tree.Pos
}

// includer puts the text of a page together from the files that it includes (mdBook).
type includer struct {
	c      *conv
	out    strings.Builder
	pieces []piece
	next   tree.Pos // base of the next source
}

// include resolves {{#include …}} and the like in text, which begins at pos in the page's sources. It returns text
// itself when there is nothing to include.
func (c *conv) include(text string, at tree.Pos) string {
	if !strings.Contains(text, "{{#") {
		return text
	}
	x := &includer{c: c, next: at + tree.Pos(len(text)) + 1}
	x.add(text, at, c.p.Path, 0)
	c.pieces = x.pieces
	return x.out.String()
}

func (x *includer) emit(s string, at tree.Pos) {
	if s == "" {
		return
	}
	x.pieces = append(x.pieces, piece{x.out.Len(), at})
	x.out.WriteString(s)
	if limit := x.c.r.limits.PageBytes; x.out.Len() > limit {
		panic(&LimitError{Limit: "limit-page-bytes", Value: limit, What: "a page that grows by what it includes"})
	}
}

// add adds the text of the file at name, which begins at the position.
func (x *includer) add(text string, at tree.Pos, name string, depth int) {
	done := 0
	for {
		i := strings.Index(text[done:], "{{#")
		if i < 0 {
			break
		}
		i += done
		end := strings.Index(text[i:], "}}")
		if end < 0 || strings.IndexByte(text[i:i+end], '\n') >= 0 {
			x.emit(text[done:i+3], at+tree.Pos(done))
			done = i + 3
			continue
		}
		end += i + 2
		if i > 0 && text[i-1] == '\\' {
			x.emit(text[done:i-1], at+tree.Pos(done))
			x.emit(text[i:end], at+tree.Pos(i))
			done = end
			continue
		}
		word, arg, _ := strings.Cut(strings.TrimSpace(text[i+3:end-2]), " ")
		x.emit(text[done:i], at+tree.Pos(done))
		if !x.directive(word, strings.TrimSpace(arg), at+tree.Pos(i), name, depth) {
			x.emit(text[i:end], at+tree.Pos(i))
		}
		done = end
	}
	x.emit(text[done:], at+tree.Pos(done))
}

// directive does what {{#word arg}} asks for; false keeps its text.
func (x *includer) directive(word, arg string, at tree.Pos, name string, depth int) bool {
	switch word {
	case "title":
		if x.c.p.Meta == nil {
			x.c.p.Meta = tree.Meta{}
		}
		x.c.p.Meta["title"] = x.c.clean(arg)
		return true
	case "include", "rustdoc_include":
	case "playground", "playpen":
		file, _, _ := strings.Cut(arg, " ")
		x.emit("```rust\n", at)
		if !x.file(file, at, name, depth, false) {
			return false
		}
		x.emit("```", at)
		return true
	default:
		return false
	}
	return x.file(arg, at, name, depth, word == "rustdoc_include")
}

// file adds a file or a part of it: "a.rs", "a.rs:anchor", "a.rs:2:10".
func (x *includer) file(arg string, at tree.Pos, name string, depth int, hideRest bool) bool {
	c := x.c
	fail := func(code tree.DiagCode, format string, args ...any) bool {
		c.diag(at, tree.Warning, code, fmt.Sprintf(format, args...), "")
		return false
	}
	parts := strings.Split(arg, ":")
	file := path.Clean(path.Join(path.Dir(name), parts[0]))
	switch {
	case c.r.Include == nil:
		return false
	case path.IsAbs(parts[0]) || file == ".." || strings.HasPrefix(file, "../") || strings.ContainsAny(parts[0], "\\\x00"):
		return fail(tree.OutsideRoot, "the included file %q is outside of the source folder", short(parts[0]))
	case depth >= maxIncludes:
		return fail(tree.DeadLink, "the included file %q includes itself or too many others", short(parts[0]))
	}
	raw, err := c.r.Include(file)
	if err != nil {
		return fail(tree.DeadLink, "the included file %q cannot be read", short(parts[0]))
	}
	src, _ := decode(raw)
	text := string(src)
	base := x.next
	x.next += tree.Pos(len(text)) + 1
	c.p.Sources = append(c.p.Sources, tree.Source{Path: file, Base: base, Text: text})
	lines := strings.SplitAfter(text, "\n")
	from, to := 0, len(lines)
	if len(parts) > 1 {
		var ok bool
		if from, to, ok = lineRange(lines, parts[1:]); !ok {
			return fail(tree.AnchorMissing, "the included file has no part %q", short(strings.Join(parts[1:], ":")))
		}
	}
	offset := 0
	for i, l := range lines {
		here := base + tree.Pos(offset)
		offset += len(l)
		switch {
		case strings.Contains(l, "ANCHOR:") || strings.Contains(l, "ANCHOR_END:"):
			// The marks are for including only.
		case i >= from && i < to:
			if i == to-1 {
				l = strings.TrimSuffix(l, "\n")
			}
			x.add(l, here, file, depth+1)
		case hideRest && l != "":
			x.emit("# "+l, here)
		}
	}
	return true
}

// lineRange finds the lines that "anchor", "3", "3:", ":7" or "3:7" name.
func lineRange(lines, parts []string) (from, to int, ok bool) {
	first := parts[0]
	n, err := strconv.Atoi(first)
	if first != "" && err != nil {
		from, to = -1, -1
		for i, l := range lines {
			if from < 0 && hasMark(l, "ANCHOR:", first) {
				from = i + 1
			} else if from >= 0 && hasMark(l, "ANCHOR_END:", first) {
				to = i
				break
			}
		}
		if from >= 0 && to < 0 {
			to = len(lines)
		}
		return from, to, from >= 0
	}
	from, to = max(0, n-1), len(lines)
	if len(parts) == 1 {
		to = from + 1
	} else if m, err := strconv.Atoi(parts[1]); err == nil {
		to = m
	}
	from = min(from, len(lines))
	return from, min(max(from, to), len(lines)), true
}

func hasMark(line, mark, name string) bool {
	_, rest, ok := strings.Cut(line, mark)
	f := strings.Fields(rest)
	return ok && len(f) > 0 && f[0] == name
}

// pieceAt is the position of an offset of a text that was put together.
func (c *conv) pieceAt(offset int) tree.Pos {
	i := sort.Search(len(c.pieces), func(i int) bool { return c.pieces[i].offset > offset }) - 1
	if i < 0 {
		return 0
	}
	p := c.pieces[i]
	return p.pos + tree.Pos(offset-p.offset)
}
