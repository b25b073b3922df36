package ext

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var FancyLists = build.Extension{
	Name: "fancy_lists", Doc: "Ordered lists with letters and Roman numbers, (1), #. and (@) (pandoc)",
	Parsers: func(p *build.Parsers) {
		p.Items = build.ItemReader{Bytes: fancyBytes(), Read: readFancy}
		p.Inline(61, exampleRefParser{})
	},
}

// maxOpenBlocks is how deep blocks nest at which letters begin no list any more: the scan before goldmark knows
// only the markers of CommonMark.
const maxOpenBlocks = 48

// fancyBytes are the bytes that pandoc's markers can begin with.
func fancyBytes() string {
	var out []byte
	for c := byte('a'); c <= 'z'; c++ {
		out = append(out, c, c-'a'+'A')
	}
	return string(append(out, '(', '#'))
}

// readFancy reads one of pandoc's list markers: "a.", "iv)", "(B)", "#.", "(@label)". style is what the list is that it
// may belong in, -1 for none: "i." goes on after "h.".
func readFancy(line []byte, style tree.ListStyle, pc parser.Context) (s build.ItemStart, ok bool) {
	if len(pc.OpenedBlocks()) > maxOpenBlocks {
		return s, false
	}
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	if i > 3 || i == len(line) {
		return s, false
	}
	s.Indent = i
	paren := line[i] == '('
	if paren {
		i++
	}
	from := i
	for i < len(line) && i-from < 12 && (lex.IsNameByte(line[i]) && line[i] != '_' && line[i] != '-' || i == from && (line[i] == '#' || line[i] == '@' && paren) || line[from] == '@' && lex.IsNameByte(line[i])) {
		i++
	}
	word := string(line[from:i])
	if word == "" || i == len(line) || line[i] != ')' && (paren || line[i] != '.') {
		return s, false
	}
	s.Marker = line[i]
	i++
	if i < len(line) && line[i] != ' ' && line[i] != '\t' && line[i] != '\n' {
		return s, false
	}
	if len(word) == 1 && 'A' <= word[0] && word[0] <= 'Z' && s.Marker == '.' && !strings.HasPrefix(string(line[i:]), "  ") {
		return s, false // initials: B. Russell
	}
	s.End = i
	switch {
	case word[0] == '@':
		s.Number = nextExample(pc, word[1:], false)
	case word == "#":
		s.Number = 1
	case word[0] <= '9':
		n, err := strconv.Atoi(word)
		if err != nil || !paren {
			return s, false
		}
		s.Number = n
	default:
		s.Style, s.Number = letters(word, style)
	}
	label := strings.TrimPrefix(word, "@")
	s.Shy = label != ""
	if word[0] == '@' {
		s.Opened = func() { nextExample(pc, label, true) }
	}
	return s, s.Number > 0
}

// letters reads letters as a number: Roman where it can be, unless the list counts by the alphabet.
func letters(word string, style tree.ListStyle) (tree.ListStyle, int) {
	lower := strings.ToLower(word)
	upper := word == strings.ToUpper(word)
	if lower != word && !upper {
		return 0, 0
	}
	alpha, roman := tree.LowerAlpha, tree.LowerRoman
	if upper {
		alpha, roman = tree.UpperAlpha, tree.UpperRoman
	}
	single := len(lower) == 1 && lex.IsLetter(lower[0])
	if single && (style == alpha || lower != "i" && style != roman) {
		return alpha, int(lower[0]-'a') + 1
	}
	if n := romanNumber(lower); n > 0 {
		return roman, n
	}
	if single {
		return alpha, int(lower[0]-'a') + 1
	}
	return 0, 0
}

// romanNumber reads a Roman number below 100 as it is written by the rules, 0 for others.
func romanNumber(s string) int {
	n, rest := 0, s
	for _, d := range [...]struct {
		s string
		n int
	}{{"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}} {
		for strings.HasPrefix(rest, d.s) {
			rest = rest[len(d.s):]
			n += d.n
		}
	}
	if rest != "" || strings.Contains(s, "iiii") || strings.Contains(s, "xxxx") || strings.Contains(s, "vv") || strings.Contains(s, "ll") {
		return 0
	}
	return n
}

// examplesKey is where a page's example numbers are.
var examplesKey = parser.NewContextKey()

type examples struct {
	count  int
	labels map[string]int
}

// nextExample is the number of the next example, which it counts when take says so.
func nextExample(pc parser.Context, label string, take bool) int {
	e, _ := pc.Get(examplesKey).(*examples)
	if e == nil {
		e = &examples{labels: map[string]int{}}
		pc.Set(examplesKey, e)
	}
	if take {
		e.count++
		if label != "" {
			e.labels[label] = e.count
		}
		return e.count
	}
	return e.count + 1
}

// exampleRefParser reads (@label), a reference to an example.
type exampleRefParser struct{}

func (exampleRefParser) Trigger() []byte { return []byte{'('} }

func (exampleRefParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	e, _ := pc.Get(examplesKey).(*examples)
	line, segment := block.PeekLine()
	if e == nil || len(line) < 4 || line[1] != '@' || segment.Padding > 0 {
		return nil
	}
	i := 2
	for i < len(line) && lex.IsNameByte(line[i]) {
		i++
	}
	n, ok := e.labels[string(line[2:i])]
	if !ok || i == len(line) || line[i] != ')' {
		return nil
	}
	block.Advance(i + 1)
	s := ast.NewString([]byte("(" + strconv.Itoa(n) + ")"))
	s.SetPos(segment.Start)
	return s
}
