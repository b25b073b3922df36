package ext

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/source"
)

// Markdown in HTML: an element with the attribute markdown ("1", "block", "span", or without a value) holds Markdown,
// as Python-Markdown, PHP Markdown Extra and kramdown have it. There are two ways:
//
//   - A line that ends inside of such an element ends the HTML block, so that the lines below are Markdown of the page
//     as they are below a blank line.
//   - Where those lines are indented, or the content stands in the line of the tag, the element's content is parsed by
//     itself, without its indentation.

// markdownHTMLParser ends HTML blocks where Markdown begins.
type markdownHTMLParser struct{ parser.BlockParser }

var MarkdownInHTML = build.Extension{
	Name: "markdown_in_html", Doc: "Markdown inside of HTML elements with the attribute markdown",
	Parsers: func(p *build.Parsers) { p.HTML = markdownHTMLParser{p.HTML} },
	Content: insideHTML,
}

// HTMLElements ends a block of HTML with the line in which the elements that it opened are closed, as Python-Markdown and
// kramdown do, and not only at a blank line: what follows is Markdown. A tag of an element that stands in text, in a line of
// its own, begins a paragraph when words follow.
var HTMLElements = build.Extension{
	Name: "html_elements", Doc: "A block of HTML ends with its element, and Markdown follows without a blank line (Python-Markdown, kramdown)",
	Parsers: func(p *build.Parsers) { p.HTML = elementParser{p.HTML} },
}

type elementParser struct{ parser.BlockParser }

var wholeElements = []byte("elements") // the depth of the elements that are open at the end of an HTML block's last line

func (p elementParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	was, at := reader.Position()
	n, state := p.BlockParser.Open(parent, reader, pc)
	h, ok := n.(*ast.HTMLBlock)
	if !ok || h.HTMLBlockType != ast.HTMLBlockType6 && h.HTMLBlockType != ast.HTMLBlockType7 {
		return n, state
	}
	if h.HTMLBlockType == ast.HTMLBlockType7 && wordsBelow(reader.Source()[segment.Stop:]) && !strings.Contains(" canvas math object output progress svg video ", " "+tagName(bytes.TrimLeft(line, " </"))+" ") {
		reader.SetPosition(was, at)
		return nil, parser.NoChildren
	}
	n.SetAttribute(wholeElements, tagDepth(line, 0))
	return n, state
}

func (p elementParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	depth, ok := n.AttributeString(string(wholeElements))
	if !ok {
		return p.BlockParser.Continue(n, reader, pc)
	}
	if depth.(int) <= 0 {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	state := p.BlockParser.Continue(n, reader, pc)
	if state != parser.Close {
		n.SetAttribute(wholeElements, tagDepth(line, depth.(int)))
	}
	return state
}

// wordsBelow reports whether text begins with a line of words, and with nothing that begins another block.
func wordsBelow(text []byte) bool {
	line := bytes.TrimSpace(text[:max(0, bytes.IndexByte(text, '\n'))])
	if bytes.IndexByte(text, '\n') < 0 {
		line = bytes.TrimSpace(text)
	}
	if len(line) == 0 || bytes.IndexByte([]byte("<>#`~|-+=:!"), line[0]) >= 0 {
		return bytes.HasPrefix(line, []byte("![")) || bytes.HasPrefix(line, []byte("`")) && !bytes.HasPrefix(line, []byte("```"))
	}
	if line[0] == '*' {
		return len(line) > 1 && !lex.IsSpace(line[1]) && bytes.Count(line, []byte("*")) < len(line)
	}
	digits := bytes.TrimLeft(line, "0123456789")
	return len(digits) == len(line) || len(digits) == 0 || digits[0] != '.' && digits[0] != ')'
}

// tagDepth is how many elements are open behind a line of HTML, where so many are before it.
func tagDepth(line []byte, depth int) int {
	for i := 0; i < len(line); {
		n := bytes.IndexByte(line[i:], '<')
		if n < 0 {
			break
		}
		i += n
		t, whole := lex.ScanTag(line[i:], false)
		if !whole || t.Size == 0 {
			if len(line) > i+1 && lex.IsLetter(line[i+1]) {
				return depth + 1 // it goes on in the next line
			}
			i++
			continue
		}
		tag := line[i : i+t.Size]
		i += t.Size
		switch {
		case tag[1] == '/':
			depth--
		case lex.IsLetter(tag[1]) && !voidElement(tagName(tag[1:])) && !bytes.HasSuffix(tag, []byte("/>")):
			depth++
		}
	}
	return depth
}

// voidElement reports whether an element has no end tag.
func voidElement(name string) bool {
	switch build.ElementOf(name) {
	case build.BreakElement, build.ImageElement, build.RuleElement, build.IgnoredVoid, build.CleanedVoid, build.ColElement:
		return true
	}
	return false
}

var (
	opensMarkdownAttr = []byte("opens") // the block's last line ends inside of an element with Markdown
	wholeAttr         = []byte("whole") // the name of the element whose content belongs in the block, blank lines included
	openMarkdownKey   = parser.NewContextKey()
)

// openMarkdown counts the elements with Markdown that are open, by name.
func openMarkdown(pc parser.Context) map[string]int {
	m, _ := pc.Get(openMarkdownKey).(map[string]int)
	if m == nil {
		m = map[string]int{}
		pc.Set(openMarkdownKey, m)
	}
	return m
}

func (p markdownHTMLParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		look(n, line, pc)
	}
	return n, state
}

