package options

import (
	"errors"
	"slices"

	mdout "platen/writers/markdown"
	"platen/writers/pdf"
)

// Flags returns all flags in the order of the help.
func Flags() []Flag {
	return slices.Concat(whatFlags(), lookFlags(), conditionFlags(), brandFlags(), ditaFlags(), pageFlags(), runFlags(), selectFlags(), workerFlags(), reportFlags(), LimitFlags())
}

// whatFlags say what is converted, to what and where to.
func whatFlags() []Flag {
	return []Flag{
		{Name: "from", guide: true, Short: "f", Arg: "DIALECT", Group: groupWhat, Def: "auto",
			Doc: "Markdown dialect of the input, with extensions switched by + and -: gfm+emoji-footnotes.",
			set: setDialect},
		{Name: "to", writes: true, By: ByProject, Many: true, Short: "t", Arg: "FORMAT,…", Group: groupWhat, Def: "by the extension of -o, else html; text on a terminal",
			Doc: "Format or formats to make. All are made from one reading of the source.",
			set: setFormats},
		{Name: "output", writes: true, once: true, By: ByProject, Short: "o", Arg: "PATH", Files: true, Group: groupWhat, Def: "standard output, for one page",
			Doc: "File, folder (with a slash at its end) or - for standard output.",
			set: func(o *Options, v string) error {
				if v == "" {
					return errors.New("it needs a path")
				}
				o.Output = v
				return nil
			}},
		setBy(ByProject, toggle("each", "", groupWhat, "Convert each page of a folder on its own instead of as one guide.",
			func(o *Options) *bool { return &o.Each })),
		written(setBy(ByProject, toggle("guides-in-folders", "", groupWhat, "Give a guide a folder of its own in the output folder also when it is the only one.",
			func(o *Options) *bool { return &o.GuideFolders }))),
		{Name: "metadata", guide: true, Short: "M", Arg: "KEY=VALUE", Group: groupWhat,
			Doc: "Set metadata: title, author, date, lang, version. It wins over front matter. May be repeated.",
			set: setMeta},
		{Name: "resource-path", guide: true, Many: true, Arg: "DIR", Files: true, Group: groupWhat,
			Doc: "Further folder inside the source to look for images in. May be repeated.",
			set: func(o *Options, v string) error { o.ResourcePath = append(o.ResourcePath, v); return nil }},
		{Name: "sites", Many: true, Arg: "PREFIX=URL", Group: groupWhat,
			Doc: "Links that begin with PREFIX lead to this address: ../std/=https://example.com/std/. May be repeated.",
			set: setSite},
		oneOf("dead-links", "", groupWhat, "Links to pages that are not there: keep them as they are written, or drop them; auto keeps them where more than a fifth of a form are dead.",
			func(o *Options) *string { return &o.DeadLinks }, "auto", "keep", "drop"),
	}
}

