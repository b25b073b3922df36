package highlight

import (
	"archive/zip"
	_ "embed"
	"encoding/xml"
	"io/fs"
	"regexp/syntax"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

//go:embed lexers.zip
var archive string

// A lexer splits one language. Its definitions are read at its first use, and not changed after.
type lexer struct {
	file     string
	once     sync.Once
	base     *chroma.RegexLexer // nil: unreadable
	registry *chroma.LexerRegistry
	endLine  bool // the definitions want the text to end in a newline
	compiled chroma.CompiledRules
	states   map[string][]rule
}

// A rule is a rule of chroma with what lets most attempts to match it be left out.
type rule struct {
	*chroma.CompiledRule
	first  firstSet
	sight  sight
	kind   Kind // of the match, when simple
	simple bool // the whole match is one token
}

// load reads the definitions. A definition that cannot be read leaves the language without colours.
func (l *lexer) load() {
	defer func() {
		if recover() != nil {
			l.base = nil
		}
	}()
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		return
	}
	var seize capture
	base, config := open(files, l.file, &seize)
	if _, err := base.Rules(); err != nil { // compiles them
		return
	}
	l.compiled, l.endLine = seize.rules, config.EnsureNL
	flags := syntax.Flags(0)
	if config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	if config.DotAll {
		flags |= syntax.DotNL
	}
	l.states = map[string][]rule{}
	for name, rules := range l.compiled {
		for _, r := range rules {
			own := rule{CompiledRule: r, first: firstOf(r.Pattern, flags), sight: sightOf(r.Pattern, flags)}
			if t, ok := r.Type.(chroma.TokenType); ok {
				own.kind, own.simple = kindOf(t), true
			}
			l.states[name] = append(l.states[name], own)
		}
	}
	// Each language has a registry of its own with the languages that stand inside it: chroma looks them
	// up by name while it splits, and a registry may not grow meanwhile.
	l.registry = chroma.NewLexerRegistry()
	l.registry.Register(base)
	seen := map[string]bool{l.file: true}
	var add func(file string)
	add = func(file string) {
		for _, in := range innerLanguages(file) {
			if !seen[in] {
				seen[in] = true
				lex, _ := open(files, in, nil)
				l.registry.Register(lex)
				add(in)
			}
		}
	}
	add(l.file)
	l.base = base
}

// open reads the definitions of a file. It panics when they cannot be read.
func open(files fs.FS, file string, seize *capture) (*chroma.RegexLexer, *chroma.Config) {
	def := struct {
		Config chroma.Config `xml:"config"`
		Rules  chroma.Rules  `xml:"rules"`
	}{Config: chroma.Config{Name: file, EnsureNL: true}, Rules: ownRules(file)}
	if def.Rules == nil {
		data, err := fs.ReadFile(files, file)
		if err == nil {
			err = xml.Unmarshal(data, &def)
		}
		if err != nil {
			panic(err)
		}
	}
	if seize != nil {
		def.Rules["\x00"] = []chroma.Rule{{Mutator: seize}}
	}
	return chroma.MustNewLexer(&def.Config, func() chroma.Rules { return def.Rules }), &def.Config
}

// A capture is a rule in a state that is never entered. chroma hands its compiled rules to rules
// that want to change them; this one keeps them and takes itself away.
type capture struct{ rules chroma.CompiledRules }

func (c *capture) Mutate(*chroma.LexerState) error { return nil }

func (c *capture) MutateLexer(rules chroma.CompiledRules, state string, _ int) error {
	c.rules = rules
	delete(rules, state)
	return nil
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
