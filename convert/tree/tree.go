package tree

import (
	"io"
	"strings"
)

// A Node is any part of a page. Only this package can add kinds of node.
type Node interface {
	// Position returns where the node's source begins.
	Position() Pos
	node()
}

// A Block is a node that stands on lines of its own.
type Block interface {
	Node
	block()
}

// An Inline is a node that flows inside a line.
type Inline interface {
	Node
	inline()
}

// A Book is one conversion: pages in reading order and their contents list.
type Book struct {
	Name   string     // short name for output files: "guide" makes guide.pdf; never empty, no separators
	Meta   Meta       // title, lang, author, date, version …, after precedence is applied
	Pages  []*Page    // reading order: first mention in Nav, then pages outside Nav
	Nav    []*NavItem // nested contents; nil for pages without a contents list
	Index  *Page      // the page that Nav was read from and that is itself a page (index.md), else nil; it is in Pages too
	Assets []*Asset   // files inside the source root that pages link to or show, by Path
	Lone   bool       // single pages given on their own, not a guide
	Site   *Site      // what the project says about its web site; nil for nothing

	Siblings []Sibling // the languages of the guide, this one among them, and then its versions; nil for none
}

// A Site is what a guide's project says about its web site. Outputs that are none pass it over.
type Site struct {
	URL         string     // where the pages are, "https://example.com/docs/"; "" when it is not said
	EditURL     string     // address of a page's source, {path} standing for Page.Path
	Logo, Icon  *Asset     // in Files too
	StyleSheets []*Asset   // in Files too
	Footer      []Inline   // the copyright line
	Redirects   []Redirect // former addresses
	Files       []*Asset   // that the site has and no page links to
}

// A Redirect is a former address of a page.
type Redirect struct {
	From string // file, relative to the top: "old/index.html"
	To   Target
}

// Title returns the book's title as plain text: Meta["title"], else the first page's title, else Name.
func (b *Book) Title() string {
	if s := b.Meta.String("title"); s != "" {
		return s
	}
	if len(b.Pages) > 0 {
		p := b.Pages[0]
		if b.Index != nil {
			p = b.Index
		}
		if s := PlainText(p.Title); s != "" {
			return s
		}
	}
	return b.Name
}

// Lang returns the page's language as a BCP 47 tag: its own, else the book's, else "en".
func (b *Book) Lang(p *Page) string {
	if p != nil && p.Lang != "" {
		return p.Lang
	}
	if s := b.Meta.String("lang"); s != "" {
		return s
	}
	return "en"
}

// NavKind says what a line of the contents is.
type NavKind int8

// The kinds of contents lines. Only Chapter, Front and Back lead to pages.
const (
	NavChapter   NavKind = iota // a page of the body, or a group of pages when To is empty
	NavPart                     // a heading over the chapters that are its Items
	NavFront                    // a page before the numbered chapters (mdBook prefix chapter)
	NavBack                     // a page after them (mdBook suffix chapter)
	NavDraft                    // a chapter without a page yet
	NavSeparator                // a rule between chapters; no title, no items
)

// A NavItem is one line of the contents.
type NavItem struct {
	Pos      // in the contents file
	Kind     NavKind
	Numbered bool // takes part in section numbers
	Title    []Inline
	To       Target // a page, an anchor in one, an outside address, or nothing
	Items    []*NavItem
}

// A Page is one source file.
type Page struct {
	Path    string          // slash-separated, relative to the source root, "guide/setup.md"; "-" for standard input
	Meta    Meta            // front matter
	Title   []Inline        // front matter title, else first level-1 heading, else contents' title, else stem
	Lang    string          // BCP 47; "" means the book's
	Blocks  []Block         // the content
	Notes   []*Footnote     // in order of first reference
	IDs     map[string]Node // every id and alias of the page, to the node that carries it
	Sources []Source        // the page's own text, then what it includes; for positions
}