func (p markdownHTMLParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if name, ok := n.AttributeString(string(wholeAttr)); ok {
		n.Lines().Append(segment)
		reader.AdvanceToEOL()
		if closesTag(line, name.(string)) {
			openMarkdown(pc)[name.(string)]--
			return parser.Close
		}
		return parser.Continue | parser.NoChildren
	}
	if name, ok := n.AttributeString(string(opensMarkdownAttr)); ok {
		if w, _ := util.IndentWidth(line, reader.LineOffset()); w < 4 || util.IsBlank(line) || name == "" {
			return parser.Close
		}
		n.SetAttribute(wholeAttr, name)
		return p.Continue(n, reader, pc)
	}
	state := p.BlockParser.Continue(n, reader, pc)
	if state != parser.Close {
		look(n, line, pc)
	}
	return state
}

// look finds out whether an HTML block's line ends inside of an element with Markdown, or behind the end tag of one.
func look(n ast.Node, line []byte, pc parser.Context) {
	open := openMarkdown(pc)
	trimmed := bytes.TrimSpace(line)
	if bytes.HasPrefix(trimmed, []byte("</")) {
		name := tagName(trimmed[2:])
		if open[name] > 0 && len(trimmed) == len(name)+3 {
			open[name]--
			n.SetAttribute(opensMarkdownAttr, "")
		}
		return
	}
	inside := false
	for _, k := range open {
		inside = inside || k > 0
	}
	if !inside && !bytes.Contains(line, []byte("markdown")) {
		return
	}
	name, balanced := opensMarkdown(line)
	if name != "" {
		open[name]++
	}
	if name != "" && trimmed[len(trimmed)-1] != '>' {
		n.SetAttribute(wholeAttr, name) // words behind the tag go on in the next line
	} else if name != "" || inside && balanced {
		// Inside of an element with Markdown, HTML goes to the end of its element.
		n.SetAttribute(opensMarkdownAttr, name)
	}
}

// nestedText is the name under which openMarkdown counts that a text is parsed by itself.
const nestedText = "*"

// opensMarkdown returns the name of the element with Markdown that a line ends in, "" when there is none. balanced
// reports whether all elements that begin in the line end in it.
func opensMarkdown(line []byte) (name string, balanced bool) {
	type element struct {
		name     string
		markdown bool
	}
	var open []element
	for i := 0; i < len(line); {
		n := bytes.IndexByte(line[i:], '<')
		if n < 0 || i+n+2 >= len(line) {
			break
		}
		i += n
		t, whole := lex.ScanTag(line[i:], false)
		if !whole || t.Size == 0 {
			i++
			continue
		}
		tag := line[i : i+t.Size]
		i += t.Size
		if tag[1] == '/' {
			name := tagName(tag[2:])
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].name == name {
					open = open[:k]
					break
				}
			}
			continue
		}
		name := tagName(tag[1:])
		if !voidElement(name) {
			open = append(open, element{name, hasMarkdown(tag)})
		}
	}
	if k := len(open) - 1; k >= 0 {
		if open[k].markdown {
			return open[k].name, false
		}
		return "", false
	}
	return "", true
}

