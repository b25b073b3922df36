package tree

// A DiagCode names a kind of diagnostic. Codes are API: they are never renamed.
type DiagCode string

// The codes. [Codes] explains each.
const (
	AnchorMissing   DiagCode = "dead-anchor"
	ActiveFile      DiagCode = "active-file"
	ArchiveEntry    DiagCode = "archive-entry"
	BadAddress      DiagCode = "bad-address"
	BadEncoding     DiagCode = "bad-encoding"
	BadMetadata     DiagCode = "bad-metadata"
	BadCommand      DiagCode = "command-line"
	BadScheme       DiagCode = "bad-scheme"
	CellsLost       DiagCode = "table-uneven"
	Clash           DiagCode = "output-clash"
	ConditionsOpen  DiagCode = "conditions-open"
	ContentsLeft    DiagCode = "contents-left-out"
	ContentsMissing DiagCode = "contents-missing"
	ControlChar     DiagCode = "control-char"
	DeadLink        DiagCode = "dead-link"
	DeadLinks       DiagCode = "dead-links"
	DeadReference   DiagCode = "dead-reference"
	DiagramCode     DiagCode = "diagram-code"
	DiagramFailed   DiagCode = "diagram-failed"
	DialectChosen   DiagCode = "dialect"
	DrawingParts    DiagCode = "drawing-parts"
	DuplicateID     DiagCode = "duplicate-id"
	FileUnreadable  DiagCode = "file-unreadable"
	Flattened       DiagCode = "flattened"
	FontDamaged     DiagCode = "font-damaged"
	HeadingEmpty    DiagCode = "heading-empty"
	HeadingSkip     DiagCode = "heading-skip"
	HTMLCleaned     DiagCode = "html-cleaned"
	ImageBad        DiagCode = "image-bad"
	ImageMissing    DiagCode = "image-missing"
	ImageRemote     DiagCode = "image-remote"
	InputMissing    DiagCode = "input-missing"
	LedgerExtra     DiagCode = "ledger-extra"
	LedgerLost      DiagCode = "ledger-lost"
	LedgerUnread    DiagCode = "ledger-unread"
	LeftOut         DiagCode = "left-out"
	LimitHit        DiagCode = "limit"
	LinkCase        DiagCode = "link-case"
	LinkOutside     DiagCode = "link-outside"
	MathUnknown     DiagCode = "math-unknown"
	MDXCode         DiagCode = "mdx"
	MissingGlyph    DiagCode = "missing-glyph"
	NoAlt           DiagCode = "no-alt"
	NoRoom          DiagCode = "no-room"
	NoteUnused      DiagCode = "note-unused"
	NotInContents   DiagCode = "not-in-contents"
	OutsideRoot     DiagCode = "outside-root"
	PageFailed      DiagCode = "page-failed"
	PageUnreadable  DiagCode = "page-unreadable"
	Placeholder     DiagCode = "placeholder"
	Plugin          DiagCode = "plugin"
	RawSyntax       DiagCode = "raw-syntax"
	RunNote         DiagCode = "run-note"
	SettingUnused   DiagCode = "setting-unused"
	Shortcode       DiagCode = "shortcode"
	SourceLost      DiagCode = "source-lost"
	StaleOutput     DiagCode = "stale-output"
	StyleMade       DiagCode = "style-made"
	TaskNot         DiagCode = "task-not"
	TopicSplit      DiagCode = "topic-split"
	TopicType       DiagCode = "topic-type"
	Unclosed        DiagCode = "unclosed"
	UnknownLang     DiagCode = "unknown-language"
	UnknownName     DiagCode = "unknown-name"
	WriteFailed     DiagCode = "write-failed"
)

// A CodeDoc says what a code means and what to do about it.
type CodeDoc struct {
	Code     DiagCode
	Severity Severity // the usual one
	Doc      string   // one or two sentences
}

