package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"platen/convert/tree"
)

// A flagDef is one flag. Parsing, help, the man page, completion and the manual's reference are all
// made from the table that [flagTable] returns.
type flagDef struct {
	name   string
	short  string   // one letter, or ""
	arg    string   // what the value is called; "" for a switch
	bare   string   // value when the flag stands without one: --toc
	values []string // the values it may have, when they are few
	files  bool     // the value is a file or folder
	by     setter   // who may set it
	many   bool     // may be repeated
	group  string
	def    string // the default, when it is worth saying
	doc    string // one sentence or two
	set    func(o *options, value string) error
}

// formats returns the formats that the flag means something for, as the end of its doc says; nil for all.
func (f *flagDef) formats() []string {
	_, list, ok := strings.Cut(strings.TrimSuffix(f.doc, "]"), " [")
	if !ok {
		return nil
	}
	return strings.Split(list, ", ")
}

// A setter is who may set a flag. Each may do what those before it may.
type setter int

const (
	byFound   setter = iota // a project file that was only found, and may have come with the source
	byTrusted               // one that the user names, builds or trusts: it writes, loosens what protects, or says what runs
	byProject               // one that the user names or builds: it says what is made, and where
	byLine                  // the command line only: it is about one run
)

// Groups of flags, in the order of the help.
const (
	groupWhat   = "What to convert"
	groupLook   = "How it comes out"
	groupRun    = "How it runs"
	groupReport = "What is reported"
	groupLimits = "Limits"
)

func groups() []string { return []string{groupWhat, groupLook, groupRun, groupReport, groupLimits} }

