package markdown

// allExtensions returns all extensions. Their hooks run in this order.
func allExtensions() []*extn {
	return []*extn{
		// The text before it is parsed.
		&frontMatterExt, &titleBlockExt, &includesExt, &snippetsExt, &jsx,
		// Blocks of lines.
		&headingAttributes, &fenceAnchors, &fencedDivs, &anyNote, &definitionLists, &tables, &extraCellsExt, &admonitions, &contentTabs,
		&slashBlocks, &lineBlocks, &classNotes, &rawAttributes, &footnotes, &fancyLists, &hugo, &liquid, &markdownInHTML,
		// Marks in a line.
		&strikethrough, &doubleTildes, &taskLists, &imageSizes, &inlineNotes, &superscript, &subscript, &keysExt, &critic, &marks, &inserts,
		&mathDollars, &mathBackslash, &mathDouble, &autolinks, &emoji, &icons, &smartSymbols, &smartQuotes,
		// What is made of quotes, code, paragraphs, tables and elements.
		&callouts, &alerts, &quoteNotes, &noteDivs,
		&mathFences, &fourSpaceLists, &codeAttributes, &hiddenLines, &codeMeta,
		&bracketedSpans, &attributeLists, &abbreviationsExt,
		&tocMarkers, &pageBreaks, &themeImages, &figures, &implicitFigures, &boldNotes, &tableCaptions, &tabs,
		// Other tools' forms that are replaced by ours.
		&docfxExt, &mystExt,
	}
}
