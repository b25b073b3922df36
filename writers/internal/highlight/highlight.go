// Package highlight splits code into coloured runs. It never changes the text.
package highlight

// A Kind is a colour class. There are five hues at most.
type Kind int8

// The kinds.
const (
	Plain   Kind = iota
	Keyword      // keywords, operators that are words, tags
	Name         // functions, types, attributes
	String       // strings, characters, regular expressions
	Number       // numbers, constants
	Comment      // comments
)

// A Token is a run of code of one kind.
type Token struct {
	Kind Kind
	Text string
}

// Tokens returns the code as runs. A run of them holds the whole text in order.
func Tokens(lang, code string) []Token { return []Token{{Plain, code}} }
