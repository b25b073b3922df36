package options

import (
	"path/filepath"
	"strconv"
	"strings"

	"platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/dita"
	"platen/writers/epub"
	"platen/writers/html"
	"platen/writers/json"
	mdout "platen/writers/markdown"
	"platen/writers/pdf"
	"platen/writers/text"
)

// A Format is one kind of output.
type Format struct {
	Name   string
	Exts   []string // extensions that choose it, the first is the one that it writes
	Type   string   // media type of what it writes
	Doc    string
	One    bool // a whole guide can be one file
	Bound  bool // a whole guide is always one file
	Binary bool // not for a terminal
	Cost   int  // what a page costs, in the unit of the others: for how far a run has come
	Make   func(s *Settings) writers.Writer
	Check  func(s *Settings) error // what is wrong with the settings together, before anything is read; nil: nothing can be
}

// Formats is the list of all formats, in the order of the help.
func Formats() []Format {
	return []Format{
		{Name: "html", Exts: []string{".html", ".htm"}, Type: "text/html; charset=utf-8", Cost: 2, One: true, Doc: "Web pages: one self-contained page, or a guide's pages with navigation.",
			Make: func(s *Settings) writers.Writer {
				w := &html.Writer{File: s.file(".html"), Brand: s.brandFor(), PrettyURLs: s.Brand.PrettyURLs, NumberSections: s.Number, TOC: s.tocLevels(), CSS: s.Styles,
					RemoteImages: s.RemoteImages, Math: s.Math, NoSearch: s.NoSearch, BaseURL: s.BaseURL, Template: s.Layout, EmbedAssets: s.Lone || s.One,
					Embed: s.Brand.Embed, Dates: s.Branded.dates, PartTabs: s.Brand.PartTabs, Feed: s.Brand.Feed, Tags: s.Brand.Tags}
				if s.Brand.Markdown {
					w.Markdown = &mdout.Writer{IDs: headingIDs}
				}
				return w
			}},
		{Name: "pdf", Exts: []string{".pdf"}, Type: "application/pdf", Cost: 12, One: true, Bound: true, Binary: true, Doc: "PDF: typeset pages with contents, links and bookmarks, tagged for screen readers and fit for archives.",
			Make: func(s *Settings) writers.Writer { return s.pdfWriter() }, Check: (*Settings).checkPDF},
		{Name: "epub", Exts: []string{".epub"}, Type: "application/epub+zip", Cost: 2, One: true, Bound: true, Binary: true, Doc: "EPUB 3: a book for e-readers, with contents, cover and footnotes that pop up.",
			Make: func(s *Settings) writers.Writer {
				return &epub.Writer{File: s.file(".epub"), NumberSections: s.Number, TOC: s.tocLevels(), CSS: s.Styles, Cover: epub.File{Name: s.Cover, Data: s.CoverFile}, Modified: s.Date, Sheets: s.Paper, ImageLimit: s.ImageLimit}
			}},
		{Name: "text", Exts: []string{".txt", ".text"}, Type: "text/plain; charset=utf-8", Cost: 1, One: true, Doc: "Plain text: filled lines, drawn tables, links listed at the end.",
			Make: func(s *Settings) writers.Writer { return s.textWriter(".txt", false) }},
		{Name: "ansi", Exts: []string{".ansi"}, Type: "text/plain; charset=utf-8", Cost: 1, One: true, Doc: "The text format with bold and colours, for a terminal.",
			Make: func(s *Settings) writers.Writer { return s.textWriter(".ansi", true) }},
		{Name: "dita", Exts: []string{".dita"}, Type: "application/xml", Cost: 2, Doc: "DITA 1.3 topics, and a map for a guide.",
			Make: func(s *Settings) writers.Writer { return s.ditaWriter() }},
		{Name: "json", Exts: []string{".json"}, Type: "application/json", Cost: 1, One: true, Doc: "The document tree of pandoc in JSON, for pandoc, its filters and programs.",
			Make: func(s *Settings) writers.Writer { return &json.Writer{File: s.file(".json")} }},
		{Name: "markdown", Exts: []string{".md", ".markdown"}, Type: "text/markdown; charset=utf-8", Cost: 1, Doc: "Markdown of one dialect, normalised: what is read is printed and read as the same.",
			Make: func(s *Settings) writers.Writer {
				return &mdout.Writer{Dialect: s.MdDialect, IDs: headingIDs}
			}},
	}
}

