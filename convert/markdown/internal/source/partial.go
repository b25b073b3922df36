package source

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// Partials puts in the Markdown files that a page imports (MDX), and those that lines @include 'file.mdx' name (the
// guides of Terraform, Vault, Consul and Nomad).
func Partials(x *Text) {
	t := x.text
	imports := strings.Contains(t, "import ") && (strings.Contains(t, ".mdx") || strings.Contains(t, ".md'") || strings.Contains(t, `.md"`))
	if x.Read != nil && (imports || strings.Contains(t, "@include ")) {
		x.rewrite(func(page *included) { x.partials(page, "") })
	}
}

// partials adds a file with the Markdown files that it imports where their elements <Name /> stand on lines of their
// own. Their lines get the element's indentation.
func (x *Text) partials(f *included, indent string) {
	imports := map[string]string{}
	code := fenceLine{}
	offset := 0
	if f.depth > 0 {
		offset = frontMatterEnd(f.text)
	}
	for l := range strings.Lines(f.text[offset:]) {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		trimmed := strings.TrimSpace(l)
		if code.in(trimmed) {
			x.line(indent, l, at)
			continue
		}
		if lex.IsImport(trimmed) && strings.HasPrefix(l, "import ") {
			if name, file := markdownImport(trimmed); name != "" {
				imports[name] = file
			}
			if f.depth > 0 {
				continue
			}
		}
		if name := includeLine(trimmed); name != "" {
			part, err := x.partialFile(name, f)
			if err != nil {
				x.failed(at, name, err)
				x.line(indent, l, at)
				continue
			}
			x.emit("\n", at)
			x.partials(part, indent+l[:len(l)-len(strings.TrimLeft(l, " \t"))])
			x.emit("\n\n", at)
			continue
		}
		name, isElement := elementLine(trimmed)
		file := imports[name]
		if !isElement || file == "" {
			x.line(indent, l, at)
			continue
		}
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(file, "@site"), "/"); ok { // from the root of the site
			file = path.Clean(rest)
		} else {
			file = path.Join(path.Dir(f.name), file)
		}
		part, err := x.open(file, f)
		if err != nil {
			x.failed(at, imports[name], err)
			x.line(indent, l, at)
			continue
		}
		x.emit("\n", at)
		x.partials(part, indent+l[:len(l)-len(strings.TrimLeft(l, " \t"))])
		x.emit("\n\n", at)
	}
}

// includeLine is the file that a line @include 'file.mdx' names, "" when the line is another.
func includeLine(line string) string {
	rest, ok := strings.CutPrefix(line, "@include ")
	if rest = strings.TrimSpace(rest); !ok || len(rest) < 3 || rest[0] != '\'' && rest[0] != '"' || rest[len(rest)-1] != rest[0] {
		return ""
	}
	if rest = rest[1 : len(rest)-1]; strings.ContainsAny(rest, "'\"") {
		return ""
	}
	return rest
}

// partialFile opens a file of @include: it is in the folder partials beside the page, or in that of a folder above, and
// else beside the page.
func (x *Text) partialFile(name string, by *included) (*included, error) {
	for dir := path.Dir(x.Page.Path); ; dir = path.Join(dir, "..") {
		x.count(0)
		part, err := x.open(path.Join(dir, "partials", name), by)
		if err == nil || err == errNested {
			return part, err
		}
		if dir == ".." || err == errOutside {
			break
		}
	}
	part, err := x.open(path.Join(path.Dir(by.name), name), by)
	if errors.Is(err, fs.ErrNotExist) {
		err = errNoPartial
	}
	return part, err
}

// markdownImport reads "import Name from './file.mdx'".
func markdownImport(line string) (name, file string) {
	name, rest, ok := strings.Cut(strings.TrimPrefix(line, "import "), " from ")
	if name = strings.TrimSpace(name); !ok || name == "" || !lex.IsComponent(name) || strings.ContainsAny(name, "{},* ") {
		return "", ""
	}
	file = strings.Trim(strings.TrimSuffix(strings.TrimSpace(rest), ";"), "'\" ")
	switch path.Ext(file) {
	case ".md", ".mdx":
		return name, file
	}
	return "", ""
}

// elementLine is the name of the one element without content that a line is.
func elementLine(line string) (name string, ok bool) {
	if len(line) < 5 || line[0] != '<' || !strings.HasSuffix(line, "/>") {
		return "", false
	}
	n, name, empty := lex.ScanJSX(line)
	return name, empty && n == len(line)
}

// frontMatterEnd is the offset behind the front matter of a file that a page includes.
func frontMatterEnd(text string) int {
	if !strings.HasPrefix(text, "---\n") {
		return 0
	}
	if i := strings.Index(text[4:], "\n---\n"); i >= 0 {
		return 4 + i + 5
	}
	return 0
}

// A fenceLine follows code fences line by line.
type fenceLine struct {
	char  byte
	ticks int
}

// in reports whether a line, without white space at its ends, belongs to a fence.
func (f *fenceLine) in(line string) bool {
	if line == "" {
		return f.char != 0
	}
	c := line[0]
	n := lex.Run([]byte(line), c)
	switch {
	case f.char == 0 && (c == '`' || c == '~') && n >= 3:
		f.char, f.ticks = c, n
		return true
	case f.char == 0:
		return false
	case c == f.char && n >= f.ticks && n == len(line):
		f.char = 0
	}
	return true
}