// Codes returns all codes, sorted by name.
func Codes() []CodeDoc {
	return []CodeDoc{
		{ActiveFile, Warning, "A link leads to a file that could run code in the reader's browser or on the server: HTML, XML, a script, a setting of a server. It is not copied and the link is text; --allow-html copies it."},
		{ArchiveEntry, Warning, "An entry of an archive was left out: a link, a device, a second file of the same name, or a name that is no path inside the archive."},
		{BadAddress, Warning, "The address of a link or image that leads outside is written wrongly: no host, a slash too few, a port that cannot be, no mail address. Without a host its text is kept without the link; else the link stays as it is."},
		{BadEncoding, Warning, "A byte sequence is not valid UTF-8. It is shown as U+FFFD; save the file as UTF-8."},
		{BadMetadata, Warning, "Front matter or a project file could not be read as YAML or TOML. It is left out; mend its syntax."},
		{BadScheme, Warning, "A link's or image's address has a scheme other than http, https, mailto and tel. Its text is kept without the link."},
		{BadCommand, Error, "The command line or a project file asks for something that there is not, or that cannot be done. Nothing is read or written."},
		{ConditionsOpen, Warning, "Text for some readers stands beside text for others, and neither was chosen, so that both come out. --include-if or --exclude-if chooses; DITA keeps the conditions."},
		{ContentsLeft, Info, "A contents list made by hand was left out, since the map has the same topics. --dita-contents keep keeps it."},
		{ContentsMissing, Warning, "The contents list names a page that is not there. The entry is kept as text."},
		{ControlChar, Warning, "A control character that no output can hold was replaced by U+FFFD or removed."},
		{AnchorMissing, Warning, "A link leads to an anchor that its page does not have. It leads to the top of that page instead; within the page itself its text is kept without a link."},
		{DeadLink, Warning, "A link leads to a page or file that is not there. The link's text is kept without a link."},
		{DeadLinks, Warning, "More than a fifth of the links that are written in one form lead nowhere: the form is not understood, or the folder is only a part of its site. They are kept as they are written; `--dead-links` says otherwise."},
		{DeadReference, Warning, "A reference such as `[words][label]` or `[^note]` has no definition on its page, or a label has two. What has none stays in the text as it is written; of two definitions the first one holds."},
		{DiagramCode, Info, "A code block is the source of a diagram, in a language such as Mermaid or DOT, and stays code. --diagram names a program that draws it."},
		{DiagramFailed, Warning, "A program named by --diagram did not draw a diagram. It stays code; the message has the program's last words."},
		{DialectChosen, Info, "Which Markdown dialect and contents list were chosen, and why."},
		{DrawingParts, Warning, "A part of an SVG drawing is not drawn in the PDF, or leads nowhere there: a filter, an image in another file, a letter that no font has. The message names it; the rest is drawn."},
		{DuplicateID, Warning, "An id is given twice in a page. The first one wins."},
		{FileUnreadable, Error, "An image or another file of the source could not be read when it was to be copied, or the system failed when it was looked for. It is missing in the output; the rest is complete."},
		{Flattened, Info, "What the output format cannot nest, or a link in the description of an image, was flattened; no words are lost."},
		{FontDamaged, Warning, "A fallback font is damaged and is not used. Characters that only it has are missing; the others come from the next font."},
		{HeadingEmpty, Warning, "A heading has no text. Outputs that need a name for it use a stand-in."},
		{HeadingSkip, Info, "A heading skips a level, as from 2 to 4. Outputs show the next level instead."},
		{HTMLCleaned, Warning, "Raw HTML, or a part of an SVG, that could run code or load something was removed. Its text is kept; --allow-html keeps it as it is."},
		{ImageBad, Warning, "An image is damaged, too large or not an image. Its alternative text is shown instead."},
		{ImageMissing, Warning, "An image's file is not there. Its alternative text is shown instead."},
		{ImageRemote, Info, "An image lies on another server. It is never loaded while converting."},
		{InputMissing, Error, "A file or folder that is named is not there, or nothing of it can be read. Other inputs come out."},
		{LedgerExtra, Error, "An output has something twice or something that the source does not have (--ledger). The message says what and where; please report it."},
		{LedgerLost, Error, "An output lacks something that the source has (--ledger). The message says what and where; please report it."},
		{LedgerUnread, Error, "An output file could not be read back (--ledger)."},
		{LeftOut, Info, "Text that is for other readers was left out, as --include-if or --exclude-if says."},
		{LimitHit, Error, "The page passes a limit that protects against hostile input. The page fails; the message names the limit and its flag."},
		{LinkCase, Warning, "A link's spelling differs from the file's or anchor's in case or percent-encoding only. It works here and may fail elsewhere."},
		{LinkOutside, Info, "A link leads to a page that is not part of this conversion, or out of the guide. It stays a link where it can."},
		{MathUnknown, Warning, "A formula has a command that is not known, or is too large to be drawn. It is shown as TeX; define the command as a macro, in the front matter or a formula before it, or write it otherwise."},
		{MDXCode, Info, "A page has a component, an expression or code that only its site can run. Words are kept; code is left out."},
		{MissingGlyph, Warning, "No font at hand has a character. A visible replacement is shown; name a font with --font-fallback. It is an error where most of a page cannot be read."},
		{NoAlt, Warning, "An image has no alternative text. Describe it in the brackets: ![what it shows](file.png)."},
		{NoRoom, Info, "The margins of a PDF have no room for the running head or foot, which is left out. Make them larger."},
		{NotInContents, Info, "A page is in the folder but not in the contents list. It follows the listed pages."},
		{NoteUnused, Warning, "A footnote is defined but never referred to. It is printed after the others."},
		{Clash, Error, "Two sources would write the same output file. The first one is written; rename one of them."},
		{OutsideRoot, Warning, "A path leads out of the source folder. Nothing is read there; the link's text is kept."},
		{PageFailed, Error, "A page could not be converted. The other pages are complete."},
		{PageUnreadable, Error, "A page could not be read. The other pages are complete."},
		{Placeholder, Info, "A name in angle brackets is no HTML element and is kept as text. Write \\<name> to say so."},
		{Plugin, Info, "A page asks a plugin of its site for something that is not read: documentation in source code. What it names is kept."},
		{RawSyntax, Warning, "What is syntax in another dialect is text in this one, and readers see it as it is written. One finding stands for all places of a form; its hint names the extension that reads it. Where it is meant as text, write it as code or with a backslash."},
		{RunNote, Info, "Something about the run itself, as that it keeps nothing for the next one. Nothing is wrong with the guide."},
		{SettingUnused, Info, "A setting of the project file that another program makes its site by is not taken over. The hint names what does the same."},
		{Shortcode, Warning, "A shortcode is not known. What is between its tags is kept, and a lone tag stays text."},
		{SourceLost, Error, "Words, addresses or code of a page did not get into the tree that all outputs are made of (--ledger). The message says which and where; please report it."},
		{StaleOutput, Info, "A file in the output folder was written by an earlier run and not by this one, as its page is gone. --clean removes it."},
		{StyleMade, Warning, "A font has no bold or no italic face, and one was made of the regular. Name the file that has it with --font-fallback."},
		{CellsLost, Warning, "A table row has more or fewer cells than the table has columns. All cells are kept, and missing ones are empty; mend the row."},
		{TaskNot, Info, "A list of commands did not become the steps of a DITA task; the message says why. A page's front matter, a class of its heading or --dita-task says that it is one."},
		{TopicSplit, Info, "A page became several DITA files, since its topics are of several types. --dita-chunk says how pages are split."},
		{TopicType, Error, "A page's front matter names a DITA topic type that there is none of. The page's content decides."},
		{Unclosed, Warning, "A block that a line opens is not closed, or a line closes nothing. Its content is kept; add or remove the closing line."},
		{UnknownLang, Info, "A code block names a language that is not known. It is printed without colours."},
		{UnknownName, Warning, "A name in double braces has no value. It stays as it is written."},
		{WriteFailed, Error, "An output file could not be written."},
	}
}