// lookFlags say how all formats come out, HTML and text.
func lookFlags() []Flag {
	return []Flag{
		toggle("number-sections", "N", GroupLook, "Number the headings.", func(o *Options) *bool { return &o.Number }),
		{Name: "toc", Arg: "DEPTH", Bare: "3", Group: GroupLook,
			Doc: "Print a contents list of each page's headings, DEPTH levels deep (3 when left out).",
			set: func(o *Options, v string) error { o.TocSet = true; return setInt(&o.Toc, v, 0, 6) }},
		oneOf("icons", "", GroupLook, "Icons that the source names, as material-check or fa-check: drawings in HTML and signs or words elsewhere, or their names.",
			func(o *Options) *string { return &o.Icons }, "draw", "names"),
		{Name: "diagram", reads: true, By: ByTrusted, Many: true, Arg: "LANG=COMMAND", Group: GroupLook,
			Doc: "Draw code blocks of the language LANG with this program: source on its standard input, SVG on its standard output. May be repeated.",
			set: setDiagram},
		{Name: "filter", reads: true, By: ByTrusted, Many: true, Arg: "PROGRAM", Group: GroupLook,
			Doc: "Send each page through this program before its links are resolved: pandoc's JSON on its standard input and output, the format as its argument. May be repeated.",
			set: setFilter},
		setBy(ByTrusted, toggle("pandoc", "", GroupLook, "Write -o NAME.docx, .odt, .pptx, .rtf, .rst, .org, .tex, .typ, .adoc and others by pandoc, which has to be installed.",
			func(o *Options) *bool { return &o.Pandoc })),
		{Name: "reference-doc", By: ByTrusted, Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Document whose styles pandoc takes over. [docx, odt, pptx]",
			set: func(o *Options, v string) error { o.ReferenceDoc = v; return nil }},
		{Name: "css", Many: true, Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Add this style sheet after platen's own. May be repeated. [html, epub]",
			set: func(o *Options, v string) error { o.Css = append(o.Css, v); return nil }},
		{Name: "columns", Arg: "N", Group: GroupLook, Def: "80",
			Doc: "Width of the lines, 20 to 1,000. [text]",
			set: func(o *Options, v string) error { return setInt(&o.Columns, v, 20, 1000) }},
		oneOf("links", "", GroupLook, "How links come out: numbered with a list at the page's end, behind the words, or not at all. [text]",
			func(o *Options) *string { return &o.Links }, "reference", "inline", "none"),
		oneOf("markdown-dialect", "", GroupLook, "Dialect that is written. [markdown]", func(o *Options) *string { return &o.MdDialect }, mdout.Dialects()...),
		toggle("ascii", "", GroupLook, "Use only ASCII for bullets, rules and table frames. [text]", func(o *Options) *bool { return &o.Ascii }),
		oneOf("text-math", "", GroupLook, "Formulas: those among words in Unicode when every sign has such a form, and else their TeX; TeX; or Unicode as far as it goes, matrices in lines. [text]",
			func(o *Options) *string { return &o.TextMath }, "auto", "tex", "unicode"),
		oneOf("math", "", GroupLook, "Formulas: drawings, with MathML for those who do not see them; MathML that browsers lay out; or their TeX. In DITA 1.3 MathML, with a drawing beside displayed ones; MathML alone; or TeX. [html, dita]",
			func(o *Options) *string { return &o.Math }, "svg", "mathml", "tex"),
		oneOf("remote-images", "", GroupLook, "Images on other servers: an img element or a link. They are never loaded by platen. [html]",
			func(o *Options) *string { return &o.RemoteImages }, "img", "link"),
		{Name: "template", By: ByTrusted, Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Lay out pages by this template, in the language of Go's html/template. [html]",
			set: func(o *Options, v string) error { o.Template = v; return nil }},
		{Name: "base-url", reads: true, Arg: "URL", Group: GroupLook,
			Doc: "Where the guide's pages will be: makes links that lead out of the guide whole; in HTML adds canonical links, sitemap.xml and llms.txt.",
			set: setBaseURL},
		toggle("no-search", "", GroupLook, "Leave out the search box and its index. [html]", func(o *Options) *bool { return &o.NoSearch }),
	}
}

