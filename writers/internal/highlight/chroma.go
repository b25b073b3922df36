package highlight

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/xml"
	"io/fs"
	"math"
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
	config   *chroma.Config
	seize    capture
	ready    sync.Once
	compiled chroma.CompiledRules
	states   map[string][]rule
	family   []*lexer // the languages that stand inside it, and it
}

// A rule is a rule of chroma with what lets most attempts to match it be left out.
type rule struct {
	*chroma.CompiledRule
	first  firstSet
	sight  sight
	maze   *maze // nil: an attempt looks at each character once
	back   bool  // it looks back over any length
	kind   Kind  // of the match, when simple
	simple bool  // the whole match is one token
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
	l.family = []*lexer{l}
	seen := map[string]bool{l.file: true}
	for i := 0; i < len(l.family); i++ {
		in := l.family[i]
		in.base, in.config = open(files, in.file, &in.seize)
		for _, file := range innerLanguages(in.file) {
			if !seen[file] {
				seen[file] = true
				l.family = append(l.family, &lexer{file: file})
			}
		}
	}
	l.ready.Do(l.compile)
}

// compile reads the rules. It panics when they contradict themselves.
func (l *lexer) compile() {
	l.base.MustRules() // compiles them
	l.compiled = l.seize.rules
	flags := syntax.Flags(0)
	if l.config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	if l.config.DotAll {
		flags |= syntax.DotNL
	}
	l.states = map[string][]rule{}
	for name, rules := range l.compiled {
		for _, r := range rules {
			if r.Regexp != nil {
				r.Regexp.MatchTimeout = math.MaxInt64 // none: chroma sets 250 ms
			}
			own := rule{CompiledRule: r, first: firstOf(r.Pattern, flags), sight: sightOf(r.Pattern, flags)}
			own.maze, own.back = mazeOf(r.Pattern, flags), looksFarBack(r.Pattern)
			if t, ok := r.Type.(chroma.TokenType); ok {
				own.kind, own.simple = kindOf(t), true
			}
			l.states[name] = append(l.states[name], own)
		}
	}
}

// open reads the definitions of a file. It panics when they cannot be read.
func open(files fs.FS, file string, seize *capture) (*chroma.RegexLexer, *chroma.Config) {
	def := struct {
		Config chroma.Config `xml:"config"`
		Rules  chroma.Rules  `xml:"rules"`
	}{Config: chroma.Config{Name: file, EnsureNL: true}, Rules: ownRules(file)}
	if def.Rules == nil {
		data, err := fs.ReadFile(files, file)
		if seize != nil {
			data = bytes.ReplaceAll(data, []byte(`<usingself state="`), []byte(`<using lexer="`+self))
		}
		if err == nil {
			err = xml.Unmarshal(data, &def)
		}
		if err != nil {
			panic(err)
		}
	}
	for _, rules := range def.Rules {
		for i := range rules {
			if p, ok := fewerWays[rules[i].Pattern]; ok {
				rules[i].Pattern = p
			}
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
