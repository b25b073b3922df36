// Package markup prints the nodes of a page as HTML or XHTML, for the formats whose pages are made of it. What
// surrounds a page, where links lead and which files there are is the writer's own: it embeds a [Printer] and is
// its [Place].
package markup

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"platen/convert/tree"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// A Form is how nodes are printed. The zero value is HTML for browsers.
type Form struct {
	XML         bool // XHTML: elements without content are closed, attributes have values, of raw HTML stands what was read from it
	Book        bool // for readers of books: nothing scrolls, takes the focus or stands in place of another; footnotes are of EPUB's types
	Math        MathForm
	RemoteLinks bool     // images on other servers are links to them
	Media       bool     // videos and sounds beside the pages are elements that play them
	Embed       []string // hosts whose pages stand in frames
}

// A Place is where a page stands: it knows the addresses that its links and images have.
type Place interface {
	// Target prints the address of a live target, as attribute content.
	Target(t *tree.Target)
	// Dead reports whether the target leads nowhere in this output.
	Dead(t *tree.Target) bool
	// Image returns the address that holds a file's image, or "" when the image is loaded from its Target;
	// ok is false when it cannot be shown.
	Image(a *tree.Asset) (data string, ok bool)
}

// A Printer prints pages into one buffer, one page after the other. [Printer.Enter] begins a page.
type Printer struct {
	Form    Form
	Place   Place
	Page    *tree.Page
	Outline *tree.Outline
	Words   *words.Words
	Lang    string // the page's language, of the shape that HTML wants
	Report  func(tree.Diag)

	Buf     []byte
	Limit   int                      // bytes that the buffer may have
	Shift   int                      // added to heading levels: pages in a single file stand below the book's title
	Prefix  string                   // of the page's ids, in a single file; "" in others
	Numbers map[*tree.Heading]string // of headings that show one
	Before  func(tree.Block)         // is called where a block is about to be printed, so that something may stand there; nil for nothing
	NoIDs   bool                     // the inlines were printed before, with their ids: contents lists

	shown  map[*tree.Asset]bool // images that stand in the page
	inLink bool                 // in an a element: no other link may begin
	inDfn  bool
	inNote bool // in a footnote
	inCell bool // in a table's cell: code breaks at its joints only
	inTH   bool // in a header cell: no headings (HTML, 4.9.10)

	longest int // characters of a word in a book's table that do not break; 0: it need not

	shapes     map[*tree.FormulaShape]int // glyphs of the page's formulas, by their number
	shapeList  []*tree.FormulaShape
	shapesDone int // of shapeList: they are in the page

	// For those who tell browsers what stands in a page:
	Styles   []string // the style attributes, each once
	KeptHTML bool     // there is HTML that the source was allowed to keep

	tabGroups int // so far
	colored   int // bytes of code that were coloured
}

// Start empties the buffer for a page and sets its limit.
func (p *Printer) Start(page *tree.Page, lang string, report func(tree.Diag)) {
	p.Buf = p.Buf[:0]
	p.Enter(page, lang, report)
	p.Limit, p.shown = 16<<20, nil
	for _, src := range page.Sources {
		p.Limit += 64 * len(src.Text)
	}
}

// Enter makes page the one whose nodes are printed next.
func (p *Printer) Enter(page *tree.Page, lang string, report func(tree.Diag)) {
	p.Page, p.Report = page, report
	p.Outline = tree.NewOutline(page)
	p.Lang = Lang(lang)
	p.Words = words.For(p.Lang)
	p.inLink, p.inDfn, p.inNote, p.inTH, p.inCell, p.NoIDs = false, false, false, false, false, false
	p.Shift, p.colored, p.tabGroups, p.longest = 0, 0, 0, 0
	p.shapes, p.shapeList, p.shapesDone = nil, nil, 0
	p.Numbers, p.Styles, p.KeptHTML = nil, nil, false
}

// Number gives the headings their numbers, below the chapter's own.
func (p *Printer) Number(chapter string) { p.Numbers = p.Outline.Numbers(chapter) }

// Titleless reports whether the page has no level-1 heading of its own.
func (p *Printer) Titleless() bool {
	for _, s := range p.Outline.Root.Sections {
		if s.Level == 1 {
			return false
		}
	}
	return true
}

// Finish returns the page's bytes, which are the printer's until its next page.
func (p *Printer) Finish() []byte {
	if !utf8.Valid(p.Buf) {
		p.Buf = bytes.ToValidUTF8(p.Buf, []byte("\ufffd"))
	}
	return p.Buf
}

