package highlight

import "github.com/alecthomas/chroma/v2"

// ownRules returns the rules of languages that chroma defines in code instead of in a file; nil for the others.
// They are short on purpose: enough to tell words, strings, numbers and comments apart.
func ownRules(file string) chroma.Rules {
	switch file {
	case "go":
		return goRules()
	case "markdown":
		return markdownRules()
	case "http":
		return httpRules()
	}
	return nil
}

// fewerWays maps patterns that the engine may try in more ways than there are steps for, on code as people write it, to
// ones that match the same in few.
var fewerWays = map[string]string{
	`([>|](?:[+-])?)(\n(^ {1,})(?:(?:.*\n*(?:^\3 *).*)+|.*))`: `([>|](?:[+-])?)(\n( +)(?:[^ \n].*)?(?:\n+(?=\3) .*)*)`, // blocks of text in YAML
}

func goRules() chroma.Rules {
	return chroma.Rules{"root": {
		{Pattern: `\s+`, Type: chroma.Text},
		{Pattern: `//[^\n]*`, Type: chroma.CommentSingle},
		{Pattern: `/\*[\s\S]*?\*/`, Type: chroma.CommentMultiline},
		{Pattern: "`[^`]*`", Type: chroma.LiteralString},
		{Pattern: `"(?:\\.|[^"\\\n])*"`, Type: chroma.LiteralString},
		{Pattern: `'(?:\\.[^'\n]*|[^'\\\n])'`, Type: chroma.LiteralStringChar},
		{Pattern: `(?:break|case|chan|const|continue|default|defer|else|fallthrough|for|func|go|goto|if|import|interface|map|package|range|return|select|struct|switch|type|var)\b`, Type: chroma.Keyword},
		{Pattern: `(?:true|false|nil|iota)\b`, Type: chroma.KeywordConstant},
		{Pattern: `(?:any|bool|byte|comparable|complex64|complex128|error|float32|float64|int|int8|int16|int32|int64|rune|string|uint|uint8|uint16|uint32|uint64|uintptr)\b`, Type: chroma.KeywordType},
		{Pattern: `[\p{L}_][\p{L}\p{Nd}_]*(?=\()`, Type: chroma.NameFunction},
		{Pattern: `[\p{L}_][\p{L}\p{Nd}_]*`, Type: chroma.NameOther},
		{Pattern: `0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?i?`, Type: chroma.LiteralNumber},
		{Pattern: `[^\s\w"'` + "`" + `/]+|.`, Type: chroma.Punctuation},
	}}
}

func markdownRules() chroma.Rules {
	return chroma.Rules{"root": {
		{Pattern: `^(?:` + "```|~~~" + `)[^\n]*\n[\s\S]*?(?:^(?:` + "```|~~~" + `)[ \t]*(?:\n|\Z)|\Z)`, Type: chroma.LiteralString},
		{Pattern: `^#{1,6}[ \t][^\n]*`, Type: chroma.Keyword},
		{Pattern: `^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t])`, Type: chroma.Keyword},
		{Pattern: `^[ \t]*>`, Type: chroma.Comment},
		{Pattern: `<!--[\s\S]*?-->`, Type: chroma.Comment},
		{Pattern: "(`+)(?!`)[^\\n]*?(?<!`)\\1(?!`)", Type: chroma.LiteralString},
		{Pattern: `(!?\[[^\]\n]*\])(\([^)\n]*\)|\[[^\]\n]*\])`, Type: chroma.ByGroups(chroma.NameFunction, chroma.LiteralString)},
		{Pattern: `\*\*[^*\n]+\*\*|__[^_\n]+__`, Type: chroma.Keyword},
		{Pattern: `\n|[^\n` + "`" + `!\[*_<]+|.`, Type: chroma.Text},
	}}
}

func httpRules() chroma.Rules {
	return chroma.Rules{
		"root": {
			{Pattern: `([A-Z]+)( +)(\S+)( +)(HTTP/[\d.]+)(\n|\Z)`, Type: chroma.ByGroups(chroma.Keyword, chroma.Text, chroma.NameFunction, chroma.Text, chroma.Comment, chroma.Text), Mutator: chroma.Push("headers")},
			{Pattern: `(HTTP/[\d.]+)( +)(\d{3})([^\n]*)(\n|\Z)`, Type: chroma.ByGroups(chroma.Keyword, chroma.Text, chroma.LiteralNumber, chroma.Text, chroma.Text), Mutator: chroma.Push("headers")},
			{Pattern: `[^\n]*\n?`, Type: chroma.Text},
		},
		"headers": {
			{Pattern: `([\w-]+)( *:)([^\n]*)(\n|\Z)`, Type: chroma.ByGroups(chroma.NameAttribute, chroma.Punctuation, chroma.LiteralString, chroma.Text)},
			{Pattern: `\n`, Type: chroma.Text, Mutator: chroma.Pop(1)},
			{Pattern: `[^\n]*\n?`, Type: chroma.Text},
		},
	}
}
