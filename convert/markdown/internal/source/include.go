package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"syscall"

	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/tree"
)

// maxIncludes is how deep files may include files.
const maxIncludes = 10

// An included is a file that is being included, or the page itself.
type included struct {
	name  string    // relative to the source root
	text  string    // decoded
	split *[]string // its lines, once somebody asked for them
	base  tree.Pos  // of its first byte
	depth int
	lead  string // what the lines below the first one are to begin with, where it is included
}

// Includes puts files in for {{#include …}} and the like (mdBook).
func Includes(x *Text) {
	if strings.Contains(x.text, "{{") {
		x.rewrite(func(page *included) { x.directives(*page, page.text, page.base) })
	}
}

// errOutside says that an included file is not below the source root, errNested that files include each other, errNoPartial
// that no folder of partials has it.
var (
	errOutside   = errors.New("outside of the source folder")
	errNested    = errors.New("includes itself or too many others")
	errNoPartial = errors.New("in no folder of partials")
)

// open reads the file at a path relative to the source root, which from includes.
func (x *Text) open(file string, from *included) (*included, error) {
	switch {
	case (file == ".." || strings.HasPrefix(file, "../")) && (x.Above == nil || !x.Above(file)) || path.IsAbs(file) || strings.ContainsAny(file, "\\\x00"):
		return nil, errOutside
	case from.depth >= maxIncludes:
		return nil, errNested
	case x.Read == nil:
		return nil, fs.ErrNotExist
	}
	known := x.files[file]
	if known == nil {
		raw, err := x.Read(file)
		if err != nil {
			return nil, err
		}
		src, _ := lex.Decode(raw)
		known = &included{name: file, text: string(src), base: x.next, split: new([]string)}
		x.count(len(known.text))
		x.next += tree.Pos(len(known.text)) + 1
		x.Page.Sources = append(x.Page.Sources, tree.Source{Path: file, Base: known.base, Text: known.text})
		x.files[file] = known
	}
	x.count(len(known.text))
	f := *known
	f.depth = from.depth + 1
	return &f, nil
}

// perFile is what including a file counts beside its size, in bytes.
const perFile = 4 << 10

// count stops a page that includes so much, or so often, that it takes too long.
func (x *Text) count(n int) {
	most := x.Limits.PageBytes
	if x.work += n + perFile; x.work > 4*most {
		panic(&limit.Error{Limit: "limit-page-bytes", Value: most, What: "a page that includes too much"})
	}
}

// failed reports that a file as the author named it could not be included.
func (x *Text) failed(at tree.Pos, name string, err error) {
	var failed *fs.PathError
	switch {
	case errors.Is(err, errOutside):
		x.Report(at, tree.Warning, tree.OutsideRoot, fmt.Sprintf("the included file %q is outside of the source folder", lex.Short(name)), "")
	case errors.Is(err, errNoPartial):
		x.Report(at, tree.Warning, tree.DeadLink, fmt.Sprintf("the included file %q is in no folder \"partials\" of the source", lex.Short(name)), "convert the folder that holds partials/")
	case errors.Is(err, errNested):
		x.Report(at, tree.Warning, tree.DeadLink, fmt.Sprintf("the included file %q includes itself or too many others", lex.Short(name)), "")
	case tree.LeadsOut(err):
		x.Report(at, tree.Warning, tree.OutsideRoot, fmt.Sprintf("the included file %q is or lies behind a symbolic link that leads out of the source folder", lex.Short(name)), "")
	case errors.As(err, &failed) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, syscall.ENOTDIR) && !errors.Is(err, syscall.ENAMETOOLONG):
		x.Report(at, tree.Error, tree.FileUnreadable, fmt.Sprintf("the included file %q cannot be read: %v", lex.Short(name), failed.Err), "")
	default:
		x.Report(at, tree.Warning, tree.DeadLink, fmt.Sprintf("the included file %q cannot be read", lex.Short(name)), "")
	}
}

// lines is the file's lines with their line ends. A file that ends in a line end has no empty line behind it.
func (f *included) lines() []string {
	if *f.split != nil {
		return *f.split
	}
	lines := strings.SplitAfter(f.text, "\n")
	if n := len(lines) - 1; lines[n] == "" {
		lines = lines[:n]
	}
	*f.split = lines
	return lines
}

// directives adds a part of a file with what its {{#include …}} and the like stand for (mdBook).
func (x *Text) directives(f included, text string, at tree.Pos) {
	done := 0
	for i := 0; ; {
		n := strings.Index(text[i:], "{{")
		if n < 0 {
			break
		}
		i += n
		word, arg, end := readDirective(text[i:])
		if end == 0 {
			i += 2
			continue
		}
		end += i
		if i > 0 && text[i-1] == '\\' {
			x.emit(text[done:i-1], at+tree.Pos(done))
			x.emit(text[i:end], at+tree.Pos(i))
			i, done = end, end
			continue
		}
		x.emit(text[done:i], at+tree.Pos(done))
		if !x.directive(word, arg, at+tree.Pos(i), &f, f.lead+lead(text[:i])) {
			x.emit(text[i:end], at+tree.Pos(i))
		}
		i, done = end, end
	}
	x.emit(text[done:], at+tree.Pos(done))
}