// FormatNamed returns the format of that name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// FormatOf returns the format that the file's extension chooses.
func FormatOf(file string) (Format, bool) {
	ext := strings.ToLower(filepath.Ext(file))
	for _, f := range Formats() {
		for _, e := range f.Exts {
			if e == ext {
				return f, true
			}
		}
	}
	return Format{}, false
}

func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// pdfWriter returns the writer of PDF.
func (s *Settings) pdfWriter() *pdf.Writer {
	return &pdf.Writer{File: s.file(".pdf"), PageSize: s.PageSize, Margin: s.Margin, FontSize: s.FontSize, Columns: s.PageColumns,
		Theme: s.themeName(), ThemeFile: pdf.File{Name: s.Theme, Data: s.ThemeYAML}, ThemeFiles: s.Themed, PageRefs: s.PageRefs, ImageDPI: s.ImageDPI, Standard: s.PdfStandard, Logo: pdf.File{Name: s.Logo, Data: s.LogoFile},
		NumberSections: s.Number, TOC: s.tocLevels(), Fallback: s.Fonts, Installed: s.Installed, SystemFonts: s.SystemFonts, ListOfFigures: s.FigureList, ListOfTables: s.TableList, Date: s.Date, Sheets: s.Sheets}
}

// checkPDF finds margins that leave no room on the paper.
func (s *Settings) checkPDF() error {
	err := s.pdfWriter().Check()
	if err == nil {
		return nil
	}
	flag := "--page-size"
	if s.Margin != "" {
		flag = "--margin"
	}
	return WrongHint("platen help "+flag+" says what it takes", "%s: %v", flag, err)
}

// importKeys is how many links an outside address has without a key, where topics are made for import.
const importKeys = 3

// ditaWriter returns the writer of DITA. The profile is what the flags do not say.
func (s *Settings) ditaWriter() writers.Writer {
	o := s.Dita
	w := &dita.Writer{File: s.file(".dita"), Version: s.DitaVersion, Math: s.Math, Chunk: dita.Chunk(s.DitaChunk), Tasks: dita.Tasks(o.Tasks), Map: dita.MapKind(o.Kind),
		Shortdesc: dita.Shortdesc(o.Shortdesc), Contents: dita.Contents(o.Contents), Labels: dita.Labels(o.Labels), TypeKey: o.TypeKey,
		TaskPages: o.TaskPages, ConceptPages: o.ConceptPages, Reference: o.ReferencePages, Conditions: o.Conditions}
	w.Topics = s.Topics
	w.Links, w.Submaps = dita.Links(o.Links), o.Submaps == "on"
	w.Keys, _ = strconv.Atoi(o.Keys)
	if o.Profile == "import" {
		if w.Chunk == "" && !s.Given["dita-chunk"] {
			w.Chunk = dita.ChunkTopic
		}
		if w.Labels == "" && !s.Given["dita-labels"] {
			w.Labels = dita.LabelsDrop
		}
		if w.Links == "" && !s.Given["dita-links"] {
			w.Links = dita.LinksReltable
		}
		w.Submaps = w.Submaps || o.Submaps == "" && !s.Given["dita-submaps"]
		if o.Keys == "" {
			w.Keys = importKeys
		}
	}
	return w
}

// textWriter returns the writer of the text formats.
func (s *Settings) textWriter(ext string, ansi bool) *text.Writer {
	return &text.Writer{File: s.file(ext), Columns: s.Columns, Links: s.Links, ASCII: s.Ascii, Math: s.TextMath, ANSI: ansi,
		NumberSections: s.Number, TOC: max(0, s.tocLevels())}
}

// headingIDs are the ids that the headings of a page get in a dialect by themselves.
func headingIDs(dialect string, p *tree.Page) map[*tree.Heading]string {
	d, err := markdown.ParseDialect(dialect)
	if err != nil {
		return nil
	}
	return d.HeadingIDs(p)
}