// flagTable returns all flags in the order of the help.
func flagTable() []flagDef {
	table := []flagDef{
		{name: "from", short: "f", arg: "DIALECT", group: groupWhat, def: "auto",
			doc: "Markdown dialect of the input, with extensions switched by + and -: gfm+emoji-footnotes.",
			set: setDialect},
		{name: "to", by: byProject, many: true, short: "t", arg: "FORMAT,…", group: groupWhat, def: "by the extension of -o, else html; text on a terminal",
			doc: "Format or formats to make. All are made from one reading of the source.",
			set: setFormats},
		{name: "output", by: byProject, short: "o", arg: "PATH", files: true, group: groupWhat, def: "standard output, for one page",
			doc: "File, folder (with a slash at its end) or - for standard output.",
			set: func(o *options, v string) error {
				if v == "" {
					return errors.New("it needs a path")
				}
				o.output = v
				return nil
			}},
		setBy(byProject, toggle("each", "", groupWhat, "Convert each page of a folder on its own instead of as one guide.",
			func(o *options) *bool { return &o.each })),
		{name: "metadata", short: "M", arg: "KEY=VALUE", group: groupWhat,
			doc: "Set metadata: title, author, date, lang, version. It wins over front matter. May be repeated.",
			set: setMeta},
		{name: "resource-path", many: true, arg: "DIR", files: true, group: groupWhat,
			doc: "Further folder inside the source to look for images in. May be repeated.",
			set: func(o *options, v string) error { o.resourcePath = append(o.resourcePath, v); return nil }},
		{name: "sites", many: true, arg: "PREFIX=URL", group: groupWhat,
			doc: "Links that begin with PREFIX lead to this address: ../std/=https://example.com/std/. May be repeated.",
			set: setSite},
		oneOf("dead-links", "", groupWhat, "Links to pages that are not there: keep them as they are written, or drop them; auto keeps them where more than a fifth of a form are dead.",
			func(o *options) *string { return &o.deadLinks }, "auto", "keep", "drop"),

		toggle("number-sections", "N", groupLook, "Number the headings.", func(o *options) *bool { return &o.number }),
		{name: "toc", arg: "DEPTH", bare: "3", group: groupLook,
			doc: "Print a contents list of each page's headings, DEPTH levels deep (3 when left out).",
			set: func(o *options, v string) error { o.tocSet = true; return setInt(&o.toc, v, 0, 6) }},
		{name: "diagram", by: byTrusted, many: true, arg: "LANG=COMMAND", group: groupLook,
			doc: "Draw code blocks of the language LANG with this program: source on its standard input, SVG on its standard output. May be repeated.",
			set: setDiagram},
		{name: "css", many: true, arg: "FILE", files: true, group: groupLook,
			doc: "Add this style sheet after platen's own. May be repeated. [html]",
			set: func(o *options, v string) error { o.css = append(o.css, v); return nil }},
		{name: "columns", arg: "N", group: groupLook, def: "80",
			doc: "Width of the lines, 20 to 1,000. [text]",
			set: func(o *options, v string) error { return setInt(&o.columns, v, 20, 1000) }},
		oneOf("links", "", groupLook, "How links come out: numbered with a list at the page's end, behind the words, or not at all. [text]",
			func(o *options) *string { return &o.links }, "reference", "inline", "none"),
		toggle("ascii", "", groupLook, "Use only ASCII for bullets, rules and table frames. [text]", func(o *options) *bool { return &o.ascii }),
		oneOf("remote-images", "", groupLook, "Images on other servers: an img element or a link. They are never loaded by platen. [html]",
			func(o *options) *string { return &o.remoteImages }, "img", "link"),
		{name: "template", by: byTrusted, arg: "FILE", files: true, group: groupLook,
			doc: "Lay out pages by this template, in the language of Go's html/template. [html]",
			set: func(o *options, v string) error { o.template = v; return nil }},
		{name: "base-url", arg: "URL", group: groupLook,
			doc: "Where the guide's pages will be: makes links that lead out of the guide whole; in HTML adds canonical links, sitemap.xml and llms.txt.",
			set: setBaseURL},
		toggle("no-search", "", groupLook, "Leave out the search box and its index. [html]", func(o *options) *bool { return &o.noSearch }),
		setBy(byTrusted, toggle("allow-html", "", groupLook, "Keep raw HTML of the source as it is, scripts included. Only for sources that you trust.",
			func(o *options) *bool { return &o.allowHTML })),

		{name: "page-size", arg: "SIZE", group: groupLook, def: "a4",
			doc: "Paper: a3, a4, a5, b5, letter, legal, tabloid, executive or 210x297mm. [pdf]",
			set: func(o *options, v string) error { o.pageSize = v; return nil }},
		{name: "margin", arg: "LENGTH", group: groupLook, def: "the theme's",
			doc: "Margins: 24mm, or 24mm,20mm for top and bottom, left and right. [pdf]",
			set: func(o *options, v string) error { o.margin = v; return nil }},
		{name: "font-size", arg: "POINTS", group: groupLook, def: "the theme's",
			doc: "Size of the text, 5 to 40. [pdf]",
			set: func(o *options, v string) error { return setFloat(&o.fontSize, v, 5, 40) }},
		{name: "page-columns", arg: "N", group: groupLook, def: "1",
			doc: "Columns of text on a page, 1 or 2. [pdf]",
			set: func(o *options, v string) error { return setInt(&o.pageColumns, v, 1, 2) }},
		{name: "theme", arg: "NAME|FILE", files: true, group: groupLook, def: "screen",
			doc: "Design: screen, print, or a YAML file that changes one of them. [pdf]",
			set: func(o *options, v string) error { o.theme = v; return nil }},
		oneOf("page-refs", "", groupLook, "Page numbers behind links into the guide; auto is on in the theme print. [pdf]",
			func(o *options) *string { return &o.pageRefs }, "auto", "on", "off"),
		oneOf("pdf-standard", "", groupLook, "What the file conforms to: PDF/UA-1 for screen readers, PDF/A-2a for archives. [pdf]",
			func(o *options) *string { return &o.pdfStandard }, "both", "ua-1", "a-2a", "none"),
		{name: "logo", arg: "FILE", files: true, group: groupLook,
			doc: "Image for the title page of a PDF, and for the bar at the top of a site. [html, pdf]",
			set: func(o *options, v string) error { o.logo = v; return nil }},
		{name: "font-fallback", many: true, arg: "FILE", files: true, group: groupLook,
			doc: "Font file for characters that the embedded faces lack. May be repeated. [pdf]",
			set: func(o *options, v string) error { o.fontFallback = append(o.fontFallback, v); return nil }},

		{name: "jobs", short: "j", arg: "N", group: groupRun, def: "the number of processors",
			doc: "Processors to use. The output is the same for every N.",
			set: func(o *options, v string) error { return setInt(&o.jobs, v, 1, 4096) }},
		{name: "config", by: byLine, arg: "FILE", files: true, group: groupRun, def: "the nearest platen.yaml, from the input's folder upwards",
			doc: "Read this project file, and trust it.",
			set: func(o *options, v string) error { o.config = v; return nil }},
		{name: "trust", by: byLine, many: true, arg: "DIR", files: true, group: groupRun,
			doc: "Trust the project files in this folder and below it as if they were named: what they say about templates, diagrams, limits and reports holds. May be repeated.",
			set: func(o *options, v string) error { o.trust = append(o.trust, v); return nil }},
		setBy(byLine, toggle("no-config", "", groupRun, "Read no project file.", func(o *options) *bool { return &o.noConfig })),
		setBy(byLine, toggle("watch", "w", groupRun, "Go on after the first build: build again whenever what it was made from changes. Ctrl-C ends.",
			func(o *options) *bool { return &o.watch })),
		{name: "serve", by: byLine, arg: "ADDR", bare: "127.0.0.1", group: groupRun,
			doc: "Watch, and show the HTML to browsers on this computer, which reload by themselves. ADDR is a port, or an address like localhost:8000; 0.0.0.0:8000 is for others on the network as well. Without -o nothing is written.",
			set: func(o *options, v string) error {
				_, _, err := serveAddress(v)
				o.serve = v
				return err
			}},
		{name: "serve-host", by: byLine, many: true, arg: "NAME", group: groupRun,
			doc: "Answer with --serve to browsers that ask by this name as well, behind a proxy or a container's port. May be repeated.",
			set: setServeHost},
		{name: "cache", by: byTrusted, arg: "DIR", files: true, group: groupRun, def: "platen in the user's cache folder",
			doc: "Keep in this folder what the next run needs to know, to leave alone what has not changed.",
			set: func(o *options, v string) error { o.cache = v; return nil }},
		toggle("no-cache", "", groupRun, "Convert everything, whether it has changed or not.", func(o *options) *bool { return &o.noCache }),
		setBy(byTrusted, toggle("clean", "", groupRun, "Remove what earlier runs wrote into the output folder and this one does not: outputs of pages that are gone.", func(o *options) *bool { return &o.clean })),
		setBy(byTrusted, toggle("force", "", groupRun, "Replace files in the way of outputs that platen did not make, and links by files.", func(o *options) *bool { return &o.force })),
		setBy(byTrusted, toggle("in-source", "", groupRun, "Let the output folder be the source folder, or lie in it.", func(o *options) *bool { return &o.inSource })),
		setBy(byLine, toggle("dry-run", "", groupRun, "Do everything but write: list the files that would be written.", func(o *options) *bool { return &o.dryRun })),

		toggle("ledger", "", groupReport, "Read the outputs back and compare them with the source: words in order, links, items, cells, code, images, notes, anchors.",
			func(o *options) *bool { return &o.ledger }),
		toggle("quiet", "q", groupReport, "Print errors only.", func(o *options) *bool { return &o.quiet }),
		toggle("verbose", "v", groupReport, "Print what was chosen as well.", func(o *options) *bool { return &o.verbose }),
		oneOf("progress", "", groupReport, "Pages done, pages a second and time left: on a terminal (auto), or as a line every 10 seconds for logs.",
			func(o *options) *string { return &o.progress }, "auto", "plain", "none"),
		oneOf("color", "", groupReport, "Colours in diagnostics. NO_COLOR is honoured.",
			func(o *options) *string { return &o.color }, "auto", "always", "never"),
		oneOf("diagnostics", "", groupReport, "Form of the diagnostics: with the source line, a line each, a JSON object a line, or one SARIF document.",
			func(o *options) *string { return &o.diagnostics }, "human", "short", "json", "sarif"),
		{name: "report", by: byTrusted, many: true, arg: "FILE", files: true, group: groupReport,
			doc: "Write what was found and made to a file, in a form by its extension: .json, .sarif (SARIF 2.1.0) or .xml (JUnit). May be repeated.",
			set: setReport},
		{name: "deps", by: byTrusted, arg: "FILE", files: true, group: groupRun,
			doc: "Write a rule for make: what the outputs were made from.",
			set: func(o *options, v string) error { o.deps = v; return nil }},
		{name: "only", by: byLine, many: true, arg: "FILE", files: true, group: groupReport,
			doc: "Report on this file of the guide only; all of it is read. May be repeated.",
			set: func(o *options, v string) error { o.only = append(o.only, v); return nil }},
		{name: "baseline", arg: "FILE", files: true, group: groupReport,
			doc: "Leave out the findings that this file lists, and fail only on others. Lines may have moved.",
			set: func(o *options, v string) error { o.baseline = v; return nil }},
		setBy(byLine, toggle("write-baseline", "", groupReport, "Write the findings of this run to the file of --baseline.",
			func(o *options) *bool { return &o.writeBaseline })),
		oneOf("fail-on", "", groupReport, "Lowest severity that makes the exit code 3.",
			func(o *options) *string { return &o.failOn }, "error", "warning", "never"),
		setBy(byLine, toggle("version", "", groupReport, "Print the version.", func(o *options) *bool { return &o.version })),
		setBy(byLine, toggle("help", "h", groupReport, "Print help.", func(o *options) *bool { return &o.help })),
	}
	look := slices.IndexFunc(table, func(f flagDef) bool { return f.name == "allow-html" })
	return append(slices.Insert(table, look, append(brandFlags(), ditaFlags()...)...), limitFlags()...)
}

