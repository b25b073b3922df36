package ext

import (
	"platen/convert/markdown/internal/build"
)

// All returns all extensions. Their hooks run in this order.
func All() []*build.Extension {
	return []*build.Extension{
		// The text before it is parsed.
		&FrontMatter, &TitleBlock, &Variables, &Includes, &Snippets, &JSX, &Remarks, &CodeImports, &Quarto, &SpacedAddresses,
		// Blocks of lines.
		&HeadingAttributes, &HeadingIDs, &FenceAnchors, &FencedDivs, &AnyNote, &DefinitionLists, &TildeDefinitions, &Tables, &ExtraCells, &CodeBars, &Admonitions, &ContentTabs,
		&SlashBlocks, &APIBlocks, &LineBlocks, &Components, &DITAElements, &ClassNotes, &RawAttributes, &Footnotes, &FancyLists, &Shortcodes, &Liquid, &HTMLElements, &MarkdownInHTML,
		// Marks in a line.
		&Strikethrough, &DoubleTildes, &CJKEmphasis, &SpacedBold, &TaskLists, &ImageSizes, &InlineNotes, &Superscript, &Subscript, &Keys, &Critic, &Marks, &Inserts,
		&WikiLinks, &WikiWords,
		&MathDollars, &MathBackslash, &MathDoubleBackslash, &Autolinks, &Emoji, &Icons, &SmartSymbols, &Smart, &AllSymbolsEscapable, &ImplicitHeaderReferences,
		// What is made of quotes, code, paragraphs, tables and elements.
		&Callouts, &Alerts, &QuoteNotes, &LabelNotes, &DocsifyNotes, &NoteDivs,
		&MathFences, &FourSpaceLists, &CodeAttributes, &HiddenLines, &CodeMeta,
		&BracketedSpans, &AttributeLists, &BlockIDs, &Abbreviations,
		&TOCMarker, &PageBreaks, &ThemeImages, &Figures, &ImplicitFigures, &BoldNotes, &TableCaptions, &Tabs,
		// Other tools' forms that are replaced by ours.
		&DocFX, &MyST,
	}
}
