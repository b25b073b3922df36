package dita

import (
	"strings"

	"platen/convert/tree"
)

// looksUpTitles are headings of what is looked up, and besideTitles those that such pages have as well. They are English,
// as the pages that programs make are.
var (
	looksUpTitles = set(strings.Split("synopsis|syntax|request syntax|request parameters|uri request parameters|request body|request headers|request elements|"+
		"response syntax|response elements|response headers|response body|parameters|arguments|positional arguments|options|global options|flags|properties|"+
		"attributes|fields|methods|return value|return values|returns|exit codes|exit status|exit code|environment variables|"+
		"type parameters|constructors|events|enum values|inherited members|query parameters|path parameters|request|response|responses|status codes", "|")...)
	besideTitles = set(strings.Split("name|description|usage|example|examples|see also|errors|exceptions|notes|remarks|note|related|see also:|contents|"+
		"definition|version|history|author|authors|files|bugs|copyright|namespace|assembly|applies to|requirements|commands|subcommands|output|inputs|outputs|"+
		"command|aliases|defaults|default|type|summary|signature|details|overview|throws|permissions", "|")...)
)

// looksUp reports whether a page is to be looked things up in: its sections are those of a command, a type or a call.
func (pl *planner) looksUp(o *tree.Outline) bool {
	sections := o.Root.Sections
	if len(sections) == 1 {
		sections = sections[0].Sections
	}
	found, beside, all := 0, 0, 0
	for _, s := range sections {
		if s.Inside {
			continue
		}
		if classKind(s.Heading.Attr) != "" {
			return false
		}
		all++
		title := strings.ToLower(strings.Trim(tree.PlainText(s.Title), " :"))
		switch {
		case looksUpTitles[title], title == "contents" && defines(s.Blocks):
			found++
		case besideTitles[title]:
			beside++
		}
	}
	return found > 0 && found+beside == all && all > 1 || found > 1 && (found+beside)*4 >= all*3
}

// defines reports whether blocks are names with what they mean: most begin with a bold word or code on a line of its own.
func defines(blocks []tree.Block) bool {
	n := 0
	for _, b := range blocks {
		par, ok := b.(*tree.Paragraph)
		if !ok || len(par.Inlines) < 2 {
			continue
		}
		switch par.Inlines[0].(type) {
		case *tree.Strong, *tree.Code:
			n++
		}
	}
	return n > 0 && n*2 > len(blocks)
}