// pageFlags say what raw HTML may do, and how a PDF comes out.
func pageFlags() []Flag {
	return []Flag{
		forAll(setBy(ByTrusted, toggle("allow-html", "", GroupLook, "Keep raw HTML of the source as it is, scripts included. Only for sources that you trust.",
			func(o *Options) *bool { return &o.AllowHTML }))),

		{Name: "page-size", Arg: "SIZE", Group: GroupLook, Def: "a4",
			Doc: "Paper: a3, a4, a5, b5, letter, legal, tabloid, executive or 210x297mm. [pdf]",
			set: func(o *Options, v string) error { o.PageSize = v; return pdf.CheckPageSize(v) }},
		{Name: "margin", Arg: "LENGTH", Group: GroupLook, Def: "the theme's",
			Doc: "Margins: 24mm, or 24mm,20mm for top and bottom, left and right. [pdf]",
			set: func(o *Options, v string) error { o.Margin = v; return pdf.CheckMargin(v) }},
		{Name: "font-size", Arg: "POINTS", Group: GroupLook, Def: "the theme's",
			Doc: "Size of the text, 5 to 40. [pdf]",
			set: func(o *Options, v string) error { return setFloat(&o.FontSize, v, 5, 40) }},
		{Name: "page-columns", Arg: "N", Group: GroupLook, Def: "1",
			Doc: "Columns of text on a page, 1 or 2. [pdf]",
			set: func(o *Options, v string) error { return setInt(&o.PageColumns, v, 1, 2) }},
		{Name: "image-dpi", Arg: "N", Group: GroupLook, Def: "220",
			Doc: "Pixels an inch that images keep, 72 to 10,000: those with many more are scaled down. JPEG files and PNG files of few colours stay as they are. [pdf]",
			set: func(o *Options, v string) error { return setInt(&o.ImageDPI, v, 72, 10_000) }},
		{Name: "theme", Arg: "NAME|FILE", Files: true, Group: GroupLook, Def: "screen",
			Doc: "Design: screen, print, or a YAML file that changes one of them. [pdf]",
			set: func(o *Options, v string) error { o.Theme = v; return nil }},
		toggle("list-of-figures", "", GroupLook, "Number the figures that have a caption, and list them behind the contents. [pdf]",
			func(o *Options) *bool { return &o.FigureList }),
		toggle("list-of-tables", "", GroupLook, "Number the tables that have a caption, and list them behind the contents. [pdf]",
			func(o *Options) *bool { return &o.TableList }),
		oneOf("page-refs", "", GroupLook, "Page numbers behind links into the guide; auto is on in the theme print. [pdf]",
			func(o *Options) *string { return &o.PageRefs }, "auto", "on", "off"),
		oneOf("pdf-standard", "", GroupLook, "What the file conforms to: PDF/UA-1 for screen readers, PDF/A-2a for archives; ua-2 and a-4 are PDF 2.0. [pdf]",
			func(o *Options) *string { return &o.PdfStandard }, "both", "ua-1", "a-2a", "ua-2", "a-4", "ua-2,a-4", "none"),
		{Name: "logo", Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Image for the title page of a PDF, and for the bar at the top of a site. [html, pdf]",
			set: func(o *Options, v string) error { o.Logo = v; return nil }},
		{Name: "epub-cover-image", Arg: "FILE", Files: true, Group: GroupLook, Def: "a cover with the title is drawn",
			Doc: "Image for the cover: PNG, JPEG, GIF, WebP or SVG. [epub]",
			set: func(o *Options, v string) error { o.Cover = v; return nil }},
		{Name: "epub-image-limit", Arg: "N", Group: GroupLook, Def: "images stay as they are",
			Doc: "Pixels that the longer side of an image may have, 16 to 20,000: PNG, JPEG and still WebP files with more are scaled down. [epub]",
			set: func(o *Options, v string) error { return setInt(&o.ImageLimit, v, 16, 20_000) }},
		{Name: "font-fallback", Many: true, Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Font file for characters that the embedded faces lack. May be repeated. [pdf]",
			set: func(o *Options, v string) error { o.FontFallback = append(o.FontFallback, v); return nil }},
		toggle("system-fonts", "", GroupLook, "Use the fonts that are installed on this computer for characters that no other font has. The same source may then come out differently elsewhere. [pdf]",
			func(o *Options) *bool { return &o.SystemFonts }),
	}
}

