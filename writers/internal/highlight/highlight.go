// Package highlight splits code into coloured runs. It never changes the text.
//
// The languages are those of chroma. Its lexer definitions are embedded as one archive and each is read when
// its language is first met: chroma's own package of lexers registers all of them when a program starts, 7 ms
// of processor time that every run of the command would pay. Run "go generate" after an update of chroma.
package highlight

//go:generate go run gen.go

import (
	"encoding/json"
	"strings"
	"sync"
)

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

// MaxBytes is the length of the longest code that is coloured.
const MaxBytes = 64 << 10

// Tokens returns the code as runs, whose texts make up the whole code in order. Code is coloured by the language
// that lang names ("go", "YAML", "rust,ignore"); without a name only where it is surely JSON, XML or a terminal session.
// Equal code is split only once. Tokens may be called from many goroutines; nobody may change its result.
func Tokens(lang, code string) []Token {
	if code == "" {
		return nil
	}
	if len(code) > MaxBytes {
		return []Token{{Plain, code}}
	}
	file := language(lang)
	if lang == "" {
		file = guess(code)
	}
	if (file == "bash.xml" || file == "fish.xml") && prompt(code) > 0 {
		file = session
	}
	switch file {
	case "", plain:
		return []Token{{Plain, code}}
	case session:
		return sessionTokens(code)
	case jsonText:
		return jsonTokens(code)
	}
	return memo.tokens(file, code)
}

// Known reports whether the language has a name here. Names of plain text are known too.
func Known(lang string) bool { return language(lang) != "" }

// Stand-ins for files of definitions, for what is split by code of ours or not at all.
const (
	plain    = "-"
	session  = "session"
	jsonText = "json"
)

// guess finds the language of code without a name by signs that do not err.
func guess(code string) string {
	s := strings.TrimLeft(code, " \t\n")
	switch {
	case s == "":
	case s[0] == '{' || s[0] == '[':
		if json.Valid([]byte(code)) && strings.ContainsAny(code, "\":") {
			return jsonText
		}
	case strings.HasPrefix(s, "<?xml"):
		return "xml.xml"
	case s[0] == '$' && prompt(s) > 0:
		return session
	}
	return plain
}

// language returns the file of definitions for a language's name, "" when it is unknown.
func language(name string) string {
	if i := strings.IndexAny(name, ", {"); i >= 0 {
		name = name[:i]
	}
	name = strings.TrimPrefix(name, ".")
	name = strings.TrimPrefix(strings.ToLower(name), "language-")
	if f := fileOf(name); f != "" {
		return f
	}
	return fileOf(strings.TrimSuffix(name, "-vue")) // VitePress: code of a language in which {{ }} counts
}

func fileOf(name string) string {
	lo, hi := 0, len(languages)
	for lo < hi {
		if mid := (lo + hi) / 2; languages[mid].name < name {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(languages) && languages[lo].name == name {
		return languages[lo].file
	}
	return ""
}

// memo holds what was split before. It is shared by all writers of a run, and its content never
// shows: a result depends on the code alone.
var memo store

// memoBytes bounds the code that memo keeps.
const memoBytes = 8 << 20

type store struct {
	mu     sync.Mutex
	lexers map[string]*lexer
	done   map[key][]Token
	bytes  int
}

type key struct{ file, code string }

func (s *store) tokens(file, code string) []Token {
	k := key{file, code}
	s.mu.Lock()
	if t, ok := s.done[k]; ok {
		s.mu.Unlock()
		return t
	}
	l := s.lexers[file]
	if l == nil {
		if s.lexers == nil {
			s.lexers = map[string]*lexer{}
		}
		l = &lexer{file: file}
		s.lexers[file] = l
	}
	s.mu.Unlock()
	t := l.split(code)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bytes += len(code); s.done == nil || s.bytes > memoBytes {
		s.done, s.bytes = map[key][]Token{}, len(code)
	}
	s.done[k] = t
	return t
}
