// Package pdfdoc makes a tagged PDF: pages of typeset lines, drawings and images, a structure tree,
// links, bookmarks and page labels, as PDF/UA-1 and PDF/A-2a ask for.
//
//	d := pdfdoc.New(pdfdoc.Options{Title: "Guide", Lang: "en"})
//	h := d.NewElem(nil, "H1")
//	p := d.NewPage(595.28, 841.89)
//	p.Begin(h)
//	p.Line(&lines[0], 72, 700, 0, len(lines[0].Runs))
//	p.End()
//	err := d.Write(w)
//
// Coordinates are points with the origin at the page's lower left.
//
// Pages are made in order, by one goroutine; what is on them may then be made by several, one a page.
// Structure elements may be made by several goroutines for different parents. The bytes written depend
// on what was put in only, not on when or by whom.
//
// A page that is complete should be closed ([Page.Close]); one that waits for its last parts, flushed ([Page.Flush]).
// Faces need no registration: what pages and drawings show of them is in the file.
//
// fpdf writes the skeleton: pages, document information, metadata, output intent and catalogue. [Doc.Write]
// then reads fpdf's objects, checks that they are as expected, and adds what fpdf cannot make or makes
// wrongly: content streams, fonts, images, annotations, structure, names, outline, object streams.
// (fpdf's own way to a subset font costs 4 ms a font, ours a tenth.)
package pdfdoc

import (
	"sync"
	"time"
)

// Options describe a document. Empty fields are left out.
type Options struct {
	Title, Author, Subject, Keywords string
	// For XMP: each author, and each keyword, by itself. Description is what the document says, Subject where it is empty.
	Authors, Topics                []string
	Description, Publisher, Rights string
	// Lang is the document's language (BCP 47); "" means "en".
	Lang string
	// Date of creation and change; the zero time leaves both out.
	Date time.Time
	// Creator is the program that wrote the document, "platen" if empty.
	Creator string
	// Standard is [Both] where nothing is said.
	Standard Standard
	// PageW and PageH are the size of pages that NewPage is given no size for; 0: A4.
	PageW, PageH float64
	// CloseBookmarks shows all bookmarks folded at first, whatever their own state.
	CloseBookmarks bool
}

// A Doc is a document being made.
type Doc struct {
	o      Options
	root   *Elem
	pages  []*Page
	marks  []bookmark
	labels []Label

	mu     sync.Mutex
	images map[[32]byte]*Image
	forms  []*Image
	dests  map[string]place
}

// New begins a document.
func New(o Options) *Doc {
	if o.Lang == "" {
		o.Lang = "en"
	}
	if o.Creator == "" {
		o.Creator = "platen"
	}
	if o.PageW <= 0 || o.PageH <= 0 {
		o.PageW, o.PageH = 595.28, 841.89
	}
	o.Title, o.Author, o.Subject, o.Keywords = cut(o.Title), cut(o.Author), cut(o.Subject), cut(o.Keywords)
	return &Doc{o: o, root: &Elem{Type: "Document", page: -1}, images: map[[32]byte]*Image{}}
}

type bookmark struct {
	level int
	title string
	dest  string
	open  bool
}

// Bookmark adds an entry to the outline, in reading order. Level counts from 1 and may skip levels;
// dest is the name of a destination. An entry whose destination was never set is shown without one.
func (d *Doc) Bookmark(level int, title, dest string, open bool) {
	d.marks = append(d.marks, bookmark{level, title, destName(dest), open})
}

// A Label begins a range of page labels.
type Label struct {
	// Page is the index of the range's first page, from 0.
	Page int
	// Style is one of D (1, 2), r (i, ii), R (I, II), a, A, or "" for the prefix alone.
	Style, Prefix string
	// First is the number of the first page; 0 means 1.
	First int
}

// PageLabels sets how pages are numbered; the first label should be for page 0.
func (d *Doc) PageLabels(l []Label) { d.labels = l }

// Dest makes a named destination at a point of a page. The first of equal names wins, by page order.
// It belongs to the page: calls for one page must not run at the same time.
//
// e is what is there, for destinations in the structure; nil: the first element of the page.
func (d *Doc) Dest(name string, p *Page, x, y float64, e *Elem) {
	p.dests = append(p.dests, dest{destName(name), x, y, e})
}