// Check panics when the output has grown past its limit.
func (p *Printer) Check() {
	if len(p.Buf) > p.Limit {
		panic(pages.Limit(fmt.Sprintf("the page's HTML is over %d MiB, 64 times its source and 16 MiB", p.Limit>>20)))
	}
}

// Raw prints s as it is.
func (p *Printer) Raw(s string) { p.Buf = append(p.Buf, s...) }

// Text prints s as text.
func (p *Printer) Text(s string) { p.Buf = AppendText(p.Buf, s) }

// Int prints a number.
func (p *Printer) Int(n int) { p.Buf = strconv.AppendInt(p.Buf, int64(n), 10) }

// Pair prints ` name="value"`.
func (p *Printer) Pair(name, value string) {
	p.Buf = append(append(append(p.Buf, ' '), name...), '=', '"')
	p.Buf = append(AppendAttr(p.Buf, value), '"')
}

// Styled notes a style attribute.
func (p *Printer) Styled(rules string) {
	if !slices.Contains(p.Styles, rules) {
		p.Styles = append(p.Styles, rules)
	}
}

// style prints a style attribute.
func (p *Printer) style(rules string) {
	p.Styled(rules)
	p.Pair("style", rules)
}

// leftToRight gives code its direction in a book: a book's style sheet may not. (EPUB 3.3, 6.3.1.2)
func (p *Printer) leftToRight() {
	if p.Form.Book && words.RightToLeft(p.Lang) {
		p.Raw(` dir="ltr"`)
	}
}

// flag prints an attribute that is there or not.
func (p *Printer) flag(name string) {
	p.Buf = append(append(p.Buf, ' '), name...)
	if p.Form.XML {
		p.Buf = append(append(append(p.Buf, '=', '"'), name...), '"')
	}
}

// Empty ends the tag of an element that has no content.
func (p *Printer) Empty() {
	if p.Form.XML {
		p.Buf = append(p.Buf, '/')
	}
	p.Buf = append(p.Buf, '>')
}

// id prints ` id="…"` for an id of the source.
func (p *Printer) id(id string) {
	p.Raw(` id="`)
	if p.Prefix != "" {
		p.Buf = append(AppendID(p.Buf, p.Prefix), "--"...)
	}
	p.Buf = append(AppendID(p.Buf, id), '"')
}

// Own returns an id that the writer adds, such that no id of the page equals it.
func (p *Printer) Own(id string) string {
	full := id
	for p.Page.IDs[full] != nil {
		full = "_" + full
	}
	if p.Prefix != "" {
		full = p.Prefix + "--" + full
	}
	return full
}

// Anchor prints an empty element that carries an id.
func (p *Printer) Anchor(id string) {
	if p.NoIDs || id == "" {
		return
	}
	p.Raw("<span")
	p.id(id)
	p.Raw("></span>")
}

// Aliases prints the further ids of a node. They stand before a block or at the start of its text.
func (p *Printer) Aliases(a *tree.Attr) {
	if a != nil && !p.NoIDs {
		for _, id := range a.Aliases {
			p.Anchor(id)
		}
	}
}

// attr prints the attributes that an author may set: id, class and a few harmless ones.
// class is the writer's own class, or "".
func (p *Printer) attr(a *tree.Attr, class string) {
	if a == nil {
		if class != "" {
			p.Pair("class", class)
		}
		return
	}
	if a.ID != "" && !p.NoIDs {
		p.id(a.ID)
	}
	if class != "" || len(a.Classes) > 0 {
		p.Raw(` class="`)
		p.Raw(class)
		for i, c := range a.Classes {
			if i > 0 || class != "" {
				p.Buf = append(p.Buf, ' ')
			}
			p.Buf = AppendAttr(p.Buf, c)
		}
		p.Buf = append(p.Buf, '"')
	}
	for _, k := range a.Keys {
		switch k.Name {
		case "title":
			p.Pair("title", k.Value)
		case "lang":
			if ValidLang(k.Value) {
				p.Pair("lang", k.Value)
			}
		case "dir":
			if k.Value == "ltr" || k.Value == "rtl" || k.Value == "auto" {
				p.Pair("dir", k.Value)
			}
		}
	}
}

// Href prints ` href="…"` for a live target.
func (p *Printer) Href(t *tree.Target) {
	p.Raw(` href="`)
	p.Place.Target(t)
	p.Buf = append(p.Buf, '"')
}