// runFlags say how a run works.
func runFlags() []Flag {
	return []Flag{
		{Name: "jobs", Short: "j", Arg: "N", Group: groupRun, Def: "the number of processors",
			Doc: "Processors to use. The output is the same for every N.",
			set: func(o *Options, v string) error { return setInt(&o.Jobs, v, 1, 4096) }},
		{Name: "config", By: ByLine, Arg: "FILE", Files: true, Group: groupRun, Def: "the nearest platen.yaml, from the input's folder upwards",
			Doc: "Read this project file, and trust it.",
			set: func(o *Options, v string) error { o.Config = v; return nil }},
		{Name: "trust", By: ByLine, Many: true, Arg: "DIR", Files: true, Group: groupRun,
			Doc: "Trust the project files in this folder and below it as if they were named: what they say about templates, diagrams, limits and reports holds. May be repeated.",
			set: func(o *Options, v string) error { o.Trust = append(o.Trust, v); return nil }},
		setBy(ByLine, toggle("no-config", "", groupRun, "Read no project file.", func(o *Options) *bool { return &o.NoConfig })),
		setBy(ByLine, toggle("watch", "w", groupRun, "Go on after the first build: build again whenever what it was made from changes. Ctrl-C ends.",
			func(o *Options) *bool { return &o.Watch })),
		{Name: "serve", writes: true, By: ByLine, Arg: "ADDR", Bare: "127.0.0.1", Group: groupRun,
			Doc: "Watch, and show the HTML to browsers on this computer, which reload by themselves. ADDR is a port, or an address like localhost:8000; 0.0.0.0:8000 is for others on the network as well. Without -o nothing is written.",
			set: func(o *Options, v string) error {
				_, _, err := ServeAddress(v)
				o.Serve = v
				return err
			}},
		{Name: "serve-host", writes: true, By: ByLine, Many: true, Arg: "NAME", Group: groupRun,
			Doc: "Answer with --serve to browsers that ask by this name as well, behind a proxy or a container's port. May be repeated.",
			set: setServeHost},
		{Name: "serve-token", writes: true, By: ByLine, Arg: "TOKEN", Bare: "auto", Group: groupRun,
			Doc: "Answer with --serve only to browsers that have opened the address with this token once: of eight letters and digits at least. Without TOKEN one is made; the address is printed.",
			set: setServeToken},
		openFlag(),
		{Name: "cache", writes: true, By: ByTrusted, Arg: "DIR", Files: true, Group: groupRun, Def: "platen in the user's cache folder",
			Doc: "Keep in this folder what the next run needs to know, to leave alone what has not changed.",
			set: func(o *Options, v string) error { o.Cache = v; return nil }},
		written(toggle("no-cache", "", groupRun, "Convert everything, whether it has changed or not.", func(o *Options) *bool { return &o.NoCache })),
		written(setBy(ByTrusted, toggle("clean", "", groupRun, "Remove what earlier runs wrote into the output folder and this one does not: outputs of pages that are gone.", func(o *Options) *bool { return &o.Clean }))),
		written(setBy(ByTrusted, toggle("force", "", groupRun, "Replace files in the way of outputs that platen did not make, and links by files.", func(o *Options) *bool { return &o.Force }))),
		written(setBy(ByTrusted, toggle("in-source", "", groupRun, "Let the output folder be the source folder, or lie in it.", func(o *Options) *bool { return &o.InSource }))),
		written(forGuide(toggle("all-or-nothing", "", groupRun, "Write nothing of a guide when a page of it fails or an output would lack something: what was there before stays.",
			func(o *Options) *bool { return &o.AllOrNothing }))),
		written(setBy(ByLine, toggle("dry-run", "", groupRun, "Do everything but write: list the files that would be written.", func(o *Options) *bool { return &o.DryRun }))),
	}
}

// reportFlags say what is reported, and what a run does in place of converting.
func reportFlags() []Flag {
	return []Flag{
		written(toggle("ledger", "", groupReport, "Read the outputs back and compare them with the source: words in order, links, items, cells, code, images, notes, anchors.",
			func(o *Options) *bool { return &o.Ledger })),
		toggle("quiet", "q", groupReport, "Print errors only.", func(o *Options) *bool { return &o.Quiet }),
		toggle("verbose", "v", groupReport, "Print what was chosen as well.", func(o *Options) *bool { return &o.Verbose }),
		oneOf("progress", "", groupReport, "Pages done, pages a second and time left: on a terminal (auto), or as a line every 10 seconds for logs.",
			func(o *Options) *string { return &o.Progress }, "auto", "plain", "none"),
		oneOf("color", "", groupReport, "Colours in diagnostics. NO_COLOR is honoured.",
			func(o *Options) *string { return &o.Color }, "auto", "always", "never"),
		oneOf("diagnostics", "", groupReport, "Form of the diagnostics: with the source line, a line each, a JSON object a line, one SARIF document, or as GitHub Actions shows them on a pull request.",
			func(o *Options) *string { return &o.Diagnostics }, "human", "short", "json", "sarif", "github"),
		{Name: "report", By: ByTrusted, Many: true, Arg: "FILE", Files: true, Group: groupReport,
			Doc: "Write what was found and made to a file, in a form by its extension: .json, .sarif (SARIF 2.1.0), .xml (JUnit), .codequality.json (GitLab) or .csv (a line for each DITA topic). May be repeated.",
			set: setReport},
		toggle("timings", "", groupReport, "Say in JSON and JUnit reports how many seconds each guide took.", func(o *Options) *bool { return &o.Timings }),
		{Name: "deps", writes: true, By: ByTrusted, Arg: "FILE", Files: true, Group: groupRun,
			Doc: "Write a rule for make: what the outputs were made from.",
			set: func(o *Options, v string) error { o.Deps = v; return nil }},
		{Name: "only", By: ByLine, Many: true, Arg: "FILE", Files: true, Group: groupReport,
			Doc: "Report on this file of the guide only; all of it is read. May be repeated.",
			set: func(o *Options, v string) error { o.Only = append(o.Only, v); return nil }},
		{Name: "baseline", Arg: "FILE", Files: true, Group: groupReport,
			Doc: "Leave out the findings that this file lists, and fail only on others. Lines may have moved.",
			set: func(o *Options, v string) error { o.Baseline = v; return nil }},
		setBy(ByLine, toggle("write-baseline", "", groupReport, "Write the findings of this run to the file of --baseline.",
			func(o *Options) *bool { return &o.WriteBaseline })),
		oneOf("fail-on", "", groupReport, "Lowest severity that makes the exit code 3.",
			func(o *Options) *string { return &o.FailOn }, "error", "warning", "never"),
		rule("ignore", "Leave out findings of this code, but for errors that leave an output incomplete. In a page, the comment <!-- platen-ignore CODE --> excuses the block after it. May be repeated.", RuleIgnore),
		rule("warn", "Make findings of this code warnings. May be repeated.", RuleWarn),
		rule("error", "Make findings of this code errors. May be repeated.", RuleError),
		setBy(ByLine, toggle("version", "", groupReport, "Print the version.", func(o *Options) *bool { return &o.Version })),
		setBy(ByLine, toggle("help", "h", groupReport, "Print help.", func(o *Options) *bool { return &o.Help })),
	}
}