// limitFlags returns the flags of the limits that protect against hostile input.
func limitFlags() []flagDef {
	limit := func(name, def, doc string, field func(*options) *int) flagDef {
		return flagDef{name: "limit-" + name, by: byTrusted, arg: "N", group: groupLimits, def: def, doc: doc,
			set: func(o *options, v string) error { return setInt(field(o), v, 1, 1<<40) }}
	}
	return []flagDef{
		limit("page-bytes", "32 MiB", "Bytes of one page.", func(o *options) *int { return &o.limits.PageBytes }),
		limit("depth", "32", "Nesting of lists, quotes and notes.", func(o *options) *int { return &o.limits.Depth }),
		limit("depth-blanks", "100,000", "Nesting times the blank lines inside it.", func(o *options) *int { return &o.limits.DepthBlanks }),
		limit("inline-bytes", "256 KiB", "Bytes of one paragraph, heading or cell.", func(o *options) *int { return &o.limits.InlineBytes }),
		limit("delimiters", "5,000", "Openers of links and emphasis in one paragraph.", func(o *options) *int { return &o.limits.Delimiters }),
		limit("columns", "256", "Columns of a table.", func(o *options) *int { return &o.limits.Columns }),
		limit("cells", "262,144", "Cells in the tables of a page.", func(o *options) *int { return &o.limits.Cells }),
		limit("definitions", "10,000", "Definitions of links and footnotes in a page.", func(o *options) *int { return &o.limits.Definitions }),
		limit("nodes", "1,000,000", "Blocks, lines and marks of a page.", func(o *options) *int { return &o.limits.Nodes }),
		limit("seconds", "30", "Seconds that reading a page may take; its work is counted, so that every machine decides alike.", func(o *options) *int { return &o.limits.Seconds }),
		limit("image-pixels", "100,000,000", "Pixels of an image, width times height.", func(o *options) *int { return &o.images.Pixels }),
		limit("image-bytes", "64 MiB", "Bytes of an image.", func(o *options) *int { return &o.images.Bytes }),
		limit("archive-bytes", "512 MiB", "Bytes of all files in an archive, unpacked; and 100 times the archive's size.", func(o *options) *int { return &o.archive.Bytes }),
		limit("archive-files", "100,000", "Entries of an archive, and the folders that they are in.", func(o *options) *int { return &o.archive.Files }),
	}
}