// readDirective reads "{{#word arg}}" at the beginning of s. size is 0 when there is none; it stands in one line.
func readDirective(s string) (word, arg string, size int) {
	inside := strings.TrimLeft(s[2:], " \t")
	if !strings.HasPrefix(inside, "#") {
		return "", "", 0
	}
	end := strings.IndexAny(inside, "}\n")
	if end < 0 || !strings.HasPrefix(inside[end:], "}}") {
		return "", "", 0
	}
	word, arg, ok := strings.Cut(strings.TrimSpace(inside[1:end]), " ")
	if !ok {
		return "", "", 0
	}
	return word, strings.TrimSpace(arg), len(s) - len(inside) + end + 2
}

// lead is what the lines that are put in behind s begin with to stand in the same containers as its last line does:
// indentation and marks of quotes as they are, and spaces for the markers of items.
func lead(s string) string {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '>':
			b.WriteByte(c)
			i++
			continue
		default:
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], "0123456789"))
			if n < len(s)-i && (n == 0 && strings.IndexByte("-*+", c) >= 0 || n > 0 && n < 10 && strings.IndexByte(".)", s[i+n]) >= 0) && strings.HasPrefix(s[i+n+1:], " ") {
				b.WriteString(strings.Repeat(" ", n+1))
				i += n + 1
				continue
			}
		}
		break
	}
	return b.String()
}

// directive does what {{#word arg}} asks for; false keeps its text. The lines that it adds below the first one begin with
// lead.
func (x *Text) directive(word, arg string, at tree.Pos, from *included, lead string) bool {
	switch word {
	case "title":
		if x.Page.Meta == nil {
			x.Page.Meta = tree.Meta{}
		}
		x.Page.Meta["title"] = x.Clean(arg)
		return true
	case "include", "rustdoc_include":
		if f, from, to, ok := x.part(arg, at, from); ok {
			x.addPart(f, from, to, word == "rustdoc_include", lead)
			return true
		}
	case "playground", "playpen":
		name, attrs, _ := strings.Cut(arg, " ")
		if f, from, to, ok := x.part(name, at, from); ok {
			x.emit(strings.Join(append([]string{"```rust"}, strings.Fields(attrs)...), ",")+"\n"+lead, at)
			x.addPart(f, from, to, false, lead)
			x.emit("\n"+lead+"```", at)
			return true
		}
	}
	return false
}

// part reads a file and finds the lines that arg names: "a.rs", "a.rs:anchor", "a.rs:2:10".
func (x *Text) part(arg string, at tree.Pos, by *included) (f *included, from, to int, ok bool) {
	if x.Read == nil {
		return nil, 0, 0, false
	}
	name, part, hasPart := strings.Cut(arg, ":")
	file := path.Clean(path.Join(path.Dir(by.name), name))
	var err error
	if path.IsAbs(name) || strings.ContainsAny(name, "\\") {
		err = errOutside
	} else {
		f, err = x.open(file, by)
	}
	if err != nil {
		x.failed(at, name, err)
		return nil, 0, 0, false
	}
	lines := f.lines()
	from, to = 0, len(lines)
	if hasPart {
		if from, to, ok = lineRange(lines, strings.Split(part, ":")); !ok {
			x.Report(at, tree.Warning, tree.AnchorMissing, fmt.Sprintf("the included file has no part %q", lex.Short(part)), "")
			return nil, 0, 0, false
		}
	}
	return f, from, to, true
}

// addPart adds lines of a file, those below the first one behind lead, without the line end of the last one. The lines around them are added as hidden ones
// when hideRest asks for it. Marks of anchors are for including only.
func (x *Text) addPart(f *included, from, to int, hideRest bool, lead string) {
	lines := f.lines()
	file := *f
	file.lead = lead
	offset, wrote := 0, false
	for i, l := range lines {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		inside := i >= from && i < to
		if !inside && !hideRest || anchorMark(l, "ANCHOR:") != "" || anchorMark(l, "ANCHOR_END:") != "" {
			continue
		}
		if wrote {
			x.emit("\n", at-1)
		}
		l = strings.TrimSuffix(l, "\n")
		switch {
		case !wrote:
			wrote = true
		case inside && strings.Trim(l, " \t\r") == "":
			x.emit(strings.TrimRight(lead, " \t"), at)
		default:
			x.emit(lead, at)
		}
		if inside {
			x.directives(file, l, at)
		} else {
			x.emit("# ", at)
			x.emit(l, at)
		}
	}
}

// lineRange finds the lines that "anchor", "3", "3:", ":7" or "3:7" name.
func lineRange(lines, parts []string) (from, to int, ok bool) {
	first := parts[0]
	n, err := strconv.Atoi(first)
	if first != "" && err != nil {
		from, to = -1, -1
		for i, l := range lines {
			if from < 0 && anchorMark(l, "ANCHOR:") == first {
				from = i + 1
			} else if from >= 0 && anchorMark(l, "ANCHOR_END:") == first {
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

// anchorMark is the name behind a mark in a line: letters, digits, - and _; "" when there is none.
func anchorMark(line, mark string) string {
	_, rest, ok := strings.Cut(line, mark)
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t")
	n := 0
	for n < len(rest) && (lex.IsLetter(rest[n]) || '0' <= rest[n] && rest[n] <= '9' || rest[n] == '-' || rest[n] == '_') {
		n++
	}
	return rest[:n]
}
