package ext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var Keys = build.Extension{
	Name: "keys", Doc: "Keys: ++ctrl+alt+del++",
	Parsers: func(p *build.Parsers) { p.Inline(480, keysParser{}) },
}

var kindKeys = ast.NewNodeKind("Keys")

// keys are pressed together: "++ctrl+alt+del++".
type keys struct {
	ast.BaseInline
	names []string // what is on the keys
}

func (n *keys) Kind() ast.NodeKind { return kindKeys }

func (n *keys) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// keysParser reads keys: names of letters, digits and hyphens, or words in quotes, with a + between them.
type keysParser struct{}

func (keysParser) Trigger() []byte { return []byte{'+'} }

// maxKeys is how long the names of keys can be, in bytes.
const maxKeys = 200

func (keysParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := build.Before(parent, block)
	line, segment := block.PeekLine()
	if before == '+' || segment.Padding > 0 {
		return nil
	}
	names, size := readKeys(string(line[:min(len(line), maxKeys)]))
	if size == 0 {
		return nil
	}
	n := &keys{names: names}
	n.SetPos(segment.Start)
	block.Advance(size)
	return n
}

// readKeys reads the keys that s begins with, and returns the length of what it read, 0 when there are none.
func readKeys(s string) (names []string, size int) {
	if !strings.HasPrefix(s, "++") {
		return nil, 0
	}
	for i := 2; ; i++ {
		if i == len(s) {
			return nil, 0
		}
		if q := s[i]; q == '"' || q == '\'' {
			end := lex.QuoteEnd(s[i+1:], q)
			if end <= 0 {
				return nil, 0
			}
			names = append(names, lex.Unescaped(s[i+1:i+1+end]))
			i += end + 2
		} else {
			start := i
			for i < len(s) && (lex.IsLetter(s[i]) || '0' <= s[i] && s[i] <= '9' || s[i] == '-' || s[i] == '_' || s[i] >= utf8.RuneSelf) {
				i++
			}
			if i == start {
				return nil, 0
			}
			names = append(names, keyName(s[start:i]))
		}
		switch rest := s[i:]; {
		case strings.HasPrefix(rest, "++"):
			return names, i + 2
		case !strings.HasPrefix(rest, "+"):
			return nil, 0
		}
	}
}

// keyNames are words for keys whose name is not the word itself.
var keyNames = map[string]string{
	"control": "Ctrl", "delete": "Del", "escape": "Esc", "insert": "Ins", "return": "Enter", "command": "Cmd",
	"windows": "Win", "pg-up": "Page Up", "pgup": "Page Up", "prior": "Page Up", "pg-dn": "Page Down",
	"pgdn": "Page Down", "next": "Page Down", "spc": "Space", "prtsc": "Print Screen", "plus": "+", "minus": "-",
	"hyphen": "-", "comma": ",", "period": ".", "dot": ".", "slash": "/", "backslash": `\`, "semicolon": ";",
	"colon": ":", "equal": "=", "grave": "`", "backtick": "`", "tilde": "~", "exclam": "!", "exclamation": "!",
	"at": "@", "hash": "#", "pound": "#", "dollar": "$", "percent": "%", "caret": "^", "ampersand": "&", "asterisk": "*",
	"star": "*", "underscore": "_", "pipe": "|", "bar": "|", "question": "?", "quote": `'`, "double-quote": `"`,
	"paren-left": "(", "paren-right": ")", "bracket-left": "[", "bracket-right": "]", "brace-left": "{",
	"brace-right": "}", "lt": "<", "less": "<", "gt": ">", "greater": ">",
}

// keyName is what is on a key that guides call by a word: "Page Up" for page-up, "A" for a.
func keyName(word string) string {
	word = strings.ToLower(word)
	if name, ok := keyNames[word]; ok {
		return name
	}
	switch word {
	case "arrow-up", "arrow-down", "arrow-left", "arrow-right":
		word = word[len("arrow-"):]
	}
	parts := strings.Split(word, "-")
	for i, p := range parts {
		switch p {
		case "control":
			p = "ctrl"
		case "command":
			p = "cmd"
		case "windows":
			p = "win"
		}
		if r, n := utf8.DecodeRuneInString(p); n > 0 {
			p = string(unicode.ToUpper(r)) + p[n:]
		}
		parts[i] = p
	}
	return strings.Join(parts, " ")
}

// Build adds each key, with a + between them.
func (n *keys) Build(b *build.Builder) {
	p := b.Page.PosOf(n)
	for i, name := range n.names {
		if i > 0 {
			b.Text("+", n.Pos())
		}
		b.Add(&tree.Code{Pos: p, Role: "kbd", S: b.Page.Clean(name)})
	}
}
