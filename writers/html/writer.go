package html

import (
	"context"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
)

// A Writer writes HTML. Its fields are options; the zero value writes a file for each page with an
// index.html, navigation and one shared style sheet. It may be used from many goroutines.
type Writer struct {
	File           string            // "guide.html": the whole book in this one file with its style; "": a file a page
	NumberSections bool              // number headings
	TOC            int               // levels of on-page contents; 0: two beside the pages of a guide, none elsewhere; -1: none
	CSS            string            // further style rules, after the writer's own
	StyleSheets    []string          // further style sheets by address, relative to the output; none are copied
	RemoteImages   string            // images on other servers: "img" or "" shows them, "link" links to them
	Math           string            // formulas: "svg" or "", drawings with MathML beside them; "mathml"; "tex", their source
	NoSearch       bool              // leave out the search box and the index of a guide's pages
	BaseURL        string            // where a guide's pages will be, "https://example.com/docs/": canonical links, sitemap.xml and llms.txt; "": none of these
	Template       *Template         // lays out the pages; nil: the writer's own frame
	EmbedAssets    bool              // put images into the page as data: addresses; nothing is copied
	PrettyURLs     bool              // "setup/index.html" and not "setup.html"; links work from a disk as well
	Embed          []string          // hosts, in lower case, whose pages stand in frames where the source has them in one; others are links
	Dates          map[string]string // days of last changes, "2026-11-28", by the files' paths from wherever; pages may say others
	PartTabs       bool              // the parts of the contents stand in a row below the bar, and the contents at the side show the one that the page is in
	Feed           bool              // feed.xml of the pages that have a date; needs to know where the site will be
	Tags           bool              // tags.html, a list of the pages by the tags of their front matter, which stand below each page too
	Markdown       writers.Writer    // writes each page as Markdown, beside it and in llms-full.txt; nil: neither
	Brand          Brand             // what a guide's pages show of who publishes them
}

var _ writers.Writer = (*Writer)(nil)

// Write makes the pages, their assets and the style sheet. A page that fails is reported and left out.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	s := newSite(w, b, report)
	if s.single {
		return s.writeSingle(ctx, out, report)
	}
	if s.stem != "" {
		if err := s.writeShared(out); err != nil {
			return err
		}
		if err := s.writeContents(out, report); err != nil {
			return err
		}
	}
	if err := s.writePublished(out, report); err != nil {
		return err
	}
	if err := s.writeTags(out, report); err != nil {
		return err
	}
	if err := s.writeMarkdown(ctx, out, report); err != nil {
		return err
	}
	if s.home == nil && !s.plain {
		if err := pages.Put(out, "index.html", s.contentsPage(report)); err != nil {
			return err
		}
	}
	if err := s.copyAssets(ctx, out, report); err != nil {
		return err
	}
	if !s.plain {
		if err := s.writeBrand(out, report); err != nil {
			return err
		}
	}
	for _, m := range s.moved {
		if err := pages.Put(out, m.name, s.redirect(&printer{}, m)); err != nil {
			return err
		}
	}
	x := newIndexer(len(s.entries))
	err := s.eachEntry(ctx, func(p *printer, e *entry) error {
		data := s.renderPage(p, e, report)
		if data == nil {
			return nil
		}
		if s.search && !e.unlisted {
			entries := p.found.Page(e.i, e.plainTitle, e.page, p.Outline)
			x.add(e.i, entries, p.found.Texts())
		}
		return s.writeEntry(out, p, e, data)
	})
	if err != nil || !s.search {
		return err
	}
	return s.writeIndex(out, x)
}

// writeEntry writes a page and what stands at its former addresses.
func (s *site) writeEntry(out writers.Output, p *printer, e *entry, data []byte) error {
	if err := pages.Put(out, e.out, data); err != nil {
		return err
	}
	for _, name := range e.former {
		if err := pages.Put(out, name, s.redirect(p, moved{name: name, to: e})); err != nil {
			return err
		}
	}
	return nil
}

// eachEntry calls f for all pages on all processors. Each worker has a printer, whose buffer is used again. It returns the
// first error in page order.
func (s *site) eachEntry(ctx context.Context, f func(*printer, *entry) error) error {
	return pages.Each(ctx, len(s.entries), func() *printer { return &printer{} }, func(p *printer, i int) error { return f(p, s.entries[i]) })
}

// notWritten says of a page that it failed.
const notWritten = "the page could not be written"

// renderPage returns the page's file, or nil when it failed. The bytes are p's until its next page.
func (s *site) renderPage(p *printer, e *entry, report func(tree.Diag)) (data []byte) {
	pages.Try(e.page, notWritten, report, func() {
		p.start(s, e, report)
		p.document()
		data = p.Finish()
	})
	return data
}