// An Asset is a file inside the source root that is no page: an image, a download.
type Asset struct {
	Path string // slash-separated, relative to the source root
	MIME string // "image/png"; "application/octet-stream" when unknown
	Size int64  // bytes
	W, H int    // pixels, from the image's header; 0 when unknown or no image
	// Open returns the content; limits on size and pixels were checked before.
	Open func() (io.ReadCloser, error)
}

// An Attr carries what the author hung on a node. A nil *Attr is empty.
type Attr struct {
	ID      string
	Aliases []string // further ids that must work as well
	Classes []string
	Keys    []Key // source order, names lower case
}

// A Key is one name="value" pair.
type Key struct{ Name, Value string }

// Get returns the value of the key, or "". It accepts a nil Attr.
func (a *Attr) Get(name string) string {
	if a != nil {
		for _, k := range a.Keys {
			if k.Name == name {
				return k.Value
			}
		}
	}
	return ""
}

// HasClass reports whether the class is there. It accepts a nil Attr.
func (a *Attr) HasClass(name string) bool {
	if a != nil {
		for _, c := range a.Classes {
			if c == name {
				return true
			}
		}
	}
	return false
}

// IDs returns the id and the aliases, without empty ones. It accepts a nil Attr.
func (a *Attr) IDs() []string {
	if a == nil || a.ID == "" && len(a.Aliases) == 0 {
		return nil
	}
	if a.ID == "" {
		return a.Aliases
	}
	return append([]string{a.ID}, a.Aliases...)
}

// A Target is where a link, an image or a contents line leads. The reader sets Raw;
// package convert sets exactly one of Page, Asset, Peer and URL, or none when the target is dead.
type Target struct {
	Raw    string // as written, after Markdown's own unescaping
	Page   *Page  // a page of this book
	Anchor string // id within Page (a key of Page.IDs) or Peer; "" is the top
	Asset  *Asset // a file of this book
	Peer   string // slash-separated path, relative to the linking page's folder, of a Markdown page that is not part of this conversion
	URL    string // an address outside of the book: with an allowed scheme, or relative to the page's output, see Whole

	Guide *Neighbour // with Peer: the guide that has the page, whose Path Peer is then
	Index bool       // with Guide: the page is what its folder shows, whatever its name
	Front bool       // with Guide: the page is the contents list, Book.Index, in whose place some formats have a map or a front
}

// A Neighbour is another guide of the set that a book belongs to.
type Neighbour struct {
	Name  string // its Book.Name: "guide" has guide.pdf
	Title string // as plain text
	Up    string // the way from the folder of this book's outputs to that of its: "../guide"
	Apart bool   // each format has a folder of its own in both: Up leads from "this/html" to "guide"
	URL   string // where the folder of its outputs is on the web, with a slash at its end; "" is not known
}

// Way returns the way from a file of this book's outputs in a format to one of the neighbour's in the same format.
func (n *Neighbour) Way(format, from, to string) string {
	up := strings.Repeat("../", strings.Count(from, "/"))
	if n.Apart {
		return up + "../" + n.Up + "/" + format + "/" + to
	}
	return up + n.Up + "/" + to
}

// Address returns the address on the web of a file of the neighbour's outputs in a format, "" when it is not known.
func (n *Neighbour) Address(format, to string) string {
	switch {
	case n.URL == "":
		return ""
	case n.Apart:
		return n.URL + format + "/" + to
	}
	return n.URL + to
}

// Whole reports whether URL has a scheme. One that has none leads out of a guide whose own address on the web is not
// known: "../other/page.html", "/other/". It means something in files that lie where the guide's do, and nowhere else.
func (t *Target) Whole() bool {
	for i := 0; i < len(t.URL); i++ {
		switch c := t.URL[i]; {
		case c == ':':
			return i > 0
		case c == '/' || c == '?' || c == '#':
			return false
		}
	}
	return false
}

// Dead reports whether the target leads nowhere: writers print the link's text, and no link.
func (t *Target) Dead() bool {
	return t.Page == nil && t.Asset == nil && t.Peer == "" && t.URL == ""
}
