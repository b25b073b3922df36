package markdown

import "platen/convert/markdown/internal/limit"

// Limits protect against hostile input. A zero field means the default.
type Limits struct {
	PageBytes   int // bytes of one page; 32 MiB
	Depth       int // nesting of containers; 32
	DepthBlanks int // container depth × blank lines inside it; 100,000
	InlineBytes int // bytes of one inline block; 256 KiB
	Delimiters  int // link openers and delimiters in one inline block; 5,000
	Columns     int // columns of a table; 256
	Cells       int // filled cells of a page's tables; 262,144
	Definitions int // reference and footnote definitions of a page; 10,000
	Nodes       int // blocks, lines and marks of a page; 1,000,000
	Seconds     int // seconds of work a page, counted and not by a clock; 30
}

// A LimitError says which limit a page passed.
type LimitError struct {
	Limit string // the flag's name without dashes: "limit-depth"
	Value int    // the limit
	Line  int    // where, from 1; 0 unknown
	What  string // "containers nested 40 deep"
}

func (e *LimitError) Error() string {
	return (*limit.Error)(e).Error()
}

// Settings are what a project file says about the syntax of its pages.
type Settings struct {
	// HiddenPrefixes are what hidden lines of code begin with, by language (book.toml, output.html.code.hidelines).
	HiddenPrefixes map[string]string
	// SnippetFolders are where snippets are looked for, relative to the source root; none: the root itself.
	SnippetFolders []string
	// SnippetsAppended are files that every page ends with (mkdocs.yml, pymdownx.snippets.auto_append).
	SnippetsAppended []string
	// NoIncludeTags and NoIncludeMarks say that nothing of the project reads {% include "file" %} and {! file !} (mkdocs.yml).
	NoIncludeTags, NoIncludeMarks bool
	// DedentSnippets takes the indentation off parts of files that are included.
	DedentSnippets bool
	// Slug is the tool whose rule headings get their ids by, in place of the dialect's; SlugSeparator what stands
	// between the words of an id (mkdocs.yml, toc).
	Slug, SlugSeparator string
	// Substitutions are the words that stand for {{ name }}, by name (myst_substitutions).
	Substitutions map[string]string
	// PagesFolder is where the pages lie, relative to the source root.
	PagesFolder string
	// Variables are what templates can name: "site.title" (Jekyll), "version" (Hugo, params). Names are in lower case.
	Variables map[string]string
	// Given are values that win over those of the page and the project, as -M sets them.
	Given map[string]string
}
