package source

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
