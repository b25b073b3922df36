package convert

import (
	"context"
	"io/fs"

	"platen/convert/markdown"
	"platen/convert/tree"
)

// A Source says what to read.
type Source struct {
	FS    fs.FS    // the source root: nothing outside it is read; may be nil for standard input
	Name  string   // the root's own name, for the book's name: "doc_source"
	Pages []string // paths of lone pages in FS; nil reads the whole guide
	Stdin []byte   // with a page "-" in Pages: that page's text
}

// ImageLimits protect against images that are small on disk and huge in memory. A zero field means the default.
type ImageLimits struct {
	Pixels int // width × height; 100,000,000 (--limit-image-pixels)
	Bytes  int // of the file; 64 MiB (--limit-image-bytes)
}

// DeadLinks says what becomes of links that lead nowhere.
type DeadLinks int8

// A dead link of a form most of whose links are alive is dropped, its words stay; when more than a fifth of a form are
// dead, it is the form that is not understood, and they are kept.
const (
	DeadLinksAuto DeadLinks = iota
	DeadLinksDrop
	DeadLinksKeep
)

// Options steer Load. The zero value is the good default.
type Options struct {
	From         string            // dialect with extensions, "gfm+footnotes-emoji"; "" is auto
	Dialect      *markdown.Dialect // the same as a value, markdown.GFM(); nil takes From
	Meta         tree.Meta         // what -M says; it wins over all other metadata
	Project      tree.Meta         // what the project's settings say: after Meta, and after a lone page's own front matter
	Defaults     tree.Meta         // what holds where nothing else says it
	Name         string            // a guide's name, for Book.Name; "" takes its title's or its folder's
	Limits       markdown.Limits   // zero fields: the defaults
	Images       ImageLimits       // zero fields: the defaults
	AllowHTML    bool
	ResourcePath []string          // further folders in FS to look for images in
	BaseURL      string            // the address that a guide's top has on the web; "" is what the project's settings say
	Sites        map[string]string // addresses of other sites, by what links to them begin with
	DeadLinks    DeadLinks
	IconNames    bool       // icons are their names as they are written: no drawings and signs
	Conditions   Conditions // which text for some readers only is wanted
	Diagrams     Diagrams   // programs that draw code blocks; none by default
	Account      *Account   // compare the pages with their texts, and put the counts here; nil: not
	Passes       []Pass     // change each page after it was read, in this order
	Others       Others     // the other guides of the set that a guide belongs to; nil for none
}

// A Pass changes a page after it was read, and before its title, its links and its place among the other pages are found:
// [tree.Rewrite] helps. What it adds is as if the author had written it. A pass is called from several goroutines at once,
// each with a page of its own. An error fails the page, and the others come out.
type Pass func(ctx context.Context, p *tree.Page) error

// Page reads one page from its text, as a program has it in memory: a book of one page. report may be nil.
func Page(ctx context.Context, text []byte, opts Options, report func(tree.Diag)) (*tree.Book, error) {
	if report == nil {
		report = func(tree.Diag) {}
	}
	return Load(ctx, Source{Pages: []string{"-"}, Stdin: text}, opts, report)
}

// Guide reads a guide from the root of a file system: os.DirFS, an embed.FS, an archive. report may be nil.
func Guide(ctx context.Context, root fs.FS, opts Options, report func(tree.Diag)) (*tree.Book, error) {
	if report == nil {
		report = func(tree.Diag) {}
	}
	return Load(ctx, Source{FS: root, Name: "guide"}, opts, report)
}
