package ext

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var Abbreviations = build.Extension{
	Name: "abbreviations", Doc: "Abbreviations and what they mean: *[HTML]: HyperText Markup Language",
	Parsers: func(p *build.Parsers) { p.Block(95, abbreviationParser{build.Starts{Bytes: "*", Interrupts: true}}) },
	Inlines: abbreviate,
	Seen: build.Sign{Starts: "*", Look: func(s *build.Sight) {
		if rest, ok := bytes.CutPrefix(s.Line, []byte("*[")); ok {
			if i := bytes.Index(rest, []byte("]: ")); i > 0 && bytes.IndexByte(rest[:i], '[') < 0 {
				s.Found()
			}
		}
	}},
}

var (
	kindAbbreviation = ast.NewNodeKind("Abbreviation")
	abbreviationsKey = parser.NewContextKey()
)

// abbreviationLine is a line "*[HTML]: HyperText Markup Language". It shows nothing.
type abbreviationLine struct{ ast.BaseBlock }

func (n *abbreviationLine) Kind() ast.NodeKind { return kindAbbreviation }

// Build adds nothing.
func (n *abbreviationLine) Build(*build.Builder) {}

func (n *abbreviationLine) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// maxAbbreviation is how long an abbreviation can be, in bytes: each place of the text is compared with the
// abbreviations of every length.
const maxAbbreviation = 64

// abbreviations are those that a page defines.
type abbreviations struct {
	titles  map[string]string
	lengths []int     // of the abbreviations, in bytes, each once; the longest first
	first   [256]bool // bytes that one begins with
}

// add adds a definition. The first one wins.
func (a *abbreviations) add(name, title string) {
	if _, twice := a.titles[name]; twice {
		return
	}
	a.titles[name] = title
	a.first[name[0]] = true
	if i, ok := slices.BinarySearchFunc(a.lengths, len(name), func(x, y int) int { return y - x }); !ok {
		a.lengths = slices.Insert(a.lengths, i, len(name))
	}
}

// abbreviationParser reads the definitions of abbreviations.
type abbreviationParser struct{ build.Starts }

func (abbreviationParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || !bytes.HasPrefix(line[at:], []byte("*[")) {
		return nil, parser.NoChildren
	}
	name, rest, ok := bytes.Cut(line[at+2:], []byte("]:"))
	name, title := bytes.TrimSpace(name), bytes.TrimSpace(rest)
	if !ok || len(name) == 0 || len(name) > maxAbbreviation || bytes.ContainsAny(name, "[]") || len(title) == 0 {
		return nil, parser.NoChildren
	}
	a, _ := pc.Get(abbreviationsKey).(*abbreviations)
	if a == nil {
		a = &abbreviations{titles: map[string]string{}}
		pc.Set(abbreviationsKey, a)
	}
	a.add(string(name), string(title))
	reader.AdvanceToEOL()
	return &abbreviationLine{}, parser.NoChildren
}

func (abbreviationParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// abbreviate makes spans of the abbreviations in the text of in.
func abbreviate(c *build.Page, in []tree.Inline) []tree.Inline {
	a, _ := c.Context.Get(abbreviationsKey).(*abbreviations)
	if a == nil {
		return in
	}
	var out []tree.Inline
	for i, n := range in {
		t, ok := n.(*tree.Text)
		if ok {
			if parts := cutAt(c, a, t); parts != nil {
				if out == nil {
					out = append(make([]tree.Inline, 0, len(in)+len(parts)), in[:i]...)
				}
				out = append(out, parts...)
				continue
			}
		}
		if out != nil {
			out = append(out, n)
		}
	}
	if out == nil {
		return in
	}
	return out
}

// cutAt returns a text cut at its abbreviations, nil when it has none.
func cutAt(c *build.Page, a *abbreviations, t *tree.Text) (out []tree.Inline) {
	emit := func(from, to int) *tree.Text {
		n := &tree.Text{Pos: t.Pos, S: t.S[from:to]}
		if t.Pos > 0 {
			n.Pos += tree.Pos(from)
		}
		return n
	}
	from, word := 0, false // word: the byte before is part of a word
	for i := 0; i < len(t.S); {
		if n := 0; a.first[t.S[i]] && !word {
			if n = a.at(t.S[i:]); n > 0 {
				if from < i {
					out = append(out, emit(from, i))
				}
				name := emit(i, i+n)
				title := c.Clean(a.titles[name.S])
				c.Grow(len(title), "abbreviations")
				out = append(out, &tree.Span{Pos: name.Pos, Attr: &tree.Attr{Keys: []tree.Key{{Name: "title", Value: title}}}, Inlines: []tree.Inline{name}})
				i += n
				from = i
				r, _ := utf8.DecodeLastRuneInString(name.S)
				word = lex.IsWord(r)
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(t.S[i:])
		word = lex.IsWord(r)
		i += n
	}
	if out != nil && from < len(t.S) {
		out = append(out, emit(from, len(t.S)))
	}
	return out
}

// at is the length of the abbreviation that s begins with, 0 when there is none.
func (a *abbreviations) at(s string) int {
	for _, n := range a.lengths {
		if n > len(s) {
			continue
		}
		if _, ok := a.titles[s[:n]]; !ok {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(s[:n])
		next, _ := utf8.DecodeRuneInString(s[n:])
		if n == len(s) || !lex.IsWord(last) || !lex.IsWord(next) {
			return n
		}
	}
	return 0
}
