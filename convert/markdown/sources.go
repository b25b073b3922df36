package markdown

var frontMatterExt = extn{
	Name: "front_matter", Doc: "YAML between --- lines or TOML between +++ lines at the top",
	Source: frontMatter,
}

var titleBlockExt = extn{
	Name: "title_block", Doc: "Title, authors and date behind % at the top (pandoc)",
	Source: titleBlock,
}

var includesExt = extn{
	Name: "includes", Doc: "Files included by {{#include file}} (mdBook)",
	Source: includes,
	Seen: sign{Starts: "{", Code: true, Look: func(s *sight) { // code is what mdBook's guides include most
		if s.Starts("{{#include ", "{{#rustdoc_include ", "{{#playground ") {
			s.Found()
		}
	}},
}

var snippetsExt = extn{
	Name: "snippets", Doc: "Files included by --8<-- \"file\" (MkDocs)",
	Source: snippets,
	Seen: sign{Starts: "-", Look: func(s *sight) {
		if s.Starts(`--8<-- "`, "--8<-- '") {
			s.Found()
		}
	}},
}

var docfxExt = extn{
	Name: "docfx", Doc: "DocFX: [!INCLUDE], ::: images, code, zones and columns, [!div] and [!VIDEO], tabs under # [Title](#tab/name)",
	Source:  docfx,
	Parsers: colons,
	Blocks:  (*conv).tabGroups,
	Seen: sign{Starts: "[>#:", Look: func(s *sight) {
		if seenDocFX(s.Line) {
			s.Found()
		}
	}},
}

var mystExt = extn{
	Name: "myst", Doc: "MyST: directives in fences such as ```{note}, roles such as {ref}`label`, labels (name)= (Jupyter Book, Sphinx)",
	Source:  directives,
	Parsers: colons,
	Blocks:  (*conv).tabGroups,
	Seen: sign{Starts: "`~", Look: func(s *sight) {
		if seenMyST(s.Line) {
			s.Found()
		}
	}},
}
