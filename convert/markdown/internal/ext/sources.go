package ext

import (
	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/source"
)

var FrontMatter = build.Extension{
	Name: "front_matter", Doc: "YAML between --- lines or TOML between +++ lines at the top",
	Source: source.FrontMatter,
}

var TitleBlock = build.Extension{
	Name: "title_block", Doc: "Title, authors and date behind % at the top (pandoc)",
	Source: source.TitleBlock,
}

var Includes = build.Extension{
	Name: "includes", Doc: "Files included by {{#include file}} (mdBook)",
	Source: source.Includes,
	Seen: build.Sign{Starts: "{", Code: true, Look: func(s *build.Sight) { // code is what mdBook's guides include most
		if s.Starts("{{#include ", "{{#rustdoc_include ", "{{#playground ") {
			s.Found()
		}
	}},
}

var Snippets = build.Extension{
	Name: "snippets", Doc: "Files included by --8<-- \"file\" (MkDocs)",
	Source: source.Snippets,
	Seen: build.Sign{Starts: "-", Look: func(s *build.Sight) {
		if s.Starts(`--8<-- "`, "--8<-- '") {
			s.Found()
		}
	}},
}

var DocFX = build.Extension{
	Name: "docfx", Doc: "DocFX: [!INCLUDE], ::: images, code, zones and columns, [!div] and [!VIDEO], tabs under # [Title](#tab/name)",
	Source:  source.DocFX,
	Parsers: colons,
	Blocks:  tabGroups,
	Seen: build.Sign{Starts: "[>#:", Look: func(s *build.Sight) {
		if source.SeenDocFX(s.Line) {
			s.Found()
		}
	}},
}

var MyST = build.Extension{
	Name: "myst", Doc: "MyST: directives in fences such as ```{note}, roles such as {ref}`label`, labels (name)= (Jupyter Book, Sphinx)",
	Source:  source.MyST,
	Parsers: colons,
	Blocks:  tabGroups,
	Seen: build.Sign{Starts: "`~", Look: func(s *build.Sight) {
		if source.SeenMyST(s.Line) {
			s.Found()
		}
	}},
}

var Remarks = build.Extension{
	Name: "remarks", Doc: "What stands between %% and %% is left out (Obsidian)",
	Source: source.Remarks,
}

var Variables = build.Extension{
	Name: "variables", Doc: "Values by their names, {{ name }}, from front matter, the project file and -M (MkDocs macros)",
	Source: source.Variables,
}

var CodeImports = build.Extension{
	Name: "code_imports", Doc: "Files and regions included by <!--@include: file#region{2,5}--> and <<< file (VitePress)",
	Source: source.VitePress,
}

var SpacedAddresses = build.Extension{
	Name: "spaced_addresses", Doc: "Addresses with blanks: [words](My page.md) (Python-Markdown)",
	Source: source.SpacedAddresses,
}
