package tree

import "strings"

// A CodeHelp is what a reader of a finding wants to know beyond its sentence.
type CodeHelp struct {
	Example string // lines of a source, or a command line, that have it
	Cause   string // why it mostly comes about
	Cure    string // what to do
}

// Text returns the help as paragraphs of plain text, its example indented.
func (h CodeHelp) Text() string {
	if h.Example == "" {
		return ""
	}
	return "Example:\n\n    " + strings.ReplaceAll(h.Example, "\n", "\n    ") + "\n\nCause: " + h.Cause + "\n\nCure: " + h.Cure + "\n"
}

// Markdown returns the help as Markdown, its example in a fence.
func (h CodeHelp) Markdown() string {
	if h.Example == "" {
		return ""
	}
	return "````\n" + h.Example + "\n````\n\n**Cause:** " + h.Cause + "\n\n**Cure:** " + h.Cure + "\n"
}

// Help returns the example, the usual cause and the cure of a code; nothing for a name that is no code.
func (c DiagCode) Help() CodeHelp {
	if h, ok := sourceHelp()[c]; ok {
		return h
	}
	return runHelp()[c]
}

// sourceHelp are the codes of what stands in the pages.
func sourceHelp() map[DiagCode]CodeHelp {
	return map[DiagCode]CodeHelp{
		AnchorMissing: {"See [the limits](limits.md#hard-limits).", "A heading was renamed, and links to it were not.",
			"Take the anchor that the hint proposes, or give the heading the old id: `## Limits {#hard-limits}` or `<a name=\"hard-limits\"></a>`."},
		ActiveFile: {"[the demo](demo/index.html)", "The guide links a page of HTML or a script that lies beside it.",
			"Link a page of the guide instead, or pass --allow-html when you wrote the file yourself."},
		BadAddress:  {"[the site](https:/example.com/a)", "A sign of the address is missing or doubled.", "Write the address as a browser shows it."},
		BadEncoding: {"Gr\\xFC\\xDFe", "The file was saved in an encoding of one byte a letter.", "Save it as UTF-8, as with `iconv -f latin1 -t utf-8`."},
		BadMetadata: {"---\ntitle: Setup: the first hour\n---", "A value with a colon, a tab or an open quotation mark stands in YAML without quotation marks.",
			"Put the value in quotation marks: `title: \"Setup: the first hour\"`."},
		BadScheme: {"[run it](javascript:start())", "The address names a protocol that readers' programs may obey.", "Link a page that says what to do."},
		ConditionsOpen: {"<span audience=\"novice\">Ask for help.</span><span audience=\"expert\">Read the log.</span>",
			"The guide has text for several groups of readers, and the command line does not say for which one this output is.",
			"Choose, as with `--include-if audience=novice`; or convert to DITA, which keeps both apart."},
		ContentsMissing: {"- [Install](instal.md)", "A page was renamed or removed, and the contents list was not changed.", "Mend the entry, or take it out."},
		ControlChar:     {"a form feed between two words", "The text was pasted out of a terminal, a PDF or a word processor.", "Delete the character; the finding has its place."},
		DeadLink: {"[Install](instal.md)", "A page was renamed or moved, or the address is misspelt.",
			"Take the name that the hint proposes. When the link is right on the finished site, say with `sites:` in platen.yaml where its prefix leads."},
		DeadLinks: {"[Install](/latest/install/)", "The folder is one part of a site, and the links lead to its other parts; or they are written for a tool that was not recognised.",
			"Convert the project's folder, not a folder inside it; name the dialect with -f; or say with `sites:` in platen.yaml where a prefix leads."},
		DeadReference: {"See [the guide][setup].", "The definition `[setup]: …` stands on another page, or its label is spelt otherwise.",
			"Add the definition to this page. Where brackets are meant as text, write `\\[`."},
		DialectChosen: {"platen guide/ -t html", "No -f was given, so the project's files and the pages themselves were looked at.", "Nothing; or pass -f NAME, or `from: NAME` in platen.yaml, to choose."},
		DrawingParts: {"![the network](network.svg)", "The drawing has what a PDF does not know, as blurred shadows, or loads something from another file.",
			"Draw it without that part, put files into the drawing when it is saved, or show it as a PNG."},
		DuplicateID:  {"## Setup {#s}\n\n## Server {#s}", "A part of the page was copied with its id.", "Give one of them another id."},
		HeadingEmpty: {"## <!-- to be written -->", "The words were deleted or stand in a comment.", "Give the heading words, or delete it."},
		HeadingSkip:  {"## Setup\n\n#### Server", "A level was chosen for its size.", "Use the next level: `### Server`."},
		HTMLCleaned:  {"<button onclick=\"go()\">Start</button>", "The page has HTML that runs code or loads from elsewhere.", "Take it out, or pass --allow-html when all of the guide is yours."},
		ImageBad:     {"![the plan](plan.png)", "The file was cut short, is another kind than its name says, or has more pixels than the limit.", "Save it again from the program that made it."},
		ImageMissing: {"![the plan](img/pla.png)", "The file was renamed, or was not committed.", "Take the name that the hint proposes, or add the file."},
		ImageRemote: {"![build](https://example.com/badge.svg)", "The image is shown from another server. Nothing is loaded over the network while converting.",
			"Put a copy into the guide when outputs should carry it."},
		LeftOut:       {"platen guide/ -t html --include-if audience=novice", "The command line chose a group of readers, and this text is for another.", "Nothing, when that was meant."},
		LinkCase:      {"[Install](Install.md), and the file is install.md", "The page was written where names of files do not tell capitals apart.", "Spell the link as the file is spelt."},
		LinkOutside:   {"[Setup](../admin/setup.md)", "The link leaves the folder that is converted.", "Convert the folder above it, or say with --base-url or `sites:` where it can be read."},
		MathUnknown:   {"```math\n\\unitvec{x} = 1\n```", "The formula has a command of a package that is not there, or braces that do not match.", "Define the command: `macros:` in the front matter, or `\\newcommand` in a formula before it."},
		MDXCode:       {"<Chart data={points} />", "The page is MDX, and this part of it is a program.", "Nothing, when its words are all there; else say with words what the component shows."},
		NoAlt:         {"![](plan.png)", "The image has no description, so that who cannot see it gets nothing.", "Say what it shows: `![Plan of the network](plan.png)`; for an ornament, `<img src=\"line.png\" alt=\"\">`."},
		NotInContents: {"a page changes.md, and no entry for it", "The page was added, and the contents list was not changed.", "Add an entry; or leave the page out with `exclude:` in platen.yaml."},
		NoteUnused:    {"[^1]: As of March.", "The sentence with `[^1]` was deleted.", "Delete the note, or refer to it."},
		OutsideRoot: {"![logo](../../brand/logo.png)", "The path leads above the folder that was given. Nothing is read there, since a stranger's guide could name any file.",
			"Give the folder above as input."},
		Placeholder: {"Type install <name>.", "Angle brackets stand for something to fill in.", "Write it as code, `<name>`, or with a backslash."},
		Plugin:      {"::: package.module.Class", "The site of the guide fills this place from source code by a plugin.", "Nothing here; the address of the finished reference can stand beside it."},
		RawSyntax: {"See [[Setup]].", "The guide is written for another tool than the one it was taken for, or mixes the forms of two.",
			"Name the extension that the hint gives, as with `-f gfm+wikilinks`; where it is text, write it as code."},
		Shortcode: {"{{< chart data=\"load\" >}}", "The shortcode is the site's own, and what it prints is in the site's templates.", "Say with words what it shows, or leave it."},
		CellsLost: {"| a | b |\n|---|---|\n| 1 | 2 | 3 |", "A cell has a `|` that is meant as text, or a row was edited by hand.", "Write `\\|` for the sign, or mend the row."},
		TaskNot: {"1. Open the file.\n2. Save it.\n\n## Details\n\nMore.", "The list stands among other things: topics of its own, much text, a second list.",
			"Nothing, when it is no procedure; else give it a heading of its own, put `{.task}` behind the heading, or name the page with --dita-task."},
		TopicType:   {"---\ntopic-type: taks\n---", "The name is misspelt.", "Write concept, task, reference, troubleshooting or topic."},
		Unclosed:    {"```sh\nmake install", "The line that closes is missing, or is shorter or indented otherwise than the one that opens.", "Add it, of the same sign and at least the same length."},
		UnknownLang: {"```shel\nmake install\n```", "The name of the language is misspelt, or nobody colours it.", "Take the name that the hint proposes, or `text`."},
		UnknownName: {"Install {{ prodct }}.", "The name is misspelt, or its value is in a file that only the site's program reads.",
			"Take the name that the hint proposes; or give it a value: `-M prodct=Widget`, or a line in the front matter."},
	}
}

