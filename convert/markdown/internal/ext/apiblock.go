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
	"platen/convert/tree"
)

var APIBlocks = build.Extension{
	Name: "api_blocks", Doc: "What mkdocstrings writes about code: ::: package.name with options below, and [words][package.name]",
	Parsers: func(p *build.Parsers) {
		p.Block(83, apiParser{build.Starts{Bytes: ":"}})
		p.Inline(150, apiReferenceParser{})
	},
}

// apiParser reads "::: package.name" and the indented options below it.
type apiParser struct{ build.Starts }

// An apiBlock names what a site writes the documentation of.
type apiBlock struct{ build.Region }

func (apiParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || !bytes.HasPrefix(line[at:], []byte("::: ")) {
		return nil, parser.NoChildren
	}
	name := string(bytes.TrimSpace(line[at+4:]))
	if !isAPIName(name) {
		return nil, parser.NoChildren
	}
	n := &apiBlock{build.Region{Name: name, Start: segment.Start + at, Stop: segment.Start + at + 4 + len(name), Void: true, Closed: true}}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// Continue takes the options.
func (apiParser) Continue(_ ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if w, _ := util.IndentWidth(line, reader.LineOffset()); util.IsBlank(line) || w < 4 {
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// isAPIName reports whether s is the name of a module, a class or a function: "kiln.Burner".
func isAPIName(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" {
			return false
		}
		for i, b := range []byte(part) {
			if !lex.IsLetter(b) && b != '_' && (i == 0 || b < '0' || b > '9') {
				return false
			}
		}
	}
	return len(s) < 500
}

// Build adds the name, to which references lead.
func (n *apiBlock) Build(b *build.Builder) {
	p := b.Page.PosOf(n)
	in := []tree.Inline{&tree.Code{Pos: p, S: n.Name}}
	if a := (&tree.Anchor{Pos: p, ID: n.Name}); b.Page.Claim(a.ID, a, p) {
		in = append([]tree.Inline{a}, in...)
	}
	b.AddBlock(&tree.Paragraph{Pos: p, Inlines: in})
	b.Page.ReportFor(p, n.Stop-n.Start, tree.Info, tree.Plugin, "what the site writes about "+lex.Short(n.Name)+" is left out: its source is not read", "")
}

// apiReferenceParser reads [words][package.name] and [package.name][] that no definition of the page explains.
type apiReferenceParser struct{}

func (apiReferenceParser) Trigger() []byte { return []byte("[") }

func (apiReferenceParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	end := bytes.IndexByte(line, ']')
	if end < 1 || segment.Padding > 0 || end+2 >= len(line) || line[end+1] != '[' || bytes.IndexByte(line[1:end], '[') >= 0 {
		return nil
	}
	size := bytes.IndexByte(line[end+2:], ']')
	if size < 0 {
		return nil
	}
	words, name := string(line[1:end]), string(line[end+2:end+2+size])
	if name == "" {
		name = strings.Trim(words, "`")
	}
	if words == "" {
		words = name
	}
	if _, defined := pc.Reference(util.ToLinkReference([]byte(name))); defined || !isAPIName(name) || !strings.Contains(name, ".") {
		return nil
	}
	plain := strings.Trim(words, "`")
	n := &apiReference{words: plain, code: plain != words || isAPIName(words)}
	n.SetPos(segment.Start + 1)
	block.Advance(end + 3 + size)
	return n
}

var kindAPIReference = ast.NewNodeKind("APIReference")

// An apiReference is the words of a reference to what a site writes about code.
type apiReference struct {
	ast.BaseInline
	words string
	code  bool
}

func (n *apiReference) Kind() ast.NodeKind { return kindAPIReference }

func (n *apiReference) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build adds the words, names as code.
func (n *apiReference) Build(b *build.Builder) {
	if n.code {
		b.Add(&tree.Code{Pos: b.Page.PosOf(n), S: b.Page.Clean(n.words)})
		return
	}
	for _, in := range markdownWords(b, b.Page.PosOf(n), n.words) {
		b.Add(in)
	}
}
