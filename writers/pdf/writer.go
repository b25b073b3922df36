package pdf

import (
	"context"
	"fmt"
	"time"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
	"platen/writers/pdf/internal/pdfdoc"
)

// A Writer writes PDF. The zero value makes A4, theme screen, PDF/UA-1 and PDF/A-2a at once.
type Writer struct {
	// File is the name of a book's file, or of a single page's; "" is the book's name or the page's path, with .pdf.
	File string
	// PageSize is "a4" (the default), "a3", "a5", "b5", "letter", "legal", "tabloid", "executive", or "210x297mm".
	PageSize string
	// Margin is one to four lengths as CSS has them: "24mm", or "24mm,20mm" for top and bottom, left and right.
	// "" is the theme's.
	Margin string
	// FontSize of the text in points; all other sizes follow it. 0 is the theme's.
	FontSize float64
	// Columns of text, 1 or 2; 0 means 1.
	Columns int
	// Theme is "screen" (the default) or "print".
	Theme string
	// ThemeFile is a theme in YAML, which changes one of those.
	ThemeFile File
	// ThemeFiles are the files that the theme names, by the names it has for them. (See [ThemeFiles].)
	ThemeFiles map[string][]byte
	// ImageDPI is how many pixels of an image an inch of paper shows at least; 0: 220. What has many more is scaled down.
	ImageDPI int
	// PageRefs says whether "(page 12)" follows links into the book: "auto" (the default: in the print theme), "on", "off".
	PageRefs string
	// Standard is "both" (the default), "ua-1", "a-2a" or "none"; "ua-2", "a-4" or "ua-2,a-4", which are PDF 2.0.
	Standard string
	// Logo is an image file for the title page or the title block.
	Logo File
	// NumberSections puts numbers before headings.
	NumberSections bool
	// TOC is how many levels the contents have; 0 is 2 for a book and none for a lone page, below 0 is none.
	TOC int
	// ListOfFigures and ListOfTables number those that have a caption, and list them behind the contents.
	ListOfFigures, ListOfTables bool
	// Fallback are font files that are searched in order for characters that the embedded faces lack.
	Fallback []File
	// Installed are the computer's fonts, which hints name; nil: none is looked for.
	Installed Installed
	// SystemFonts searches them for characters that no other face has.
	SystemFonts bool
	// Date of creation and change, where the metadata gives none; the zero time: the document says none.
	Date time.Time
	// Sheets gets where the sheets of each file begin in the text, once the file is laid out; nil: nobody asks.
	// It is called from the goroutine that called Write.
	Sheets func(tree.Sheets)
}

// Write makes one PDF of a guide, and one of each lone page.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	return pages.Documents(b, w.File, ".pdf", func(name string, of []*tree.Page) error {
		return w.writeFile(ctx, out, name, b, of, report)
	})
}

// writeFile makes one file of the pages.
func (w *Writer) writeFile(ctx context.Context, out writers.Output, name string, b *tree.Book, list []*tree.Page, report func(tree.Diag)) error {
	j, err := w.newJob(b, list, report)
	if err != nil {
		return err
	}
	doc, err := j.run(ctx)
	if err != nil {
		return err
	}
	if w.Sheets != nil {
		w.Sheets(tree.Sheets{File: name, Starts: j.starts.all()})
	}
	return pages.Write(out, name, doc.Write)
}

// standard is what the file conforms to.
func (w *Writer) standard() (pdfdoc.Standard, error) {
	switch w.Standard {
	case "", "both":
		return pdfdoc.Both, nil
	case "ua-1":
		return pdfdoc.UA1, nil
	case "a-2a":
		return pdfdoc.A2a, nil
	case "none":
		return pdfdoc.Plain, nil
	case "ua-2":
		return pdfdoc.UA2, nil
	case "a-4":
		return pdfdoc.A4, nil
	case "ua-2,a-4", "a-4,ua-2":
		return pdfdoc.UA2A4, nil
	}
	return 0, fmt.Errorf("no PDF standard %q: both, ua-1, a-2a, ua-2, a-4, ua-2,a-4 or none", w.Standard)
}