// setBy returns the flag for fewer setters.
func setBy(who setter, f flagDef) flagDef {
	f.by = who
	return f
}

// toggle returns a switch.
func toggle(name, short, group, doc string, field func(*options) *bool) flagDef {
	return flagDef{name: name, short: short, bare: "true", group: group, doc: doc, set: func(o *options, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", v)
		}
		*field(o) = b
		return nil
	}}
}

// oneOf returns a flag that takes one of a few words. The first is the default, for which the field is "".
func oneOf(name, short, group, doc string, field func(*options) *string, values ...string) flagDef {
	return flagDef{name: name, short: short, arg: strings.Join(values, "|"), values: values, group: group, def: values[0], doc: doc,
		set: func(o *options, v string) error {
			if !slices.Contains(values, v) {
				return unknown("value", v, values)
			}
			if *field(o) = v; v == values[0] {
				*field(o) = ""
			}
			return nil
		}}
}

func setInt(to *int, v string, low, high int) error {
	n, err := strconv.Atoi(v)
	if err != nil {
		return fmt.Errorf("%q is not a whole number", v)
	}
	if n < low || n > high {
		return fmt.Errorf("%d is not between %d and %d", n, low, high)
	}
	*to = n
	return nil
}

func setFloat(to *float64, v string, low, high float64) error {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return fmt.Errorf("%q is not a number", v)
	}
	if !(n >= low && n <= high) {
		return fmt.Errorf("%s is not between %g and %g", v, low, high)
	}
	*to = n
	return nil
}

func setFormats(o *options, v string) error {
	for name := range strings.SplitSeq(v, ",") {
		name = strings.TrimSpace(name)
		f, ok := formatNamed(name)
		if !ok {
			return unknown("format", name, formatNames())
		}
		if !slices.Contains(o.to, f.name) {
			o.to = append(o.to, f.name)
		}
	}
	return nil
}

