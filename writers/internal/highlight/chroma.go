package highlight

import (
	"archive/zip"
	_ "embed"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
)

//go:embed lexers.zip
var archive string

// A lexer splits one language. Its definitions are read at its first use.
type lexer struct {
	file string
	once sync.Once
	lex  chroma.Lexer // nil: unreadable
}

func (l *lexer) load() {
	defer func() {
		if recover() != nil {
			l.lex = nil
		}
	}()
	fs, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		return
	}
	l.lex = open(fs, l.file)
	// Each language has a registry of its own with the languages that stand inside it: chroma looks them
	// up by name while it splits, and a registry may not grow meanwhile.
	r := chroma.NewLexerRegistry()
	r.Register(l.lex)
	seen := map[string]bool{l.file: true}
	var add func(file string)
	add = func(file string) {
		for _, inner := range innerLanguages(file) {
			if !seen[inner] {
				seen[inner] = true
				r.Register(open(fs, inner))
				add(inner)
			}
		}
	}
	add(l.file)
}

// open reads the definitions of a file.
func open(fs *zip.Reader, file string) chroma.Lexer {
	if rules := ownRules(file); rules != nil {
		return chroma.MustNewLexer(&chroma.Config{Name: file, EnsureNL: true}, func() chroma.Rules { return rules })
	}
	return chroma.MustNewXMLLexer(fs, file)
}

// innerLanguages returns the files of the languages that stand inside one.
func innerLanguages(file string) []string {
	for _, in := range inner {
		if in.file == file {
			return in.files
		}
	}
	return nil
}

// patience is how long one block of code may take; code that takes longer stays plain. Real code takes a
// thousandth of it: it is for patterns that hostile code makes slow.
const patience = 2 * time.Second

// split returns the code's tokens, or the code as one plain token when they would not be the same text.
func (l *lexer) split(code string) (tokens []Token) {
	asItIs := []Token{{Plain, code}}
	defer func() {
		if recover() != nil {
			tokens = asItIs
		}
	}()
	l.once.Do(l.load)
	if l.lex == nil {
		return asItIs
	}
	next, err := l.lex.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return asItIs
	}
	start := time.Now()
	at := 0 // bytes of code that are in tokens
	for n := 1; ; n++ {
		t := next()
		if t == chroma.EOF {
			break
		}
		if n%64 == 0 && time.Since(start) > patience {
			return asItIs
		}
		if !strings.HasPrefix(code[at:], t.Value) {
			return asItIs
		}
		text := code[at : at+len(t.Value)] // a part of code, so that the token's own bytes can go
		at += len(text)
		tokens = appendToken(tokens, code, at, kindOf(t.Type), text)
	}
	if at != len(code) {
		return asItIs
	}
	return tokens
}

// appendToken appends text, which ends at code[at], joined to the token before where that has the same kind.
func appendToken(tokens []Token, code string, at int, kind Kind, text string) []Token {
	if text == "" {
		return tokens
	}
	if n := len(tokens) - 1; n >= 0 {
		if last := &tokens[n]; last.Kind == kind {
			last.Text = code[at-len(text)-len(last.Text) : at]
			return tokens
		}
	}
	return append(tokens, Token{kind, text})
}

// kindOf maps chroma's types of token to the few colours.
func kindOf(t chroma.TokenType) Kind {
	switch t {
	case chroma.KeywordConstant, chroma.NameConstant, chroma.NameEntity, chroma.LiteralDate, chroma.GenericDeleted:
		return Number
	case chroma.KeywordType, chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameClass, chroma.NameBuiltin, chroma.NameAttribute, chroma.NameDecorator,
		chroma.NameException, chroma.NameProperty, chroma.NameVariable, chroma.NameVariableGlobal, chroma.NameVariableInstance, chroma.CommentPreprocFile, chroma.GenericSubheading:
		return Name
	case chroma.NameTag, chroma.OperatorWord, chroma.CommentPreproc, chroma.GenericHeading, chroma.NameKeyword, chroma.NamePseudo:
		return Keyword
	case chroma.GenericInserted:
		return String
	case chroma.GenericPrompt:
		return Comment
	}
	switch t.Category() {
	case chroma.Keyword:
		return Keyword
	case chroma.Comment:
		return Comment
	case chroma.Literal:
		if t.SubCategory() == chroma.LiteralNumber {
			return Number
		}
		return String
	}
	return Plain
}