// LimitFlags returns the flags of the limits that protect against hostile input.
func LimitFlags() []Flag {
	limit := func(name, def, doc string, field func(*Options) *int) Flag {
		return Flag{Name: "limit-" + name, By: ByTrusted, Arg: "N", Group: GroupLimits, Def: def, Doc: doc,
			set: func(o *Options, v string) error { return setInt(field(o), v, 1, 1<<40) }}
	}
	return []Flag{
		limit("page-bytes", "32 MiB", "Bytes of one page.", func(o *Options) *int { return &o.Limits.PageBytes }),
		limit("depth", "32", "Nesting of lists, quotes and notes.", func(o *Options) *int { return &o.Limits.Depth }),
		limit("depth-blanks", "100,000", "Nesting times the blank lines inside it.", func(o *Options) *int { return &o.Limits.DepthBlanks }),
		limit("inline-bytes", "256 KiB", "Bytes of one paragraph, heading or cell.", func(o *Options) *int { return &o.Limits.InlineBytes }),
		limit("delimiters", "5,000", "Openers of links and emphasis in one paragraph.", func(o *Options) *int { return &o.Limits.Delimiters }),
		limit("columns", "256", "Columns of a table.", func(o *Options) *int { return &o.Limits.Columns }),
		limit("cells", "262,144", "Cells in the tables of a page.", func(o *Options) *int { return &o.Limits.Cells }),
		limit("definitions", "10,000", "Definitions of links and footnotes in a page.", func(o *Options) *int { return &o.Limits.Definitions }),
		limit("nodes", "1,000,000", "Blocks, lines and marks of a page.", func(o *Options) *int { return &o.Limits.Nodes }),
		limit("seconds", "30", "Seconds that reading a page may take; its work is counted, so that every machine decides alike.", func(o *Options) *int { return &o.Limits.Seconds }),
		limit("image-pixels", "100,000,000", "Pixels of an image, width times height.", func(o *Options) *int { return &o.Images.Pixels }),
		limit("image-bytes", "64 MiB", "Bytes of an image.", func(o *Options) *int { return &o.Images.Bytes }),
		limit("archive-bytes", "512 MiB", "Bytes of all files in an archive, unpacked; and 100 times the archive's size.", func(o *Options) *int { return &o.Archive.Bytes }),
		limit("archive-files", "100,000", "Entries of an archive, and the folders that they are in.", func(o *Options) *int { return &o.Archive.Files }),
		limit("output-bytes", "4 GiB", "Bytes of all files that a guide makes in one format, beyond 256 times its pages and the files that they show.", func(o *Options) *int { return &o.OutputBytes }),
		limit("output-files", "100,000", "Files that a guide makes in one format, beyond 16 for each page and the files that they show.", func(o *Options) *int { return &o.OutputFiles }),
	}
}