// runHelp are the codes of a run: inputs, fonts, outputs, limits.
func runHelp() map[DiagCode]CodeHelp {
	return map[DiagCode]CodeHelp{
		ArchiveEntry:   {"platen guide.zip -o out/", "The archive holds a link, a device, or two files that would be one.", "Pack the folder anew, without links."},
		BadCommand:     {"platen guide/ -o guide.htm1", "A flag, a key or a value is misspelt, or two exclude each other.", "Take what the hint proposes; `platen help --output` and the like say what there is."},
		Clash:          {"platen v1/guide v2/guide -o out/", "Two pages or guides have names that are the same in the output, as README.md and index.md.", "Rename one, or give each an output of its own."},
		ContentsLeft:   {"## Contents\n\n- [Install](#install)", "The page lists its own sections, and the DITA map does the same.", "Nothing; --dita-contents keep keeps the list."},
		DiagramCode:    {"```mermaid\ngraph LR; a --> b\n```", "Diagrams are drawn by programs, and none is named for this language.", "Name one that is installed: `--diagram 'mermaid=mmdc -i - -o - -e svg'`. In sites, `--mermaid mermaid.min.js` lets browsers draw Mermaid."},
		DiagramFailed:  {"platen guide/ -o guide.pdf --diagram dot='dot -Tsvg'", "The program is not installed, ran too long, or found a fault in the drawing.", "Run the program by hand on the fence's text; its last words are in the message."},
		FileUnreadable: {"[the form](form.pdf)", "The file has no right to be read, or went away during the run.", "Give the right, and run again."},
		Flattened:      {"a table in a cell of a table", "The format cannot put the one into the other.", "Nothing: all words are there; or write it in another form."},
		FontDamaged:    {"platen page.md -o page.pdf --font-fallback old.ttf", "The file was cut short, or is no font.", "Get the font anew."},
		InputMissing:   {"platen guid/ -o out/", "The name is misspelt, the folder is empty, or another folder is the working folder.", "Take the name that the message proposes."},
		LedgerExtra:    {"platen guide/ -o guide.pdf --ledger", "A fault of platen.", "Report it, with the page."},
		LedgerLost:     {"platen guide/ -o guide.pdf --ledger", "A fault of platen.", "Report it, with the page."},
		LedgerUnread:   {"platen guide/ -o out/ --ledger", "The output was changed or removed during the run, or is damaged.", "Run again with nothing else writing there; report it if it comes back."},
		LimitHit:       {"a list in a list in a list, 200 deep", "The page is hostile, or a program made it.", "Raise the limit with the flag in the message when you trust the page; else split it."},
		MissingGlyph:   {"a page in Tamil, without a font for it", "The built-in faces have Latin, Greek, Cyrillic and signs.", "Install a font of the script, and name its file with --font-fallback, or use all that are installed with --system-fonts."},
		NoRoom:         {"platen page.md -o page.pdf --margin 5mm", "The margin is smaller than a line with its distance from the text.", "Take at least 15mm, or leave the head and foot out."},
		PageFailed:     {"a page that passes a limit", "The finding before this one says why.", "Mend what it names; the other pages are complete."},
		PageUnreadable: {"platen guide/ -o out/", "The file has no right to be read, is a folder or a device, or went away during the run.", "Give the right, and run again."},
		RunNote:        {"env -i platen guide/ -o out/ -v", "The run lacks something that it can do without, as a folder for what it keeps.", "Nothing, or what the message says."},
		SettingUnused:  {"plugins: [macros]", "The project is set up for a program that makes its site, and platen has no such thing, or another name for it.", "See the hint; else nothing."},
		SourceLost:     {"platen guide/ -o out/ --ledger", "A fault of platen: a form of Markdown that it takes for another one.", "Report it, with the page."},
		StaleOutput:    {"platen guide/ -o out/", "A page was renamed or removed after an earlier run.", "Pass --clean, which removes only what platen wrote."},
		StyleMade:      {"platen page.md -o page.pdf --font-fallback kai.ttf", "The font has one face, and the page has bold or italic words in its script.", "Name the bold or italic file, too."},
		TopicSplit:     {"a page with a procedure under one heading and a table of values under another", "A DITA file has topics of one type, unless --dita-chunk says otherwise.", "Nothing; --dita-chunk composite keeps a page in one file."},
		WriteFailed:    {"platen guide/ -o /full/disk/out/", "The disk is full, or the folder may not be written to.", "Make room or give the right, and run again: nothing is left half-written."},
	}
}
