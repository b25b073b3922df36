package main

import (
	"path/filepath"
	"strings"

	"platen/writers"
	"platen/writers/dita"
	"platen/writers/html"
	"platen/writers/pdf"
	"platen/writers/text"
)

// A format is one kind of output.
type format struct {
	name   string
	exts   []string // extensions that choose it, the first is the one that it writes
	doc    string
	one    bool // a whole guide can be one file
	binary bool // not for a terminal
	make   func(s *settings) writers.Writer
}

// formats is the list of all formats, in the order of the help.
func formats() []format {
	return []format{
		{name: "html", exts: []string{".html", ".htm"}, one: true, doc: "Web pages: one self-contained page, or a guide's pages with navigation.",
			make: func(s *settings) writers.Writer {
				return &html.Writer{File: s.file(".html"), Brand: s.brandFor(), PrettyURLs: s.brand.prettyURLs, NumberSections: s.number, TOC: s.tocLevels(), CSS: s.styles,
					RemoteImages: s.remoteImages, NoSearch: s.noSearch, BaseURL: s.baseURL, Template: s.page, EmbedAssets: s.lone || s.one}
			}},
		{name: "pdf", exts: []string{".pdf"}, one: true, binary: true, doc: "PDF: typeset pages with contents, links and bookmarks, tagged for screen readers and fit for archives.",
			make: func(s *settings) writers.Writer {
				return &pdf.Writer{File: s.file(".pdf"), PageSize: s.pageSize, Margin: s.margin, FontSize: s.fontSize, Columns: s.pageColumns,
					Theme: s.themeName(), ThemeFile: pdf.File{Name: s.theme, Data: s.themeYAML}, ThemeFiles: s.themed, PageRefs: s.pageRefs, Standard: s.pdfStandard, Logo: pdf.File{Name: s.logo, Data: s.logoFile},
					NumberSections: s.number, TOC: s.tocLevels(), Fallback: s.fonts}
			}},
		{name: "text", exts: []string{".txt", ".text"}, one: true, doc: "Plain text: filled lines, drawn tables, links listed at the end.",
			make: func(s *settings) writers.Writer { return s.textWriter(".txt", false) }},
		{name: "ansi", exts: []string{".ansi"}, one: true, doc: "The text format with bold and colours, for a terminal.",
			make: func(s *settings) writers.Writer { return s.textWriter(".ansi", true) }},
		{name: "dita", exts: []string{".dita"}, doc: "DITA 1.3 topics, and a map for a guide.",
			make: func(s *settings) writers.Writer { return s.ditaWriter() }},
	}
}

// formatNamed returns the format of that name.
func formatNamed(name string) (format, bool) {
	for _, f := range formats() {
		if f.name == name {
			return f, true
		}
	}
	return format{}, false
}

// formatOf returns the format that the file's extension chooses.
func formatOf(file string) (format, bool) {
	ext := strings.ToLower(filepath.Ext(file))
	for _, f := range formats() {
		for _, e := range f.exts {
			if e == ext {
				return f, true
			}
		}
	}
	return format{}, false
}

func formatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// ditaWriter returns the writer of DITA. The profile is what the flags do not say.
func (s *settings) ditaWriter() writers.Writer {
	o := s.dita
	w := &dita.Writer{File: s.file(".dita"), Version: s.ditaVersion, Chunk: dita.Chunk(s.ditaChunk), Tasks: dita.Tasks(o.tasks), Map: dita.MapKind(o.kind),
		Shortdesc: dita.Shortdesc(o.shortdesc), Contents: dita.Contents(o.contents), Labels: dita.Labels(o.labels), TypeKey: o.typeKey,
		TaskPages: o.taskPages, ConceptPages: o.conceptPages, Reference: o.referencePages, Conditions: o.conditions}
	if o.profile == "import" {
		if w.Chunk == "" && !s.given["dita-chunk"] {
			w.Chunk = dita.ChunkTopic
		}
		if w.Labels == "" && !s.given["dita-labels"] {
			w.Labels = dita.LabelsDrop
		}
	}
	return w
}

// textWriter returns the writer of the text formats.
func (s *settings) textWriter(ext string, ansi bool) *text.Writer {
	return &text.Writer{File: s.file(ext), Columns: s.columns, Links: s.links, ASCII: s.ascii, ANSI: ansi,
		NumberSections: s.number, TOC: max(0, s.tocLevels())}
}