// setSite takes the address of a site that links lead to.
func setSite(o *options, v string) error {
	from, to, ok := strings.Cut(v, "=")
	u, err := url.Parse(to)
	if !ok || from == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%q is not like ../std/=https://example.com/std/", v)
	}
	if o.sites == nil {
		o.sites = map[string]string{}
	}
	o.sites[from] = to
	return nil
}

// setBaseURL takes the address of a site.
func setBaseURL(o *options, v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q is no address like https://example.com/docs/", v)
	}
	o.baseURL = u.String()
	return nil
}

// setMeta takes key=value; the value is read as a YAML scalar or list, so that dates and numbers are what
// they are in front matter.
func setMeta(o *options, v string) error {
	key, value, ok := strings.Cut(v, "=")
	if !ok {
		key, value, ok = strings.Cut(v, ":")
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if !ok || key == "" {
		return fmt.Errorf("%q is not KEY=VALUE", v)
	}
	if o.meta == nil {
		o.meta = tree.Meta{}
	}
	o.meta[key] = metaValue(value)
	return nil
}

func metaValue(s string) any {
	var v any
	if strings.HasPrefix(s, "[") && yaml.Unmarshal([]byte(s), &v) == nil {
		if list, ok := v.([]any); ok {
			return list
		}
	}
	switch s {
	case "true":
		return true
	case "false":
		return false
	}
	return s
}

// flagValue makes an entry of the table a pflag.Value.
type flagValue struct {
	def *flagDef
	o   *options
}

func (v flagValue) String() string     { return "" }
func (v flagValue) Type() string       { return v.def.arg }
func (v flagValue) Set(s string) error { return v.def.set(v.o, s) }

// flagSet returns the flags that fill o.
func flagSet(o *options) *pflag.FlagSet {
	fs := pflag.NewFlagSet("platen", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	table := flagTable()
	for i := range table {
		def := &table[i]
		f := fs.VarPF(flagValue{def, o}, def.name, def.short, def.doc)
		f.NoOptDefVal = def.bare
	}
	return fs
}

// parse reads the command line. cmd is the subcommand, "" to convert; rest are the files or its arguments.
func parse(args []string) (o *options, cmd string, rest []string, err error) {
	o = &options{}
	if len(args) == 2 && args[0] == "help" { // a topic may look like a flag: --toc
		return o, "help", args[1:], nil
	}
	fs := flagSet(o)
	if err := fs.Parse(args); err != nil {
		return nil, "", nil, flagError(err)
	}
	o.given = map[string]bool{}
	fs.Visit(func(f *pflag.Flag) { o.given[f.Name] = true })
	rest = fs.Args()
	if dash := fs.ArgsLenAtDash(); dash != 0 && len(rest) > 0 {
		for _, s := range subcommands() {
			if s.name == rest[0] {
				return o, rest[0], rest[1:], nil
			}
		}
	}
	return o, "", rest, nil
}

// flagError puts pflag's errors in our words.
func flagError(err error) error {
	var missing *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &missing):
		name := missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			return wrong("unknown flag -%c", []rune(name)[0])
		}
		var names []string
		for _, f := range flagTable() {
			names = append(names, f.name)
		}
		hint := ""
		if s := suggest(name, names); s != "" {
			hint = "did you mean --" + s + "?"
		}
		return wrongHint(hint, "unknown flag --%s", name)
	case errors.As(err, &noValue):
		return wrongHint(whatItTakes(noValue.GetFlag()), "%s needs a value", flagName(noValue.GetFlag()))
	case errors.As(err, &bad):
		cause := errors.Unwrap(bad)
		var u *usageError
		if errors.As(cause, &u) {
			return wrongHint(cmp.Or(u.hint, whatItTakes(bad.GetFlag())), "%s: %s", flagName(bad.GetFlag()), u.msg)
		}
		return wrongHint(whatItTakes(bad.GetFlag()), "%s: %v", flagName(bad.GetFlag()), cause)
	}
	return wrong("%v", err)
}

func flagName(f *pflag.Flag) string { return "--" + f.Name }

// whatItTakes is the hint for a value that a flag cannot have.
func whatItTakes(f *pflag.Flag) string { return "platen help " + flagName(f) + " says what it takes" }

// unknown says that name is none of the known ones.
func unknown(what, name string, known []string) error {
	if s := suggest(name, known); s != "" {
		return wrongHint("did you mean "+s+"?", "unknown %s %q", what, name)
	}
	if len(known) > 20 {
		return wrong("unknown %s %q", what, name)
	}
	return wrongHint("known are: "+strings.Join(known, ", "), "unknown %s %q", what, name)
}
