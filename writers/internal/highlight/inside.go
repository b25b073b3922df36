package highlight

import (
	"errors"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// self begins the name by which rules call a state of their own language.
const self = "="

// maxDepth bounds languages inside languages.
const maxDepth = 50

// inside returns the languages that the rules call by name. chroma would split their code with its own loop, which has
// no bound; these split it as a part of the run.
func (r *run) inside() *chroma.LexerRegistry {
	registry := chroma.NewLexerRegistry()
	for _, l := range r.family {
		registry.Register(&part{run: r, lexer: l, config: l.config})
	}
	for state := range r.states {
		registry.Register(&part{run: r, lexer: r.lexer, state: state, config: &chroma.Config{Name: self + state}})
	}
	return registry
}

// A part is a language inside the code of a run. It implements [chroma.Lexer].
type part struct {
	*run
	lexer  *lexer
	state  string // "": as the caller wants
	config *chroma.Config
}

// Config implements [chroma.Lexer].
func (in *part) Config() *chroma.Config { return in.config }

// SetRegistry implements [chroma.Lexer].
func (in *part) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return in }

// SetAnalyser implements [chroma.Lexer].
func (in *part) SetAnalyser(func(string) float32) chroma.Lexer { return in }

// AnalyseText implements [chroma.Lexer].
func (in *part) AnalyseText(string) float32 { return 0 }

// Tokenise implements [chroma.Lexer]. Its work is work of the run around it.
func (in *part) Tokenise(options *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	state, nested := "root", false
	if options != nil {
		state, nested = options.State, options.Nested
	}
	if in.state != "" {
		state = in.state
	}
	in.lexer.ready.Do(in.lexer.compile)
	outer := in.run
	if outer.depth >= maxDepth {
		return nil, errors.New("languages stand too deep in each other")
	}
	r := &run{lexer: in.lexer, code: text, family: outer.family, depth: outer.depth + 1, work: outer.work + len(text)}
	err := r.all(state, !nested && in.lexer.config.EnsureNL && !strings.HasSuffix(text, "\n"))
	outer.work = r.work
	if err != nil {
		return nil, err
	}
	tokens := make([]chroma.Token, 0, len(r.tokens))
	for _, t := range r.tokens {
		tokens = append(tokens, chroma.Token{Type: typeOf(t.Kind), Value: t.Text})
	}
	return chroma.Literator(tokens...), nil
}

// typeOf is a type of chroma's that [kindOf] maps to the kind.
func typeOf(k Kind) chroma.TokenType {
	switch k {
	case Keyword:
		return chroma.Keyword
	case Name:
		return chroma.NameFunction
	case String:
		return chroma.LiteralString
	case Number:
		return chroma.LiteralNumber
	case Comment:
		return chroma.Comment
	}
	return chroma.Text
}