// hasMarkdown reports whether a start tag has the attribute.
func hasMarkdown(tag []byte) bool {
	if !bytes.Contains(tag, []byte("markdown")) {
		return false
	}
	t, ok := lex.ReadTag(string(tag), false)
	return ok && markdown(&t)
}

// markdown reports whether the element's content is Markdown.
func markdown(t *lex.Tag) bool {
	v, ok := t.Get("markdown")
	return ok && v != "0"
}

// tagName is the element's name that s begins with, in lower case.
func tagName(s []byte) string {
	n := 0
	for n < len(s) && (lex.IsLetter(s[n]) || '0' <= s[n] && s[n] <= '9' || s[n] == '-') {
		n++
	}
	return strings.ToLower(string(s[:n]))
}

// closesTag reports whether a line has the end tag of an element, and no start tag of another one of that name.
func closesTag(line []byte, name string) bool {
	ends := false
	for i := 0; ; i++ {
		n := bytes.IndexByte(line[i:], '<')
		if n < 0 {
			return ends
		}
		i += n
		if bytes.HasPrefix(line[i:], []byte("</")) {
			ends = ends || tagName(line[i+2:]) == name
		} else if tagName(line[i+1:]) == name {
			return bytes.HasPrefix(bytes.TrimSpace(line), []byte("</")) && tagName(bytes.TrimSpace(line)[2:]) == name
		}
	}
}

// markdownContent is the content of the element whose start tag ends at s: up to its end tag or the end of s.
func markdownContent(s, name string) string {
	depth := 0
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			return s
		}
		i += n
		switch rest := s[i+1:]; {
		case hasName(rest, name):
			depth++
		case strings.HasPrefix(rest, "/") && hasName(rest[1:], name):
			if depth--; depth < 0 {
				return s[:i]
			}
		}
	}
}

// hasName reports whether s begins with an element's name.
func hasName(s, name string) bool {
	return len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && (s[len(name)] == '>' || s[len(name)] == '/' || lex.IsSpace(s[len(name)]))
}

// insideHTML adds what is in an element with Markdown up to its end tag or the end of s.
func insideHTML(b *build.Builder, f *build.Frame, s string, at func(int) int) int {
	if !strings.Contains(f.Tag.Raw, "markdown") || !markdown(&f.Tag) || f.Kind == build.PreElement || f.Kind == build.CodeElement {
		return 0
	}
	inside := markdownContent(s, f.Tag.Name)
	nested(b, inside, at)
	return len(inside)
}

// nested parses the content of an HTML element as Markdown and adds it to the element that is open. at maps offsets of
// s to those of the page.
func nested(b *build.Builder, s string, at func(int) int) {
	c := b.Page
	if strings.TrimSpace(s) == "" {
		return
	}
	b.Flush()
	lines := strings.SplitAfter(s, "\n")
	cut := lex.CommonIndent(lines)
	if strings.IndexByte(s, '\n') > 0 && strings.TrimSpace(lines[0]) != "" {
		cut = lex.CommonIndent(lines[1:]) // the first line begins behind the tag
	}
	var out strings.Builder
	var pieces []source.Piece
	offset := 0
	for i, l := range lines {
		n := min(cut, len(l)-len(strings.TrimLeft(l, " \t")))
		if i == 0 {
			n = len(l) - len(strings.TrimLeft(l, " \t"))
		}
		pieces = append(pieces, source.Piece{Offset: out.Len(), Pos: c.Pos(at(min(offset+n, max(0, len(s)-1))))})
		out.WriteString(l[n:])
		offset += len(l)
	}
	openMarkdown(c.Context)[nestedText]++
	b.Within(out.String(), pieces, func() { openMarkdown(c.Context)[nestedText]-- }, func(root ast.Node) {
		if k, ok := root.FirstChild().(*ast.Paragraph); ok && k.NextSibling() == nil && b.Top().Kind != build.DivElement && b.Top().Kind != build.BlockElement && b.Top().Kind != build.UnknownElement {
			b.AddFlow(c.Flow(k, true))
		} else {
			for k := root.FirstChild(); k != nil; k = k.NextSibling() {
				b.Block(k)
			}
		}
	})
}
